"""What is missing of a letter before proceedings, in words, and what does not fit together."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import User
from cases.case_page import hooks
from cases.models import Offer, OfferReply
from cases.models.offer import OfferQuerySet

Made, Reply = Offer.Made, OfferReply.Reply
# Recorded: the offer was made, or the reason why it was not.
OFFERED = Q(made=Made.YES)
NOT_MADE = Q(made=Made.NO) & ~Q(not_made_reason="")
MISSING = ~OFFERED & ~NOT_MADE


@dataclass(frozen=True)
class OfferCounts:
    """How many letters there are, and of how many it is known what became of the offer."""

    letters: int
    offered: int
    not_made: int
    missing: int
    accepted: int = 0
    declined: int = 0
    unanswered: int = 0


def count_offers(offers: OfferQuerySet, *, seen_by: User) -> OfferCounts:
    """Count in one query, by the conditions of the lists behind the numbers.

    Offered, not made and missing add up to the letters. Accepted and declined are of those
    offered; one that somebody accepted may still wait for another's answer.
    """
    kinds = _kinds(seen_by)
    counts = offers.order_by().aggregate(
        letters=Count("pk"),
        offered=Count("pk", filter=OFFERED),
        not_made=Count("pk", filter=NOT_MADE),
        missing=Count("pk", filter=MISSING),
        accepted=Count("pk", filter=kinds["accepted"]),
        declined=Count("pk", filter=kinds["declined"]),
        unanswered=Count("pk", filter=kinds["unanswered"]),
    )
    return OfferCounts(**counts)


def only(offers: OfferQuerySet, show: str, *, seen_by: User) -> OfferQuerySet:
    """Keep the letters that the filter asks for; all of them for a word it does not know."""
    kinds = _kinds(seen_by)
    return offers.filter(kinds[show]) if show in kinds else offers


def _kinds(seen_by: User) -> dict[str, Q]:
    """What each choice of the list stands for; its number is counted by the same condition."""
    replies = OfferReply.objects.visible_to(seen_by).filter(offer=OuterRef("pk"))
    others = replies.exclude(reply=Reply.DECLINED)
    return {
        "offered": OFFERED,
        "not_made": NOT_MADE,
        "missing": MISSING,
        "unanswered": OFFERED & Q(Exists(replies.filter(reply=Reply.UNANSWERED))),
        "accepted": OFFERED & Q(Exists(replies.filter(reply=Reply.ACCEPTED))),
        "declined": OFFERED & Q(Exists(replies)) & ~Q(Exists(others)),
    }


def gaps_in(offer: Offer) -> list[str]:
    """Say what is missing of one letter. Its replies come with their people."""
    if offer.made == Made.NO:
        return _gaps_in_reason(offer)
    if offer.made != Made.YES:
        return ["It is not recorded whether a meeting was offered"]
    replies = list(offer.replies.all())
    if not replies:
        return ["Nobody with parental responsibility is named"]
    return [
        f"No answer yet from {reply.person.full_name}"
        for reply in replies
        if reply.reply == Reply.UNANSWERED
    ]


def _gaps_in_reason(offer: Offer) -> list[str]:
    """What a record made here always has; older ones that were taken over may not."""
    gaps = []
    if not offer.not_made_reason:
        gaps.append("No reason is recorded for not offering a meeting")
    if not offer.not_made_decided_by:
        gaps.append("It is not recorded who decided this")
    if offer.not_made_decided_on is None:
        gaps.append("It is not recorded when this was decided")
    return gaps


def warnings_on(offer: Offer, held_on: date | None) -> list[str]:
    """Say where an application to court came before what the law asks for first."""
    if offer.application_on is None:
        return []
    applied = f"The application of {offer.application_on:%-d %B %Y} was made before"
    if offer.made != Made.YES:
        return [] if not gaps_in(offer) else [f"{applied} an offer was recorded."]
    accepted = any(reply.reply == Reply.ACCEPTED for reply in offer.replies.all())
    if not accepted:
        return []
    if held_on is None:
        return [f"{applied} any meeting was held, although it was accepted."]
    if offer.application_on < held_on:
        return [f"{applied} the meeting of {held_on:%-d %B %Y}."]
    return []


def first_meetings(offers: Iterable[Offer]) -> dict[int, date]:
    """When the family of each case first met, by the case's key, in one query."""
    cases: Collection[int] = {offer.case_id for offer in offers if offer.case_id}
    return hooks.first_held(cases) if hooks.first_held and cases else {}
