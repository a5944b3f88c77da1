"""The family group conference: from preparation to the plan and what comes of it."""

from cases.outcomes.items import OF_A_FAMILY_PLAN
from conferences.formats.format import Document, Format, Item, Part, Question, Role, Stage
from conferences.reminders.rules import (
    BRIEF_UNSIGNED,
    MEETING_SOON,
    OF_A_MEETING,
    OF_A_PLAN,
    REPORT_DUE,
)

CHILD = ("child",)
FAMILY = ("child", "family", "friend")
GROWN_UPS = ("family", "friend")
PARTS = (
    Part("information", "Information", 45, "Everyone. The referrer says what is in the report."),
    Part("private", "Private family time", 90, "The family alone.", is_private=True),
    Part("agreeing", "Agreeing the plan", 45, "The family, the coordinator and the referrer."),
)
PROFESSIONALS = "Professionals"
HELPERS = "Advocates, interpreters and supporters"
ROLES = (
    Role("child", "Child or young person", heading="Children and young people"),
    Role("family", "Family", heading="Others in the family", walks_in=True),
    Role(
        "friend",
        "Friend, neighbour or community",
        heading="Friends, neighbours and community",
        walks_in=True,
    ),
    Role("referrer", "Referrer", "Says what the worries are.", heading=PROFESSIONALS),
    Role(
        "information_giver",
        "Information giver (first part only)",
        "Says what the family has to know, and leaves.",
        heading=PROFESSIONALS,
    ),
    Role("professional", "Professional", heading=PROFESSIONALS, walks_in=True),
    Role("advocate", "Advocate", "Speaks for a child or for somebody else.", heading=HELPERS),
    Role("interpreter", "Interpreter", heading=HELPERS),
    Role("supporter", "Supporter", "Comes for the sake of one person.", heading=HELPERS),
)
INVITATIONS = Document(
    "invitations",
    "Invitations",
    "What each person was sent, word for word, and their answer.",
    "conferences:meeting_invitations",
    from_stage="scheduled",
    for_service=True,
)
RUN_SHEET = Document(
    "run_sheet",
    "Run sheet",
    "The day on one page, for the coordinator’s eyes.",
    "conferences:run_sheet",
    from_stage="scheduled",
    for_service=True,
)
DOCUMENTS = (
    Document(
        "brief",
        "Bottom lines and questions",
        "What the plan has to answer, signed by the referrer’s manager.",
        "conferences:meeting_brief",
        needs="brief",
    ),
    Document(
        "report",
        "Information report",
        "What the family hears first, with nothing new in it.",
        "conferences:meeting_report",
        needs="report",
    ),
    INVITATIONS,
    RUN_SHEET,
    Document(
        "plan",
        "The family’s plan",
        "What was agreed, in the family’s words.",
        "conferences:meeting_plan",
        needs="plan",
    ),
    Document(
        "copies",
        "Copies of the plan",
        "One for each person, without what they must not see.",
        "conferences:plan_copy_add",
        needs="agreed_plan",
        for_service=True,
    ),
)
MEETING_CHECKLIST = (
    Item("venue_chosen", "Venue chosen with the family", "Neutral, not children's services' own."),
    Item("food", "Food and drink arranged"),
    Item("childcare", "Somebody looks after the younger children"),
    Item("private_room", "A room for private family time, and one for those who wait"),
    Item("safety_plan", "What happens if it becomes unsafe on the day"),
    Item("culture", "Faith, culture and language thought of with the family"),
)
PERSON_CHECKLIST = (
    Item("voluntary", "Knows how it works, and that nobody has to come", parts=FAMILY),
    Item("privacy", "Has had the privacy notice", parts=FAMILY),
    Item("worries_explained", "Has heard the worries, bottom lines and questions", parts=GROWN_UPS),
    Item("can_offer", "Has thought about what they can offer", parts=GROWN_UPS),
    Item("others_asked", "Was asked who else matters and should come", parts=FAMILY),
    Item("about_others", "Was asked what worries them about others coming", parts=FAMILY),
    Item("travel", "Knows how to get there", parts=FAMILY),
    Item("advocate_offered", "Was offered an advocate", parts=CHILD),
    Item("child_says", "Has worked out what to say, and how", parts=CHILD),
    Item("child_wants", "Has said who should be there", parts=CHILD),
    Item("child_breaks", "Knows that they may go in and out", parts=CHILD),
    Item(
        "role_explained",
        "Knows their part, and that they leave before private family time",
        parts=("referrer", "information_giver", "professional", "advocate", "interpreter"),
    ),
)
# Asked for before a conference is ready (G3 to G8), and again when it is recorded as held.
READY = (
    "planning_held",
    "brief_signed",
    "report_shared",
    "has_date_and_venue",
    "venue_chosen",
    "bookings_confirmed",
    "invitations_decided",
    "child_taking_part",
    "everyone_prepared",
    "needs_arranged",
    "pairs_decided",
    "manager_agreed",
)
PEOPLE = ("child", "family", "professional")
QUESTIONS = (
    Question("listened", "I was listened to", "People listened to me", ("younger_child", *PEOPLE)),
    Question("understood", "I understood what people were worried about", asked_of=PEOPLE),
    Question("right_people", "The right people were there", "The right people were there"),
    Question("enough_time", "The family had enough private time", asked_of=("child", "family")),
    Question("our_plan", "The plan is the family's own", "The plan is ours", PEOPLE),
    Question("in_control", "I feel more in control", asked_of=("child", "family")),
    Question(
        "works_with", "We work together better than before", asked_of=("family", "professional")
    ),
    Question("safer", "I feel safer", "I feel safe", ("younger_child", "child", "family")),
)

FORMAT = Format(
    key="family_group_conference",
    name="Family group conference",
    short_name="FGC",
    source="Stages, exits and timescales: docs/adr/0001 and the council procedures it rests on.",
    working_days_to_meet=40,
    not_held="not_held",
    word="conference",
    roles=ROLES,
    documents=DOCUMENTS,
    parts=PARTS,
    meeting_checklist=MEETING_CHECKLIST,
    person_checklist=PERSON_CHECKLIST,
    questions=QUESTIONS,
    review_key="review_conference",
    review_from=("plan_agreed", "distributed"),
    outcomes=OF_A_FAMILY_PLAN,
    reminders=(BRIEF_UNSIGNED, REPORT_DUE, MEETING_SOON, *OF_A_MEETING, *OF_A_PLAN),
    stages=(
        # Back here, the date is gone: postponed (docs/adr/0001).
        Stage("preparing", "Preparing", "turquoise", to=("scheduled", "held"), clears_date=True),
        Stage(
            "scheduled",
            "Date set",
            "blue",
            to=("ready", "preparing", "held"),
            needs_reason=("preparing",),
            needs_date=True,
        ),
        Stage(
            "ready",
            "Ready",
            "green",
            to=("held", "preparing"),
            needs_reason=("preparing",),
            needs_date=True,
            guards=READY,
        ),
        Stage(
            "held",
            "Family has met",
            "blue",
            to=("plan_agreed", "plan_not_agreed", "no_plan", "adjourned"),
            needs_reason=("plan_not_agreed", "no_plan", "adjourned"),
            needs_date=True,
            is_day=True,
            guards=READY,
            can_be_forced=True,
        ),
        Stage(
            "adjourned",
            "Adjourned",
            "yellow",
            to=("held",),
        ),
        Stage(
            "plan_agreed",
            "Plan agreed",
            "green",
            to=("distributed",),
            guards=("plan_is_there", "plan_agreed_by_family", "plan_is_agreed"),
        ),
        Stage(
            "plan_not_agreed",
            "Plan not agreed yet",
            "yellow",
            to=("plan_agreed", "adjourned"),
            needs_reason=("adjourned",),
        ),
        Stage("no_plan", "No plan made", "grey", to=("adjourned",), needs_reason=("adjourned",)),
        Stage(
            "distributed",
            "Plan with the family",
            "green",
            guards=("copies_ready",),
            follows_by_itself=True,
        ),
        Stage("not_held", "Not held", "grey", clears_date=True),
    ),
)
