"""What single measures count and leave out, where it is easily got wrong."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import (
    Case,
    CaseChild,
    Event,
    InformationRequest,
    Offer,
    OfferReply,
    Person,
    Referral,
    Relationship,
)
from conferences.figures.refreshing import refresh_dirty
from conferences.measures import MEASURES
from conferences.measures.computing import compute
from conferences.measures.selection import Selection
from conferences.models import (
    ActionReview,
    CaseFigure,
    Meeting,
    MeetingParty,
    Participant,
    PlanAction,
)
from tests.factories.conferences import make_conference, make_plan
from tests.factories.recording import make_family, make_service
from tests.figures.cohorts import fact, make_cohort, moment

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def measured(key, **selection):
    refresh_dirty()
    found = compute(MEASURES[key], Selection(**selection), reader=None)
    return found.numerator, found.n, found.unknown


def met(day=MONDAY, **fields):
    return make_conference(stage="held", starts_at=moment(day), **fields)


@pytest.fixture(autouse=True)
def _today(clock):
    """A Monday in November 2026."""


def test_families_wait_from_the_referral_without_open_questions_and_holds():
    one = met(MONDAY, allocated_at=moment(date(2026, 2, 9)))
    Referral.objects.filter(case=one.case).update(
        sent_at=moment(date(2026, 2, 2)), sent_by=one.service.worker
    )
    InformationRequest.objects.create(
        referral=one.case.referral,
        question="Which school?",
        asked_at=moment(date(2026, 2, 3)),
        asked_by=one.service.manager,
        answer="St Mark’s",
        answered_at=moment(date(2026, 2, 5)),
        answered_by=one.service.worker,
    )
    for day, kind in ((16, Event.Kind.CASE_HELD), (19, Event.Kind.CASE_RESUMED)):
        Event.objects.create(at=moment(date(2026, 2, day)), kind=kind, case_id=one.case.pk)
    refresh_dirty()

    row = CaseFigure.objects.get()

    # 20 working days from 2 February to 2 March, 2 with a question, 3 on hold.
    assert (row.days_to_meet, row.days_from_allocation, row.days_allowed) == (15, 12, 40)
    assert compute(MEASURES["days_to_meet"], Selection(), reader=None).value == 15
    assert measured("met_in_time") == (1, 1, 0)


def test_before_court_a_family_is_to_meet_sooner():
    one = met(MONDAY, allocated_at=moment(date(2026, 1, 26)))
    child = one.case.children.get()
    assert measured("met_in_time") == (1, 1, 0)

    fact(
        one.case,
        "legal_status",
        "plo",
        months=0,
        by=one.service.coordinator,
        held=MONDAY,
        person=child.person_id,
    ).save()

    assert measured("met_in_time") == (0, 1, 0)


def test_the_median_is_a_number_of_days_that_somebody_waited():
    service = make_service()
    cohort = make_cohort(service, families=4, first=MONDAY, over_days=4)
    for case, days in zip(cohort.cases, (7, 14, 21, 70), strict=True):
        sent = moment(MONDAY - timedelta(days=days))
        Referral.objects.filter(case=case).update(sent_at=sent)
    refresh_dirty()
    days = sorted(CaseFigure.objects.values_list("days_to_meet", flat=True))

    found = compute(MEASURES["days_to_meet"], Selection(), reader=None)

    assert (found.lower, found.value, found.upper) == (days[0], days[1], days[2])
    assert found.mean is None


def test_a_father_who_is_dead_or_kept_away_could_not_be_invited():
    one = met()
    child, emeka = one.case.children.get(), one["Emeka"]
    Person.objects.filter(pk=emeka.person_id).update(gender="male")
    Relationship.objects.create(
        person=emeka.person,
        relative=child.person,
        kind="parent",
        recorded_by=one.service.coordinator,
    )
    Participant.objects.filter(pk=one["Pat"].pk).update(arrived_at=moment(MONDAY))
    assert measured("fathers") == (0, 1, 0)

    Participant.objects.filter(pk=emeka.pk).update(attendance="no_part")
    assert measured("fathers") == (0, 0, 0)

    Participant.objects.filter(pk=emeka.pk).update(attendance="", arrived_at=moment(MONDAY))
    assert measured("fathers") == (1, 1, 0)

    Person.objects.filter(pk=emeka.person_id).update(died_on=MONDAY)
    assert measured("fathers") == (0, 0, 0)


def test_a_family_without_a_father_on_record_is_not_known():
    met()

    assert measured("fathers") == (0, 0, 1)


def test_of_actions_only_those_due_by_the_review_and_still_needed_are_counted():
    one = met()
    by = one.service.coordinator
    plan = make_plan(one.meeting, by)
    review = Meeting.objects.create(
        format="review_conference",
        team=one.service.team,
        stage="reviewed",
        starts_at=moment(MONDAY + timedelta(days=80)),
        ends_at=moment(MONDAY + timedelta(days=80), 12),
        reviews=one.meeting,
        opened_by=by,
    )
    MeetingParty.objects.create(meeting=review, case=one.case)
    first = plan.actions.get()
    others = [
        PlanAction.objects.create(plan=plan, what="More", who="Pat", by_when=when)
        for when in (None, None, None, MONDAY + timedelta(days=90))
    ]
    for action, outcome in ((first, "done"), (others[0], "partly"), (others[1], "not_needed")):
        ActionReview.objects.create(meeting=review, action=action, outcome=outcome, recorded_by=by)

    assert measured("actions_done") == (1, 2, 1)
    assert measured("review_rate") == (1, 1, 0)


def test_a_review_that_the_family_declined_is_not_owed():
    one = met()
    make_plan(one.meeting, one.service.coordinator)
    assert measured("review_rate") == (0, 1, 0)

    one.meeting.plans.update(review_declined=True)

    assert measured("review_rate") == (0, 0, 0)


def test_a_plan_that_was_agreed_and_then_refused_is_not_agreed():
    one = met()
    plan = make_plan(one.meeting, one.service.coordinator)
    assert (measured("plan_made"), measured("plan_agreed")) == ((1, 1, 0), (1, 1, 0))

    type(plan).objects.filter(pk=plan.pk).update(state="refused")

    assert (measured("plan_made"), measured("plan_agreed")) == ((1, 1, 0), (0, 1, 0))


@pytest.mark.parametrize(("days", "again"), [(365, 1), (366, 0), (-1, 0)])
def test_a_family_comes_back_within_a_year_by_an_accepted_referral(days, again):
    service = make_service()
    closed = date(2025, 6, 2)
    first = make_family(service, stage=Case.Stage.CLOSED, ended_at=moment(closed))
    later = make_family(service, children=0)
    CaseChild.objects.create(case=later.case, person=first.children[0].person)
    sent = moment(closed + timedelta(days=days))
    Referral.objects.filter(case=later.case).update(sent_at=sent, sent_by=service.worker)
    assert measured("referred_again") == (0, 1, 0)

    Referral.objects.filter(case=later.case).update(decided_at=sent, decided_by=service.manager)

    assert measured("referred_again") == (again, 1, 0)


def test_letters_of_one_family_are_one_family_and_one_alone_counts_too():
    one = met()
    service, person = one.service, one["Ngozi"].person
    first, second, alone = (
        Offer.objects.create(
            case=case,
            team=service.referring,
            letter_on=MONDAY + timedelta(days=n),
            made=made,
            created_by=service.worker,
        )
        for n, (case, made) in enumerate([(one.case, ""), (one.case, ""), (None, "yes")])
    )
    assert measured("offer_rate") == (1, 1, 1)

    Offer.objects.filter(pk=second.pk).update(made="yes")
    OfferReply.objects.create(offer=second, person=person, reply="accepted")

    assert measured("offer_rate") == (2, 2, 0)
    # Of the letter alone nobody has answered.
    assert measured("acceptance") == (1, 1, 1)
    OfferReply.objects.create(offer=alone, person=person, reply="declined")
    assert measured("acceptance") == (1, 2, 0)
    assert measured("offer_rate", teams=[service.team.pk]) == (1, 1, 0)
    assert measured("offer_rate", end=first.letter_on - timedelta(days=1)) == (0, 0, 0)


def test_a_child_counts_once_the_months_have_passed_to_the_day(clock):
    service = make_service()
    (case, person, held) = next(make_cohort(service, families=1, first=MONDAY).pairs)
    fact(
        case, "living_with", "mother", point="m6", by=service.coordinator, held=held, person=person
    ).save()

    assert measured("in_family_m6", today=date(2026, 9, 1)) == (0, 0, 0)
    assert measured("in_family_m6", today=date(2026, 9, 2)) == (1, 1, 0)


def test_reviews_are_counted_apart_from_meetings():
    one = met()
    review = Meeting.objects.create(
        format="review_conference",
        team=one.service.team,
        stage="reviewed",
        starts_at=moment(MONDAY + timedelta(days=80)),
        ends_at=moment(MONDAY + timedelta(days=80), 12),
        reviews=one.meeting,
        opened_by=one.service.coordinator,
    )
    MeetingParty.objects.create(meeting=review, case=one.case)

    assert (measured("meetings_held"), measured("reviews_held")) == ((1, 1, 0), (1, 1, 0))
    assert timezone.localdate() == date(2026, 11, 23)
