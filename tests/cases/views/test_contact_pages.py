"""contact_add, contact_edit, contact_confirm, contact_end and contact_reveal."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.contacting import change_contact, end_contact
from cases.drafts import DraftKey, find_draft
from cases.models import ContactPoint, Draft, Event
from tests.factories.cases import CaseFactory, ExclusionFactory, NetworkMemberFactory
from tests.factories.people import ContactPointFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
May = ContactPoint.May
PAGES = ("contact_edit", "contact_confirm", "contact_end", "contact_reveal")


def add_url(person):
    return reverse("cases:contact_add", kwargs={"public_id": person.public_id})


def url_of(contact, page):
    return reverse(f"cases:{page}", kwargs={"public_id": contact.public_id})


def filled(**said):
    return {"channel": "mobile", "value": "07700 900123"} | said


def today(name="confirmed_on"):
    day = timezone.localdate()
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def case(client):
    """An allocated case with a mother, whose social worker is signed in."""
    case = CaseFactory(allocated=True)
    client.force_login(case.created_by)
    return case


@pytest.fixture
def mother(case):
    return case.network.get().person


def test_text_only_between_ten_and_two(client, mother):
    response = client.post(
        add_url(mother),
        filled(
            may_text="yes",
            may_ring="no",
            may_leave_message="no",
            safe_from="10am",
            safe_until="2pm",
            used_by_others="Her sister",
            **today(),
        ),
    )

    assert response.url == mother.get_absolute_url()
    contact = mother.contact_points.get()
    assert (contact.shown, contact.safe_from, contact.safe_until) == (
        "07700 900123",
        time(10),
        time(14),
    )
    page = client.get(mother.get_absolute_url()).content.decode()
    assert "You can text. Do not ring or leave a message." in page
    assert "Only between 10am and 2pm." in page
    assert "Also used or seen by: Her sister" in page
    assert 'href="tel:' not in page


def test_what_nobody_has_checked_says_so(client, mother):
    client.post(add_url(mother), filled(may_text="yes"))

    page = client.get(mother.get_absolute_url()).content.decode()
    assert "Not confirmed: do not use it yet." in page
    assert "Said so far: you can text." in page


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        (
            {"value": "07400123456; 07400123457"},
            "value",
            "Enter one telephone number only",
        ),
        (
            {"value": "07400 123456 ext 5"},
            "value",
            "Enter a telephone number, like 01632 960001 or +44 7700 900982",
        ),
        ({"value": ""}, "value", "Enter the number, email or address"),
        ({"value": "x" * 501}, "value", "Number, email or address must be 500 characters or less"),
        (
            {"channel": "email", "value": "pat@"},
            "value",
            "Enter an email address in the correct format, like name@example.com",
        ),
        ({"channel": "pigeon"}, "channel", "Select one of the choices shown"),
        ({"safe_from": "3"}, "safe_from", "Say whether the time is am or pm"),
        ({"safe_from": "2pm", "safe_until": "10am"}, "safe_until", "Safe until must be later than safe from"),
        ({"may_text": "perhaps"}, "may_text", "Select one of the choices shown"),
        (
            {"confirmed_on_day": "1", "confirmed_on_month": "1", "confirmed_on_year": "2190"},
            "confirmed_on",
            "The date it was checked must be today or in the past",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, mother, said, field, message):
    response = client.post(add_url(mother), filled(safe_note="Say you are from school", **said))

    assert response.context["form"].errors[field] == [message]
    assert 'value="Say you are from school"' in response.content.decode()
    assert not mother.contact_points.exists()


def test_a_number_of_somebody_else_here_is_saved_once_it_is_ticked(client, case, mother):
    nan = NetworkMemberFactory(case=case).person
    ContactPointFactory(person=nan, value="07700 900123", recorded_by=case.created_by)
    asked = client.get(add_url(mother)).content.decode()
    assert "Yes, both use it" not in asked

    warned = client.post(add_url(mother), filled())

    [message] = warned.context["form"].errors["is_shared"]
    assert message.startswith(f"This is also the mobile phone of {nan.liked_name}.")
    assert "Yes, both use it" in warned.content.decode()
    assert client.post(add_url(mother), filled(is_shared="on")).status_code == 302
    assert mother.contact_points.get().shown == "07700 900123"


def test_pressing_twice_makes_one_and_clears_the_draft(client, mother):
    key = DraftKey.of("contact", mother.public_id, title="x", url=add_url(mother))
    client.post(key.save_url, filled(draft_title="x", draft_url="/"))
    page = client.get(add_url(mother))
    assert page.context["form"]["value"].value() == "07700 900123"
    token = page.context["form_token"]

    for _ in range(2):
        assert client.post(add_url(mother), filled(form_token=token)).status_code == 302

    assert mother.contact_points.count() == 1
    assert find_draft(page.wsgi_request.user, key) is None
    assert not Draft.objects.exists()


def test_changing_keeps_what_it_is_and_unconfirms_another_number(client, mother):
    contact = ContactPointFactory(person=mother, confirmed=True)

    client.post(
        url_of(contact, "contact_edit"),
        {"value": "07700 900999", "channel": "address", "may_text": "yes", "version": "1"},
    )

    contact.refresh_from_db()
    assert (contact.channel, contact.shown, contact.confirmed_on) == (
        "mobile",
        "07700 900999",
        None,
    )


def edited(client, contact, **said):
    kept = {"value": contact.shown, "may_text": contact.may_text, "may_ring": contact.may_ring}
    posted = {**kept, "version": "1", **said}
    return client.post(url_of(contact, "contact_edit"), posted, follow=True).content.decode()


def test_whoever_allows_something_new_is_told_to_check_it(client, mother):
    contact = ContactPointFactory(person=mother, confirmed=True)
    before = client.get(url_of(contact, "contact_edit")).content.decode()
    assert "answer Yes to anything new, or add hours to the safe times" in before

    page = edited(client, contact, may_leave_message="yes")

    assert "It is no longer confirmed. Check it with them before it is used." in page
    assert "Not confirmed: do not use it yet." in page


def test_whoever_allows_less_keeps_the_confirmation(client, mother):
    contact = ContactPointFactory(person=mother, confirmed=True)

    page = edited(client, contact, may_ring="no", safe_from="10am")

    assert "It is no longer confirmed" not in page
    assert "You can text. Do not ring." in page


def test_a_secret_value_is_not_in_the_form_and_stays_when_it_is_left_empty(client, case, mother):
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)
    for page in ("contact_edit", "contact_confirm", "contact_end"):
        response = client.get(url_of(contact, page))
        assert response.status_code == 200
        assert "900654" not in response.content.decode()
        assert "900654" not in repr([context.flatten() for context in response.context])

    client.post(
        url_of(contact, "contact_edit"),
        {"value": "", "is_confidential": "on", "label": "Work", "version": "1"},
    )

    contact.refresh_from_db()
    assert (contact.label, contact.shown, contact._value) == (
        "Work",
        "Held securely",
        "07700 900654",
    )


def test_only_who_may_reveal_or_knows_it_makes_it_readable(client, case, mother):
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)

    refused = client.post(url_of(contact, "contact_edit"), {"value": "", "version": "1"})

    [message] = refused.context["form"].errors["is_confidential"]
    assert message.startswith("A coordinator or a manager can show this to everyone.")
    assert "900654" not in refused.content.decode()
    client.force_login(case.coordinator)
    assert (
        client.post(url_of(contact, "contact_edit"), {"value": "", "version": "1"}).status_code
        == 302
    )
    contact.refresh_from_db()
    assert contact.shown == "07700 900654"


def test_the_slower_of_two_sees_both_but_no_secret(client, case, mother):
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)
    theirs = {"label": "Refuge", "may_text": May.NO}
    change_contact(contact, by=case.coordinator, version=1, changes=theirs)

    response = client.post(
        url_of(contact, "contact_edit"),
        {
            "value": "",
            "is_confidential": "on",
            "label": "Home",
            "may_text": "yes",
            "version": "1",
        },
    )

    assert response.status_code == 409
    [row] = response.context["differences"]
    assert (row.theirs, row.yours) == ("No", "Yes")
    assert response.context["form"]["version"].value() == "2"
    page = response.content.decode()
    assert "900654" not in page
    assert "Refuge" not in page


def test_confirming_records_what_they_said_and_when(client, case, mother):
    contact = ContactPointFactory(person=mother)

    empty = client.post(url_of(contact, "contact_confirm"), {"version": "1", **today()})
    assert empty.context["form"].errors["may_text"]
    client.post(url_of(contact, "contact_confirm"), {"version": "1", "may_text": "yes", **today()})

    contact.refresh_from_db()
    assert (contact.may_text, contact.confirmed_on, contact.confirmed_by) == (
        "yes",
        timezone.localdate(),
        case.created_by,
    )


def test_an_address_is_asked_about_writing_alone(client, mother):
    contact = ContactPointFactory(person=mother, address=True)

    form = client.get(url_of(contact, "contact_confirm")).context["form"]

    assert set(form.fields) == {"may_write", "confirmed_on", "version"}


def test_ending_takes_it_off_the_page(client, mother):
    contact = ContactPointFactory(person=mother, value="07700 900111")
    assert client.get(url_of(contact, "contact_end")).status_code == 200

    client.post(url_of(contact, "contact_end"), {"why": "Lost"})

    assert "07700 900111" not in client.get(mother.get_absolute_url()).content.decode()
    for page in PAGES[:3]:
        assert client.get(url_of(contact, page)).status_code == 404


def test_a_coordinator_sees_a_secret_value_for_a_reason_and_leaves_a_trace(client, case, mother):
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)
    client.force_login(case.coordinator)
    url = url_of(contact, "contact_reveal")
    asked = client.get(url).content.decode()
    without = client.post(url, {"reason": "  "})
    assert "900654" not in asked + without.content.decode()
    assert without.context["form"].errors["reason"] == ["Enter why you need it"]

    response = client.post(url, {"reason": "To ring her about Tuesday"})

    assert "07700 900654" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    look = AccessEvent.objects.get(action="contact_revealed")
    assert (look.reason, look.case_ids) == ("To ring her about Tuesday", [case.pk])
    event = Event.objects.of_case(case).get(kind=Event.Kind.CONTACT_REVEALED)
    assert event.why == "To ring her about Tuesday"
    assert not Event.objects.visible_to(case.created_by).filter(pk=event.pk).exists()
    assert "900654" not in client.get(mother.get_absolute_url()).content.decode()


def test_a_social_worker_is_not_shown_a_secret_value(client, mother):
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)

    response = client.post(url_of(contact, "contact_reveal"), {"reason": "I need it"})

    assert response.status_code == 403
    assert "900654" not in response.content.decode()
    assert not AccessEvent.objects.filter(action="contact_revealed").exists()


def test_a_coordinator_elsewhere_who_refers_here_is_not_shown_it(client, case, mother):
    """Somebody with two seats reveals only where the service seat is."""
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)
    case.created_by.memberships.create(team=CaseFactory().team, role="coordinator")

    response = client.post(url_of(contact, "contact_reveal"), {"reason": "I need it"})

    assert response.status_code == 403


BESIDE = {
    "label": "Refuge, Leeds",
    "safe_note": "Ask for the key worker",
    "used_by_others": "Staff of the house",
}


def in_refuge(mother, **said):
    """A secret address of which each word beside it says where she is."""
    return ContactPointFactory(
        person=mother,
        value="4 Quiet Street, LS1 4AP",
        confidential=True,
        address=True,
        **BESIDE | said,
    )


def words_beside(page):
    return [words for words in BESIDE.values() if words in page.content.decode()]


def test_the_words_beside_an_open_number_are_for_everybody(client, mother):
    ContactPointFactory(person=mother, **BESIDE)

    assert words_beside(client.get(mother.get_absolute_url())) == list(BESIDE.values())


@pytest.mark.parametrize("seat", ["created_by", "coordinator"])
def test_words_that_give_a_secret_address_away_are_on_no_page(client, case, mother, seat):
    contact = in_refuge(mother)
    client.force_login(getattr(case, seat))
    of_case = [
        reverse(f"cases:{name}", kwargs={"public_id": case.public_id})
        for name in ("case_detail", "case_timeline", "case_people", "case_copy", "referral_detail")
    ]
    urls = [mother.get_absolute_url(), *of_case, *(url_of(contact, page) for page in PAGES[:3])]

    pages = [client.get(url) for url in urls]

    assert [page.status_code for page in pages] == [200] * len(urls)
    assert [words_beside(page) for page in pages] == [[]] * len(urls)


def test_the_words_come_with_the_secret_value_and_not_before(client, case, mother):
    contact = in_refuge(mother)
    client.force_login(case.coordinator)
    url = url_of(contact, "contact_reveal")
    assert words_beside(client.get(url)) == []
    assert words_beside(client.post(url, {"reason": " "})) == []

    assert words_beside(client.post(url, {"reason": "To write to her"})) == list(BESIDE.values())


def test_hidden_words_stay_when_their_boxes_are_left_empty(client, mother):
    contact = in_refuge(mother)

    client.post(
        url_of(contact, "contact_edit"),
        {"value": "", "is_confidential": "on", "label": "", "safe_note": "No post", "version": "1"},
    )

    contact.refresh_from_db()
    assert (contact.label, contact.safe_note) == (BESIDE["label"], "No post")
    assert contact.used_by_others == BESIDE["used_by_others"]


def test_an_open_value_does_not_bring_the_hidden_words_to_light(client, mother):
    contact = in_refuge(mother)

    client.post(url_of(contact, "contact_edit"), {"value": "1 Mill Lane, WB1 4AA", "version": "1"})

    page = client.get(mother.get_absolute_url())
    assert "1 Mill Lane, WB1 4AA" in page.content.decode()
    assert words_beside(page) == []


def test_why_a_secret_address_is_used_no_more_is_for_the_service(client, case, mother):
    secret, other = in_refuge(mother), ContactPointFactory(person=mother)
    by = case.created_by
    end_contact(other, by=by, why="Phone lost")
    end_contact(secret, by=by, why="Left the refuge in Leeds")

    def told(user):
        events = Event.objects.visible_to(user).of_kinds(Event.Kind.CONTACT_ENDED)
        return sorted(events.values_list("why", flat=True))

    assert told(case.coordinator) == ["Left the refuge in Leeds", "Phone lost"]
    assert told(UserFactory(referring_manager=True, team=case.referring_team)) == ["Phone lost"]


@pytest.mark.parametrize("page", PAGES)
def test_a_hidden_contact_is_not_there(client, case, mother, page):
    contact = ContactPointFactory(person=mother, confidential=True)
    excluded = UserFactory(coordinator=True, team=case.team)
    ExclusionFactory(case=case, user=excluded)

    for user in (excluded, UserFactory(coordinator=True)):
        client.force_login(user)
        assert client.get(url_of(contact, page)).status_code == 404
        assert (
            client.post(url_of(contact, page), {"reason": "x", "version": "1"}).status_code == 404
        )
    contact.refresh_from_db()
    assert (contact.version, contact.ended_at) == (1, None)


def test_there_is_nothing_to_reveal_of_an_open_number(client, case, mother):
    client.force_login(case.coordinator)

    contact = ContactPointFactory(person=mother)

    assert client.get(url_of(contact, "contact_reveal")).status_code == 404


def test_a_closed_record_takes_no_contact_but_may_be_revealed(client):
    case = CaseFactory(closed=True)
    mother = case.network.get().person
    contact = ContactPointFactory(person=mother, value="07700 900654", confidential=True)
    client.force_login(case.coordinator)

    assert client.post(add_url(mother), filled()).status_code == 403
    assert client.post(url_of(contact, "contact_end"), {}).status_code == 403
    response = client.post(url_of(contact, "contact_reveal"), {"reason": "Request by the family"})
    assert "07700 900654" in response.content.decode()


def test_two_windows_one_ends_what_the_other_changes(client, case, mother):
    contact = ContactPointFactory(person=mother)
    end_contact(contact, by=case.created_by)

    response = client.post(
        url_of(contact, "contact_edit"), {"value": "07700 900123", "version": "1"}
    )

    assert response.status_code == 404
