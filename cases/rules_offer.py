"""What must be so of an offer made before proceedings, as checks (Children Act 1989 s.31ZA)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Offer, OfferReply, Person


def check_letter(offer: Offer, children: Sequence[Person]) -> None:
    """A letter has a day and a child; an offer that was not made has a reason and a decider."""
    today = timezone.localdate()
    if not children:
        raise ValidationError("Add at least one child.", code="no_children")
    if offer.letter_on > today:
        raise ValidationError(
            "The date of the letter must be today or in the past.", code="letter_in_the_future"
        )
    if offer.made_on and offer.made_on > today:
        raise ValidationError(
            "The date of the offer must be today or in the past.", code="made_in_the_future"
        )
    if offer.made != Offer.Made.NO:
        return
    if not offer.not_made_reason:
        raise ValidationError("Enter why no meeting was offered.", code="reason_missing")
    if not offer.not_made_decided_by:
        raise ValidationError("Enter who decided this.", code="decider_missing")
    if offer.not_made_decided_on is None:
        raise ValidationError("Enter when this was decided.", code="decided_on_missing")
    if offer.not_made_decided_on > today:
        raise ValidationError(
            "The date of the decision must be today or in the past.",
            code="decided_in_the_future",
        )


def check_reply(offer: Offer, person: Person, *, reply: str, replied_on: date | None) -> None:
    """Only what was offered can be answered, on a day from the letter to today."""
    if offer.made != Offer.Made.YES:
        raise ValidationError(
            "Record first that a meeting was offered in this letter.", code="not_offered"
        )
    if offer.children.filter(child=person).exists():
        raise ValidationError(
            f"The letter is about {person}. It is answered by those with parental responsibility.",
            code="a_child_of_it",
        )
    if reply not in OfferReply.Reply.values:
        raise ValidationError("Select an answer.", code="reply_missing")
    if reply == OfferReply.Reply.UNANSWERED:
        return
    if replied_on is None:
        raise ValidationError(f"Enter when {person} answered.", code="replied_on_missing")
    if replied_on > timezone.localdate():
        raise ValidationError(
            "The date of the answer must be today or in the past.", code="replied_in_the_future"
        )
    if replied_on < offer.letter_on:
        raise ValidationError(
            f"The date of the answer must be on or after the letter of "
            f"{offer.letter_on:%-d %B %Y}.",
            code="replied_before_letter",
        )
