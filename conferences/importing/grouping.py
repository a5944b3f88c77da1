"""Which rows are one family: by their reference, by ditto marks and by what they share."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from conferences.importing.columns import WHY_NOT, Mapping
from conferences.importing.contacts import read_home
from conferences.importing.dates import order_shown
from conferences.importing.fields import BY_KEY, Holds
from conferences.importing.files import Row
from conferences.importing.values import clean, is_ditto, plain

DATES = frozenset(key for key, field in BY_KEY.items() if field.holds in (Holds.DATE, Holds.BIRTH))
ALIKE_BY = frozenset(["reference", "mother", "address", "postcode", "surname"])
# So many more one way, and the other is a slip of the pen.
CERTAIN = 10
# Of the cells of a row that are the headings over again.
MOST = 0.6


@dataclass(slots=True)
class Entry:
    """A row with its ditto marks taken for what they say. `texts` holds no empty cell."""

    row: Row
    texts: dict[str, str]
    dittoed: frozenset[str]
    family: str
    reference: str
    rule: str = ""
    is_heading: bool = False

    @property
    def number(self) -> int:
        return self.row.number


@dataclass(slots=True)
class Survey:
    """What one reading of the whole sheet shows, in little memory."""

    rows: int
    apart: set[int]
    orders: dict[str, str]
    undecided: dict[str, tuple[int, int]]


def entries(
    rows: Iterable[Row], mapping: Mapping, only: frozenset[str] | None = None
) -> Iterator[Entry]:
    """The rows below the header, each with the family to which it belongs.

    With `only` these fields alone are taken; those of `ALIKE_BY` have to be among them.
    """
    places = [
        (key, column) for key, column in mapping.columns.items() if only is None or key in only
    ]
    headings = {heading.strip() for heading in mapping.headings if heading.strip()}
    above: dict[str, str] = {}
    # What the rows of the family above have said so far.
    shared: dict[str, str] = {}
    before: Entry | None = None
    why_not = mapping.headings.index(WHY_NOT) if WHY_NOT in mapping.headings else None
    for row in rows:
        if row.number <= mapping.header_row:
            continue
        if why_not is not None:
            row = Row(row.number, (*row.cells[:why_not], "", *row.cells[why_not + 1 :]))
        filled = [cell for text in row.cells if (cell := text.strip())]
        if sum(cell in headings for cell in filled) > max(2, MOST * len(filled)):
            yield Entry(row, {}, frozenset(), "", "", is_heading=True)
            continue
        texts: dict[str, str] = {}
        dittoed = set[str]()
        for key, column in places:
            text = row.cells[column] if column < len(row.cells) else ""
            if not text or not (text := clean(text)):
                continue
            if is_ditto(text):
                dittoed.add(key)
                text = above.get(key, "")
            if text:
                texts[key] = text
        above = texts
        entry = _placed(row, texts, frozenset(dittoed), before, shared)
        if before is None or before.family != entry.family:
            shared = {}
        shared |= texts
        before = entry
        yield entry


def _placed(
    row: Row,
    texts: dict[str, str],
    dittoed: frozenset[str],
    before: Entry | None,
    shared: dict[str, str],
) -> Entry:
    reference = texts.get("reference", "")
    if "reference" in dittoed and before is not None:
        return Entry(row, texts, dittoed, before.family, before.reference, "ditto")
    if reference:
        key = "".join(plain(reference).split())
        return Entry(row, texts, dittoed, f"ref:{key}", reference)
    if before is not None and are_alike(texts, shared):
        # The row above is what a ditto mark in the next row stands for.
        if before.reference:
            texts["reference"] = before.reference
        return Entry(row, texts, dittoed, before.family, before.reference, "blank_reference")
    return Entry(row, texts, dittoed, f"row:{row.number}", "", "own_family")


def are_alike(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two rows name the same mother, home, or postcode and surname."""
    if _same(one, other, "mother") and plain(one["mother"]) not in ("not known", "unknown", "?"):
        return True
    if _same(one, other, "address"):
        home = read_home(one["address"])
        if home.text and not home.is_secret and not home.is_none:
            return True
    return _same(one, other, "postcode") and _same(one, other, "surname")


def are_strangers(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two rows of one reference have all they could share, and share none of it."""
    keys = ("mother", "surname", "address")
    return all(key in one and key in other for key in keys) and not (
        any(_same(one, other, key) for key in (*keys, "postcode", "father"))
    )


def _same(one: dict[str, str], other: dict[str, str], key: str) -> bool:
    return key in one and key in other and plain(one[key]) == plain(other[key])


def survey(rows: Iterable[Row], mapping: Mapping, chosen: dict[str, str]) -> Survey:
    """Read the sheet once: which families stand apart, and how its dates are written."""
    shown: dict[str, Counter[str]] = {key: Counter() for key in mapping.columns if key in DATES}
    gone = set[int]()
    apart = set[int]()
    last = ""
    count = 0
    for entry in entries(rows, mapping, DATES | ALIKE_BY):
        if entry.is_heading:
            continue
        count += 1
        if entry.family != last:
            if last:
                gone.add(hash(last))
            last = entry.family
            if hash(last) in gone:
                apart.add(hash(last))
        for key, seen in shown.items():
            text = entry.texts.get(key)
            if text and (order := order_shown(text)):
                seen[order] += 1
    orders, undecided = _orders(shown)
    return Survey(
        count, apart, orders | chosen, {k: v for k, v in undecided.items() if k not in chosen}
    )


def _orders(
    shown: dict[str, Counter[str]],
) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """ "day" where nothing speaks against it; "" where it has to be asked."""
    total = sum(shown.values(), Counter[str]())
    orders: dict[str, str] = {}
    undecided: dict[str, tuple[int, int]] = {}
    for key, seen in shown.items():
        counts = seen or total
        if counts["month"] and counts["day"] < CERTAIN * counts["month"]:
            orders[key] = ""
            undecided[key] = (counts["day"], counts["month"])
        else:
            orders[key] = "day"
    return orders, undecided


def families(
    read: Callable[[], Iterable[Row]], mapping: Mapping, apart: set[int]
) -> Iterator[list[Entry]]:
    """Family by family as the sheet goes; those that stand apart come last.

    Rows that repeat the headings come each by itself.
    """
    together: list[Entry] = []
    held: dict[str, list[Entry]] = {}
    for entry in entries(read(), mapping):
        if entry.is_heading:
            yield [entry]
            continue
        if together and together[0].family != entry.family:
            yield from _parted(together)
            together = []
        if hash(entry.family) in apart:
            held.setdefault(entry.family, []).append(entry)
        else:
            together.append(entry)
    if together:
        yield from _parted(together)
    for kept in held.values():
        yield from _parted(kept)


def _parted(together: list[Entry]) -> Iterator[list[Entry]]:
    """The rows of one reference, in as many families as they are."""
    parts: list[list[Entry]] = []
    for entry in together:
        for part in parts:
            if not are_strangers(entry.texts, part[0].texts):
                part.append(entry)
                break
        else:
            parts.append([entry])
    for part in parts[1:]:
        part[0].rule = "reference_used_twice"
    yield from parts
