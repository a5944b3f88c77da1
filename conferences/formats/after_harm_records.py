"""What a restorative conference after harm writes down: of each side, and of both."""

from cases.models.compartment import Compartment
from conferences.formats.records import Answer, EntryField, EntryKind, Wanted

HARMED, HARMING = Compartment.HARMED, Compartment.HARMING
STANDS = (
    ("yes", "Wants to go on"),
    ("unsure", "Is not sure yet"),
    ("no", "Does not want to, or wants to stop"),
)
WAYS = (
    ("direct", "Face to face"),
    ("letter", "A letter, passed on"),
    ("shuttle", "Messages through the facilitator"),
    ("film", "A film or a recording, passed on"),
)
ASKED = (("again", "Asked again: see the next one"), ("over", "Not needed any more"))
LEVELS = (
    ("low", "Low"),
    ("medium", "Medium"),
    ("high", "High: not without a second facilitator"),
)
ABOUT_WHOM = (
    ("themselves", "Themselves"),
    ("supporter", "Somebody who comes to support them"),
    ("other", "Somebody else around them"),
)
STILL = (("same", "As before"), ("less", "Less"), ("more", "More: see the next one"))
ACKNOWLEDGES = (
    ("yes", "Yes: it happened, and it did harm"),
    ("partly", "In part: see how"),
    ("no", "No"),
)
INVITED = (("yes", "Invited"), ("no", "Not invited"))
TAKES_PART = (
    ("takes_part", "Takes part, in one way or another"),
    ("informed", "Wants to be kept informed, no more"),
    ("declined", "Wants neither"),
    ("open", "Not said yet"),
)
WHO_DOES = (
    ("harming", "The person who harmed"),
    ("harmed", "The person harmed"),
    ("both", "Both"),
    ("support", "Somebody who supports one of them"),
    ("service", "The service"),
)
KEPT = (
    ("done", "Done"),
    ("partly", "Done in part"),
    ("not_done", "Not done"),
    ("waived", "Not wanted any more"),
)
HOW_NOW = (("better", "Better"), ("same", "The same"), ("worse", "Worse"))
WHO = {HARMED: "person harmed", HARMING: "person who harmed"}
ON_EACH = "Only those who know this side’s case read it."


def _suitability(key: str, side: Compartment) -> EntryKind:
    return EntryKind(
        key,
        "Suitability",
        "Suitability",
        compartment=side,
        one_per_meeting=True,
        title="decided_on",
        about="Whether it fits this person. It is never chiefly for the good of whoever harmed.",
        fields=(
            EntryField("what", "What happened, as they tell it", Answer.LONG_TEXT, longest=3000),
            EntryField("fits", "Does a restorative process fit?", Answer.YES_NO, True),
            EntryField("why", "Why, or why not?", Answer.LONG_TEXT, True, longest=3000),
            EntryField(
                "second",
                "Is a second facilitator needed?",
                Answer.YES_NO,
                True,
                "Where the harm was serious, went on for long, or one could be afraid of the other.",
            ),
            EntryField("decided_on", "Decided on", Answer.DATE, True, starts_today=True),
        ),
    )


def _agreement(key: str, side: Compartment) -> EntryKind:
    return EntryKind(
        key,
        "Agreement",
        "Agreement",
        compartment=side,
        title="stands",
        due="ask_again",
        settled="asked",
        most=60,
        about="Asked again at every step. They can stop at any time and need give no reason: the "
        "newest answer counts. The other side learns that it does not go ahead, and no more.",
        fields=(
            EntryField("on", "Asked on", Answer.DATE, True, starts_today=True),
            EntryField("stands", "Do they want to go on?", Answer.CHOICE, True, choices=STANDS),
            EntryField("way", "In which way?", Answer.SEVERAL, choices=WAYS),
            EntryField("words", "In their words", Answer.LONG_TEXT, longest=2000),
            EntryField("ask_again", "When do you ask again?", Answer.DATE),
            EntryField("asked", "Were they asked again?", Answer.CHOICE, choices=ASKED, later=True),
        ),
    )


def _risk(key: str, side: Compartment) -> EntryKind:
    return EntryKind(
        key,
        "Risk",
        "Risk, throughout",
        compartment=side,
        title="risk",
        due="look_again",
        settled="now",
        most=60,
        about="Looked at from the first talk to the last. Whoever comes to support somebody is "
        "looked at like everybody else.",
        fields=(
            EntryField("on", "Looked at on", Answer.DATE, True, starts_today=True),
            EntryField("whom", "About whom?", Answer.CHOICE, True, choices=ABOUT_WHOM),
            EntryField("risk", "What could go wrong?", Answer.LONG_TEXT, True, longest=2000),
            EntryField("level", "How great is it?", Answer.CHOICE, True, choices=LEVELS),
            EntryField("done", "What is done about it?", Answer.LONG_TEXT, True, longest=2000),
            EntryField("look_again", "When do you look again?", Answer.DATE),
            EntryField("now", "How is it now?", Answer.CHOICE, choices=STILL, later=True),
        ),
    )


def _preparation(key: str, side: Compartment) -> EntryKind:
    return EntryKind(
        key,
        "Step of preparation",
        "Preparation",
        compartment=side,
        title="on",
        most=60,
        fields=(
            EntryField("on", "Day", Answer.DATE, True, starts_today=True),
            EntryField("how", "What was talked about", Answer.LONG_TEXT, True, longest=3000),
            EntryField(
                "asks", "What they would like to ask or say", Answer.LONG_TEXT, longest=2000
            ),
            EntryField("needs", "What they need to feel safe", Answer.LONG_TEXT, longest=2000),
        ),
    )


def _follow_up(key: str, side: Compartment) -> EntryKind:
    return EntryKind(
        key,
        "Follow-up",
        f"Follow-up with the {WHO[side]}",
        compartment=side,
        title="on",
        most=20,
        from_stage="conference_met",
        fields=(
            EntryField("on", "Asked on", Answer.DATE, True, starts_today=True),
            EntryField("how", "How are things since?", Answer.CHOICE, True, choices=HOW_NOW),
            EntryField("words", "In their words", Answer.LONG_TEXT, longest=2000),
            EntryField("next", "What is done about it", Answer.LONG_TEXT, longest=2000),
        ),
    )


SUITABLE_HARMED = _suitability("suitability_harmed", HARMED)
SUITABLE_HARMING = _suitability("suitability_harming", HARMING)
AGREES_HARMED = _agreement("agreement_harmed", HARMED)
AGREES_HARMING = _agreement("agreement_harming", HARMING)
RISK_HARMED = _risk("risk_harmed", HARMED)
RISK_HARMING = _risk("risk_harming", HARMING)
PREPARED_HARMED = _preparation("preparation_harmed", HARMED)
PREPARED_HARMING = _preparation("preparation_harming", HARMING)
SINCE_HARMED = _follow_up("follow_up_harmed", HARMED)
SINCE_HARMING = _follow_up("follow_up_harming", HARMING)

ACKNOWLEDGED = EntryKind(
    "acknowledgement",
    "Acknowledgement",
    "Acknowledgement of the harm",
    compartment=HARMING,
    one_per_meeting=True,
    title="answer",
    about="Without it this does not go ahead.",
    fields=(
        EntryField(
            "answer",
            "Do they acknowledge that it happened, and the harm it did?",
            Answer.CHOICE,
            True,
            choices=ACKNOWLEDGES,
        ),
        EntryField("how", "How did they show it?", Answer.LONG_TEXT, True, longest=2000),
        EntryField("on", "Day", Answer.DATE, True, starts_today=True),
    ),
)
INVITATION = EntryKind(
    "invited",
    "Decision about inviting",
    "Whether the person harmed was invited",
    compartment=HARMED,
    one_per_meeting=True,
    title="answer",
    about="It is decided in every case, and why is written down. Whatever they choose, they are "
    "offered to be kept informed.",
    fields=(
        EntryField("consents", "Have they agreed to be contacted?", Answer.YES_NO, True),
        EntryField("answer", "Were they invited to take part?", Answer.CHOICE, True,
                   choices=INVITED),
        EntryField("why", "Why, or why not?", Answer.LONG_TEXT, True, longest=2000),
        EntryField("chose", "What did they choose?", Answer.CHOICE, choices=TAKES_PART,
                   only_if=("consents", ("yes",))),
        EntryField("under_17", "Are they under 17?", Answer.YES_NO, True,
                   "They are then offered the enhanced service."),
        EntryField("on", "Decided on", Answer.DATE, True, starts_today=True),
    ),
)  # fmt: skip
OUTCOME = EntryKind(
    "outcome",
    "Outcome agreement",
    "Outcome agreement",
    one_per_meeting=True,
    title="on",
    from_stage="conference_met",
    about="Both sides read this. Write it in words that both agreed to, without names.",
    fields=(
        EntryField("agreed", "What was agreed", Answer.LONG_TEXT, True, longest=3000),
        EntryField("on", "Agreed on", Answer.DATE, True, starts_today=True),
    ),
)
UNDERTAKING = EntryKind(
    "undertaking",
    "Undertaking",
    "Undertakings",
    title="what",
    due="by",
    settled="kept",
    most=40,
    from_stage="conference_met",
    about="One for each thing. Both sides read this.",
    fields=(
        EntryField("what", "What is to be done?", Answer.TEXT, True),
        EntryField("who", "By whom?", Answer.CHOICE, True, choices=WHO_DOES),
        EntryField("by", "By when?", Answer.DATE, True),
        EntryField("kept", "Was it done?", Answer.CHOICE, choices=KEPT, later=True),
    ),
)

FITS = tuple(
    Wanted(kind.key, sentence, says=("fits", ("yes",)))
    for kind, sentence in (
        (SUITABLE_HARMED, "It is not decided that it fits the person harmed."),
        (SUITABLE_HARMING, "It is not decided that it fits the person who harmed."),
    )
)
BOTH_WANT_TO = tuple(
    Wanted(kind.key, sentence, says=("stands", ("yes",)))
    for kind, sentence in (
        (AGREES_HARMED, "The person harmed has not said that they want to go on."),
        (AGREES_HARMING, "The person who harmed has not said that they want to go on."),
    )
)
ACKNOWLEDGES_HARM = Wanted(
    ACKNOWLEDGED.key,
    "The person who harmed has not acknowledged the harm.",
    says=("answer", ("yes", "partly")),
)
IS_DECIDED = Wanted(
    INVITATION.key, "It is not written down whether the person harmed was invited, and why."
)
RISK_SEEN = tuple(
    Wanted(kind.key, sentence)
    for kind, sentence in (
        (RISK_HARMED, "Nobody has looked at the risk on the side of the person harmed."),
        (RISK_HARMING, "Nobody has looked at the risk on the side of the person who harmed."),
    )
)
