"""Reminders before a meeting: when each goes, to whom, to whom never, and what stops it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role, User
from cases.domain.allocating import change_coordinator
from cases.domain.closing import hold_case, withdraw_case
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import Exclusion, Note, Reminder
from conferences.domain.booking import book_meeting, confirm_booking
from conferences.domain.briefing import send_back_brief, send_brief, sign_brief, write_brief
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.gathering import remove_participant
from conferences.domain.inviting import mark_told, record_answer
from conferences.domain.meetings import move_meeting
from conferences.domain.reporting import give_report, send_back_report, write_report
from conferences.domain.resources import add_resource
from conferences.models import Booking, Need, Participant, PreparationContact, Resource
from tests.factories.conferences import make_conference, make_ready
from tests.factories.recording import make_member
from tests.reminders.rules.ledger import local, plan, rows, set_date, steps, to

pytestmark = pytest.mark.django_db
# Thursday 17 December 2026, from Monday 23 November on.
DAY = "2026-12-17 10:00"


@pytest.fixture
def one(clock):
    """A conference to which everybody may come, with a date in working weeks."""
    found = make_conference()
    Participant.objects.filter(meeting=found.meeting).update(attendance="comes")
    make_member(found.service.team, Role.MANAGER, "Max", "Manager")
    make_member(found.service.referring, Role.MANAGER, "Rosa", "Referring")
    gone = make_member(found.service.referring, Role.MANAGER, "Gone", "Referring")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    set_date(found.meeting, DAY, stage="scheduled")
    return found


def end_it(one):
    """All the ways in which nothing is to be prepared any more, each on its own."""
    yield lambda: move_meeting(one.meeting, "preparing", by=one.service.coordinator, why="Ill.")
    yield lambda: withdraw_case(one.case, "They moved.", by=one.service.manager)
    yield lambda: hold_case(one.case, "Away.", date(2026, 12, 14), by=one.service.manager)


# Meeting tomorrow -----------------------------------------------------------------------


def test_attendees_hear_two_days_before_and_the_day_before(one):
    plan(one.case)

    assert steps(one.case, "meeting_soon") == [
        ("day_before", "2026-12-16 09:00"),
        ("two_days_before", "2026-12-15 09:00"),
    ]
    assert to(one.case, "meeting_soon") == sorted(one.people)
    row = Reminder.objects.get(rule="meeting_soon", step="day_before", person=one["Pat"].person)
    assert row.expires_at == local("2026-12-17 09:30")


@pytest.mark.parametrize(
    "keep_away",
    [
        lambda pat, by: decide_attendance(pat, by=by, outcome="no_part", ground="safety",
                                          why="Threats.", heard="declined",
                                          decided_by="Mo", review_on=date(2027, 1, 1)),
        lambda pat, by: decide_attendance(pat, by=by, outcome="another_way", ground="order",
                                          why="An order.", heard="letter",
                                          decided_by="Mo", review_on=date(2027, 1, 1)),
        lambda pat, by: remove_participant(pat, by=by, why="Not family."),
        lambda pat, by: record_answer(pat, by=by, answer="no"),
    ],
    ids=["no part", "heard another way", "removed", "says no"],
)  # fmt: skip
def test_whoever_is_kept_away_removed_or_says_no_gets_nothing(one, keep_away):
    plan(one.case)

    keep_away(one["Pat"], one.service.coordinator)

    assert "Pat" not in to(one.case, "meeting_soon")
    assert "Emeka" in to(one.case, "meeting_soon")
    assert set(
        Reminder.objects.filter(person=one["Pat"].person).values_list("state", flat=True)
    ) == {"cancelled"}


def test_whoever_has_not_answered_is_reminded(one):
    plan(one.case)

    record_answer(one["Pat"], by=one.service.coordinator, answer="maybe")

    assert {"Pat", "Lal"} <= set(to(one.case, "meeting_soon"))


def test_whoever_arrives_at_another_time_is_reminded_of_that_one_alone(one):
    Participant.objects.filter(pk=one["Pat"].pk).update(arrives_at="08:30")

    plan(one.case)

    expires = dict(
        Reminder.objects.filter(rule="meeting_soon", step="day_before").values_list(
            "person__first_name", "expires_at"
        )
    )
    assert expires["Pat"] == local("2026-12-17 08:00")
    assert expires["Lal"] == local("2026-12-17 09:30")


def test_a_child_is_reached_through_the_adult_agreed_who_may_be_reached(one):
    amira, ngozi = one["Amira"], one["Ngozi"]
    Participant.objects.filter(pk=amira.pk).update(reached_through=ngozi)
    plan(one.case)
    child = Reminder.objects.filter(rule="meeting_soon", person=amira.person)
    assert {row.through for row in child} == {ngozi.person}

    Participant.objects.filter(pk=ngozi.pk).update(attendance="no_part")
    plan(one.case)
    assert {row.through for row in child.all()} == {None}

    Participant.objects.filter(pk=ngozi.pk).update(attendance="comes")
    Participant.objects.filter(pk=amira.pk).update(writes_for_self=True)
    plan(one.case)
    assert {row.through for row in child.all()} == {None}


def test_an_interpreter_and_somebody_known_by_initials_are_recipients_of_their_own(one):
    made = Resource.objects.create(kind="interpreter", name="Ana Interpreter")
    by = one.service.coordinator
    Participant.objects.create(
        meeting=one.meeting, resource=made, part="interpreter", added_by=by, attendance="comes"
    )
    known = Participant.objects.create(
        meeting=one.meeting, initials="J.B.", part="friend", added_by=by, attendance="comes"
    )

    plan(one.case)

    assert {f"resource {made.pk}", f"participant {known.pk}"} <= set(to(one.case, "meeting_soon"))


def test_once_it_was_held_nobody_is_reminded_of_it_and_after_an_adjournment_they_are(one):
    set_date(one.meeting, DAY, stage="held")
    plan(one.case)
    assert rows(one.case, "meeting_soon") == []

    set_date(one.meeting, DAY, stage="adjourned")
    plan(one.case)
    assert rows(one.case, "meeting_soon")


def test_a_review_is_reminded_of_a_week_and_a_day_before(clock):
    one = make_conference(format="review_conference")
    Participant.objects.filter(meeting=one.meeting).update(attendance="comes")
    set_date(one.meeting, DAY, stage="scheduled")

    plan(one.case)

    assert steps(one.case, "review_soon") == [
        ("day_before", "2026-12-16 09:00"),
        ("week_before", "2026-12-10 09:00"),
    ]
    assert rows(one.case, "meeting_soon") == []
    Participant.objects.filter(pk=one["Pat"].pk).update(attendance="another_way")
    plan(one.case)
    assert "Pat" not in to(one.case, "review_soon")


# Bottom lines and questions -------------------------------------------------------------


def sent_brief(one):
    brief = write_brief(
        one.meeting,
        by=one.service.coordinator,
        version=0,
        texts={"bottom_line": ["Somebody is there at bedtime."], "question": ["Who?"]},
    )
    return send_brief(brief, by=one.service.coordinator, version=brief.version)


def test_the_referrer_after_five_working_days_and_their_managers_after_seven(one):
    sent_brief(one)

    assert rows(one.case, "brief_unsigned") == [
        ("managers", "Rita", "2026-12-02 09:00"),
        ("managers", "Rosa", "2026-12-02 09:00"),
        ("referrer", "Will", "2026-11-30 09:00"),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        lambda brief, by: sign_brief(brief, by=by, version=1),
        lambda brief, by: send_back_brief(brief, by=by, version=1, why="Too vague."),
        lambda brief, by: write_brief(brief.meeting, by=by, version=1,
                                      texts={"question": ["Who else?"]}),
    ],
    ids=["signed", "sent back", "changed"],
)  # fmt: skip
def test_an_answer_or_another_version_stops_it(one, answer):
    brief = sent_brief(one)

    answer(brief, one.service.referring_manager)

    assert rows(one.case, "brief_unsigned") == []


def test_another_version_is_chased_from_its_own_day(one, time_machine):
    brief = sent_brief(one)
    time_machine.move_to("2026-11-25 10:00Z", tick=False)
    by = one.service.coordinator
    brief = write_brief(one.meeting, by=by, version=1, texts={"question": ["Who else?"]})

    send_brief(brief, by=by, version=2)

    assert ("referrer", "2026-12-02 09:00") in steps(one.case, "brief_unsigned")


def test_a_manager_who_is_excluded_is_not_told(one):
    sent_brief(one)
    rosa = User.objects.get(first_name="Rosa")

    exclude_colleague(
        one.case, rosa, by=one.service.manager, ground=Exclusion.Ground.RELATED, reason="Cousin."
    )

    assert to(one.case, "brief_unsigned") == ["Rita", "Will"]


# Invitations ----------------------------------------------------------------------------


def test_the_coordinator_alone_hears_of_unanswered_invitations(one):
    mark_told(one["Pat"], by=one.service.coordinator)
    mark_told(one["Lal"], by=one.service.coordinator)

    assert rows(one.case, "invitation_unanswered") == [("chase", "Cora", "2026-11-30 09:00")]
    assert rows(one.case, "answers_missing") == [("before", "Cora", "2026-12-10 09:00")]
    about = Reminder.objects.filter(rule__in=["invitation_unanswered", "answers_missing"])
    assert not about.exclude(person=None).exists()
    assert set(about.values_list("channel")) == {("notice",)}


def test_they_stop_with_the_last_answer(one):
    for name in ("Pat", "Lal"):
        mark_told(one[name], by=one.service.coordinator)

    record_answer(one["Pat"], by=one.service.coordinator, answer="yes")
    assert rows(one.case, "invitation_unanswered")

    record_answer(one["Lal"], by=one.service.coordinator, answer="no")
    assert rows(one.case, "invitation_unanswered") == []
    assert rows(one.case, "answers_missing") == []


@pytest.mark.parametrize("attendance", ["no_part", "another_way"])
def test_the_answer_of_somebody_kept_away_is_not_waited_for(one, attendance):
    mark_told(one["Pat"], by=one.service.coordinator)
    Participant.objects.filter(pk=one["Pat"].pk).update(attendance=attendance)

    plan(one.case)

    assert rows(one.case, "invitation_unanswered") == []


def test_those_invited_on_another_day_are_another_reminder(one, time_machine):
    mark_told(one["Pat"], by=one.service.coordinator)
    time_machine.move_to("2026-11-25 10:00Z", tick=False)

    mark_told(one["Lal"], by=one.service.coordinator)

    assert steps(one.case, "invitation_unanswered") == [
        ("chase", "2026-11-30 09:00"),
        ("chase", "2026-12-02 09:00"),
    ]


def test_nobody_is_chased_who_was_not_invited_yet(one):
    plan(one.case)

    assert rows(one.case, "invitation_unanswered") == []
    assert rows(one.case, "answers_missing") == []


# Prepared, confirmed, reported ----------------------------------------------------------


def test_the_coordinator_ten_and_five_working_days_before_while_somebody_is_not_prepared(one):
    plan(one.case)

    assert rows(one.case, "not_prepared") == [
        ("five_days", "Cora", "2026-12-10 09:00"),
        ("ten_days", "Cora", "2026-12-03 09:00"),
    ]


def test_it_stops_when_all_of_the_family_who_take_part_are_prepared(one):
    plan(one.case)
    family = Participant.objects.filter(
        meeting=one.meeting, part__in=Participant.OF_THE_FAMILY
    ).exclude(pk=one["Pat"].pk)
    family.update(prepared_on=timezone.localdate())
    plan(one.case)
    assert rows(one.case, "not_prepared")

    Participant.objects.filter(pk=one["Pat"].pk).update(attendance="no_part")
    plan(one.case)
    assert rows(one.case, "not_prepared") == []


def test_reached_and_spoken_to_counts_as_prepared_as_the_guard_has_it(one):
    others = Participant.objects.filter(meeting=one.meeting).exclude(pk=one["Pat"].pk)
    others.update(prepared_on=timezone.localdate())
    note = Note.objects.create(
        case=one.case,
        kind="call",
        happened_on=timezone.localdate(),
        text="…",
        author=one.service.coordinator,
    )
    PreparationContact.objects.create(participant=one["Pat"], note=note)
    Participant.objects.filter(pk=one["Pat"].pk).update(reached_on=timezone.localdate())

    plan(one.case)

    assert rows(one.case, "not_prepared") == []


@pytest.fixture
def hall(one):
    """A venue booked and not confirmed; making ready settles all the rest."""
    make_ready(one.meeting, one.service.coordinator)
    hall = add_resource("venue", by=one.service.support, name="The hall")
    one.meeting.refresh_from_db()
    book_meeting(
        one.meeting,
        by=one.service.coordinator,
        version=one.meeting.version,
        starts_at=local(DAY),
        ends_at=local(DAY) + timedelta(hours=3),
        resources=[hall],
    )
    return Booking.objects.get(resource=hall)


def test_the_coordinator_hears_ten_five_and_two_days_before(one, hall):
    assert steps(one.case, "not_confirmed") == [
        ("five_days", "2026-12-10 09:00"),
        ("ten_days", "2026-12-03 09:00"),
        ("two_days", "2026-12-15 09:00"),
    ]
    assert to(one.case, "not_confirmed") == ["Cora"]


def test_the_last_confirmation_stops_it_and_an_interpreter_to_find_does_not(one, hall):
    need = Need.objects.create(participant=one["Pat"], kind="interpreter", detail="Urdu")

    confirm_booking(hall, by=one.service.coordinator)
    assert rows(one.case, "not_confirmed")

    Need.objects.filter(pk=need.pk).update(
        arranged_at=timezone.now(), arranged_by=one.service.coordinator
    )
    plan(one.case)
    assert rows(one.case, "not_confirmed") == []


def test_business_support_hears_nothing_of_a_restricted_case(one, hall):
    restrict_case(one.case, by=one.service.manager, why="Adoption.")

    assert to(one.case, "not_confirmed") == ["Cora"]


def report_of(one):
    return write_report(
        one.meeting,
        by=one.service.worker,
        version=0,
        passages={"strengths": "Nan.", "worries": "Late."},
    )


def test_the_referrer_seven_five_and_two_days_before_and_at_last_their_managers(one):
    plan(one.case)

    assert rows(one.case, "report_due") == [
        ("five_days", "Will", "2026-12-10 09:00"),
        ("managers", "Rita", "2026-12-15 09:00"),
        ("managers", "Rosa", "2026-12-15 09:00"),
        ("seven_days", "Will", "2026-12-08 09:00"),
        ("two_days", "Will", "2026-12-15 09:00"),
    ]


def test_a_report_given_stops_it_and_one_sent_back_is_due_again(one):
    report = report_of(one)
    assert rows(one.case, "report_due")

    given = give_report(report, by=one.service.worker, version=report.version)
    assert rows(one.case, "report_due") == []

    send_back_report(
        given, by=one.service.referring_manager, version=given.version, why="Too long."
    )
    assert len(rows(one.case, "report_due")) == 5


def test_a_meeting_without_a_brief_asks_for_no_report(clock):
    one = make_conference(format="review_conference")
    set_date(one.meeting, DAY, stage="scheduled")

    plan(one.case)

    assert rows(one.case, "report_due") == []
    assert rows(one.case, "not_prepared")


# What all of them have in common --------------------------------------------------------

PREPARING = ("not_prepared", "report_due", "not_confirmed", "answers_missing", "brief_unsigned")


@pytest.mark.parametrize("way", [0, 1, 2], ids=["no date", "withdrawn", "on hold"])
def test_without_a_date_or_a_case_that_goes_on_nobody_is_asked_to_prepare(one, way):
    sent_brief(one)
    mark_told(one["Pat"], by=one.service.coordinator)
    Need.objects.create(participant=one["Pat"], kind="interpreter")
    plan(one.case)
    assert all(rows(one.case, rule) for rule in PREPARING)

    list(end_it(one))[way]()

    still = {rule for rule in PREPARING if rows(one.case, rule)}
    assert still == ({"brief_unsigned"} if way == 0 else set())


@pytest.mark.parametrize("rule", ["not_prepared", "answers_missing", "not_confirmed"])
def test_another_coordinator_hears_in_place_of_the_first(one, rule):
    mark_told(one["Pat"], by=one.service.coordinator)
    Need.objects.create(participant=one["Pat"], kind="interpreter")
    plan(one.case)
    assert "Cora" in to(one.case, rule)

    change_coordinator(
        one.case,
        one.service.colleague,
        by=one.service.manager,
        why="On leave.",
        instead_of=one.service.coordinator,
    )

    assert "Cora" not in to(one.case, rule)
    assert "Colin" in to(one.case, rule)
