"""Lifelong Links: for a child in care, the people who matter are found again, and stay."""

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
from conferences.formats.lifelong_links_records import (
    AGREEMENT,
    CHILD_AGREES,
    CONNECTION,
    COUNTED_AFTER,
    COUNTED_BEFORE,
    GUARDIAN_AGREES,
    HOW_MANY,
    INVITED_ONCE_SAFE,
    LOOK_BACK,
    MERGED,
    NETWORK,
    PICTURE,
    SAME_HOME,
    SEARCH,
    SUPPORT,
    WISH,
)
from conferences.formats.records import Clock, Count, RecordPage
from conferences.reminders.rules import (
    CLOCK_DUE,
    LOOK_AGAIN,
    MEETING_SOON,
    OF_A_MEETING,
    OUTCOME_CHECK,
)

CHILD = ("child",)
OTHERS = "Others who matter"
PROFESSIONALS = "Professionals"
ROLES = (
    Role("child", "Child or young person", heading="The child or young person"),
    Role("family", "Family", heading="Family, found or known"),
    Role("friend", "Friend, former carer or teacher", heading=OTHERS),
    Role("professional", "Professional", heading=PROFESSIONALS, walks_in=True),
    Role("advocate", "Advocate", "Speaks for the child.", heading=PROFESSIONALS),
    Role("interpreter", "Interpreter", heading=PROFESSIONALS),
    Role("supporter", "Supporter", "Comes for the sake of one person.", heading=OTHERS),
)
QUESTIONS = (
    Question("more_people", "More people are there for the child", "More people are there for me"),
    Question("know_story", "The child knows more about their story", "I know more about my story"),
    Question("my_say", "I decided who was looked for", asked_of=CHILD),
    Question("lasting", "I think that these people will stay in touch", "They will stay in touch"),
)
IN_THEIR_WORDS = (
    "Where the child stops it: why, in their own words, as far as they want to say. "
    "Everything written down is kept."
)
STOPS = ("stopped",)
BOTH_AGREE = (CHILD_AGREES, GUARDIAN_AGREES)

FORMAT = Format(
    key="lifelong_links",
    name="Lifelong Links",
    short_name="Lifelong Links",
    source="The model of Family Rights Group; Kent, Lifelong Links (the child may stop at any "
    "time); Barking and Dagenham, Lifelong Links (what is explored); Parenting Across Scotland.",
    about=(
        "For a child in care who is not going to return home or be adopted, and for care leavers. "
        "People who once mattered are found, asked and, where it is safe, brought back.",
        "The child decides who is looked for, hears what was found, and can stop at any time.",
        "It leads to a celebration: everybody who matters in one room, and a plan for who does "
        "what from now on, which becomes part of the care plan or the pathway plan.",
    ),
    working_days_to_meet=190,
    word="celebration",
    plain_word="celebration",
    not_held="stopped",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    who_asks=(
        (THE_FAMILY, "The child or young person"),
        ("service", "The service"),
        ("other", "Somebody else"),
    ),
    roles=ROLES,
    parts=(
        Part("welcome", "Welcome", 30, "Everybody. The child says how it begins."),
        Part("sharing", "Sharing what was found", 60, "Everybody."),
        Part("promising", "Who does what from now on", 45, "Everybody who wants to."),
    ),
    documents=(
        INVITATIONS,
        RUN_SHEET,
        Document("support_plan", "Lifelong support plan",
                 "Who is there for the young person, and with what: theirs to keep.",
                 kinds=("support",)),
    ),
    meeting_checklist=(
        Item("where", "The child has chosen where and how to celebrate"),
        Item("food", "Food, music and what else makes it a celebration"),
        Item("first_meetings", "Nobody meets the child for the first time on that day"),
        Item("afterwards", "Somebody is there for the child afterwards"),
    ),
    person_checklist=(
        Item("knows", "Knows what Lifelong Links is, and that the child can stop it"),
        Item("told_story", "Knows what of the child’s story is theirs to tell, and what is not",
             parts=("family", "friend")),
        Item("can_offer", "Has thought about what they can go on doing",
             parts=("family", "friend")),
        Item("child_wants", "Has said who should be there", parts=CHILD),
        Item("advocate_offered", "Was offered an advocate", parts=CHILD),
    ),
    questions=QUESTIONS,
    outcomes=("living_with",),
    clearing=INVITED_ONCE_SAFE,
    pages=(
        RecordPage("agreed", "Agreement", (AGREEMENT,)),
        RecordPage("wishes", "Wishes", (WISH,), "The child’s list, in the child’s words."),
        RecordPage("searching", "Search", (SEARCH,)),
        RecordPage("connections", "Connections", (CONNECTION, NETWORK), network=PICTURE),
        RecordPage("support", "Support plan", (SUPPORT, MERGED, LOOK_BACK)),
    ),
    tabs=(
        *("overview", "agreed", "wishes", "searching", "connections"),
        *("people", "date", "invitations", "messages", "day", "support", "feedback"),
    ),
    clocks=(
        Clock(
            "tell_child",
            "Tell the child how far it is",
            30,
            starts=("stage:exploring", "entry:search", "entry:wish.told_on"),
            ends=("stage:celebrated",),
            unit=Count.DAYS,
            repeats=True,
            source="Our own: waiting without a word is hard.",
        ),
        Clock(
            "look_back",
            "Look back with the child, and count the network again",
            12,
            starts=("stage:celebrated",),
            ends=("stage:a_year_on", "stage:ended"),
            unit=Count.MONTHS,
            source="Family Rights Group publishes what became of it after a year.",
        ),
    ),
    tallies=(HOW_MANY, SAME_HOME),
    reminders=(LOOK_AGAIN, CLOCK_DUE, MEETING_SOON, *OF_A_MEETING, OUTCOME_CHECK),
    stages=(
        Stage("agreeing", "Asking the child", "turquoise", to=("exploring", "stopped"),
              needs_reason=STOPS, clears_date=True),
        Stage("exploring", "Finding out what matters", "turquoise", to=("searching", "stopped"),
              needs_reason=STOPS, clears_date=True, wants=BOTH_AGREE),
        Stage("searching", "Searching", "blue", to=("telling", "stopped"),
              needs_reason=STOPS, clears_date=True, needs_entries=("wish",),
              wants=(*BOTH_AGREE, COUNTED_BEFORE)),
        Stage("telling", "Telling the child what was found", "blue",
              to=("scheduled", "searching", "stopped"), needs_reason=STOPS, clears_date=True,
              needs_entries=("search", "connection"), wants=(CHILD_AGREES,)),
        Stage("scheduled", "Celebration has a date", "blue",
              to=("celebrated", "telling", "stopped"), needs_reason=("telling", *STOPS),
              needs_date=True),
        Stage("celebrated", "Celebrated", "green", to=("supported", "ended"),
              needs_reason=("ended",), needs_date=True, is_day=True, can_be_forced=True,
              wants=(CHILD_AGREES,),
              guards=("invitations_decided", "only_safe_come", "child_taking_part",
                      "pairs_decided", "manager_agreed")),
        Stage("supported", "Support plan in the care plan", "green", to=("a_year_on", "ended"),
              needs_reason=("ended",), needs_entries=("support", "merged")),
        Stage("a_year_on", "Looked back after a year", "green", needs_entries=("look_back",),
              needs_settled=("support",), wants=(COUNTED_AFTER,)),
        Stage("ended", "Ended by the child after the celebration", "grey",
              why_hint=IN_THEIR_WORDS),
        Stage("stopped", "Stopped", "grey", clears_date=True, why_hint=IN_THEIR_WORDS),
    ),
)  # fmt: skip
