"""The circle: people who live, learn or work together sit down and each has a turn to speak."""

from accounts.permissions import Permission
from conferences.formats.format import Document, Format, Role, Stage
from conferences.formats.records import (
    Answer,
    Clock,
    Count,
    EntryField,
    EntryKind,
    RecordPage,
    Tally,
)
from conferences.formats.tallies import Again
from conferences.reminders.rules import LOOK_AGAIN

SETTINGS = (
    ("school", "A school or college"),
    ("home", "A children’s home"),
    ("team", "A team at work"),
    ("neighbourhood", "A family, a street or a community"),
    ("other", "Somewhere else"),
)
KEPT = (("kept", "Kept"), ("partly", "Partly kept"), ("not_kept", "Not kept"))
HELD_HOW = (
    ("better", "Better than before"),
    ("same", "Much the same"),
    ("worse", "Worse than before"),
)
# Days: 13 weeks.
TERM = 91

PURPOSE = EntryKind(
    "purpose",
    "Purpose",
    "Purpose",
    one_per_meeting=True,
    title="why",
    fields=(
        EntryField("setting", "Where is the circle?", Answer.CHOICE, True, choices=SETTINGS),
        EntryField(
            "why",
            "What is the circle for?",
            Answer.LONG_TEXT,
            True,
            "One or two sentences that everybody in it could agree with. Say what happened, "
            "not who is to blame.",
            longest=2000,
        ),
        EntryField(
            "rules",
            "Ground rules",
            Answer.LONG_TEXT,
            hint="What everybody keeps to, one on each line. Such as: one person speaks at a "
            "time; you may pass; what is said here stays here, unless somebody is not safe.",
            longest=2000,
            can_be_reworded=True,
        ),
        EntryField(
            "again",
            "Has there been a circle about the same matter this term?",
            Answer.YES_NO,
            hint="It is counted, without names, to see whether circles last.",
        ),
    ),
)
ROUND = EntryKind(
    "round",
    "Round",
    "Rounds",
    about="Each round has one question, and everybody has a turn to answer it or to pass.",
    title="question",
    most=20,
    fields=(
        EntryField(
            "question",
            "What was asked?",
            Answer.TEXT,
            True,
            "Such as: How are you today? What happened? Who has been affected, and how?",
        ),
        EntryField(
            "said",
            "What was said",
            Answer.LONG_TEXT,
            hint="In people’s own words. Leave out names where you may not hold them.",
        ),
    ),
)
PROMISE = EntryKind(
    "promise",
    "Promise",
    "What was agreed",
    title="what",
    due="by",
    settled="kept",
    most=40,
    fields=(
        EntryField("what", "What was agreed?", Answer.LONG_TEXT, True, longest=1000),
        EntryField("who", "Who does it?", Answer.PARTICIPANT, hint="Leave open if everybody does."),
        EntryField("by", "By when?", Answer.DATE),
        EntryField("kept", "Was it kept?", Answer.CHOICE, choices=KEPT, later=True),
    ),
)
CHECK_BACK = EntryKind(
    "check_back",
    "Check-back",
    "Check-backs",
    about="The day on which you ask everybody again how it is.",
    title="on",
    due="on",
    settled="how",
    most=10,
    fields=(
        EntryField("on", "When do you check back?", Answer.DATE, True),
        EntryField("how", "How is it now?", Answer.CHOICE, choices=HELD_HOW, later=True),
        EntryField(
            "happened_again",
            "Has the same thing happened again this term?",
            Answer.YES_NO,
            later=True,
        ),
        EntryField("words", "What people said", Answer.LONG_TEXT, later=True, longest=2000),
    ),
)

FORMAT = Format(
    key="circle",
    name="Circle",
    short_name="Circle",
    source="Restorative Approaches in Cambridgeshire, on what schools use besides talking to one "
    "child alone; Portsmouth, Restorative practice.",
    about=(
        "People sit in a circle. Everybody has a turn to speak, or passes. Nobody is judged, and "
        "whoever keeps the circle takes no side.",
        "It helps where something has gone wrong between people who go on living, learning or "
        "working together, and just as much to begin a week or to welcome somebody.",
        "Initials are enough for those who sit in it. If somebody tells of harm that is not "
        "known yet, a circle is not the answer: record a safeguarding alert.",
    ),
    working_days_to_meet=10,
    word="circle",
    plain_word="circle",
    not_held="called_off",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    is_a_beginning=False,
    leads_case=False,
    is_prepared=False,
    alone="team",
    kept_with=Permission.PRACTICE_KEEP,
    roles=(
        Role("child", "Child or young person", heading="In the circle"),
        Role("friend", "Somebody else in the circle", heading="In the circle"),
        Role("professional", "Member of staff", heading="In the circle"),
        Role("supporter", "Keeps the circle", "Asks the questions and takes no side."),
    ),
    pages=(
        RecordPage("purpose", "Purpose", (PURPOSE,)),
        RecordPage("rounds", "Rounds", (ROUND,)),
        RecordPage("agreement", "Agreement", (PROMISE, CHECK_BACK)),
    ),
    tabs=("overview", "who", "purpose", "rounds", "agreement"),
    clocks=(
        Clock(
            "check_back",
            "Check back",
            20,
            starts=("stage:circle_agreed",),
            ends=("settled:check_back.on", "stage:looked_back"),
            unit=Count.WORKING_DAYS,
            source="Our own: soon enough to be remembered. Choose another day if that suits better.",
        ),
    ),
    documents=(
        Document(
            "agreement",
            "What we agreed",
            "For everybody who sat in the circle.",
            kinds=("promise", "check_back"),
        ),
    ),
    tallies=(
        Again(
            key="repeated",
            name="Another circle within a term",
            question="How many circles are followed by another about the same matter within a term?",
            kind="purpose",
            same="setting",
            says=("again", ("yes",)),
            days=TERM,
            unit="circles",
            numerator_words="circles followed, at most 91 days after, by another of the same team "
            "(or, beside a case, of the same case) in the same kind of place, of which it was said "
            "that there had been one about the same matter this term",
            denominator_words="circles in which people sat together, where it is known what "
            "followed",
            unknown_words="circles without a written purpose, and those followed by one like it "
            "of which it was not said whether it was about the same matter",
            source="A term is 13 of the 39 weeks of a school year",
            reference="No published figure was found.",
            caveat="Which earlier circle it goes on with is not recorded: it counts for each of that "
            "place in the 91 days before. A circle that is repeated has not failed: people "
            "came back to it.",
        ),
        Tally(
            "again_this_term",
            "The same thing again within the term",
            "At how many check-backs had the same thing happened again this term?",
            kind="check_back",
            field="happened_again",
            counted=("yes",),
            on="on",
            unit="check-backs",
            numerator_words="check-backs at which the same thing had happened again this term",
            denominator_words="check-backs at which it was said whether it had",
            unknown_words="check-backs of which it is not said, by the day set for them",
            reference="No published figure was found.",
        ),
        Tally(
            "promises_kept",
            "What was agreed was kept",
            "How much of what was agreed was kept?",
            kind="promise",
            field="kept",
            counted=("kept",),
            on="by",
            unit="promises",
            numerator_words="things agreed that were kept",
            denominator_words="things agreed of which it was said whether they were kept",
            unknown_words="things agreed whose day has come, of which it is not said",
            reference="No published figure was found.",
        ),
    ),
    reminders=(LOOK_AGAIN,),
    stages=(
        Stage(
            "getting_ready",
            "Getting ready",
            "turquoise",
            to=("sat_together", "called_off"),
            needs_reason=("called_off",),
            clears_date=True,
        ),
        Stage(
            "sat_together",
            "Sat together",
            "blue",
            to=("circle_agreed", "circle_ended"),
            needs_date=True,
            is_day=True,
            needs_entries=("purpose",),
        ),
        Stage(
            "circle_agreed",
            "Agreed, to check back",
            "green",
            to=("looked_back",),
            needs_entries=("promise", "check_back"),
        ),
        Stage(
            "circle_ended",
            "Ended without an agreement",
            "grey",
            to=("circle_agreed",),
        ),
        Stage("looked_back", "Checked back", "green", needs_settled=("check_back",)),
        Stage("called_off", "Not needed after all", "grey", clears_date=True),
    ),
)
