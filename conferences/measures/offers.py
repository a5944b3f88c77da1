"""Before proceedings: was a family meeting offered, and did anybody accept?"""

from typing import Any

from django.db.models import Q

from conferences.measures.declaring import Rate
from conferences.measures.rows import LETTERS

SOURCE = "Children Act 1989 s.31ZA (from the Children's Wellbeing and Schools Act 2026 s.1)"
INDEX: dict[str, Any] = {
    "index": "letter_on",
    "index_words": "the date of the letter before proceedings",
}

MEASURES = (
    Rate(
        key="offer_rate",
        name="Offered a family meeting",
        question="Of the families sent a letter before proceedings, how many were offered one?",
        unit="families",
        rows=LETTERS,
        **INDEX,
        counted=Q(is_offered=True),
        unknown=Q(is_offered=False, is_unsaid=True),
        numerator_words="families with an offer made in a letter",
        denominator_words="families sent a letter before proceedings",
        unknown_words="families of whom it is not recorded whether an offer was made",
        source=SOURCE,
        reference="No national figure is published.",
        caveat=(
            "A letter that is with no case counts as a family of its own. Offers after a "
            "child protection conference are not recorded apart."
        ),
    ),
    Rate(
        key="acceptance",
        name="Accepted the offer",
        question="Of the families offered a meeting, in how many did somebody accept?",
        unit="families",
        rows=LETTERS,
        **INDEX,
        among=Q(is_offered=True),
        counted=Q(is_accepted=True),
        unknown=Q(is_accepted=False) & (Q(is_answered=False) | Q(is_waiting=True)),
        numerator_words="families in which somebody with parental responsibility accepted",
        denominator_words="families offered a meeting in whom all have answered, or one accepted",
        unknown_words="families in which nobody has accepted and somebody has not answered",
        source=SOURCE,
        reference="No published figure was found.",
    ),
)
