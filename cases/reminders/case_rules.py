"""The reminders about a case itself: from the referral to its restriction (domain.md 5).

All go to colleagues, who read the case's reference and what is to be done.
"""

from cases.reminders.rules import BEGINNING, OUR_OWN, SAFETY, Channel, Rule, Step

NOTICE, EMAIL = Channel.NOTICE, Channel.EMAIL

REFERRAL_RECEIVED = Rule(
    key="referral_received",
    name="Referral received",
    about=BEGINNING,
    occasion="referral_waiting",
    trigger="A referral was sent and waits for a decision.",
    stops="It is decided, or more information is asked for.",
    steps=(
        Step("now", "referrer", how=EMAIL, at_once=True),
        Step("waiting", "referrer", 2, working=True, how=EMAIL, lasts=3),
        Step("managers", "managers", 2, working=True, how=NOTICE, lasts=7),
    ),
    subject="Referral {reference}",
    body=(
        "Hello,\n\nReferral {reference} has reached us and waits for a decision. You will hear "
        "from us as soon as there is one.\n"
    ),
    notice="{reference} waits for a decision. Decide about the referral.",
    source="Within two working days: Medway, Family group conferencing.",
)
NOT_ALLOCATED = Rule(
    key="not_allocated",
    name="Accepted, without a coordinator",
    about=BEGINNING,
    occasion="case_accepted",
    trigger="A referral was accepted and waits for a coordinator.",
    stops="A coordinator is allocated, or the case is put on hold or ends.",
    steps=(Step("daily", "managers", 3, working=True, how=NOTICE, repeats=9),),
    notice="{reference} was accepted and has no coordinator yet. Allocate one.",
    source="Within three working days: Northamptonshire, Guidance for workers.",
)
ALLOCATED = Rule(
    key="allocated",
    name="Coordinator allocated",
    about=BEGINNING,
    occasion="case_allocated",
    trigger="A coordinator is allocated.",
    stops="The case is put on hold or ends before it has gone.",
    steps=(
        Step("coordinator", "coordinator", how=EMAIL, at_once=True),
        Step("referrer", "referrer", how=EMAIL, at_once=True),
    ),
    subject="{reference} has a coordinator",
    body=(
        "Hello,\n\n{reference} is now with a coordinator. The first step is that the "
        "coordinator and the referrer speak to each other, within two working days.\n"
    ),
    source="On the same day: Medway, Family group conferencing.",
)
CONTACT_REFERRER = Rule(
    key="contact_referrer",
    name="Referrer not contacted yet",
    about=BEGINNING,
    occasion="referrer_not_contacted",
    trigger="A coordinator is allocated and owes the referrer a first contact.",
    stops="The first contact is recorded, or the case is put on hold or ends.",
    steps=(Step("chase", "coordinator", 2, working=True, how=EMAIL, lasts=3),),
    subject="{reference}: contact the referrer",
    body=(
        "Hello,\n\nThe referrer of {reference} has not been contacted yet. Ring them, and "
        "record it by finishing the task.\n"
    ),
    source=OUR_OWN,
)
NO_FAMILY_CONTACT = Rule(
    key="no_family_contact",
    name="Family not contacted yet",
    about=BEGINNING,
    occasion="family_not_contacted",
    trigger="A coordinator is allocated.",
    stops=(
        "The coordinator writes a note of a visit, call, meeting or message, or the case is "
        "put on hold or ends."
    ),
    steps=(
        Step("coordinator", "coordinator", 5, working=True, how=NOTICE, lasts=7),
        Step("managers", "managers", 10, working=True, how=NOTICE, lasts=14),
    ),
    notice="No contact with the family of {reference} is recorded. Contact them and write a note.",
    source=OUR_OWN,
)
OFFER_UNANSWERED = Rule(
    key="offer_unanswered",
    name="Offer before proceedings not answered",
    about=BEGINNING,
    occasion="offer_unanswered",
    trigger="A meeting was offered in a letter before proceedings.",
    stops=(
        "Everybody to whom it was offered has answered, an application is made to the court, "
        "or the case ends."
    ),
    steps=(
        Step("referrer", "referrer", 5, working=True, how=EMAIL, lasts=7),
        Step("managers", "managers", 5, working=True, how=EMAIL, lasts=7),
    ),
    subject="{reference}: no answer to the offer yet",
    body=(
        "Hello,\n\nThe meeting that was offered to the family of {reference} has not been "
        "answered by everybody. Ask again, and record what they say.\n"
    ),
    source="Children Act 1989, section 31ZA; the five days are our own.",
)
RESTRICTION_REVIEW = Rule(
    key="restriction_review",
    name="Review of a restriction",
    about=SAFETY,
    occasion="restriction_to_review",
    trigger="A case is restricted: it is looked at again before 90 days are over.",
    stops="The restriction is lifted, or its review is put off.",
    steps=(
        Step("two_weeks_before", "managers", -14, how=NOTICE, lasts=13),
        Step("day", "managers", how=NOTICE, lasts=30),
    ),
    notice="The restriction of {reference} is to be reviewed by {due}.",
    source="Every 90 days: Nottingham, Restrictions policy.",
    outlasts_case=True,
)
HOLD_REVIEW = Rule(
    key="hold_review",
    name="Case on hold to look at again",
    about=SAFETY,
    occasion="case_on_hold",
    trigger="A case is on hold until a day.",
    stops="It is taken up again, or ends.",
    steps=(
        Step("day", "coordinator", how=NOTICE, lasts=7),
        Step("late", "managers", 5, working=True, how=NOTICE, lasts=14),
    ),
    notice="{reference} is on hold and was to be looked at again on {due}.",
    source="The day was set when it was put on hold.",
)

RULES: tuple[Rule, ...] = (
    REFERRAL_RECEIVED,
    NOT_ALLOCATED,
    ALLOCATED,
    CONTACT_REFERRER,
    NO_FAMILY_CONTACT,
    OFFER_UNANSWERED,
    RESTRICTION_REVIEW,
    HOLD_REVIEW,
)
