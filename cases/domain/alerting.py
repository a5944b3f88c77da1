"""New harm disclosed: written down at any stage, in front of everything else until followed up."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, settle_tasks
from cases.models import AlertChild, Case, CaseChild, Event, SafeguardingAlert, Task
from cases.rules_recording import check_children_of, check_there


@transaction.atomic
def raise_alert(
    case: Case,
    *,
    by: User,
    children: Sequence[CaseChild],
    what: str,
    who_was_told: str,
    told_at: datetime,
    is_shared_without_consent: bool = False,
    sharing_reason: str = "",
) -> SafeguardingAlert:
    """Record new harm: what, who was told, when; due today for managers and the coordinator.

    No stage of the work delays it, not even that it has ended or is not referred yet
    (docs: domain 7.13). On a draft the alert stands with the managers of the referring
    team by itself: a task would lead them to a referral that is still its author's alone.
    Their tasks, and those of the service, come with the referral.
    """
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    check_children_of(case, children)
    check_there(what, "Enter what was disclosed or seen.", code="what_missing")
    check_there(who_was_told, "Enter who was told.", code="who_missing")
    if told_at > timezone.now():
        raise ValidationError("The time they were told must be in the past.", code="in_the_future")
    if is_shared_without_consent:
        check_there(
            sharing_reason,
            "Enter why it was shared without consent.",
            code="sharing_reason_missing",
        )
    alert = SafeguardingAlert.objects.create(
        case=case,
        what=what.strip(),
        who_was_told=who_was_told.strip(),
        told_at=told_at,
        is_shared_without_consent=is_shared_without_consent,
        sharing_reason=sharing_reason.strip() if is_shared_without_consent else "",
        raised_by=by,
    )
    AlertChild.objects.bulk_create([AlertChild(alert=alert, child=child) for child in children])
    if case.stage != Case.Stage.DRAFT:
        ask_for_follow_up(case, by=by)
    record_event(
        case,
        Event.Kind.ALERT_RAISED,
        by=by,
        subject=alert,
        children=children,
        to_value=f"Told: {alert.who_was_told}",
    )
    return alert


@transaction.atomic
def follow_up_alert(alert: SafeguardingAlert, *, by: User, follow_up: str) -> SafeguardingAlert:
    """Say what came of an alert. With the last open one of a case its tasks are done."""
    alert = SafeguardingAlert.objects.select_for_update().get(pk=alert.pk)
    if alert.followed_up_at:
        raise ValidationError(
            f"{alert.followed_up_by} has followed this up already.", code="already_followed_up"
        )
    check_there(follow_up, "Enter what came of it.", code="follow_up_missing")
    alert.followed_up_at = timezone.now()
    alert.followed_up_by = by
    alert.follow_up = follow_up.strip()
    alert.save(update_fields=["followed_up_at", "followed_up_by", "follow_up"])
    record_event(alert.case, Event.Kind.ALERT_FOLLOWED_UP, by=by, subject=alert)
    if not alert.case.alerts.open().exists():
        settle_tasks(alert.case, Task.Kind.ALERT, by=by)
    return alert


def ask_for_follow_up(case: Case, *, by: User) -> None:
    """Ask the managers of both teams and the coordinator, today: each of them may follow it up."""
    today = timezone.localdate()
    title = f"Follow up the safeguarding alert on {case}"
    kind = Task.Kind.ALERT
    for team in filter(None, (case.team, case.referring_team)):
        add_task(title=title, due_on=today, for_managers_of=team, case=case, kind=kind, by=None)
    if case.coordinator and case.coordinator_id != by.pk:
        add_task(
            title=title, due_on=today, assigned_to=case.coordinator, case=case, kind=kind, by=None
        )
