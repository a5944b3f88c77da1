from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.allocating import add_contact_task
from cases.models import Event, Task
from conferences.domain.briefing import (
    is_signed,
    send_back_brief,
    send_brief,
    sign_brief,
    write_brief,
)
from conferences.models import Brief, BriefItem
from conferences.rules_brief import check_brief_signed, check_planning_held
from restorative.conflicts import StaleVersion
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db
TEXTS = {
    "bottom_line": ["Obi does not stay overnight."],
    "question": ["Who does bedtime?", "Who takes Amira to school?"],
    "resource": [],
}


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def brief(conference):
    return written(conference)


def written(conference, version=0, **changes):
    return write_brief(
        conference.meeting,
        by=conference.service.coordinator,
        version=version,
        texts={**TEXTS, **changes},
        held_on=timezone.localdate(),
        held_with="Will Worker",
    )


def sent(conference, brief):
    return send_brief(brief, by=conference.service.coordinator, version=brief.version)


def items(brief, kind):
    return [item.text for item in brief.items.current() if item.kind == kind]


def refused(code, act):
    with pytest.raises(ValidationError) as refusal:
        act()
    assert refusal.value.code == code


def test_each_line_is_an_item_in_its_order(brief):
    assert items(brief, "question") == TEXTS["question"]
    assert items(brief, "bottom_line") == TEXTS["bottom_line"]


def test_a_planning_meeting_that_was_held_settles_the_first_contact(conference):
    task = add_contact_task(conference.case, timezone.localdate())

    brief = write_brief(
        conference.meeting, by=conference.service.coordinator, version=0, texts=TEXTS
    )
    assert Task.objects.open().filter(pk=task.pk).exists()
    written(conference, version=brief.version)

    assert not Task.objects.open().filter(pk=task.pk).exists()


def test_bullets_empty_lines_and_doubles_are_left_out(conference):
    brief = written(conference, question=["- Who?", "", "  ", "Who?", "* When?"])

    assert items(brief, "question") == ["Who?", "When?"]


def test_words_that_stay_keep_their_row(conference, brief):
    kept = brief.items.get(text="Who does bedtime?")

    written(conference, version=1, question=["Who cooks?", "Who does bedtime?"])

    assert BriefItem.objects.current().get(text="Who does bedtime?").pk == kept.pk
    assert items(brief, "question") == ["Who cooks?", "Who does bedtime?"]


def test_a_change_of_an_item_is_a_new_version(conference, brief):
    assert written(conference, version=1, question=["Who cooks?"]).version == 2


def test_a_change_of_the_day_alone_is_none(conference, brief):
    again = write_brief(
        conference.meeting,
        by=conference.service.worker,
        version=1,
        texts=TEXTS,
        held_on=timezone.localdate() - timedelta(days=1),
    )

    assert again.version == 1


def test_who_was_slower_overwrites_nothing(conference, brief):
    written(conference, version=1, question=["Who cooks?"])

    with pytest.raises(StaleVersion):
        written(conference, version=1, question=["Who drives?"])
    assert items(brief, "question") == ["Who cooks?"]


def test_two_who_begin_at_once_do_not_overwrite_each_other(conference, brief):
    with pytest.raises(StaleVersion):
        written(conference, version=0, question=["Who drives?"])


def test_a_meeting_that_lies_ahead_was_not_held(conference):
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(
        "in_the_future",
        lambda: write_brief(
            conference.meeting,
            by=conference.service.worker,
            version=0,
            texts=TEXTS,
            held_on=tomorrow,
        ),
    )


@pytest.mark.parametrize(
    ("missing", "code"), [("bottom_line", "no_bottom_line"), ("question", "no_question")]
)
def test_nothing_is_sent_without_bottom_line_and_question(conference, missing, code):
    brief = written(conference, **{missing: []})

    refused(code, lambda: sent(conference, brief))


def test_sending_asks_the_managers_of_the_referring_team(conference, brief):
    sent(conference, brief)

    task = Task.objects.open().get(kind=Task.Kind.SIGN_BRIEF)
    assert task.for_managers_of == conference.service.referring


def test_sending_twice_asks_once(conference, brief):
    sent(conference, brief)

    refused("sent_already", lambda: sent(conference, brief))
    assert Task.objects.open().filter(kind=Task.Kind.SIGN_BRIEF).count() == 1


def test_signing_says_what_was_signed_and_settles_the_task(conference, brief):
    sent(conference, brief)

    signature = sign_brief(brief, by=conference.service.referring_manager, version=1)

    assert "Obi does not stay overnight." in signature.text
    assert is_signed(brief)
    assert not Task.objects.open().filter(kind=Task.Kind.SIGN_BRIEF).exists()
    event = Event.objects.get(kind=Event.Kind.BRIEF_SIGNED)
    assert event.actor_id == conference.service.referring_manager.pk


def test_a_change_after_signing_needs_a_new_signature(conference, brief):
    sent(conference, brief)
    sign_brief(brief, by=conference.service.referring_manager, version=1)

    brief = written(conference, version=1, bottom_line=["Obi visits by day only."])

    assert not is_signed(brief)
    assert list(check_brief_signed(conference.meeting))
    sent(conference, brief)
    sign_brief(brief, by=conference.service.referring_manager, version=2)
    assert not list(check_brief_signed(conference.meeting))


def test_what_was_changed_since_it_was_read_is_not_signed(conference, brief):
    sent(conference, brief)
    written(conference, version=1, bottom_line=["Obi may stay."])

    with pytest.raises(StaleVersion):
        sign_brief(brief, by=conference.service.referring_manager, version=1)
    assert not brief.signatures.exists()


def test_nothing_is_signed_that_was_not_sent(conference, brief):
    refused(
        "not_sent", lambda: sign_brief(brief, by=conference.service.referring_manager, version=1)
    )


def test_a_second_signature_is_told_of_the_first(conference, brief):
    sent(conference, brief)
    sign_brief(brief, by=conference.service.referring_manager, version=1)

    refused(
        "answered_already",
        lambda: sign_brief(brief, by=conference.service.referring_manager, version=1),
    )


def test_sending_back_says_why_and_asks_the_coordinator(conference, brief):
    sent(conference, brief)
    refused(
        "why_missing",
        lambda: send_back_brief(
            brief, by=conference.service.referring_manager, version=1, why="  "
        ),
    )

    send_back_brief(brief, by=conference.service.referring_manager, version=1, why="Too vague.")

    task = Task.objects.open().get(kind=Task.Kind.MEND_BRIEF)
    assert task.assigned_to == conference.service.coordinator
    assert not is_signed(brief)


def test_the_planning_meeting_is_asked_for_until_it_has_a_day(conference):
    assert list(check_planning_held(conference.meeting))
    written(conference)
    assert not list(check_planning_held(conference.meeting))


def test_nothing_is_written_on_a_case_that_has_ended(conference):
    case = conference.case
    case.stage, case.ended_at = "closed", timezone.now()
    case.ended_by = conference.service.manager
    case.save()

    refused("case_ended", lambda: written(conference))
    assert not Brief.objects.exists()
