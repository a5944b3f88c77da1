"""A conference with a date where two of the family are kept apart, and one is heard by letter."""

from datetime import date, time, timedelta

from django.utils import timezone

from cases.domain.contacting import add_contact
from cases.domain.keeping_apart import keep_apart
from cases.models import Case, ContactPoint, KeepApart
from conferences.demo.clock import at, moment_on
from conferences.domain.deciding_attendance import decide_attendance, decide_pair
from conferences.domain.finding_dates import record_availability
from conferences.domain.holding import plan_arrival
from conferences.domain.seating import seat_everyone
from conferences.models import Meeting, PairDecision, Participant

Part = Participant.Part
# What somebody says they can do, by weekday: Monday is 0.
CAN = (
    {(day, part): "yes" for day in range(5) for part in ("afternoon", "evening")},
    {(1, "morning"): "no", (3, "morning"): "no", (2, "afternoon"): "yes"},
    {(day, "evening"): "yes" for day in (0, 2, 3)},
)


def keep_safe(meeting: Meeting, case: Case, on: date) -> None:
    """Decide what a careful coordinator decides, where the family is large enough for it."""
    by = case.coordinator
    assert by
    people = Participant.objects.filter(meeting=meeting).current().with_names().order_by("pk")
    adults = list(people.filter(part=Part.FAMILY).exclude(attendance__in=Participant.KEPT_AWAY))
    friend = people.filter(part=Part.FRIEND).first()
    if friend is None or len(adults) < 3:
        return
    first, second = adults[0], adults[2]
    assert first.person
    assert second.person
    with at(moment_on(on, 18)):
        review_on = on + timedelta(days=80)
        keep_apart(
            first.person,
            second.person,
            by=by,
            kind=KeepApart.Kind.SEPARATE_ARRIVAL,
            reason="They quarrelled badly in the summer; both want to be there.",
            source=KeepApart.Source.REQUEST,
            review_on=review_on,
        )
        decide_pair(
            first,
            second,
            by=by,
            outcome=PairDecision.Outcome.SEPARATE_ARRIVAL,
            why="Both asked for it. The rooms have two doors.",
            decided_by="Helen Osei",
        )
        decide_attendance(
            friend,
            by=by,
            outcome=Participant.Attendance.ANOTHER_WAY,
            ground="threat",
            why="Came to the house and shouted.",
            heard="letter",
            review_on=review_on,
            decided_by="Helen Osei",
        )
        for number, participant in enumerate(adults):
            participant.refresh_from_db()
            record_availability(
                participant,
                by=by,
                version=participant.version,
                weekly=CAN[number % len(CAN)],
                daily={},
            )
            if participant.person and not participant.person.contact_points.exists():
                add_contact(
                    participant.person,
                    by=by,
                    channel=ContactPoint.Channel.MOBILE,
                    value=f"07700 900{case.pk % 900 + 10 * number:03}",
                    may_ring=ContactPoint.May.YES,
                    may_text=ContactPoint.May.YES,
                    confirmed_on=on,
                )
        plan_arrival(
            second,
            by=by,
            arrives_at=_before(meeting, minutes=20),
            note="By the side door; somebody waits there.",
        )
        meeting = Meeting.objects.get(pk=meeting.pk)
        seat_everyone(meeting, by=by)


def _before(meeting: Meeting, *, minutes: int) -> time:
    assert meeting.starts_at
    return timezone.localtime(meeting.starts_at - timedelta(minutes=minutes)).time()
