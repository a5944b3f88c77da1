"""What a referral order panel writes down: order, visit, person harmed, report, panels, contract."""

from cases.models.compartment import Compartment
from conferences.formats.records import Answer, Choices, EntryField, EntryKind, Wanted

MONTHS: Choices = tuple((str(number), f"{number} months") for number in range(3, 13))
PARENTS = (
    ("ordered", "Yes, the court has ordered it"),
    ("asked", "No, they are asked to come"),
    ("nobody", "There is nobody who could"),
)
PARENT_THERE = (("yes", "Yes"), ("no", "No"), ("nobody", "Nobody could be asked"))
CONSENT = (
    ("yes", "Yes"),
    ("no", "No"),
    ("objected", "No: they told the police that they object"),
    ("not_reached", "They could not be reached"),
)
TOOK_PART = (
    ("came", "They came to the panel"),
    ("represented", "Somebody came for them"),
    ("statement", "A statement or a letter was read out"),
    ("met", "They met the young person another time"),
    ("informed", "They were kept informed"),
    ("not", "They took no part"),
)
PANELS = (("initial", "Initial panel"), ("progress", "Progress panel"), ("final", "Final panel"))
REPARATION = (
    ("direct", "Reparation to the person harmed"),
    ("community", "Reparation to the community"),
    ("learning", "Not reparation: learning, help or something to keep to"),
)
COMPLIANCE = (
    ("done", "Done"),
    ("partly", "Partly done"),
    ("not_done", "Not done"),
    ("taken_off", "No longer asked: the contract was varied"),
)
CHANGES = (
    ("varied", "Contract varied"),
    ("extended", "Order extended by the court"),
    ("breach", "Breach: back to court"),
    ("discharged", "Back to court: to end it early, for good progress"),
)
HARMED = Compartment.HARMED

ORDER = EntryKind(
    "order",
    "Order",
    "Order",
    about="What the court has ordered. Statutory days are counted from its date.",
    one_per_meeting=True,
    title="court",
    fields=(
        EntryField("court", "Which court?", Answer.TEXT, True, longest=150),
        EntryField("on", "When was the order made?", Answer.DATE, True),
        EntryField("months", "For how long?", Answer.CHOICE, True, choices=MONTHS),
        EntryField(
            "intensive",
            "Is it an intensive order?",
            Answer.YES_NO,
            True,
            "Its initial panel meets within 5 working days.",
        ),
        EntryField("offence", "For what?", Answer.LONG_TEXT, True, longest=2000),
        EntryField("parents", "Must a parent or carer come?", Answer.CHOICE, choices=PARENTS),
    ),
)
APPOINTMENT = EntryKind(
    "appointment",
    "First appointment",
    "First appointment",
    about="Within 5 working days of the order: what it means, what a panel is, what happens next.",
    one_per_meeting=True,
    title="on",
    fields=(
        EntryField("on", "When was it?", Answer.DATE, True, starts_today=True),
        EntryField("parent", "Was a parent or carer there?", Answer.CHOICE, choices=PARENT_THERE),
        EntryField("said", "What was explained, and what they asked", Answer.LONG_TEXT),
    ),
)
HOME_VISIT = EntryKind(
    "home_visit",
    "Home visit",
    "Home visits",
    title="on",
    most=20,
    fields=(
        EntryField("on", "When was it?", Answer.DATE, True, starts_today=True),
        EntryField("seen", "Who was seen?", Answer.TEXT, True),
        EntryField("learnt", "What was learnt", Answer.LONG_TEXT, True),
    ),
)
ASSESSMENT = EntryKind(
    "assessment",
    "Assessment",
    "Assessment",
    about="It stays with those who work with the young person. What the panel needs of it goes "
    "into the report.",
    one_per_meeting=True,
    title="on",
    fields=(
        EntryField("on", "When was it finished?", Answer.DATE, True, starts_today=True),
        EntryField("led_to", "What led to it", Answer.LONG_TEXT, True),
        EntryField("strengths", "What goes well, and who is there for them", Answer.LONG_TEXT),
        EntryField("safety", "Safety of the young person and of others", Answer.LONG_TEXT),
        EntryField("needs", "How they understand and learn best", Answer.LONG_TEXT),
    ),
)
HARMED_CONTACT = EntryKind(
    "harmed_contact",
    "Contact with a person harmed",
    "Contact with people harmed",
    about="One for each person harmed. Taking part is their choice, may change at any time, and "
    "is never chiefly for the good of the young person. Only those named for this side read it.",
    title="who",
    compartment=HARMED,
    most=30,
    fields=(
        EntryField("who", "Who is it?", Answer.TEXT, True, "Initials are enough.", longest=150),
        EntryField(
            "consent",
            "Do they agree to be contacted?",
            Answer.CHOICE,
            True,
            "The police pass details on unless the person objects.",
            choices=CONSENT,
        ),
        EntryField("on", "When did they say so?", Answer.DATE, starts_today=True),
        EntryField(
            "under_17",
            "Are they under 17?",
            Answer.YES_NO,
            hint="Somebody under 17 is owed the enhanced service.",
        ),
        EntryField("informed", "Would they like to be kept informed?", Answer.YES_NO),
        EntryField(
            "words",
            "What they would like to say, ask or see done",
            Answer.LONG_TEXT,
            only_if=("consent", ("yes",)),
        ),
        EntryField(
            "took_part",
            "How did they take part?",
            Answer.CHOICE,
            choices=TOOK_PART,
            later=True,
            only_if=("consent", ("yes",)),
        ),
        EntryField("afterwards", "What they said about it", Answer.LONG_TEXT, later=True),
    ),
)
HARMED_DECISION = EntryKind(
    "harmed_decision",
    "Decision on inviting",
    "Decisions on inviting",
    about="Whether the person harmed is invited to the panel is decided before each one, and the "
    "reason is written down either way. The newest counts.",
    title="invited",
    compartment=HARMED,
    most=30,
    fields=(
        EntryField("invited", "Are they invited to the panel?", Answer.YES_NO, True),
        EntryField("why", "Why, or why not?", Answer.LONG_TEXT, True, longest=2000),
        EntryField("on", "When was it decided?", Answer.DATE, True, starts_today=True),
        EntryField("by", "Who decided it?", Answer.TEXT, True, longest=150),
    ),
)
INVITING_DECIDED = Wanted(
    "harmed_decision",
    "It is not written down whether the person harmed is invited to the panel, and why.",
)
REPORT = EntryKind(
    "report",
    "Report for the panel",
    "Report for the panel",
    about="The volunteers read it before the panel. Nothing about the person harmed belongs in it "
    "that they have not agreed to.",
    one_per_meeting=True,
    title="on",
    fields=(
        EntryField("on", "When was it finished?", Answer.DATE, True, starts_today=True),
        EntryField("happened", "What happened", Answer.LONG_TEXT, True),
        EntryField("account", "What the young person says about it", Answer.LONG_TEXT, True),
        EntryField("person", "What the panel should know of them", Answer.LONG_TEXT),
        EntryField("speaking", "How to speak so that they can take part", Answer.LONG_TEXT),
        EntryField("suggested", "What could go into the contract", Answer.LONG_TEXT),
    ),
)
PANEL = EntryKind(
    "panel",
    "Panel",
    "Panels",
    about="Two trained volunteers and somebody from youth justice sit on each panel.",
    title="which",
    from_stage="scheduled",
    fields=(
        EntryField("which", "Which panel?", Answer.CHOICE, True, choices=PANELS),
        EntryField("on", "When did it sit?", Answer.DATE, True, starts_today=True),
        EntryField("volunteer_1", "First volunteer", Answer.TEXT, True, longest=150),
        EntryField("volunteer_2", "Second volunteer", Answer.TEXT, True, longest=150),
        EntryField("trained", "Are both trained for it?", Answer.YES_NO, True),
        EntryField("worker", "Youth justice worker", Answer.TEXT, True, longest=150),
        EntryField(
            "parent", "Was a parent or carer there?", Answer.CHOICE, True, choices=PARENT_THERE
        ),
        EntryField("young_words", "What the young person said", Answer.LONG_TEXT),
        EntryField("parent_words", "What the parent or carer said", Answer.LONG_TEXT),
        EntryField("progress", "How it goes, and what was decided", Answer.LONG_TEXT),
    ),
    different=("volunteer_1", "volunteer_2", "worker"),
)
BOTH_TRAINED = ("trained", ("yes",))
INITIAL_PANEL = Wanted(
    "panel",
    "It is not written down that the initial panel sat with two trained volunteers and a youth "
    "justice worker.",
    of=("which", ("initial",)),
    says=BOTH_TRAINED,
)
FINAL_PANEL = Wanted(
    "panel",
    "It is not written down that the final panel sat with two trained volunteers and a youth "
    "justice worker.",
    of=("which", ("final",)),
    says=BOTH_TRAINED,
)
CONTRACT = EntryKind(
    "contract",
    "Contract",
    "Contract",
    about="The order starts on the day on which the contract is agreed.",
    one_per_meeting=True,
    title="signed_on",
    from_stage="panel_held",
    fields=(
        EntryField("signed_on", "When was it agreed?", Answer.DATE, True, starts_today=True),
        EntryField(
            "ends_on",
            "When does the order end?",
            Answer.DATE,
            True,
            "The day it starts and the months of the order. When the court extends it, change it.",
        ),
        EntryField("aim", "What it is for, in the young person’s words", Answer.LONG_TEXT),
    ),
)
ITEM = EntryKind(
    "item",
    "Contract item",
    "Contract items",
    title="what",
    due="by",
    settled="compliance",
    from_stage="panel_held",
    fields=(
        EntryField("what", "What will they do?", Answer.LONG_TEXT, True, longest=1000),
        EntryField("reparation", "Is it reparation?", Answer.CHOICE, True, choices=REPARATION),
        EntryField("hours", "How many hours?", Answer.NUMBER, longest=500),
        EntryField("by", "By when?", Answer.DATE, True),
        EntryField("supervisor", "Who sees to it with them?", Answer.TEXT, True, longest=150),
        EntryField("compliance", "Was it done?", Answer.CHOICE, choices=COMPLIANCE, later=True),
        EntryField("words", "How it went", Answer.LONG_TEXT, later=True, longest=2000),
    ),
)
CHANGE = EntryKind(
    "change",
    "Change to the order",
    "Changes to the order",
    about="The contract is varied by a panel. Only the court extends or ends the order.",
    title="what",
    most=30,
    from_stage="contract_agreed",
    fields=(
        EntryField("what", "What is it?", Answer.CHOICE, True, choices=CHANGES),
        EntryField("on", "When?", Answer.DATE, True, starts_today=True),
        EntryField("why", "Why?", Answer.LONG_TEXT, True, longest=2000),
        EntryField("came_of_it", "What came of it", Answer.LONG_TEXT, later=True, longest=2000),
    ),
)
