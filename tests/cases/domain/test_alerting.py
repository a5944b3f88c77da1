from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.domain.alerting import follow_up_alert, raise_alert
from cases.models import Case, CaseAccess, Event, Exclusion, SafeguardingAlert, Task
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=2)


def alert_on(family, by, **changes):
    given = {
        "children": family.children,
        "what": "A bruise on her arm.",
        "who_was_told": "Sam Reed, duty",
        "told_at": timezone.now(),
    }
    return raise_alert(family.case, by=by, **given | changes)


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value.code


def test_an_alert_says_what_who_and_when(service, family, clock):
    alert = alert_on(family, service.worker)

    assert (alert.what, alert.who_was_told) == ("A bruise on her arm.", "Sam Reed, duty")
    assert [row.child for row in alert.about.order_by("child")] == family.children
    assert alert.raised_by == service.worker
    assert Event.objects.get().kind == Event.Kind.ALERT_RAISED


def test_managers_and_the_coordinator_owe_a_follow_up_today(service, family):
    alert_on(family, service.worker)

    tasks = Task.objects.filter(kind=Task.Kind.ALERT)
    assert {(task.assigned_to, task.for_managers_of) for task in tasks} == {
        (None, service.team),
        (None, service.referring),
        (service.coordinator, None),
    }
    assert {task.due_on for task in tasks} == {timezone.localdate()}
    assert [task for task in tasks if "bruise" in task.title] == []


def test_a_coordinator_who_raises_it_is_not_asked_themselves(service, family):
    alert_on(family, service.coordinator)

    assert {task.for_managers_of for task in Task.objects.all()} == {
        service.team,
        service.referring,
    }


def test_it_can_be_shared_without_consent_for_a_reason(service, family):
    alert = alert_on(
        family, service.worker, is_shared_without_consent=True, sharing_reason="Immediate harm."
    )

    assert alert.sharing_reason == "Immediate harm."


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": " "}, "what_missing"),
        ({"who_was_told": " "}, "who_missing"),
        ({"children": []}, "no_children"),
        ({"is_shared_without_consent": True, "sharing_reason": " "}, "sharing_reason_missing"),
        ({"told_at": timezone.now() + timedelta(days=1)}, "in_the_future"),
    ],
)
def test_an_alert_leaves_nothing_out(service, family, changes, code):
    assert refusal(alert_on, family, service.worker, **changes) == code
    assert not SafeguardingAlert.objects.exists()


def test_an_alert_is_about_children_of_the_case(service, family):
    other = make_family(service)

    assert refusal(alert_on, family, service.worker, children=other.children) == "not_in_case"


@pytest.mark.parametrize("stage", [*Case.LIVE_STAGES, *Case.ENDED_STAGES])
def test_no_stage_delays_an_alert(service, stage):
    assert alert_on(make_family(service, stage=stage), service.worker)


@pytest.fixture
def draft(service):
    return make_family(service, stage=Case.Stage.DRAFT, children=2)


def see(alert):
    return [
        person
        for person in User.objects.order_by("pk")
        if SafeguardingAlert.objects.visible_to(person).filter(pk=alert.pk).exists()
    ]


def test_harm_disclosed_before_a_referral_is_sent_is_seen_by_the_authors_managers(service, draft):
    make_service()  # another council's worth of managers

    alert = alert_on(draft, service.worker)

    assert see(alert) == [service.worker, service.referring_manager]
    # The draft itself stays its author's alone, and so does a task that would lead to it.
    assert not Case.objects.visible_to(service.referring_manager).exists()
    assert not Task.objects.exists()


def test_where_no_team_refers_the_managers_of_the_service_see_it(service, draft):
    Case.objects.filter(pk=draft.case.pk).update(
        referring_team=None, created_by=service.coordinator
    )

    assert see(alert_on(draft, service.coordinator)) == [service.coordinator, service.manager]


def test_a_manager_who_is_excluded_does_not_see_it(service, draft):
    alert = alert_on(draft, service.worker)
    Exclusion.objects.create(
        case=draft.case,
        user=service.referring_manager,
        ground="known",
        recorded_by=service.manager,
    )

    assert see(alert) == [service.worker]


def test_of_a_family_kept_hidden_only_managers_on_its_list_see_it(service, draft):
    Case.objects.filter(pk=draft.case.pk).update(
        is_restricted=True, restriction_review_on=timezone.localdate()
    )
    alert = alert_on(draft, service.worker)
    assert see(alert) == [service.worker]

    for listed in (service.manager, service.colleague):
        CaseAccess.objects.create(
            case=draft.case,
            user=listed,
            expires_on=timezone.localdate() + timedelta(days=9),
            granted_by=service.manager,
        )
    assert see(alert) == [service.worker, service.manager]


def test_following_up_says_what_came_of_it_and_settles_the_tasks(service, family):
    alert = alert_on(family, service.worker)

    alert = follow_up_alert(alert, by=service.manager, follow_up="A section 47 enquiry.")

    assert (alert.follow_up, alert.followed_up_by) == ("A section 47 enquiry.", service.manager)
    assert not Task.objects.open().exists()
    assert Event.objects.filter(kind=Event.Kind.ALERT_FOLLOWED_UP).count() == 1


def test_the_tasks_stay_while_another_alert_is_open(service, family):
    first = alert_on(family, service.worker)
    alert_on(family, service.worker)

    follow_up_alert(first, by=service.manager, follow_up="No further action.")

    assert Task.objects.open().exists()


def test_the_slower_of_two_is_told_who_was_faster(service, family):
    alert = alert_on(family, service.worker)
    follow_up_alert(alert, by=service.manager, follow_up="Done.")

    with pytest.raises(ValidationError) as caught:
        follow_up_alert(alert, by=service.coordinator, follow_up="Done too.")

    assert caught.value.code == "already_followed_up"
    assert str(service.manager) in caught.value.message


def test_a_follow_up_is_not_nothing(service, family):
    alert = alert_on(family, service.worker)

    assert refusal(follow_up_alert, alert, by=service.manager, follow_up=" ") == "follow_up_missing"
