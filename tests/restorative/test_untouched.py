import pytest
from django.db.models import Q

from accounts.models import User
from cases.models import Case, Person
from restorative.untouched import is_untouched
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "touch",
    [
        lambda rows: rows.filter(stage="draft"),
        lambda rows: rows.order_by("pk"),
        lambda rows: rows.order_by(),
        lambda rows: rows.select_related("team"),
        lambda rows: rows.prefetch_related("children"),
        lambda rows: rows.only("pk"),
        lambda rows: rows.values("pk"),
        lambda rows: rows.using("default"),
        lambda rows: rows.annotate(none=Q(pk=None)),
        lambda rows: rows.distinct(),
        lambda rows: rows.select_for_update(),
        lambda rows: rows.none(),
        lambda rows: rows[:3],
        lambda rows: rows.union(rows),
        lambda rows: rows.iterator and rows.extra(where=["true"]),
    ],
)
def test_rows_of_which_anything_was_asked_are_touched(touch):
    assert is_untouched(Case.objects.all())
    assert not is_untouched(touch(Case.objects.all()))


def test_what_belongs_to_something_is_no_whole_table():
    service = make_service()
    case = make_family(service).case
    assert not is_untouched(case.team.cases.all())
    assert list(case.team.cases.visible_to(service.worker)) == [case]
    other = make_family(make_service()).case
    assert case not in other.team.cases.visible_to(service.worker)


def test_a_rule_that_is_kept_holds_no_rows():
    service = make_service()
    reader = User.objects.get(pk=service.worker.pk)
    assert list(Case.objects.visible_to(reader)) == []
    case = make_family(service).case
    assert list(Case.objects.visible_to(reader)) == [case]
    assert list(Person.objects.visible_to(reader)) == list(
        Person.objects.filter(pk__in=[child.person_id for child in case.children.all()])
    )
