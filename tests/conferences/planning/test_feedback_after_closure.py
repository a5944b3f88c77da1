"""Three and six months on most cases are closed: people are asked and answer all the same."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from conferences.models import Feedback
from tests.conferences.planning.making import make_met

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    conference = make_met()
    Case.objects.filter(pk=conference.case.pk).update(
        stage=Case.Stage.CLOSED, ended_at=timezone.now(), ended_by=conference.service.manager
    )
    return conference


def test_a_coordinator_asks_and_records_after_closure(client, met):
    client.force_login(met.service.coordinator)
    page = reverse("conferences:meeting_feedback", args=[met.meeting.public_id])
    choices = client.get(page).context["form"].fields["people"].choices
    pat = next(value for value, label in choices if "Pat" in label)
    client.post(
        reverse("conferences:feedback_ask", args=[met.meeting.public_id]),
        {"when": "three_months", "people": [pat]},
    )
    feedback = Feedback.objects.get(when="three_months")
    client.post(
        reverse("conferences:feedback_record", args=[feedback.public_id]),
        {"words": "It still holds.", "may_quote": "on"},
    )

    assert "It still holds." in client.get(page).content.decode()
    assert Feedback.objects.get().answered_on == timezone.localdate()


def test_nothing_else_is_prepared_any_more(client, met):
    client.force_login(met.service.coordinator)

    adding = reverse("conferences:participant_add", args=[met.meeting.public_id])
    assert client.get(adding).status_code == 403
