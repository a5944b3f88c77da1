"""Who gets into a referral, what its pages refuse, and that typed text survives."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Team
from accounts.submitting import new_form_token
from cases.domain.alerting import raise_alert
from cases.domain.closing import withdraw_case
from cases.domain.entering import Ties, enter_member
from cases.domain.offering import record_offer
from cases.domain.people import add_person
from cases.domain.referring import send_referral, start_referral
from cases.domain.relating import end_relationship, record_responsibility, tell_relationship
from cases.drafts import DraftKey, find_draft
from cases.models import (
    Case,
    CaseChild,
    Consent,
    Draft,
    NetworkMember,
    Offer,
    ParentalResponsibility,
    Person,
    Referral,
    Relationship,
)
from cases.relationships import Kind
from tests.factories.referrals import (
    a_day_ago,
    add_parent,
    agree,
    make_child,
    make_council,
    make_draft,
    make_member,
    make_ready,
    make_unborn,
    say,
)

pytestmark = pytest.mark.django_db

PAGES = (
    "referral_tasks",
    "referral_children",
    "referral_child_add",
    "referral_network",
    "referral_person_add",
    "referral_reasons",
    "referral_offer",
    "referral_consent",
    "referral_safety",
    "referral_access",
    "referral_referrer",
    "referral_check",
    "referral_delete",
)


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def worker(client, council):
    client.force_login(council.worker)
    return council.worker


def page(name, case, *more):
    return reverse(f"cases:{name}", args=[case.public_id, *more])


def section(case, **said):
    version = Referral.objects.get(case=case).version
    return {"form_token": new_form_token(), "version": version, **said}


def text_of(response):
    return response.content.decode()


def test_what_is_recorded_with_a_person_is_not_asked_again(client, council, worker):
    child = make_child(worker, language="Polish", interpreter="given")
    case = make_ready(council, child)

    response = client.get(page("referral_access", case))

    assert f"{child.liked_name}: First language: Polish. Polish interpreter needed" in text_of(
        response
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_for_its_author_and_for_nobody_else(client, council, worker, name):
    case = make_ready(council, make_child(worker), make_unborn(worker))
    assert client.get(page(name, case)).status_code == 200

    for stranger in (council.manager, council.coordinator, council.referring_manager):
        client.force_login(stranger)
        assert client.get(page(name, case)).status_code == 404
        assert client.post(page(name, case)).status_code in (404, 405)


@pytest.mark.parametrize("name", ["referral_start"])
def test_who_does_no_casework_refers_nobody(client, council, name):
    client.force_login(make_member(council.service, "business_support", "Ruth"))

    assert client.get(reverse(f"cases:{name}")).status_code == 403
    assert client.post(reverse(f"cases:{name}")).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_a_sent_referral_leads_on_to_what_was_sent(client, council, worker, name):
    case = send_referral(make_ready(council), by=worker)

    response = client.get(page(name, case))

    assert response.url == page("referral_detail", case)


def test_pages_of_a_draft_are_on_the_record_of_looks(client, council, worker):
    case = make_draft(council)
    client.get(page("referral_check", case))

    event = AccessEvent.objects.get(action="referral_check")
    assert (event.actor, event.case_id) == (worker, case.pk)


def test_the_service_is_asked_for_only_where_there_are_several(client, council, worker):
    assert "Which service" not in text_of(client.get(reverse("cases:referral_start")))
    other = Team.objects.create(name="Lifelong Links", kind="service")

    assert "Which service" in text_of(client.get(reverse("cases:referral_start")))
    client.post(
        reverse("cases:referral_start"),
        {"form_token": new_form_token(), "service": other.public_id},
    )
    assert Case.objects.get().team == other


def test_pressing_start_twice_makes_one_draft(client, council, worker):
    said = {"form_token": new_form_token()}

    first = client.post(reverse("cases:referral_start"), said)
    second = client.post(reverse("cases:referral_start"), said)

    assert first.url == second.url
    assert Case.objects.count() == 1


def test_without_a_service_the_page_says_whom_to_ask(client, council, worker):
    council.service.archived_at = timezone.now()
    council.service.save()

    assert "Ask an administrator" in text_of(client.get(reverse("cases:referral_start")))


def statuses(client, case):
    sections = client.get(page("referral_tasks", case)).context["sections"]
    return {part.section.value: part.status.name for part in sections}


def test_the_task_list_says_how_far_each_part_is(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    assert statuses(client, case) == {
        "children": "NOT_STARTED",
        "network": "NOT_STARTED",
        "reasons": "NOT_STARTED",
        "offer": "NOT_STARTED",
        "consent": "NOT_STARTED",
        "safety": "NOT_STARTED",
        "access": "NOT_STARTED",
        "referrer": "COMPLETED",
    }

    case = make_ready(council)
    say(case, reason="", strengths="Nan visits daily")
    assert statuses(client, case) == {
        "children": "COMPLETED",
        "network": "IN_PROGRESS",
        "reasons": "IN_PROGRESS",
        "offer": "NOT_STARTED",
        "consent": "IN_PROGRESS",
        "safety": "COMPLETED",
        "access": "NOT_STARTED",
        "referrer": "COMPLETED",
    }


def test_each_side_of_the_family_is_asked_about(client, council, worker):
    case = make_ready(council)
    assert "Nobody is named from the father’s side" in text_of(
        client.get(page("referral_network", case))
    )

    client.post(page("referral_network", case), section(case, other_side="not_safe"))

    assert statuses(client, case)["network"] == "COMPLETED"


def test_a_part_is_saved_however_little_it_says(client, council, worker):
    case = make_draft(council)

    response = client.post(
        page("referral_reasons", case), section(case, strengths="Nan visits daily", urgency="soon")
    )

    assert response.url == page("referral_tasks", case)
    referral = Referral.objects.get()
    assert (referral.reason, referral.strengths, referral.urgency) == (
        "",
        "Nan visits daily",
        "soon",
    )


def test_too_long_a_text_comes_back_whole(client, council, worker):
    case = make_draft(council)
    long = "x" * 2001

    response = client.post(
        page("referral_reasons", case), section(case, reason=long, urgency="soon")
    )

    assert response.context["form"]["reason"].value() == long
    assert "must be 2000 characters or less" in text_of(response)


def test_pressing_save_twice_is_no_conflict(client, council, worker):
    case = make_draft(council)
    said = section(case, reason="Once", urgency="soon")

    answers = [client.post(page("referral_reasons", case), said).status_code for _ in range(2)]

    assert answers == [302, 302]


def test_a_save_in_another_window_shows_both_texts(client, council, worker):
    case = make_draft(council)
    said = section(case, reason="Mine", urgency="soon")
    say(case, reason="Theirs")

    response = client.post(page("referral_reasons", case), said)

    assert response.status_code == 409
    assert ("Why now?", "Theirs", "Mine") in response.context["versions"]
    again = client.post(page("referral_reasons", case), section(case, **response_data(response)))
    assert again.status_code == 302
    assert Referral.objects.get().reason == "Mine"


def response_data(response):
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("reason", "urgency", "version")}


def test_sent_in_another_window_the_text_is_still_on_the_page(client, council, worker):
    case = make_ready(council)
    said = section(case, reason="Typed too late", urgency="soon")
    send_referral(case, by=worker)

    response = client.post(page("referral_reasons", case), said)

    assert "This referral was sent already" in text_of(response)
    assert response.context["form"]["reason"].value() == "Typed too late"


@pytest.mark.parametrize("name", ["reasons", "safety", "access"])
def test_long_parts_keep_a_draft_until_they_are_saved(client, council, worker, name):
    case = make_draft(council)
    field = {"reasons": "reason"}.get(name, name)
    url = page(f"referral_{name}", case)
    key = DraftKey.of(f"referral-{name}", case.public_id, title="", url=url)
    client.post(key.save_url, {field: "half a sentence", "draft_title": "x", "draft_url": url})

    shown = client.get(url)
    assert shown.context["form"][field].value() == "half a sentence"
    assert "This is your draft" in text_of(shown)

    client.post(url, section(case, answer="yes", urgency="soon", **{field: "A sentence."}))
    assert find_draft(worker, key) is None
    assert Draft.objects.count() == 0


def test_what_was_typed_and_not_saved_is_named_before_sending(client, council, worker):
    case = make_ready(council)
    url = page("referral_reasons", case)
    key = DraftKey.of("referral-reasons", case.public_id, title="", url=url)
    typed = {"reason": "half", "draft_title": "Why now, in a referral", "draft_url": url}
    client.post(key.save_url, typed)

    checked = client.get(page("referral_check", case))
    sent = client.post(page("referral_send", case), {"form_token": new_form_token()})

    for shown in (checked, sent):
        assert "Typed and not saved" in text_of(shown)
        assert f'href="{url}">Why now, in a referral</a>' in shown.content.decode()
        assert "Send the referral" not in text_of(shown)
    assert sent.status_code == 422
    assert find_draft(worker, key)


def test_a_draft_that_arrives_after_its_form_is_none(client, council, worker):
    case = make_draft(council)
    url = page("referral_safety", case)
    key = DraftKey.of("referral-safety", case.public_id, title="", url=url)
    said = section(case, answer="yes", safety="A dog.")
    client.post(url, said)

    late = client.post(key.save_url, said | {"draft_title": "x", "draft_url": url})

    assert late.json() == {"saved": False}
    assert find_draft(worker, key) is None


def test_saying_yes_to_safety_asks_for_words(client, council, worker):
    case = make_draft(council)

    response = client.post(page("referral_safety", case), section(case, answer="yes", safety=""))

    assert "Enter what should be known" in text_of(response)
    client.post(page("referral_safety", case), section(case, answer="no", safety="left over"))
    referral = Referral.objects.get()
    assert (referral.safety, referral.safety_asked) == ("", True)


def test_a_coordinator_enters_a_teachers_referral(client, council):
    client.force_login(council.coordinator)
    case = start_referral(by=council.coordinator, team=council.service)

    refused = client.post(page("referral_referrer", case), {"who": "other"})
    assert "Enter their name" in text_of(refused)
    client.post(
        page("referral_referrer", case),
        {"form_token": new_form_token(), "who": "other", "name": "Ruth Ellis", "job_title": "Head"},
    )

    assert str(Referral.objects.get().referrer) == "Ruth Ellis"
    assert statuses(client, case)["referrer"] == "COMPLETED"


# Children


def child_form(**said):
    return {
        "form_token": new_form_token(),
        "worker": "me",
        "child-TOTAL_FORMS": "1",
        "child-INITIAL_FORMS": "0",
        "child-0-first_name": "Jonah",
        "child-0-last_name": "Bell",
        "child-0-birth": "not_known",
        **said,
    }


def errors_of(response):
    found = dict(response.context["formset"].forms[0].errors)
    return {name: list(texts) for name, texts in found.items()}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"child-0-first_name": ""}, "first_name"),
        ({"child-0-birth": "born"}, "date_of_birth"),
        ({"child-0-birth": "unborn"}, "expected_on"),
        (
            {
                "child-0-birth": "born",
                "child-0-date_of_birth_day": "3",
                "child-0-date_of_birth_month": "5",
                "child-0-date_of_birth_year": "1917",
            },
            "date_of_birth",
        ),
        (
            {
                "child-0-birth": "born",
                "child-0-date_of_birth_day": "3",
                "child-0-date_of_birth_month": "5",
                "child-0-date_of_birth_year": "1987",
            },
            "date_of_birth",
        ),
        (
            {
                "child-0-birth": "unborn",
                "child-0-expected_on_day": "3",
                "child-0-expected_on_month": "5",
                "child-0-expected_on_year": "2031",
            },
            "expected_on",
        ),
        ({"child-0-legal_status": "nonsense"}, "legal_status"),
    ],
)
def test_what_a_child_cannot_be(client, council, worker, said, field):
    case = start_referral(by=worker, team=council.service)

    response = client.post(page("referral_child_add", case), child_form(**said))

    assert list(errors_of(response)) == [field]
    assert not Person.objects.exists()


def test_an_adult_can_be_whom_the_referral_is_about(client, council, worker):
    case = start_referral(by=worker, team=council.service)

    client.post(
        page("referral_child_add", case),
        child_form(
            **{
                "child-0-birth": "born",
                "child-0-date_of_birth_day": "3",
                "child-0-date_of_birth_month": "5",
                "child-0-date_of_birth_year": "1987",
                "child-0-legal_status": "adult",
            }
        ),
    )
    assert CaseChild.objects.get().legal_status == "adult"


def test_one_refused_child_keeps_all_from_being_saved(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    said = child_form(
        **{
            "child-TOTAL_FORMS": "2",
            "child-1-birth": "unborn",
            "child-1-expected_on_day": "3",
            "child-1-expected_on_month": "5",
            "child-1-expected_on_year": "2031",
        }
    )
    response = client.post(page("referral_child_add", case), said)

    assert not Person.objects.exists()
    assert response.context["formset"].forms[0]["first_name"].value() == "Jonah"


def test_adding_another_child_keeps_what_was_typed_and_complains_of_nothing(
    client, council, worker
):
    case = start_referral(by=worker, team=council.service)

    response = client.post(
        page("referral_child_add", case),
        child_form(**{"child-0-birth": "born", "child-add": "1", "worker": "none"}),
    )

    formset = response.context["formset"]
    assert (len(formset.forms), formset.forms[0]["first_name"].value()) == (2, "Jonah")
    assert "There is a problem" not in text_of(response)
    assert response.context["form"]["worker"].value() == "none"


def test_the_colleague_who_is_the_social_worker_is_found_by_email(client, council, worker):
    colleague = make_member(council.referring, "social_worker", "Rhys")
    case = start_referral(by=worker, team=council.service)

    client.post(
        page("referral_child_add", case),
        child_form(worker="other", worker_email="RHYS@example.org"),
    )
    assert CaseChild.objects.get().social_worker == colleague


@pytest.mark.parametrize("email", ["", "nobody@example.org", "lee@example.org"])
def test_who_cannot_be_the_social_worker_is_said_beside_the_box(client, council, worker, email):
    case = start_referral(by=worker, team=council.service)

    response = client.post(
        page("referral_child_add", case), child_form(worker="other", worker_email=email)
    )

    assert list(response.context["form"].errors) == ["worker_email"]
    assert not CaseChild.objects.exists()


def test_a_formset_without_its_management_form_is_an_error_and_no_crash(client, council, worker):
    case = start_referral(by=worker, team=council.service)

    response = client.post(page("referral_child_add", case), {"worker": "me"})

    assert response.status_code == 200
    assert "There is a problem" in text_of(response)


@pytest.mark.parametrize("total", ["100000", "-1", "x", "\x00"])
def test_an_absurd_number_of_children_is_no_crash(client, council, worker, total):
    case = start_referral(by=worker, team=council.service)

    response = client.post(
        page("referral_child_add", case), child_form(**{"child-TOTAL_FORMS": total})
    )
    assert response.status_code == 200


def test_a_child_of_an_open_case_is_warned_of_at_once(client, council, worker):
    known = make_child(worker)
    first = send_referral(make_ready(council, known), by=worker)
    case = start_referral(by=worker, team=council.service)

    response = client.post(
        page("referral_child_add", case),
        child_form(**{"alike": "1", "who-0": known.public_id}),
        follow=True,
    )

    assert f"Jonah already has an open case, {first}." in text_of(response)
    check = text_of(client.get(page("referral_check", case)))
    assert "Send the referral" not in check


def test_a_child_already_in_the_referral_is_not_added_twice(client, council, worker):
    case = make_draft(council)
    child = case.children.get().person

    response = client.post(
        page("referral_child_add", case),
        child_form(**{"alike": "1", "who-0": child.public_id}),
    )

    assert errors_of(response) == {"first_name": ["Jonah is a child of this case already."]}


def edit_form(child, **said):
    return {
        "form_token": new_form_token(),
        "version": child.version,
        "person_version": child.person.version,
        "worker": "me",
        "first_name": "Jonah",
        "last_name": "Bell",
        "birth": "not_known",
        **said,
    }


def test_a_child_can_be_corrected(client, council, worker):
    case = make_draft(council)
    child = case.children.get()

    response = client.post(
        page("referral_child_edit", case, child.person.public_id),
        edit_form(child, first_name="Jona", legal_status="cp", worker="none"),
    )

    child.refresh_from_db()
    child.person.refresh_from_db()
    assert response.url == page("referral_children", case)
    assert (child.person.first_name, child.person.date_of_birth) == ("Jona", None)
    assert (child.legal_status, child.social_worker) == ("cp", None)


def test_two_who_correct_one_child_are_shown_both(client, council, worker):
    case = make_draft(council)
    child = case.children.get()
    url = page("referral_child_edit", case, child.person.public_id)
    client.post(url, edit_form(child, first_name="Theirs"))

    response = client.post(url, edit_form(child, first_name="Mine"))

    assert response.status_code == 409
    assert "It says now: Theirs Bell" in text_of(response)
    assert response.context["form"]["first_name"].value() == "Mine"


def test_a_child_is_taken_out_and_back_in(client, council, worker):
    case = make_draft(council)
    child = case.children.get()
    for _ in range(2):
        pressed = client.post(page("referral_child_remove", case, child.person.public_id))
        assert pressed.url == page("referral_children", case)
    assert not case.children.current().exists()

    client.post(
        page("referral_child_add", case),
        child_form(**{"alike": "1", "who-0": child.person.public_id}),
    )
    assert case.children.current().get().person == child.person


def test_somebody_of_another_family_is_not_found_in_this_one(client, council, worker):
    case, other = make_ready(council), make_ready(council)
    stranger = other.network.get().person.public_id

    assert client.get(page("referral_person_edit", case, stranger)).status_code == 404
    assert client.post(page("referral_person_remove", case, stranger)).status_code == 404
    assert client.get(page("referral_child_edit", case, stranger)).status_code == 404


def test_pressing_save_twice_adds_each_child_and_person_once(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    child, member = child_form(), member_form()
    for _ in range(2):
        assert client.post(page("referral_child_add", case), child).status_code == 302
        assert client.post(page("referral_person_add", case), member).status_code == 302

    assert sorted(Person.objects.values_list("first_name", flat=True)) == ["Jonah", "Pat"]


# Who matters


def member_form(**said):
    return {"form_token": new_form_token(), "first_name": "Pat", "relation": "grandparent", **said}


def test_pat_is_grandmother_of_all_with_one_answer(client, council, worker):
    case = make_draft(council, make_child(worker), make_child(worker, "Tilly", 7))

    client.post(
        page("referral_person_add", case),
        member_form(relation="grandparent.female", word="Nan", same="yes", side="mother"),
    )

    pat = NetworkMember.objects.get()
    assert (pat.part, pat.side, pat.person.gender) == ("family", "mother", "female")
    assert list(Relationship.objects.values_list("kind", "detail")) == [("grandparent", "Nan")] * 2


def test_what_somebody_is_may_differ_between_the_children(client, council, worker):
    jonah, tilly = make_child(worker), make_child(worker, "Tilly", 7)
    case = make_draft(council, jonah, tilly)

    client.post(
        page("referral_person_add", case),
        member_form(
            relation="parent.male",
            same="no",
            holds="yes",
            **{
                f"relation_{jonah.public_id.hex}": "parent.male",
                f"holds_{jonah.public_id.hex}": "yes",
                f"relation_{tilly.public_id.hex}": "step_parent.male",
                f"holds_{tilly.public_id.hex}": "no",
            },
        ),
    )

    told = Relationship.objects.order_by("pk").values_list("relative", "kind")
    assert list(told) == [(jonah.pk, Kind.PARENT), (tilly.pk, Kind.STEP_PARENT)]
    held = jonah.responsibility_held_by.get(), tilly.responsibility_held_by.get()
    assert [row.holds for row in held] == ["yes", "no"]


@pytest.mark.parametrize(
    ("relation", "part"),
    [("neighbour", "friend"), ("professional", "professional"), ("cousin", "family")],
)
def test_friends_and_professionals_have_their_place(client, council, worker, relation, part):
    case = make_draft(council)

    client.post(page("referral_person_add", case), member_form(relation=relation))

    assert NetworkMember.objects.get().part == part


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"relation": ""}, "relation"),
        ({"relation": "boss"}, "relation"),
        ({"value": "07700 900123"}, "channel"),
        ({"channel": "mobile"}, "value"),
        ({"channel": "mobile", "value": "07700 900123; 07700 900124"}, "value"),
        ({"channel": "email", "value": "not an address"}, "value"),
        ({"safe_from": "2pm", "safe_until": "10am"}, "safe_until"),
        ({"safe_from": "25:00"}, "safe_from"),
        ({"first_name": "P" * 101}, "first_name"),
        ({"first_name": "Pa\ufffdt"}, "first_name"),
    ],
)
def test_what_somebody_who_matters_cannot_be(client, council, worker, said, field):
    case = make_draft(council)

    response = client.post(page("referral_person_add", case), member_form(**said))

    assert list(response.context["form"].errors) == [field]
    assert not NetworkMember.objects.exists()


def test_until_they_say_what_is_safe_nothing_is(client, council, worker):
    case = make_draft(council)

    client.post(
        page("referral_person_add", case),
        member_form(channel="mobile", value="07700 900123", is_safe="no", ways=["may_text"]),
    )

    point = NetworkMember.objects.get().person.contact_points.get()
    assert (point.may_text, point.may_ring, point.confirmed_on) == ("", "", None)


def test_a_number_two_people_share_is_asked_about(client, council, worker):
    case = make_draft(council)
    number = {"channel": "mobile", "value": "07700 900123"}
    client.post(page("referral_person_add", case), member_form(**number))

    refused = client.post(
        page("referral_person_add", case), member_form(first_name="Kelly", **number)
    )
    assert list(refused.context["form"].errors) == ["used_by_others"]

    client.post(
        page("referral_person_add", case),
        member_form(first_name="Kelly", used_by_others="Pat", **number),
    )
    assert NetworkMember.objects.count() == 2


def test_a_confidential_address_never_comes_back_onto_a_page(client, council, worker):
    case = make_draft(council)
    client.post(
        page("referral_person_add", case),
        member_form(channel="address", value="12 Hidden Lane", is_confidential="on"),
    )
    person = NetworkMember.objects.get().person

    for url in (
        page("referral_network", case),
        page("referral_check", case),
        page("referral_person_edit", case, person.public_id),
    ):
        shown = text_of(client.get(url))
        assert "Hidden Lane" not in shown
        assert "Held securely" in shown


def test_somebody_known_is_added_and_not_overwritten(client, council, worker):
    pat = add_person(by=worker, first_name="Pat", last_name="Bell", known_as="Patsy")
    case = make_draft(council)

    client.post(
        page("referral_person_add", case),
        member_form(last_name="Bell", known_as="P", alike="1", who=pat.public_id),
    )

    pat.refresh_from_db()
    assert (NetworkMember.objects.get().person, pat.known_as) == (pat, "Patsy")


def test_whose_record_was_shown_as_like_somebody_is_recorded_on_their_case(client, council, worker):
    known = send_referral(make_ready(council, make_child(worker)), by=worker)
    case = start_referral(by=worker, team=council.service)

    response = client.post(page("referral_child_add", case), child_form())

    assert "one of these people?" in text_of(response)
    assert AccessEvent.objects.get(action="look_alikes_shown").case_ids == [known.pk]


def warnings_of(response):
    return [str(one) for one in response.context["messages"] if one.level_tag == "warning"]


def test_what_is_typed_of_somebody_known_fills_what_is_empty(client, council, worker):
    pat = add_person(by=worker, first_name="Pat", last_name="Bell")
    case = make_draft(council)
    tell_relationship(pat, Kind.GRANDPARENT, case.children.get().person, by=worker)

    response = client.post(
        page("referral_person_add", case),
        member_form(
            last_name="bell",
            known_as="Patsy",
            relation="grandparent.female",
            word="Nan",
            organisation="Mill Lane School",
            date_of_birth_day="3",
            date_of_birth_month="5",
            date_of_birth_year="1960",
            alike="1",
            who=pat.public_id,
        ),
        follow=True,
    )

    pat.refresh_from_db()
    assert (pat.known_as, pat.gender, pat.organisation) == ("Patsy", "female", "Mill Lane School")
    assert (pat.last_name, pat.date_of_birth) == ("Bell", date(1960, 5, 3))
    assert Relationship.objects.get().detail == "Nan"
    assert warnings_of(response) == []


def test_what_differs_from_what_is_known_is_said_on_the_next_page(client, council, worker):
    pat = add_person(
        by=worker, first_name="Pat", last_name="Bell", known_as="Patsy", gender="female",
        date_of_birth=date(1960, 5, 3),
    )  # fmt: skip
    case = make_draft(council)
    child = case.children.get().person
    tell_relationship(pat, Kind.GRANDPARENT, child, by=worker)
    record_responsibility(child, by=worker, holder=pat, holds="no", how_known="told")

    response = client.post(
        page("referral_person_add", case),
        member_form(
            last_name="Bell",
            known_as="P",
            relation="parent.female",
            holds="yes",
            how_known="told",
            date_of_birth_day="4",
            date_of_birth_month="5",
            date_of_birth_year="1960",
            alike="1",
            who=pat.public_id,
        ),
        follow=True,
    )

    assert warnings_of(response) == [
        "Pat Bell was known already. What is recorded stayed as it was: likes to be called "
        "“Patsy”, not “P”; date of birth 3 May 1960, not 4 May 1960; grandmother of Jonah, not "
        "mother; parental responsibility for Jonah: no, not yes. Change it if it is wrong."
    ]
    assert held_by(pat) == [("no", "told")]


def test_a_child_known_already_is_filled_in_and_what_differs_is_said(client, council, worker):
    jonah = make_child(worker, known_as="Joe")
    case = start_referral(by=worker, team=council.service)
    born = jonah.date_of_birth

    response = client.post(
        page("referral_child_add", case),
        child_form(
            **{
                "child-0-known_as": "Jo",
                "child-0-gender": "male",
                "child-0-date_of_birth_day": born.day,
                "child-0-date_of_birth_month": born.month,
                "child-0-date_of_birth_year": born.year,
                "alike": "1",
                "who-0": jonah.public_id,
            }
        ),
        follow=True,
    )

    jonah.refresh_from_db()
    assert (case.children.get().person, jonah.gender, jonah.known_as) == (jonah, "male", "Joe")
    [warning] = warnings_of(response)
    assert "likes to be called “Joe”, not “Jo”. Change" in warning


def test_children_added_later_are_asked_about(client, council, worker):
    case = start_referral(by=worker, team=council.service)
    client.post(page("referral_person_add", case), member_form())
    client.post(page("referral_child_add", case), child_form())

    shown = client.get(page("referral_network", case))
    assert shown.context["questions"] == ["What Pat is to Jonah"]

    pat = NetworkMember.objects.get().person
    client.post(
        page("referral_person_edit", case, pat.public_id),
        member_form(person_version=pat.version, relation="grandparent.female"),
    )
    assert Relationship.objects.get().kind == Kind.GRANDPARENT


def test_a_relationship_told_wrongly_is_corrected(client, council, worker):
    case = make_draft(council)
    child = case.children.get().person
    member = enter_member(
        case,
        by=worker,
        said={"first_name": "Pat"},
        part="family",
        side="",
        ties=Ties(kinds={child: Kind.AUNT_UNCLE}),
    )
    url = page("referral_person_edit", case, member.person.public_id)
    assert client.get(url).context["form"]["relation"].value() == "aunt_uncle"

    client.post(url, member_form(person_version=1, relation="grandparent.male"))

    assert Relationship.objects.current().get().kind == Kind.GRANDPARENT
    assert Relationship.objects.count() == 2


def correct(client, case, person, **said):
    """Send the form of somebody in a draft as its page shows it, but for what is said here."""
    url = page("referral_person_edit", case, person.public_id)
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown |= {f"date_of_birth_{part}": "" for part in ("day", "month", "year")}
    said = {name: value for name, value in {**shown, **said}.items() if value not in (None, False)}
    response = client.post(url, {"form_token": new_form_token(), **said})
    assert response.status_code == 302, response.context["form"].errors


def held_by(person):
    rows = ParentalResponsibility.objects.current().filter(holder=person).order_by("child")
    return list(rows.values_list("holds", "how_known"))


def test_saving_somebody_as_they_are_changes_nothing_told_of_them(client, council, worker):
    jonah, tilly = make_child(worker), make_child(worker, "Tilly", 7)
    case = make_draft(council, jonah, tilly)
    pat = add_parent(case, "Pat")
    end_relationship(Relationship.objects.get(relative=tilly), by=worker, was_wrong=True)
    tell_relationship(pat, Kind.PARENT, tilly, by=worker, detail="Mum", is_carer=True)
    record_responsibility(tilly, by=worker, holder=pat, holds="yes", how_known="court_order")
    told = set(Relationship.objects.current())

    correct(client, case, pat, known_as="Patsy")

    assert set(Relationship.objects.current()) == told
    assert held_by(pat) == [("yes", "not_known"), ("yes", "court_order")]


@pytest.mark.parametrize("cares", [True, False])
def test_who_looks_after_the_children_is_corrected(client, council, worker, cares):
    case = make_draft(council)
    child = case.children.get().person
    ties = Ties(kinds={child: Kind.PARENT}, is_carer=not cares)
    said = {"first_name": "Pat"}
    member = enter_member(case, by=worker, said=said, part="family", side="", ties=ties)

    correct(client, case, member.person, is_carer=cares)

    assert Relationship.objects.current().get().is_carer is cares
    assert Relationship.objects.count() == 2


def test_the_father_of_one_child_only_is_no_more_the_father_of_the_other(client, council, worker):
    jonah, tilly = make_child(worker), make_child(worker, "Tilly", 7)
    case = make_draft(council, jonah, tilly)
    father = add_parent(case, "Dan", gender="male")

    correct(
        client,
        case,
        father,
        same="no",
        **{f"relation_{tilly.public_id.hex}": "", f"holds_{tilly.public_id.hex}": ""},
    )

    assert Relationship.objects.current().get().relative == jonah
    assert list(tilly.responsibility_held_by.current()) == []
    assert list(jonah.responsibility_held_by.current().values_list("holds", flat=True)) == ["yes"]
    # What was said before can still be read.
    assert tilly.responsibility_held_by.get().superseded_at


def test_responsibility_taken_back_is_not_known_any_more(client, council, worker):
    case = make_draft(council)
    mother = add_parent(case)

    correct(client, case, mother, holds="")

    assert held_by(mother) == []
    assert Relationship.objects.current().get().kind == Kind.PARENT


def test_a_tie_that_the_page_does_not_show_is_left_alone(client, council, worker):
    case = make_draft(council)
    child = case.children.get().person
    pat = add_parent(case, "Pat")
    tell_relationship(pat, Kind.GODPARENT, child, by=worker)

    correct(client, case, pat, relation="aunt_uncle.female")

    kinds = Relationship.objects.current().order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [Kind.GODPARENT, Kind.AUNT_UNCLE]


def test_two_who_correct_one_person_are_shown_both(client, council, worker):
    case = make_draft(council)
    pat = add_parent(case, "Pat")
    url = page("referral_person_edit", case, pat.public_id)
    client.post(url, member_form(person_version=1, relation="parent.female", first_name="Patricia"))

    response = client.post(
        url, member_form(person_version=1, relation="parent.female", first_name="Mine")
    )

    assert response.status_code == 409
    assert "It says now: Patricia" in text_of(response)
    assert response.context["form"]["first_name"].value() == "Mine"


# Agreement


def answers(case, **by_person):
    said = section(case)
    for person, given in by_person.values():
        key = f"person-{person.public_id.hex}"
        today = timezone.localdate()
        said |= {f"{key}-{name}": value for name, value in given.items()}
        said |= {
            f"{key}-given_on_day": today.day,
            f"{key}-given_on_month": today.month,
            f"{key}-given_on_year": today.year,
        }
    return said


def test_a_mothers_yes_and_a_child_too_young(client, council, worker):
    case = make_draft(council)
    mother, child = add_parent(case), case.children.get().person

    client.post(
        page("referral_consent", case),
        answers(
            case,
            mother=(mother, {"answer": "yes", "capacity": "responsibility"}),
            child=(child, {"answer": "too_young", "why": "Only nine"}),
        ),
    )

    rows = Consent.objects.order_by("pk").values_list("person", "answer", "capacity", "why")
    assert list(rows) == [
        (mother.pk, "yes", "responsibility", ""),
        (child.pk, "too_young", "child", "Only nine"),
    ]


def test_at_sixteen_they_answer_for_themselves(client, council, worker):
    case = make_draft(council, make_child(worker, age=16))
    child = case.children.get().person

    client.post(page("referral_consent", case), answers(case, one=(child, {"answer": "yes"})))

    assert Consent.objects.get().capacity == Consent.Capacity.YOUNG_PERSON


def test_a_refused_answer_stands_beside_its_person_and_saves_none(client, council, worker):
    case = make_draft(council)
    mother = add_parent(case)
    father = add_parent(case, "Dean", gender="male", holds="no")
    agree(case, mother)
    Consent.objects.all().delete()

    response = client.post(
        page("referral_consent", case),
        answers(
            case,
            mother=(mother, {"answer": "yes", "capacity": "responsibility"}),
            father=(father, {"answer": "yes", "capacity": "responsibility"}),
        ),
    )

    assert response.status_code == 200
    assert not Consent.objects.exists()
    assert "There is a problem" in text_of(response)


def test_the_unborn_are_not_asked(client, council, worker):
    case = make_draft(council, make_child(worker), make_unborn(worker))

    shown = client.get(page("referral_consent", case))

    assert [form.person.first_name for form in shown.context["forms"]] == ["Jonah"]
    assert "is not asked" in text_of(shown)


def test_an_answer_entered_by_mistake_is_taken_back(client, council, worker):
    case = make_ready(council)
    mother = case.network.get().person

    client.post(page("referral_consent", case), answers(case, mother=(mother, {"answer": ""})))

    assert not Consent.objects.current().exists()


def test_everybody_whose_answer_is_recorded_can_be_asked_again(client, council, worker):
    case = make_draft(council)
    father = add_parent(case, "Dean", gender="male", holds="")
    agree(case, father)
    correct(client, case, father, relation="neighbour")

    shown = client.get(page("referral_consent", case))
    assert [form.person for form in shown.context["forms"]] == [
        father,
        case.children.get().person,
    ]

    client.post(page("referral_consent", case), answers(case, father=(father, {"answer": ""})))
    assert not Consent.objects.current().exists()


def test_without_a_yes_the_reason_is_asked_for(client, council, worker):
    case = make_draft(council)
    say(case, reason="Why", safety_asked=True)
    assert "why the family is referred without that" in text_of(
        client.get(page("referral_check", case))
    )

    client.post(
        page("referral_consent", case), section(case, shared_without_consent="Serious harm")
    )
    assert client.get(page("referral_check", case)).context["gaps"] == []


# Offer


def offer_form(case, **said):
    return section(case, offer_version=0, letter="sent", **said)


def letter_day(days=7):
    on = a_day_ago(days)
    return {"letter_on_day": on.day, "letter_on_month": on.month, "letter_on_year": on.year}


def test_no_letter_is_an_answer(client, council, worker):
    case = make_draft(council)

    client.post(page("referral_offer", case), section(case, offer_version=0, letter="none"))

    assert Referral.objects.get().letter == "none"
    assert statuses(client, case)["offer"] == "COMPLETED"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "letter_on"),
        ({**letter_day(), "made": "no"}, "not_made_reason"),
        ({**letter_day(), "made": "no", "not_made_reason": "x"}, "not_made_decided_by"),
        ({**letter_day(-3)}, "letter_on"),
    ],
)
def test_what_a_letter_lacks_is_said_beside_the_box(client, council, worker, said, field):
    case = make_draft(council)
    applies = [case.children.get().person.public_id.hex]

    response = client.post(page("referral_offer", case), offer_form(case, applies=applies, **said))

    assert list(response.context["form"].errors) == [field]
    assert not Offer.objects.exists()


def test_leaving_out_a_born_child_needs_a_reason(client, council, worker):
    case = make_draft(council)

    refused = client.post(page("referral_offer", case), offer_form(case, **letter_day()))
    assert list(refused.context["applies"].errors) == ["why_not"]

    client.post(
        page("referral_offer", case),
        offer_form(case, why_not="Lives abroad", **letter_day()),
    )
    assert Offer.objects.get().children.get().why_not == "Lives abroad"


def test_a_letter_can_be_changed_and_taken_back_in_a_draft(client, council, worker):
    case = make_draft(council)
    applies = [case.children.get().person.public_id.hex]
    url = page("referral_offer", case)
    client.post(url, offer_form(case, applies=applies, **letter_day()))
    assert Offer.objects.get().made == ""

    client.post(
        url,
        offer_form(case, applies=applies, made="yes", **letter_day(6)) | {"offer_version": 1},
    )
    offer = Offer.objects.get()
    assert (offer.made, offer.letter_on) == ("yes", a_day_ago(6))

    client.post(url, section(case, offer_version=2, letter="none"))
    assert not Offer.objects.exists()


def test_a_letter_recorded_before_is_shown_and_not_asked_again(client, council, worker):
    case = make_draft(council)
    record_offer(
        by=worker,
        team=council.referring,
        letter_on=date(2026, 1, 5),
        children=[case.children.get().person],
    )

    shown = client.get(page("referral_offer", case))

    assert "Letter of 5 January 2026 is recorded already" in text_of(shown)


# Check and send


def test_what_is_missing_is_listed_with_links_and_nothing_can_be_sent(client, council, worker):
    case = start_referral(by=worker, team=council.service)

    shown = text_of(client.get(page("referral_check", case)))

    assert f'href="{page("referral_child_add", case)}">Add at least one child</a>' in shown
    assert "Send the referral" not in shown
    refused = client.post(page("referral_send", case), {"form_token": new_form_token()})
    assert refused.status_code == 422
    assert Case.objects.get().stage == Case.Stage.DRAFT


def test_sending_from_two_windows_leads_to_one_reference(client, council, worker):
    case = make_ready(council)
    url = page("referral_send", case)

    first = client.post(url, {"form_token": new_form_token()})
    second = client.post(url, {"form_token": new_form_token()})

    assert first.url == second.url == page("referral_sent", case)
    assert client.get(url).status_code == 405


def test_a_draft_has_no_page_that_says_it_was_sent(client, council, worker):
    case = make_ready(council)

    assert client.get(page("referral_sent", case)).status_code == 404
    assert client.get(page("referral_detail", case)).status_code == 404


def test_managers_read_the_whole_referral_and_a_stranger_nothing(client, council, worker):
    case = make_ready(council)
    say(case, strengths="Nan visits daily")
    send_referral(case, by=worker)
    stranger = make_member(council.referring, "social_worker", "Rhys")

    client.force_login(council.manager)
    assert "Nan visits daily" in text_of(client.get(page("referral_detail", case)))
    client.force_login(stranger)
    assert client.get(page("referral_detail", case)).status_code == 404
    assert client.get(page("referral_sent", case)).status_code == 404


def test_after_a_referral_is_deleted_its_pages_are_gone(client, council, worker):
    case = make_ready(council)
    said = {"form_token": new_form_token()}

    answers = [client.post(page("referral_delete", case), said).url for _ in range(2)]

    assert answers == [reverse("cases:my_work")] * 2
    assert client.get(page("referral_tasks", case)).status_code == 404


def test_a_draft_with_an_alert_cannot_be_deleted_and_says_so(client, council, worker):
    case = make_ready(council)
    raise_alert(
        case,
        by=worker,
        children=list(case.children.all()),
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )

    response = client.post(
        page("referral_delete", case), {"form_token": new_form_token()}, follow=True
    )

    assert response.redirect_chain[-1][0] == page("referral_tasks", case)
    assert "This draft cannot be deleted." in text_of(response)


def test_coming_back_within_three_months_is_talked_over(client, council, worker):
    first = send_referral(make_ready(council), by=worker)
    withdraw_case(first, "Not now.", by=council.manager)
    first.refresh_from_db()
    case = start_referral(by=worker, team=council.service, previous_case=first)

    assert "discussed_again" in client.get(page("referral_reasons", case)).context["form"].fields
    client.post(
        page("referral_reasons", case),
        section(case, reason="Why", discussed_again="Helen", urgency="soon"),
    )
    assert Referral.objects.get(case=case).discussed_again == "Helen"


def test_a_family_that_was_here_is_recognised_without_being_referred_again(client, council, worker):
    first = send_referral(make_ready(council), by=worker)
    withdraw_case(first, "Not now.", by=council.manager)
    case = make_draft(council, first.children.get().person)

    assert "discussed_again" in client.get(page("referral_reasons", case)).context["form"].fields
    assert f"{first} ended on" in text_of(client.get(page("referral_check", case)))
    assert "Talked over with" in text_of(client.get(page("referral_check", case)))


def test_the_pages_of_a_referral_do_not_give_away_a_case_hidden_from_its_author(
    client, council, worker
):
    first = send_referral(make_ready(council), by=worker)
    withdraw_case(first, "Not now.", by=council.manager)
    rhys = make_member(council.referring, "social_worker", "Rhys")
    Case.objects.filter(pk=first.pk).update(created_by=rhys)
    first.children.update(social_worker=rhys)
    case = make_draft(council, first.children.get().person)

    assert (
        "discussed_again" not in client.get(page("referral_reasons", case)).context["form"].fields
    )
    for name in ("referral_tasks", "referral_check"):
        shown = text_of(client.get(page(name, case)))
        assert first.reference not in shown
        assert "Talked over with" not in shown


def test_a_referral_costs_the_same_for_one_child_and_for_four(client, council, worker):
    small = make_ready(council)
    large = make_ready(council, *(make_child(worker, name) for name in ("A", "B", "C", "D")))
    for name in ("Dean", "Pat", "Lou"):
        add_parent(large, name, gender="male")
    client.get(page("referral_check", small))  # what only the first page of a session costs

    assert queries(client, page("referral_check", small)) == queries(
        client, page("referral_check", large)
    )


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "value", ["<script>alert(1)</script>", "\x00", "‮evil", "O’Néill-Ó", "👩‍👧", "%s %(x)s"]
)
def test_no_text_breaks_a_page(client, council, worker, value):
    case = make_draft(council)
    client.post(page("referral_reasons", case), section(case, reason=value, urgency="soon"))
    client.post(page("referral_person_add", case), member_form(first_name=value, last_name="Bell"))

    shown = client.get(page("referral_check", case))

    assert shown.status_code == 200
    assert "<script>alert" not in text_of(shown)


def test_a_wrong_address_is_not_found(client, council, worker):
    assert client.get("/referrals/not-a-uuid/").status_code == 404
    assert client.get(f"/referrals/{'9' * 500}/").status_code == 404
