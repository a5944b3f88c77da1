"""The family network of a case: two pictures from the same data, each with its list."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from accounts.models import User
from cases.models import Case
from cases.pictures.circles import draw_circles, rings_of
from cases.pictures.family import Family, Member, Part, in_a_row, read_family
from cases.pictures.genogram import draw_genogram

GENERATION_NAMES = {
    3: "Great-grandparents’ generation",
    2: "Grandparents’ generation",
    1: "Parents’ generation",
    0: "Children’s generation",
    -1: "The next generation",
}
IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class ListedPerson:
    """A person as the list beside a picture says it."""

    name: str
    age: str
    words: str
    is_child: bool


@dataclass(frozen=True)
class ListedGroup:
    heading: str
    people: tuple[ListedPerson, ...]


@dataclass(frozen=True)
class NetworkPicture:
    """Everything templates/cases/_network_picture.html prints, drawn when it is printed."""

    family: Family

    @cached_property
    def finding(self) -> str:
        return finding_of(self.family)

    @cached_property
    def genogram(self) -> SafeString:
        return _genogram(self.family)

    @cached_property
    def circles(self) -> SafeString:
        return _circles(self.family)

    @cached_property
    def generations(self) -> tuple[ListedGroup, ...]:
        return tuple(list_generations(self.family))

    @cached_property
    def rings(self) -> tuple[ListedGroup, ...]:
        return tuple(list_rings(self.family))

    @property
    def is_empty(self) -> bool:
        return all(member.is_child for member in self.family.members.values())


def network_picture(case: Case, user: User) -> NetworkPicture:
    """Draw and list what this user may know of the network of a case they may see."""
    return NetworkPicture(read_family(case, user))


def family_network_svg(case: Case, user: User) -> SafeString:
    return _genogram(read_family(case, user))


def circle_of_support_svg(case: Case, user: User) -> SafeString:
    return _circles(read_family(case, user))


def finding_of(family: Family) -> str:
    """What the picture shows, in a sentence: who there is, counted."""
    people = [member for member in family.members.values() if not member.is_child]
    if not people:
        return "Nobody else has been added to the family network yet"
    counts = []
    for part, one, many in (
        (Part.FAMILY, "relative", "relatives"),
        (Part.FRIEND, "friend or neighbour", "friends or neighbours"),
        (Part.PROFESSIONAL, "professional", "professionals"),
    ):
        number = sum(member.part == part for member in people)
        if number:
            counts.append(f"{_number(number)} {one if number == 1 else many}")
    text = f"{in_a_row(counts)} round {_children(family)}"
    return text[:1].upper() + text[1:]


def list_generations(family: Family) -> list[ListedGroup]:
    """Everybody, the eldest generation first, then those who are no kin."""
    found = family.generations()
    kin = {key for key in found if family.members[key].part != Part.PROFESSIONAL}
    groups: list[tuple[str, list[Member]]] = []
    for level in sorted({found[key] for key in kin}, reverse=True):
        here = [family.members[key] for key in kin if found[key] == level]
        heading = GENERATION_NAMES.get(level, "Earlier generations" if level > 0 else "Later")
        groups.append((heading, here))
    rest = [member for member in family.members.values() if member.key not in kin]
    for part, heading in (
        (Part.FAMILY, "Family, how related is not said yet"),
        (Part.FRIEND, "Friends, neighbours and community"),
        (Part.PROFESSIONAL, "Professionals"),
    ):
        groups.append((heading, [member for member in rest if member.part == part]))
    return [_group(family, heading, members) for heading, members in groups if members]


def list_rings(family: Family) -> list[ListedGroup]:
    return [_group(family, ring.heading, list(ring.members)) for ring in rings_of(family)]


def _group(family: Family, heading: str, members: list[Member]) -> ListedGroup:
    ordered = sorted(members, key=lambda member: member.seniority)
    return ListedGroup(heading, tuple(_listed(family, member) for member in ordered))


def _listed(family: Family, member: Member) -> ListedPerson:
    words = [*family.words_for(member), *family.couples_of(member)]
    if not words and not member.is_child:
        words = family.words_to_others(member)
    name = member.full_name
    if member.name not in name.split():
        name = f"{name}, likes to be called {member.name}" if member.name != name else name
    return ListedPerson(name, member.age, "; ".join(words), member.is_child)


def _genogram(family: Family) -> SafeString:
    generations = len(set(family.generations().values()))
    return draw_genogram(
        family,
        name="family-network",
        title=f"Family tree of {_children(family)}",
        description=(
            f"{_number(generations).capitalize()} generation{'' if generations == 1 else 's'}. "
            f"{finding_of(family)}. The list beside it says the same in words."
        ),
    )


def _circles(family: Family) -> SafeString:
    rings = [f"{ring.heading}: {_number(len(ring.members))}" for ring in rings_of(family)]
    return draw_circles(
        family,
        name="circles-of-support",
        title=f"Circles of support of {_children(family)}",
        description=f"{'; '.join(rings)}. The list beside it says the same in words.",
    )


def _children(family: Family) -> str:
    return in_a_row([child.name for child in family.children]) or "the child"


def _number(number: int) -> str:
    return IN_WORDS[number] if number < len(IN_WORDS) else str(number)
