import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

import conferences.views.inviting as inviting_views
from cases.models import NetworkMember, Person, Reminder
from conferences.domain.inviting import mark_told, prepare_invitation
from conferences.models import MeetingInvitation, Participant
from restorative.pdf import PdfNotAvailable
from tests.conferences.inviting.inviting import (
    decide,
    fresh,
    give_contact,
    make_inviting,
    move_date,
    soon,
)
from tests.dispatching import dispatch
from tests.factories.recording import queries_of, reload
from tests.pdf_text import text_of_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(client):
    family = make_inviting()
    client.force_login(family.service.coordinator)
    return family


def url(name, thing):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id})


def page(client, name, thing, **data):
    return client.get(url(name, thing), data)


def check_data(client, family, *names, **ways):
    """What the check page posts when every box is ticked."""
    people = [family[name] for name in names]
    asked = {"who": [str(one.public_id) for one in people]}
    asked |= {f"way-{family[name].public_id}": key for name, key in ways.items()}
    response = client.get(url("invitation_prepare", family.meeting), asked)
    data = {"who": [], "form_token": response.context["form_token"]}
    for card in response.context["ready"]:
        key = card.participant.public_id
        data["who"].append(str(key))
        data[f"way-{key}"] = card.way.key
        data[f"seen-{key}"] = card.composed.digest
        data[f"checked-{key}"] = "on"
    return data


def made(family, name="Pat", channel="letter", kind="address", **fields):
    contact = give_contact(family[name], kind, **fields)
    return prepare_invitation(
        fresh(family[name]), by=family.service.coordinator, channel=channel, contact_point=contact
    )


def test_the_list_says_how_to_tell_each_what_was_sent_and_who_answered(client, family):
    give_contact(family["Pat"], "mobile")
    give_contact(family["Lal"], "mobile", "07700 900112", confirmed_on=None)
    mark_told(fresh(family["Emeka"]), by=family.service.coordinator, how="By phone")
    Participant.objects.filter(pk=family["Emeka"].pk).update(
        answer="yes", answered_at=timezone.now()
    )

    text = page(client, "meeting_invitations", family.meeting).content.decode()

    assert "1 of 7 answered" in text
    assert "Text: 07700 900111" in text
    assert "Not confirmed with them as safe." in text
    assert "Under 16" not in text  # Amira has no way of contact to be closed
    assert "Coming" in text


def test_the_list_says_who_was_told_the_old_time(client, family):
    mark_told(fresh(family["Pat"]), by=family.service.coordinator, how="By phone")
    move_date(family.meeting, soon(days=40))

    text = page(client, "meeting_invitations", family.meeting).content.decode()

    assert "To tell again" in text
    assert "Pat Okafor: Was told the old time." in text


def test_an_answer_given_before_the_new_time_does_not_count(client, family):
    mark_told(fresh(family["Pat"]), by=family.service.coordinator, how="By phone")
    Participant.objects.filter(pk=family["Pat"].pk).update(answer="yes", answered_at=timezone.now())
    move_date(family.meeting, soon(days=40))

    response = page(client, "meeting_invitations", family.meeting)
    assert response.context["answered"] == 0

    mark_told(fresh(family["Pat"]), by=family.service.coordinator, how="By phone")
    assert (
        "Before the new time"
        in page(client, "meeting_invitations", family.meeting).content.decode()
    )

    client.post(url("answer_record", family["Pat"]), {"answer": "yes"})
    assert page(client, "meeting_invitations", family.meeting).context["answered"] == 1


def test_the_list_costs_the_same_for_many(client, family):
    give_contact(family["Pat"])
    address = url("meeting_invitations", family.meeting)
    few = queries_of(client, address)
    for number in range(25):
        person = Person.objects.create(
            first_name=f"Cousin{number}", last_name="Okafor", created_by=family.service.worker
        )
        NetworkMember.objects.create(
            case=family.case, person=person, part="family", added_by=family.service.worker
        )
        cousin = Participant.objects.create(
            meeting=family.meeting,
            person=person,
            part="family",
            attendance="comes",
            added_by=family.service.coordinator,
        )
        give_contact(cousin, "email", f"cousin{number}@example.org")
        mark_told(fresh(cousin), by=family.service.coordinator, how="By phone")

    assert queries_of(client, address) == few


@pytest.mark.parametrize(("via", "promised"), [("smtp", True), ("notify", False)])
def test_a_calendar_entry_is_promised_only_where_one_goes(client, family, settings, via, promised):
    settings.MESSAGES_VIA = via
    email = give_contact(family["Pat"], "email")
    asked = {
        "who": [str(family["Pat"].public_id)],
        f"way-{family['Pat'].public_id}": f"email:{email.public_id}",
    }

    text = page(client, "invitation_prepare", family.meeting, **asked).content.decode()

    assert ("A calendar entry goes with it" in text) == promised


def test_the_check_page_shows_each_message_word_for_word(client, family):
    give_contact(family["Pat"], "mobile")
    give_contact(family["Emeka"], "address")

    text = page(
        client,
        "invitation_prepare",
        family.meeting,
        who=[str(family[name].public_id) for name in ("Pat", "Emeka")],
    ).content.decode()

    start = timezone.localtime(family.meeting.starts_at)
    assert f"You have a meeting on {start:%a %-d %b} at 4pm." in text
    assert "Hello Emeka," in text
    assert "I have checked who Pat Okafor is" in text


def test_nothing_is_sent_until_every_person_is_ticked(client, family):
    give_contact(family["Pat"])
    give_contact(family["Emeka"], "email", "emeka@example.org")
    data = check_data(client, family, "Pat", "Emeka")
    del data[f"checked-{family['Emeka'].public_id}"]

    response = client.post(url("invitation_prepare", family.meeting), data)

    assert "Tick that you have checked Emeka Okafor" in response.content.decode()
    assert not MeetingInvitation.objects.exists()


def test_ticked_an_email_goes_a_letter_is_to_print_a_warned_one_waits(client, family):
    give_contact(family["Pat"])
    give_contact(family["Emeka"], "address")
    give_contact(family["Lal"], "mobile", "07700 900112", used_by_others="Her son")
    data = check_data(client, family, "Pat", "Emeka", "Lal")

    text = client.post(url("invitation_prepare", family.meeting), data, follow=True)

    assert re.search(
        "1 message (is on its way|waits for a safe hour), 1 letter to print, "
        "1 message waits for a second person.",
        text.content.decode(),
    )
    dispatch()
    assert [message.to for message in mail.outbox] == [["pat@example.org"]]


def test_pressed_twice_it_goes_once(client, family):
    give_contact(family["Pat"])
    data = check_data(client, family, "Pat")

    for _ in range(2):
        client.post(url("invitation_prepare", family.meeting), data)
    dispatch()
    dispatch()

    assert len(mail.outbox) == 1


def test_a_date_changed_while_it_was_looked_at_stops_it_and_shows_it_anew(client, family):
    give_contact(family["Pat"])
    data = check_data(client, family, "Pat")
    move_date(family.meeting, soon(days=35))

    text = client.post(url("invitation_prepare", family.meeting), data).content.decode()

    assert "Something has changed since this was looked at" in text
    assert f"{soon(days=35):%A %-d %B}" in text
    assert mail.outbox == []


def test_a_forged_way_or_person_is_not_taken(client, family):
    other = make_inviting()
    contact = give_contact(other["Pat"], "email", "evil@example.org")
    give_contact(family["Pat"])
    data = check_data(client, family, "Pat")
    key = family["Pat"].public_id
    data[f"way-{key}"] = f"email:{contact.public_id}"
    data["who"].append(str(other["Pat"].public_id))

    client.post(url("invitation_prepare", family.meeting), data)

    assert "evil@example.org" not in [row._to for row in MeetingInvitation.objects.all()]
    assert not MeetingInvitation.objects.filter(participant=other["Pat"]).exists()


def test_with_nobody_or_nonsense_ticked_the_page_says_so(client, family):
    for who in ([], ["nonsense"], [str(family.meeting.public_id)]):
        text = page(client, "invitation_prepare", family.meeting, who=who).content.decode()
        assert "Nobody is ticked." in text


def test_a_second_person_releases_and_the_maker_only_with_a_reason(client, family):
    invitation = made(family, used_by_others="Her son")
    assert invitation.state == "waiting"

    refused = client.post(url("invitation_release", invitation), {"looked": "on"})
    assert "Enter why it cannot wait" in refused.content.decode()
    invitation.refresh_from_db()
    assert invitation.state == "waiting"

    client.force_login(reload(family.service.colleague))
    client.post(url("invitation_release", invitation), {"looked": "on"})
    invitation.refresh_from_db()
    assert (invitation.state, invitation.released_by) == ("ready", family.service.colleague)


def test_the_letter_is_a_pdf_with_the_own_address(client, family):
    invitation = made(family)

    response = page(client, "invitation_letter", invitation)

    assert response["Content-Type"] == "application/pdf"
    text = text_of_pdf(response.content)
    assert "7 Mill Lane" in text
    assert "Hello Pat," in text


def test_a_letter_to_a_secret_address_has_none(client, family):
    invitation = made(family, value="3 Hidden Close, WB9 9ZZ", is_confidential=True)

    letter = text_of_pdf(page(client, "invitation_letter", invitation).content)
    detail = page(client, "invitation_detail", invitation).content.decode()

    assert "Hello Pat," in letter
    assert "Address it by hand from the person’s record." in detail
    assert "Hidden Close" not in letter + detail


def test_an_address_that_became_secret_is_shown_no_more(client, family):
    invitation = made(family)
    type(invitation.contact_point).objects.update(is_confidential=True, value_hash="")

    letter = text_of_pdf(page(client, "invitation_letter", invitation).content)
    detail = page(client, "invitation_detail", invitation).content.decode()

    assert "Held securely" in detail
    assert "Mill Lane" not in letter + detail


def test_where_no_pdf_can_be_drawn_the_letter_is_a_page_to_print(client, family, monkeypatch):
    def lacks(html):
        raise PdfNotAvailable

    monkeypatch.setattr(inviting_views, "pdf_from_html", lacks)

    text = page(client, "invitation_letter", made(family)).content.decode()

    assert "Print this page instead." in text
    assert "Hello Pat," in text


def test_i_have_posted_it_is_recorded(client, family):
    invitation = made(family)
    assert "I have posted it" in page(client, "invitation_detail", invitation).content.decode()

    client.post(url("invitation_detail", invitation))

    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_a_text_is_on_its_way_or_was_sent_by_hand(client, family):
    invitation = made(family, channel="text", kind="mobile")

    text = page(client, "invitation_detail", invitation).content.decode()
    assert "It is sent from here" in text
    assert "I have sent it from my work phone" in text

    client.post(url("invitation_detail", invitation), {"by_hand": "1"})
    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_where_the_service_sends_no_texts_they_are_sent_by_hand(client, family, settings):
    settings.MESSAGES_VIA = "smtp"
    invitation = made(family, channel="text", kind="mobile")

    text = page(client, "invitation_detail", invitation).content.decode()

    assert "This service sends no texts." in text
    assert "I have sent it" in text


def test_the_list_says_how_far_each_message_is(client, family):
    invitation = made(family, channel="email", kind="email")
    text = page(client, "meeting_invitations", family.meeting).content.decode()
    assert "On its way" in text or "Waits for a safe hour: " in text

    dispatch()
    assert "Sent " in page(client, "meeting_invitations", family.meeting).content.decode()

    row = Reminder.objects.get(subject_id=invitation.pk, rule="invitation")
    Reminder.objects.filter(pk=row.pk).update(delivery="permanent")
    text = page(client, "meeting_invitations", family.meeting).content.decode()
    assert "Did not arrive: no such number or address" in text
    assert "Ring them" in page(client, "invitation_detail", invitation).content.decode()

    Reminder.objects.filter(pk=row.pk).update(delivery="delivered")
    assert "Delivered" in page(client, "meeting_invitations", family.meeting).content.decode()


def test_sending_what_has_changed_says_why_not(client, family):
    invitation = made(family)
    decide(family["Pat"], "no_part")

    response = client.post(url("invitation_detail", invitation))

    assert response.status_code == 422
    assert "They do not take part in this meeting" in response.content.decode()


def test_the_calendar_file_is_downloaded_for_one_person(client, family):
    invitation = made(family, channel="email", kind="email")

    text = page(client, "invitation_calendar", invitation).content.decode()

    assert text.count("ATTENDEE") == 1
    assert "pat@example.org" in text.replace("\r\n ", "")


def test_what_has_no_letter_or_calendar_leads_back(client, family):
    invitation = made(family, channel="text", kind="mobile")

    for name in ("invitation_letter", "invitation_calendar"):
        assert page(client, name, invitation).status_code == 302


def test_yes_is_recorded_by_one_button_of_the_list(client, family):
    response = client.post(url("answer_record", family["Pat"]), {"answer": "yes", "words": ""})

    assert response.url == url("meeting_invitations", family.meeting)
    assert fresh(family["Pat"]).answer == "yes"


def test_an_answer_that_is_none_keeps_the_words(client, family):
    text = client.post(
        url("answer_record", family["Pat"]), {"answer": "", "words": "Ask me on Monday"}
    ).content.decode()

    assert "Select yes, no or not sure" in text
    assert "Ask me on Monday" in text


def test_telling_in_person_shows_the_words_and_is_recorded_once(client, family):
    response = page(client, "invitation_told", family["Amira"])
    assert "Hello Amira," in response.content.decode()

    data = {"how": "In person", "form_token": response.context["form_token"]}
    for _ in range(2):
        client.post(url("invitation_told", family["Amira"]), data)

    (row,) = MeetingInvitation.objects.all()
    assert (row.state, row._to) == ("told", "In person")


def test_dropping_asks_first(client, family):
    invitation = made(family)
    assert page(client, "invitation_drop", invitation).status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == "ready"

    client.post(url("invitation_drop", invitation))

    invitation.refresh_from_db()
    assert invitation.state == "dropped"


def test_the_referrer_sees_none_of_it(client, family):
    invitation = made(family)
    client.force_login(family.service.worker)

    for name, thing in (
        ("meeting_invitations", family.meeting),
        ("invitation_prepare", family.meeting),
        ("invitation_detail", invitation),
        ("invitation_letter", invitation),
        ("invitation_told", family["Pat"]),
    ):
        assert page(client, name, thing).status_code == 403


def test_a_page_says_why_one_cannot_be_told(client, family):
    decide(family["Pat"], "")

    for name in ("invitation_told",):
        assert "First decide" in page(client, name, family["Pat"]).content.decode()


def test_only_somebody_of_the_family_case_finds_it(client, family):
    invitation = made(family)
    client.force_login(make_inviting().service.coordinator)

    assert page(client, "invitation_detail", invitation).status_code == 404
