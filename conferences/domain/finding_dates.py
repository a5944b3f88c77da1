"""Writing down what people can do, as they say it at the door or on the telephone."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from cases.models import Event
from conferences.domain.dates import record_on_cases
from conferences.models import Availability, Participant
from restorative.conflicts import save_version

Weekly = dict[tuple[int, str], str]
Daily = dict[tuple[date, str], str]
Said = dict[tuple[date | None, int | None, str], str]


@transaction.atomic
def record_availability(
    participant: Participant, *, by: User, version: int, weekly: Weekly, daily: Daily
) -> Participant:
    """Put what somebody can do in place of what was written before.

    Both say for a part of a day whether they can; weekdays begin with Monday as 0. What
    stays as it was keeps who wrote it down and when. `version` is the participant's.
    """
    save_version(participant, version=version, changes={})
    said: Said = {(None, weekday, part): can for (weekday, part), can in weekly.items()}
    said |= {(day, None, part): can for (day, part), can in daily.items()}
    for row in participant.availability.all():
        key = (row.day, row.weekday, row.part_of_day)
        if said.get(key) == row.can:
            del said[key]
        else:
            row.delete()
    Availability.objects.bulk_create(_rows(participant, said, by))
    record_on_cases(
        participant.meeting,
        Event.Kind.PARTICIPANT_CHANGED,
        by=by,
        subject=participant,
        to_value="What they can do, for the date",
        audience=Event.Audience.SERVICE,
    )
    return participant


def _rows(participant: Participant, said: Said, by: User) -> Iterable[Availability]:
    for (day, weekday, part), can in said.items():
        if can:
            yield Availability(
                participant=participant,
                day=day,
                weekday=weekday,
                part_of_day=part,
                can=can,
                recorded_by=by,
            )
