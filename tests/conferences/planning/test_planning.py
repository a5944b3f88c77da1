import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Event
from conferences.domain.agreeing import (
    agree_plan,
    amend_plan,
    put_to_authority,
    record_agreement,
    record_family_answer,
    respond_to_action,
    respond_to_plan,
)
from conferences.domain.planning import (
    add_action,
    answer_item,
    edit_action,
    edit_plan,
    items_of,
    move_action,
    open_items,
    remove_action,
    start_plan,
)
from conferences.guards import CHECKS, load
from conferences.models import ActionReview, Meeting, PlanAction
from restorative.conflicts import StaleVersion
from tests.conferences.planning.making import make_agreed, make_met, make_plan
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    return make_met()


def test_what_and_who_are_all_an_action_needs(met):
    by = met.service.coordinator
    plan = start_plan(met.meeting, by=by)

    action = add_action(plan, by=by, what=" Does bedtime ", who="Nan")

    assert (action.what, action.who, action.position, action.asked_state) == (
        "Does bedtime",
        "Nan",
        1,
        "",
    )
    for lacking in ({"what": " ", "who": "Nan"}, {"what": "Bedtime", "who": " "}):
        with pytest.raises(ValidationError):
            add_action(plan, by=by, **lacking)


def test_a_meeting_has_one_first_plan(met):
    make_plan(met)

    with pytest.raises(ValidationError) as refusal:
        start_plan(met.meeting, by=met.service.coordinator)
    assert refusal.value.code == "plan_there"


def test_nothing_is_given_to_whoever_is_kept_away(met):
    by, uncle = met.service.coordinator, met["Obi"]
    plan = make_plan(met)
    type(uncle).objects.filter(pk=uncle.pk).update(attendance="another_way")
    uncle.refresh_from_db()

    for said in ({"participant": uncle}, {"who": "Nan", "checker": uncle}):
        with pytest.raises(ValidationError) as refusal:
            add_action(plan, by=by, what="Bedtime", **said)
        assert refusal.value.code == "kept_away"
    with pytest.raises(ValidationError) as refusal:
        edit_plan(plan, by=by, version=plan.version, family_lead=uncle)
    assert refusal.value.code == "kept_away"


def test_somebody_of_another_meeting_does_nothing_in_this_plan(met):
    plan, other = make_plan(met), make_conference()

    with pytest.raises(ValidationError) as refusal:
        add_action(plan, by=met.service.coordinator, what="Cooks", participant=other["Pat"])
    assert refusal.value.code == "other_meeting"


def test_actions_are_moved_and_removed(met):
    plan = make_plan(met)
    first, second = plan.actions.all()

    move_action(second, by=met.service.coordinator, up=True)
    move_action(second, by=met.service.coordinator, up=True)
    assert [action.pk for action in plan.actions.all()] == [second.pk, first.pk]

    remove_action(second, by=met.service.coordinator)
    assert list(plan.actions.all()) == [first]


def test_an_action_that_a_review_has_looked_at_stays_in_the_plan(met):
    plan, by = make_plan(met), met.service.coordinator
    action = plan.actions.first()
    ActionReview.objects.create(
        meeting=met.meeting, action=action, outcome="done", recorded_by=by, at=timezone.now()
    )

    with pytest.raises(ValidationError) as refusal:
        remove_action(action, by=by)
    assert refusal.value.code == "reviewed"
    assert action in plan.actions.all()


def test_an_action_changed_meanwhile_is_not_overruled(met):
    action = make_plan(met).actions.first()
    by = met.service.coordinator
    edit_action(action, by=by, version=1, what="Reads a story", who="Pat")

    with pytest.raises(StaleVersion):
        edit_action(action, by=by, version=1, what="Sings", who="Pat")
    assert PlanAction.objects.get(pk=action.pk).what == "Reads a story"


def test_what_is_asked_anew_waits_for_an_answer_anew(met):
    by = met.service.coordinator
    plan = start_plan(met.meeting, by=by)
    action = add_action(plan, by=by, what="Drives", who="Dad", asked_for="Petrol money")
    put_to_authority(plan, by=by)
    action = respond_to_action(action, by=met.service.worker, state="agreed", approver="Rita")
    assert (action.asked_state, action.approver) == ("agreed", "Rita")

    action = edit_action(
        action, by=by, version=action.version, what="Drives", who="Dad", asked_for="A bus pass"
    )

    assert (action.asked_state, action.asked_answered_at) == ("waiting", None)


@pytest.mark.parametrize("state", ["changed", "refused"])
def test_an_answer_that_is_not_a_plain_yes_has_words(met, state):
    by = met.service.coordinator
    plan = start_plan(met.meeting, by=by)
    action = add_action(plan, by=by, what="Drives", who="Dad", asked_for="Petrol money")

    with pytest.raises(ValidationError) as refusal:
        respond_to_action(action, by=met.service.worker, state=state)
    assert list(refusal.value.message_dict) == ["answer"]


def test_an_item_is_answered_by_an_action_or_in_words_and_can_be_opened_again(met):
    plan = make_plan(met)
    by = met.service.coordinator
    assert open_items(plan) == []

    line, question = items_of(plan)
    answer_item(plan, line, by=by, words="")
    assert open_items(plan) == [line]
    answer_item(plan, line, by=by, action=plan.actions.first())
    assert open_items(plan) == []
    remove_action(plan.actions.first(), by=by)
    assert open_items(plan) == [line, question]


def test_a_declined_review_has_no_date(met):
    plan = make_plan(met)
    edit_plan(
        plan,
        by=met.service.coordinator,
        version=plan.version,
        review_declined=True,
        review_on=met.meeting.starts_at.date(),
    )
    plan.refresh_from_db()
    assert (plan.review_declined, plan.review_on) == (True, None)


def test_agreeing_moves_the_meeting_on_and_locks_the_plan(met):
    plan = make_agreed(met)

    assert Meeting.objects.get(pk=met.meeting.pk).stage == "plan_agreed"
    assert plan.state == "agreed"
    for act in (
        lambda: add_action(plan, by=met.service.coordinator, what="Cooks", who="Dad"),
        lambda: record_agreement(
            plan, met["Pat"], by=met.service.coordinator, answer="no", words=""
        ),
        lambda: agree_plan(plan, by=met.service.coordinator),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "not_writing"


def test_a_plan_without_action_cannot_be_agreed(met):
    plan = start_plan(met.meeting, by=met.service.coordinator)

    with pytest.raises(ValidationError) as refusal:
        agree_plan(plan, by=met.service.coordinator)
    assert refusal.value.code == "no_actions"


def test_the_authority_refuses_only_with_the_harm_stated(met):
    plan = make_plan(met)
    manager = met.service.referring_manager

    with pytest.raises(ValidationError) as refusal:
        respond_to_plan(plan, by=manager, agrees=False, harm=" ")
    assert refusal.value.code == "harm_missing"


def test_a_refused_plan_is_answered_amended_and_agreed(met):
    by, manager = met.service.coordinator, met.service.referring_manager
    plan = respond_to_plan(make_plan(met), by=manager, agrees=False, harm="Uncle stays over.")
    assert Meeting.objects.get(pk=met.meeting.pk).stage == "plan_not_agreed"

    with pytest.raises(ValidationError) as refusal:
        amend_plan(plan, by=by)
    assert refusal.value.code == "no_answer_yet"
    record_family_answer(plan, by=by, words="He will not.")
    later = amend_plan(plan, by=by)

    assert (later.number, later.amends_id, later.state) == (2, plan.pk, "writing")
    assert [action.carried_from_id for action in later.actions.all()] == [
        action.pk for action in plan.actions.all()
    ]
    assert open_items(later) == []
    assert later.agreements.count() == 0
    record_agreement(later, met["Ngozi"], by=by, answer="yes")
    agree_plan(later, by=by)
    plan.refresh_from_db()
    assert plan.state == "refused"
    assert Meeting.objects.get(pk=met.meeting.pk).stage == "plan_agreed"


def test_an_agreed_amendment_replaces_the_version_before(met):
    plan = make_agreed(met)
    later = amend_plan(plan, by=met.service.coordinator)
    plan.refresh_from_db()
    assert plan.state == "agreed"

    agree_plan(later, by=met.service.coordinator)

    plan.refresh_from_db()
    assert plan.state == "replaced"
    with pytest.raises(ValidationError) as refusal:
        amend_plan(plan, by=met.service.coordinator)
    assert refusal.value.code == "newer_there"


def test_each_step_leaves_its_event(met):
    plan = make_plan(met)
    put_to_authority(plan, by=met.service.coordinator)
    put_to_authority(plan, by=met.service.coordinator)
    respond_to_plan(plan, by=met.service.worker, agrees=True)
    record_agreement(plan, met["Ngozi"], by=met.service.coordinator, answer="yes")
    agree_plan(plan, by=met.service.coordinator)

    events = Event.objects.of_case(met.case).filter(subject_type="familyplan").order_by("pk")
    assert [(event.kind, event.to_value) for event in events] == [
        ("plan_written", "Plan 1"),
        ("plan_written", "Put to the authority"),
        ("plan_answered", "Plan 1: the authority agrees"),
        ("plan_agreed", "Plan 1"),
    ]


def check(name, meeting):
    load()
    return list(CHECKS[name](meeting))


def test_the_guards_say_what_is_open(met):
    by = met.service.coordinator
    assert check("plan_is_there", met.meeting) == ["The family’s plan has no action yet."]
    assert check("plan_answers_all", met.meeting) == []
    assert check("plan_agreed_by_family", met.meeting) == ["The family has not agreed a plan yet."]
    plan = make_plan(met)
    answer_item(plan, items_of(plan)[0], by=by, words="")
    met["Ngozi"].arrived_at = met.meeting.starts_at
    met["Ngozi"].save()

    assert check("plan_is_there", met.meeting) == []
    assert check("plan_answers_all", met.meeting) == [
        "Not answered yet: bottom line “Amira is never alone with strangers.”"
    ]
    assert check("plan_agreed_by_family", met.meeting) == [
        "Record whether Ngozi agrees to the plan.",
        "Record who of the family agrees to the plan.",
    ]
    record_agreement(plan, met["Ngozi"], by=by, answer="yes")
    assert check("plan_agreed_by_family", met.meeting) == []
