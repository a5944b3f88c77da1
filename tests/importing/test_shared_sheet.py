"""The shared sheet, whole, as CSV and as a workbook."""

import pytest

from conferences.importing.children import OWN
from conferences.importing.columns import find_header
from conferences.importing.files import open_tracker
from conferences.importing.grouping import entries
from conferences.importing.shared import GATHERED
from tests.importing.reading import DATA, TICKS, understood


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def sheet(request):
    answers = TICKS if request.param == "csv" else None
    with (DATA / f"fgc-tracker.{request.param}").open("rb") as file:
        return understood(file, answers)


def test_every_difference_from_what_the_sheet_says_of_itself_is_accounted_for(sheet):
    """260 rows; 140 families, 256 children, 120 accepted, 94 held, 83 plans, 60 reviewed.

    256 children are the 260 rows without four that say the same again (39, 198, 220, 233).
    Three more cannot be read: row 62 ("last week"), row 229 (32/13/2025) and row 203 (born in
    2105), so 253 children go in. Each of the three has brothers and sisters: no family, referral,
    conference, plan or review is lost with them. Of the 60 reviews one is dated after today.
    """
    _, result = sheet
    counts = result.counts
    assert (counts.rows, counts.families, counts.children) == (260, 140, 260 - 4 - 3)
    assert [double.row for double in result.duplicates] == [39, 198, 220, 233]
    assert [refused.row for refused in result.refused] == [62, 203, 229]
    assert [refused.cell.rpartition("!")[2] for refused in result.refused] == [
        "B62",
        "I203",
        "B229",
    ]
    assert (counts.accepted, counts.conferences, counts.plans) == (120, 94, 83)
    assert (counts.reviews, counts.reviews_ahead) == (59, 1)
    assert result.questions == []


def test_an_empty_date_of_referral_is_that_of_a_sister(sheet):
    families, _ = sheet
    family = next(family for family in families if family.reference == "FGC/26/050")

    assert 86 in family.rows
    assert ("blank_received", (86,)) in [(rule.key, rule.rows) for rule in family.rules]


def test_both_files_say_the_same():
    found = []
    for kind, answers in (("csv", TICKS), ("xlsx", None)):
        with (DATA / f"fgc-tracker.{kind}").open("rb") as file:
            families, _ = understood(file, answers)
        found.append([_codes(family) for family in families])

    assert found[0] == found[1]


def _codes(family):
    """What is the same whichever letters a file can hold: all but names with lost letters."""
    return (
        family.reference, family.rows, family.referral, family.coordinator, family.allocated_on,
        family.has_plan, family.review, family.closed, family.network, family.rules, family.offer,
        family.mother.numbers, family.father.numbers, family.father.state,
        family.conference and (family.conference.held_on, family.conference.family_attended),
        [
            [child.forename, child.known_as, child.born, child.expected, child.home, *_own(child)]
            for child in family.children
        ],
        [(cell.row, cell.column) for cell in family.leftovers],
    )  # fmt: skip


def test_a_question_mark_that_may_be_a_lost_tick_is_asked_about_once_a_column():
    with (DATA / "fgc-tracker.csv").open("rb") as file:
        _, result = understood(file)

    assert [(q.field, q.text, q.kind) for q in result.questions] == [
        (field, "?", "lost_tick")
        for field in ("father_attended", "father_pr", "plan_agreed", "pr_consent")
    ]


def _own(child):
    return [getattr(getattr(child, at), "code", getattr(child, at)) for at in OWN.values()]


FAMILY = {
    "reference": lambda f: f.reference, "received": lambda f: f.referral.received,
    "referrer": lambda f: f.referral.referrer, "team": lambda f: f.referral.team,
    "referrer_email": lambda f: f.referral.email, "mother": lambda f: f.mother.state,
    "mother_tel": lambda f: f.mother.numbers, "father": lambda f: f.father.state,
    "father_tel": lambda f: f.father.numbers, "offer_letter": lambda f: f.offer.letter_on,
    "offer_reply": lambda f: f.offer.reply, "coordinator": lambda f: f.coordinator,
    "allocated": lambda f: f.allocated_on,
    "conference": lambda f: f.conference.held_on or f.conference.not_held,
    "family_attended": lambda f: f.conference.family_attended is not None,
    "professionals_attended": lambda f: f.conference.professionals_attended is not None,
    "father_attended": lambda f: f.conference.father_attended,
    "plan_agreed": lambda f: f.plan_agreed, "closed": lambda f: f.closed,
    "review": lambda f: f.review.on or f.review.not_held,
    "network": lambda f: f.network, "risk": lambda f: f.referral.risks,
    "bottom_lines": lambda f: f.referral.bottom_lines, "reason": lambda f: f.referral.reasons,
}  # fmt: skip


def test_every_cell_of_every_row_that_goes_in_is_found_again():
    with (DATA / "fgc-tracker.xlsx").open("rb") as file:
        tracker = open_tracker(file)
        mapping, _ = find_header(tracker.rows(tracker.sheets[0]))
        families, _ = understood(file)
        by_row = {
            entry.number: entry for entry in entries(tracker.rows(tracker.sheets[0]), mapping)
        }
    keys = {column: key for key, column in mapping.columns.items()}
    lost = []
    for family in families:
        left = {(cell.row, cell.column): cell.text for cell in family.leftovers}
        children = {number: child for child in family.children for number in child.rows}
        for number in family.rows:
            for column, text in enumerate(by_row[number].row.cells):
                if not text.strip() or left.get((number, column)) == text.strip():
                    continue
                key = keys[column]
                meant = by_row[number].texts[key]
                if not _holds(family, children[number], key, meant):
                    lost.append((number, key, text))
    assert lost == []


def _holds(family, child, key, text):
    if key in GATHERED:
        return text in FAMILY[key](family)
    if key in FAMILY:
        return bool(FAMILY[key](family))
    if key in ("surname", "forename", "known_as"):
        return getattr(child, key).casefold() == text.casefold()
    if key == "born":
        return bool(child.born or child.expected)
    value = getattr(child, OWN[key])
    return text in (getattr(value, "text", ""), value) or bool(value)
