"""Children: were they heard, where do they live, what is their status, months later?"""

from typing import Any

from django.db.models import F, Q

from cases.outcomes.items import NO, YES
from conferences.measures.declaring import Maturity, Measure, Rate
from conferences.measures.rows import CHILDREN

# A child under 4 has a code of its own in the statutory return of children looked after
# (SSDA903, participation in reviews, PN0): from 4 on, views are expected.
VOICE_FROM = 4
KNOWN = (YES, NO)
IN_FAMILY = (
    "mother",
    "father",
    "both",
    "maternal_family",
    "paternal_family",
    "family_friend",
    "neighbour",
)
ELSEWHERE = ("foster_care", "residential", "semi_independent", "other")
MET: dict[str, Any] = {
    "unit": "children",
    "rows": CHILDREN,
    "index": "held_on",
    "index_words": "the day the family first met",
}
FROM_LETTER: dict[str, Any] = {
    "unit": "children",
    "rows": CHILDREN,
    "index": "letter_on",
    "index_words": "the date of the first letter before proceedings that names the child",
    "maturity": Maturity(months=12),
}
OWN = "Restorative's own definition"
TRIAL = (
    "These are of families referred or not, met or not (intention to treat), counted from the "
    "letter before proceedings: context, and no target for a service."
)
OLD_ENOUGH = Q(age__gte=VOICE_FROM) | Q(age__isnull=True)


def _in_family(point: str, months: int) -> Rate:
    column = f"living_{point}"
    return Rate(
        key=f"in_family_{point}",
        name=f"In their family network after {months} months",
        question=f"How many children live within their family network {months} months on?",
        **MET,
        maturity=Maturity(months=months),
        among=~Q(**{column: "unborn"}) & ~Q(**{column: "not_applicable"}),
        counted=Q(**{f"{column}__in": IN_FAMILY}),
        unknown=~Q(**{f"{column}__in": [*IN_FAMILY, *ELSEWHERE]}),
        numerator_words="children who live with a parent, wider family, a friend of the family or "
        f"a neighbour at the {months}-month follow-up",
        denominator_words="children whose living arrangement is known then",
        unknown_words="children whose living arrangement is not known then",
        source="Daybreak's evaluation of conferences before proceedings",
        reference="Daybreak: 76 % with a conference (60 % and 16 %), 61 % without one.",
        caveat="Children not born by then are left out. “Somewhere else” counts as outside.",
    )


MEASURES: tuple[Measure, ...] = (
    Rate(
        key="child_voice",
        name="Children who were heard",
        question="How many children came, or had their views brought to the meeting?",
        **MET,
        among=OLD_ENOUGH,
        counted=Q(came=True) | Q(views_conveyed=True),
        unknown=Q(age__isnull=True),
        numerator_words="children who came, or whose views were written down or read out",
        denominator_words=f"children aged {VOICE_FROM} or older on the day",
        unknown_words="children whose age is not known",
        source="Age: the participation codes of the SSDA903 return",
        reference="No published figure was found.",
    ),
    Rate(
        key="advocate_offered",
        name="Children offered an advocate",
        question="How many children were offered somebody who speaks for them?",
        **MET,
        among=OLD_ENOUGH,
        counted=Q(advocate_offered=True),
        unknown=Q(age__isnull=True),
        numerator_words="children of whom the offer was ticked off",
        denominator_words=f"children aged {VOICE_FROM} or older on the day",
        unknown_words="children whose age is not known",
        source="Age: the participation codes of the SSDA903 return",
        reference="No published figure was found.",
    ),
    _in_family("m3", 3),
    _in_family("m6", 6),
    _in_family("m12", 12),
    Rate(
        key="entered_care",
        name="Entered care within 12 months",
        question="Of the children not looked after when the family met, how many came into care?",
        **MET,
        maturity=Maturity(months=12),
        among=~Q(looked_after_index=YES),
        counted=Q(entered_care_on__isnull=False),
        unknown=~Q(looked_after_index=NO)
        | (Q(entered_care_on__isnull=True) & ~Q(looked_after_m12__in=KNOWN)),
        numerator_words="children who were looked after on a day after the index date, up to "
        "12 months on, by agreement or under an order",
        denominator_words="children not looked after at the index date, of whom it is known",
        unknown_words="children of whom it is not known at the index date, or 12 months on",
        source="The randomised trial of family group conferences before proceedings (Foundations)",
        reference="Trial: 36.2 % of children referred, 44.8 % of others. Kent 2009-10: 88 % of "
        "672 were not in care at the end of the year, some followed for less than a month.",
        caveat=TRIAL,
    ),
    Rate(
        key="proceedings",
        name="Proceedings within 12 months",
        question="Of the children without proceedings when the family met, for how many did "
        "somebody apply to court?",
        **MET,
        maturity=Maturity(months=12),
        among=~Q(proceedings_index=YES),
        counted=Q(proceedings_on__isnull=False),
        unknown=~Q(proceedings_index=NO)
        | (Q(proceedings_on__isnull=True) & ~Q(proceedings_m12__in=KNOWN)),
        numerator_words="children in proceedings, or with an application to court, on a day "
        "after the index date, up to 12 months on",
        denominator_words="children without proceedings at the index date, of whom it is known",
        unknown_words="children of whom it is not known at the index date, or 12 months on",
        source="The randomised trial of family group conferences before proceedings (Foundations)",
        reference="Trial: 59 % of children referred, 72 % of others; Daybreak: 29 % and 50 %.",
        caveat=TRIAL,
    ),
    Rate(
        key="step_down",
        name="Stepped down after 6 months",
        question="How many children have a lower status 6 months after the family met?",
        **MET,
        maturity=Maturity(months=6),
        among=(Q(rank_index__gt=0) | Q(rank_index__isnull=True))
        & ~Q(status_index__in=["adult", "care_leaver", "not_applicable"])
        & ~Q(status_m6__in=["adult", "care_leaver", "not_applicable"]),
        counted=Q(rank_m6__lt=F("rank_index")),
        unknown=Q(rank_index__isnull=True) | Q(rank_m6__isnull=True),
        numerator_words="children whose status is lower: looked after, proceedings, "
        "pre-proceedings, protection plan, section 47 enquiry, in need, early help, none",
        denominator_words="children with a status above none at the index date, known at both",
        unknown_words="children whose status is not known at one of the two",
        source="Camden's published outcomes",
        reference="Camden: 84 % of initial conferences.",
        caveat="Camden counts conferences; here each child is counted.",
    ),
    Rate(
        key="entered_care_from_letter",
        name="Entered care within 12 months of the letter",
        question="Of the children not looked after at the letter before proceedings, how many "
        "came into care?",
        **FROM_LETTER,
        among=~Q(looked_after_letter=YES),
        counted=Q(care_from_letter_on__isnull=False),
        unknown=~Q(looked_after_letter=NO)
        | (Q(care_from_letter_on__isnull=True) & ~Q(looked_after_letter_m12=NO)),
        numerator_words="children who were looked after on a day after the letter, up to 12 "
        "months on",
        denominator_words="children named in a letter before proceedings, not looked after then, "
        "of whom it is known",
        unknown_words="children of whom it is not known at the letter, or 12 months on",
        source="The randomised trial of family group conferences before proceedings (Foundations)",
        reference="Trial: 36.2 % of children referred, 44.8 % of others.",
        caveat=TRIAL,
    ),
    Rate(
        key="proceedings_from_letter",
        name="Proceedings within 12 months of the letter",
        question="Of the children named in a letter before proceedings, for how many did "
        "somebody apply to court?",
        **FROM_LETTER,
        counted=Q(proceedings_from_letter_on__isnull=False),
        unknown=Q(proceedings_from_letter_on__isnull=True) & ~Q(proceedings_letter_m12=NO),
        numerator_words="children with an application to court, or in proceedings, on a day "
        "after the letter, up to 12 months on",
        denominator_words="children named in a letter before proceedings, of whom it is known",
        unknown_words="children of whom it is not known 12 months on",
        source="The randomised trial of family group conferences before proceedings (Foundations)",
        reference="Trial: 59 % of children referred, 72 % of others; Daybreak: 29 % and 50 %.",
        caveat=TRIAL,
    ),
)
