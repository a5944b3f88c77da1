"""The rows that measures count: figure rows of families and children, letters, meetings.

Letters stand by themselves, since a family that declines has no case; meetings are counted
as such, since one can be held for two cases. Both are read where they stand: they are few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate

from accounts.models import User
from cases.models import Offer, OfferReply
from conferences.formats import FORMATS, held_stages, leading
from conferences.models import CaseFigure, ChildFigure, Meeting, MeetingParty

Rows = QuerySet[Any, Any]
# Ages at the index as the returns on children looked after and in need group them.
AGE_GROUPS = (
    (1, "Under 1"),
    (5, "1 to 4"),
    (10, "5 to 9"),
    (16, "10 to 15"),
    (18, "16 to 17"),
    (32767, "18 or older"),
)


@dataclass(frozen=True)
class RowSet:
    """A kind of row, how to start from all of them, and which columns a selection asks of.

    `all` is called with the querySet that its reader may see.
    """

    name: str
    model: type[Model]
    prepare: Callable[[Rows], Rows]
    team: str = "team"
    referring_team: str = "referring_team"
    pathway: str = "pathway"
    coordinator: str = "coordinator"
    # The column of a moment of which the day is made that puts a row into a period: a
    # condition on the day alone would walk no index.
    moment: str = ""
    # What they are called beside a number, where that is not their name.
    noun: str = ""

    @property
    def words(self) -> str:
        return self.noun or self.name

    def visible_to(self, reader: User | None, **how: bool) -> Rows:
        """All rows this person may see; of None, every row: for summaries and checks alone.

        `how` is for the rule of these rows: `most`, of families.
        """
        rows: Any = self.model._default_manager.all()
        return self.prepare(rows if reader is None else rows.visible_to(reader, **how))


def _as_they_are(rows: Rows) -> Rows:
    return rows


def _children(rows: Rows) -> Rows:
    found: Rows = rows.annotate(
        suspensions_change=F("suspensions_m6") - F("suspensions_index"),
        age_group=Case(
            *(When(age__lt=under, then=Value(words)) for under, words in AGE_GROUPS),
            default=Value(""),
        ),
    )
    return found


def _letters(rows: Rows) -> Rows:
    """The first letter of each family, with what came of all its letters.

    A letter without a case is a family of its own: nothing says that two belong together.
    """
    same = Offer.objects.filter(case__isnull=False, case=OuterRef("case"))
    earlier = same.filter(
        Q(letter_on__lt=OuterRef("letter_on"))
        | Q(letter_on=OuterRef("letter_on"), pk__lt=OuterRef("pk"))
    )
    # Two questions, or every letter would walk through all replies.
    own = OfferReply.objects.filter(offer=OuterRef("pk"))
    of_case = OfferReply.objects.filter(offer__case=OuterRef("case"))

    def replied(**how: Any) -> Q:
        return Q(Exists(own.filter(**how))) | Q(Exists(of_case.filter(**how)))

    firsts: Rows = rows.filter(~Exists(earlier))
    found: Rows = firsts.annotate(
        is_offered=Q(made=Offer.Made.YES) | Q(Exists(same.filter(made=Offer.Made.YES))),
        is_unsaid=Q(made=Offer.Made.NOT_RECORDED)
        | Q(Exists(same.filter(made=Offer.Made.NOT_RECORDED))),
        is_accepted=replied(reply=OfferReply.Reply.ACCEPTED),
        is_answered=replied(),
        is_waiting=replied(reply=OfferReply.Reply.UNANSWERED),
        service_team=F("case__team"),
        pathway=F("case__figure__pathway"),
        coordinator=F("case__coordinator"),
    )
    return found


def _meetings(rows: Rows) -> Rows:
    """Those that were held, on the day they were, each with the case it was held for first."""
    parties = MeetingParty.objects.filter(meeting=OuterRef("pk")).order_by("pk")
    held: Rows = rows.filter(format__in=leading(), stage__in=held_stages(), starts_at__isnull=False)
    found: Rows = held.annotate(
        held_on=TruncDate("starts_at"),
        coordinator=Subquery(parties.values("case__coordinator")[:1]),
        referring_team=Subquery(parties.values("case__referring_team")[:1]),
    )
    return found


FAMILIES = RowSet("families", CaseFigure, _as_they_are)
CHILDREN = RowSet("children", ChildFigure, _children)
LETTERS = RowSet("letters", Offer, _letters, team="service_team", referring_team="team")
MEETINGS = RowSet("meetings", Meeting, _meetings, pathway="format", moment="starts_at")


def beginnings() -> list[str]:
    """The formats of first meetings, from which the others follow."""
    return [key for key, declared in FORMATS.items() if declared.is_a_beginning]


def without_plan() -> list[str]:
    """The formats of first meetings from which no plan of the family follows."""
    return [key for key in beginnings() if not FORMATS[key].has_plan]


def reviews() -> list[str]:
    return [key for key, declared in FORMATS.items() if declared.reviews_plan]
