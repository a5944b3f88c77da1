"""The list of meetings: a row for each, with what is missing, in a bounded number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.case_page import family_title
from cases.models import Case, CaseChild
from conferences.models import Booking, Meeting, MeetingParty, Need, Participant, Resource

MINE = "mine"
TEAM = "team"
# Whom a coordinator meets first, as the people of a meeting are called in it.
PARENTS = ("Mother", "Father", "Parent")


@dataclass
class Row:
    """One meeting. What is missing, and answers, only for those who may prepare it."""

    meeting: Meeting
    cases: list[Case]
    may_prepare: bool
    is_mine: bool
    family: str = ""
    asked: int = 0
    answered: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def answers(self) -> str:
        return f"{self.answered} of {self.asked}" if self.may_prepare and self.asked else ""


def rows_of(meetings: Iterable[Meeting], user: User) -> list[Row]:
    """Make the rows of these visible meetings, in the order in which they come."""
    meetings = list(meetings)
    cases = _cases(meetings, user)
    acting = set(user.acting_ids)
    whole = _whole(meetings, user)
    children = _children(whole, user)
    rows = []
    for meeting in meetings:
        here = cases[meeting.pk]
        rows.append(
            Row(
                meeting,
                here,
                may_prepare=meeting.pk in whole
                and any(may(user, Permission.MEETING_PREPARE, case) for case in here),
                is_mine=any(
                    case.coordinator_id in acting or acting & set(case.worker_ids) for case in here
                ),
                family=family_title(children[meeting.pk]) if children[meeting.pk] else "",
            )
        )
    _count([row for row in rows if row.may_prepare], user)
    return rows


def _whole(meetings: list[Meeting], user: User) -> set[int]:
    """Those of which this user may know every side."""
    walled = [meeting.pk for meeting in meetings if meeting.declared.sides]
    keys = {meeting.pk for meeting in meetings} - set(walled)
    if walled:
        known = Meeting.objects.known_whole_to(user).filter(pk__in=walled)
        keys |= set(known.values_list("pk", flat=True))
    return keys


def _cases(meetings: list[Meeting], user: User) -> dict[int, list[Case]]:
    """The cases of each meeting of which this user may know."""
    parties = MeetingParty.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    visible = {
        case.pk: case
        for case in Case.objects.visible_to(user)
        .with_relations_for(user)
        .select_related("coordinator", "team")
        .filter(pk__in=parties.values("case"))
    }
    cases: dict[int, list[Case]] = defaultdict(list)
    for meeting, case in parties.order_by("pk").values_list("meeting", "case"):
        if case in visible:
            cases[meeting].append(visible[case])
    return cases


def _children(whole: set[int], user: User) -> dict[int, list[CaseChild]]:
    """The children of each meeting of whom this user may know, as a title names them."""
    rows = Participant.objects.of_known(whole, user).current().select_related("person")
    children: dict[int, list[CaseChild]] = defaultdict(list)
    for one in rows.filter(part=Participant.Part.CHILD, person__isnull=False).order_by("pk"):
        assert one.person
        children[one.meeting_id].append(CaseChild(person=one.person))
    return children


def _count(rows: list[Row], user: User) -> None:
    keys = [row.meeting.pk for row in rows]
    people = Participant.objects.of_known(keys, user).reachable()
    in_the_room = Q(way__in=Participant.IN_THE_ROOM)
    family = Q(part__in=Participant.OF_THE_FAMILY)
    counts: dict[int, dict[str, Any]] = defaultdict(dict)
    for found in (
        people.order_by()
        .values("meeting")
        .annotate(
            asked=Count("pk", filter=in_the_room),
            answered=Count("pk", filter=in_the_room & ~Q(answer="")),
            undecided=Count("pk", filter=Q(attendance="") & family),
            not_met=Count("pk", filter=Q(visited_on=None, prepared_on=None) & family),
        )
    ):
        counts[found["meeting"]] |= found
    parents = people.filter(relation__in=PARENTS, visited_on=None, prepared_on=None)
    for key, relation in parents.order_by("pk").values_list("meeting", "relation"):
        counts[key].setdefault("parents", []).append(relation)
    needs = Need.objects.open().filter(participant__in=people).order_by()
    for key, number in needs.values_list("participant__meeting").annotate(Count("pk")):
        counts[key]["needs"] = number
    with_venue = set(
        Booking.objects.standing()
        .filter(meeting__in=keys, resource__kind=Resource.Kind.VENUE)
        .values_list("meeting", flat=True)
    )
    for row in rows:
        key = row.meeting.pk
        here = counts[key]
        row.asked, row.answered = here.get("asked", 0), here.get("answered", 0)
        if row.meeting.stage_now.is_last or row.meeting.stage_now in (
            row.meeting.declared.from_its_day
        ):
            continue
        has_place = key in with_venue or bool(row.meeting.place)
        row.missing = _missing(here, has_place=has_place)


def _missing(found: dict[str, Any], *, has_place: bool) -> list[str]:
    if not found.get("asked"):
        return ["Nobody in it yet"]
    parents = found.get("parents", [])
    words = [f"{relation} not met" for relation in parents]
    if number := found.get("not_met", 0) - len(parents):
        words.append(f"{number} {'others ' if parents else ''}not met")
    if number := found.get("undecided", 0):
        words.append(f"{number} not decided")
    if number := found.get("needs", 0):
        words.append(f"{number} {'need' if number == 1 else 'needs'} open")
    if not has_place:
        words.append("no place")
    return words
