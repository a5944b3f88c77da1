"""What meetings ask of people comes up with the work, leads to its page and is done by it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.domain.closing import withdraw_case
from cases.models import Task
from cases.timescales import Step, due_on
from cases.work_list import task_url
from conferences.domain.agreeing import (
    agree_plan,
    amend_plan,
    put_to_authority,
    respond_to_action,
    respond_to_plan,
)
from conferences.domain.asking import look_at_releases
from conferences.domain.booking import book_meeting, follow_coordinator
from conferences.domain.calling_off import call_off_meeting
from conferences.domain.checking import MANAGER_AGREED, settle_check
from conferences.domain.copying_plans import check_copy, leave_without_copy, make_copy, send_copy
from conferences.domain.deciding_attendance import decide_attendance
from conferences.models import FamilyPlan, Meeting, MeetingInvitation, Participant
from conferences.rules_plan import without_copy
from tests.factories.conferences import make_conference, make_plan, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    """Held yesterday, everybody coming; nothing is asked of anybody."""
    made = make_conference(stage="held", starts_at=timezone.now() - timedelta(days=1))
    make_ready(made.meeting, made.service.coordinator)
    return made


@pytest.fixture
def ahead():
    made = make_conference(stage="scheduled", starts_at=timezone.now() + timedelta(days=9))
    make_ready(made.meeting, made.service.coordinator)
    made.meeting.checks.filter(key=MANAGER_AGREED).delete()
    return made


def asked(made, **which):
    return Task.objects.open().filter(case=made.case, **which)


def plan_of(made, *, asks=""):
    plan = make_plan(made.meeting, made.service.coordinator, state="writing")
    if asks:
        plan.actions.update(asked_for=asks, asked_state="waiting")
    return plan


def page_of(task, made, user):
    case = type(made.case).objects.visible_to(user).with_relations_for(user).get(pk=made.case.pk)
    return task_url(task, case, user)


def test_what_a_plan_asks_is_asked_of_the_referring_managers_until_it_is_answered(
    client, conference
):
    service = conference.service
    plan = plan_of(conference, asks="Fares for Nan")
    assert not asked(conference, kind=Task.Kind.ANSWER_PLAN).exists()

    put_to_authority(plan, by=service.coordinator)

    task = asked(conference).get(kind=Task.Kind.ANSWER_PLAN)
    assert task.for_managers_of == service.referring
    assert task.due_on == due_on(Step.ANSWER, timezone.localdate())
    assert task in Task.objects.owed_by(service.referring_manager)
    url = page_of(task, conference, service.referring_manager)
    client.force_login(service.referring_manager)
    page = client.get(url, follow=True)
    assert page.redirect_chain[-1][0].endswith("/plan/")
    assert "Fares for Nan" in page.content.decode()

    respond_to_plan(plan, by=service.referring_manager, agrees=True)
    assert asked(conference, kind=Task.Kind.ANSWER_PLAN).exists()
    respond_to_action(plan.actions.get(), by=service.referring_manager, state="agreed")

    task.refresh_from_db()
    assert (task.done_at is not None, task.done_by) == (True, service.referring_manager)


def test_a_plan_that_was_not_shown_before_is_asked_about_when_it_is_agreed(conference):
    plan = plan_of(conference, asks="Fares for Nan")

    agree_plan(plan, by=conference.service.coordinator)

    assert asked(conference, kind=Task.Kind.ANSWER_PLAN).count() == 1


def test_a_plan_that_asks_for_nothing_is_presumed_to_be_agreed(conference):
    agree_plan(plan_of(conference), by=conference.service.coordinator)

    assert not asked(conference, kind=Task.Kind.ANSWER_PLAN).exists()


def test_a_refused_plan_waits_for_no_answer(conference):
    plan = plan_of(conference, asks="Fares for Nan")
    put_to_authority(plan, by=conference.service.coordinator)

    respond_to_plan(plan, by=conference.service.worker, agrees=False, harm="Neglect.")

    assert not asked(conference, kind=Task.Kind.ANSWER_PLAN).exists()


def send_to_all(made, plan):
    by = made.service.coordinator
    for one in without_copy(made.meeting):
        if one.part in ("referrer", "family") and one.pk != made["Lal"].pk:
            copy = make_copy(plan, one, by=by, channel="hand")
            send_copy(check_copy(copy, by=by), by=by)
        else:
            leave_without_copy(plan, one, by=by, why="Does not want one.")


def test_an_agreed_plan_is_to_be_sent_within_the_timescale_and_done_once_all_have_it(conference):
    plan = agree_plan(plan_of(conference), by=conference.service.coordinator)

    task = asked(conference).get(kind=Task.Kind.SEND_PLAN)
    assert task.assigned_to == conference.service.coordinator
    assert task.due_on == due_on(Step.SEND_PLAN, timezone.localdate(conference.meeting.starts_at))
    assert page_of(task, conference, conference.service.coordinator) == reverse(
        "conferences:case_plan", kwargs={"public_id": conference.case.public_id}
    )

    send_to_all(conference, plan)

    task.refresh_from_db()
    assert task.done_by == conference.service.coordinator
    assert Meeting.objects.get(pk=conference.meeting.pk).stage == "distributed"


def test_an_amended_plan_is_sent_anew(conference):
    by = conference.service.coordinator
    first = agree_plan(plan_of(conference), by=by)
    earlier = asked(conference).get(kind=Task.Kind.SEND_PLAN)

    agree_plan(amend_plan(first, by=by), by=by)

    later = asked(conference).get(kind=Task.Kind.SEND_PLAN)
    earlier.refresh_from_db()
    assert later != earlier
    assert earlier.cancelled_at is not None
    assert later.due_on == due_on(Step.SEND_PLAN, timezone.localdate())
    assert FamilyPlan.objects.filter(state="agreed").count() == 1


def keep_away(made):
    decide_attendance(
        Participant.objects.with_names().get(pk=made["Emeka"].pk),
        by=made.service.coordinator,
        outcome="another_way",
        ground="safety",
        why="Violence at home.",
        heard="letter",
        review_on=timezone.localdate() + timedelta(days=60),
        decided_by="Mo Manager",
    )


def test_a_risk_is_put_to_the_managers_of_the_service_until_one_agrees(client, ahead):
    service = ahead.service
    assert not asked(ahead, kind=Task.Kind.AGREE_RISK).exists()

    keep_away(ahead)
    keep_away(ahead)

    task = asked(ahead).get(kind=Task.Kind.AGREE_RISK)
    assert task in Task.objects.owed_by(service.manager)
    assert task not in Task.objects.visible_to(service.worker)
    client.force_login(service.manager)
    page = client.get(page_of(task, ahead, service.manager), follow=True)
    assert "I agree that it can go ahead" in page.content.decode()

    settle_check(ahead.meeting, MANAGER_AGREED, by=service.manager)

    task.refresh_from_db()
    assert task.done_by == service.manager


def test_a_risk_is_asked_about_no_more_once_the_meeting_is_called_off(ahead):
    keep_away(ahead)
    task = asked(ahead).get(kind=Task.Kind.AGREE_RISK)

    call_off_meeting(ahead.meeting, by=ahead.service.coordinator, why="Ill", asked_by="family")

    task.refresh_from_db()
    assert task.cancelled_at is not None


def test_all_of_it_is_dropped_when_the_case_ends(ahead):
    keep_away(ahead)
    assert asked(ahead, kind=Task.Kind.AGREE_RISK).exists()

    withdraw_case(ahead.case, "They took it back", by=ahead.service.manager)

    assert not asked(ahead).exists()


def test_a_booking_that_failed_is_done_with_another_date(ahead):
    service = ahead.service
    other = make_conference(service, coordinator=service.colleague)
    start = timezone.now() + timedelta(days=9)

    def book(made, at):
        meeting = Meeting.objects.get(pk=made.meeting.pk)
        book_meeting(
            meeting,
            by=service.manager,
            version=meeting.version,
            starts_at=at,
            ends_at=at + timedelta(hours=2),
            resources=(),
            place="Hall",
        )

    book(ahead, start)
    book(other, start)
    before, ahead.case.coordinator = ahead.case.coordinator, service.colleague
    ahead.case.save()
    follow_coordinator(ahead.case, by=service.manager, before=before)
    task = asked(ahead).get(kind=Task.Kind.BOOK_AGAIN)
    assert task.assigned_to == service.colleague

    book(ahead, start + timedelta(days=1))

    task.refresh_from_db()
    assert task.done_at is not None


def test_what_one_person_released_is_looked_at_by_a_manager_on_its_page(client, ahead):
    service = ahead.service
    MeetingInvitation.objects.create(
        participant=ahead["Pat"],
        revision=1,
        channel="letter",
        state="ready",
        made_by=service.coordinator,
        released_by=service.coordinator,
        released_at=timezone.now(),
        released_alone_why="It is tomorrow",
    )
    task = Task.objects.create(
        kind="check_release",
        title="Look at an invitation that was released by one person",
        case=ahead.case,
        for_managers_of=service.team,
        due_on=timezone.localdate(),
    )
    with pytest.raises(ValidationError):
        look_at_releases(ahead.meeting, by=service.coordinator)
    client.force_login(service.coordinator)
    listed = reverse("conferences:meeting_invitations", args=[ahead.meeting.public_id])
    assert "I have looked at them" not in client.get(listed).content.decode()
    client.force_login(service.manager)
    page = client.get(page_of(task, ahead, service.manager), follow=True).content.decode()
    assert "It is tomorrow" in page
    assert "I have looked at them" in page

    client.post(reverse("conferences:releases_looked", args=[ahead.meeting.public_id]))

    task.refresh_from_db()
    assert task.done_by == service.manager
    assert "I have looked at them" not in client.get(listed).content.decode()


def test_who_released_it_does_not_look_at_it_alone(ahead):
    manager = ahead.service.manager
    MeetingInvitation.objects.create(
        participant=ahead["Pat"],
        revision=1,
        channel="letter",
        state="ready",
        made_by=manager,
        released_by=manager,
        released_at=timezone.now(),
        released_alone_why="It is tomorrow",
    )

    with pytest.raises(ValidationError) as refused:
        look_at_releases(ahead.meeting, by=manager)

    assert refused.value.code == "own"
