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

from accounts.choices import Choices, PersonChoice, TeamChoice, teams_and_coordinators
from accounts.models import Team, User
from cases.asking import ask_for, count_for
from cases.case_page import NextMeeting, hooks
from cases.models import Case, CaseChild, Compartment
from cases.models.case import CaseQuerySet
from cases.models.person import closed_to
from cases.names_and_ages import child_title, family_title_of
from cases.work_list import stage_words, step_words
from cases.work_waiting import without_plan
from restorative.asked_again import Given

PAGE = 50
MOST_COUNTED = 1000
MOST_CHOICES = 200

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

    team: TeamChoice | None = None
    stage: str = OPEN
    coordinator: User | PersonChoice | None = None
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


def choices_for() -> Choices:
    """What the filters offer: open teams, and who coordinates in one."""
    return teams_and_coordinators(most=MOST_CHOICES)


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
        cases = cases.filter(Q(team=asked.team.pk) | Q(referring_team=asked.team.pk))
    if asked.coordinator:
        cases = cases.filter(coordinator=asked.coordinator.pk)
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
    team: str


@dataclass(frozen=True)
class ListPage:
    rows: list[ListRow]
    newer: str
    older: str
    count: int
    has_more_than_counted: bool


def list_page(
    user: User, asked: ListFilter, choices: Choices, *, after: str = "", before: str = ""
) -> ListPage:
    """Return one page: after a case, or before one, each named by its public id.

    A case that may not be known of, or is none, names no place: the first page is shown.
    """
    column, is_falling = ORDERS[asked.sort]
    place = _place(user, asked, after or before)
    is_backward = bool(place and before and not after)
    is_down = is_falling != is_backward
    value, key = place or (None, 0)
    found = ask_for(user, _from_place, asked, column, is_down, bool(place), value=value, key=key)
    has_more = len(found) > PAGE
    # Only what does not fit on one page has to be counted.
    counted = count_for(user, _counted, asked) if has_more or place else len(found)
    found = found[:PAGE]
    if is_backward:
        found.reverse()
    has_newer = has_more if is_backward else place is not None
    has_older = bool(found) if is_backward else has_more
    return ListPage(
        rows=rows_of(found, choices),
        newer=asked.address(before=str(found[0].public_id)) if has_newer and found else "",
        older=asked.address(after=str(found[-1].public_id)) if has_older else "",
        count=min(counted, MOST_COUNTED),
        has_more_than_counted=counted > MOST_COUNTED,
    )


def _place(user: User, asked: ListFilter, public_id: str) -> tuple[Any, int] | None:
    try:
        key = UUID(public_id)
    except ValueError:
        return None
    column, _ = ORDERS[asked.sort]
    cases = filtered_cases(user, asked).filter(public_id=key)
    return cases.values_list(column, "pk").first()


def _counted(user: User, asked: ListFilter) -> QuerySet[Case, int]:
    # Along the index of the newest: without an order PostgreSQL reads the table from its start.
    cases = filtered_cases(user, asked).order_by(F("created_at").desc(), F("pk").desc())
    return cases.values_list("pk", flat=True)[: MOST_COUNTED + 1]


def _from_place(
    user: User, asked: ListFilter, column: str, is_falling: bool, has_place: bool
) -> CaseQuerySet:
    """Order a list and begin it beyond a place, by a bound that an index can walk from."""
    cases = filtered_cases(user, asked)
    if has_place:
        value, key = Given("value", Case._meta.get_field(column)), Given("key")
        side = "lt" if is_falling else "gt"
        beyond = Q(**{f"{column}__{side}": value}) | Q(**{f"pk__{side}": key})
        cases = cases.filter(beyond, **{f"{column}__{side}e": value})
    order = (F(column).desc(), F("pk").desc()) if is_falling else (F(column).asc(), F("pk").asc())
    return _with_children(cases, user).order_by(*order)[: PAGE + 1]


DAYS = ("date_of_birth", "expected_on", "died_on")
CHILD_FIELDS = ("first_name", "last_name", "known_as", *DAYS)


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


def rows_of(cases: list[Case], choices: Choices) -> list[ListRow]:
    """The cases as they are printed. Who is in the filters anyway is not read again."""
    keys = [case.pk for case in cases]
    labels = hooks.stage_labels(keys) if hooks.stage_labels and keys else {}
    meetings = hooks.next_meetings(keys) if hooks.next_meetings and keys else {}
    people = _by_key(User, choices.coordinators, {case.coordinator_id for case in cases})
    teams = _by_key(Team, choices.teams, {case.team_id for case in cases})
    today = timezone.localdate()
    return [
        ListRow(
            case=case,
            family=family_title_of([_child(one, today) for one in case.described_children]),  # type: ignore[attr-defined]  # _with_children
            stage=stage_words(case, labels),
            next_date=_next_date(case, meetings.get(case.pk), today),
            coordinator=people[case.coordinator_id] if case.coordinator_id else "None yet",
            team=teams[case.team_id],
        )
        for case in cases
    ]


def _by_key(
    model: type[User] | type[Team],
    known: Iterable[PersonChoice | TeamChoice],
    keys: Iterable[int | None],
) -> dict[int, str]:
    """What each of the wanted is called, by key: asked for only where it is not known."""
    found = {one.pk: str(one) for one in known}
    if missing := {key for key in keys if key} - found.keys():
        found |= {one.pk: str(one) for one in model.objects.filter(pk__in=missing)}
    return found


def _child(described: dict[str, Any], today: date) -> str:
    """A child by the name they like and their age."""
    born, expected, died = (_day(described[name]) for name in DAYS)
    return child_title(
        described["first_name"],
        described["last_name"],
        described["known_as"],
        born,
        today=today,
        is_estimated=described["birth_is_estimated"],
        expected_on=expected,
        died_on=died,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _next_date(case: Case, meeting: NextMeeting | None, today: date) -> str:
    if meeting:
        starts = timezone.localtime(meeting.starts_at)
        return f"{meeting.name}, {starts:%-d %B %Y, %H:%M}"
    return step_words(case, today) or ("Ended" if case.is_ended else "No date yet")
