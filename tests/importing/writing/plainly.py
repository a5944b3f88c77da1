"""The shared sheet counted by hand: nothing of the product but its working days."""

import csv
import re
from datetime import date, timedelta
from statistics import median_low

from restorative.working_days import working_days_between
from tests.importing.reading import DATA, TODAY

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DITTO = ('"', '""', "as above")
IN_CARE = {"looked after", "lac s20", "lac", "cla", "ico"}


def day(text):
    """None for what is no date."""
    text = text.strip().lower()
    if re.fullmatch(r"\d{5}", text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return date(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})", text):
        number, month, year = map(int, found.groups())
        try:
            return date(year if year > 99 else 2000 + year, month, number)
        except ValueError:
            return None
    if found := re.fullmatch(r"(?:[a-z]{3} )?(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})", text):
        return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    return None


def rows():
    """The rows by heading, with references filled in as siblings share them."""
    with (DATA / "fgc-tracker.csv").open(encoding="cp1252", errors="replace", newline="") as file:
        above, seen = "", set()
        for row in csv.DictReader(file):
            reference = row["Ref No."].strip()
            row["Ref No."] = above = above if reference in ("", *DITTO) else reference
            same = tuple((value or "").strip().lower() for value in row.values())
            if same not in seen:
                seen.add(same)
                yield row


def families():
    """The rows of each family; those that are refused are no child but still its family's."""
    found = {}
    for row in rows():
        found.setdefault(row["Ref No."], []).append(row)
    return list(found.values())


def first(family, heading):
    return next((row[heading].strip() for row in family if (row[heading] or "").strip()), "")


def held_on(family):
    found = next((on for row in family if (on := day(row["FGC date"] or ""))), None)
    return found if found and found <= TODAY else None


def is_agreed(family):
    yes = ("y", "yes", "?")
    return any((row["Plan agreed"] or "").strip().lower() in yes for row in family)


def reviewed_on(family):
    found = next((on for row in family if (on := day(row["Review date"] or ""))), None)
    return found if found and found <= TODAY else None


def accepted():
    return sum(bool(first(family, "Coordinator")) for family in families())


def held():
    return sum(held_on(family) is not None for family in families())


def agreed():
    return sum(is_agreed(family) for family in families() if held_on(family))


def reviewed():
    return sum(reviewed_on(family) is not None for family in families())


def median_working_days():
    waits = []
    for family in families():
        met = held_on(family)
        received = next(on for row in family if (on := day(row["Date ref rec'd"] or "")))
        if met and received <= met:
            waits.append(working_days_between(received, met))
    # An even number of families: the lower of the two in the middle, as the product says it.
    return median_low(waits)


def came_into_care():
    """(how many, of how many of whom it is known): met a year ago, not in care at referral."""
    came = known = 0
    for family in families():
        met = held_on(family)
        if met is None or met.replace(year=met.year + 1) > TODAY:
            continue
        for row in family:
            if is_refused(row) or row["Status at ref"].strip().lower() in IN_CARE:
                continue
            later = [(row[at] or "").strip().lower() for at in ("Status 6m", "Status 12m")]
            came += not IN_CARE.isdisjoint(later)
            known += bool(later[1]) or not IN_CARE.isdisjoint(later)
    return came, known


def is_refused(row):
    """The three rows with a day that is none: what is refused is not a child of the product."""
    received, born = row["Date ref rec'd"], row["DOB / EDD"]
    return received in ("last week", "32/13/2025") or "2105" in born
