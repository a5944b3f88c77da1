import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.domain.discarding import delete_draft
from cases.domain.facts import record_fact
from cases.models import Case, Fact
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


def score(family, value, **changes):
    return record_fact(
        family.case,
        Fact.Kind.SCORE,
        value,
        as_at=timezone.localdate(),
        source="Scaling question",
        by=family.case.created_by,
        **changes,
    )


def test_a_correction_supersedes_and_changes_nothing(app_role, family):
    wrong = score(family, "3")

    right = score(family, "8", corrects=wrong)

    assert list(Fact.objects.standing()) == [right]
    assert Fact.objects.get(pk=wrong.pk).value == "3"


def test_of_two_who_correct_the_second_is_told(family):
    wrong = score(family, "3")
    right = score(family, "8", corrects=wrong)

    with pytest.raises(ValidationError) as refusal:
        score(family, "9", corrects=wrong)

    assert refusal.value.code == "corrected"
    assert list(Fact.objects.standing()) == [right]


def test_facts_stay_once_the_referral_was_sent(app_role, family):
    fact = score(family, "3")

    with pytest.raises(DatabaseError, match="facts are kept"), transaction.atomic():
        fact.delete()

    assert Fact.objects.exists()


def test_facts_of_a_draft_go_with_it(app_role, service):
    draft = make_family(service, stage=Case.Stage.DRAFT)
    score(draft, "8", corrects=score(draft, "3"))

    delete_draft(draft.case, by=draft.case.created_by)

    assert not Fact.objects.exists()
