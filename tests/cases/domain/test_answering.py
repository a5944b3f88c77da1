"""A restricted case is never without a manager who may let somebody in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.domain.staffing import deactivate_staff, end_membership, move_staff
from accounts.models import Role, User
from accounts.permissions import Permission
from cases.access import may
from cases.domain.closing import withdraw_case
from cases.domain.handing_over import work_left
from cases.domain.networks import add_child
from cases.domain.referring import send_referral, start_referral
from cases.domain.restricting import (
    end_access,
    exclude_colleague,
    grant_access,
    restrict_case,
)
from cases.models import Case, CaseAccess, Event, Task
from tests.factories.lifecycle import make_service
from tests.factories.recording import reload
from tests.factories.referrals import agree, say
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db

LAST = "Is the last manager on the access list of 1 restricted case: "


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


def restricted(service, **fields):
    return restrict_case(service.case(**fields), by=service.manager, why="A colleague’s family.")


def days_on(clock, days):
    clock.shift(timedelta(days=days))


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def seen_by(user, case):
    fresh = reload(user)
    return Case.objects.visible_to(fresh).with_relations_for(fresh).filter(pk=case.pk).first()


def refused(code, act, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value


@pytest.mark.parametrize("days", [90, 91, 400])
def test_the_last_manager_keeps_the_case_and_its_review(client, clock, service, days):
    case = restricted(service)

    days_on(clock, days)

    seen = seen_by(service.manager, case)
    assert seen == case
    assert may(reload(service.manager), Permission.CASE_RESTRICT, seen)
    [review] = Task.objects.owed_by(reload(service.manager)).filter(
        kind=Task.Kind.RESTRICTION_REVIEW
    )
    assert review.case == case
    assert seen_by(service.second_manager, case) is None
    client.force_login(service.manager)
    page = client.get(reverse("cases:case_access", args=[case.public_id])).content.decode()
    assert ("stays on the list: the last manager" in page) == (days > 90)


def test_of_two_managers_the_one_with_the_later_end_stays(clock, service):
    case = restricted(service)
    grant_access(case, service.second_manager, by=service.manager, until=in_days(120))

    days_on(clock, 91)
    assert seen_by(service.manager, case) is None
    assert seen_by(service.second_manager, case) == case

    days_on(clock, 60)
    assert seen_by(service.manager, case) is None
    assert seen_by(service.second_manager, case) == case


def test_others_on_the_list_go_on_their_last_day(clock, service):
    case = restricted(service)
    grant_access(case, service.colleague, by=service.manager, until=in_days(120))
    assert seen_by(service.colleague, case) == case

    days_on(clock, 121)

    assert seen_by(service.colleague, case) is None


def test_the_review_is_owed_by_whichever_manager_is_on_the_list(service):
    case = restricted(service)
    grant_access(case, service.second_manager, by=service.manager, until=in_days(30))
    end_access(case.access_list.get(user=service.manager), by=service.second_manager)

    review = Task.objects.get(kind=Task.Kind.RESTRICTION_REVIEW)
    assert review in Task.objects.owed_by(reload(service.second_manager))
    assert review not in Task.objects.visible_to(reload(service.manager))


def test_an_ended_case_is_still_reviewed(service):
    case = restricted(service)

    withdraw_case(case, "They no longer want it.", by=service.manager)

    assert Task.objects.open().get(case=case).kind == Task.Kind.RESTRICTION_REVIEW


def test_the_last_manager_on_a_list_neither_leaves_nor_moves(clock, service, admin):
    case = restricted(service)
    seat = service.manager.memberships.get()
    days_on(clock, 91)

    for act, args in (
        (deactivate_staff, [service.manager]),
        (end_membership, [seat]),
        (move_staff, [seat, service.referring, Role.MANAGER]),
    ):
        refusal = refused("work_left", act, *args, by=admin)
        assert LAST in refusal.message
        assert case.reference not in refusal.message

    grant_access(case, service.second_manager, by=service.manager, until=in_days(30))
    end_membership(seat, by=admin)
    assert deactivate_staff(service.manager, by=admin).is_active is False
    assert seen_by(service.second_manager, case) == case


def test_a_role_that_answers_for_nothing_ends(service, admin):
    restricted(service)
    seat = service.second_manager.memberships.get()

    assert end_membership(seat, by=admin).ended_at


def test_only_who_may_know_of_the_case_reads_that_it_is_left(service):
    restricted(service)

    assert work_left(service.manager, seen_by=service.second_manager) == []
    assert [text.startswith(LAST) for text in work_left(service.manager)] == [True]


def test_where_the_last_manager_is_shut_out_by_a_child_the_others_answer(service):
    """Refusing would tell whoever adds the child of the other case."""
    theirs = service.case()
    child = theirs.children.get().person
    exclude_colleague(theirs, service.manager, by=service.second_manager, ground="known")
    case = restricted(service)
    shut_out = UserFactory(service_manager=True, team=service.team)
    exclude_colleague(case, shut_out, by=service.manager, ground="known")
    assert seen_by(service.second_manager, case) is None

    add_child(case, child, by=service.worker)

    assert seen_by(service.manager, case) is None
    assert seen_by(service.second_manager, case) == case
    listed = case.access_list.on(timezone.localdate()).values_list("user", flat=True)
    assert service.second_manager.pk in listed
    assert not {service.manager.pk, shut_out.pk} & set(listed)
    assert Event.objects.of_case(case).of_kinds(Event.Kind.ACCESS_GRANTED).filter(actor_id=None)


def test_a_family_referred_again_is_reviewed_again_and_answered_for(service):
    first = restricted(service, accepted=True)
    withdraw_case(first, "They were not ready.", by=service.manager)
    first.refresh_from_db()
    again = start_referral(by=service.worker, team=service.team, previous_case=first)
    assert set(again.access_list.values_list("user", flat=True)) == {service.manager.pk}
    # The manager leaves while it is a draft.
    CaseAccess.objects.filter(case=first).update(ended_at=timezone.now())
    service.manager.memberships.update(ended_at=timezone.now())

    agree(again, again.network.get().person)
    say(again, reason="Why", safety_asked=True, discussed_again="Helen")
    again = send_referral(again, by=service.worker)

    assert seen_by(service.second_manager, again) == again
    review = Task.objects.get(case=again, kind=Task.Kind.RESTRICTION_REVIEW)
    assert review in Task.objects.owed_by(User.objects.get(pk=service.second_manager.pk))
