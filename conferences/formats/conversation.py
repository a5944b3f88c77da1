"""The restorative conversation: five questions, in ten minutes, wherever one happens to be."""

from accounts.permissions import Permission
from conferences.formats.format import Document, Format, Role, Stage
from conferences.formats.records import Answer, EntryField, EntryKind, RecordPage, Tally
from conferences.reminders.rules import LOOK_AGAIN

AFTERWARDS = (
    ("good", "It has been put right"),
    ("partly", "Partly"),
    ("not", "Not yet"),
)


def _step(key: str, question: str) -> EntryField:
    return EntryField(key, question, Answer.LONG_TEXT, longest=2000, can_be_reworded=True)


CONVERSATION = EntryKind(
    "conversation",
    "What was said",
    "What was said",
    about="A line for each question is enough, or nothing where nothing was said.",
    one_per_meeting=True,
    title="on",
    due="again_on",
    settled="since_then",
    fields=(
        EntryField("on", "Day", Answer.DATE, True, starts_today=True),
        EntryField(
            "with_whom",
            "With whom?",
            Answer.TEXT,
            True,
            "Initials are enough. Such as: J.B. and his key worker.",
            longest=100,
        ),
        _step("happened", "What happened?"),
        _step("thinking", "What were you thinking and feeling?"),
        _step("since", "What have you thought about it since?"),
        _step("affected", "Who has been affected, and how?"),
        _step("needed", "What is needed to put it right?"),
        EntryField("agreed", "What was agreed?", Answer.LONG_TEXT, longest=2000),
        EntryField("again_on", "When do you ask again how it is?", Answer.DATE),
        EntryField(
            "since_then", "Has it been put right?", Answer.CHOICE, choices=AFTERWARDS, later=True
        ),
        EntryField("words", "How it is now", Answer.LONG_TEXT, later=True, longest=2000),
    ),
)

FORMAT = Format(
    key="restorative_conversation",
    name="Restorative conversation",
    short_name="Conversation",
    source="The five questions: Restorative Approaches in Cambridgeshire. Kent speaks of a "
    "five-step approach whose steps are not published, so each service can reword ours.",
    about=(
        "Five questions, asked one after the other, of one person or of two together. They ask "
        "what happened and who was affected, not who is to blame.",
        "Ten minutes are enough. Write a line for each, or nothing where nothing was said.",
    ),
    working_days_to_meet=1,
    word="conversation",
    plain_word="conversation",
    not_held="not_had",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    is_a_beginning=False,
    leads_case=False,
    is_prepared=False,
    alone="team",
    kept_with=Permission.PRACTICE_KEEP,
    roles=(Role("friend", "Somebody who took part", heading="Took part"),),
    pages=(RecordPage("conversation", "The five questions", (CONVERSATION,)),),
    tabs=("overview", "conversation"),
    begins_with="conversation",
    documents=(
        Document(
            "conversation",
            "What was said",
            "For those who talked, where they would like to have it.",
            kinds=("conversation",),
        ),
    ),
    tallies=(
        Tally(
            "put_right",
            "Put right when asked again",
            "After how many conversations had it been put right?",
            kind="conversation",
            field="since_then",
            counted=("good",),
            on="on",
            unit="conversations",
            numerator_words="conversations after which it had been put right",
            denominator_words="conversations that were asked about again",
            unknown_words="conversations that were not asked about again, or not yet",
            reference="No published figure was found.",
        ),
    ),
    reminders=(LOOK_AGAIN,),
    stages=(
        Stage("begun", "Begun", "turquoise", to=("talked", "not_had")),
        Stage(
            "talked",
            "Talked it through",
            "blue",
            to=("asked_again",),
            is_day=True,
            needs_entries=("conversation",),
            follows_by_itself=True,
        ),
        Stage(
            "asked_again",
            "Asked again",
            "green",
            needs_settled=("conversation",),
            follows_by_itself=True,
        ),
        Stage("not_had", "Did not take place", "grey", clears_date=True),
    ),
)
