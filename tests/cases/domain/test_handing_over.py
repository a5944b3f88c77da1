from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role, User
from accounts.work import team_work_left as all_team_work_left
from accounts.work import work_left as all_work_left
from cases.domain.handing_over import hand_over_work, team_work_left, work_left
from cases.domain.restricting import grant_access, restrict_case
from cases.domain.tasking import add_task
from cases.models import BreakGlass, Case, CaseAccess, Event, Task
from cases.rules_access import LETS_IN
from tests.factories.cases import ExclusionFactory
from tests.factories.lifecycle import also_coordinates, make_service
from tests.factories.staff import MembershipFactory, TeamFactory, UserFactory

DUE = date(2100, 1, 4)
OTHER = Task.Kind.OTHER


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def successor(service):
    return UserFactory(social_worker=True, team=service.referring, first_name="Sue")


def task_for(user, case=None):
    return add_task(title="Ring Nan", due_on=DUE, by=None, assigned_to=user, case=case)


def test_a_coordinators_cases_and_tasks_go_over(service):
    case = service.case(coordinator=service.coordinator)

    done = hand_over_work(
        service.coordinator, service.colleague, by=service.manager, why="Leaves in May"
    )

    case.refresh_from_db()
    assert case.coordinator == service.colleague
    assert done.cases == [str(case)]
    assert done.tasks == 1  # to contact the referrer
    assert Task.objects.open().get(case=case).assigned_to == service.colleague
    event = Event.objects.of_case(case).of_kinds(Event.Kind.COORDINATOR_CHANGED).get()
    assert (event.actor_id, event.why) == (service.manager.pk, "Leaves in May")
    assert work_left(service.coordinator) == []


def test_a_social_workers_children_referrals_and_drafts_go_over(service, successor):
    under_way = service.case(coordinator=service.coordinator, children=2)
    asked = service.case(info_needed=True)
    draft = service.case(draft=True)

    done = hand_over_work(service.worker, successor, by=service.referring_manager)

    assert set(under_way.children.values_list("social_worker", flat=True)) == {successor.pk}
    assert done.children == [f"{under_way} (2 children)", f"{asked} (1 child)"]
    assert done.referrals == [str(asked)]
    assert done.drafts == 1
    visible = Case.objects.visible_to(successor)
    assert set(visible) == {under_way, asked, draft}
    assert draft.children.get().social_worker == successor
    assert Task.objects.open().get(case=asked).assigned_to == successor
    assert work_left(service.worker) == []


def test_who_sent_a_referral_stays_recorded(service, successor):
    case = service.case()

    hand_over_work(service.worker, successor, by=service.referring_manager)

    case.refresh_from_db()
    assert (case.created_by, case.referral.sent_by) == (successor, service.worker)


def test_a_task_without_a_case_goes_over(service):
    task = task_for(service.coordinator)

    hand_over_work(service.coordinator, service.worker, by=service.manager)

    task.refresh_from_db()
    assert task.assigned_to == service.worker


def test_what_is_done_or_ended_stays_where_it_was(service):
    closed = service.case(coordinator=service.coordinator, stage=Case.Stage.CLOSED)
    finished = task_for(service.coordinator)
    finished.done_at, finished.done_by = finished.created_at, service.coordinator
    finished.save()

    done = hand_over_work(service.coordinator, service.colleague, by=service.manager)

    closed.refresh_from_db()
    finished.refresh_from_db()
    assert done.is_empty
    assert closed.coordinator == finished.assigned_to == service.coordinator


def test_a_case_never_goes_to_somebody_excluded_and_is_named(service):
    ours = service.case(coordinator=service.coordinator)
    other = service.case(coordinator=service.coordinator)
    ExclusionFactory(case=ours, user=service.colleague)

    done = hand_over_work(service.coordinator, service.colleague, by=service.manager)

    ours.refresh_from_db()
    assert ours.coordinator == service.coordinator
    assert done.cases == [str(other)]
    assert [row.what for row in done.refused] == [f"{ours}, as coordinator", f"A task on {ours}"]
    assert "is excluded from this case" in done.refused[0].why
    assert Task.objects.open().get(case=ours).assigned_to == service.coordinator
    assert work_left(service.coordinator) == ["Coordinates 1 case.", "Has 1 open task."]


def test_independence_is_checked_case_by_case(service):
    case = service.case(coordinator=service.coordinator)
    both = also_coordinates(service.worker, service.team)

    done = hand_over_work(service.coordinator, both, by=service.manager)

    case.refresh_from_db()
    assert case.coordinator == service.coordinator
    assert "must be independent" in done.refused[0].why


def test_children_do_not_go_to_the_cases_coordinator(service):
    case = service.case(coordinator=service.coordinator)
    MembershipFactory(user=service.coordinator, team=service.referring, role=Role.SOCIAL_WORKER)
    both = User.objects.get(pk=service.coordinator.pk)

    done = hand_over_work(service.worker, both, by=service.referring_manager)

    assert case.children.get().social_worker == service.worker
    assert done.refused[0].what == f"{case}, social worker of 1 child"


def test_a_task_does_not_go_to_somebody_who_cannot_open_its_case(service):
    case = service.case(coordinator=service.coordinator)
    stranger = UserFactory(coordinator=True, team=TeamFactory())
    Task.objects.filter(case=case).delete()
    task_for(service.coordinator, case)

    done = hand_over_work(service.coordinator, stranger, by=service.manager)

    assert [row.what for row in done.refused] == [f"{case}, as coordinator", f"A task on {case}"]
    assert Task.objects.open().get(case=case).assigned_to == service.coordinator


def test_a_case_hidden_from_the_manager_stays_unmentioned_and_its_managers_are_asked(service):
    hidden = service.case(coordinator=service.coordinator, restricted=True)

    done = hand_over_work(service.coordinator, service.colleague, by=service.manager)

    hidden.refresh_from_db()
    assert done.is_empty
    assert hidden.coordinator == service.coordinator
    asked = Task.objects.open().get(case=hidden, for_managers_of=service.team, kind=OTHER)
    assert asked.title == f"Hand over the work of {service.coordinator} on {hidden}"
    assert asked not in Task.objects.visible_to(service.manager)


def test_managers_are_asked_once(service):
    hidden = service.case(coordinator=service.coordinator, restricted=True)
    for _ in range(2):
        hand_over_work(service.coordinator, service.colleague, by=service.manager)

    asked = Task.objects.open().filter(case=hidden, for_managers_of=service.team, kind=OTHER)
    assert asked.count() == 1


def test_a_manager_excluded_from_a_case_does_not_move_it(service):
    case = service.case(coordinator=service.coordinator)
    ExclusionFactory(case=case, user=service.manager)

    done = hand_over_work(service.coordinator, service.colleague, by=service.manager)

    case.refresh_from_db()
    assert done.is_empty
    assert case.coordinator == service.coordinator


def test_an_administrator_moves_all_but_restricted_cases(service):
    administrator = UserFactory(administrator=True)
    open_case = service.case(coordinator=service.coordinator)
    restricted = service.case(coordinator=service.coordinator, restricted=True)

    done = hand_over_work(service.coordinator, service.colleague, by=administrator)

    restricted.refresh_from_db()
    assert done.cases == [str(open_case)]
    assert restricted.coordinator == service.coordinator


def test_a_draft_does_not_go_to_somebody_who_may_not_refer(service):
    draft = service.case(draft=True)
    support = UserFactory(business_support=True)

    done = hand_over_work(service.worker, support, by=service.referring_manager)

    draft.refresh_from_db()
    assert draft.created_by == service.worker
    [refused] = done.refused
    assert refused.what == "A referral that is not sent yet"


@pytest.mark.parametrize("refusal", ["same_person", "inactive"])
def test_work_goes_to_somebody_else_who_works_here(service, refusal):
    to = service.coordinator
    if refusal == "inactive":
        to = service.colleague
        to.is_active = False
        to.save()

    with pytest.raises(ValidationError) as refused:
        hand_over_work(service.coordinator, to, by=service.manager)

    assert refused.value.code == refusal


def test_what_is_left_on_somebody_is_said_in_sentences(service):
    service.case(coordinator=service.coordinator)
    service.case(draft=True)
    service.case(info_needed=True)

    assert work_left(service.worker) == [
        "Is the social worker of 2 children.",
        "Has made 1 referral that is not decided yet.",
        "Has begun 1 referral that is not sent yet.",
        "Has 1 open task.",
    ]
    assert work_left(service.worker) == all_work_left(service.worker)


def test_a_team_is_kept_open_by_its_cases(service):
    service.case(coordinator=service.coordinator)
    service.case(draft=True)

    assert team_work_left(service.team) == ["Has 1 case under way."]
    assert "Has referred 1 case still under way." in all_team_work_left(service.referring)


def leave(user, team):
    user.memberships.filter(team=team).update(ended_at=timezone.now())


def test_a_manager_hands_over_nothing_of_somebody_who_works_elsewhere_now(service):
    case = service.case(coordinator=service.coordinator)
    MembershipFactory(user=service.coordinator, team=TeamFactory(), role=Role.COORDINATOR)
    leave(service.coordinator, service.team)

    with pytest.raises(ValidationError) as refused:
        hand_over_work(service.coordinator, service.colleague, by=service.manager)

    assert refused.value.code == "not_their_manager"
    case.refresh_from_db()
    assert case.coordinator == service.coordinator


def test_a_manager_sees_to_what_somebody_left_behind_who_is_in_no_team(service):
    case = service.case(coordinator=service.coordinator)
    leave(service.coordinator, service.team)

    done = hand_over_work(service.coordinator, service.colleague, by=service.manager)

    assert done.cases == [str(case)]


def test_a_manager_moves_work_of_their_own_teams_alone(service):
    """They know of the other case, on whose list they are; its own managers are asked."""
    other = make_service()
    both = also_coordinates(service.coordinator, other.team)
    theirs = other.case(coordinator=both, restricted=True)
    CaseAccess.objects.create(case=theirs, user=service.manager, expires_on=DUE, granted_by=both)
    ours = service.case(coordinator=both)
    assert theirs in Case.objects.visible_to(service.manager)

    done = hand_over_work(both, service.colleague, by=service.manager)

    assert done.cases == [str(ours)]
    assert not done.refused
    theirs.refresh_from_db()
    assert theirs.coordinator == both
    assert Task.objects.open().filter(case=theirs, for_managers_of=other.team, kind=OTHER)


def test_nobody_gives_themselves_a_colleagues_unsent_referral(service):
    draft = service.case(draft=True)
    manager = service.referring_manager

    done = hand_over_work(service.worker, manager, by=manager)

    draft.refresh_from_db()
    assert draft.created_by == service.worker
    assert done.drafts == 0
    assert [row.what for row in done.refused] == ["A referral that is not sent yet"]
    assert not Case.objects.visible_to(manager).filter(pk=draft.pk).exists()


def test_on_a_restricted_case_it_takes_a_manager_on_its_list(service, successor):
    case = service.case()
    restrict_case(case, by=service.manager, why="A colleague’s family.")
    grant_access(case, service.referring_manager, by=service.manager, until=DUE)

    done = hand_over_work(service.worker, successor, by=service.referring_manager)

    assert [row.what for row in done.refused] == [
        f"{case}, social worker of 1 child",
        f"{case}, as referrer",
    ]
    assert {row.why for row in done.refused} == {LETS_IN}
    assert case.children.get().social_worker == service.worker
    assert not Case.objects.visible_to(successor).exists()


def test_a_manager_on_its_list_hands_a_restricted_case_over(service):
    case = service.case(coordinator=service.coordinator)
    restrict_case(case, by=service.manager, why="A colleague’s family.")

    done = hand_over_work(service.coordinator, service.colleague, by=service.manager)

    assert done.cases == [str(case)]


def test_the_review_of_an_officer_goes_to_nobody_who_may_not_review_it(service):
    case = service.case()
    glass = BreakGlass.objects.create(
        case=case,
        user=service.colleague,
        ground="safety",
        reason="A child was found alone in the street.",
        expires_at=timezone.now() + timedelta(hours=1),
        review_due_on=DUE,
    )
    task = add_task(
        title=f"Review {case}", due_on=DUE, by=None, assigned_to=service.coordinator, glass=glass
    )

    done = hand_over_work(service.coordinator, service.worker, by=service.manager)

    task.refresh_from_db()
    assert task.assigned_to == service.coordinator
    assert [row.what for row in done.refused] == ["A review of emergency access"]
