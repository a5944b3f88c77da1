"""What the rows of a family share: one answer of many, and texts that each row may add to."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from cases.names import fold
from conferences.importing import surroundings
from conferences.importing.fields import BY_KEY
from conferences.importing.records import Conference, Offer, Parent, Review
from conferences.importing.values import Coded, Named, plain

if TYPE_CHECKING:
    from conferences.importing.family_work import Taken, Work

# Shared, but each row may add to it.
GATHERED = ("network", "risk", "bottom_lines", "reason")
# Answered for the family by any of its rows.
BY_ANY = {"plan_agreed": "plan_agreed_by_any", "closed": "closed_by_any"}
SHARED = tuple(
    key for key, known in BY_KEY.items() if known.of_family and key not in (*GATHERED, "reference")
)
_WHOLE = re.compile(r"\W+")


def _values(work: "Work", key: str) -> list[tuple["Taken", Any]]:
    values = []
    for found in work.taken:
        read = found.reads.get(key)
        if read is None:
            continue
        if read.value is None:
            work.leave(found, key)
            continue
        if read.remark and not isinstance(read.value, Coded | Named):
            work.leave(found, key)
        values.append((found, read.value))
    return values


def _one(work: "Work", key: str) -> Any:
    """The first answer of the rows; those that differ are kept from the old sheet."""
    values = _values(work, key)
    if not values:
        return None
    chosen = values[0][1]
    if key in BY_ANY:
        yes = (value for _, value in values if not isinstance(value, Coded) or value.code == "yes")
        chosen = next(yes, chosen)
    elif isinstance(chosen, Coded):
        chosen = next((value for _, value in values if value.code), chosen)
    elif isinstance(chosen, Named):
        chosen = next((value for _, value in values if value.name), chosen)
    if key in ("conference", "review"):
        chosen = next((value for _, value in values if isinstance(value, date)), chosen)
    others = [found for found, value in values if not _says_same(value, chosen)]
    for found in others:
        work.leave(found, key)
    if others:
        rule = BY_ANY.get(key, "shared_differs")
        work.use("coordinators_differ" if key == "coordinator" else rule, work.family.rows)
    return chosen


def read_shared(work: "Work") -> None:
    family = work.family
    one = {key: _one(work, key) for key in SHARED if key in work.maker.mapping.columns}
    get = one.get
    family.referral.referrer = _name(get("referrer"))
    family.referral.team = get("team") or ""
    family.referral.email = get("referrer_email") or ""
    if any("received" not in found.reads for found in work.taken):
        work.use("blank_received", [f.number for f in work.taken if "received" not in f.reads])
    for parent in (family.mother, family.father):
        _parent(work, parent, get(parent.part), get(f"{parent.part}_tel"))
    if get("offer_letter") or get("offer_reply"):
        family.offer = Offer(get("offer_letter"), get("offer_reply"))
    family.coordinator = _name(get("coordinator"))
    family.allocated_on = get("allocated")
    _conference(work, one)
    family.plan_agreed = get("plan_agreed")
    if (review := get("review")) is not None:
        is_day = isinstance(review, date)
        family.review = Review(review, None) if is_day else Review(None, review)
    closed = get("closed")
    if isinstance(closed, date):
        family.closed_on = closed
        closed = Coded("yes", closed.isoformat())
    family.closed = closed


def _parent(work: "Work", parent: Parent, named: Named | None, phones: Any) -> None:
    if named is not None:
        parent.name, parent.state, parent.remark = named.name, named.state, named.remark
    if phones is None:
        return
    parent.numbers = phones.numbers
    if not phones.numbers or phones.remark:
        for found in work.taken:
            if f"{parent.part}_tel" in found.reads:
                work.leave(found, f"{parent.part}_tel")


def _conference(work: "Work", one: dict[str, Any]) -> None:
    day = one.get("conference")
    conference = Conference(
        held_on=day if isinstance(day, date) else None,
        not_held=day if isinstance(day, Coded) else None,
        family_attended=one.get("family_attended"),
        professionals_attended=one.get("professionals_attended"),
        father_attended=one.get("father_attended"),
    )
    if conference != Conference():
        work.family.conference = conference


def gather(work: "Work") -> None:
    family = work.family
    lists = {
        "network": family.network,
        "risk": family.referral.risks,
        "bottom_lines": family.referral.bottom_lines,
        "reason": family.referral.reasons,
    }
    for key, texts in lists.items():
        known = {_WHOLE.sub(" ", plain(text)) for text in texts}
        for _, text in _values(work, key):
            text = text.text if isinstance(text, Coded) else text
            bare = _WHOLE.sub(" ", plain(text))
            if bare not in known:
                known.add(bare)
                texts.append(text)
    family.network_people = surroundings.network_people(family.network)


def _name(named: Any) -> str:
    if isinstance(named, Named):
        return named.name
    return named.text if isinstance(named, Coded) else ""


def _says_same(one: Any, other: Any) -> bool:
    if isinstance(one, Coded) and isinstance(other, Coded):
        return one.code == other.code and one.remark == other.remark
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    if isinstance(one, Named) and isinstance(other, Named):
        return fold(one.name) == fold(other.name) and one.remark == other.remark
    return bool(one == other)
