"""The referrals that wait for the managers of a service: to decide, asked about, to allocate."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case as CaseWhen
from django.db.models import IntegerField, Prefetch, Value, When
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Seat
from cases.case_page import family_title
from cases.clocks import days_waiting_of
from cases.models import Case, CaseChild, Referral
from cases.models.case import CaseQuerySet

SHOWN = 100
URGENCY = CaseWhen(
    When(referral__urgency=Referral.Urgency.URGENT, then=Value(0)),
    When(referral__urgency=Referral.Urgency.SOON, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class InboxRow:
    case: Case
    family: str
    days_waiting: int
    is_late: bool

    @property
    def referral(self) -> Referral:
        return self.case.referral

    @property
    def urgency(self) -> str:
        """ "Urgent" or "Soon"; nothing for the usual timescale."""
        if self.referral.urgency == Referral.Urgency.ORDINARY:
            return ""
        return self.referral.get_urgency_display().split(":")[0]


@dataclass(frozen=True)
class Inbox:
    to_decide: list[InboxRow] = field(default_factory=list)
    asked: list[InboxRow] = field(default_factory=list)
    to_allocate: list[InboxRow] = field(default_factory=list)
    is_cut: bool = False

    @property
    def rows(self) -> list[InboxRow]:
        return [*self.to_decide, *self.asked, *self.to_allocate]

    @property
    def is_empty(self) -> bool:
        return not self.rows


def waiting_for(user: User) -> CaseQuerySet:
    """The cases of this manager's services that have no coordinator yet, urgent and old first."""
    return (
        Case.objects.visible_to(user)
        .working()
        .filter(team__in=user.team_ids(Seat.SERVICE_MANAGER), coordinator__isnull=True)
        .order_by(URGENCY, "referral__sent_at", "pk")
    )


def read_inbox(user: User) -> Inbox:
    """Read all of it in the same few queries, however much waits."""
    children = CaseChild.objects.visible_to(user).current().select_related("person")
    cases = list(
        waiting_for(user)
        .select_related("team", "referring_team", "created_by", "referral__referrer")
        .prefetch_related(Prefetch("children", children, to_attr="shown_children"))[: SHOWN + 1]
    )
    today = timezone.localdate()
    waited = days_waiting_of(cases, today)
    inbox = Inbox(is_cut=len(cases) > SHOWN)
    groups = {Case.Stage.SUBMITTED: inbox.to_decide, Case.Stage.INFO_NEEDED: inbox.asked}
    for case in cases[:SHOWN]:
        rows = groups.get(Case.Stage(case.stage), inbox.to_allocate)
        rows.append(_row(case, waited[case.pk], today))
    return inbox


def _row(case: Case, days_waiting: int, today: date) -> InboxRow:
    return InboxRow(
        case=case,
        family=family_title(case.shown_children),  # type: ignore[attr-defined]  # read_inbox
        days_waiting=days_waiting,
        is_late=case.next_step_on is not None and case.next_step_on < today,
    )
