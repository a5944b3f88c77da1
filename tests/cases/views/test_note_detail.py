import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.noting import correct_note, share_note, write_note
from tests.factories.recording import end_case, make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=2)


def write(family, by, **changes):
    given = {
        "children": family.children,
        "kind": "visit",
        "happened_on": timezone.localdate(),
        "text": "We met at Nan's.",
    }
    return write_note(family.case, by=by, **given | changes)


def page(client, user, note, name="note_detail"):
    client.force_login(user)
    return client.get(reverse(f"cases:{name}", kwargs={"public_id": note.public_id}))


def test_a_note_says_who_wrote_it_about_whom_and_what_the_child_said(client, service, family):
    note = write(family, service.worker, child_voice="I like Nan's.")

    text = page(client, service.manager, note).content.decode()

    for part in ("We met at Nan&#x27;s.", "I like Nan&#x27;s.", "Amira, Sami", "Will Worker"):
        assert part in text


def test_earlier_versions_stay_readable(client, service, family):
    note = write(family, service.worker)
    correct_note(note, by=service.worker, version=1, text="At school.", child_voice="", why="Slip.")

    text = page(client, service.worker, note).content.decode()

    assert "We met at Nan&#x27;s." in text
    assert "Why: Slip." in text


def correct(note, by, **changes):
    given = {"version": note.version, "text": "At school.", "child_voice": "", "why": "A slip."}
    return correct_note(note, by=by, **given | changes)


@pytest.fixture
def shared(service, family):
    """A note that was corrected while it was for the coordinator only, shared, corrected."""
    note = write(family, service.coordinator, text="Mum fears Obi.", child_voice="I hide.")
    note = correct(note, service.coordinator, text="Mum is worried.", why="Obi will read it.")
    return correct(share_note(note, by=service.coordinator), service.coordinator)


OTHERS = ["worker", "referring_manager", "manager", "colleague"]
HIDDEN = ["Mum fears Obi.", "I hide.", "Obi will read it."]


@pytest.mark.parametrize("part", OTHERS)
def test_sharing_does_not_open_what_was_written_for_the_coordinator(client, service, shared, part):
    text = page(client, getattr(service, part), shared).content.decode()

    assert [words for words in HIDDEN if words in text] == []
    assert "Mum is worried." in text
    assert "Earlier versions than these were for the coordinator only." in text


def test_the_coordinator_and_the_author_still_read_every_version(client, service, shared):
    type(shared.case).objects.update(coordinator=service.colleague)

    for reader in (service.coordinator, service.colleague):
        text = page(client, reader, shared).content.decode()
        assert [words for words in HIDDEN if words in text] == HIDDEN
        assert "They are not shown." not in text


def test_what_was_shared_and_then_corrected_stays_readable(client, service, family):
    note = share_note(write(family, service.coordinator), by=service.coordinator)

    text = page(client, service.worker, correct(note, service.coordinator)).content.decode()

    assert "We met at Nan&#x27;s." in text
    assert "Earlier versions" not in text


def test_sharing_says_what_will_and_will_not_be_seen(client, service, family):
    note = write(family, service.coordinator)
    unseen = "what it said before it was corrected, and why it was corrected"
    plain = page(client, service.coordinator, note, "note_share").content.decode()
    assert "what the note says now, as it stands below" in plain
    assert unseen not in plain

    corrected = page(client, service.coordinator, correct(note, service.coordinator), "note_share")

    assert unseen in corrected.content.decode()


@pytest.mark.parametrize("part", OTHERS)
@pytest.mark.parametrize("name", ["note_detail", "note_correct", "note_share", "note_copy"])
def test_a_coordinators_note_is_not_there_for_others(client, service, family, part, name):
    note = write(family, service.coordinator)

    assert page(client, getattr(service, part), note, name).status_code == 404


def test_a_look_at_a_note_names_the_note(client, service, family):
    note = write(family, service.worker)

    page(client, service.worker, note)

    look = AccessEvent.objects.filter(actor=service.worker).latest("pk")
    assert (look.action, look.object_type, look.object_id) == ("note_detail", "note", str(note.pk))
    assert look.case_id == family.case.pk


def test_only_what_may_be_done_is_offered(client, service, family):
    shared, hidden = write(family, service.worker), write(family, service.coordinator)

    def offered(user, note):
        context = page(client, user, note).context
        return [name for name in ("may_correct", "may_share", "may_copy") if context[name]]

    assert offered(service.worker, shared) == ["may_correct", "may_copy"]
    assert offered(service.colleague, shared) == ["may_copy"]
    assert offered(service.coordinator, hidden) == ["may_correct", "may_share"]
    end_case(family, service)
    assert offered(service.worker, shared) == ["may_copy"]


@pytest.mark.parametrize(
    ("author", "other"), [("worker", "manager"), ("coordinator", "referring_manager")]
)
def test_a_manager_of_the_other_side_may_not_correct(client, service, family, author, other):
    note = write(family, getattr(service, author), audience="case")

    assert "Correct this note" not in page(client, getattr(service, other), note).content.decode()
    assert page(client, getattr(service, other), note, "note_correct").status_code == 403


def test_who_corrected_a_note_stands_beside_its_author(client, service, family):
    note = correct(write(family, service.worker), service.referring_manager)
    corrected = f"Rita Referring on {timezone.localdate():%-d %B %Y}"
    case = {"public_id": family.case.public_id}

    copy = page(client, service.worker, note, "note_copy").context["text"]
    timeline = client.get(reverse("cases:case_timeline", kwargs=case)).content.decode()

    assert f"Corrected by {corrected}" in copy.splitlines()
    assert f"by Will Worker, corrected by {corrected}" in timeline
    assert corrected in page(client, service.worker, note).content.decode()


def test_a_colleague_may_not_correct(client, service, family):
    note = write(family, service.worker)

    assert page(client, service.colleague, note, "note_correct").status_code == 403


def test_a_note_of_an_ended_case_is_locked(client, service, family):
    note = write(family, service.worker)
    end_case(family, service)

    assert page(client, service.worker, note, "note_correct").status_code == 403


def test_sharing_asks_first_and_then_does_it(client, service, family):
    note = write(family, service.coordinator)
    assert page(client, service.coordinator, note, "note_share").status_code == 200
    note.refresh_from_db()
    assert note.audience == "coordinator"

    client.post(reverse("cases:note_share", kwargs={"public_id": note.public_id}))

    assert page(client, service.worker, note).status_code == 200


def test_the_copy_is_plain_text_with_the_main_systems_number_and_recorded(client, service, family):
    type(family.case).objects.update(main_system_number="LCS-4711")
    note = write(family, service.worker, child_voice="I like Nan's.")

    text = page(client, service.worker, note, "note_copy").context["text"]

    assert text.splitlines() == [
        f"{service.team}, {family.case}",
        "Number in the main system: LCS-4711",
        f"Visit, {note.happened_on:%-d %B %Y}",
        "About: Amira, Sami",
        f"Written by Will Worker on {timezone.localdate():%-d %B %Y}",
        "",
        "We met at Nan's.",
        "",
        "What the child said or showed:",
        "I like Nan's.",
    ]
    assert AccessEvent.objects.latest("pk").action == "note_copy"


def test_a_coordinator_only_note_stays_out_of_the_main_record(client, service, family):
    note = write(family, service.coordinator)

    assert page(client, service.coordinator, note, "note_copy").status_code == 403
