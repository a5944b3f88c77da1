"""A question that is asked again finds what the queryset would have found."""

import pytest
from django.db.models import BooleanField, Case, Value, When
from django.utils import timezone

from cases.asking import ask, ask_for
from cases.case_page import children_ever_of
from cases.domain.noting import write_note
from cases.models import CaseChild, Exclusion, Note, Person
from restorative.asked_again import Given, Question, any_of
from restorative.one_look import one_look
from tests.factories.people import PersonFactory
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def families(service):
    return [make_family(service), make_family(service)]


def _children(*, is_named=False):
    rows = CaseChild.objects.filter(case=Given("case")).select_related("person", "social_worker")
    marked = When(person__first_name="", then=Value(False))
    return rows.annotate(
        is_named=Case(marked, default=Value(True), output_field=BooleanField())
    ).order_by("-pk")


def _nothing():
    return CaseChild.objects.filter(pk__in=(), case=Given("case"))


def _texts(user, audience):
    rows = Note.objects.visible_to(user).filter(case=Given("case"), audience=audience)
    return rows.values_list("text", "author__last_name")


def test_each_time_with_another_value(families, django_assert_num_queries):
    for family in (*families, *families):
        with django_assert_num_queries(1):
            found = ask(_children, case=family.case.pk)
            assert [child.person.first_name for child in found]
        expected = CaseChild.objects.filter(case=family.case).order_by("-pk")
        assert found == list(expected)
        assert all(child.is_named for child in found)
        assert [child.social_worker for child in found] == [c.social_worker for c in expected]


def test_what_can_find_nothing_is_not_asked(families, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask(_nothing, case=families[0].case.pk) == []


def test_values_come_as_values_and_each_option_is_a_question_of_its_own(service, families):
    write_note(
        families[0].case,
        by=service.worker,
        children=families[0].children,
        kind="visit",
        happened_on=timezone.localdate(),
        text="Open.",
    )
    found = {
        audience: ask_for(service.worker, _texts, audience, case=families[0].case.pk)
        for audience in ("case", "coordinator")
    }

    assert found == {"case": [("Open.", service.worker.last_name)], "coordinator": []}


def test_a_question_that_is_kept_follows_the_rule_of_access(service, families):
    case, user = families[0].case, service.colleague
    with one_look():
        assert children_ever_of(case, user)
    assert children_ever_of(case, user)

    Exclusion.objects.create(case=case, user=user, ground="known", recorded_by=service.manager)

    with one_look():
        assert children_ever_of(case, user) == []
    assert children_ever_of(case, user) == []
    with one_look():
        assert children_ever_of(families[1].case, user)


def test_nobody_is_answered_with_what_was_written_for_another(service, families):
    for user in (service.coordinator, service.manager, service.worker, service.administrator):
        visible = CaseChild.objects.visible_to(user).filter(case=families[0].case)
        assert children_ever_of(families[0].case, user) == list(visible.order_by("pk"))


def _surnames(*, but):
    rows = Person.objects.filter(any_of("pk", "keys")).exclude(last_name=but)
    return rows.order_by("last_name").values_list("last_name", "pk")


def test_of_some_keys_and_of_others(db):
    bell, adeyemi, clay = (PersonFactory(last_name=n) for n in ("Bell", "Adeyemi", "Clay"))
    keys = [bell.pk, adeyemi.pk, clay.pk]
    found = Question(_surnames(but="Clay"))
    assert found.ask(keys=keys) == [("Adeyemi", adeyemi.pk), ("Bell", bell.pk)]
    assert found.ask(keys=keys[:1]) == [("Bell", bell.pk)]
    assert found.ask(keys=[]) == []


def test_readers_of_one_seat_share_the_text(service, families):
    questions = [
        Question(Note.objects.visible_to(user).filter(case=Given("case")))
        for user in (service.worker, make_service().worker)
    ]
    assert questions[0]._sql is questions[1]._sql
    assert questions[0]._params != questions[1]._params
