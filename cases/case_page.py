"""What stands at the top of every page of a case: who, which stage, what to mind, tabs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import may
from cases.asking import ask_for
from cases.models import Case, CaseChild, ImportedCell, KeepApart, SafeguardingAlert
from cases.models.keep_apart import family_of
from cases.names_and_ages import family_title_of
from restorative.asked_again import Given
from restorative.one_look import once_a_look

STAGE_COLOURS = {
    Case.Stage.SUBMITTED: "light-blue",
    Case.Stage.INFO_NEEDED: "yellow",
    Case.Stage.ACCEPTED: "light-blue",
    Case.Stage.ALLOCATED: "turquoise",
    Case.Stage.ON_HOLD: "yellow",
}


class CaseEnded(Protocol):
    """Given a locked case that has just ended, do what follows, in the same transaction."""

    def __call__(self, case: Case, *, by: User, why: str) -> None: ...


class CoordinatorChanged(Protocol):
    """Given a locked case with another coordinator, do what follows, in the same transaction."""

    def __call__(self, case: Case, *, by: User, before: User | None) -> None: ...


class NextDate(Protocol):
    """Given a case, the date that its header shows and what it is; conferences fills it."""

    def __call__(self, case: Case) -> tuple[str, str] | None: ...


@dataclass(frozen=True)
class NextMeeting:
    """A meeting of a case that lies ahead: what it is, when, and its page."""

    name: str
    starts_at: datetime
    public_id: UUID

    @property
    def url(self) -> str:
        return reverse("conferences:meeting_detail", args=[self.public_id])


@dataclass(frozen=True)
class FirstMeeting:
    """When the family of a case first met, and how: what its follow-ups count from.

    `pathway` is the kind of meeting, `items` what it asks at follow-ups (cases/outcomes/items),
    `family_came` how many of the family and its friends were there; None where nobody noted it.
    """

    day: date
    pathway: str
    items: tuple[str, ...]
    family_came: int | None = None


@dataclass
class Hooks:
    """What later apps add to a case page, registered when they start: imports point one way.

    The plural ones answer for many cases by key in one query; `has_date_ahead` makes a
    condition on cases that says whether a meeting of theirs lies ahead. `first_held` says
    when the family of each first met, if it did, `first_meetings` also how. `closing_reminders` says what is easily
    forgotten before a case is closed, and stops nobody. `case_ended` and `coordinator_changed`
    are no reading: they do what must follow.
    """

    stage_label: Any = None
    next_date: NextDate | None = None
    stage_labels: Callable[[Collection[int]], dict[int, str]] | None = None
    next_meetings: Callable[[Collection[int]], dict[int, NextMeeting]] | None = None
    closing_reminders: Callable[[Case], list[str]] | None = None
    has_date_ahead: Callable[[], Exists] | None = None
    first_held: Callable[[Collection[int]], dict[int, date]] | None = None
    first_meetings: Callable[[Collection[int]], dict[int, FirstMeeting]] | None = None
    # The sides of a case that its meetings write something of, each with the page that says who
    # works with it; and whether one person may work with both.
    sides_of: Callable[[Case], dict[str, str]] | None = None
    one_knows_both: Callable[[Case], bool] | None = None
    case_ended: CaseEnded | None = None
    coordinator_changed: CoordinatorChanged | None = None
    tabs: tuple[tuple[str, str, Permission], ...] = ()
    # What each kind of remark in an old sheet seems to ask, in a sentence.
    remark_words: Mapping[str, str] = field(default_factory=dict)
    # Where a kind of task is done: a page that is given the case, and what it asks for.
    task_pages: dict[str, tuple[str, Permission]] = field(default_factory=dict)


hooks = Hooks()


@dataclass(frozen=True)
class CaseHeader:
    title: str
    reference: str
    stage_label: str
    stage_colour: str
    next_date_text: str
    alerts: Sequence[str]
    restricted: bool
    read_only_text: str


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def case_context(request: UserRequest, case: Case, current: str, **context: Any) -> dict[str, Any]:
    """Everything templates/case.html needs, with the page's own context added.

    `current` is the view name of the tab that is open. Costs a query each for children,
    alerts, meetings, and whether there is an old sheet or somebody to be kept apart.
    """
    old_sheet = _old_sheet(case, request.user)
    children = children_of(case, request.user)
    return {
        "case": case,
        "children": children,
        "case_header": _header(request.user, case, children),
        "case_tabs": _tabs(request, case, current, with_old_sheet=bool(old_sheet["cells"])),
        "old_sheet": old_sheet,
        "may_write": may(request.user, Permission.NOTE_ADD, case),
        **context,
    }


def children_ever_of(case: Case, user: User) -> list[CaseChild]:
    """The children of a case, now and before, as far as this person may know of them.

    Several parts of a page ask for them: while it is read they are fetched once.
    """
    return once_a_look(
        ("children", case.pk, user.pk), lambda: ask_for(user, _children, case=case.pk)
    )


def _children(user: User) -> QuerySet[CaseChild]:
    rows = CaseChild.objects.visible_to(user).filter(case=Given("case"))
    return rows.select_related("person", "social_worker").order_by("pk")


def children_of(case: Case, user: User) -> list[CaseChild]:
    """Those of them who are on it now."""
    return [child for child in children_ever_of(case, user) if child.left_on is None]


def _header(user: User, case: Case, children: list[CaseChild]) -> CaseHeader:
    label, colour = case.get_stage_display(), STAGE_COLOURS.get(Case.Stage(case.stage), "grey")
    if hooks.stage_label and case.stage == Case.Stage.ALLOCATED:
        label = hooks.stage_label(case) or label
    return CaseHeader(
        title=family_title(children),
        reference=str(case),
        stage_label=label,
        stage_colour=colour,
        next_date_text=next_meeting_of(case),
        alerts=_alerts(case, user),
        restricted=case.is_restricted,
        read_only_text=_read_only_text(case),
    )


def family_title(children: list[CaseChild]) -> str:
    """The children as they like to be called, with their ages: "Amira, 9 and Sami, 6"."""
    return family_title_of(
        [f"{child.person.liked_name}, {child.person.age_text}" for child in children]
    )


def alerts_of(case: Case, user: User) -> list[SafeguardingAlert]:
    """The alerts of a case that this person may know of, the oldest first; once for a page."""
    return once_a_look(("alerts", case.pk, user.pk), lambda: ask_for(user, _of_case, case=case.pk))


def _of_case(user: User) -> QuerySet[SafeguardingAlert]:
    rows = SafeguardingAlert.objects.of_visible_cases(user).filter(case=Given("case"))
    return rows.select_related("raised_by").order_by("raised_at", "pk")


def open_alerts_of(case: Case, user: User) -> list[SafeguardingAlert]:
    """Those of them that nobody has followed up."""
    return [alert for alert in alerts_of(case, user) if alert.followed_up_at is None]


def next_meeting_of(case: Case) -> str:
    """What the header says of the next meeting; empty where there is none."""
    if not hooks.next_date:
        return ""
    found = once_a_look(("next date", case.pk), partial(hooks.next_date, case))
    return f"{found[1]}: {found[0]}" if found else ""


def _alerts(case: Case, user: User) -> list[str]:
    alerts = [f"{alert} has not been followed up" for alert in open_alerts_of(case, user)]
    if says_who_is_kept_apart(case, user):
        alerts.append("Some people in this family must be kept apart")
    return alerts


class Known(NamedTuple):
    """What can be asked of a case in a moment, so that the long rules are asked of few."""

    has_old_sheet: bool
    first_is_here: bool
    second_is_here: bool
    holds_apart: bool

    @property
    def touches_apart(self) -> bool:
        """Whether somebody who is here is to be kept apart from anybody."""
        return self.first_is_here or self.second_is_here


def _known(user: User) -> QuerySet[Case, Any]:
    case = Given("case")
    apart, here = KeepApart.objects.in_force().told_to(user), family_of(case)
    return (
        Case.objects.filter(pk=case)
        .annotate(
            has_old_sheet=Exists(ImportedCell.objects.filter(case=case)),
            # Each along its own index.
            first_is_here=Exists(apart.filter(first__in=here)),
            second_is_here=Exists(apart.filter(second__in=here)),
            holds_apart=Exists(apart.within(case, user)),
        )
        .values_list(*Known._fields)
    )


def known_of(case: Case, user: User) -> Known:
    def ask() -> Known:
        [row] = ask_for(user, _known, case=case.pk)
        return Known(*row)

    return once_a_look(("known", case.pk, user.pk), ask)


def says_who_is_kept_apart(case: Case, user: User) -> bool:
    """Whether an arrangement says something of people of this visible case to this person.

    Both mostly belong to the case; the whole rule of people is asked for the rest.
    """
    known = known_of(case, user)
    if known.holds_apart or not known.touches_apart:
        return known.holds_apart
    return KeepApart.objects.in_force().touching(case).visible_to(user).exists()


def _read_only_text(case: Case) -> str:
    if case.opened_by_break_glass:
        return "You opened this case in an emergency. You can read it for an hour."
    if case.is_ended and case.ended_at:
        ended = timezone.localtime(case.ended_at)
        return f"{case.get_stage_display()} on {ended:%-d %B %Y} by {case.ended_by}."
    return ""


TABS = (
    ("Summary", "cases:case_detail", Permission.CASE_VIEW),
    ("Timeline", "cases:case_timeline", Permission.CASE_VIEW),
    ("People", "cases:case_people", Permission.PERSON_VIEW),
)
OLD_SHEET = ("From the old sheet", "cases:case_old_sheet", Permission.CASE_VIEW)
LAST_TABS = (
    ("Outcomes", "cases:case_outcomes", Permission.CASE_VIEW),
    ("Messages", "cases:case_messages", Permission.MESSAGE_VIEW),
    ("Who has looked", "cases:case_looked", Permission.CASE_AUDIT),
)


def _old_sheet(case: Case, user: User) -> dict[str, int]:
    """How many cells of an old sheet the case keeps, and how many wait for somebody.

    Most cases keep none, which is asked first: the rule of access takes PostgreSQL longer to
    plan than all else that stands at the top of a page.
    """
    if not known_of(case, user).has_old_sheet:
        return {"cells": 0, "to_settle": 0}
    cells = ImportedCell.objects.visible_to(user).filter(case=case)
    waits = Q(settled_at=None) & ~Q(kind="")
    counts: dict[str, int] = cells.aggregate(cells=Count("pk"), to_settle=Count("pk", filter=waits))
    return counts


def _tabs(request: UserRequest, case: Case, current: str, *, with_old_sheet: bool) -> list[Tab]:
    tabs = []
    old_sheet = (OLD_SHEET,) if with_old_sheet or current == OLD_SHEET[1] else ()
    for label, name, permission in (*TABS, *hooks.tabs, *old_sheet, *LAST_TABS):
        if not may(request.user, permission, case):
            continue
        try:
            url = reverse(name, kwargs={"public_id": case.public_id})
        except NoReverseMatch:
            continue
        tabs.append(Tab(label, url, name == current))
    return tabs
