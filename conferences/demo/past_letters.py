"""Letters before proceedings of earlier families, with a case and without."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from cases.models import Event, Offer, OfferChild, OfferReply, Person
from conferences.demo import names
from conferences.demo.clock import at, moment_on, working_day_by
from conferences.demo.staff import Council

if TYPE_CHECKING:
    from conferences.demo.past import Life

Reply = OfferReply.Reply
REASON = "The family's whereabouts are being kept from both sides."


def letter_of(life: "Life") -> None:
    """The letter from which a referral came: somebody accepted the offer in it."""
    day = working_day_by(life.sent_on - timedelta(days=life.rng.randint(6, 30)))
    with at(moment_on(day, 15)):
        offer = Offer.objects.create(
            case=life.case,
            team=life.case.referring_team or life.case.team,
            letter_on=day,
            made=Offer.Made.YES,
            made_on=day,
            created_by=life.worker,
        )
    OfferChild.objects.bulk_create(
        OfferChild(offer=offer, child=child.person) for child in life.family.children
    )
    _reply(offer, life.family.mother, Reply.ACCEPTED, day + timedelta(days=4))
    if life.family.father:
        reply = life.rng.choice([Reply.ACCEPTED, Reply.DECLINED, Reply.UNANSWERED])
        _reply(offer, life.family.father, reply, day + timedelta(days=6))
    moment = moment_on(life.sent_on, 10)
    life.tell(moment, Event.Kind.OFFER_RECORDED, life.worker, offer, now=offer.get_made_display())


def letters_alone(council: Council, rng: Random, *, count: int, today: date) -> list[Person]:
    """Letters that no referral followed: declined, never answered, not made, not said."""
    people = []
    for number in range(count):
        by = council[("tom", "yusuf")[number % 2]]
        day = working_day_by(today - timedelta(days=770 - 640 * number // max(count - 1, 1)))
        surname = rng.choice(names.FAMILY_NAMES)
        with at(moment_on(day, 15)):
            child = Person.objects.create(
                first_name=rng.choice(names.BOYS),
                last_name=surname,
                gender="male",
                date_of_birth=day - timedelta(days=rng.randint(200, 4000)),
                created_by=by,
            )
            mother = Person.objects.create(
                first_name=rng.choice(names.WOMEN),
                last_name=surname,
                gender="female",
                created_by=by,
            )
            offer = Offer.objects.create(
                team=council.teams["protection"],
                letter_on=day,
                created_by=by,
                application_on=day + timedelta(days=70) if number % 5 == 0 else None,
                **_said(number, day),
            )
        OfferChild.objects.create(offer=offer, child=child)
        if offer.made == Offer.Made.YES:
            reply = Reply.UNANSWERED if number % 4 == 1 else Reply.DECLINED
            _reply(offer, mother, reply, day + timedelta(days=5))
        people += [child, mother]
    return people


def _said(number: int, day: date) -> dict[str, Any]:
    if number % 7 == 3:
        return {
            "made": Offer.Made.NO,
            "not_made_reason": REASON,
            "not_made_decided_by": "Angela Mbeki",
            "not_made_decided_on": day,
        }
    if number % 7 == 6:
        return {"made": Offer.Made.NOT_RECORDED}
    return {"made": Offer.Made.YES, "made_on": day}


def _reply(offer: Offer, person: Person, reply: str, day: date) -> None:
    OfferReply.objects.create(
        offer=offer,
        person=person,
        reply=reply,
        replied_on=None if reply == Reply.UNANSWERED else day,
    )
