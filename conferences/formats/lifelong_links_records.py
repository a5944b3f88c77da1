"""What Lifelong Links writes down: agreement, wishes, search, connections, support."""

from conferences.formats.records import (
    Answer,
    Clearing,
    EntryField,
    EntryKind,
    Network,
    Wanted,
)
from conferences.formats.tallies import Growth, Later

AGREES = (
    ("yes", "Yes"),
    ("some", "Yes, but not to everything: see what they said"),
    ("later", "Not now, ask again"),
    ("no", "No"),
)
WHO_AGREES = (
    ("child", "The child or young person"),
    ("parent", "Somebody with parental responsibility"),
    ("authority", "The authority that looks after the child"),
)
WANTS = (
    ("person", "To find a person"),
    ("question", "An answer to a question"),
    ("place", "To see a place again"),
    ("thing", "A photograph or a thing"),
)
WHERE_LOOKED = (
    ("child", "With the child"),
    ("family", "Family and friends"),
    ("file", "The file"),
    ("school", "Schools"),
    ("carers", "Carers, also former ones"),
    ("register", "Registers and records"),
    ("web", "The internet and social media"),
    ("other", "Somewhere else"),
)
FOUND = (
    ("looking", "Still looking"),
    ("yes", "Found"),
    ("no", "Not found"),
    ("died", "Has died"),
)
SAFE = (
    ("checking", "Not known yet: it is being checked"),
    ("yes", "Safe"),
    ("with_help", "Safe, on conditions"),
    ("no", "Not safe"),
)
WILLING = (
    ("yes", "Would like to be in touch"),
    ("unsure", "Not sure yet"),
    ("no", "Does not want to"),
)
TOUCH = (
    ("daily", "Most days"),
    ("weekly", "Every week"),
    ("monthly", "Every month"),
    ("rarely", "Now and then"),
    ("none", "Not in touch"),
)
LASTS = (("yes", "Still so"), ("changed", "Otherwise now"), ("ended", "It has ended"))
COUNTED = (("before", "Before the search"), ("after", "Afterwards"))
PLANS = (("care", "The care plan"), ("pathway", "The pathway plan"))
FRG = "Family Rights Group, Impact of Lifelong Links"
KNOWN_SAFE = ("safe", ("yes", "with_help"))

AGREEMENT = EntryKind(
    "agreement",
    "Agreement",
    "Agreements",
    about="Nothing is looked for before the child agrees, and somebody with parental "
    "responsibility or the authority. Write down each time somebody is asked: the newest counts.",
    title="who",
    most=20,
    fields=(
        EntryField("who", "Who was asked?", Answer.CHOICE, True, choices=WHO_AGREES),
        EntryField("answer", "What did they say?", Answer.CHOICE, True, choices=AGREES),
        EntryField("on", "When?", Answer.DATE, True, starts_today=True),
        EntryField(
            "words",
            "In their own words",
            Answer.LONG_TEXT,
            hint="Also what they do not want, and who must not be asked.",
            longest=2000,
        ),
    ),
)
CHILD_AGREES = Wanted(
    "agreement",
    "The child has not said yes, or has taken it back.",
    of=("who", ("child",)),
    says=("answer", ("yes", "some")),
)
GUARDIAN_AGREES = Wanted(
    "agreement",
    "Nobody with parental responsibility, and not the authority, has said yes.",
    of=("who", ("parent", "authority")),
    says=("answer", ("yes", "some")),
)
WISH = EntryKind(
    "wish",
    "Wish",
    "What the child would like",
    about="People, questions, places and things. Nothing is too small.",
    title="what",
    due="tell_by",
    settled="answered",
    from_stage="exploring",
    fields=(
        EntryField("kind", "What is it?", Answer.CHOICE, True, choices=WANTS),
        EntryField(
            "what",
            "In the child’s words",
            Answer.TEXT,
            True,
            "Such as: my first foster nan; why did we move to Hull?",
        ),
        EntryField("why", "Why it matters to them", Answer.LONG_TEXT, longest=1000),
        EntryField(
            "tell_by",
            "When do you tell the child how far it is?",
            Answer.DATE,
            hint="Also when there is nothing new: waiting without a word is hard.",
        ),
        EntryField("told_on", "The child was told on", Answer.DATE, later=True),
        EntryField("answered", "What the child was told", Answer.LONG_TEXT, later=True),
    ),
)
SEARCH = EntryKind(
    "search",
    "Step of the search",
    "Search log",
    about="Where it was looked and what came of it, so that nobody looks twice and the child can "
    "read one day what was tried.",
    title="whom",
    most=200,
    from_stage="searching",
    fields=(
        EntryField("on", "Day", Answer.DATE, True, starts_today=True),
        EntryField("whom", "Whom or what is looked for?", Answer.TEXT, True),
        EntryField("where", "Where was it looked for?", Answer.CHOICE, True, choices=WHERE_LOOKED),
        EntryField("outcome", "What came of it?", Answer.LONG_TEXT, True, longest=2000),
    ),
)
CONNECTION = EntryKind(
    "connection",
    "Connection",
    "Connections",
    about="One for each person. Nobody is asked for the child, and nobody is invited, before it is "
    "known that they are safe.",
    title="name",
    from_stage="exploring",
    fields=(
        EntryField("name", "Who is it?", Answer.TEXT, True, longest=150),
        EntryField("relation", "What are they to the child?", Answer.TEXT, True, longest=100),
        EntryField("wanted", "Does the child want to be in touch?", Answer.YES_NO, True),
        EntryField("before", "In touch before this began", Answer.CHOICE, True, choices=TOUCH),
        EntryField("found", "Found?", Answer.CHOICE, choices=FOUND),
        EntryField("safe", "Safe for the child?", Answer.CHOICE, choices=SAFE),
        EntryField(
            "safe_why",
            "How that is known, and on what conditions",
            Answer.LONG_TEXT,
            hint="What the social worker said, and what was checked.",
            longest=2000,
            required_if=("safe", ("yes", "with_help", "no")),
        ),
        EntryField(
            "willing",
            "Do they want to be in touch?",
            Answer.CHOICE,
            hint="They are asked once they are known to be safe.",
            choices=WILLING,
            only_if=KNOWN_SAFE,
        ),
        EntryField("reconnected_on", "In touch again since", Answer.DATE, only_if=KNOWN_SAFE),
        EntryField("now", "How often are they in touch now?", Answer.CHOICE, choices=TOUCH),
        EntryField(
            "person",
            "Who are they on the page People?",
            Answer.PARTICIPANT,
            hint="Say so before you invite them.",
            of_parts=("family", "friend", "supporter"),
        ),
    ),
)
INVITED_ONCE_SAFE = Clearing(
    kind="connection",
    person="person",
    says=KNOWN_SAFE,
    parts=("family", "friend", "supporter"),
)
NETWORK = EntryKind(
    "network",
    "Count of the network",
    "How many people are there for the child",
    about="Counted together with the child: before the search, and again afterwards.",
    title="when",
    most=12,
    from_stage="exploring",
    fields=(
        EntryField("when", "Which count is it?", Answer.CHOICE, True, choices=COUNTED),
        EntryField("on", "Day", Answer.DATE, True, starts_today=True),
        EntryField("family", "Family", Answer.NUMBER, True, longest=200),
        EntryField("friends", "Friends and others", Answer.NUMBER, True, longest=200),
        EntryField("carers", "Carers, also former ones", Answer.NUMBER, True, longest=200),
        EntryField("professionals", "Professionals", Answer.NUMBER, True, longest=200),
        EntryField("words", "What the child said about it", Answer.LONG_TEXT, longest=2000),
    ),
)
BEFORE, AFTER = ("when", ("before",)), ("when", ("after",))
COUNTED_BEFORE = Wanted("network", "The network has not been counted yet.", of=BEFORE)
COUNTED_AFTER = Wanted("network", "The network has not been counted again.", of=AFTER)
PICTURE = Network(
    kind="connection",
    name="name",
    words="relation",
    before="before",
    now="now",
    rings=(
        ("Every week or more", ("daily", "weekly")),
        ("Every month", ("monthly",)),
        ("Now and then", ("rarely",)),
        ("Not in touch", ("none", "")),
    ),
    cleared=KNOWN_SAFE,
    not_cleared=(("no", "not safe"),),
    not_known="not known yet if safe",
    counts="network",
    first=BEFORE,
    last=AFTER,
)
SUPPORT = EntryKind(
    "support",
    "Promise of support",
    "Lifelong support plan",
    about="Who does what for the child from now on. It becomes part of the care plan or the "
    "pathway plan.",
    title="what",
    due="look_again_on",
    settled="lasts",
    from_stage="celebrated",
    fields=(
        EntryField("who", "Who?", Answer.TEXT, True, longest=150),
        EntryField("what", "What do they do?", Answer.TEXT, True),
        EntryField("how_often", "How often?", Answer.CHOICE, choices=TOUCH[:4]),
        EntryField("look_again_on", "When do you ask whether it lasts?", Answer.DATE),
        EntryField("lasts", "How it is now", Answer.CHOICE, choices=LASTS, later=True),
    ),
)
MERGED = EntryKind(
    "merged",
    "Taken into the plan",
    "Taken into the care plan or the pathway plan",
    one_per_meeting=True,
    title="which",
    from_stage="celebrated",
    fields=(
        EntryField("which", "Into which plan?", Answer.CHOICE, True, choices=PLANS),
        EntryField("on", "On which day?", Answer.DATE, True, starts_today=True),
        EntryField("by", "By whom?", Answer.TEXT, True, longest=150),
    ),
)
LOOK_BACK = EntryKind(
    "look_back",
    "Look back",
    "Looked back with the child",
    about="After a year: who is still there, and what the child would like now.",
    title="on",
    most=10,
    from_stage="supported",
    fields=(
        EntryField("on", "Day", Answer.DATE, True, starts_today=True),
        EntryField(
            "same_home",
            "Do they live in the same home as on the day of the celebration?",
            Answer.YES_NO,
            hint="The same carers or the same children’s home, also where these have moved house.",
        ),
        EntryField("words", "What the child said", Answer.LONG_TEXT, True, longest=2000),
        EntryField("next", "What is done about it", Answer.LONG_TEXT, longest=2000),
    ),
)

HOW_MANY = Growth(
    key="network",
    name="People who are there for the child",
    kind="network",
    first=BEFORE,
    last=AFTER,
    of_whom="family, friends, carers and professionals",
    meetings="celebrations",
    source=FRG,
    reference="Family Rights Group: from 7 to 26 people, the mean.",
    caveat="Counted together with the child. Ours are medians, with the mean beside them.",
)
SAME_HOME = Later(
    key="same_home",
    name="In the same home after 12 months",
    question="How many children live in the same home 12 months after the celebration?",
    kind="look_back",
    field="same_home",
    counted=("yes",),
    on="on",
    months=12,
    early=31,
    unit="celebrations",
    numerator_words="celebrations after which the child lives with the same carers, or in the "
    "same children’s home, as on that day",
    denominator_words="celebrations with a look back 11 months after or later that says where the "
    "child lives; the first such counts",
    unknown_words="celebrations without such a look back",
    source=FRG,
    reference="Family Rights Group: 74 %, and 41 % of others.",
    caveat="One for each celebration: brothers and sisters who celebrate together are one.",
)
