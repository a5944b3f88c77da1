from dataclasses import dataclass

from accounts.permissions import Permission
from cases.reminders.rules import Rule
from conferences.formats.records import Clearing, Clock, EntryKind, RecordPage, Wanted
from conferences.formats.tallies import AnyTally

# The tabs of a meeting that is prepared with a family (conferences/meeting_page.py).
USUAL_TABS = (
    "overview",
    "people",
    "brief",
    "date",
    "invitations",
    "messages",
    "day",
    "review",
    "plan",
    "feedback",
)

# Who asked for another date, where the format says nothing else. A delay that the family chose
# is nobody's lateness (conferences/meeting_timescale.py).
THE_FAMILY = "family"
WHO_ASKS = (
    (THE_FAMILY, "The family"),
    ("service", "The service"),
    ("referrer", "The referrer"),
    ("other", "Somebody else"),
)


@dataclass(frozen=True)
class Stage:
    """One stage of a meeting of some format, and where it can go from there.

    `needs_date` stages can be entered only with a date set, `clears_date` stages take it
    away; a move to one in `needs_reason` asks why. `is_day` marks the stage in which the
    meeting took place. `guards` name the checks (conferences/guards.py) that must hold
    before it is entered; `needs_entries` the kinds of which something must be written,
    `needs_settled` those of which, in addition, nothing is left to be looked at again,
    `none_open` those of which nothing is left, if there is any, and
    `wants` the answers that must have been given. `why_hint` helps with the reason. Into one that `can_be_forced` a manager may go with some of them open, saying why. One that
    `follows_by_itself` is entered as soon as they hold.
    """

    key: str
    label: str
    colour: str
    to: tuple[str, ...] = ()
    needs_reason: tuple[str, ...] = ()
    needs_date: bool = False
    clears_date: bool = False
    is_day: bool = False
    guards: tuple[str, ...] = ()
    needs_entries: tuple[str, ...] = ()
    needs_settled: tuple[str, ...] = ()
    none_open: tuple[str, ...] = ()
    wants: tuple[Wanted, ...] = ()
    why_hint: str = ""
    can_be_forced: bool = False
    follows_by_itself: bool = False

    @property
    def asks_for_something(self) -> bool:
        written = self.needs_entries or self.needs_settled or self.none_open
        return bool(self.guards or written or self.wants)

    @property
    def is_last(self) -> bool:
        return not self.to


@dataclass(frozen=True)
class Item:
    """One item of a checklist. `parts` says of which participants it is asked: none is all."""

    key: str
    label: str
    hint: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of the day: what it is called, how long it usually takes, who is there.

    Of a private one nothing is kept but when it began and ended.
    """

    key: str
    label: str
    minutes: int
    who: str
    is_private: bool = False


@dataclass(frozen=True)
class Role:
    """What somebody can be in a meeting: a part of Participant, in the words of the format.

    `heading` is what they stand under in the list of people, which roles may share.
    Somebody unannounced can come as one that `walks_in`.
    """

    key: str
    label: str
    hint: str = ""
    heading: str = ""
    walks_in: bool = False


@dataclass(frozen=True)
class Document:
    """A paper of a meeting: what it is called, what it is for, and the page it is read on.

    It is there `from_stage` on, as the stages are declared, and as soon as what `needs`
    names is written (conferences/documents.py). One `for_service` is read by coordinators
    and their managers alone. One of `kinds` is made of their entries, to print and hand out,
    as soon as one is written; who wrote them does not stand in it. `signed_by` says who signs
    what was printed.
    """

    key: str
    label: str
    about: str
    page: str = "conferences:meeting_paper"
    from_stage: str = ""
    needs: str = ""
    for_service: bool = False
    kinds: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question asked afterwards. The words for the answers go from 1 (least) to 5."""

    key: str
    text: str
    child_text: str = ""
    asked_of: tuple[str, ...] = ("younger_child", "child", "family", "professional")


@dataclass(frozen=True)
class Format:
    """A kind of meeting: its words and its stages. The first stage is where it opens.

    `not_held` is the stage of one whose case ended before its day: nobody moves there;
    `declined` that of one which the family did not want.
    Nothing outside the declaration asks which format it is: what differs stands here.
    `word` is what it is called in the middle of a sentence, and to a family `plain_word`.
    One that `gathers_family` is asked for both sides of it, for those with parental
    responsibility, and for more of them than professionals. `outcomes` names what is asked
    at follow-ups of work that began with it (cases/outcomes/items.py).

    A case's stage and dates are those of a meeting that `leads_case`; others stand beside it,
    several at once. One that `is_prepared` has people invited, decided about and seated; the
    others have a plain page. `alone` says who may know of one without a case ("team", "named");
    none stands without where it is empty. `tabs` are keys of conferences/meeting_page.py and of
    its own `pages`, in their order; `begins_with` is the one it opens on. What it writes down
    is kept with the permission `kept_with`. `about` says in plain words what it is and when it
    helps, and `source` where that comes from. `tallies` are what it is counted by.
    `clearing` says who is invited only once they are known to be safe.

    One with `sides` is held for two cases, of which neither may learn of the other by it. Who
    knows of one alone reads that it is, its stage and its day, what is open, and their own side.
    One that `is_round_the_child` draws them in the middle of its circle.
    `relation_asks` is how a form asks what somebody is to whoever it is about, and `who_asks`
    are those who may have asked for another date, by keys of their own: written down in words
    that begin no other's.

    `pack` names the kinds that a volunteer may be given to read, for a time and without the
    case. Whoever opens it works with the sides `opener_knows`, and so may read and write what
    belongs to them.
    """

    key: str
    name: str
    short_name: str
    stages: tuple[Stage, ...]
    working_days_to_meet: int
    source: str
    not_held: str
    word: str = "meeting"
    plain_word: str = "family meeting"
    declined: str = ""
    is_a_beginning: bool = True
    review_key: str = ""
    review_from: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    documents: tuple[Document, ...] = ()
    parts: tuple[Part, ...] = ()
    meeting_checklist: tuple[Item, ...] = ()
    person_checklist: tuple[Item, ...] = ()
    questions: tuple[Question, ...] = ()
    reminders: tuple[Rule, ...] = ()
    outcomes: tuple[str, ...] = ()
    has_brief: bool = True
    has_plan: bool = True
    reviews_plan: bool = False
    gathers_family: bool = True
    leads_case: bool = True
    is_prepared: bool = True
    alone: str = ""
    about: tuple[str, ...] = ()
    pages: tuple[RecordPage, ...] = ()
    tabs: tuple[str, ...] = USUAL_TABS
    begins_with: str = ""
    clocks: tuple[Clock, ...] = ()
    tallies: tuple[AnyTally, ...] = ()
    clearing: Clearing | None = None
    sides: bool = False
    is_round_the_child: bool = True
    relation_asks: str = "What are they to the child?"
    who_asks: tuple[tuple[str, str], ...] = WHO_ASKS
    pack: tuple[str, ...] = ()
    opener_knows: tuple[str, ...] = ()
    kept_with: Permission = Permission.MEETING_PREPARE

    def stage(self, key: str) -> Stage:
        """Return a stage by key; raises KeyError for one the format does not have."""
        return self._by_key[key]

    @property
    def first(self) -> Stage:
        return self.stages[0]

    @property
    def from_its_day(self) -> tuple[Stage, ...]:
        """The stage in which the meeting takes place, and those declared after it that follow."""
        day = next((at for at, stage in enumerate(self.stages) if stage.is_day), len(self.stages))
        return tuple(stage for stage in self.stages[day:] if not stage.clears_date)

    @property
    def before_its_date(self) -> tuple[Stage, ...]:
        """The stages in which it is on its way to its day and can be without a date."""
        day = next((at for at, stage in enumerate(self.stages) if stage.is_day), len(self.stages))
        ahead = self.stages[:day]
        return tuple(stage for stage in ahead if not stage.needs_date and not stage.is_last)

    def once_dated(self, here: Stage) -> Stage | None:
        """The stage a meeting enters from here as soon as it has a date; None where it stays."""
        first = next((stage for stage in self.stages if stage.needs_date), None)
        if first is None or first.is_day or first.asks_for_something or first.key not in here.to:
            return None
        return first

    @property
    def takes_walk_ins(self) -> bool:
        return any(role.walks_in for role in self.roles)

    @property
    def shows_plan(self) -> bool:
        return self.has_plan or self.reviews_plan

    @property
    def kinds(self) -> dict[str, EntryKind]:
        """What it writes down, by key, in the order of its pages."""
        return {kind.key: kind for page in self.pages for kind in page.kinds}

    def paper(self, key: str) -> Document | None:
        """A document that is made of entries; None for one it does not have."""
        return next((one for one in self.documents if one.key == key and one.kinds), None)

    def page(self, key: str) -> RecordPage | None:
        return next((page for page in self.pages if page.key == key), None)

    def page_of(self, kind: EntryKind) -> RecordPage:
        """The page on which the entries of a kind stand; raises StopIteration without one."""
        return next(page for page in self.pages if kind.key in {one.key for one in page.kinds})

    def items_for(self, part: str) -> tuple[Item, ...]:
        """The checklist of a participant of some part."""
        return tuple(item for item in self.person_checklist if not item.parts or part in item.parts)

    def role(self, key: str) -> Role | None:
        """The role of a part, in the words of this format; None for one it does not have."""
        return next((role for role in self.roles if role.key == key), None)

    def has_come_to(self, stage: Stage, key: str) -> bool:
        """Whether a stage is the one of this key or follows it; never so once it was not held."""
        if not key or stage.key == self.not_held:
            return not key
        order = [one.key for one in self.stages]
        return order.index(stage.key) >= order.index(key)

    def part(self, key: str) -> Part:
        """Return a part of the day by key; raises KeyError for one the format does not have."""
        return {part.key: part for part in self.parts}[key]

    @property
    def _by_key(self) -> dict[str, Stage]:
        return {stage.key: stage for stage in self.stages}
