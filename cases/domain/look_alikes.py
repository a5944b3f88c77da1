"""Similar people: shown before a new one is made, and told of in silence where hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Team, User
from accounts.models.team import Role
from cases.domain.tasking import add_task
from cases.models import Case, CaseAccess, CaseChild, LookAlike, NetworkMember, Offer, Person, Task
from cases.names import closeness, name_words
from cases.search import (
    ON_DATE,
    Scores,
    best_of,
    look_up_words,
    near_people,
    rank_by_words,
)
from restorative.working_days import add_working_days

SHOWN = 10
MOST_COMPARED = 300
CLOSE = 8.0
SAME = 10.0
# A name that more people share says nothing without a birthday.
RARE = 3
DAYS_TO_CHECK = 2


@dataclass(frozen=True)
class Likeness:
    """How two people compare: their names, and their dates of birth."""

    first: float
    last: float
    birth: bool | None

    @property
    def worth(self) -> float:
        return self.first + self.last + (SAME if self.birth else 0)

    @property
    def is_shown(self) -> bool:
        """Whether somebody entering one should be shown the other first.

        Both names, or one of them with the birthday. Where the birthdays differ only the
        same names count: two Amira Okafors are worth a look, an Amara Okafor is not.
        """
        if self.birth:
            return self.first >= CLOSE or self.last >= CLOSE
        if self.birth is None:
            return self.first >= CLOSE and self.last >= CLOSE
        return self.first >= SAME and self.last >= SAME

    @property
    def is_told(self) -> bool:
        """Whether those who hold one should be told of the other: rarely wrong, or unread."""
        if self.birth:
            return self.first >= CLOSE and self.last >= CLOSE
        return self.birth is None and self.first >= SAME and self.last >= SAME


def find_look_alikes(
    by: User,
    *,
    first_name: str,
    last_name: str,
    known_as: str = "",
    date_of_birth: date | None = None,
) -> list[Person]:
    """Return people this user could work with who may be the one they are about to enter.

    Not those seen by emergency access alone: whoever is chosen becomes part of the user's
    own case and would stay visible when the hour is over. Slips of the pen, names the wrong way round, the name somebody likes to be called, the
    same birthday or its day and month swapped. Best first.
    """
    asked = Person(
        first_name=first_name, last_name=last_name, known_as=known_as, date_of_birth=date_of_birth
    )
    near = near_people(by)
    people = best_of(by, _candidates(asked, near), MOST_COMPARED, by_glass=False)
    compared = [(compare(asked, person), person) for person in people]
    shown = [(found.worth, person) for found, person in compared if found.is_shown]
    return [person for _, person in sorted(shown, key=lambda pair: -pair[0])[:SHOWN]]


@transaction.atomic
def warn_holding_teams(person: Person, *, by: User) -> None:
    """Tell the managers who hold a hidden record that somebody entered its like.

    Whoever entered the person is told nothing, here or by what they may see afterwards:
    the task belongs to a case they cannot see. Each pair is told of once.
    """
    scores = _candidates(person, None)
    scores.pop(person.pk, None)
    keys = sorted(scores, key=lambda key: -scores[key])[:MOST_COMPARED]
    alike: list[Person] = []
    by_name_alone: list[Person] = []
    for other in Person.objects.filter(pk__in=keys).order_by("pk"):
        found = compare(person, other)
        if found.is_told:
            (alike if found.birth else by_name_alone).append(other)
    if len(by_name_alone) <= RARE:
        alike += by_name_alone
    shown = set(Person.objects.editable_by(by).filter(pk__in=[other.pk for other in alike]))
    for other in alike:
        if other in shown:
            continue
        _, is_new = LookAlike.objects.get_or_create(entered=person, resembles=other)
        if is_new:
            _tell_holders(person, other, by=by)


def compare(one: Person, other: Person) -> Likeness:
    firsts, lasts = _words(one.first_name, one.known_as), _words(one.last_name)
    other_firsts = _words(other.first_name, other.known_as)
    other_lasts = _words(other.last_name)
    straight = (_closest(firsts, other_firsts), _closest(lasts, other_lasts))
    crossed = (_closest(firsts, other_lasts), _closest(lasts, other_firsts))
    first, last = max(straight, crossed, key=sum)
    return Likeness(first, last, _same_birth(one.date_of_birth, other.date_of_birth))


def _words(*names: str) -> list[str]:
    return [word for name in names for word in name_words(name)]


def _closest(words: Iterable[str], others: list[str]) -> float:
    return max((closeness(word, other) for word in words for other in others), default=0)


def _same_birth(one: date | None, other: date | None) -> bool | None:
    """True for the same day or its day and month swapped, None where one is not known."""
    if one is None or other is None:
        return None
    return one == other or (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _candidates(asked: Person, near: list[int] | None) -> Scores:
    """Score those worth comparing: by both names, or by one of them and the birthday."""
    names = {
        "first": list(dict.fromkeys(_words(asked.first_name, asked.known_as)))[:6],
        "last": list(dict.fromkeys(_words(asked.last_name)))[:6],
    }
    words = [*names["first"], *names["last"]]
    likenesses = dict(zip(words, look_up_words(words), strict=True)) if words else {}
    sides = [
        {key: score for word in side for key, score in likenesses[word].items()}
        for side in names.values()
    ]
    scores: Scores = {}
    if all(sides):
        scores |= rank_by_words(sides, among=near)
    born = _born_alike(asked.date_of_birth, near)
    if born and likenesses:
        alike = rank_by_words(list(likenesses.values()), among=born, together=False)
        scores |= {key: ON_DATE + score for key, score in alike.items()}
    return scores


def _born_alike(born: date | None, near: list[int] | None) -> list[int]:
    if born is None:
        return []
    days = [born]
    if born.day <= 12:
        days.append(date(born.year, born.day, born.month))
    people = Person.objects.filter(date_of_birth__in=days)
    if near is not None:
        people = people.filter(pk__in=near)
    return list(people.order_by("-pk").values_list("pk", flat=True)[:2000])


def _tell_holders(entered: Person, held: Person, *, by: User) -> None:
    """Make one task for each team that holds the record, where its managers may see it."""
    in_case = Q(pk__in=CaseChild.objects.filter(person=held).values("case")) | Q(
        pk__in=NetworkMember.objects.filter(person=held)
        .exclude(part=NetworkMember.Part.PROFESSIONAL)
        .values("case")
    )
    told: set[int] = set()
    cases = Case.objects.sent().filter(in_case).select_related("team", "coordinator")
    for case in cases.order_by("-created_at", "-pk"):
        if case.team_id not in told:
            told.add(case.team_id)
            _add_task(entered, held, by=by, team=case.team, case=case)
    if not told:
        # Nobody can be excluded from an offer that belongs to no case.
        alone = Offer.objects.filter(case__isnull=True)
        offer = alone.filter(Q(children__child=held) | Q(replies__person=held)).first()
        if offer:
            _add_task(entered, held, by=by, team=offer.team, case=None)


def _add_task(entered: Person, held: Person, *, by: User, team: Team, case: Case | None) -> None:
    where = f"on {case}" if case else "in an offer before proceedings"
    holder = _who_may_see(case, team)
    add_task(
        title=f"Check a possible duplicate of {held.full_name}",
        detail=(
            f"{by.get_full_name()} ({_teams_of(by)}) entered {_with_birth(entered)}, on "
            f"{timezone.localdate():%-d %B %Y}. {_with_birth(held)}, is {where}, which they "
            "cannot see. Speak to them if it is the same person."
        )[:1000],
        kind=Task.Kind.LOOK_ALIKE,
        due_on=add_working_days(timezone.localdate(), DAYS_TO_CHECK),
        by=None,
        case=case,
        assigned_to=holder,
        for_managers_of=None if holder else team,
    )


def _who_may_see(case: Case | None, team: Team) -> User | None:
    """None where a manager of the team sees the case; else somebody who does.

    A restricted case may be hidden from every manager of its team, and an excluded
    colleague from what they manage. Then its coordinator is asked.
    """
    if case is None:
        return None
    managers = list(User.objects.active().with_role(Role.MANAGER, team=team))
    listed = CaseAccess.objects.on(timezone.localdate()).filter(case=case)
    others = [case.coordinator, *(entry.user for entry in listed.select_related("user"))]
    for user in [*managers, *(other for other in others if other)]:
        if Case.objects.visible_to(user, by_glass=False).filter(pk=case.pk).exists():
            return None if user in managers else user
    return None


def _teams_of(user: User) -> str:
    names = {membership.team.name for membership in user.current_memberships}
    return ", ".join(sorted(names)) or "no team"


def _with_birth(person: Person) -> str:
    if person.date_of_birth:
        return f"{person.full_name}, born {person.date_of_birth:%-d %B %Y}"
    return f"{person.full_name}, date of birth not known"
