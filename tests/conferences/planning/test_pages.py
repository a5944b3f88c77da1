import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import SubmittedForm
from cases.models import Case
from conferences.closing_words import closing_reminders
from conferences.domain.agreeing import put_to_authority, record_agreement, respond_to_plan
from conferences.domain.copying_plans import check_copy, make_copy
from conferences.domain.planning import add_action, items_of
from conferences.models import FamilyPlan, PlanAction, PlanCopy
from tests.conferences.planning.making import make_agreed, make_met, make_plan
from tests.factories.recording import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    return make_met()


@pytest.fixture
def office(client, met):
    client.force_login(met.service.coordinator)
    return client


def url(name, thing, **more):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id} | more)


def text(response):
    return response.content.decode()


def test_a_meeting_without_a_plan_offers_to_write_one(office, met):
    at = url("meeting_plan", met.meeting)
    assert "The family has not agreed a plan yet." in text(office.get(at))

    response = office.post(url("plan_start", met.meeting))

    assert response.url == url("action_add", FamilyPlan.objects.get())
    assert office.post(url("plan_start", met.meeting), follow=True).status_code == 200
    assert FamilyPlan.objects.count() == 1


def test_five_actions_are_written_one_after_the_other(office, met):
    office.post(url("plan_start", met.meeting))
    plan = FamilyPlan.objects.get()
    at = url("action_add", plan)
    for number in range(5):
        response = office.post(
            at, {"what": f"Thing {number}", "participant": str(met["Pat"].public_id)}
        )
        assert response.url == at
    response = office.post(at, {"what": "The last", "who": "Nan", "is_agency": "on", "done": "1"})

    assert response.url == url("meeting_plan", met.meeting)
    assert list(PlanAction.objects.values_list("who", flat=True)) == ["Pat"] * 5 + ["Nan"]
    assert PlanAction.objects.get(who="Nan").is_agency


def keep_away(one):
    type(one).objects.filter(pk=one.pk).update(attendance="no_part")


def test_whoever_is_kept_away_is_offered_nothing_to_do(office, met):
    office.post(url("plan_start", met.meeting))
    plan = FamilyPlan.objects.get()
    keep_away(met["Obi"])

    page = text(office.get(url("action_add", plan)))
    refused = office.post(
        url("action_add", plan), {"what": "Bedtime", "participant": str(met["Obi"].public_id)}
    )

    assert str(met["Obi"].public_id) not in page
    assert str(met["Pat"].public_id) in page
    assert refused.status_code == 422
    assert not PlanAction.objects.exists()


def test_an_action_that_names_somebody_kept_away_since_can_still_be_changed(office, met):
    plan = make_plan(met)
    action = plan.actions.get(participant=met["Pat"])
    keep_away(met["Pat"])

    page = text(office.get(url("action_edit", action)))
    answer = office.post(
        url("action_edit", action),
        {"what": "Does lunch", "participant": str(met["Pat"].public_id), "version": action.version},
    )

    assert str(met["Pat"].public_id) in page
    assert answer.status_code == 302
    action.refresh_from_db()
    assert (action.what, action.participant) == ("Does lunch", met["Pat"])


def test_one_form_adds_one_action_however_often_it_is_sent(office, met):
    office.post(url("plan_start", met.meeting))
    plan = FamilyPlan.objects.get()
    form = {
        "what": "Does bedtime",
        "who": "Nan",
        "form_token": "6e9c2b1e-56a7-4f6f-8f0c-0a4d6e8d4a11",
    }
    for _ in range(2):
        office.post(url("action_add", plan), form)

    assert (PlanAction.objects.count(), SubmittedForm.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"who": "Nan"}, "Enter what will be done"),
        ({"what": "Cooks"}, "Choose who will do it, or say so in other words"),
        ({"what": "Cooks", "participant": "x"}, "Select one of the choices shown"),
        ({"what": "Cooks", "who": "Nan", "by_when_day": "31"}, "must include a month"),
        ({"what": "x" * 1001, "who": "Nan"}, "must be 1000 characters or less"),
    ],
)
def test_what_is_wrong_with_an_action_is_said_in_plain_words(office, met, posted, said):
    office.post(url("plan_start", met.meeting))
    response = office.post(url("action_add", FamilyPlan.objects.get()), posted)

    assert response.status_code == (422 if "participant" in posted else 200)
    assert said in text(response)
    assert PlanAction.objects.count() == 0


def test_an_action_changed_meanwhile_shows_both(office, met):
    action = make_plan(met).actions.first()
    at = url("action_edit", action)
    assert 'value="1"' in text(office.get(at))
    form = {"what": "Sings", "participant": str(met["Pat"].public_id), "version": "1"}
    assert office.post(at, form | {"what": "Reads a story"}).status_code == 302

    response = office.post(at, form)

    assert response.status_code == 409
    assert "Reads a story" in text(response)
    assert "Sings" in text(response)


def test_what_stands_around_the_actions_is_saved_and_not_overruled(office, met):
    plan = make_plan(met)
    at = url("plan_edit", plan)
    assert office.get(at).status_code == 200
    form = {"arrangements": "With Nan on weekdays.", "version": str(plan.version)}
    assert office.post(at, form).status_code == 302

    response = office.post(at, form | {"arrangements": "With Mum."})

    assert response.status_code == 409
    assert "With Nan on weekdays." in text(response)
    assert "With Mum." in text(response)


def test_bottom_lines_are_answered_in_words(office, met):
    plan = make_plan(met)
    question = items_of(plan)[1]
    at = url("plan_answer_item", plan, item_id=question.public_id)
    assert office.get(at).status_code == 200
    office.post(at, {"words": "Pat does."})

    assert "Pat does." in text(office.get(url("meeting_plan", met.meeting)))


def test_who_agrees_is_recorded_by_name(office, met):
    plan = make_plan(met)
    at = url("plan_agreements", plan)
    assert "Who agrees to the plan?" in text(office.get(at))
    office.post(
        at,
        {f"answer-{met['Pat'].public_id}": "yes", f"words-{met['Pat'].public_id}": "Gladly."},
    )
    [agreement] = plan.agreements.all()
    assert (agreement.participant, agreement.answer, agreement.words) == (
        met["Pat"],
        "yes",
        "Gladly.",
    )
    lacking = office.post(at, {f"words-{met['Lal'].public_id}": "Hm."})
    assert "Select whether Lal agrees" in text(lacking)
    office.post(at, {})
    assert plan.agreements.count() == 0


def test_the_check_page_agrees_the_plan(office, met):
    plan = make_plan(met)
    assert "Check and agree the plan" in text(office.get(url("plan_agree", plan)))
    refused = text(office.post(url("plan_agree", plan)))
    assert "Record who of the family agrees to the plan." in refused
    record_agreement(plan, met["Ngozi"], by=met.service.coordinator, answer="yes")
    office.post(url("plan_agree", plan))

    plan.refresh_from_db()
    assert plan.state == "agreed"
    for name in ("plan_edit", "action_add", "plan_agreements"):
        assert office.get(url(name, plan)).status_code == 403
    assert "settled already" in text(office.get(url("plan_agree", plan)))


def test_the_referrer_sees_nothing_of_a_plan_being_written(client, met):
    plan = make_plan(met)
    client.force_login(met.service.worker)
    pages = [
        url("meeting_plan", met.meeting),
        url("plan_detail", plan),
        url("plan_export", plan),
        url("plan_export", plan) + "?as=csv",
        url("plan_respond", plan),
        url("action_respond", plan.actions.first()),
    ]
    for at in pages:
        response = client.get(at)
        assert response.status_code == 200
        assert "bedtime" not in text(response)
    assert client.post(url("plan_respond", plan), {"agrees": "yes"}).status_code == 409

    put_to_authority(plan, by=met.service.coordinator)
    for at in (pages[0], pages[1], pages[2], pages[3]):
        assert "bedtime" in text(client.get(at))


def test_the_manager_refuses_and_the_family_answers(client, office, met):
    plan = make_plan(met)
    put_to_authority(plan, by=met.service.coordinator)
    client.force_login(met.service.referring_manager)
    response = client.post(url("plan_respond", plan), {"agrees": "no"})
    assert "Enter the risk of significant harm" in text(response)
    client.post(url("plan_respond", plan), {"agrees": "no", "harm": "He is there at night."})

    office.force_login(met.service.coordinator)
    assert "He is there at night." in text(office.get(url("meeting_plan", met.meeting)))
    office.post(url("plan_family_answer", plan), {"words": "He moves out."})
    office.post(url("plan_amend", plan))
    newest = FamilyPlan.objects.newest_first().first()
    assert (newest.number, newest.amends) == (2, plan)
    assert "He moves out." in text(office.get(url("plan_detail", plan)))


def test_what_an_action_asks_for_is_answered(client, met):
    plan = make_plan(met)
    action = add_action(
        plan, by=met.service.coordinator, what="Drives", who="Dad", asked_for="Petrol money"
    )
    put_to_authority(plan, by=met.service.coordinator)
    client.force_login(met.service.worker)
    at = url("action_respond", action)
    assert "Petrol money" in text(client.get(at))
    assert "Enter why not" in text(client.post(at, {"state": "refused"}))
    client.post(at, {"state": "changed", "answer": "Half of it.", "approver": "Rita"})

    action.refresh_from_db()
    assert (action.asked_state, action.asked_answer) == ("changed", "Half of it.")


def test_a_copy_is_made_read_checked_sent_and_received(office, met):
    plan = make_agreed(met)
    copies = url("plan_copy_add", plan)
    at = f"{copies}?to={met['Pat'].public_id}"
    assert "No copy yet" in text(office.get(copies))
    assert "Select how it goes to them" in text(office.post(at, {}))
    response = office.post(at, {"channel": "hand"})
    copy = PlanCopy.objects.get()
    assert response.url == url("plan_copy_detail", copy)
    assert "Does bedtime Monday to Friday" in text(office.get(response.url))
    assert "Tick to say" in text(office.post(url("plan_copy_check", copy)))
    office.post(url("plan_copy_check", copy), {"checked": "on"})
    today = timezone.localdate()
    day = {"sent_on_day": today.day, "sent_on_month": today.month, "sent_on_year": today.year}
    wrong = office.post(url("plan_copy_send", copy), day | {"sent_on_year": today.year + 1})
    assert "must be today or in the past" in text(wrong)
    office.post(url("plan_copy_send", copy), day)
    office.post(url("plan_copy_received", copy))

    copy.refresh_from_db()
    assert None not in (copy.checked_at, copy.sent_at, copy.received_at)
    drawn = office.get(url("plan_copy_pdf", copy))
    assert drawn.status_code == 302 or drawn.content.startswith(b"%PDF")


@pytest.mark.parametrize("to", ["x", "00000000-0000-4000-8000-000000000000"])
def test_nobody_else_gets_a_copy(office, met, to):
    plan = make_agreed(met)
    assert office.get(f"{url('plan_copy_add', plan)}?to={to}").status_code == 404
    met["Obi"].attendance = "no_part"
    met["Obi"].save()
    for name in ("plan_copy_add", "plan_copy_without"):
        at = f"{url(name, plan)}?to={met['Obi'].public_id}"
        assert office.get(at).status_code == 404


def test_somebody_gets_no_copy_for_a_reason(office, met):
    plan = make_agreed(met)
    at = f"{url('plan_copy_without', plan)}?to={met['Lal'].public_id}"
    assert office.get(at).status_code == 200
    office.post(at, {"why": "Moved away."})

    assert "No copy: Moved away." in text(office.get(url("plan_copy_add", plan)))


def test_the_referrer_does_not_see_copies(client, met):
    plan = make_agreed(met)
    copy = check_copy(
        make_copy(plan, met["Pat"], by=met.service.coordinator, channel="hand"),
        by=met.service.coordinator,
    )
    client.force_login(met.service.worker)

    assert client.get(url("plan_copy_detail", copy)).status_code == 403
    assert "Copies" not in text(client.get(url("meeting_plan", met.meeting)))


def test_cells_of_the_file_are_no_formulas(office, met):
    plan = make_plan(met)
    add_action(plan, by=met.service.coordinator, what="=1+1", who="@nan")
    sheet = office.get(url("plan_export", plan) + "?as=csv").content.decode("utf-8-sig")

    assert sheet.splitlines()[-1].startswith("3,'=1+1,'@nan,")
    assert "Does bedtime Monday to Friday" in text(office.get(url("plan_export", plan)))


def test_a_long_plan_costs_no_more_queries(office, met):
    plan = make_plan(met)
    by = met.service.coordinator
    at = url("meeting_plan", met.meeting)
    few = queries_of(office, at)
    for number in range(28):
        add_action(
            plan, by=by, what=f"Thing {number}", participant=met["Pat"], answers=items_of(plan)
        )
    for name in ("Pat", "Ngozi", "Lal"):
        record_agreement(plan, met[name], by=by, answer="yes")

    assert queries_of(office, at) == few


def test_the_page_of_copies_costs_the_same_for_all(office, met):
    plan = make_agreed(met)
    at = url("plan_copy_add", plan)
    office.get(at)
    with CaptureQueriesContext(connection) as few:
        office.get(at)
    for name in ("Pat", "Ngozi", "Lal", "Emeka"):
        make_copy(plan, met[name], by=met.service.coordinator, channel="hand")

    assert queries_of(office, at) == len(few)


def test_an_ended_case_is_read_and_not_changed(office, met):
    plan = make_plan(met)
    Case.objects.filter(pk=met.case.pk).update(
        stage="closed", ended_at=timezone.now(), ended_by=met.service.manager
    )
    assert "bedtime" in text(office.get(url("meeting_plan", met.meeting)))
    assert office.get(url("action_add", plan)).status_code == 403


def test_closing_reminds_of_feedback_and_review(client, met):
    make_agreed(met)
    assert closing_reminders(met.case) == [
        "Nobody has been asked for feedback on the conference.",
        "No review has been offered: arrange one, or record on the plan that the family "
        "does not want it.",
    ]
    client.force_login(met.service.manager)
    office = client.get(reverse("cases:case_close", kwargs={"public_id": met.case.public_id}))
    assert "Nobody has been asked for feedback" in text(office)


def test_the_answer_of_the_authority_is_on_the_page(office, met):
    plan = make_agreed(met)
    respond_to_plan(plan, by=met.service.worker, agrees=True)

    assert "The authority agrees: Will Worker" in text(office.get(url("meeting_plan", met.meeting)))


def test_after_the_case_was_closed_copies_are_read_and_none_is_made(office, met):
    plan = make_agreed(met)
    make_copy(plan, met["Pat"], by=met.service.coordinator, channel=PlanCopy.Channel.HAND)
    Case.objects.filter(pk=met.case.pk).update(
        stage=Case.Stage.CLOSED, ended_at=timezone.now(), ended_by=met.service.manager
    )

    page = text(office.get(url("meeting_plan", met.meeting)))

    assert "Copies" in page
    assert "/plan-copies/" in page
    assert "Make a copy" not in page
    assert "They have it" not in page
