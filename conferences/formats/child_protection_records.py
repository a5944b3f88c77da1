"""What a restorative child protection conference writes down, from why it is called to the core group."""

from accounts.permissions import Permission
from conferences.formats.records import Answer, EntryField, EntryKind, Wanted

WHICH = (
    ("first", "The first one"),
    ("later", "A later one: the plan is looked at again"),
    ("moved", "The family has moved here with a plan"),
)
GROUNDS = (
    ("welfare", "Being there would seriously harm the child’s welfare"),
    ("disrupts", "Violence, threats, oppressive words, or not in a fit state"),
    ("child_asks", "The child asks not to be in the room with them"),
    ("silences", "Somebody could not say what they have to say"),
    ("confidential", "Something confidential has to be heard, such as legal advice"),
    ("apart", "Family members must come at separate times, such as after abuse at home"),
)
KEPT_AWAY = (
    ("yes", "They are kept away for the time written here"),
    ("other", "They come, with arrangements"),
    ("no", "They come"),
)
HEARD = (
    ("paper", "In writing"),
    ("apart", "They see the chair alone"),
    ("advocate", "An advocate or friend speaks for them"),
    ("video", "From another room"),
)
OUTCOMES = (
    ("plan", "A child protection plan"),
    ("in_need", "No child protection plan; help as a child in need"),
    ("none", "No child protection plan, and nothing more"),
)
CATEGORIES = (
    ("neglect", "Neglect"),
    ("physical", "Physical abuse"),
    ("emotional", "Emotional abuse"),
    ("sexual", "Sexual abuse"),
)
DONE = (("yes", "Done"), ("partly", "Partly"), ("no", "Not done"), ("not_needed", "Not needed now"))
LASTS = (("helps", "It helps"), ("partly", "It helps in part"), ("ended", "It has ended"))
PLAN_MADE = ("outcome", ("plan",))
# Also for the child's social worker, whose reports and core groups these are.
WORKER = Permission.PRACTICE_KEEP

BASIS = EntryKind(
    "basis",
    "Why it is called",
    "Why it is called",
    one_per_meeting=True,
    title="which",
    fields=(
        EntryField("which", "Which conference is it?", Answer.CHOICE, True, choices=WHICH),
        EntryField(
            "strategy_on",
            "Day of the strategy discussion",
            Answer.DATE,
            hint="The first conference is held within 15 working days of it.",
            required_if=("which", ("first",)),
            has_been=True,
        ),
        EntryField(
            "why",
            "Why is it called?",
            Answer.LONG_TEXT,
            True,
            "One or two sentences that the family has heard before and can understand.",
            longest=2000,
        ),
        EntryField(
            "chair",
            "Who chairs it?",
            Answer.TEXT,
            True,
            "Somebody who does not work with the family.",
            longest=150,
        ),
    ),
)
REPORT = EntryKind(
    "report",
    "Report",
    "Reports",
    about="Nobody reads on the day. Each report is in two working days before, and the family and "
    "everybody else have it one working day before at the latest; Ealing asks for two, and for "
    "five before a later conference. It says nothing that the family hears for the first time.",
    title="whose",
    settled="shared_on",
    settled_else="why_not",
    unsettled="A report is not in and shared, and it does not say why.",
    most=40,
    writes=WORKER,
    fields=(
        EntryField(
            "whose",
            "Whose report is it?",
            Answer.TEXT,
            True,
            "Such as: the social worker, school, the health visitor, the police.",
            longest=150,
        ),
        EntryField(
            "in_on",
            "It came in on",
            Answer.DATE,
            required_if=("shared_on", ()),
            has_been=True,
        ),
        EntryField("shared_on", "It was shared with the family on", Answer.DATE, has_been=True),
        EntryField("said", "What the family said about it", Answer.LONG_TEXT, later=True),
        EntryField(
            "why_not",
            "If it does not come, or cannot be shared: why",
            Answer.LONG_TEXT,
            longest=1000,
        ),
    ),
)
HARM = EntryKind(
    "harm",
    "Harm",
    "Harm",
    about="What has happened that harmed the child, or is likely to. What was seen and heard, not "
    "what somebody is.",
    title="what",
    fields=(
        EntryField("what", "What has happened?", Answer.TEXT, True),
        EntryField("more", "What was seen or heard, when, and by whom", Answer.LONG_TEXT),
    ),
)
IMPACT = EntryKind(
    "impact",
    "Impact on the child",
    "Impact on the child",
    about="What it is like to be this child, in their own words where they say it.",
    title="what",
    fields=(
        EntryField("child", "Which child?", Answer.PARTICIPANT, of_parts=("child",)),
        EntryField("what", "What does it do to the child?", Answer.TEXT, True),
        EntryField("words", "In the child’s own words", Answer.LONG_TEXT, longest=2000),
    ),
)
FEELING = EntryKind(
    "feeling",
    "How the family feels",
    "How the family feels",
    about="Each of them, in their own words. Nobody answers them back.",
    title="who",
    fields=(
        EntryField("who", "Who says it?", Answer.TEXT, True, longest=150),
        EntryField("words", "How do they feel about it?", Answer.LONG_TEXT, True, longest=2000),
    ),
)
BETTER = EntryKind(
    "better",
    "What better looks like",
    "What better looks like",
    about="So that everybody would see it: what the child would do, say or have on a good day.",
    title="what",
    fields=(
        EntryField("what", "What does better look like?", Answer.TEXT, True),
        EntryField("who", "Who said it?", Answer.TEXT, longest=150),
        EntryField("seen", "How will we see it?", Answer.LONG_TEXT, longest=1000),
    ),
)
SUPPORT = EntryKind(
    "support",
    "Support",
    "Support",
    about="What the family says would help, and who gives it.",
    title="what",
    due="look_again_on",
    settled="lasts",
    fields=(
        EntryField("what", "What would help?", Answer.TEXT, True),
        EntryField("who", "Who gives it?", Answer.TEXT, longest=150),
        EntryField("look_again_on", "When do you ask whether it helps?", Answer.DATE),
        EntryField("lasts", "Does it help?", Answer.CHOICE, choices=LASTS, later=True),
    ),
)
EXCLUSION = EntryKind(
    "exclusion",
    "Request to keep somebody away",
    "Kept away",
    about="Rare, and decided by the chair. It is asked for at least three working days before, on "
    "one of these grounds, and lasts for the shortest time that is enough. Whoever is kept away is "
    "still heard. Decide it on the page People too, so that nobody invites them.",
    title="who",
    settled="decision",
    unsettled="It is asked that somebody is kept away, and nothing is decided.",
    reads=Permission.MEETING_RECORD,
    most=20,
    fields=(
        EntryField("who", "Who is to be kept away?", Answer.PARTICIPANT, True),
        EntryField("asked_on", "When was it asked?", Answer.DATE, True, has_been=True),
        EntryField("asked_by", "Who asks for it?", Answer.TEXT, True, longest=150),
        EntryField("ground", "On what ground?", Answer.CHOICE, True, choices=GROUNDS),
        EntryField("evidence", "What is that based on?", Answer.LONG_TEXT, True, longest=2000),
        EntryField("decision", "What did the chair decide?", Answer.CHOICE, choices=KEPT_AWAY),
        EntryField(
            "time",
            "From when to when?",
            Answer.TEXT,
            hint="The shortest time that is enough. Such as: while Jo is in the room, 10 to 10.30.",
            required_if=("decision", ("yes",)),
        ),
        EntryField(
            "heard",
            "How are they heard?",
            Answer.CHOICE,
            choices=HEARD,
            required_if=("decision", ("yes",)),
        ),
        EntryField("told_on", "They were told, and why, on", Answer.DATE, has_been=True),
    ),
)
DECISION = EntryKind(
    "decision",
    "Decision",
    "Decision",
    one_per_meeting=True,
    title="outcome",
    from_stage="held",
    fields=(
        EntryField("outcome", "What was decided?", Answer.CHOICE, True, choices=OUTCOMES),
        EntryField(
            "categories",
            "Because of what kind of harm?",
            Answer.SEVERAL,
            choices=CATEGORIES,
            required_if=PLAN_MADE,
        ),
        EntryField("why", "Why, in plain words", Answer.LONG_TEXT, True, longest=2000),
        EntryField("family", "What the child and the family say about it", Answer.LONG_TEXT),
        EntryField("against", "Who does not agree, and why", Answer.LONG_TEXT, longest=2000),
        EntryField(
            "next_on",
            "When is the next conference?",
            Answer.DATE,
            hint="Within three months of the first one, and within six months after that.",
            required_if=PLAN_MADE,
        ),
    ),
)
STEP = EntryKind(
    "step",
    "Step of the plan",
    "Steps of the plan",
    about="What makes it better, who does it and by when. A step of the family is as good as one "
    "of an agency.",
    title="what",
    due="by",
    settled="done",
    unsettled="It does not say of each step of the plan what became of it.",
    from_stage="held",
    writes=WORKER,
    fields=(
        EntryField("what", "What is done?", Answer.TEXT, True),
        EntryField("who", "Who does it?", Answer.TEXT, True, longest=150),
        EntryField("by", "By when?", Answer.DATE, True),
        EntryField("done", "What became of it?", Answer.CHOICE, choices=DONE, later=True),
        EntryField("seen", "What is better for the child?", Answer.LONG_TEXT, later=True),
    ),
)
CORE_GROUP = EntryKind(
    "core_group",
    "Core group",
    "Core group",
    about="The few who carry the plan, the family among them. It meets within ten working days, "
    "and every six weeks after that.",
    title="on",
    due="on",
    settled="met_on",
    settled_else="why_not",
    from_stage="held",
    writes=WORKER,
    most=40,
    fields=(
        EntryField("on", "When does it meet?", Answer.DATE, True),
        EntryField(
            "who",
            "Who is in it?",
            Answer.LONG_TEXT,
            hint="The family first. Say who leads it.",
            longest=1000,
        ),
        EntryField("met_on", "It met on", Answer.DATE, later=True, has_been=True),
        EntryField("words", "What was said and agreed", Answer.LONG_TEXT, later=True),
        EntryField("why_not", "If it did not meet: why", Answer.LONG_TEXT, later=True),
    ),
)
DECIDED_PLAN = Wanted("decision", "No child protection plan is decided.", says=PLAN_MADE)
DECIDED_NO_PLAN = Wanted(
    "decision",
    "It is not decided that there is no child protection plan.",
    says=("outcome", ("in_need", "none")),
)
CORE_GROUP_MET = Wanted("core_group", "The core group has not met yet.", of=("met_on", ()))
