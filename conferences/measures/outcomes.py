"""School, offending and work: outcomes of the pathways that need them, and labelled so."""

from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from conferences.measures.declaring import Amount, Maturity, Measure, Rate
from conferences.measures.rows import CHILDREN, FAMILIES

GOOD_ATTENDANCE = Decimal(85)
WHOLE_FAMILY = "Whole-family programme; not a figure of family group conferences"
SOURCE = "What one council (Wokingham) published of its whole-family programme"
CAVEAT = "Reported by the provider, without a group to compare with."
AFTER: dict[str, Any] = {
    "index": "held_on",
    "index_words": "the day the family first met",
    "maturity": Maturity(months=6),
    "label": WHOLE_FAMILY,
    "source": SOURCE,
    "caveat": CAVEAT,
}
ASKED_AT_SCHOOL = Q(attendance_index__isnull=False) | Q(attendance_m6__isnull=False)
ATTENDANCE_UNKNOWN = Q(attendance_index__isnull=True) | Q(attendance_m6__isnull=True)
ATTENDS = Q(attendance_m6__gt=F("attendance_index")) & Q(attendance_m6__gt=GOOD_ATTENDANCE)
EXCLUDED = Q(suspensions_index__gt=0)
FEWER = Q(suspensions_m6__lt=F("suspensions_index"))

MEASURES: tuple[Measure, ...] = (
    Rate(
        key="attendance",
        name="Attendance raised to above 85 %",
        question="How many children go to school more than before, and to more than 85 %?",
        unit="children",
        rows=CHILDREN,
        **AFTER,
        among=ASKED_AT_SCHOOL,
        counted=ATTENDS,
        unknown=ATTENDANCE_UNKNOWN,
        numerator_words="children whose attendance after 6 months is higher than before and above "
        "85 %",
        denominator_words="children whose attendance is known before and after",
        unknown_words="children whose attendance is known only before or only after",
        reference="That council: over two thirds of children, both together.",
    ),
    Rate(
        key="exclusions",
        name="Fewer suspensions and exclusions",
        question="Of the children sent home from school before, how many were less often?",
        unit="children",
        rows=CHILDREN,
        **AFTER,
        among=EXCLUDED,
        counted=FEWER,
        unknown=Q(suspensions_m6__isnull=True),
        numerator_words="children with fewer suspensions and exclusions in the 6 months after",
        denominator_words="children with any in the 6 months before, known for both",
        unknown_words="children with any before, of whom it is not known after",
    ),
    Amount(
        key="suspensions_change",
        name="Change in suspensions and exclusions",
        question="How many more or fewer times is a child sent home than in the 6 months before?",
        unit="suspensions and exclusions",
        rows=CHILDREN,
        **AFTER,
        among=EXCLUDED | Q(suspensions_m6__gt=0),
        of="suspensions_change",
        numerator_words="suspensions and exclusions in the 6 months after, less those before; "
        "below zero is fewer",
        denominator_words="children with any before or after, known for both",
        unknown_words="children with any, known only before or only after",
    ),
    Rate(
        key="attendance_and_exclusions",
        name="Attendance raised and exclusions reduced",
        question="How many children go to school more, above 85 %, and were sent home less?",
        unit="children",
        rows=CHILDREN,
        **AFTER,
        among=ASKED_AT_SCHOOL & EXCLUDED,
        counted=ATTENDS & FEWER,
        unknown=ATTENDANCE_UNKNOWN | Q(suspensions_m6__isnull=True),
        numerator_words="children of whom both are so",
        denominator_words="children with suspensions or exclusions before, all known before and "
        "after",
        unknown_words="children of whom one of the four is not known",
        reference="That council: over two thirds of children, both together.",
    ),
    Rate(
        key="offending",
        name="Offended less, or stopped",
        question="Of the families in which somebody offended before, how many do so less?",
        unit="families",
        rows=FAMILIES,
        **AFTER,
        among=~Q(offending__in=["", "none", "not_applicable"]),
        counted=Q(offending__in=["stopped", "less"]),
        unknown=~Q(offending__in=["stopped", "less", "same", "more"]),
        numerator_words="families in which offending was reduced or has stopped",
        denominator_words="families with offending before, of whom it is known",
        unknown_words="families of whom it is not known, or was not entered",
        reference="That council: 91 % of families.",
    ),
    Rate(
        key="employment",
        name="An adult began to work",
        question="In how many families has an adult begun to work?",
        unit="families",
        rows=FAMILIES,
        **AFTER,
        among=~Q(began_work__in=["", "not_applicable"]),
        counted=Q(began_work="yes"),
        unknown=~Q(began_work__in=["yes", "no"]),
        numerator_words="families in which an adult has begun to work since",
        denominator_words="families of the programme of whom it is known",
        unknown_words="families of whom it is not known, or was not entered",
        reference="That council: 41 % of families.",
    ),
)
