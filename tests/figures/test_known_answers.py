"""Cohorts whose answers are known, each also worked out here from the source tables alone."""

from datetime import date
from math import sqrt

import pytest
from django.db import connection

from cases.models import Fact
from conferences.figures.refreshing import rebuild
from conferences.measures import MEASURES, Part
from conferences.measures.computing import compute, records
from conferences.measures.selection import Selection
from tests.factories.recording import make_service
from tests.figures.cohorts import fact, make_cohort

pytestmark = pytest.mark.django_db

STANDING = "NOT EXISTS (SELECT 1 FROM cases_fact AS c WHERE c.corrects_id = fact.id)"
MET = """
    SELECT party.case_id, (meeting.starts_at AT TIME ZONE 'Europe/London')::date AS day
    FROM conferences_meetingparty AS party
    JOIN conferences_meeting AS meeting ON meeting.id = party.meeting_id
    WHERE meeting.stage = 'held' AND meeting.team_id = %(team)s
"""


def select(sql, **params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def figure(key, service, **selection):
    chosen = Selection(teams=[service.team.pk], **selection)
    found = compute(MEASURES[key], chosen, reader=service.manager)
    for part, size in (
        (Part.NUMERATOR, found.numerator),
        (Part.DENOMINATOR, found.n),
        (Part.UNKNOWN, found.unknown),
    ):
        assert records(MEASURES[key], chosen, part, reader=service.manager).count() == size
    return found


def is_wilson(interval, rate, n):
    """Its ends are where the rate lies 1.96 standard errors off: what defines the interval."""
    return all(
        abs(abs(rate - end) - 1.959964 * sqrt(end * (1 - end) / n)) < 1e-6
        for end in (interval.low, interval.high)
    )


def care_cohort(entered):
    """1,000 children of whom so many entered care, told in the ways it is told.

    Besides them those whom the measure must not count: looked after before, not known, met
    too lately, and one in whose case an entry was recorded by mistake and corrected.
    """
    service = make_service()
    by = service.coordinator
    cohort = make_cohort(service, families=500, children=2)
    facts = []
    for n, (case, person, held) in enumerate(cohort.pairs):
        one = {"by": by, "held": held, "person": person}
        facts.append(fact(case, "legal_status", "cp", point="index", **one))
        if n >= entered:
            facts.append(fact(case, "looked_after", "no", point="m12", **one))
        elif n % 3 == 0:
            facts.append(fact(case, "looked_after", "yes", point="m6", **one))
            facts.append(fact(case, "looked_after", "no", point="m12", **one))
        elif n % 3 == 1:
            facts.append(fact(case, "legal_status", "s20", months=7, **one))
        else:
            facts.append(fact(case, "legal_status", "cla", point="m12", **one))
    others = make_cohort(service, families=30)
    for n, (case, person, held) in enumerate(others.pairs):
        one = {"by": by, "held": held, "person": person}
        if n < 10:
            facts.append(fact(case, "legal_status", "cla", point="index", **one))
            facts.append(fact(case, "legal_status", "cla", point="m12", **one))
        elif n < 20:
            facts.append(fact(case, "legal_status", "cin", point="index", **one))
            facts.append(fact(case, "looked_after", "", point="m12", **one))
        else:
            facts.append(fact(case, "looked_after", "no", point="m12", **one))
    for case, person, held in make_cohort(
        service, families=10, first=date(2026, 3, 2), over_days=100
    ).pairs:
        one = {"by": by, "held": held, "person": person}
        facts.append(fact(case, "legal_status", "cp", point="index", **one))
        facts.append(fact(case, "legal_status", "cla", point="m3", **one))
    Fact.objects.bulk_create(facts)
    last = list(cohort.pairs)[-1]
    wrong = fact(last[0], "legal_status", "cla", months=4, by=by, held=last[2], person=last[1])
    wrong.save()
    right = fact(last[0], "legal_status", "cp", months=4, by=by, held=last[2], person=last[1])
    right.corrects = wrong
    right.save()
    return service


@pytest.mark.parametrize(("entered", "low", "high"), [(362, 0.3328, 0.3923), (448, 0.4174, 0.4790)])
def test_of_1000_children_who_entered_care_is_counted_exactly(clock, entered, low, high):
    service = care_cohort(entered)
    rebuild()

    found = figure("entered_care", service)

    assert (found.numerator, found.n, found.unknown) == (entered, 1000, 20)
    assert found.value == entered / 1000
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (low, high)
    assert is_wilson(found.interval, entered / 1000, 1000)
    assert select(
        f"""
        WITH met AS ({MET}), fact AS (SELECT * FROM cases_fact AS fact WHERE {STANDING}),
        told AS (
            SELECT child.case_id, child.person_id,
                bool_or(fact.point = 'index' AND fact.value NOT IN ('cla', 's20', '')) AS at_home,
                bool_or(fact.value IN ('cla', 's20') OR
                        (fact.kind = 'looked_after' AND fact.value = 'yes'))
                    FILTER (WHERE fact.as_at > met.day
                        AND fact.as_at <= met.day + interval '12 months') AS entered,
                bool_or(fact.point = 'm12' AND fact.value <> '') AS known
            FROM cases_casechild AS child
            JOIN met USING (case_id)
            JOIN fact ON fact.case_id = child.case_id AND fact.person_id = child.person_id
            WHERE met.day + interval '12 months' <= date '2026-11-23'
            GROUP BY child.case_id, child.person_id
        )
        SELECT count(*) FILTER (WHERE entered), count(*) FILTER (WHERE entered OR known)
        FROM told WHERE at_home
        """,
        team=service.team.pk,
    ) == (entered, 1000)


def offending_cohort():
    """200 families of whom it is known, 182 of them stopped or offend less."""
    service = make_service()
    cohort = make_cohort(service, families=240)
    facts = []
    for n, (case, _, held) in enumerate(cohort.pairs):
        change = ("stopped", "less")[n % 2] if n < 182 else ("same", "more")[n % 2]
        answer = change if n < 200 else "" if n < 210 else "none"
        facts.append(fact(case, "offending", answer, point="m6", by=service.coordinator, held=held))
    Fact.objects.bulk_create(facts)
    return service


def test_91_of_100_families_offended_less_or_stopped(clock):
    service = offending_cohort()
    rebuild()

    found = figure("offending", service)

    assert (found.numerator, found.n, found.unknown) == (182, 200, 10)
    assert found.value == 0.91
    assert is_wilson(found.interval, 0.91, 200)
    assert select(
        """
        SELECT count(*) FILTER (WHERE value IN ('stopped', 'less')), count(*)
        FROM cases_fact WHERE kind = 'offending' AND value NOT IN ('', 'none')
        """
    ) == (182, 200)


def school_cohort():
    """300 children, of 207 of whom attendance rose above 85 % and exclusions fell."""
    service = make_service()
    cohort = make_cohort(service, families=150, children=2)
    facts = []
    for n, (case, person, held) in enumerate(cohort.pairs):
        one = {"by": service.coordinator, "held": held, "person": person}
        rose, fell = n < 207 or 230 <= n < 260, n < 230
        facts += [
            fact(case, "attendance", "71.5", point="index", **one),
            fact(case, "attendance", "92" if rose else "85", point="m6", **one),
            fact(case, "suspensions", "3", point="index", **one),
            fact(case, "suspensions", "1" if fell else "3", point="m6", **one),
            fact(case, "exclusions", "0", point="index", **one),
            fact(case, "exclusions", "0", point="m6", **one),
        ]
    Fact.objects.bulk_create(facts)
    return service


def test_over_two_thirds_of_children_raised_attendance_and_reduced_exclusions(clock):
    service = school_cohort()
    rebuild()

    both = figure("attendance_and_exclusions", service)
    attendance, exclusions = figure("attendance", service), figure("exclusions", service)

    assert (both.numerator, both.n) == (207, 300)
    assert both.value > 2 / 3
    assert (attendance.numerator, exclusions.numerator) == (237, 230)
    assert is_wilson(both.interval, 0.69, 300)
    assert select(
        """
        SELECT count(*) FILTER (WHERE a1::numeric > a0::numeric AND a1::numeric > 85
                                AND s1::int < s0::int), count(*)
        FROM (
            SELECT max(value) FILTER (WHERE kind = 'attendance' AND point = 'index') AS a0,
                max(value) FILTER (WHERE kind = 'attendance' AND point = 'm6') AS a1,
                max(value) FILTER (WHERE kind = 'suspensions' AND point = 'index') AS s0,
                max(value) FILTER (WHERE kind = 'suspensions' AND point = 'm6') AS s1
            FROM cases_fact GROUP BY person_id
        ) AS children
        """
    ) == (207, 300)


def work_cohort():
    """200 families of whom it is known; in 82 an adult began to work."""
    service = make_service()
    cohort = make_cohort(service, families=205)
    Fact.objects.bulk_create(
        fact(
            case,
            "employment",
            "" if n >= 200 else "yes" if n < 82 else "no",
            point="m6",
            by=service.coordinator,
            held=held,
        )
        for n, (case, _, held) in enumerate(cohort.pairs)
    )
    return service


def test_in_41_of_100_families_an_adult_began_to_work(clock):
    service = work_cohort()
    rebuild()

    found = figure("employment", service)

    assert (found.numerator, found.n, found.unknown) == (82, 200, 5)
    assert found.value == 0.41
    assert is_wilson(found.interval, 0.41, 200)
    assert select(
        "SELECT count(*) FILTER (WHERE value = 'yes'), count(*) FROM cases_fact"
        " WHERE kind = 'employment' AND point = 'm6' AND value <> ''"
    ) == (82, 200)
