"""The children of a family's rows, each once, with what is said of it alone."""

from typing import TYPE_CHECKING

from cases.names import fold
from conferences.importing.records import Child
from conferences.importing.values import Coded, read_forename, read_full_name, write_name

if TYPE_CHECKING:
    from conferences.importing.family_work import Taken, Work

# What a child has of its own: the attribute that holds it.
OWN = {
    "gender": "gender",
    "ethnicity": "ethnicity",
    "disability": "disability",
    "language": "language",
    "interpreter": "interpreter",
    "address": "home",
    "postcode": "postcode",
    "status": "status",
    "living_with": "living_with",
    "pr_consent": "pr_consent",
    "pr_consent_date": "pr_consent_on",
    "child_agrees": "agrees",
    "father_pr": "father_pr",
    "child_attended": "attended",
    "status_6m": "status_6m",
    "status_12m": "status_12m",
    "living_with_12m": "living_with_12m",
}


def read_children(work: "Work") -> None:
    children: list[Child] = []
    surnames: dict[str, str] = {}
    for found in work.taken:
        child = _child(work, found)
        spelt = surnames.setdefault(fold(child.surname), child.surname)
        written = found.entry.texts.get("surname", "").strip()
        if written and not written.isupper() and not written.islower():
            surnames[fold(child.surname)] = child.surname
        elif spelt:
            child.surname = spelt
        twin = next((other for other in children if _is_same(other, child)), None)
        if twin is not None:
            _join(work, twin, child, found)
            continue
        if any(_has_same_name(other, child) for other in children):
            work.use("same_name", [found.number])
        found.child = child
        children.append(child)
    for child in children:
        child.surname = surnames.get(fold(child.surname), child.surname)
    work.family.children = children
    homes = {fold(child.home.text) for child in children if child.home and child.home.text}
    if len(homes) > 1:
        work.use("addresses_differ", work.family.rows)


def _child(work: "Work", found: "Taken") -> Child:
    texts, reads = found.entry.texts, found.reads
    child = Child([found.number])
    if "name" in texts:
        full = read_full_name(texts["name"])
        child.forename, child.surname, child.known_as = (
            full.forename,
            full.surname,
            full.known_as,
        )
    if "forename" in texts:
        child.forename, called = read_forename(texts["forename"])
        child.known_as = called or child.known_as
    if "surname" in texts:
        child.surname = write_name(texts["surname"])
    if "known_as" in texts:
        child.known_as = write_name(texts["known_as"])
    if "name" in texts and ("forename" in texts or "surname" in texts):
        work.leave(found, "name")
    _birth(work, found, child)
    for key, attribute in OWN.items():
        if (read := reads.get(key)) is None:
            continue
        if read.value is not None:
            setattr(child, attribute, read.value)
        if read.value is None or (read.remark and not isinstance(read.value, Coded)):
            work.leave(found, key)
    if child.home and not child.home.text:
        child.home = None
        work.leave(found, "address")
    return child


def _birth(work: "Work", found: "Taken", child: Child) -> None:
    read = found.reads.get("born")
    if read is None:
        return
    if read.value is None or read.remark:
        work.leave(found, "born")
    if read.value is None:
        return
    if read.value.is_expected:
        child.expected = read.value.on
    elif read.value.on > work.family.referral.received:
        child.expected = read.value.on
        work.use("born_after_referral", [found.number])
        work.leave(found, "born")
    else:
        child.born = read.value.on


def _join(work: "Work", child: Child, double: Child, found: "Taken") -> None:
    """The second row of a child fills what the first left empty; what differs is kept."""
    child.rows.append(found.number)
    found.child = child
    work.use("near_double", child.rows)
    for key in ("known_as", *OWN):
        attribute = OWN.get(key, key)
        new, old = getattr(double, attribute), getattr(child, attribute)
        if new and not old:
            setattr(child, attribute, new)
        elif new and new != old:
            work.leave(found, key)


def _has_same_name(one: Child, other: Child) -> bool:
    return bool(one.forename) and (fold(one.forename), fold(one.surname)) == (
        fold(other.forename),
        fold(other.surname),
    )


def _is_same(one: Child, other: Child) -> bool:
    births = (one.born or one.expected, other.born or other.expected)
    return births[0] is not None and births[0] == births[1] and _has_same_name(one, other)
