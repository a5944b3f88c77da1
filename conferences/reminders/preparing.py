"""What is still open before a meeting: who has not signed, answered, prepared, confirmed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db.models import Exists, F, Max, OuterRef
from django.utils import timezone

from cases.models import Event
from cases.reminders.occasions import Occasion, Recipient, Scope, occasion
from conferences.models import (
    Booking,
    Brief,
    BriefSignature,
    InformationReport,
    MeetingInvitation,
    MeetingParty,
    Need,
    Participant,
    PreparationContact,
    Resource,
)
from conferences.reminders.kinds import OF_CASE, OF_DATE, OF_INVITATIONS, OF_PEOPLE, OF_STAFF
from conferences.reminders.reading import Held, about, meetings, people_of

Kind = Event.Kind


@occasion(
    "brief_unsigned",
    listens=(
        *(Kind.BRIEF_CHANGED, Kind.BRIEF_SENT, Kind.BRIEF_SIGNED, Kind.BRIEF_SENT_BACK),
        *(Kind.MEETING_MOVED, *OF_CASE, *OF_STAFF),
    ),
)
def brief_unsigned(scope: Scope) -> Iterator[Occasion]:
    """The version sent to be signed, until it is answered or another one is written."""
    found = {key: one for key, one in _to_come(scope).items() if one.declared.has_brief}
    if not found:
        return
    sent = Brief.objects.filter(meeting__in=found, sent_version=F("version"))
    answered = BriefSignature.objects.filter(brief=OuterRef("pk"), version=OuterRef("version"))
    sent = sent.exclude(Exists(answered))
    for brief in sent.order_by("pk"):
        assert brief.sent_at
        one = found[brief.meeting_id]
        yield about(
            one,
            since=timezone.localdate(brief.sent_at),
            revision=brief.version,
            recipients=one.staff.roles("referrer", "referring_managers"),
        )


@occasion("invitation_unanswered", listens=(*OF_INVITATIONS, *OF_PEOPLE, *OF_DATE, *OF_CASE))
def invitation_unanswered(scope: Scope) -> Iterator[Occasion]:
    """Those invited on one day who have not answered: told to the coordinator alone."""
    for one, days in _unanswered(scope):
        for day, count in sorted(Counter(days).items()):
            yield about(
                one,
                since=day,
                at=one.meeting.starts_at,
                revision=day.toordinal(),
                recipients=one.staff.roles("coordinator"),
                count=count,
            )


@occasion("answers_missing", listens=(*OF_INVITATIONS, *OF_PEOPLE, *OF_DATE, *OF_CASE, *OF_STAFF))
def answers_missing(scope: Scope) -> Iterator[Occasion]:
    for one, days in _unanswered(scope):
        if one.day:
            yield _before(one, count=len(days))


@occasion(
    "people_not_prepared",
    listens=(Kind.PARTICIPANT_CONTACTED, *OF_PEOPLE, *OF_DATE, *OF_CASE, *OF_STAFF),
)
def people_not_prepared(scope: Scope) -> Iterator[Occasion]:
    """The same whom the guard of a ready meeting asks for (conferences/rules_people.py)."""
    found = _dated(scope)
    open_ones = [
        person
        for person in _people(scope, found)
        if person.is_of_the_family and person.prepared_on is None and not person.walked_in
    ]
    reached = [person.pk for person in open_ones if person.reached_on]
    prepared: set[int] = set()
    if reached:
        contacts = PreparationContact.objects.filter(participant__in=reached)
        prepared = set(contacts.values_list("participant_id", flat=True))
    count = Counter(person.meeting_id for person in open_ones if person.pk not in prepared)
    for key, number in sorted(count.items()):
        yield _before(found[key], count=number)


@occasion(
    "bookings_open",
    listens=(
        *(Kind.RESOURCE_BOOKED, Kind.BOOKING_CONFIRMED, Kind.BOOKING_CANCELLED),
        *(Kind.CHECK_SETTLED, *OF_PEOPLE, *OF_DATE, *OF_CASE, *OF_STAFF),
    ),
)
def bookings_open(scope: Scope) -> Iterator[Occasion]:
    """What has not said yes, and interpreters that nobody has arranged: for the coordinator."""
    found = _dated(scope)
    if not found:
        return
    bookings = Booking.objects.standing().filter(meeting__in=found, confirmed_at=None)
    bookings = bookings.exclude(resource__kind=Resource.Kind.COORDINATOR)
    people = {person.pk: person.meeting_id for person in _people(scope, found)}
    needs = Need.objects.open().filter(participant__in=people, kind=Need.Kind.INTERPRETER)
    count = Counter(bookings.values_list("meeting_id", flat=True))
    count.update(people[key] for key in needs.values_list("participant_id", flat=True))
    for key, number in sorted(count.items()):
        yield _before(found[key], count=number)


@occasion(
    "report_due",
    listens=(
        *(Kind.REPORT_WRITTEN, Kind.REPORT_SIGNED, Kind.REPORT_SENT_BACK),
        *(Kind.WORKER_ALLOCATED, *OF_DATE, *OF_CASE, *OF_STAFF),
    ),
)
def report_due(scope: Scope) -> Iterator[Occasion]:
    """The report that the referrer gives to the coordinator before the day."""
    found = {key: one for key, one in _dated(scope).items() if one.declared.has_brief}
    if not found:
        return
    given = InformationReport.objects.filter(meeting__in=found, given_at__isnull=False)
    done = set(given.values_list("meeting_id", flat=True))
    for key, one in found.items():
        if key not in done:
            yield _before(one, recipients=one.staff.roles("referrer", "referring_managers"))


def _to_come(scope: Scope) -> dict[int, Held]:
    """The meetings still to take place of cases that are worked on, by key."""
    found = meetings(scope, held_too=False)
    return {one.meeting.pk: one for one in found if one.is_to_come}


def _dated(scope: Scope) -> dict[int, Held]:
    return {key: one for key, one in _to_come(scope).items() if one.day}


def _people(scope: Scope, found: dict[int, Held]) -> list[Participant]:
    """Those who may be reminded of these meetings."""
    if not found:
        return []
    people = people_of(scope)
    return [person for key in found for person in people.get(key, [])]


def _before(
    one: Held, *, count: int = 0, recipients: Mapping[str, tuple[Recipient, ...]] | None = None
) -> Occasion:
    assert one.day
    return about(
        one,
        since=one.day,
        at=one.meeting.starts_at,
        recipients=recipients or one.staff.roles("coordinator"),
        count=count,
    )


def _unanswered(scope: Scope) -> list[tuple[Held, list[date]]]:
    """Meetings with the days on which those were invited last who have not answered."""
    found = _to_come(scope)
    waiting = {
        person.pk: person.meeting_id
        for person in _people(scope, found)
        if person.answer == Participant.Answer.NONE
    }
    if not waiting:
        return []
    days: dict[int, list[date]] = defaultdict(list)
    for key, sent_at in scope.remember("invited", _read_invited).items():
        if key in waiting:
            days[waiting[key]].append(timezone.localdate(sent_at))
    return [(found[key], those) for key, those in sorted(days.items())]


def _read_invited(keys: frozenset[int]) -> dict[int, datetime]:
    """When each participant of these cases' meetings was invited last."""
    sent = MeetingInvitation.objects.sent().filter(
        participant__meeting__in=MeetingParty.objects.filter(case__in=keys).values("meeting"),
        state__in=(MeetingInvitation.State.SENT, MeetingInvitation.State.TOLD),
        purpose__in=(MeetingInvitation.Purpose.INVITATION, MeetingInvitation.Purpose.CHANGE),
    )
    newest = sent.order_by().values("participant_id").annotate(last=Max("sent_at"))
    return {row["participant_id"]: row["last"] for row in newest}
