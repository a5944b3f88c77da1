"""What a good coordinator would ask next about a meeting being prepared."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.models import Case, Offer, ParentalResponsibility, Person
from cases.offer_gaps import warnings_on
from cases.people_words import joined
from conferences.apart import pairs_of
from conferences.domain.case_hooks import first_held
from conferences.domain.preparing import spoken_name
from conferences.models import AttendanceDecision, Check, Meeting, Participant
from restorative.working_days import add_working_days

Part, Side = Participant.Part, Participant.Side
DAYS_TO_REACH = 5
SIDES = (
    (Side.MOTHER, "side_mother", "Nobody from the mother’s side of the family is down to come."),
    (Side.FATHER, "side_father", "Nobody from the father’s side of the family is down to come."),
)


@dataclass(frozen=True)
class Prompt:
    """One thing to think of: what, where it is dealt with, and what the link there says.

    `check` names an item that answers it in one tap: not safe, or not known.
    """

    text: str
    url: str = ""
    link_text: str = ""
    check: str = ""


def prompts_of(meeting: Meeting, user: User) -> list[Prompt]:
    """Everything worth asking about a meeting as it stands, the gravest first.

    Nothing once the day has come, and nothing for those who do not prepare it.
    """
    stage = meeting.stage_now
    if stage.is_last or stage in meeting.declared.from_its_day:
        return []
    case = (
        Case.objects.visible_to(user)
        .with_relations_for(user)
        .filter(meetings__meeting=meeting)
        .order_by("pk")
        .first()
    )
    if case is None or not may(user, Permission.MEETING_PREPARE, case):
        return []
    people = list(
        Participant.objects.visible_to(user)
        .current()
        .with_names()
        .filter(meeting=meeting)
        .order_by("pk")
    )
    settled: set[tuple[int | None, str]] = set(
        Check.objects.filter(meeting=meeting).values_list("participant", "key")
    )
    prompts = [
        *_applications(case, user),
        *_pairs(meeting, people, user),
        *_reviews(people),
        *_came_unasked(meeting, people),
        *_advocates(meeting, people, settled),
    ]
    if meeting.declared.gathers_family:
        prompts += _sides(meeting, people, {key for who, key in settled if who is None})
        prompts += _responsibility(meeting, people, user)
    prompts += _not_reached(meeting, people)
    if meeting.declared.gathers_family:
        prompts += _balance(meeting, people)
    return prompts


def _page(meeting: Meeting, name: str) -> str:
    return reverse(f"conferences:{name}", kwargs={"public_id": meeting.public_id})


def _of(participant: Participant, name: str) -> str:
    return reverse(f"conferences:{name}", kwargs={"public_id": participant.public_id})


def _applications(case: Case, user: User) -> Iterator[Prompt]:
    """Where one accepts an offer, the meeting comes before the application (section 31ZA)."""
    offers = Offer.objects.open_to(user).filter(case=case, application_on__isnull=False)
    for offer in offers.prefetch_related("replies"):
        for warning in warnings_on(offer, first_held([case.pk]).get(case.pk)):
            yield Prompt(warning, offer.get_absolute_url(), "Look at the offer")


def _pairs(meeting: Meeting, people: Sequence[Participant], user: User) -> Iterator[Prompt]:
    for pair in pairs_of(meeting, people, reader=user):
        if pair.stands_open:
            names = joined(map(spoken_name, pair.people))
            yield Prompt(
                f"{names} must be kept apart, and both are to come.",
                reverse(
                    "conferences:pair_decide",
                    kwargs={
                        "public_id": meeting.public_id,
                        "first_id": pair.first.public_id,
                        "second_id": pair.second.public_id,
                    },
                ),
                "Decide how both can be heard",
            )


def _reviews(people: Iterable[Participant]) -> Iterator[Prompt]:
    by_key = {one.pk: one for one in people}
    today = timezone.localdate()
    newest = (
        AttendanceDecision.objects.filter(participant__in=list(by_key))
        .order_by("participant_id", "-at", "-pk")
        .distinct("participant_id")
    )
    for decision in newest:
        one = by_key[decision.participant_id]
        if decision.review_on and decision.review_on < today:
            text = f"The decision about {spoken_name(one)} was to be looked at again by "
            text += f"{decision.review_on:%-d %B %Y}."
        elif decision.ends_on and decision.ends_on < today:
            text = f"What keeps {spoken_name(one)} away ended on {decision.ends_on:%-d %B %Y}."
        else:
            continue
        yield Prompt(text, _of(one, "participant_decide"), "Decide again")


def _came_unasked(meeting: Meeting, people: Iterable[Participant]) -> Iterator[Prompt]:
    """Whoever walked in last time is on the list again; nobody has decided about them."""
    waiting = [one for one in people if not one.attendance]
    if meeting.reviews_id is None or not waiting:
        return
    came = Participant.objects.current().filter(
        meeting=meeting.reviews_id, walked_in=True, attendance="", arrived_at__isnull=False
    )
    known = set(came.values_list("person", "user", "resource", "initials"))
    for one in waiting:
        if (one.person_id, one.user_id, one.resource_id, one.initials) in known:
            yield Prompt(
                f"{spoken_name(one)} came last time without an invitation. Ask whether they want "
                "to come again.",
                _of(one, "participant_decide"),
                f"Decide whether {spoken_name(one)} takes part",
            )


def _advocates(
    meeting: Meeting, people: Iterable[Participant], settled: set[tuple[int | None, str]]
) -> Iterator[Prompt]:
    if not any(item.key == "advocate_offered" for item in meeting.declared.items_for(Part.CHILD)):
        return
    missing = [
        one
        for one in people
        if one.part == Part.CHILD and (one.pk, "advocate_offered") not in settled
    ]
    if missing:
        have = "has" if len(missing) == 1 else "have"
        yield Prompt(
            f"{joined(map(spoken_name, missing))} {have} not been offered an advocate.",
            _of(missing[0], "participant_detail") + "#checklist",
            f"Go to the checklist of {spoken_name(missing[0])}",
        )


def _sides(meeting: Meeting, people: Sequence[Participant], settled: set[str]) -> Iterator[Prompt]:
    here = {one.family_side for one in people if not one.is_kept_away}
    for side, key, text in SIDES:
        if not here & {side, Side.BOTH} and key not in settled:
            yield Prompt(text, _page(meeting, "participant_add"), "Add somebody", check=key)


def _responsibility(
    meeting: Meeting, people: Sequence[Participant], user: User
) -> Iterator[Prompt]:
    there = [one.person_id for one in people if one.person_id]
    children = [one.person_id for one in people if one.part == Part.CHILD and one.person_id]
    holders = (
        ParentalResponsibility.objects.current()
        .filter(child__in=children, holds=ParentalResponsibility.Holds.YES, holder__isnull=False)
        .exclude(holder__in=there)
        .values("holder")
    )
    absent = Person.objects.visible_to(user).filter(pk__in=holders, died_on=None)
    for person in absent.order_by("pk"):
        yield Prompt(
            f"{person.liked_name} has parental responsibility and is not on the list.",
            _page(meeting, "participant_add"),
            "Add them, or say why not",
        )


def _not_reached(meeting: Meeting, people: Iterable[Participant]) -> Iterator[Prompt]:
    today = timezone.localdate()
    late = [
        one
        for one in people
        if one.is_of_the_family
        and not one.is_kept_away
        and not one.reached_on
        and add_working_days(timezone.localdate(one.added_at), DAYS_TO_REACH) < today
    ]
    if len(late) == 1:
        yield Prompt(
            f"Nobody has reached {spoken_name(late[0])} for more than {DAYS_TO_REACH} working days.",
            _of(late[0], "participant_contact"),
            "Record a contact",
        )
    elif late:
        yield Prompt(
            f"Nobody has reached {joined(map(spoken_name, late))} for more than "
            f"{DAYS_TO_REACH} working days.",
            _page(meeting, "meeting_people"),
            "Go to people",
        )


def _balance(meeting: Meeting, people: Sequence[Participant]) -> Iterator[Prompt]:
    here = [one for one in people if not one.is_kept_away]
    family = sum(one.is_of_the_family for one in here)
    professionals = sum(one.part in Participant.PROFESSIONALS for one in here)
    url = _page(meeting, "meeting_people")
    if professionals > family:
        yield Prompt(
            f"More professionals ({professionals}) than family and friends ({family}) are to come.",
            url,
            "Go to people",
        )
    if here and not any(one.is_required for one in here):
        yield Prompt("Nobody is marked as required.", url, "Go to people")
