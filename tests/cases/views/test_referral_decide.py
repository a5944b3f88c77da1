import pytest
from django.urls import reverse

from accounts.submitting import new_form_token
from cases.domain.deciding import accept_referral
from cases.models import Case, Consent, Draft
from tests.drafting import type_into
from tests.factories.cases import ExclusionFactory, NetworkMemberFactory
from tests.factories.lifecycle import agree, make_service
from tests.factories.staff import UserFactory


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    case = service.case()
    agree(case)
    return case


def url_of(case):
    return reverse("cases:referral_decide", kwargs={"public_id": case.public_id})


def stage_of(case):
    return Case.objects.get(pk=case.pk).stage


@pytest.mark.parametrize("who", ["worker", "coordinator", "referring_manager"])
def test_other_seats_do_not_decide(client, service, case, who):
    client.force_login(getattr(service, who))

    response = client.post(url_of(case), {"decision": "accept"})

    assert response.status_code == 403
    assert stage_of(case) == Case.Stage.SUBMITTED


def test_what_may_not_be_known_is_not_there(client, service, case):
    ExclusionFactory(case=case, user=service.manager)
    client.force_login(service.manager)

    assert client.get(url_of(case)).status_code == 404
    assert client.post(url_of(case), {"decision": "accept"}).status_code == 404


def test_a_draft_is_not_there(client, service):
    client.force_login(service.manager)

    assert client.get(url_of(service.case(draft=True))).status_code == 404


def test_the_whole_referral_is_read_on_one_page(client, service, case):
    referral = case.referral
    referral.reason, referral.bottom_lines = "Nan worries.", "Must not stay overnight."
    referral.save()
    nan = NetworkMemberFactory(case=case)
    client.force_login(service.manager)

    page = client.get(url_of(case)).content.decode()

    assert "Nan worries." in page
    assert "Must not stay overnight." in page
    assert nan.person.full_name in page
    assert "It has waited 0 working days." in page


def test_an_accepted_referral_leads_to_allocation(client, service, case):
    client.force_login(service.manager)

    response = client.post(url_of(case), {"decision": "accept"})

    allocate = reverse("cases:referral_allocate", kwargs={"public_id": case.public_id})
    assert response.url == allocate
    assert stage_of(case) == Case.Stage.ACCEPTED


@pytest.mark.parametrize(
    ("posted", "stage"),
    [
        ({"decision": "ask", "question": "Which school?"}, Case.Stage.INFO_NEEDED),
        ({"decision": "decline", "why_not": "Another council"}, Case.Stage.DECLINED),
        (
            {"decision": "redirect", "redirect_to": "Family Help", "why_elsewhere": "Fits"},
            Case.Stage.REDIRECTED,
        ),
    ],
)
def test_the_other_decisions_lead_back_to_the_inbox(client, service, case, posted, stage):
    client.force_login(service.manager)

    response = client.post(url_of(case), posted)

    assert response.url == reverse("cases:referral_inbox")
    assert stage_of(case) == stage


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({}, "decision"),
        ({"decision": "delete"}, "decision"),
        ({"decision": "ask"}, "question"),
        ({"decision": "decline", "why_not": "  "}, "why_not"),
        ({"decision": "decline", "why_not": "x" * 1001}, "why_not"),
        ({"decision": "redirect", "why_elsewhere": "Fits"}, "redirect_to"),
        ({"decision": "redirect", "redirect_to": "Family Help"}, "why_elsewhere"),
    ],
)
def test_each_decision_asks_for_what_it_needs(client, service, case, posted, field):
    client.force_login(service.manager)

    response = client.post(url_of(case), posted)

    assert response.status_code == (422 if posted.get("decision") == "delete" else 200)
    assert list(response.context["form"].errors) == [field]
    assert stage_of(case) == Case.Stage.SUBMITTED


def test_without_agreement_the_form_explains_and_nothing_happens(client, service):
    case = service.case()
    client.force_login(service.manager)

    response = client.post(url_of(case), {"decision": "accept"})

    [text] = response.context["form"].non_field_errors()
    assert "Nobody with parental responsibility has agreed" in text
    assert stage_of(case) == Case.Stage.SUBMITTED


def test_a_weaker_agreement_asks_for_the_managers_own_reason(client, service):
    case = service.case()
    agree(case, Consent.Capacity.AUTHORITY)
    client.force_login(service.manager)

    response = client.post(url_of(case), {"decision": "accept"})
    assert "why_enough" in response.context["form"].errors

    client.post(url_of(case), {"decision": "accept", "why_enough": "Care order of May."})
    assert stage_of(case) == Case.Stage.ACCEPTED


def test_while_a_question_is_open_it_can_only_end(client, service):
    case = service.case(info_needed=True)
    agree(case)
    client.force_login(service.manager)

    choices = client.get(url_of(case)).context["form"].fields["decision"].choices

    assert [value for value, _ in choices] == ["decline", "redirect"]
    client.post(url_of(case), {"decision": "accept"})
    assert stage_of(case) == Case.Stage.INFO_NEEDED


def test_the_slower_of_two_managers_is_told_who_and_keeps_the_text(client, service, case):
    accept_referral(case, by=service.second_manager)
    client.force_login(service.manager)

    response = client.post(url_of(case), {"decision": "decline", "why_not": "Another council"})

    page = response.content.decode()
    assert response.status_code == 409
    assert f"{service.second_manager} accepted it on" in page
    assert "Another council" in page
    assert stage_of(case) == Case.Stage.ACCEPTED


def test_an_old_link_says_what_happened(client, service, case):
    accept_referral(case, by=service.second_manager)
    client.force_login(service.manager)

    response = client.get(url_of(case))

    assert response.status_code == 200
    assert "no longer waiting for a decision" in response.content.decode()


def test_a_decision_on_an_ended_referral_is_refused_with_day_and_name(client, service):
    case = service.case(declined=True)
    client.force_login(service.manager)

    response = client.post(url_of(case), {"decision": "accept"})

    assert response.status_code == 403
    assert f"by {case.ended_by}" in response.content.decode()


def test_pressing_twice_decides_once(client, service, case):
    client.force_login(service.manager)
    token = client.get(url_of(case)).context["form_token"]
    posted = {"decision": "ask", "question": "Which school?", "form_token": token}

    first = client.post(url_of(case), posted)
    stage = stage_of(case)

    assert first.status_code == 302
    assert stage == Case.Stage.INFO_NEEDED
    assert case.referral.requests.count() == 1


def test_what_was_typed_comes_back_and_goes_with_the_decision(client, service, case):
    client.force_login(service.manager)
    client.post(
        reverse("cases:draft_save", kwargs={"form": "decision", "subject": case.public_id}),
        {"decision": "ask", "question": "Which sch", "draft_url": url_of(case)},
    )
    assert client.get(url_of(case)).context["form"]["question"].value() == "Which sch"

    client.post(url_of(case), {"decision": "ask", "question": "Which school?"})

    assert not Draft.objects.exists()


def test_a_draft_of_a_decision_that_was_taken_meanwhile_is_shown(client, service, case):
    client.force_login(service.manager)
    type_into(client, url_of(case), decision="ask", question="Which school?")
    accept_referral(case, by=service.second_manager)

    response = client.get(url_of(case))

    assert response.status_code == 200
    assert ("Question", "Which school?") in response.context["typed"]
    assert "Question: Which school?" in response.content.decode()


def test_other_cases_of_the_children_are_named_as_far_as_one_may_know(client, service, case):
    child = case.children.get().person
    known = service.case(children=[child], closed=True)
    hidden = service.case(children=[child], closed=True, restricted=True)
    client.force_login(service.manager)

    response = client.get(url_of(case))

    assert response.context["others"] == [known]
    assert str(hidden) not in response.content.decode()


def test_who_discussed_a_family_that_was_here_lately_is_asked_of_the_manager(client, service):
    colleague = UserFactory(social_worker=True, team=service.referring)
    earlier = service.case(closed=True, created_by=colleague)
    case = service.case(children=[earlier.children.get().person])
    agree(case)
    client.force_login(service.manager)

    refused = client.post(url_of(case), {"decision": "accept", "form_token": new_form_token()})
    assert list(refused.context["form"].errors) == ["discussed_again"]
    assert stage_of(case) == Case.Stage.SUBMITTED

    client.post(
        url_of(case),
        {"decision": "accept", "discussed_again": "Sam", "form_token": new_form_token()},
    )
    assert stage_of(case) == Case.Stage.ACCEPTED


def test_of_a_family_that_was_not_here_nothing_of_the_kind_is_asked(client, service, case):
    client.force_login(service.manager)

    assert "discussed_again" not in client.get(url_of(case)).context["form"].fields


def test_a_large_family_costs_as_many_queries_as_a_small_one(
    client, service, django_assert_max_num_queries
):
    client.force_login(service.manager)
    counts = []
    for size in (1, 10):
        case = service.case(children=size)
        for _ in range(size):
            NetworkMemberFactory(case=case)
        client.get(url_of(case))
        with django_assert_max_num_queries(60) as captured:
            assert client.get(url_of(case)).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
