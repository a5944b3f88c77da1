import pytest
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Seat
from cases.models import Case, Task

pytestmark = pytest.mark.django_db


def test_the_tasks_of_one_case_are_those_of_all_that_are_of_it(council):
    with_tasks = Case.objects.filter(pk__in=Task.objects.values("case"))
    for user in User.objects.filter(is_active=True):
        everything = list(Task.objects.visible_to(user).order_by("pk"))
        found = [
            task
            for case in with_tasks
            for task in Task.objects.visible_to(user, case=case).order_by("pk")
        ]

        assert {task.pk for task in found} == {task.pk for task in everything if task.case_id}
        assert len(found) == len({task.pk for task in found})


def test_what_somebody_owes_is_open_theirs_and_known_to_them(council):
    owed_by_anybody = set()
    for user in User.objects.filter(is_active=True):
        managed = user.team_ids(Seat.SERVICE_MANAGER, Seat.REFERRING_MANAGER)
        theirs = Q(assigned_to__in=user.acting_ids) | Q(
            assigned_to__isnull=True, for_managers_of__in=managed
        )
        expected = set(Task.objects.open().visible_to(user).filter(theirs))

        assert set(Task.objects.owed_by(user)) == expected
        owed_by_anybody |= expected

    assert owed_by_anybody


def test_a_case_asked_for_alone_is_seen_by_those_who_see_it_among_others(council):
    for user in User.objects.filter(is_active=True):
        seen = set(Case.objects.visible_to(user))

        assert set(Case.objects.visible_to(user, one=True)) == seen
        assert {
            case.pk
            for case in Case.objects.all()
            if Case.objects.visible_to(user, one=True).filter(public_id=case.public_id).exists()
        } == {case.pk for case in seen}
