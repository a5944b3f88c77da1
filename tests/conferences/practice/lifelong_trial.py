"""A kind of meeting from outside conferences/formats/, as docs/adding-a-format.md makes one."""

from accounts.permissions import Permission
from conferences.formats.format import Format, Role, Stage
from conferences.formats.records import Answer, Clock, Count, EntryField, EntryKind, RecordPage
from conferences.reminders.rules import LOOK_AGAIN

FOUND = (("looking", "Still looking"), ("found", "Found"), ("not_found", "Not found"))
WISH = EntryKind(
    "wish",
    "Wish",
    "Wishes",
    fields=(
        EntryField("who", "Who would you like to find?", required=True),
        EntryField("how_often", "How often were you in touch before?", Answer.NUMBER, longest=365),
        EntryField("look_by", "By when do we look?", Answer.DATE),
        EntryField("found", "Was somebody found?", Answer.CHOICE, choices=FOUND, later=True),
        EntryField(
            "ways",
            "How to reach them",
            Answer.SEVERAL,
            choices=(("letter", "By letter"), ("visit", "By a visit")),
        ),
        EntryField("at", "A good time to ring", Answer.TIME),
    ),
    due="look_by",
    settled="found",
)
WORRY = EntryKind(
    "worry",
    "Worry",
    "Worries",
    fields=(EntryField("text", "What worries you?", Answer.LONG_TEXT, True),),
    chooses_side=True,
    reads=Permission.MEETING_VIEW,
    writes=Permission.MEETING_PREPARE,
)

FORMAT = Format(
    key="finding_people",
    name="Finding people",
    short_name="Finding",
    source="Made up for a test.",
    about=("Somebody in care says whom they miss, and we look.",),
    working_days_to_meet=30,
    word="search",
    plain_word="search",
    not_held="given_up",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    is_a_beginning=False,
    leads_case=False,
    is_prepared=False,
    kept_with=Permission.PRACTICE_KEEP,
    roles=(Role("child", "Young person", heading="People"),),
    pages=(RecordPage("wishes", "Wishes", (WISH,)), RecordPage("worries", "Worries", (WORRY,))),
    tabs=("overview", "wishes", "worries"),
    begins_with="wish",
    clocks=(
        Clock(
            "look_again",
            "Look through the wishes again",
            3,
            starts=("opened", "settled:wish.look_by"),
            ends=("stage:found_all",),
            unit=Count.MONTHS,
            repeats=True,
            source="Made up.",
        ),
    ),
    reminders=(LOOK_AGAIN,),
    stages=(
        Stage("asking", "Asking whom they miss", "turquoise", to=("found_all",)),
        Stage(
            "found_all",
            "Looked for everybody",
            "green",
            is_day=True,
            needs_settled=("wish",),
            follows_by_itself=True,
        ),
        Stage("given_up", "Given up", "grey", clears_date=True),
    ),
)
