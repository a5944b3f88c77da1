from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Absence, User
from accounts.permissions import Seat
from cases.domain.breaking_glass import break_glass, find_case_for_emergency, review_glass
from cases.domain.restricting import exclude_colleague
from cases.domain.sweeping import escalate_glass_reviews
from cases.models import BreakGlass, Case, CaseAccess, Event, Exclusion, Task
from tests.access.world import make_user, make_world

pytestmark = pytest.mark.django_db
REASON = "Police rang: a child was found alone in the street."


@pytest.fixture
def hidden():
    """A social worker and a restricted case of their team that is hidden from them."""
    return make_world(Seat.SOCIAL_WORKER, "restricted")


def open_it(world, **changes):
    return break_glass(world.case, by=world.user, ground="safety", **{"reason": REASON, **changes})


def manager_of(world):
    manager = User.objects.create_user("m@example.org", first_name="M", last_name="G")
    manager.memberships.create(team=world.case.team, role="manager")
    return manager


def sees(user, case):
    return Case.objects.visible_to(User.objects.get(pk=user.pk)).filter(pk=case.pk).exists()


def test_it_opens_one_case_for_sixty_minutes(hidden, clock):
    assert not sees(hidden.user, hidden.case)
    open_it(hidden)
    assert sees(hidden.user, hidden.case)

    clock.shift(timedelta(minutes=60))

    assert not sees(hidden.user, hidden.case)


def test_it_leaves_an_event_and_a_task_for_the_managers(hidden, clock):
    glass = open_it(hidden)

    event = Event.objects.get(kind=Event.Kind.GLASS_BROKEN)
    task = Task.objects.get(kind=Task.Kind.GLASS_REVIEW)
    assert event.why == REASON
    assert (task.for_managers_of, task.due_on) == (hidden.case.team, glass.review_due_on)
    assert glass.review_due_on.isoformat() == "2026-11-25"


def list_on(world, user):
    until = timezone.localdate() + timedelta(days=30)
    CaseAccess.objects.create(case=world.case, user=user, expires_on=until, granted_by=user)


def test_those_who_answer_are_told_without_detail(hidden, django_capture_on_commit_callbacks):
    manager = manager_of(hidden)
    list_on(hidden, manager)
    with django_capture_on_commit_callbacks(execute=True):
        open_it(hidden)

    assert {to for message in mail.outbox for to in message.to} == {
        manager.email,
        hidden.case.coordinator.email,
    }
    for message in mail.outbox:
        text = message.subject + message.body
        assert "Okafor" not in text
        assert hidden.case.reference not in text
        assert "Police" not in text


def test_a_manager_who_may_not_know_of_the_case_is_not_told(
    hidden, django_capture_on_commit_callbacks
):
    manager = manager_of(hidden)
    other = User.objects.create_user("o@example.org", first_name="O", last_name="G")
    other.memberships.create(team=hidden.case.team, role="manager")
    list_on(hidden, other)
    assert not sees(manager, hidden.case)
    with django_capture_on_commit_callbacks(execute=True):
        open_it(hidden)

    told = {to for message in mail.outbox for to in message.to}
    assert told == {other.email, hidden.case.coordinator.email}


def test_an_excluded_manager_is_not_told(hidden, django_capture_on_commit_callbacks):
    manager = manager_of(hidden)
    list_on(hidden, manager)
    Exclusion.objects.create(case=hidden.case, user=manager, ground="known", recorded_by=manager)
    with django_capture_on_commit_callbacks(execute=True):
        open_it(hidden)

    assert manager.email not in {to for message in mail.outbox for to in message.to}


@pytest.mark.parametrize(
    ("reason", "code"), [("x" * 19, "reason_too_short"), ("x" * 20, None)], ids=["19", "20"]
)
def test_it_needs_a_reason(hidden, reason, code):
    with pytest.raises(ValidationError) if code else nullcontext() as refusal:
        open_it(hidden, reason=reason)

    assert code is None or refusal.value.code == code


def test_the_excluded_are_told_what_is_told_of_no_case(hidden):
    Exclusion.objects.create(
        case=hidden.case, user=hidden.user, ground="known", recorded_by=hidden.user
    )

    assert find_case_for_emergency(hidden.case.reference, by=hidden.user) is None
    assert find_case_for_emergency("FGC-2026-99999", by=hidden.user) is None
    with pytest.raises(ValidationError) as refusal:
        open_it(hidden)
    assert refusal.value.code == "not_there"


def test_a_case_one_may_see_needs_no_emergency():
    world = make_world(Seat.SOCIAL_WORKER, "own")

    with pytest.raises(ValidationError) as refusal:
        open_it(world)

    assert refusal.value.code == "visible_already"


def test_a_social_worker_may_do_it_once_a_day(hidden, clock):
    open_it(hidden)
    clock.shift(timedelta(hours=2))

    with pytest.raises(ValidationError) as refusal:
        open_it(hidden)

    assert refusal.value.code == "daily_limit"


def test_somebody_else_reviews_it_once(hidden):
    glass, manager = open_it(hidden), manager_of(hidden)

    review_glass(glass, by=manager, verdict=BreakGlass.Verdict.RIGHT, note="")

    glass.refresh_from_db()
    assert (glass.verdict, glass.reviewed_by) == (BreakGlass.Verdict.RIGHT, manager)
    assert not Task.objects.open().filter(kind=Task.Kind.GLASS_REVIEW).exists()
    with pytest.raises(ValidationError) as refusal:
        review_glass(glass, by=manager, verdict=BreakGlass.Verdict.RIGHT, note="")
    assert refusal.value.code == "already_reviewed"


def test_nobody_reviews_their_own(hidden):
    glass = open_it(hidden)

    with pytest.raises(ValidationError) as refusal:
        review_glass(glass, by=hidden.user, verdict=BreakGlass.Verdict.RIGHT, note="")

    assert refusal.value.code == "yourself"
    assert not BreakGlass.objects.reviewable_by(hidden.user).exists()


def test_a_doubt_says_what_it_is(hidden):
    glass = open_it(hidden)

    with pytest.raises(ValidationError) as refusal:
        review_glass(glass, by=manager_of(hidden), verdict=BreakGlass.Verdict.WRONG, note=" ")

    assert refusal.value.code == "note_missing"


def test_a_forgotten_review_goes_to_the_privacy_officer_once(hidden, clock):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    open_it(hidden)
    clock.shift(timedelta(days=3))
    assert timezone.localdate().isoformat() == "2026-11-26"

    made = [escalate_glass_reviews(), escalate_glass_reviews()]

    assert made == [1, 0]
    assert Task.objects.get(assigned_to=officer).kind == Task.Kind.GLASS_REVIEW


def test_each_of_two_forgotten_reviews_of_a_case_goes_to_the_privacy_officer(hidden, clock):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    again = make_user(Seat.SOCIAL_WORKER, {"referring": hidden.case.referring_team}, "Again")
    for user in (hidden.user, again):
        break_glass(hidden.case, by=user, ground="safety", reason=REASON)
    clock.shift(timedelta(days=3))

    assert escalate_glass_reviews() == 2
    assert officer.tasks.count() == 2


def test_a_review_settles_what_it_was_escalated_to_and_no_other(hidden, clock):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    again = make_user(Seat.SOCIAL_WORKER, {"referring": hidden.case.referring_team}, "Again")
    glass = open_it(hidden)
    other = break_glass(hidden.case, by=again, ground="safety", reason=REASON)
    clock.shift(timedelta(days=3))
    escalate_glass_reviews()

    review_glass(glass, by=officer, verdict=BreakGlass.Verdict.RIGHT, note="")

    assert {task.glass for task in Task.objects.open() if task.glass} == {other}
    assert {task.done_by for task in glass.tasks.all()} == {officer}


def test_an_excluded_officer_reviews_nothing_of_the_case(hidden, clock):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    other = make_user(Seat.PRIVACY_OFFICER, {}, "Other")
    open_it(hidden)
    assert BreakGlass.objects.reviewable_by(officer).filter(case=hidden.case).exists()
    Exclusion.objects.create(case=hidden.case, user=officer, ground="known", recorded_by=other)
    clock.shift(timedelta(days=3))

    assert escalate_glass_reviews() == 1

    assert Task.objects.get(kind=Task.Kind.GLASS_REVIEW, case=None).assigned_to == other
    assert not BreakGlass.objects.reviewable_by(officer).filter(case=hidden.case).exists()


def test_an_officer_who_is_excluded_later_loses_the_task_that_says_the_reference(hidden, clock):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    open_it(hidden)
    clock.shift(timedelta(days=3))
    escalate_glass_reviews()
    owed = Task.objects.owed_by(officer)
    assert [hidden.case.reference in task.title for task in owed] == [True]

    exclude_colleague(hidden.case, officer, by=manager_of(hidden), ground="known")

    assert not Task.objects.owed_by(officer).exists()


def test_who_covers_for_an_officer_reads_no_review_of_a_case_they_are_excluded_from(hidden, clock):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    deputy = make_user(Seat.PRIVACY_OFFICER, {}, "Deputy")
    today = timezone.localdate()
    Absence.objects.create(
        user=officer,
        deputy=deputy,
        starts_on=today,
        ends_on=today + timedelta(days=9),
        recorded_by=officer,
    )
    open_it(hidden)
    clock.shift(timedelta(days=3))
    escalate_glass_reviews()
    assert Task.objects.visible_to(deputy).filter(assigned_to=officer).exists()

    exclude_colleague(hidden.case, deputy, by=manager_of(hidden), ground="known")

    assert not Task.objects.visible_to(deputy).exists()
    assert Task.objects.owed_by(officer).count() == 1
