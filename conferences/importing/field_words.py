"""What each column holds, in words for the page on which columns are matched."""

from cases.models import SheetImport
from conferences.importing.fields import STAFF, TRACKER, VENUES, Field

Kind = SheetImport.Kind
FIELDS: dict[str, tuple[Field, ...]] = {
    Kind.TRACKER: TRACKER,
    Kind.STAFF: STAFF,
    Kind.VENUES: VENUES,
}
WORDS = {
    "reference": "Reference of the family",
    "received": "Date of the referral",
    "referrer": "Who referred",
    "team": "Team of who referred",
    "referrer_email": "Email of who referred",
    "surname": "Child: last name",
    "forename": "Child: first name",
    "name": "Child: whole name",
    "known_as": "Child: likes to be called",
    "born": "Child: born or expected",
    "gender": "Child: gender",
    "ethnicity": "Child: ethnicity",
    "disability": "Child: disability",
    "language": "Child: first language",
    "interpreter": "Interpreter",
    "address": "Address",
    "postcode": "Postcode",
    "status": "Child: status at referral",
    "living_with": "Child: living with at referral",
    "pr_consent": "Consent of who has parental responsibility",
    "pr_consent_date": "Date of that consent",
    "child_agrees": "Child agrees",
    "mother": "Mother",
    "mother_tel": "Mother: telephone",
    "father": "Father",
    "father_tel": "Father: telephone",
    "father_pr": "Father: parental responsibility",
    "network": "Others in the family network",
    "risk": "Risks",
    "bottom_lines": "Bottom lines",
    "reason": "Reason for the referral",
    "offer_letter": "Offer before proceedings: date of the letter",
    "offer_reply": "Offer before proceedings: reply",
    "coordinator": "Coordinator",
    "allocated": "Date of allocation",
    "conference": "Date of the conference",
    "family_attended": "How many of the family came",
    "professionals_attended": "How many professionals came",
    "father_attended": "Father came",
    "child_attended": "Child came",
    "plan_agreed": "Plan agreed",
    "review": "Date of the review",
    "status_6m": "Child: status after 6 months",
    "status_12m": "Child: status after 12 months",
    "living_with_12m": "Child: living with after 12 months",
    "closed": "Closed",
    "notes": "Notes",
}


def field_words(kind: str, key: str) -> str:
    """A field in plain words; of staff and venues the label is plain enough."""
    if kind == Kind.TRACKER and key in WORDS:
        return WORDS[key]
    return next((field.label for field in FIELDS[kind] if field.key == key), key)
