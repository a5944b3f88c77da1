"""A family group conference from end to end: an accepted referral to a closed case.

The tests of this module are one story, told in order; each goes on where the last one stopped.
"""

import re

import pytest
from django.core import mail
from django.urls import reverse

from cases.models import Case, Event
from conferences.models import Feedback, Meeting, MeetingInvitation, Participant, PlanCopy
from tests.browser import journeys_conference as before
from tests.browser import journeys_plan as after
from tests.browser.journeys import send
from tests.browser.journeys_conference import (
    BY_EMAIL,
    BY_LETTER,
    CHILDREN,
    NETWORK,
    UNCLE,
    at,
    follow,
    go,
    open_tab,
    press,
    row_of,
    saved,
    stage_of,
)
from tests.browser.journeys_story import (
    CLOSED,
    COPIES,
    EVERY_STEP,
    HARM,
    LETTER,
    POSTPONED,
    STORY,
    WITHOUT_COPY,
    check_each_got_their_own_three_and_the_uncle_none,
)

pytestmark = pytest.mark.django_db
WRITTEN_TO = [*BY_EMAIL, *BY_LETTER, "Grace"]
TOLD = ("Lucia", "Tomasz", *CHILDREN)


@pytest.fixture(scope="module", autouse=True)
def _referred(council, django_db_blocker):
    with django_db_blocker.unblock():
        before.make_accepted_referral(council)


@pytest.fixture
def case(_referred):
    return Case.objects.get(children__person__first_name=CHILDREN[0])


@pytest.fixture
def meeting(case):
    """The conference, once it is there."""
    return Meeting.objects.filter(parties__case=case).order_by("pk").first()


@pytest.fixture
def lee(enter):
    return enter("coordinator")


@pytest.fixture
def priya(enter):
    return enter("referring_manager")


def person(meeting, first_name):
    return Participant.objects.get(meeting=meeting, person__first_name=first_name)


def test_a_coordinator_is_allocated_and_gathers_the_network(enter, lee, case):
    helen = enter("service_manager")
    helen.goto(reverse("cases:referral_inbox"))
    row_of(helen, case.reference).get_by_role("link").click()
    at(helen, "Allocate a coordinator")
    helen.get_by_label("Lee Marsh").check()
    send(helen, "Allocate")
    saved(helen, f"{case.reference} is now with Lee Marsh.")

    lee.goto(case.get_absolute_url())
    lee.get_by_role("link", name="Meetings", exact=True).click()
    follow(lee, "Start preparing: Family group conference")
    send(lee, "Start preparing")
    at(lee, "Family group conference")
    open_tab(lee, "People")
    listed = lee.inner_text("main")
    for name in [*CHILDREN, *(one[0] for one in NETWORK), "Grace Adeyemi"]:
        assert name in listed, name


def test_the_referrer_and_their_manager_give_what_the_family_must_know(
    enter, lee, priya, case, meeting
):
    go(lee, "meeting_detail", meeting)
    before.record_the_planning_meeting(lee)
    task = f"Sign the bottom lines and questions of {case.reference}"
    before.sign_off(priya, task, "Read and sign")
    grace = enter("social_worker")
    go(grace, "meeting_detail", meeting)
    before.write_the_report(grace)
    before.sign_off(priya, f"Sign the information report of {case.reference}", "Sign or send back")
    go(lee, "meeting_report", meeting)
    before.go_through_the_report(lee)


def test_everybody_is_prepared_and_one_is_heard_another_way(lee, meeting):
    go(lee, "meeting_people", meeting)
    before.record_one_contact_with_all(lee)
    go(lee, "participant_decide", person(meeting, UNCLE))
    before.hear_by_letter(lee, LETTER)
    go(lee, "meeting_people", meeting)
    before.let_everybody_else_take_part(lee)
    lee.goto(person(meeting, "Carys").get_absolute_url())
    lee.get_by_label("How is it arranged?").fill("Mrs Pereira's daughter")
    press(lee, "Arranged: Childcare")
    for name in CHILDREN:
        lee.goto(person(meeting, name).get_absolute_url())
        before.tick(lee, "Was offered an advocate")
    go(lee, "meeting_checklist", meeting)
    before.tick(lee, "Venue chosen with the family")
    open_tab(lee, "People")
    assert "not prepared" not in lee.inner_text("main")


def test_a_date_is_found_told_postponed_and_told_anew(lee, meeting):
    go(lee, "find_date", meeting)
    lee.get_by_role("link", name=re.compile("Change what Marlon")).click()
    for part in ("morning", "evening"):
        lee.locator(f"#id_week_{part}").select_option(label="Cannot")
    send(lee, "Save")
    before.book_the_first_time(lee)
    assert stage_of(meeting) == "Date set"
    before.confirm_the_venue(lee)
    # What other families wait for goes first.
    before.committed(before.dispatch)
    mail.outbox.clear()
    before.look_and_send(lee, WRITTEN_TO)
    saved(lee, ", 1 letter to print.")
    before.post_the_letter(lee)
    before.tell(lee, "Carys")
    before.record_yes(lee, "Marlon")

    open_tab(lee, "Overview")
    before.postpone(lee, POSTPONED)
    open_tab(lee, "Invitations")
    lee.get_by_role("heading", name="To tell again").wait_for()
    before.look_and_send(lee, WRITTEN_TO)
    before.post_the_letter(lee)
    before.tell(lee, "Carys")
    assert lee.get_by_role("heading", name="To tell again").count() == 0

    open_tab(lee, "Date")
    before.book_the_first_time(lee)
    before.confirm_the_venue(lee)
    before.look_and_send(lee, WRITTEN_TO)
    before.post_the_letter(lee)
    for name in ("Carys", *TOLD):
        before.tell(lee, name)
    for name in ("Carys", "Marlon", "Gwen", "Sybil"):
        before.record_yes(lee, name)
    check_each_got_their_own_three_and_the_uncle_none()


def test_it_is_ready_once_a_manager_has_agreed_to_the_risk(enter, lee, meeting):
    go(lee, "meeting_detail", meeting)
    follow(lee, "Move on")
    lee.get_by_label("Ready", exact=True).check()
    send(lee, "Save")
    summary = lee.locator(".govuk-error-summary")
    assert "A manager of the service has to agree" in summary.inner_text()

    helen = enter("service_manager")
    go(helen, "meeting_detail", meeting)
    helen.get_by_role("link", name=re.compile("A manager of the service has to agree")).last.click()
    press(helen, "I agree that it can go ahead")

    send(lee, "Save")
    saved(lee, "The meeting has been moved on.")
    assert stage_of(meeting) == "Ready"


def test_the_family_meets(lee, meeting):
    before.bring_the_day(meeting)
    go(lee, "meeting_detail", meeting)
    open_tab(lee, "The day")
    after.keep_the_day(lee)
    assert stage_of(meeting) == "Family has met"


def test_the_plan_is_refused_amended_and_agreed(lee, priya, meeting):
    go(lee, "meeting_detail", meeting)
    after.write_the_plan(lee)
    go(priya, "meeting_detail", meeting)
    follow(priya, "Answer the family’s plan")
    after.refuse(priya, HARM)
    assert stage_of(meeting) == "Plan not agreed yet"

    go(lee, "meeting_plan", meeting)
    after.answer_and_amend(lee)
    after.agree(lee)
    go(priya, "meeting_plan", meeting)
    after.agree_for_the_authority(priya)
    assert stage_of(meeting) == "Plan agreed"


def test_everybody_has_a_copy_or_a_reason_and_is_asked_how_it_was(lee, meeting):
    go(lee, "meeting_plan", meeting)
    follow(lee, "Copies for each person")
    for name, how in COPIES.items():
        after.send_a_copy(lee, name, how)
    for name in WITHOUT_COPY:
        after.leave_without_copy(lee, name, "Reads the one in Gwen's kitchen.")
    assert stage_of(meeting) == "Plan with the family"
    go(lee, "meeting_detail", meeting)
    after.ask_and_record_feedback(lee)


def test_the_plan_is_reviewed_and_the_case_closed(enter, lee, case, meeting):
    go(lee, "meeting_plan", meeting)
    follow(lee, "Arrange the review")
    send(lee, "Start preparing")
    at(lee, "Review conference")
    open_tab(lee, "Date")
    before.book_the_first_time(lee)
    review = meeting.reviewed_by.get()
    assert stage_of(review) == "Review date set"
    before.bring_the_day(review)
    go(lee, "meeting_detail", review)
    after.record_the_review(lee)
    assert stage_of(review) == "Reviewed"

    helen = enter("service_manager")
    helen.goto(case.get_absolute_url())
    after.close_the_case(helen, CLOSED)
    saved(helen, f"{case.reference} is closed. It can still be read.")


def test_the_timeline_tells_the_whole_story_in_order(lee, case):
    events = list(Event.objects.filter(case_id=case.pk).order_by("pk"))
    assert {event.kind for event in events} >= EVERY_STEP
    by_itself = {event.kind for event in events if not event.actor_name}
    assert by_itself <= {Event.Kind.MESSAGE_SENT, Event.Kind.INVITATION_SENT}
    moves = [
        (event.actor_name, event.from_value, event.to_value, event.why)
        for event in events
        if event.kind in (Event.Kind.MEETING_MOVED, Event.Kind.CASE_CLOSED)
    ]
    assert moves == STORY

    lee.goto(reverse("cases:case_timeline", args=[case.public_id]))
    told = lee.inner_text("main")
    while (older := lee.get_by_role("link", name="Older", exact=True)).count():
        older.click()
        lee.wait_for_load_state()
        told += lee.inner_text("main")
    place = 0
    for _, was, now, _ in reversed(STORY):
        place = told.index(f"{was} → {now}", place) + 1
    assert f"Why: The family asked. {POSTPONED}" in told


def test_whoever_was_kept_away_got_nothing_and_the_referrer_reads_nothing_of_it(
    enter, priya, case, meeting
):
    review = meeting.reviewed_by.get()
    theirs = Participant.objects.filter(person__first_name=UNCLE, meeting__in=[meeting, review])
    assert [one.attendance for one in theirs] == ["another_way", "another_way"]
    for thing in (MeetingInvitation, PlanCopy, Feedback):
        assert not thing.objects.filter(participant__in=theirs).exists()

    pages = [("meeting_detail", meeting), ("meeting_detail", review), ("meeting_review", review)]
    pages += [(name, meeting) for name in ("meeting_brief", "meeting_report", "meeting_plan")]
    addresses = [reverse(f"conferences:{name}", args=[one.public_id]) for name, one in pages]
    addresses.append(reverse("cases:case_timeline", args=[case.public_id]))
    for reader in (enter("social_worker"), priya):
        for address in addresses:
            assert reader.goto(address).status == 200
            shown = reader.inner_text("body")
            for words in (UNCLE, LETTER, before.SECRET, "heard another way"):
                assert words not in shown, (address, words)


def test_the_record_can_be_read_and_no_longer_changed(lee, meeting):
    plan, carys = meeting.plans.get(number=2), person(meeting, "Carys")
    changing = [(name, meeting) for name in ("meeting_date", "meeting_move", "brief_edit")]
    changing += [(name, plan) for name in ("action_add", "plan_edit", "plan_copy_add")]
    changing += [("participant_contact", carys), ("review_record", meeting.reviewed_by.get())]
    for name, thing in changing:
        address = reverse(f"conferences:{name}", args=[thing.public_id])
        for_whom = "?to=anybody" if name == "plan_copy_add" else ""
        assert lee.goto(f"{address}{for_whom}").status == 403, name
    for name in ("meeting_detail", "meeting_plan"):
        go(lee, name, meeting)
        assert lee.get_by_role("main").get_by_role("button").count() == 0
