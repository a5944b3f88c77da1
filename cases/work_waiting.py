"""What waits for somebody: open alerts, an inbox, families without a plan, unsent text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Window,
    prefetch_related_objects,
)
from django.utils import timezone

from accounts.models import AccessEvent, User
from accounts.permissions import Seat
from cases.asking import ask_for
from cases.case_page import family_title, hooks
from cases.models import AlertChild, Case, CaseChild, SafeguardingAlert, Task
from cases.models.case import CaseQuerySet
from cases.work_list import (
    CASES_SHOWN,
    CaseRow,
    family_of,
    for_rows,
    held_by,
    holds,
)

UNPLANNED_SHOWN = 20
AT_HAND = 20
LOOKS_READ = 200
# Say nothing about whether something is planned with the family.
NOT_A_PLAN = (
    Task.Kind.LOOK_ALIKE,
    Task.Kind.GLASS_REVIEW,
    Task.Kind.RESTRICTION_REVIEW,
    Task.Kind.KEEP_APART_REVIEW,
)


@dataclass(frozen=True)
class AlertRow:
    """An open alert as a list prints it; late when it is not of today."""

    alert: SafeguardingAlert
    family: str
    is_late: bool


def open_alerts(user: User) -> list[AlertRow]:
    """The alerts not followed up on cases this person holds or whose team they manage.

    Either team: a manager of the team that refers follows up as much as one of the service.
    """
    alerts = ask_for(user, _open_alerts)
    children = CaseChild.objects.visible_to(user).current().select_related("person")
    named = AlertChild.objects.select_related("child__person").order_by("child")
    prefetch_related_objects(
        alerts,
        Prefetch("case__children", children, to_attr="shown_children"),
        Prefetch("about", named, to_attr="shown_about"),
    )
    today = timezone.localdate()
    return [
        AlertRow(alert, _family_of(alert), timezone.localdate(alert.raised_at) < today)
        for alert in alerts
    ]


def _open_alerts(user: User) -> QuerySet[SafeguardingAlert]:
    service = user.team_ids(Seat.SERVICE_MANAGER)
    referring = user.team_ids(Seat.REFERRING_MANAGER)
    return (
        SafeguardingAlert.objects.visible_to(user)
        .open()
        .filter(
            Q(case__in=Case.objects.filter(holds(user)))
            | Q(case__team__in=service)
            | Q(case__referring_team__in=referring)
        )
        .select_related("case", "raised_by")
        .order_by("raised_at", "pk")
    )


def _family_of(alert: SafeguardingAlert) -> str:
    """The family, or of one not referred yet the children whom the alert names."""
    if alert.case.shown_children:  # type: ignore[attr-defined]  # by open_alerts
        return family_of(alert.case)
    return family_title([row.child for row in alert.shown_about])  # type: ignore[attr-defined]


def unplanned(user: User) -> CaseQuerySet:
    """Live cases for which nothing is planned, those that have waited longest first.

    Of one's own cases, and for a manager of the service of the whole team.
    """
    managed = user.team_ids(Seat.SERVICE_MANAGER)
    cases = Case.objects.visible_to(user).filter(
        Q(pk__in=held_by(user).values("pk")) | Q(team__in=managed)
    )
    return without_plan(cases).order_by("stage_since", "pk")


def without_plan(cases: CaseQuerySet) -> CaseQuerySet:
    """Of these the live ones with no open task, no step and no meeting ahead.

    A day that has passed is no plan, whoever forgot to look at it.
    """
    today = timezone.localdate()
    planned = Task.objects.open().filter(case=OuterRef("pk")).exclude(kind__in=NOT_A_PLAN)
    cases = cases.working().filter(
        ~Exists(planned),
        Q(next_step_on__isnull=True) | Q(next_step_on__lt=today),
        Q(hold_review_on__isnull=True) | Q(hold_review_on__lt=today),
    )
    return cases.filter(~hooks.has_date_ahead()) if hooks.has_date_ahead else cases


def unplanned_first(user: User) -> tuple[list[Case], int]:
    """Those that have waited longest, and how many there are."""
    cases = ask_for(user, _unplanned_first)
    return cases, cases[0].of_all if cases else 0  # type: ignore[attr-defined]  # annotated


def _unplanned_first(user: User) -> CaseQuerySet:
    cases = unplanned(user).select_related("coordinator").annotate(of_all=Window(Count("pk")))
    return cases[:UNPLANNED_SHOWN]


def waiting_rows(cases: list[Case], families: Mapping[int, str]) -> list[CaseRow]:
    """Cases as these lists print them: nothing is planned, or they were not sent."""
    return [CaseRow(case, families[case.pk], case.get_stage_display()) for case in cases]


def cases_at_hand(user: User) -> list[Case]:
    """The cases somebody most likely means: their own live ones, then those opened lately.

    Among their own is what they have begun to refer: harm may be disclosed before it is sent.
    """
    drafts = Case.objects.visible_to(user).filter(stage=Case.Stage.DRAFT, created_by=user)
    held = Case.objects.filter(Q(pk__in=held_by(user).values("pk")) | Q(pk__in=drafts.values("pk")))
    mine = list(for_rows(held, user).order_by("-created_at", "-pk")[:AT_HAND])
    looked = AccessEvent.objects.filter(actor=user, case_id__isnull=False)
    lately = looked.order_by("-at").values_list("case_id", flat=True)[:LOOKS_READ]
    known = {case.pk for case in mine}
    keys = [key for key in dict.fromkeys(lately) if key and key not in known][:AT_HAND]
    opened = Case.objects.visible_to(user).sent().filter(pk__in=keys or [0])
    return mine + sorted(for_rows(opened, user), key=lambda case: keys.index(case.pk))


@dataclass(frozen=True)
class Inbox:
    """How many referrals wait in the teams a manager answers for."""

    to_decide: int = 0
    asked: int = 0
    to_allocate: int = 0


def inbox(user: User) -> Inbox:
    counts = Counter(dict(ask_for(user, _waiting)))
    return Inbox(
        to_decide=counts[Case.Stage.SUBMITTED],
        asked=counts[Case.Stage.INFO_NEEDED],
        to_allocate=counts[Case.Stage.ACCEPTED],
    )


def _waiting(user: User) -> QuerySet[Case, Any]:
    return (
        Case.objects.visible_to(user)
        .filter(team__in=user.team_ids(Seat.SERVICE_MANAGER))
        .values_list("stage")
        .annotate(number=Count("pk"))
        .filter(stage__in=(Case.Stage.SUBMITTED, Case.Stage.INFO_NEEDED, Case.Stage.ACCEPTED))
    )


def draft_referrals(user: User) -> list[Case]:
    """Referrals begun and not sent: their author's alone."""
    return ask_for(user, _drafts_first)


def _drafts_first(user: User) -> CaseQuerySet:
    drafts = Case.objects.visible_to(user).filter(stage=Case.Stage.DRAFT, created_by=user)
    return drafts.order_by("-created_at", "-pk")[:CASES_SHOWN]
