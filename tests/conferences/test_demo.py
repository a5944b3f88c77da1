"""The made-up council: as rich as it promises to be, and nothing in it that could not be."""

from datetime import timedelta

import pytest
from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.models import OutboxMessage, Role
from cases.models import (
    Answer,
    BreakGlass,
    Case,
    ContactPoint,
    Event,
    Exclusion,
    NetworkMember,
    Note,
    Notice,
    Person,
    Relationship,
    Reminder,
    Task,
)
from cases.relationships import Kind
from conferences.demo import names
from conferences.demo.clock import at
from conferences.models import Meeting, Reflection, SessionAttendance

pytestmark = pytest.mark.django_db

LEADS_TO = {
    ("case", "referral_sent"): ("referral_accepted", "referral_declined", "information_asked"),
    ("case", "referral_accepted"): ("coordinator_allocated",),
    ("case", "coordinator_allocated"): (
        "task_added",
        "task_done",
        "note_written",
        "meeting_opened",
    ),
    ("meeting", "meeting_opened"): ("meeting_dated", "meeting_moved"),
    ("meeting", "meeting_dated"): ("meeting_moved",),
}

# What somebody who tries the product must be able to find in it.
IN_DAYS = {"overdue": (-90, -1), "due today": (0, 0), "due next week": (1, 7)}
KIN = set(Kind) - {Kind.FRIEND, Kind.FAMILY_FRIEND, Kind.NEIGHBOUR, Kind.COMMUNITY}
INGREDIENTS = {
    "siblings": lambda: Case.objects.annotate(number=Count("children")).filter(number__gt=1),
    "an unborn child": lambda: Person.objects.filter(expected_on__isnull=False),
    "a step-parent": lambda: Relationship.objects.filter(kind=Kind.STEP_PARENT),
    "a friend who is not kin": lambda: NetworkMember.objects.filter(
        part=NetworkMember.Part.FRIEND
    ).exclude(person__relationships_from__kind__in=KIN),
    "a confidential address": lambda: ContactPoint.objects.filter(
        channel=ContactPoint.Channel.ADDRESS, is_confidential=True
    ),
    "an interpreter": lambda: Person.objects.filter(interpreter=Answer.GIVEN),
    "a restricted case": lambda: Case.objects.filter(is_restricted=True, ended_at=None),
    "an excluded worker": lambda: Exclusion.objects.current().filter(
        user__memberships__role=Role.SOCIAL_WORKER
    ),
    "an emergency access": lambda: BreakGlass.objects.filter(reviewed_at=None),
    "a message ahead": lambda: Reminder.objects.filter(state="scheduled", person__isnull=False),
    "a message held back": lambda: Reminder.objects.filter(state="held"),
    "a message that arrived": lambda: Reminder.objects.filter(delivery="delivered"),
    "one that did not": lambda: Reminder.objects.filter(delivery__in=Reminder.UNDELIVERED),
    "one that was refused": lambda: Reminder.objects.filter(state="failed"),
    "a reminder for a coordinator": lambda: Notice.objects.unread().filter(
        user__memberships__role=Role.COORDINATOR
    ),
    "a reflection that is shared": lambda: Reflection.objects.filter(supervisor__isnull=False),
    "a course that is due again": lambda: SessionAttendance.objects.filter(
        session__course__refresher_months=12,
        session__held_on__lt=timezone.localdate() - timedelta(days=366),
    ),
    "a message in the outbox": lambda: OutboxMessage.objects.filter(channel="text"),
}


@pytest.mark.parametrize("ingredient", INGREDIENTS)
def test_the_demo_has_one_of_everything(council, ingredient):
    assert INGREDIENTS[ingredient]().exists()


@pytest.mark.parametrize("when", IN_DAYS)
def test_there_is_always_something_to_do(council, when):
    first, last = (timezone.localdate() + timedelta(days=days) for days in IN_DAYS[when])

    set_for_somebody = Task.objects.open().filter(assigned_to__isnull=False)
    assert set_for_somebody.filter(due_on__range=(first, last)).exists()


def test_children_are_called_by_names_that_people_use(council):
    children = Person.objects.filter(cases_about__isnull=False).exclude(known_as="")

    called = set(children.values_list("first_name", "known_as"))
    assert called
    assert called <= set(names.SHORT.items())


def test_the_clock_of_the_demo_never_stands_ahead_of_now(clock):
    now = timezone.now()

    with at(now + timedelta(hours=6)):
        assert timezone.now() == now
    with at(now - timedelta(days=3)):
        assert timezone.now() == now - timedelta(days=3)


def test_nothing_has_happened_that_lies_ahead(council):
    now, today = timezone.now(), timezone.localdate()

    assert not Event.objects.filter(at__gt=now)
    assert not Note.objects.filter(Q(written_at__gt=now) | Q(happened_on__gt=today))
    assert not Meeting.objects.filter(Q(opened_at__gt=now) | Q(stage_since__gt=now))


def test_nothing_happens_to_a_case_after_its_end(council):
    ended = Case.objects.filter(ended_at__isnull=False)
    assert {case.stage for case in ended} == set(Case.ENDED_STAGES)

    late = [
        f"{case.reference} {case.ended_at:%x}: {event.kind} {event.at:%x}"
        for case in ended
        for event in Event.objects.of_case(case).filter(at__gt=case.ended_at)
        if event.kind != Event.Kind.FACT_RECORDED  # follow-ups go on
    ]
    assert late == []
    assert not Note.objects.filter(
        Q(written_at__gt=F("case__ended_at")) | Q(happened_on__gt=F("case__ended_at__date"))
    )


def test_a_meeting_was_opened_when_its_case_says(council):
    opened = Event.objects.of_kinds(Event.Kind.MEETING_OPENED)

    meetings = dict(Meeting.objects.values_list("pk", "opened_at"))
    assert dict(opened.values_list("subject_id", "at")) == meetings
    still = Meeting.objects.filter(stage="preparing").exclude(stage_since=F("opened_at"))
    assert not still


def test_a_draft_is_as_old_as_its_referral(council):
    drafts = Case.objects.filter(
        stage=Case.Stage.DRAFT, created_at__lt=timezone.now() - timedelta(hours=12)
    )

    assert drafts
    assert not drafts.filter(stage_since__gt=F("created_at") + timedelta(minutes=1))


def test_every_step_follows_the_one_that_leads_to_it(council):
    first, last = {}, {}
    # Some kinds of meeting come a long way before they have a date.
    moves_undated = {
        ("meeting", meeting.pk)
        for meeting in Meeting.objects.all()
        if meeting.declared.once_dated(meeting.declared.first) is None
    }
    for event in Event.objects.order_by("at"):
        for thing in (("case", event.case_id), (event.subject_type, event.subject_id)):
            first.setdefault((*thing, event.kind), event.at)
            last[*thing, event.kind] = event.at

    early = [
        f"{what} {key}: {later} {first[what, key, later]:%x %X}, {kind} {at:%x %X}"
        for (what, key, kind), at in last.items()
        for later in LEADS_TO.get((what, kind), ())
        if (what, key, later) in first and first[what, key, later] < at
        if not (kind == Event.Kind.MEETING_DATED and (what, key) in moves_undated)
    ]
    assert early == []
