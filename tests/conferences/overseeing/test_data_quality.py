"""What is missing is counted where it stands, and gone once it is filled."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, Team
from cases.domain.outcomes import Said, record_outcomes
from cases.models import Case, CaseChild, Consent, Exclusion, Offer, OfferChild, OfferReply
from cases.outcomes.items import DECLARED as ITEMS
from conferences.measures import MEASURES
from conferences.models import FamilyPlan, Meeting, Participant
from conferences.overseeing.gaps import BY_KEY, KINDS
from conferences.overseeing.scope import Scope
from tests.factories.conferences import make_conference, make_plan
from tests.factories.recording import make_family, make_member, make_service, queries_of, reload

pytestmark = pytest.mark.django_db
URL = reverse("conferences:data_quality")


@pytest.fixture
def service():
    return make_service()


def count(key, user, team=None):
    from conferences.measures.computing import bring_up_to_date

    bring_up_to_date()
    return BY_KEY[key].count(Scope(reload(user), timezone.localdate(), team))


def held(service, *, days=10, **fields):
    return make_conference(
        service, stage="held", starts_at=timezone.now() - timedelta(days=days), **fields
    )


def page(user, **asked):
    client = Client()
    client.force_login(user)
    response = client.get(URL, asked)
    assert response.status_code == 200
    return response.content.decode()


def forget(family, **fields):
    person = family.children[0].person
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    return person


def letter(family, service, **fields):
    offer = Offer.objects.create(
        case=family.case,
        team=service.referring,
        letter_on=timezone.localdate(),
        created_by=service.worker,
        **fields,
    )
    OfferChild.objects.create(offer=offer, child=family.children[0].person)
    return offer


def test_every_kind_names_measures_that_there_are():
    assert {key for kind in KINDS for key in kind.hurts} <= set(MEASURES)
    assert len(BY_KEY) == len(KINDS)


def test_filling_a_date_of_birth_makes_the_count_fall_by_one(service):
    people = [forget(make_family(service), date_of_birth=None) for _ in range(2)]
    assert count("birth", service.manager) == 2
    body = page(service.manager, kind="birth")
    edit = reverse("cases:person_edit", kwargs={"public_id": people[0].public_id})
    assert f"{edit}#id_date_of_birth_day" in body
    people[0].date_of_birth = timezone.localdate()
    people[0].save()
    assert count("birth", service.manager) == 1


def test_the_link_leads_to_a_field_that_is_there(service):
    person = forget(make_family(service), date_of_birth=None)
    client = Client()
    client.force_login(service.manager)
    for key in ("birth", "ethnicity"):
        field = BY_KEY[key].where.field
        url = reverse("cases:person_edit", kwargs={"public_id": person.public_id})
        assert f'id="{field}"' in client.get(url).content.decode(), field
    offer = letter(make_family(service), service)
    url = reverse("cases:offer_edit", kwargs={"public_id": offer.public_id})
    assert f'id="{BY_KEY["offer"].where.field}"' in client.get(url).content.decode()
    url = reverse("cases:case_offer_add", kwargs={"public_id": offer.case.public_id})
    assert f'id="{BY_KEY["letter"].where.field}"' in client.get(url).content.decode()


def test_an_unborn_child_is_missing_no_date_of_birth(service):
    forget(make_family(service), date_of_birth=None, expected_on=timezone.localdate())
    assert count("birth", service.manager) == 0
    assert count("ethnicity", service.manager) == 0


def test_letters_offers_and_answers(service):
    family = make_family(service)
    family.children[0].legal_status = "pre"
    child = family.children[0]
    child.legal_status = type(child).LegalStatus.PRE_PROCEEDINGS
    child.save()
    assert count("letter", service.manager) == 1
    offer = letter(family, service)
    assert count("letter", service.manager) == 0
    assert count("offer", service.manager) == 1
    offer.made = Offer.Made.YES
    offer.save()
    assert count("offer", service.manager) == 0
    assert count("answer", service.manager) == 1
    OfferReply.objects.create(offer=offer, person=child.person, reply=OfferReply.Reply.ACCEPTED)
    assert count("answer", service.manager) == 0


def test_who_came_to_a_meeting_that_was_held(service):
    conference = held(service)
    assert count("arrivals", service.manager) == 1
    Participant.objects.filter(pk=conference["Ngozi"].pk).update(arrived_at=timezone.now())
    assert count("arrivals", service.manager) == 0


def test_a_plan_is_missing_until_it_is_agreed_or_refused(service):
    conference = held(service)
    assert count("plan", service.manager) == 1
    plan = make_plan(conference.meeting, service.coordinator, state="writing")
    assert count("plan", service.manager) == 1
    FamilyPlan.objects.filter(pk=plan.pk).update(state="refused")
    assert count("plan", service.manager) == 0


def test_a_review_is_missing_after_its_day_unless_it_was_held_or_declined(service):
    conference = held(service, days=90)
    plan = make_plan(conference.meeting, service.coordinator)
    yesterday = timezone.localdate() - timedelta(days=1)
    FamilyPlan.objects.filter(pk=plan.pk).update(review_on=yesterday)
    assert count("review", service.manager) == 1
    FamilyPlan.objects.filter(pk=plan.pk).update(review_declined=True)
    assert count("review", service.manager) == 0
    FamilyPlan.objects.filter(pk=plan.pk).update(review_declined=False)
    Meeting.objects.create(
        format="review_conference",
        team=service.team,
        stage="held",
        reviews=conference.meeting,
        opened_by=service.coordinator,
    )
    assert count("review", service.manager) == 0


def test_a_meeting_held_without_a_date(service):
    conference = make_conference(service, stage="held")
    assert count("date", service.manager) == 1
    assert count("arrivals", service.manager) == 0
    Meeting.objects.filter(pk=conference.meeting.pk).update(
        starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now()
    )
    assert count("date", service.manager) == 0


def test_closed_without_an_outcome_and_with_nobody_named(service):
    family = make_family(service, stage=Case.Stage.CLOSED)
    make_family(service, coordinator=None)
    assert count("outcome", service.manager) == 1
    assert count("coordinator", service.manager) == 1
    Case.objects.filter(pk=family.case.pk).update(outcome=Case.Outcome.MOVED)
    Case.objects.update(coordinator=service.coordinator)
    assert count("outcome", service.manager) == count("coordinator", service.manager) == 0


def test_nobody_said_that_the_family_goes_ahead(service):
    conference = held(service)
    assert count("consent", service.manager) == 1
    Consent.objects.create(
        case=conference.case,
        kind=Consent.Kind.GO_AHEAD,
        person=conference["Ngozi"].person,
        capacity=Consent.Capacity.RESPONSIBILITY,
        answer=Consent.Answer.YES,
        given_on=timezone.localdate(),
        recorded_by=service.coordinator,
    )
    assert count("consent", service.manager) == 0


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (90, set()),
        (130, {"m3_overdue"}),
        (240, {"m3_overdue", "m6_overdue"}),
        (430, {"m3_let_go", "m6_let_go", "m12_overdue"}),
        (600, {"m3_let_go", "m6_let_go", "m12_let_go"}),
    ],
)
def test_follow_ups_are_overdue_and_then_let_go(service, days, found):
    held(service, days=days, children=2)
    keys = [key for key in BY_KEY if key.startswith("m")]
    counts = {key: count(key, service.manager) for key in keys}
    assert {key for key, number in counts.items() if number} == found
    assert set(counts.values()) <= {0, 2}


@pytest.mark.parametrize("left_out", ["legal_status", "living_with", "proceedings"])
def test_a_follow_up_with_one_answer_missing_is_still_missing(service, left_out):
    conference = held(service, days=240, children=1)
    child = CaseChild.objects.get(case=conference.case)
    answers = {"legal_status": "cin", "living_with": "mother", "proceedings": "no"}
    said = [Said(ITEMS[key], child, answer) for key, answer in answers.items() if key != left_out]
    options = {
        "by": service.worker,
        "as_at": timezone.localdate() - timedelta(days=30),
        "source": "Visit",
    }
    record_outcomes(conference.case, "m6", said, **options)
    assert count("m6_overdue", service.manager) == 1
    record_outcomes(
        conference.case, "m6", [Said(ITEMS[left_out], child, answers[left_out])], **options
    )
    assert count("m6_overdue", service.manager) == 0


def test_what_one_may_not_know_of_is_neither_shown_nor_counted(service):
    other = make_service()
    restricted = make_family(
        service, is_restricted=True, restriction_review_on=timezone.localdate()
    )
    excluded, own = make_family(service), make_family(service)
    elsewhere = make_family(other)
    for family in (restricted, excluded, own, elsewhere):
        forget(family, date_of_birth=None, last_name=f"Family{family.case.pk}")
    Exclusion.objects.create(
        case=excluded.case, user=service.manager, ground="known", recorded_by=service.colleague
    )
    for user in (service.manager, service.referring_manager):
        body = page(user, kind="birth")
        assert own.case.reference in body
        hidden = [restricted, elsewhere] + ([excluded] if user == service.manager else [])
        for family in hidden:
            assert family.case.reference not in body
            assert f"Family{family.case.pk}" not in body
    assert count("birth", service.manager) == 1
    assert count("birth", service.referring_manager) == 2


def test_one_team_alone(service):
    other = Team.objects.create(name="Another service", kind="service", reference_prefix="AS")
    make_member(other, Role.MANAGER, "X", "Y")
    forget(make_family(service), date_of_birth=None)
    assert count("birth", service.manager, service.team) == 1
    assert count("birth", service.manager, service.referring) == 1
    assert count("birth", service.manager, other) == 0


def test_who_may_not_write_is_led_to_the_case(service):
    conference = held(service)
    body = page(service.referring_manager, kind="arrivals")
    assert conference.case.get_absolute_url() in body
    day = reverse("conferences:meeting_day", kwargs={"public_id": conference.meeting.public_id})
    assert day not in body


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "no such"},
        {"kind": "birth", "team": "junk"},
        {"kind": "birth", "after": "junk"},
        {"kind": "birth", "after": "99999999999999999999"},
        {"kind": "arrivals", "after": "5"},
        {"kind": "\x00", "team": "\x00"},
    ],
)
def test_junk_in_an_address_changes_nothing(service, asked):
    forget(make_family(service), date_of_birth=None)
    assert "Children without a date of birth" in page(service.manager, **asked)


@pytest.mark.parametrize("kind", sorted(BY_KEY))
def test_it_costs_the_same_for_one_and_thirty(service, kind):
    def more():
        conference = held(service, days=240)
        forget(make_family(service, stage=Case.Stage.CLOSED), date_of_birth=None)
        forget(make_family(service, coordinator=None), date_of_birth=None)
        plan = make_plan(conference.meeting, service.coordinator)
        FamilyPlan.objects.filter(pk=plan.pk).update(review_on=timezone.localdate() - timedelta(9))

    client = Client()
    client.force_login(service.manager)
    more()
    few = queries_of(client, f"{URL}?kind={kind}")
    for _ in range(5):
        more()
    assert queries_of(client, f"{URL}?kind={kind}") == few
