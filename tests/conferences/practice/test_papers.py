"""Documents that are made of what was written down: there once it is, and as it is handed out."""

import pytest
from django.utils import timezone

from accounts.models import AccessEvent
from conferences.domain.entries import add_entry, remove_entry
from conferences.domain.meetings import open_alone
from conferences.formats import FORMATS, Answer
from conferences.models import Entry, Meeting, MeetingParty
from tests.conferences.practice.furniture import main_of, make_circle, url
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

PAPERS = [
    (declared.key, one.key)
    for declared in FORMATS.values()
    for one in declared.documents
    if one.kinds
]


@pytest.fixture
def service():
    return make_service()


def begun(declared, service):
    """One of a kind, at its day, for a case of this service."""
    stage = next(one for one in declared.stages if one.is_day)
    meeting = Meeting.objects.create(
        format=declared.key, team=service.team, opened_by=service.colleague, stage=stage.key
    )
    side = "harmed" if declared.sides else "only"
    MeetingParty.objects.create(meeting=meeting, case=make_family(service).case, side=side)
    return meeting


def filled(kind):
    """Values that answer what a kind asks in words of their own."""
    texts = (Answer.TEXT, Answer.LONG_TEXT)
    return {one.key: f"Said of {one.key}" for one in kind.fields if one.answer in texts}


@pytest.mark.parametrize(("key", "paper"), PAPERS)
def test_it_is_there_once_something_of_it_is_written(client, service, key, paper):
    declared = FORMATS[key]
    document = declared.paper(paper)
    meeting = begun(declared, service)
    address = url("meeting_paper", meeting, key=paper)
    client.force_login(service.coordinator)
    assert client.get(address).status_code == 404
    assert address not in client.get(meeting.get_absolute_url()).content.decode()
    for name in document.kinds:
        values = filled(declared.kinds[name])
        Entry.objects.create(meeting=meeting, kind=name, values=values, added_by=service.colleague)

    assert address in client.get(meeting.get_absolute_url()).content.decode()
    page = main_of(client.get(address))

    assert document.label in page
    for name in document.kinds:
        for words in filled(declared.kinds[name]).values():
            assert words in page
    assert str(service.colleague) not in page, "who wrote it is no part of it"


def test_each_kind_of_work_that_ends_in_an_agreement_has_one():
    assert dict(PAPERS).keys() == {
        *("circle", "restorative_conversation", "lifelong_links", "after_harm"),
        *("referral_order", "child_protection_conference"),
    }


def test_what_is_printed_says_nothing_of_a_case(client, service):
    """Both sides of a harm are given the same paper."""
    declared = FORMATS["after_harm"]
    meeting = begun(declared, service)
    values = {"words": "We leave each other in peace."}
    Entry.objects.create(meeting=meeting, kind="outcome", values=values, added_by=service.colleague)
    case = meeting.parties.get().case
    client.force_login(service.coordinator)

    response = client.get(url("meeting_paper", meeting, key="agreement"))
    page, child = response.content.decode(), case.children.get().person

    title = page[page.index("<title>") : page.index("</title>")]
    header = page.index('<div class="app-no-print">'), page.index("<main")
    assert "Outcome agreement" in title
    for words in (case.reference, child.first_name):
        assert words not in title
        assert words not in main_of(response)
        assert header[0] < page.rindex(words) < header[1]


def test_a_contract_has_a_line_for_each_who_signs_it(client, service):
    meeting = begun(FORMATS["referral_order"], service)
    values = {"aim": "To put it right."}
    Entry.objects.create(
        meeting=meeting, kind="contract", values=values, added_by=service.colleague
    )
    client.force_login(service.coordinator)

    page = main_of(client.get(url("meeting_paper", meeting, key="contract")))

    for who in ("Young person", "Parent or carer", "For the panel"):
        assert who in page


def test_one_of_a_circle_is_read_by_its_team_and_nobody_else(client, service):
    circle = make_circle(service.team, service.coordinator)
    add_entry(circle, "promise", by=service.coordinator, values={"what": "We say good morning."})
    address = url("meeting_paper", circle, key="agreement")
    for user, status in ((service.colleague, 200), (make_service().coordinator, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
    client.force_login(service.colleague)
    client.get(address)
    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.object_id) == ("meeting_paper", str(circle.pk))


def test_what_was_taken_out_is_no_longer_in_it(client, service):
    circle = open_alone("circle", service.team, by=service.coordinator)
    entries = [
        add_entry(circle, "promise", by=service.coordinator, values={"what": words})
        for words in ("Said in haste.", "We say good morning.")
    ]
    remove_entry(entries[0], by=service.coordinator, why="Entered by mistake")
    client.force_login(service.coordinator)

    page = main_of(client.get(url("meeting_paper", circle, key="agreement")))

    assert "Said in haste." not in page
    assert "We say good morning." in page


def test_what_no_kind_declares_is_not_there(client, service):
    circle = make_circle(service.team, service.coordinator)
    client.force_login(service.coordinator)

    for key in ("invitations", "nothing", "run_sheet"):
        assert client.get(url("meeting_paper", circle, key=key)).status_code == 404


def test_the_record_of_a_conference_is_not_there_before_it_is_held(client, service):
    declared = FORMATS["child_protection_conference"]
    meeting = begun(declared, service)
    values = {"what": "Shouting at night"}
    Entry.objects.create(meeting=meeting, kind="harm", values=values, added_by=service.colleague)
    address = url("meeting_paper", meeting, key="record")
    client.force_login(service.coordinator)
    assert client.get(address).status_code == 200

    Meeting.objects.update(stage="ready", stage_since=timezone.now())
    assert client.get(address).status_code == 404
