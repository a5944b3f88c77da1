from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from conferences.domain.feeding_back import ask_for_feedback, decline_feedback, record_feedback
from conferences.domain.planning import newest_plan
from conferences.domain.reviewing import record_review, review_action
from conferences.feedback_page import feedback_rows, months_after, rates
from conferences.models import ActionReview, Feedback, Meeting, MeetingParty, ReviewRecord
from restorative.conflicts import StaleVersion
from tests.conferences.planning.making import make_agreed, make_met
from tests.factories.recording import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    met = make_met()
    make_agreed(met)
    return met


@pytest.fixture
def by(met):
    return met.service.coordinator


@pytest.fixture
def review(met, by):
    now = timezone.now()
    review = Meeting.objects.create(
        format="review_conference",
        team=met.service.team,
        stage="scheduled",
        starts_at=now - timedelta(hours=2),
        ends_at=now,
        reviews=met.meeting,
        opened_by=by,
    )
    MeetingParty.objects.create(meeting=review, case=met.case)
    return review


@pytest.fixture
def office(client, by):
    client.force_login(by)
    return client


def url(name, thing):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id})


def text(response):
    return response.content.decode()


def test_a_review_shows_the_plan_of_the_meeting_it_looks_back_at(office, review):
    for name in ("meeting_plan", "meeting_review"):
        assert "Does bedtime Monday to Friday" in text(office.get(url(name, review)))


def test_the_first_meeting_has_no_review_page(office, met):
    for name in ("meeting_review", "review_record"):
        assert office.get(url(name, met.meeting)).status_code == 404
    with pytest.raises(ValidationError):
        record_review(met.meeting, by=met.service.coordinator, decision="go_on")


def test_a_review_is_recorded_bit_by_bit(office, met, review):
    first, second = newest_plan(met.meeting).actions.all()
    at = url("review_record", review)
    office.post(at, {f"outcome-{first.public_id}": "done"})
    record = ReviewRecord.objects.get()
    assert record.decision == ""
    assert "Not decided yet" in text(office.get(url("meeting_review", review)))

    office.post(
        at,
        {
            f"outcome-{first.public_id}": "done",
            f"outcome-{second.public_id}": "partly",
            f"words-{second.public_id}": "Twice.",
            "decision": "go_on",
            "went_well": "Bedtime.",
            "version": str(record.version),
        },
    )

    assert list(ActionReview.objects.values_list("outcome", "words")) == [
        ("done", ""),
        ("partly", "Twice."),
    ]
    assert "The plan goes on as it is" in text(office.get(url("meeting_review", review)))
    events = Event.objects.filter(kind="review_recorded")
    assert [event.to_value for event in events] == ["The plan goes on as it is"]
    assert Meeting.objects.get(pk=review.pk).stage == "reviewed"


def test_a_decision_before_the_day_does_not_say_that_they_met(by, review):
    ahead = timezone.now() + timedelta(days=2)
    Meeting.objects.filter(pk=review.pk).update(starts_at=ahead, ends_at=ahead + timedelta(hours=2))
    record_review(review, by=by, decision="go_on")

    assert Meeting.objects.get(pk=review.pk).stage == "scheduled"


def test_words_need_what_became_of_it(office, met, review):
    first = newest_plan(met.meeting).actions.first()
    response = office.post(url("review_record", review), {f"words-{first.public_id}": "Twice."})

    assert "Select what became of action 1" in text(response)
    assert "Twice." in text(response)


def test_a_review_recorded_meanwhile_is_not_overruled(office, by, review):
    record_review(review, by=by, went_well="School.")
    with pytest.raises(StaleVersion):
        record_review(review, by=by, went_well="Bedtime.", version=7)

    response = office.post(url("review_record", review), {"went_well": "Bedtime."})

    assert response.status_code == 409
    assert "School." in text(response)
    assert "Bedtime." in text(response)


def test_amending_begins_the_next_version_once(by, met, review):
    record_review(review, by=by, decision="amend")
    record_review(review, by=by, decision="amend", went_well="Bedtime.")

    assert list(met.meeting.plans.values_list("number", "state")) == [
        (2, "writing"),
        (1, "agreed"),
    ]


def test_an_action_of_another_family_is_not_reviewed(by, review):
    other = make_met()
    action = make_agreed(other).actions.first()
    with pytest.raises(ValidationError) as refusal:
        review_action(review, action, by=by, outcome="done")
    assert refusal.value.code == "other_plan"


def test_feedback_is_asked_for_once_at_a_time(by, met):
    people = [met["Amira"], met["Pat"], met["Will"]]
    made = ask_for_feedback(met.meeting, people, by=by, when="day")

    assert [row.who for row in made] == ["younger_child", "family", "professional"]
    assert ask_for_feedback(met.meeting, people, by=by, when="day") == []
    assert len(ask_for_feedback(met.meeting, people, by=by, when="six_months")) == 3


def test_whoever_is_kept_away_is_not_asked(by, met):
    met["Obi"].attendance = "another_way"
    met["Obi"].save()
    with pytest.raises(ValidationError) as refusal:
        ask_for_feedback(met.meeting, [met["Obi"]], by=by, when="day")
    assert refusal.value.code == "not_reachable"


def test_a_child_is_asked_in_shorter_words_and_may_skip(office, by, met):
    [row] = ask_for_feedback(met.meeting, [met["Amira"]], by=by, when="day")
    at = url("feedback_record", row)
    shown = text(office.get(at))
    assert "People listened to me" in shown
    assert "I feel more in control" not in shown
    assert "Answer a question" in text(office.post(at, {}))
    office.post(at, {"question-listened": "5", "words": "Good.", "may_quote": "on"})

    row.refresh_from_db()
    assert (row.answered_on, row.words, row.may_quote) == (timezone.localdate(), "Good.", True)
    assert [(answer.key, answer.value) for answer in row.answers.all()] == [("listened", 5)]
    assert "Yes" in text(office.get(url("meeting_feedback", met.meeting)))
    event = Event.objects.filter(kind="feedback_recorded").first()
    assert (event.to_value, event.audience) == ("Answered, on the day", "service")


@pytest.mark.parametrize("answers", [{"listened": 6}, {"in_control": 3}, {"nothing": 3}])
def test_only_what_is_asked_is_answered(by, met, answers):
    [row] = ask_for_feedback(met.meeting, [met["Amira"]], by=by, when="day")
    with pytest.raises(ValidationError):
        record_feedback(row, by=by, answers=answers)


def test_response_rates_are_shown_by_side_and_time(by, met):
    rows = ask_for_feedback(met.meeting, [met["Pat"], met["Ngozi"]], by=by, when="day")
    record_feedback(rows[0], by=by, answers={"listened": 5})
    decline_feedback(rows[1], by=by)
    with pytest.raises(ValidationError):
        decline_feedback(rows[0], by=by)

    table = rates(feedback_rows(met.meeting, by))
    assert [row.cells for row in table] == [
        ["Nobody asked"] * 3,
        ["1 of 2 answered", "Nobody asked", "Nobody asked"],
        ["Nobody asked"] * 3,
    ]


def test_the_buttons_of_the_feedback_page_do_what_they_say(office, met):
    at = url("feedback_ask", met.meeting)
    assert "Select when they are asked" in text(office.post(at, {}))
    form = {"when": "day", "people": [str(met["Pat"].public_id)]}
    assert office.post(at, form).status_code == 302
    [row] = Feedback.objects.all()
    office.post(url("feedback_declined", row))

    assert "Would rather not answer" in text(office.get(url("meeting_feedback", met.meeting)))


def test_feedback_of_many_costs_the_same(office, by, met):
    ask_for_feedback(met.meeting, [met["Pat"]], by=by, when="day")
    at = url("meeting_feedback", met.meeting)
    few = queries_of(office, at)
    people = [met[name] for name in ("Ngozi", "Emeka", "Lal", "Amira", "Will")]
    for row in ask_for_feedback(met.meeting, people, by=by, when="day"):
        record_feedback(row, by=by, answers={"listened": 4}, words="Good.")

    assert queries_of(office, at) == few


def test_three_months_after_a_long_month_is_a_real_day():
    from datetime import date

    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 5), 6) == date(2027, 6, 5)


def test_the_social_worker_reads_the_review_and_no_feedback(client, met, review):
    client.force_login(met.service.worker)

    assert client.get(url("meeting_review", review)).status_code == 200
    assert client.get(url("meeting_feedback", met.meeting)).status_code == 403
