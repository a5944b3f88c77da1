import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.models import Team, User
from restorative.written_out import WhenItRuns, written_out
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [UserFactory(first_name=name) for name in ("Ann", "100%", "Bob")]


@pytest.mark.parametrize(
    "condition",
    [
        Q(first_name="Ann"),
        Q(first_name__contains="0%"),
        Q(first_name__in=["Ann", "Bob"]) & ~Q(first_name="Bob"),
        Q(first_name="nobody"),
        Q(pk__in=[]),
    ],
    ids=str,
)
def test_the_rows_are_those_of_the_query_itself(people, condition):
    inner = User.objects.filter(condition)

    found = User.objects.filter(pk__in=written_out(inner))
    twice = User.objects.filter(pk__in=written_out(found)).exclude(pk=0)

    assert set(found) == set(twice) == set(inner)
    assert set(User.objects.exclude(pk__in=written_out(inner))) == set(
        User.objects.exclude(condition)
    )


def test_a_union_is_written_out_whole(people):
    ways = [User.objects.filter(first_name=name) for name in ("Ann", "Bob")]

    found = User.objects.filter(pk__in=written_out(ways[0].union(ways[1], all=True)))

    assert {user.first_name for user in found} == {"Ann", "Bob"}


def test_keys_lead_over_a_relation(people):
    rows = Team.objects.filter(memberships__user__in=written_out(User.objects.none()))

    assert list(rows) == []


def test_the_moment_is_when_it_runs_and_not_when_it_was_written(people, time_machine):
    time_machine.move_to("2026-11-16 10:00Z", tick=False)
    User.objects.filter(first_name="Ann").update(joined_at=timezone.now())
    before = written_out(User.objects.filter(joined_at__lt=WhenItRuns()))
    rows = User.objects.filter(pk__in=before, first_name="Ann")
    assert not rows.exists()

    time_machine.move_to("2026-11-16 10:01Z", tick=False)

    assert rows.all().exists()
