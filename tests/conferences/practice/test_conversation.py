"""A restorative conversation: five questions on one page, in the service's words if it likes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.drafts import DraftKey, keep_draft
from conferences.domain.entries import add_entry
from conferences.domain.meetings import open_alone
from conferences.domain.rewording import reword_steps
from conferences.formats import format_of
from conferences.models import Entry, Meeting, StepWording
from tests.conferences.practice.furniture import (
    FOREIGN,
    errors_of,
    in_boxes,
    main_of,
    token_of,
    url,
)
from tests.factories.recording import make_service

pytestmark = pytest.mark.django_db

START = "/practice/start/restorative_conversation/"
WORDS = "/practice/words/restorative_conversation/"
QUESTIONS = (
    "What happened?",
    "What were you thinking and feeling?",
    "What have you thought about it since?",
    "Who has been affected, and how?",
    "What is needed to put it right?",
)


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def worker(client, service):
    client.force_login(service.worker)
    return client


def test_it_is_had_on_one_page_and_asked_again(worker, service):
    page = worker.get(START)
    sent = worker.post(START, {"subject": "Shouting at tea", **token_of(page)})
    talk = Meeting.objects.get()
    assert sent.url == url("entry_add", talk, kind="conversation")
    page = worker.get(sent.url)
    said = main_of(page)
    assert [said.index(one) for one in QUESTIONS] == sorted(said.index(one) for one in QUESTIONS)
    assert f'value="{timezone.localdate().year}"' in page.content.decode()

    today = timezone.localdate()
    saved = worker.post(
        sent.url,
        {
            **in_boxes("on", today),
            "with_whom": "J.B.",
            "happened": "I threw the plate.",
            "needed": "I say sorry.",
            **in_boxes("again_on", today + timedelta(days=7)),
            "version": 0,
            **token_of(page),
        },
    )
    assert saved.status_code == 302, errors_of(saved)
    talk.refresh_from_db()
    assert talk.stage_now.label == "Talked it through"
    assert "To look at again" in main_of(worker.get("/practice/"))

    entry = Entry.objects.get()
    worker.post(
        url("entry_edit", entry),
        {
            **in_boxes("on", today),
            "with_whom": "J.B.",
            "happened": "I threw the plate.",
            "needed": "I say sorry.",
            "since_then": "good",
            "version": 1,
        },
    )
    talk.refresh_from_db()
    assert talk.stage_now.label == "Asked again"
    shown = main_of(worker.get(talk.get_absolute_url()))
    assert "It has been put right" in shown
    assert FOREIGN.findall(shown) == []


def test_what_is_typed_is_kept_and_comes_back(worker, service):
    talk = open_alone("restorative_conversation", service.referring, by=service.worker)
    page = worker.get(url("entry_add", talk, kind="conversation"))
    key: DraftKey = page.context["draft_key"]
    worker.post(key.save_url, {"happened": "I threw the plate.", "draft_url": key.url,
                               "draft_title": key.title})  # fmt: skip

    again = worker.get(url("entry_add", talk, kind="conversation"))

    assert "I threw the plate." in main_of(again)
    assert "Restorative conversation: What was said" in main_of(worker.get("/"))


def test_a_draft_leads_back_to_its_form_and_to_nobody_elses(client, service):
    talk = open_alone("restorative_conversation", service.referring, by=service.worker)
    client.force_login(service.worker)
    page = client.get(url("entry_add", talk, kind="conversation"))
    from django.http import QueryDict

    draft = keep_draft(service.worker, page.context["draft_key"], QueryDict("happened=Plate"))
    assert draft
    address = f"/drafts/{draft.public_id}/"
    assert client.get(address).url == url("entry_add", talk, kind="conversation")

    client.force_login(service.coordinator)
    assert client.get(address).status_code == 404


def test_a_service_puts_the_steps_in_its_own_words(client, service):
    client.force_login(service.manager)
    page = client.get(WORDS)
    assert all(one in main_of(page) for one in QUESTIONS)
    form = {f"conversation-{name}": page.context["form"].initial[f"conversation-{name}"]
            for name in ("happened", "thinking", "since", "affected", "needed")}  # fmt: skip
    client.post(WORDS, form | {"conversation-happened": "Tell me what happened."})
    client.force_login(service.worker)
    talk = open_alone("restorative_conversation", service.referring, by=service.worker)

    said = main_of(client.get(url("entry_add", talk, kind="conversation")))

    assert "Tell me what happened." in said
    assert "What happened?" not in said
    assert StepWording.objects.count() == 1


def test_an_empty_box_goes_back_to_our_words(service):
    declared = format_of("restorative_conversation")
    which = ("conversation", "happened")
    assert reword_steps(declared, by=service.manager, words={which: "Tell me."}) == 1
    assert reword_steps(declared, by=service.manager, words={which: "Tell me."}) == 0
    assert reword_steps(declared, by=service.manager, words={which: ""}) == 1

    assert not StepWording.objects.exists()


def test_only_a_manager_of_the_service_rewords(client, service):
    for user in (service.worker, service.coordinator, service.referring_manager):
        client.force_login(user)
        assert client.get(WORDS).status_code == 403


def test_there_is_one_answer_to_the_five_questions(worker, service):
    talk = open_alone("restorative_conversation", service.referring, by=service.worker)
    day = timezone.localdate()
    entry = add_entry(
        talk, "conversation", by=service.worker, values={"on": day, "with_whom": "J.B."}
    )

    page = worker.get(url("entry_add", talk, kind="conversation"))

    assert page.url == url("entry_edit", entry)
