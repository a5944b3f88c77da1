"""Who takes part in a meeting: gathered from the network, added, changed, taken off."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.networks import add_to_network
from cases.domain.people import add_person
from cases.models import Case, CaseChild, Event, NetworkMember, Person
from cases.rules_recording import check_there
from conferences.domain.carrying_over import carry_kept_away, carry_known_needs, carry_over
from conferences.domain.day_locks import check_its_day
from conferences.domain.locking import lock_meeting
from conferences.domain.preparing import (
    case_for,
    lock_participant,
    record,
    record_of,
)
from conferences.domain.sides import check_side
from conferences.invitations.passing_on import check_messages_to
from conferences.models import Meeting, Participant, Resource
from conferences.relations import relation_to
from restorative.conflicts import StaleVersion, save_version

Part = Participant.Part
REQUIRED = frozenset({Part.CHILD, Part.FAMILY, Part.REFERRER, Part.INTERPRETER, Part.ADVOCATE})
# What somebody is in a network by what they are in a meeting; everybody else is a professional.
NETWORK_PARTS = {
    Part.CHILD: NetworkMember.Part.FAMILY,
    Part.FAMILY: NetworkMember.Part.FAMILY,
    Part.FRIEND: NetworkMember.Part.FRIEND,
    Part.SUPPORTER: NetworkMember.Part.FRIEND,
}
CHANGEABLE = {
    "part": "part",
    "family_side": "side of the family",
    "suggested_by": "who suggested them",
    "relation": "what they are to the child",
    "is_required": "required or optional",
    "way": "way of taking part",
    "willing": "willing",
    "supports": "whom they support",
    "reached_through": "who passes messages on",
    "writes_for_self": "gets messages themselves",
    "worries": "what worries them",
    "views": "what they want to say",
    "arrives_at": "when they arrive",
    "arrival_note": "how they arrive",
}
TWICE = "This person is on the list already."


@transaction.atomic
def gather_network(meeting: Meeting, *, by: User) -> list[Participant]:
    """Add the children, everybody in the network and the children's social workers.

    A review first takes over who was in the meeting it looks back at. Somebody who was
    ever on the list of this meeting, or was taken off the earlier one, is left as they
    are, so it can be done again. Returns those who were added.
    """
    meeting = lock_meeting(meeting)
    added = carry_over(meeting, by=by) if meeting.reviews_id else []
    known = Participant.objects.filter(meeting__in=[meeting.pk, meeting.reviews_id or meeting.pk])
    people: set[int | None] = set(known.values_list("person", flat=True))
    workers: set[int | None] = set(known.values_list("user", flat=True))
    for party in meeting.parties.select_related("case").order_by("pk"):
        case = party.case
        shared: dict[str, Any] = {"meeting": meeting, "party": party.side, "added_by": by}
        young = list(
            CaseChild.objects.visible_to(by)
            .current()
            .filter(case=case, person__died_on=None, person__expected_on=None)
            .select_related("person")
            .order_by("pk")
        )
        new = [
            Participant(**shared, person=child.person, part=Part.CHILD)
            for child in young
            if child.person_id not in people and offers(meeting, Part.CHILD)
        ]
        new += _from_network(case, young, people, by=by, shared=shared)
        new += [
            Participant(**shared, user_id=worker, part=Part.REFERRER)
            for worker in dict.fromkeys(child.social_worker_id for child in young)
            if worker and worker not in workers and offers(meeting, Part.REFERRER)
        ]
        people |= {one.person_id for one in new}
        workers |= {one.user_id for one in new}
        for one in new:
            one.save()
        carry_kept_away(new, by=by)
        carry_known_needs(new)
        added += new
    if added:
        count = f"{len(added)} {'person' if len(added) == 1 else 'people'} from the network"
        record(meeting, Event.Kind.PARTICIPANT_ADDED, by=by, to_value=count)
    return added


@transaction.atomic
def add_participant(
    meeting: Meeting,
    *,
    by: User,
    part: str,
    person: Person | None = None,
    user: User | None = None,
    resource: Resource | None = None,
    initials: str = "",
    **fields: Any,
) -> Participant:
    """Put one human being on the list of a meeting: exactly one of the four says who.

    `fields` are others of a participant. Somebody whom the family's last decision keeps
    away stays kept away: taking them off the list and adding them again opens no door.
    """
    if sum(map(bool, (person, user, resource, initials.strip()))) != 1:
        raise ValidationError("Choose one person.", code="who_missing")
    if part not in Part or not offers(meeting, part):
        raise ValidationError("Select their part in the meeting.", code="no_such_part")
    meeting = lock_meeting(meeting)
    check_side(meeting.declared.sides, fields.get("party", ""))
    current = Participant.objects.current().filter(meeting=meeting)
    for name, who in (("person", person), ("user", user), ("resource", resource)):
        if who and current.filter(**{name: who}).exists():
            raise ValidationError(TWICE, code="already_there")
    initials = initials.strip()
    if initials and current.filter(initials__iexact=initials).exists():
        raise ValidationError(
            f"{initials} is on the list already. Add a number: {initials} 2", code="already_there"
        )
    if user and not user.is_active:
        raise ValidationError("This colleague has left.", code="left")
    if resource and resource.archived_at:
        raise ValidationError("This one is no longer used.", code="archived")
    participant = Participant.objects.create(
        **{
            "meeting": meeting,
            "person": person,
            "user": user,
            "resource": resource,
            "initials": initials,
            "part": part,
            "is_required": part in REQUIRED,
            "added_by": by,
        }
        | fields
    )
    carry_kept_away([participant], by=by)
    carry_known_needs([participant])
    record_of(
        participant,
        Event.Kind.PARTICIPANT_ADDED,
        by=by,
        to_value=participant.get_part_display(),
    )
    return participant


@transaction.atomic
def add_new_person(
    meeting: Meeting,
    *,
    by: User,
    part: str,
    first_name: str,
    last_name: str = "",
    **fields: Any,
) -> Participant:
    """Enter somebody new, in the network of the case as well as on the list."""
    meeting = lock_meeting(meeting)
    case = case_for(meeting, fields.get("party", "only"))
    person = add_person(by=by, first_name=first_name, last_name=last_name)
    add_to_network(
        case,
        person,
        by=by,
        part=NETWORK_PARTS.get(Part(part), NetworkMember.Part.PROFESSIONAL),
        side=fields.get("family_side", ""),
        suggested_by=fields.get("suggested_by", ""),
    )
    return add_participant(meeting, by=by, part=part, person=person, **fields)


@transaction.atomic
def add_walk_in(
    meeting: Meeting,
    *,
    by: User,
    first_name: str,
    last_name: str = "",
    relation: str = "",
    part: str = Part.FAMILY,
    is_another: bool = False,
) -> Participant:
    """Add somebody who came without having been invited: a name is enough.

    Refused for the name of somebody who is kept away: that is decided again first, unless
    whoever stands there was seen to be `is_another` of the same name.
    """
    check_there(first_name, "Enter their first name.", code="name_missing")
    check_its_day(meeting)
    away = Participant.objects.current().filter(
        meeting=meeting,
        attendance__in=Participant.KEPT_AWAY,
        person__first_name__iexact=first_name.strip(),
    )
    if last_name.strip():
        away = away.filter(person__last_name__iexact=last_name.strip())
    if away.exists() and not is_another:
        raise ValidationError(
            "Somebody of this name is not to be there, for safety. Look at that decision first.",
            code="kept_away",
        )
    return add_new_person(
        meeting,
        by=by,
        part=part,
        first_name=first_name,
        last_name=last_name,
        relation=relation.strip(),
        walked_in=True,
        arrived_at=timezone.now(),
        is_required=False,
    )


@transaction.atomic
def change_participant(
    participant: Participant, *, by: User, version: int, changes: dict[str, Any]
) -> Participant:
    """Change what is known of somebody for this meeting. What it was stays in the history.

    Raises StaleVersion when somebody else changed them meanwhile.
    """
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise ValueError(f"Does not change here: {', '.join(sorted(unknown))}")
    participant = lock_participant(participant)
    tidy: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    changed = {name: value for name, value in tidy.items() if getattr(participant, name) != value}
    if participant.version != version:
        raise StaleVersion(participant)
    if changed.get("is_required") and participant.is_kept_away:
        raise ValidationError(
            "Somebody who is not to be there cannot be required.", code="kept_away"
        )
    if "part" in changed and not offers(participant.meeting, changed["part"]):
        raise ValidationError("Select their part in the meeting.", code="no_such_part")
    helped = changed.get("supports")
    if helped and (helped.pk == participant.pk or helped.meeting_id != participant.meeting_id):
        raise ValidationError("Select somebody else of this meeting.", code="supports_wrong")
    if changed.keys() & {"reached_through", "writes_for_self"}:
        check_messages_to(
            participant,
            adult=changed.get("reached_through"),
            for_self=bool(changed.get("writes_for_self")),
        )
    if not changed:
        return participant
    save_version(participant, version=version, changes=changed)
    words = ", ".join(CHANGEABLE[name] for name in changed)
    record_of(participant, Event.Kind.PARTICIPANT_CHANGED, by=by, to_value=words)
    return participant


@transaction.atomic
def remove_participant(participant: Participant, *, by: User, why: str) -> Participant:
    """Take somebody off the list. What was done to prepare them is kept.

    Who needs keeping away is decided, not taken off: see `decide_attendance`.
    """
    check_there(why, "Enter why.", code="why_missing")
    participant = lock_participant(participant)
    participant.removed_at = timezone.now()
    participant.removed_why = why.strip()
    participant.seat = None
    participant.version += 1
    participant.save(update_fields=["removed_at", "removed_why", "seat", "version"])
    participant.supporters.update(supports=None)
    participant.passes_on_to.update(reached_through=None)
    record_of(
        participant, Event.Kind.PARTICIPANT_LEFT, by=by, to_value=participant.get_part_display()
    )
    return participant


def offers(meeting: Meeting, part: str) -> bool:
    """Whether a meeting has this part, as its format declares."""
    return meeting.declared.role(part) is not None


def _from_network(
    case: Case,
    young: Iterable[CaseChild],
    there: set[int | None],
    *,
    by: User,
    shared: dict[str, Any],
) -> list[Participant]:
    members = list(
        NetworkMember.objects.visible_to(by)
        .current()
        .filter(case=case, person__died_on=None)
        .exclude(person__in=[key for key in there if key])
        .select_related("person")
        .order_by("pk")
    )
    words = relation_to(young, [member.person_id for member in members])
    return [
        Participant(
            **shared,
            person=member.person,
            part=member.part,
            family_side=member.side,
            suggested_by=member.suggested_by,
            relation=words.get(member.person_id, ""),
            is_required=member.part in REQUIRED,
        )
        for member in members
        if offers(shared["meeting"], member.part)
    ]
