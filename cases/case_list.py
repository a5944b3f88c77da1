"""The list of cases: what may be asked of it, and a page that costs the same at any place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Team, User
from accounts.models.team import Role
from cases.case_page import NextMeeting, family_title, hooks
from cases.models import Case, CaseChild, Compartment, Person
from cases.models.case import CaseQuerySet
from cases.models.person import closed_to
from cases.work_list import stage_words, step_words
from cases.work_waiting import without_plan

PAGE = 50
MOST_COUNTED = 1000
MOST_COORDINATORS = 200

OPEN = "open"
ANY = "any"
NOBODY = "none"
TICKED = ("on", "1")
STAGES = {
    OPEN: "Open cases",
    ANY: "Open and ended cases",
    **{stage.value: stage.label for stage in Case.Stage if stage != Case.Stage.DRAFT},
}
# How a list may be sorted: nothing from an address ever reaches order_by itself.
SORTS = {
    "newest": "Newest referral first",
    "oldest": "Oldest referral first",
    "next": "Next date first",
}
ORDERS = {
    "newest": ("created_at", True),
    "oldest": ("created_at", False),
    "next": ("next_step_on", False),
}


@dataclass(frozen=True)
class ListFilter:
    """What somebody asked of the list. What is not on offer counts as not asked."""

    team: Team | None = None
    stage: str = OPEN
    coordinator: User | None = None
    has_no_coordinator: bool = False
    worker: User | None = None
    has_no_worker: bool = False
    mine: bool = False
    restricted: bool = False
    unplanned: bool = False
    sort: str = "newest"

    @property
    def parameters(self) -> dict[str, str]:
        """The part of an address that says this, defaults left out."""
        coordinator = str(self.coordinator.public_id) if self.coordinator else ""
        worker = str(self.worker.public_id) if self.worker else ""
        found = {
            "team": str(self.team.public_id) if self.team else "",
            "stage": "" if self.stage == OPEN else self.stage,
            "coordinator": NOBODY if self.has_no_coordinator else coordinator,
            "worker": NOBODY if self.has_no_worker else worker,
            "mine": "on" if self.mine else "",
            "restricted": "on" if self.restricted else "",
            "unplanned": "on" if self.unplanned else "",
            "sort": "" if self.sort == "newest" else self.sort,
        }
        return {name: value for name, value in found.items() if value}

    def address(self, **more: str) -> str:
        query = QueryDict(mutable=True)
        query.update(self.parameters | more)
        return f"?{query.urlencode()}"

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Each filter that is on: what it is called, and the address without it."""
        found: list[tuple[str, ListFilter]] = []
        if self.team:
            found.append((f"Team: {self.team}", replace(self, team=None)))
        if self.stage != OPEN:
            found.append((STAGES[self.stage], replace(self, stage=OPEN)))
        if self.coordinator:
            found.append((f"Coordinator: {self.coordinator}", replace(self, coordinator=None)))
        if self.has_no_coordinator:
            found.append(("No coordinator yet", replace(self, has_no_coordinator=False)))
        if self.worker:
            found.append((f"Social worker: {self.worker}", replace(self, worker=None)))
        if self.has_no_worker:
            found.append(("A child without a social worker", replace(self, has_no_worker=False)))
        if self.mine:
            found.append(("My cases", replace(self, mine=False)))
        if self.restricted:
            found.append(("Restricted", replace(self, restricted=False)))
        if self.unplanned:
            found.append(("Nothing planned", replace(self, unplanned=False)))
        return [(words, without.address()) for words, without in found]


@dataclass(frozen=True)
class Choices:
    """What the filters offer: teams, and who coordinates in those of this reader."""

    teams: list[Team]
    coordinators: list[User]


def choices_for(user: User) -> Choices:
    """Return what can be chosen, in two queries. Staff and teams are no secret in here."""
    coordinators = User.objects.active().with_role(Role.COORDINATOR)
    return Choices(
        teams=list(Team.objects.open()[:MOST_COORDINATORS]),
        coordinators=list(
            coordinators.order_by("first_name", "last_name", "pk")[:MOST_COORDINATORS]
        ),
    )


def read_filter(asked: Mapping[str, str], choices: Choices) -> ListFilter:
    """Read an address. Junk, and what is not offered, is as if it were not there."""
    coordinator = asked.get("coordinator", "")
    return ListFilter(
        team=_chosen(asked.get("team", ""), choices.teams),
        stage=asked["stage"] if asked.get("stage") in STAGES else OPEN,
        coordinator=_chosen(coordinator, choices.coordinators) or _former(coordinator),
        has_no_coordinator=coordinator == NOBODY,
        worker=_named(asked.get("worker", "")),
        has_no_worker=asked.get("worker") == NOBODY,
        mine=asked.get("mine") in TICKED,
        restricted=asked.get("restricted") in TICKED,
        unplanned=asked.get("unplanned") in TICKED,
        sort=asked["sort"] if asked.get("sort") in SORTS else "newest",
    )


def _chosen(public_id: str, things: Iterable[Any]) -> Any:
    return next((thing for thing in things if str(thing.public_id) == public_id), None)


def _named(public_id: str) -> User | None:
    """Who is named by an address alone: there are too many social workers to choose from."""
    try:
        return User.objects.filter(public_id=UUID(public_id)).first()
    except ValueError:
        return None


def _former(public_id: str) -> User | None:
    """Somebody who is no coordinator any more and still has cases as one."""
    user = _named(public_id)
    return user if user and Case.objects.filter(coordinator=user).exists() else None


def worked_by(user: User, worker: User | None) -> Q:
    """Whether a child of a case has this social worker, or one has none, as `user` sees it."""
    children = CaseChild.objects.visible_to(user).current().filter(case=OuterRef("pk"))
    return Q(Exists(children.filter(social_worker=worker)))


def filtered_cases(user: User, asked: ListFilter) -> CaseQuerySet:
    """The cases of the list, in no order."""
    cases = Case.objects.visible_to(user).sent()
    if asked.stage == OPEN:
        cases = cases.working()
    elif asked.stage != ANY:
        cases = cases.filter(stage=asked.stage)
    if asked.team:
        cases = cases.filter(Q(team=asked.team) | Q(referring_team=asked.team))
    if asked.coordinator:
        cases = cases.filter(coordinator=asked.coordinator)
    if asked.has_no_coordinator:
        cases = cases.filter(coordinator__isnull=True)
    if asked.worker or asked.has_no_worker:
        cases = cases.filter(worked_by(user, asked.worker))
    if asked.mine:
        cases = cases.filter(pk__in=_held(user))
    if asked.restricted:
        cases = cases.filter(is_restricted=True)
    if asked.unplanned:
        cases = without_plan(cases)
    if asked.sort == "next":
        cases = cases.filter(next_step_on__isnull=False)
    return cases


def _held(user: User) -> QuerySet[Any, Any]:
    """Keys of the cases somebody referred, coordinates or works, each way by its own index."""
    acting = user.acting_ids
    worked_on = CaseChild.objects.current().filter(social_worker__in=acting).order_by()
    return (
        Case.objects.filter(coordinator__in=acting)
        .values("pk")
        .union(
            Case.objects.filter(created_by__in=acting).values("pk"),
            worked_on.values("case"),
            all=True,
        )
    )


@dataclass(frozen=True)
class ListRow:
    """One case as the list prints it, dates in words already."""

    case: Case
    family: str
    stage: str
    next_date: str
    coordinator: str


@dataclass(frozen=True)
class ListPage:
    rows: list[ListRow]
    newer: str
    older: str
    count: int
    has_more_than_counted: bool


def list_page(user: User, asked: ListFilter, *, after: str = "", before: str = "") -> ListPage:
    """Return one page: after a case, or before one, each named by its public id.

    A case that may not be known of, or is none, names no place: the first page is shown.
    """
    cases = filtered_cases(user, asked)
    column, is_falling = ORDERS[asked.sort]
    place = _place(cases, column, after or before)
    is_backward = bool(place and before and not after)
    found = list(_from_place(cases, column, is_falling != is_backward, place, user)[: PAGE + 1])
    has_more = len(found) > PAGE
    # Only what does not fit on one page has to be counted.
    counted = cases[: MOST_COUNTED + 1].count() if has_more or place else len(found)
    found = found[:PAGE]
    if is_backward:
        found.reverse()
    has_newer = has_more if is_backward else place is not None
    has_older = bool(found) if is_backward else has_more
    return ListPage(
        rows=rows_of(found),
        newer=asked.address(before=str(found[0].public_id)) if has_newer and found else "",
        older=asked.address(after=str(found[-1].public_id)) if has_older else "",
        count=min(counted, MOST_COUNTED),
        has_more_than_counted=counted > MOST_COUNTED,
    )


def _place(cases: CaseQuerySet, column: str, public_id: str) -> tuple[Any, int] | None:
    try:
        key = UUID(public_id)
    except ValueError:
        return None
    return cases.filter(public_id=key).values_list(column, "pk").first()


def _from_place(
    cases: CaseQuerySet, column: str, is_falling: bool, place: tuple[Any, int] | None, user: User
) -> CaseQuerySet:
    """Order a list and begin it beyond a place, by a bound that an index can walk from."""
    if place:
        value, key = place
        side = "lt" if is_falling else "gt"
        beyond = Q(**{f"{column}__{side}": value}) | Q(**{f"pk__{side}": key})
        cases = cases.filter(beyond, **{f"{column}__{side}e": value})
    order = (F(column).desc(), F("pk").desc()) if is_falling else (F(column).asc(), F("pk").asc())
    return _with_children(cases, user).select_related("coordinator", "team").order_by(*order)


CHILD_FIELDS = ("first_name", "last_name", "known_as", "date_of_birth", "expected_on", "died_on")


def _with_children(cases: CaseQuerySet, user: User) -> CaseQuerySet:
    """Fetch with each case, in its own query, what its children's names are made from.

    The cases are visible already. Children on one side of a matter are left to the pages
    of the case, which know who sits on which side; whoever is hidden from the reader is
    left out here as there.
    """
    children = CaseChild.objects.current().filter(
        ~closed_to(user, "person"), case=OuterRef("pk"), compartment=Compartment.OPEN
    )
    described = JSONObject(
        birth_is_estimated="person__birth_is_estimated",
        **{name: f"person__{name}" for name in CHILD_FIELDS},
    )
    return cases.annotate(
        described_children=ArraySubquery(children.order_by("pk").values_list(described))
    )


def rows_of(cases: list[Case]) -> list[ListRow]:
    keys = [case.pk for case in cases]
    labels = hooks.stage_labels(keys) if hooks.stage_labels and keys else {}
    meetings = hooks.next_meetings(keys) if hooks.next_meetings and keys else {}
    return [
        ListRow(
            case=case,
            family=family_title(_children(case)),
            stage=stage_words(case, labels),
            next_date=_next_date(case, meetings.get(case.pk)),
            coordinator=str(case.coordinator) if case.coordinator else "None yet",
        )
        for case in cases
    ]


def _children(case: Case) -> list[CaseChild]:
    """Rows for reading alone, made from what came with the case."""
    people = []
    for described in case.described_children:  # type: ignore[attr-defined]  # _with_children
        days = {
            name: date.fromisoformat(described[name]) if described[name] else None
            for name in ("date_of_birth", "expected_on", "died_on")
        }
        people.append(Person(**{**described, **days}))
    return [CaseChild(person=person) for person in people]


def _next_date(case: Case, meeting: NextMeeting | None) -> str:
    if meeting:
        starts = timezone.localtime(meeting.starts_at)
        return f"{meeting.name}, {starts:%-d %B %Y, %H:%M}"
    return step_words(case) or ("Ended" if case.is_ended else "No date yet")
