"""Counted from the letter before proceedings, whether or not the family met."""

from datetime import date

import pytest

from cases.models import Fact, Offer, OfferChild
from conferences.figures.from_letter import FromLetter, care_from_letter, proceedings_from_letter
from conferences.figures.refreshing import refresh_dirty
from conferences.measures import MEASURES, Part
from conferences.measures.computing import compute, records
from conferences.measures.selection import Selection
from conferences.models import ChildFigure
from tests.factories.recording import make_family, make_service
from tests.figures.cohorts import fact

LETTER = date(2025, 3, 3)
YEAR_ON = date(2026, 3, 3)


def known(kind, value, as_at, point=""):
    return {"kind": kind, "value": value, "as_at": as_at, "point": point, "unknown_because": ""}


def care(*facts):
    return care_from_letter(facts, LETTER)


LOOKED_AFTER, STATUS, SINCE = (
    Fact.Kind.LOOKED_AFTER,
    Fact.Kind.LEGAL_STATUS,
    Fact.Kind.LOOKED_AFTER_SINCE,
)


def test_without_a_letter_nothing_is_counted():
    assert care_from_letter([], None) == FromLetter()
    assert proceedings_from_letter([], None, [LETTER]) == FromLetter()


def test_a_status_of_the_day_of_the_letter_or_before_says_how_it_was_then():
    assert care(known(STATUS, "cin", LETTER)).at_letter == "no"
    assert care(known(STATUS, "s20", date(2025, 1, 1))).at_letter == "yes"
    newer = known(LOOKED_AFTER, "no", date(2025, 2, 1))
    assert care(known(LOOKED_AFTER, "yes", date(2024, 2, 1)), newer).at_letter == "no"


def test_soon_after_the_letter_a_no_counts_for_its_day_and_a_yes_does_not():
    assert care(known(LOOKED_AFTER, "no", date(2025, 3, 31))).at_letter == "no"
    assert care(known(LOOKED_AFTER, "no", date(2025, 4, 1))).at_letter == ""
    assert care(known(LOOKED_AFTER, "yes", date(2025, 3, 10))).at_letter == ""


def test_care_counts_from_the_day_after_the_letter_to_the_same_day_a_year_on():
    for day, counts in (
        (LETTER, False),
        (date(2025, 3, 4), True),
        (YEAR_ON, True),
        (date(2026, 3, 4), False),
    ):
        assert (care(known(LOOKED_AFTER, "yes", day, "m6")).on == day) is counts
        assert (care(known(SINCE, day.isoformat(), date(2026, 6, 1), "m12")).on == day) is counts


def test_a_no_is_known_a_year_on_only_by_a_look_at_or_after_that_day():
    assert care(known(LOOKED_AFTER, "no", date(2026, 3, 2))).a_year_on == ""
    assert care(known(LOOKED_AFTER, "no", YEAR_ON)).a_year_on == "no"
    later = known(LOOKED_AFTER, "no", date(2026, 6, 1))
    assert care(known(LOOKED_AFTER, "yes", date(2026, 4, 1)), later).a_year_on == ""


def test_proceedings_are_found_by_an_application_or_by_the_status():
    assert proceedings_from_letter([], LETTER, [date(2025, 9, 1)]).on == date(2025, 9, 1)
    assert proceedings_from_letter([], LETTER, [date(2026, 9, 1)]).on is None
    in_court = known(STATUS, "proceedings", date(2025, 5, 5))
    assert proceedings_from_letter([in_court], LETTER, []).on == date(2025, 5, 5)
    none_made = known(Fact.Kind.PROCEEDINGS, "no", YEAR_ON)
    assert proceedings_from_letter([none_made], LETTER, []).a_year_on == "no"


@pytest.mark.django_db
def test_a_family_that_never_met_is_counted_from_its_letter(clock):
    family = make_family(make_service(), children=2)
    case = family.case
    children = list(case.children.order_by("pk"))
    letter = Offer.objects.create(
        case=case,
        team=case.referring_team,
        letter_on=LETTER,
        made=Offer.Made.YES,
        created_by=case.created_by,
    )
    for child in children:
        OfferChild.objects.create(offer=letter, child=child.person)
    first = children[0].person_id
    by = case.created_by
    Fact.objects.filter(case=case).delete()
    Fact.objects.bulk_create(
        [
            fact(case, LOOKED_AFTER, "no", by=by, held=LETTER, person=first),
            fact(case, LOOKED_AFTER, "yes", by=by, held=LETTER, person=first, months=5),
        ]
    )
    refresh_dirty()

    found = compute(MEASURES["entered_care_from_letter"], Selection(), reader=None)
    rows = records(MEASURES["entered_care_from_letter"], Selection(), Part.NUMERATOR, reader=None)

    assert set(ChildFigure.objects.values_list("held_on", "letter_on")) == {(None, LETTER)}
    assert (found.numerator, found.n, found.unknown) == (1, 1, len(children) - 1)
    assert [row.person_id for row in rows] == [first]
