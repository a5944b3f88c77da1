import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.domain.briefing import is_signed
from conferences.models import Brief, InformationReport
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db
POSTED = {
    "held_on_day": "2",
    "held_on_month": "11",
    "held_on_year": "2026",
    "held_with": "Will",
    "bottom_lines": "Obi does not stay overnight.",
    "questions": "Who does bedtime?\nWho cooks?",
    "resources": "",
    "version": "0",
}


@pytest.fixture
def conference():
    return make_conference()


def address(name, conference):
    return reverse(f"conferences:{name}", args=[conference.meeting.public_id])


def test_a_coordinator_has_it_signed_by_the_referrers_manager(client, conference):
    client.force_login(conference.service.coordinator)
    client.post(address("brief_edit", conference), POSTED)
    client.post(address("brief_send", conference), {"version": "1"})
    client.force_login(conference.service.referring_manager)

    page = client.get(address("brief_sign", conference))
    assert "Obi does not stay overnight." in page.content.decode()
    client.post(address("brief_sign", conference), {"answer": "sign", "version": "1"})

    assert is_signed(Brief.objects.get())
    assert "as it stands above" in client.get(address("meeting_brief", conference)).content.decode()


def test_the_form_begins_with_what_the_referral_says(client, conference):
    referral = conference.case.referral
    referral.bottom_lines, referral.questions = "- No overnight stays.", "Who helps?\nWho cooks?"
    referral.save()
    client.force_login(conference.service.coordinator)

    page = client.get(address("brief_edit", conference))

    assert page.context["form"]["bottom_lines"].value() == "No overnight stays."
    assert page.context["form"]["questions"].value() == "Who helps?\nWho cooks?"


def test_a_conflict_shows_both_and_saves_neither(client, conference):
    client.force_login(conference.service.coordinator)
    client.post(address("brief_edit", conference), POSTED)

    page = client.post(address("brief_edit", conference), {**POSTED, "questions": "Who drives?"})

    assert page.status_code == 409
    assert "Who drives?" in page.content.decode()
    assert "Who does bedtime?" in page.content.decode()
    assert [item.text for item in Brief.objects.get().items.current()][-1] == "Who cooks?"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "٣"])
def test_a_version_made_up_sends_nothing(client, conference, version):
    client.force_login(conference.service.coordinator)
    client.post(address("brief_edit", conference), POSTED)

    assert client.post(address("brief_send", conference), {"version": version}).status_code == 302
    assert Brief.objects.get().sent_version is None


def test_sending_back_without_a_reason_keeps_the_choice(client, conference):
    client.force_login(conference.service.coordinator)
    client.post(address("brief_edit", conference), POSTED)
    client.post(address("brief_send", conference), {"version": "1"})
    client.force_login(conference.service.referring_manager)

    page = client.post(address("brief_sign", conference), {"answer": "send_back", "version": "1"})

    assert page.context["form"].errors["why"] == ["Enter what should change."]
    assert not Brief.objects.get().signatures.exists()


def test_a_social_worker_writes_the_report_and_gives_it(client, conference):
    client.force_login(conference.service.worker)

    client.post(
        address("report_edit", conference),
        {"strengths": "Nan.", "worries": "Late.", "version": "0", "give": "1"},
    )

    assert InformationReport.objects.get().given_at is not None


def test_a_report_that_is_not_whole_is_neither_saved_nor_lost(client, conference):
    client.force_login(conference.service.worker)

    page = client.post(
        address("report_edit", conference), {"worries": "Late again.", "version": "0", "give": "1"}
    )

    assert "Enter what is going well first" in page.content.decode()
    assert page.context["form"]["worries"].value() == "Late again."
    assert not InformationReport.objects.exists()


def test_the_whole_way_of_a_report(client, conference):
    client.force_login(conference.service.worker)
    client.post(
        address("report_edit", conference),
        {"strengths": "Nan.", "worries": "Late.", "version": "0", "give": "1"},
    )
    client.force_login(conference.service.referring_manager)
    client.post(address("report_sign", conference), {"answer": "sign", "version": "1"})
    client.force_login(conference.service.coordinator)
    today = timezone.localdate()
    client.post(
        address("report_share", conference),
        {
            "on_day": today.day,
            "on_month": today.month,
            "on_year": today.year,
            "how": "At home.",
            "version": "1",
        },
    )

    assert InformationReport.objects.get().shared_on == today


def test_a_review_has_no_planning_tab(client):
    review = make_conference(format="review_conference")
    client.force_login(review.service.coordinator)

    page = client.get(review.meeting.get_absolute_url()).content.decode()

    assert address("meeting_brief", review) not in page
