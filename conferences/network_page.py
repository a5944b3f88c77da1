"""The network of a child before and now: circles of closeness, the numbers, and both in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from cases.pictures.circles import lay_out_ripples
from cases.pictures.family import in_a_row
from conferences.formats import Answer, EntryKind, Network, RecordPage
from conferences.formats.records import Where
from conferences.models import Participant
from conferences.standing import Standing

THE_CHILD = "The child"


@dataclass(frozen=True)
class Sum:
    """One line of the numbers: who is counted, how many before and how many afterwards."""

    label: str
    first: int | None
    last: int | None


@dataclass
class Shown:
    """What a page shows of a network: a finding, two pictures, the numbers, everybody in words."""

    finding: str
    pictures: list[tuple[str, SafeString]]
    rows: list[tuple[str, str, str, str, str]]
    sums: list[Sum] = field(default_factory=list)


def network_of(standing: Standing, page: RecordPage) -> Shown | None:
    """What this reader is shown of it; None where the page has no network or nothing is written."""
    network = page.network
    if network is None:
        return None
    kinds = standing.meeting.declared.kinds
    entries = standing.entries(kinds[network.kind], kinds[network.counts])
    people = [one.values for one in entries if one.kind == network.kind]
    counts = [one.values for one in entries if one.kind == network.counts]
    if not people and not counts:
        return None
    kind = kinds[network.kind]
    sums = _sums(network, kinds[network.counts], counts)
    return Shown(
        finding=_finding(network, people, sums),
        pictures=[
            (title, _draw(standing, network, people, which, title))
            for title, which in (("Before", network.before), ("Now", network.now))
        ],
        rows=[
            (
                str(one[network.name]),
                str(one[network.words]),
                _answer(kind, network.before, one),
                _answer(kind, network.now, one),
                safety_words(network, kind, one),
            )
            for one in people
        ],
        sums=sums,
    )


def safety_words(network: Network, kind: EntryKind, one: Mapping[str, Any]) -> str:
    """What is known of somebody's safety. Nobody is called safe of whom that is not written."""
    key, known = network.cleared
    said = one.get(key)
    words = dict(kind.field(key).offered)
    if said in known or said in dict(network.not_cleared):
        return words[said]
    return network.not_known[:1].upper() + network.not_known[1:]


def _draw(
    standing: Standing, network: Network, people: list[dict[str, Any]], which: str, title: str
) -> SafeString:
    rings = []
    told = []
    for heading, answers in network.rings:
        here = [one for one in people if one.get(which, "") in answers]
        rings.append((heading, [(str(one[network.name]), _words(network, one)) for one in here]))
        names = [f"{one[network.name]} ({_words(network, one)})" for one in here]
        told.append(f"{heading}: {in_a_row(names) or 'nobody'}.")
    canvas = lay_out_ripples(_children(standing), rings)
    return canvas.svg(
        name=f"network-{title.lower()}",
        title=f"{title}: who is in touch, and how often",
        description=" ".join([*told, "The table below says the same in words."]),
    )


def _words(network: Network, one: Mapping[str, Any]) -> str:
    """Under a name: what they are, or what is known against taking them to be safe."""
    key, known = network.cleared
    said = one.get(key)
    if said in known:
        return str(one[network.words])
    return dict(network.not_cleared).get(str(said), network.not_known)


def _children(standing: Standing) -> list[str]:
    rows = Participant.objects.visible_to(standing.user).current().with_names()
    children = rows.filter(meeting=standing.meeting, part=Participant.Part.CHILD).order_by("pk")
    return [one.person.liked_name if one.person else one.name for one in children] or [THE_CHILD]


def _sums(network: Network, kind: EntryKind, counts: list[dict[str, Any]]) -> list[Sum]:
    """The newest count of before and the newest of afterwards, field by field and together."""
    first, last = _newest(network.first, counts), _newest(network.last, counts)
    if first is None and last is None:
        return []
    numbers = [one for one in kind.fields if one.answer == Answer.NUMBER]
    sums = [Sum(one.label, _total([one], first), _total([one], last)) for one in numbers]
    return [*sums, Sum("Together", _total(numbers, first), _total(numbers, last))]


def _newest(where: Where, counts: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    key, answers = where
    return next((one for one in reversed(list(counts)) if one.get(key) in answers), None)


def _total(numbers: Iterable[Any], counted: Mapping[str, Any] | None) -> int | None:
    return None if counted is None else sum(counted.get(one.key, 0) for one in numbers)


def _finding(network: Network, people: list[dict[str, Any]], sums: list[Sum]) -> str:
    total = sums[-1] if sums else Sum("", None, None)
    if total.first is not None and total.last is not None:
        return f"{_people(total.first)} there for the child before, {total.last} now"
    if total.first is not None:
        return f"{_people(total.first)} there for the child before the search"
    away = set(network.rings[-1][1])
    before, now = (
        sum(one.get(which, "") not in away for one in people)
        for which in (network.before, network.now)
    )
    return f"Of {len(people)}, {before} in touch before, {now} now"


def _people(number: int) -> str:
    return "1 person was" if number == 1 else f"{number} people were"


def _answer(kind: EntryKind, key: str, one: Mapping[str, Any]) -> str:
    return dict(kind.field(key).offered).get(one.get(key, ""), "Not said yet")
