"""The page for a director: the letters, the waits, the homes, the words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from accounts.models import User
from cases.models import Offer, OfferReply
from cases.models.offer import OfferQuerySet
from cases.offer_gaps import first_meetings, gaps_in, warnings_on
from conferences.dashboards.filtering import Chosen
from conferences.measures import MEASURES
from conferences.measures.children import ELSEWHERE, IN_FAMILY
from conferences.measures.computing import Figure, rows_of
from conferences.models import Feedback, Meeting
from conferences.pictures.dots import waiting_dots
from conferences.pictures.shares import Group, Share, shares

Reply = OfferReply.Reply
# So many as two printed pages hold; the rest stand on their own lists.
MOST_LETTERS = 12
MOST_QUOTES = 6
MOST_WAITS = 2000
POINTS = (
    ("living_index", "When the family first met"),
    ("living_m6", "6 months on"),
    ("living_m12", "12 months on"),
)
PARENTS = ("mother", "father", "both")
HOMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("With a parent", PARENTS),
    ("Wider family or friends", tuple(one for one in IN_FAMILY if one not in PARENTS)),
    ("In care or semi-independent", tuple(one for one in ELSEWHERE if one != "other")),
    ("Somewhere else", ("other",)),
)
LEFT_OUT = ("unborn", "not_applicable")


@dataclass(frozen=True)
class Letter:
    """One letter, what came of it, and what is missing of it: nobody is named."""

    offer: Offer
    offered: str
    accepted: str
    held_on: date | None
    gaps: list[str]

    @property
    def days(self) -> int | None:
        """Calendar days from the letter to the application to court."""
        applied = self.offer.application_on
        return (applied - self.offer.letter_on).days if applied else None


def letters_of(chosen: Chosen, reader: User) -> tuple[list[Letter], int]:
    """The newest letters of the period, and how many there are in all."""
    offers = _chosen_offers(chosen, reader)
    rows = list(offers.for_list(reader).order_by("-letter_on", "-pk")[:MOST_LETTERS])
    held = first_meetings(rows)
    return [_letter(one, held.get(one.case_id or 0)) for one in rows], offers.count()


def _chosen_offers(chosen: Chosen, reader: User) -> OfferQuerySet:
    selection = chosen.selection
    asked = Q(letter_on__range=(chosen.start, chosen.end))
    if selection.teams:
        asked &= Q(case__team__in=selection.teams)
    if selection.referring_teams:
        asked &= Q(team__in=selection.referring_teams)
    if selection.coordinator is not None:
        asked &= Q(case__coordinator=selection.coordinator)
    if selection.pathway:
        asked &= Q(case__figure__pathway=selection.pathway)
    return Offer.objects.visible_to(reader).filter(asked)


def _letter(offer: Offer, held_on: date | None) -> Letter:
    replies = [one.reply for one in offer.replies.all()]
    waiting = replies.count(Reply.UNANSWERED)
    gaps = gaps_in(offer)
    if offer.made == Offer.Made.YES and waiting:
        gaps = [f"No answer yet from {waiting} of {len(replies)}"]
    offered = {Offer.Made.YES: "Yes", Offer.Made.NO: "No"}.get(Offer.Made(offer.made), "Not known")
    return Letter(
        offer, offered, _accepted(offer, replies), held_on, gaps + warnings_on(offer, held_on)
    )


def _accepted(offer: Offer, replies: list[str]) -> str:
    if offer.made != Offer.Made.YES:
        return "–"
    if Reply.ACCEPTED in replies:
        return "Yes"
    return "Not known" if not replies or Reply.UNANSWERED in replies else "No"


def waits_picture(figure: Figure, chosen: Chosen, reader: User) -> tuple[SafeString, list[int]]:
    """The wait of each family, shortest first, and its picture.

    Without a line for the timescale: that counts from allocation and differs by family.
    """
    rows = rows_of(MEASURES["days_to_meet"], chosen.selection, reader)
    found = rows.filter(days_to_meet__isnull=False).order_by("days_to_meet", "pk")
    days = list(found.values_list("days_to_meet", flat=True)[:MOST_WAITS])
    picture = waiting_dots(days, figure.value, None, name="waits", title="How long families waited")
    return picture, days


def homes_of(chosen: Chosen, reader: User) -> list[Group]:
    """Where children live whose family met 12 months ago or more, then and since.

    Those not born at a point are in none of its parts.
    """
    names = [name for name, _ in POINTS]
    rows = rows_of(MEASURES["in_family_m12"], chosen.selection, reader).order_by()
    counted = list(rows.values(*names).annotate(n=Count("pk")))
    groups = []
    for name, words in POINTS:
        at: dict[str, int] = {}
        for row in counted:
            at[row[name]] = at.get(row[name], 0) + row["n"]
        known = tuple(Share(home, sum(at.get(one, 0) for one in keys)) for home, keys in HOMES)
        total = sum(n for value, n in at.items() if value not in LEFT_OUT)
        groups.append(Group(words, known, total - sum(share.count for share in known)))
    return groups if any(group.total for group in groups) else []


def homes_picture(groups: list[Group]) -> SafeString:
    return shares(groups, name="homes", title="Where the children live")


def quotes_of(chosen: Chosen, reader: User) -> list[Feedback]:
    """Words of children and families who agreed to be quoted, of meetings this person sees."""
    selection = chosen.selection
    asked = Q(answered_on__range=(chosen.start, chosen.end), may_quote=True) & ~Q(words="")
    meetings = Meeting.objects.all()
    if selection.teams:
        asked &= Q(meeting__team__in=selection.teams)
    if selection.pathway:
        asked &= Q(meeting__format=selection.pathway)
    if selection.referring_teams:
        meetings = meetings.filter(parties__case__referring_team__in=selection.referring_teams)
    if selection.coordinator is not None:
        meetings = meetings.filter(parties__case__coordinator=selection.coordinator)
    found = Feedback.objects.visible_to(reader).filter(asked, meeting__in=meetings.values("pk"))
    family = found.exclude(who=Feedback.Who.PROFESSIONAL)
    newest = list(family.order_by("-answered_on", "-pk")[: MOST_QUOTES * 5])
    # The same words twice say no more than once.
    told = {one.words.strip().lower(): one for one in reversed(newest)}
    return [one for one in newest if told[one.words.strip().lower()] is one][:MOST_QUOTES]
