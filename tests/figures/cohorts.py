"""Cohorts with known answers, made in bulk from source rows: figures come from the product."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from cases.models import Case, CaseChild, Fact, Person, Referral
from conferences.models import Meeting, MeetingParty
from restorative.months import add_months

numbers = count(1)


@dataclass
class Cohort:
    """Cases whose families met, with their children's keys in the same order."""

    service: object
    cases: list[Case]
    children: list[list[int]]
    held: list[date]

    @property
    def pairs(self):
        """Each child with its case and the day its family met."""
        for case, keys, held in zip(self.cases, self.children, self.held, strict=True):
            for key in keys:
                yield case, key, held


def make_cohort(service, *, families, children=1, first=date(2024, 1, 8), over_days=300):
    """Families that met on days spread evenly over a period; only what every case has."""
    people, worker, by = service, service.worker, service.coordinator
    start = next(numbers) * 100_000
    cases = Case.objects.bulk_create(
        Case(
            team=people.team,
            referring_team=people.referring,
            stage=Case.Stage.ALLOCATED,
            reference=f"C-{start + n}",
            created_by=worker,
            coordinator=by,
        )
        for n in range(families)
    )
    held = [first + timedelta(days=n * over_days // families) for n in range(families)]
    Referral.objects.bulk_create(
        Referral(
            case=case,
            sent_at=moment(day - timedelta(days=42)),
            sent_by=worker,
            decided_at=moment(day - timedelta(days=40)),
            decided_by=service.manager,
        )
        for case, day in zip(cases, held, strict=True)
    )
    persons = Person.objects.bulk_create(
        Person(first_name=f"Child {n}", date_of_birth=date(2015, 1, 1), created_by=worker)
        for n in range(families * children)
    )
    CaseChild.objects.bulk_create(
        CaseChild(case=cases[n // children], person=person, joined_on=held[n // children])
        for n, person in enumerate(persons)
    )
    meetings = Meeting.objects.bulk_create(
        Meeting(
            format="family_group_conference",
            team=people.team,
            stage="held",
            starts_at=moment(day),
            ends_at=moment(day) + timedelta(hours=3),
            opened_by=by,
        )
        for day in held
    )
    MeetingParty.objects.bulk_create(
        MeetingParty(meeting=meeting, case=case)
        for meeting, case in zip(meetings, cases, strict=True)
    )
    keys = [
        [person.pk for person in persons[n * children : (n + 1) * children]]
        for n in range(families)
    ]
    return Cohort(service, cases, keys, held)


def fact(case, kind, value, *, by, held, point="", person=None, months=None, **fields):
    """A fact asked at a point, or learnt on a day so many months after the meeting."""
    months = {"index": 0, "m3": 3, "m6": 6, "m12": 12}.get(point) if months is None else months
    fields.setdefault("as_at", add_months(held, months or 0))
    fields.setdefault("unknown_because", "" if value else "not_known")
    return Fact(
        case=case,
        person_id=person,
        kind=kind,
        value=value,
        point=point,
        source="Made for a test",
        recorded_by=by,
        **fields,
    )


def moment(day, hour=10):
    return timezone.make_aware(datetime.combine(day, time(hour)))
