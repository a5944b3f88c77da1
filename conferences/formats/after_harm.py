"""The restorative conference after harm: who was harmed and who harmed, each behind a wall."""

from accounts.permissions import Permission
from conferences.formats.after_harm_records import (
    ACKNOWLEDGED,
    ACKNOWLEDGES_HARM,
    AGREES_HARMED,
    AGREES_HARMING,
    BOTH_WANT_TO,
    FITS,
    INVITATION,
    IS_DECIDED,
    ON_EACH,
    OUTCOME,
    PREPARED_HARMED,
    PREPARED_HARMING,
    RISK_HARMED,
    RISK_HARMING,
    RISK_SEEN,
    SINCE_HARMED,
    SINCE_HARMING,
    SUITABLE_HARMED,
    SUITABLE_HARMING,
    UNDERTAKING,
)
from conferences.formats.family_group_conference import INVITATIONS, RUN_SHEET
from conferences.formats.format import Document, Format, Item, Part, Question, Role, Stage
from conferences.formats.records import Clock, Count, RecordPage, Tally
from conferences.reminders.rules import CLOCK_DUE, FEEDBACK_DAY, LOOK_AGAIN, MEETING_SOON

THEMSELVES = "Harmed, or who harmed"
WITH_THEM = "With them"
ROLES = (
    Role("child", "Child or young person", "Who was harmed, or who harmed.", heading=THEMSELVES),
    Role("family", "Adult", "Who was harmed, or who harmed; or a parent.", heading=THEMSELVES),
    Role("supporter", "Supporter", "Comes for the sake of one person.", heading=WITH_THEM),
    Role("advocate", "Advocate", "Speaks for a child.", heading=WITH_THEM),
    Role("interpreter", "Interpreter", heading="Professionals"),
    Role("professional", "Second facilitator, or another professional", heading="Professionals"),
)
PEOPLE = ("child", "family", "supporter")
QUESTIONS = (
    Question("heard", "I could say what it did to me, or what I did", "I could say what I wanted"),
    Question("safe", "I felt safe", "I felt safe"),
    Question("my_choice", "It was my choice to take part", "I decided to come"),
    Question("better", "It has made things better for me", "It helped me"),
)
LEAVES = ("left_off",)
ENDS = ("ended_without",)
WHY_HINT = (
    "Only those who know both sides read this. Each side learns that it does not go ahead, and "
    "no more. Nobody has to give a reason: write down what you need to remember."
)

FORMAT = Format(
    key="after_harm",
    name="Restorative conference after harm",
    short_name="After harm",
    source="Scottish Government, Guidance for the delivery of restorative justice (stages; not "
    "without acknowledgement of the harm; risk throughout); GOV.UK, Work with victims and "
    "restorative justice: youth offending teams (the decision about inviting, and why); Peto "
    "McLaren, Restorative justice contains and supports (supporters are looked at, too).",
    about=(
        "For somebody who was harmed and somebody who harmed them, when both want it. They meet, "
        "or something is passed between them: a letter, words through the facilitator, a film.",
        "It is voluntary on both sides. Either can stop at any time, and need give no reason. It "
        "does not go ahead unless whoever harmed acknowledges the harm, and it is never chiefly "
        "for their good.",
        "Each side has its own case and its own people. Nothing that is written on one side, no "
        "name and no word, can be read by somebody who works with the other alone. The "
        "facilitator knows both.",
    ),
    working_days_to_meet=60,
    word="conference",
    plain_word="meeting",
    not_held="left_off",
    is_a_beginning=False,
    leads_case=False,
    sides=True,
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    is_round_the_child=False,
    relation_asks="What are they to them?",
    who_asks=(
        ("harmed", "The person harmed"),
        ("harming", "The person who harmed"),
        ("service", "The service"),
        ("other", "Somebody else"),
    ),
    kept_with=Permission.MEETING_PREPARE,
    roles=ROLES,
    parts=(
        Part("welcome", "Welcome, and how it goes", 10, "Everybody."),
        Part("happened", "What happened", 25, "Whoever harmed begins, unless agreed otherwise."),
        Part("affected", "Who was affected, and how", 30, "The person harmed, then the others."),
        Part("put_right", "What would put it right", 25, "The person harmed says so first."),
        Part("agreeing", "What is agreed", 20, "Everybody."),
        Part("together", "Something to eat, for those who want to", 15, "Nobody has to stay."),
    ),
    documents=(
        INVITATIONS,
        RUN_SHEET,
        Document("agreement", "Outcome agreement", "What was agreed, for both to keep.",
                 kinds=("outcome", "undertaking")),
    ),
    meeting_checklist=(
        Item("room", "A room that both sides said yes to", "Neutral, with two ways out."),
        Item("apart", "Both sides arrive and leave apart"),
        Item("breaks", "A room for a break for each side"),
        Item("second_facilitator", "A second facilitator, where one is needed"),
        Item("afterwards", "Somebody is there for each of them afterwards"),
    ),
    person_checklist=(
        Item("risk_assessed", "The risk has been looked at with them and about them",
             "Of supporters, too.", parts=PEOPLE),
        Item("voluntary", "Knows that it is voluntary, and that they can leave at any time",
             parts=PEOPLE),
        Item("knows_rules", "Knows how it goes and what is asked of everybody", parts=PEOPLE),
        Item("has_words", "Has thought about what to say and to ask", parts=("child", "family")),
        Item("advocate_offered", "Was offered an advocate", parts=("child",)),
    ),
    questions=QUESTIONS,
    pages=(
        RecordPage("harmed", "Person harmed", (
            INVITATION, SUITABLE_HARMED, AGREES_HARMED, RISK_HARMED, PREPARED_HARMED,
            SINCE_HARMED,
        ), ON_EACH),
        RecordPage("harming", "Person who harmed", (
            ACKNOWLEDGED, SUITABLE_HARMING, AGREES_HARMING, RISK_HARMING, PREPARED_HARMING,
            SINCE_HARMING,
        ), ON_EACH),
        RecordPage("agreed", "Agreed", (OUTCOME, UNDERTAKING)),
    ),
    tabs=("overview", "harmed", "harming", "people", "date", "invitations", "messages", "day",
          "agreed", "feedback"),
    clocks=(
        Clock(
            "follow_up",
            "Ask each side how things are since",
            42,
            starts=("stage:after_harm_agreed",),
            ends=("stage:followed_up", "stage:ended_without"),
            unit=Count.DAYS,
            source="Our own number: the Scottish guidance asks for a follow-up and names no day.",
        ),
    ),
    tallies=(
        Tally(
            "invited",
            "People harmed who were invited",
            "Is somebody harmed asked whether they want to take part?",
            kind="invited",
            field="answer",
            counted=("yes",),
            numerator_words="people harmed who were invited",
            denominator_words="people harmed of whom it was decided",
        ),
        Tally(
            "engaged",
            "People harmed who take part or are kept informed",
            "Of those who agreed to be contacted, how many want to have a part in it?",
            kind="invited",
            field="chose",
            counted=("takes_part", "informed"),
            numerator_words="people harmed who take part or want to be kept informed",
            denominator_words="people harmed who agreed to be contacted, of whom it is known",
            caveat="A no is no failure: it is theirs to choose.",
        ),
        Tally(
            "undertakings_kept",
            "What was undertaken was done",
            "Do people do what they undertake?",
            kind="undertaking",
            field="kept",
            counted=("done",),
            numerator_words="undertakings that were done",
            denominator_words="undertakings of which it was said whether they were",
        ),
    ),
    reminders=(LOOK_AGAIN, CLOCK_DUE, MEETING_SOON, FEEDBACK_DAY),
    stages=(
        Stage("asking", "Asking each side", "turquoise", to=("preparing_both", "left_off"),
              needs_reason=LEAVES, clears_date=True),
        Stage("preparing_both", "Preparing each side", "turquoise",
              to=("scheduled", "passing_on", "left_off"), needs_reason=LEAVES, clears_date=True,
              wants=(ACKNOWLEDGES_HARM, IS_DECIDED, *FITS, *BOTH_WANT_TO, *RISK_SEEN)),
        Stage("scheduled", "They have a date", "blue",
              to=("conference_met", "preparing_both", "left_off"),
              needs_reason=("preparing_both", *LEAVES), needs_date=True),
        Stage("conference_met", "They have met", "green",
              to=("after_harm_agreed", "passing_on", "ended_without"), needs_reason=ENDS,
              needs_date=True, is_day=True, wants=(ACKNOWLEDGES_HARM, *BOTH_WANT_TO),
              guards=("invitations_decided", "risk_looked_at", "pairs_decided")),
        Stage("passing_on", "Passing on, without meeting", "green",
              to=("after_harm_agreed", "preparing_both", "ended_without"),
              needs_reason=("preparing_both", *ENDS), wants=(ACKNOWLEDGES_HARM, *BOTH_WANT_TO)),
        Stage("after_harm_agreed", "Outcome agreed", "green", to=("followed_up", "ended_without"),
              needs_reason=ENDS, needs_entries=("outcome",)),
        Stage("followed_up", "Followed up", "green",
              needs_entries=("follow_up_harmed", "follow_up_harming"),
              needs_settled=("undertaking",)),
        Stage("ended_without", "Ended early", "grey", why_hint=WHY_HINT),
        Stage("left_off", "Does not go ahead", "grey", clears_date=True, why_hint=WHY_HINT),
    ),
)  # fmt: skip
