import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.alerting import raise_alert
from cases.domain.noting import write_note
from cases.urls import urlpatterns
from cases.views.looked import ACTIONS, words_for
from tests.factories.recording import make_family, make_service

# Recorded when it has happened, under a name that is no page's.
DONE = {"contact_revealed", "glass_broken", "glass_refused", "old_sheet_revealed"}


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


def looks(client, service, family):
    """What the list says, the newest first, without the look at the list itself."""
    client.force_login(service.manager)
    url = reverse("cases:case_looked", kwargs={"public_id": family.case.public_id})
    return [words for _, words in client.get(url).context["looks"]][1:]


def test_who_only_opened_a_page_is_not_said_to_have_done_anything(client, service, family):
    note = write_note(
        family.case,
        by=service.worker,
        children=family.children,
        kind="visit",
        happened_on=timezone.localdate(),
        text="We met.",
    )
    alert = raise_alert(
        family.case,
        by=service.worker,
        children=family.children,
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )
    client.force_login(service.coordinator)
    for name, thing in (
        ("note_add", family.case),
        ("note_correct", note),
        ("note_share", note),
        ("alert_add", family.case),
        ("alert_follow_up", alert),
        ("case_hold", family.case),
    ):
        client.get(reverse(f"cases:{name}", kwargs={"public_id": thing.public_id}))

    assert looks(client, service, family) == [
        "Opened the page “case hold”",
        "Opened the page for the follow-up of an alert",
        "Opened the page for a safeguarding alert",
        "Opened the page that shares a note",
        "Opened the page that corrects a note",
        "Opened the page for a new note",
    ]


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_only_what_is_recorded_once_it_is_done_is_said_to_be_done(action):
    verb = words_for(action).split()[0]

    assert verb in (
        {"Read", "Saw", "Opened"} if action not in DONE else {"Revealed", "Opened", "Asked"}
    )
    assert action not in DONE or action not in {one.name for one in urlpatterns}
