"""The offer of a family meeting before proceedings: made, not made, answered.

Stands by itself, before and without any referral: families who decline are counted.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import Team, User
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Event, Offer, OfferChild, OfferReply, Person
from cases.rules_offer import check_letter, check_reply
from restorative.conflicts import save_version

NOT_BORN = "Not yet born"
CHANGEABLE = frozenset(
    {
        "team",
        "letter_on",
        "made",
        "made_on",
        "not_made_reason",
        "not_made_decided_by",
        "not_made_decided_on",
        "application_on",
    }
)


@transaction.atomic
def record_offer(
    *,
    by: User,
    team: Team,
    letter_on: date,
    children: Sequence[Person],
    case: Case | None = None,
    made: str = "",
    made_on: date | None = None,
    not_made_reason: str = "",
    not_made_decided_by: str = "",
    not_made_decided_on: date | None = None,
    application_on: date | None = None,
    not_for: Mapping[Person, str] | None = None,
) -> Offer:
    """Record a letter before proceedings, and whether a family meeting was offered in it.

    `not_for` says for which of the children the offer does not apply, and why; of an
    unborn child that is so unless `not_for` is given without it.
    """
    offer = Offer(
        case=case,
        team=team,
        created_by=by,
        **_whole(
            {
                "letter_on": letter_on,
                "made": made,
                "made_on": made_on,
                "not_made_reason": not_made_reason,
                "not_made_decided_by": not_made_decided_by,
                "not_made_decided_on": not_made_decided_on,
                "application_on": application_on,
            }
        ),
    )
    check_letter(offer, children)
    offer.save()
    _set_children(offer, children, not_for)
    _record(offer, Event.Kind.OFFER_RECORDED, by=by, to_value=offer.get_made_display())
    return offer


@transaction.atomic
def change_offer(
    offer: Offer,
    *,
    by: User,
    version: int,
    changes: Mapping[str, Any],
    children: Sequence[Person] | None = None,
    not_for: Mapping[Person, str] | None = None,
) -> Offer:
    """Fill in or correct what is known of a letter. Replies of people stay as they are.

    So does what is said of a child who is hidden from whoever corrects it. Raises
    StaleVersion when somebody else was faster.
    """
    if unknown := set(changes) - CHANGEABLE:
        raise ValueError(f"{sorted(unknown)} of an offer cannot be changed")
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    before = offer.get_made_display()
    for name, value in changes.items():
        setattr(offer, name, value)
    whole = _whole({name: getattr(offer, name) for name in CHANGEABLE if name != "team"})
    for name, value in whole.items():
        setattr(offer, name, value)
    if children is None:
        children = [row.child for row in offer.children.select_related("child")]
    check_letter(offer, children)
    save_version(offer, version=version, changes={**changes, **whole})
    if not_for is not None:
        not_for = {**_not_for_hidden(offer, by), **not_for}
    if not_for is not None or {row.child_id for row in offer.children.all()} != {
        child.pk for child in children
    }:
        _set_children(offer, children, not_for)
    _record(
        offer,
        Event.Kind.OFFER_CHANGED,
        by=by,
        from_value=before,
        to_value=offer.get_made_display(),
    )
    return offer


@transaction.atomic
def record_reply(
    offer: Offer,
    person: Person,
    *,
    by: User,
    reply: str,
    replied_on: date | None = None,
    note: str = "",
) -> OfferReply:
    """Record to whom with parental responsibility the offer went, and what they answered."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if reply == OfferReply.Reply.UNANSWERED:
        replied_on = None
    check_reply(offer, person, reply=reply, replied_on=replied_on)
    said = {"reply": reply, "replied_on": replied_on, "note": note.strip()}
    row = offer.replies.filter(person=person).first()
    if row and all(getattr(row, name) == value for name, value in said.items()):
        return row
    before = row.get_reply_display() if row else ""
    row = row or OfferReply(offer=offer, person=person)
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    _record(
        offer,
        Event.Kind.OFFER_CHANGED,
        by=by,
        subject=row,
        from_value=before,
        to_value=f"{person}: {row.get_reply_display()}",
    )
    return row


@transaction.atomic
def take_back_reply(offer: Offer, person: Person, *, by: User) -> None:
    """Undo that somebody was named as having been offered a meeting."""
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    row = offer.replies.filter(person=person).first()
    if row is None:
        return
    before = row.get_reply_display()
    row.delete()
    _record(
        offer,
        Event.Kind.OFFER_CHANGED,
        by=by,
        from_value=before,
        to_value=f"{person}: not offered",
    )


@transaction.atomic
def discard_offer(offer: Offer, *, by: User) -> None:
    """Delete a letter that was entered in a draft by mistake: it was never sent to anybody."""
    case = Case.objects.select_for_update(of=("self",), no_key=True).filter(offers=offer).first()
    if case is None or case.stage != Case.Stage.DRAFT:
        raise ValidationError("This letter is on record and stays there.", code="on_record")
    offer.delete()


@transaction.atomic(savepoint=False)
def join_offers(case: Case, *, by: User) -> list[Offer]:
    """Put the letters about a case's children with the case, and return all it has.

    Of those that stand alone only the ones this person knows of: a letter of another
    team's keeps to itself.
    """
    # By keys: an "or" beside a subquery would read every letter there is.
    keys = list(case.offers.values_list("pk", flat=True))
    alone = list(Offer.objects.alone_about_children_of(case).values_list("pk", flat=True))
    if alone:
        keys += Offer.objects.visible_to(by).filter(pk__in=alone).values_list("pk", flat=True)
    if not keys:
        return []
    still = Q(case=case) | Q(case__isnull=True)
    letters = Offer.objects.filter(still, pk__in=keys).order_by("pk")
    joined = list(letters.select_for_update(of=("self",)))
    for offer in joined:
        offer.case = case
        offer.save(update_fields=["case"])
    return joined


def show_offer(offer: Offer, *, by: User) -> None:
    """Put a letter that came with a referral on the timeline, now that there is one."""
    _record(offer, Event.Kind.OFFER_RECORDED, by=by, to_value=offer.get_made_display())


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    """Keep only what goes with the answer: a reason not to offer is gone once it was offered."""
    for name in ("not_made_reason", "not_made_decided_by"):
        said[name] = said[name].strip()
    if said["made"] == Offer.Made.YES:
        said["made_on"] = said["made_on"] or said["letter_on"]
    else:
        said["made_on"] = None
    if said["made"] != Offer.Made.NO:
        said |= {"not_made_reason": "", "not_made_decided_by": "", "not_made_decided_on": None}
    return said


def _not_for_hidden(offer: Offer, by: User) -> dict[Person, str]:
    """The hidden children to whom the offer does not apply: nobody was asked about them."""
    rows = offer.children.filter(applies=False).exclude(child__in=Person.objects.visible_to(by))
    return {row.child: row.why_not for row in rows.select_related("child")}


def _set_children(
    offer: Offer, children: Sequence[Person], not_for: Mapping[Person, str] | None
) -> None:
    if not_for is None:
        not_for = {child: NOT_BORN for child in children if child.is_unborn}
    kept = {child.pk for child in children}
    offer.children.exclude(child__in=kept).delete()
    for child in children:
        why = not_for.get(child)
        OfferChild.objects.update_or_create(
            offer=offer,
            child=child,
            defaults={"applies": why is None, "why_not": (why or "").strip()},
        )


def _record(
    offer: Offer,
    kind: Event.Kind,
    *,
    by: User,
    subject: OfferReply | None = None,
    from_value: str = "",
    to_value: str = "",
) -> None:
    """Record it for the case and its children. A draft has no timeline until it is sent."""
    if offer.case and offer.case.stage == Case.Stage.DRAFT:
        return
    children: Sequence[CaseChild] = ()
    if offer.case_id:
        children = list(
            CaseChild.objects.current().filter(
                case=offer.case_id, person__in=offer.children.values("child")
            )
        )
    record_event(
        offer.case,
        kind,
        by=by,
        subject=subject or offer,
        children=children,
        from_value=from_value,
        to_value=to_value,
        why=offer.not_made_reason if kind == Event.Kind.OFFER_RECORDED else "",
    )
