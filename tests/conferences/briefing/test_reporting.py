import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Task
from conferences.domain.reporting import (
    give_report,
    send_back_report,
    share_report,
    sign_report,
    write_report,
)
from conferences.rules_brief import check_report_shared
from restorative.conflicts import StaleVersion
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db
PASSAGES = {"strengths": "Nan is there every day.", "worries": "Amira is late for school."}


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def report(conference):
    return write_report(
        conference.meeting, by=conference.service.worker, version=0, passages=PASSAGES
    )


def given(conference, report):
    return give_report(report, by=conference.service.worker, version=report.version)


def signed(conference, report):
    given(conference, report)
    return sign_report(report, by=conference.service.referring_manager, version=report.version)


def shared(conference, report):
    return share_report(
        report,
        by=conference.service.coordinator,
        version=report.version,
        on=timezone.localdate(),
        how="With both parents.",
    )


def stands(conference):
    return list(check_report_shared(conference.meeting))


def refused(code, act):
    with pytest.raises(ValidationError) as refusal:
        act()
    assert refusal.value.code == code


def test_each_step_is_asked_for_until_it_is_done(conference):
    assert stands(conference) == ["The information report has not been received."]
    report = write_report(
        conference.meeting, by=conference.service.worker, version=0, passages=PASSAGES
    )
    assert stands(conference) == ["The information report has not been received."]
    given(conference, report)
    assert stands(conference) == ["The information report has not been signed."]
    report = sign_report(report, by=conference.service.referring_manager, version=1)
    assert stands(conference) == [
        "The information report has not been gone through with the family."
    ]
    shared(conference, report)
    assert stands(conference) == []


def test_worries_without_strengths_are_no_report(conference):
    report = write_report(
        conference.meeting, by=conference.service.worker, version=0, passages={"worries": "Late."}
    )

    refused("not_whole", lambda: given(conference, report))


def test_giving_it_asks_the_referrers_manager_to_sign(conference, report):
    given(conference, report)

    task = Task.objects.open().get(kind=Task.Kind.SIGN_REPORT)
    assert task.for_managers_of == conference.service.referring


def test_what_is_shared_is_what_was_signed(conference, report):
    given(conference, report)

    refused("not_signed", lambda: shared(conference, report))


def test_a_change_afterwards_begins_anew(conference, report):
    report = shared(conference, signed(conference, report))

    write_report(
        conference.meeting,
        by=conference.service.worker,
        version=report.version,
        passages={**PASSAGES, "worries": "She missed a week."},
    )

    assert stands(conference) == ["The information report has not been received."]


def test_saving_the_same_words_changes_nothing(conference, report):
    report = shared(conference, signed(conference, report))

    write_report(
        conference.meeting, by=conference.service.worker, version=report.version, passages=PASSAGES
    )

    assert stands(conference) == []


def test_sending_back_asks_its_author(conference, report):
    given(conference, report)

    send_back_report(report, by=conference.service.referring_manager, version=1, why="No jargon.")

    task = Task.objects.open().get(kind=Task.Kind.WRITE_REPORT)
    assert task.assigned_to == conference.service.worker
    assert stands(conference) == ["The information report has not been received."]


def test_who_was_slower_overwrites_nothing(conference, report):
    write_report(
        conference.meeting,
        by=conference.service.worker,
        version=1,
        passages={**PASSAGES, "strengths": "Much."},
    )

    with pytest.raises(StaleVersion):
        write_report(
            conference.meeting, by=conference.service.coordinator, version=1, passages=PASSAGES
        )
