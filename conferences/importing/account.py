"""What was found in a sheet and what came of it, in plain lines."""

from typing import Any

from cases.models import SheetImport
from conferences.importing.rules import RULES

# By their key in `counts` and `made`, in the order in which they are told.
NAMES = {
    "families": "families",
    "children": "children",
    "people": "people",
    "referrals": "referrals",
    "accepted": "accepted referrals",
    "offers": "letters before proceedings",
    "conferences": "conferences held",
    "conferences_ahead": "conferences still to be",
    "plans": "plans agreed",
    "reviews": "reviews held",
    "reviews_ahead": "reviews still to be",
    "meetings_ahead": "meetings still to be",
    "staff": "members of staff",
    "venues": "venues",
    "leftovers": "cells that belong to no field, kept as they are",
    "cells": "cells kept word for word, also of fields that say less",
    "remarks": "remarks for a person to look at",
}
SHOWN = 12


def found_of(sheet_import: SheetImport) -> str:
    """What going through it has shown: counts, refusals, doubles, rules and open questions."""
    counts, found = sheet_import.counts, sheet_import.found
    lines = [
        f"{sheet_import.filename}: {counts.get('rows', 0):,} rows. It would make",
        *_counted(counts),
        *_already(found),
        *_refused(sheet_import),
        *_doubles(found),
        *_rules(found),
        *_open(found),
        *_unplaced(sheet_import, found),
    ]
    return "\n".join(lines)


def account_of(sheet_import: SheetImport) -> str:
    """What came of it, and of the rows of which nothing came."""
    made = sheet_import.made
    lines = [
        f"{sheet_import.filename} is in. It made",
        *_counted(made),
        f"  {made.get('already', 0):,} rows were there already; "
        f"{made.get('refused', 0):,} were refused; {made.get('doubles', 0):,} say what another says.",
    ]
    # Those that were refused when they were to be written have come since.
    if sheet_import.kind != SheetImport.Kind.TRACKER:
        lines += _refused(sheet_import)
    return "\n".join(lines)


def _counted(counts: dict[str, Any]) -> list[str]:
    return [f"  {counts[key]:>9,} {words}" for key, words in NAMES.items() if key in counts]


def _already(found: dict[str, Any]) -> list[str]:
    already = found.get("already", {})
    known = found.get("families_known", [])
    lines = []
    if rows := already.get("rows", 0):
        lines.append(f"{rows:,} rows are there already and stay as they are.")
    if known:
        lines.append(f"{len(known):,} families are there already and get what is new of them.")
    if people := found.get("people", []):
        lines.append(f"{len(people):,} people are known already by name and date of birth.")
    return lines


def _refused(sheet_import: SheetImport) -> list[str]:
    rows = sheet_import.refused.all()
    number = rows.values("number").distinct().count()
    if not number:
        return ["No row is refused."]
    return [f"Refused rows: {number:,}", *(f"  {row.cell}: {row.why}" for row in rows.iterator())]


def _doubles(found: dict[str, Any]) -> list[str]:
    count = found.get("duplicate_count", 0)
    if not count:
        return []
    pairs = found.get("duplicates", [])
    words = ", ".join(f"{row} as {of_row}" for row, of_row in pairs[:SHOWN])
    more = ", …" if count > SHOWN else ""
    return [f"Rows that say what another says: {count:,}", f"  {words}{more}"]


def _rules(found: dict[str, Any]) -> list[str]:
    used = found.get("rules", {})
    if not used:
        return []
    lines = ["Rules used:"]
    for key, one in used.items():
        rows = ", ".join(map(str, one["rows"][:SHOWN]))
        more = ", …" if len(one["rows"]) > SHOWN else ""
        lines.append(f"  {one['count']:,} times: {RULES.get(key, key)} (rows {rows}{more})")
    return lines


def _open(found: dict[str, Any]) -> list[str]:
    """What nobody was asked. The text of a cell is shown: whoever runs this has the file."""
    questions = found.get("questions", [])
    if not questions:
        return []
    lines = ["Not answered, and so not known:"]
    for one in questions:
        said = f"“{one['text']}”" if one["kind"] != "date_order" else "day or month first"
        lines.append(f"  {one['field']}: {said}, {one['count']:,} rows")
    lines.append("Answers can be given with --answers, or in the browser.")
    return lines


def _unplaced(sheet_import: SheetImport, found: dict[str, Any]) -> list[str]:
    headings = found.get("leftover_headings", {})
    if not headings:
        return []
    is_tracker = sheet_import.kind == SheetImport.Kind.TRACKER
    kept = "Kept on the case, from the old sheet" if is_tracker else "Has no place here"
    words = ", ".join(f"{heading} ({number:,})" for heading, number in headings.items())
    return [f"{kept}: {words}"]
