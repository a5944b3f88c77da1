"""The restorative child protection conference: harm, and what better looks like, with the family."""

from conferences.formats.child_protection_records import (
    BASIS,
    BETTER,
    CORE_GROUP,
    CORE_GROUP_MET,
    DECIDED_NO_PLAN,
    DECIDED_PLAN,
    DECISION,
    EXCLUSION,
    FEELING,
    HARM,
    IMPACT,
    PLAN_MADE,
    REPORT,
    STEP,
    SUPPORT,
)
from conferences.formats.family_group_conference import INVITATIONS, RUN_SHEET
from conferences.formats.format import (
    THE_FAMILY,
    Document,
    Format,
    Item,
    Part,
    Question,
    Role,
    Stage,
)
from conferences.formats.records import Clock, Count, RecordPage, Tally
from conferences.reminders.rules import (
    CLOCK_DUE,
    LOOK_AGAIN,
    MEETING_SOON,
    OF_A_MEETING,
    OUTCOME_CHECK,
)

CHILD, FAMILY = ("child",), ("child", "family")
PROFESSIONALS = ("referrer", "professional")
AGENCIES = "Professionals"
HELPERS = "Advocates, interpreters and supporters"
ROLES = (
    Role("child", "Child or young person", heading="Children and young people"),
    Role("family", "Parent, carer or family", heading="Family", walks_in=True),
    Role("friend", "Friend or neighbour", heading="Family", walks_in=True),
    Role("referrer", "Social worker of the child", heading=AGENCIES),
    Role("professional", "Professional", heading=AGENCIES, walks_in=True),
    Role("advocate", "Advocate", "Speaks for the child or for a parent.", heading=HELPERS),
    Role("interpreter", "Interpreter", heading=HELPERS),
    Role("supporter", "Supporter", "Comes for the sake of one person.", heading=HELPERS),
)
QUESTIONS = (
    Question("listened", "I was listened to", "People listened to me"),
    Question("nothing_new", "I had heard everything before", "Nothing was new to me"),
    Question("worried", "I understood what people are worried about"),
    Question("better", "I know what better looks like", "I know what will be better"),
    Question("with_us", "It was decided with us", asked_of=("child", "family")),
)
PORTSMOUTH = "Portsmouth, Restorative child protection conferences."
WALES = "Wales Safeguarding Procedures."
FIRST_OR_MOVED = ("basis", ("which", ("first", "moved")))
PLANNED = ("decision", PLAN_MADE)
# Before it is ready, and again when it is recorded as held. Nobody goes on with one open: a
# report that does not come has its reason instead.
READY = (
    *("has_date_and_venue", "invitations_decided", "child_taking_part", "needs_arranged"),
    *("pairs_decided", "manager_agreed"),
)
REPORTS, KEPT_AWAY = ("report",), ("exclusion",)
STANDS_DOWN = ("stood_down",)
LATER_STOPS = ("preparing", *STANDS_DOWN)
ENDS = ("plan_ended",)

FORMAT = Format(
    key="child_protection_conference",
    name="Restorative child protection conference",
    short_name="Child protection",
    source="Portsmouth, Restorative child protection conferences (since 2017); Solihull, Initial "
    "child protection conferences; Wales Safeguarding Procedures; Sussex, Exclusion of family "
    "members from a conference.",
    about=(
        "Where a child has been harmed, or is likely to be: the family and the professionals meet "
        "with a chair who does not work with them, and decide whether a plan has to protect the "
        "child.",
        "It goes through five things together: the harm, what it does to the child, how the "
        "family feels, what better looks like, and what would help.",
        "Nobody reads on the day and nothing is new to the family: the reports are in two working "
        "days before, and shared.",
    ),
    working_days_to_meet=15,
    word="conference",
    plain_word="meeting",
    not_held="stood_down",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    who_asks=(
        (THE_FAMILY, "The parents or carers"),
        ("service", "The service"),
        ("other", "Somebody else"),
    ),
    review_key="child_protection_conference",
    review_from=("planned", "core_group"),
    roles=ROLES,
    parts=(
        Part("harm", "Harm", 20, "Everybody. What has happened."),
        Part("impact", "Impact on the child", 20, "Everybody. The child first, or in their words."),
        Part("feelings", "How the family feels", 15, "The family speaks; the others listen."),
        Part("better", "What better looks like", 20, "Everybody, the family first."),
        Part("support", "Support, and the decision", 30, "Everybody. The chair says what it is."),
    ),
    documents=(
        INVITATIONS,
        RUN_SHEET,
        Document("record", "Record of the conference", "What was said and decided, for the family "
                 "and everybody who came.", from_stage="held",
                 kinds=("harm", "impact", "feeling", "better", "support", "decision", "step")),
    ),
    meeting_checklist=(
        Item("venue_chosen", "A place where the family can feel at ease"),
        Item("arrive_apart", "Who arrives when, and where those wait who must not meet"),
        Item("childcare", "Somebody looks after the younger children"),
        Item("safety_plan", "What happens if it becomes unsafe on the day"),
        Item("no_reading", "Everybody knows that nobody reads on the day"),
    ),
    person_checklist=(
        Item("explained", "Knows what the conference is, and what it can decide", parts=FAMILY),
        Item("heard_reports", "Has heard what the reports say", parts=FAMILY),
        Item("five_things", "Has thought about the five things", parts=FAMILY),
        Item("may_bring", "Knows that they may bring somebody", parts=FAMILY),
        Item("advocate_offered", "Was offered an advocate", parts=CHILD),
        Item("child_says", "Has worked out what to say, and how", parts=CHILD),
        Item("complains", "Knows how to complain or to disagree", parts=("family",)),
        Item("report_in", "Knows by when the report is in, and that the family gets it first",
             parts=PROFESSIONALS),
    ),
    questions=QUESTIONS,
    outcomes=("living_with",),
    pages=(
        RecordPage("called", "Why", (BASIS,)),
        RecordPage("reports", "Reports", (REPORT,)),
        RecordPage("kept_away", "Kept away", (EXCLUSION,)),
        RecordPage("said", "Five things", (HARM, IMPACT, FEELING, BETTER, SUPPORT),
                   "In this order, in words that everybody in the room understands."),
        RecordPage("decided", "Decision", (DECISION, STEP)),
        RecordPage("core", "Core group", (CORE_GROUP,)),
    ),
    tabs=(
        *("overview", "called", "reports", "people", "kept_away", "date", "invitations"),
        *("messages", "day", "said", "decided", "core", "feedback"),
    ),
    clocks=(
        Clock(
            "held_in_time",
            "Hold the first conference",
            15,
            starts=("entry:basis.strategy_on",),
            ends=("held",),
            source="Solihull, Initial child protection conferences: from the strategy discussion.",
            only_if=(("basis", ("which", ("first",))),),
        ),
        Clock("reports_in", "Reports in", -2, starts=("date",), ends=("every:report.in_on",),
              source=PORTSMOUTH),
        Clock("reports_shared", "Reports shared", -1, starts=("date",),
              ends=("every:report.shared_on",), source=PORTSMOUTH),
        Clock("first_core_group", "First core group", 10, starts=("held",),
              ends=("entry:core_group.met_on",), source=WALES, only_if=(PLANNED,)),
        Clock("core_group", "Next core group", 6, starts=("entry:core_group.met_on",),
              ends=("stage:looked_again", "stage:plan_ended"), unit=Count.WEEKS, repeats=True,
              source="Portsmouth: every six weeks."),
        Clock("second", "Next conference", 3, starts=("held",),
              ends=("stage:looked_again", "stage:plan_ended"), unit=Count.MONTHS, source=WALES,
              only_if=(PLANNED, FIRST_OR_MOVED)),
        Clock("later", "Next conference", 6, starts=("held",),
              ends=("stage:looked_again", "stage:plan_ended"), unit=Count.MONTHS, source=WALES,
              only_if=(PLANNED, ("basis", ("which", ("later",))))),
    ),
    tallies=(
        Tally(
            "steps_done",
            "Steps of the plan that were done",
            "How much of the plan was done?",
            kind="step",
            field="done",
            counted=("yes",),
            on="by",
            unit="steps",
            numerator_words="steps of a plan that were done",
            denominator_words="steps of a plan of which it was said what became of them",
            unknown_words="steps of which it is not said",
            reference="No published figure was found.",
        ),
    ),
    reminders=(LOOK_AGAIN, CLOCK_DUE, MEETING_SOON, *OF_A_MEETING, OUTCOME_CHECK),
    stages=(
        Stage("called", "Called", "turquoise", to=("preparing", *STANDS_DOWN),
              needs_reason=STANDS_DOWN, clears_date=True),
        Stage("preparing", "Reports and people", "turquoise", to=("scheduled", *STANDS_DOWN),
              needs_reason=STANDS_DOWN, clears_date=True, needs_entries=("basis",)),
        Stage("scheduled", "Date set", "blue", to=("ready", "held", *LATER_STOPS),
              needs_reason=LATER_STOPS, needs_date=True),
        Stage("ready", "Everybody has the reports", "green", to=("held", *LATER_STOPS),
              needs_reason=LATER_STOPS, needs_date=True, guards=READY,
              needs_settled=REPORTS, none_open=KEPT_AWAY),
        Stage("held", "Held", "blue", to=("planned", "no_plan"), needs_date=True, is_day=True,
              guards=READY, needs_settled=REPORTS, none_open=KEPT_AWAY),
        Stage("planned", "Child protection plan", "green", to=("core_group", "looked_again", *ENDS),
              needs_reason=ENDS, wants=(DECIDED_PLAN,),
              needs_entries=("harm", "impact", "feeling", "better", "step", "core_group")),
        Stage("core_group", "Core group at work", "green", to=("looked_again", *ENDS),
              needs_reason=ENDS, wants=(CORE_GROUP_MET,), follows_by_itself=True),
        Stage("looked_again", "Looked at again in the next conference", "green",
              needs_settled=("step",)),
        Stage("no_plan", "No child protection plan", "grey", wants=(DECIDED_NO_PLAN,),
              needs_entries=("harm", "impact", "feeling", "better")),
        Stage("plan_ended", "Plan ended", "grey"),
        Stage("stood_down", "Called off", "grey", clears_date=True),
    ),
)  # fmt: skip
