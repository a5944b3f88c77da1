"""What the date of a meeting is the occasion for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from cases.models import Event
from cases.reminders.occasions import Occasion, Scope, occasion
from cases.reminders.when import moment
from conferences.models import Participant
from conferences.reminders.reading import (
    Held,
    meetings,
    people_of,
    recipients_of,
    through,
)

Kind = Event.Kind
OF_CASE = (Kind.CASE_HELD, Kind.CASE_RESUMED, Kind.CASE_CLOSED, Kind.CASE_WITHDRAWN,
           Kind.CASE_NOT_VIABLE)  # fmt: skip
OF_STAFF = (Kind.COORDINATOR_ALLOCATED, Kind.COORDINATOR_CHANGED, Kind.COLLEAGUE_EXCLUDED,
            Kind.EXCLUSION_ENDED, Kind.CASE_RESTRICTED, Kind.RESTRICTION_LIFTED)  # fmt: skip
OF_DATE = (Kind.MEETING_DATED, Kind.MEETING_MOVED)
OF_PEOPLE = (Kind.PARTICIPANT_ADDED, Kind.PARTICIPANT_CHANGED, Kind.PARTICIPANT_LEFT,
             Kind.ATTENDANCE_DECIDED, Kind.INVITATION_ANSWERED)  # fmt: skip


@occasion("meeting_ahead", listens=(*OF_DATE, *OF_PEOPLE, *OF_CASE))
def meeting_ahead(scope: Scope) -> Iterator[Occasion]:
    """A meeting with a date, for everybody who may be reminded of it and does not say no.

    Those who are to come at another time are told that one, and no other.
    """
    for one in meetings(scope):
        if not one.is_to_come or one.meeting.starts_at is None:
            continue
        everybody = people_of(scope).get(one.meeting.pk, [])
        coming = [person for person in everybody if person.answer != Participant.Answer.NO]
        for at, people in _by_arrival(one.meeting.starts_at, coming).items():
            yield about_date(one, people, everybody, at)


def about_date(
    one: Held, people: list[Participant], everybody: list[Participant], at: datetime
) -> Occasion:
    assert one.day
    return Occasion(
        case=one.case.pk,
        subject_type="meeting",
        subject_id=one.meeting.pk,
        since=one.day,
        at=at,
        revision=one.revision,
        recipients={"attendees": recipients_of(people)},
        through=through(people, everybody),
        facts={"meeting": one.declared.word},
        url=one.meeting.get_absolute_url(),
    )


def _by_arrival(
    starts_at: datetime, people: list[Participant]
) -> dict[datetime, list[Participant]]:
    """Who is to come at which moment: some arrive earlier or later than the rest."""
    day = timezone.localdate(starts_at)
    found: dict[datetime, list[Participant]] = defaultdict(list)
    for one in people:
        own: time | None = one.arrives_at
        found[moment(day, own) if own else starts_at].append(one)
    return found
