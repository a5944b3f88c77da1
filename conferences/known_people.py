"""Whom a coordinator may want in a meeting: everybody known around a case, not there yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from cases.models import Case, CaseChild, NetworkMember
from conferences.domain.gathering import add_participant
from conferences.models import Meeting, MeetingParty, Participant, Resource
from conferences.relations import relation_to

Part = Participant.Part
# On which side somebody is, where there are two: a field of theirs, or nothing.
Side = dict[str, Any]
PARTS_OF_RESOURCES = {
    Resource.Kind.INTERPRETER: Part.INTERPRETER,
    Resource.Kind.ADVOCATE: Part.ADVOCATE,
}


@dataclass(frozen=True)
class Known:
    """Somebody who can be added at one press, and what adding them does."""

    key: str
    label: str
    add: Callable[[User], Participant]


def known_people(meeting: Meeting, case: Case, user: User) -> list[Known]:
    """Children, network, staff of the case, interpreters and advocates, in that order.

    Each only where the format of the meeting has a part for them. Behind walls, of each side
    by its own case.
    """
    if not meeting.declared.sides:
        return _known_of(meeting, case, user)
    parties = meeting.parties.filter(case__in=Case.objects.keys_for(user))
    return [
        Known(f"{party.side}-{one.key}", f"{one.label} ({_lower(party)})", one.add)
        for party in parties.select_related("case").order_by("pk")
        for one in _known_of(meeting, party.case, user, party=party.side)
    ]


def _lower(party: MeetingParty) -> str:
    side = party.get_side_display()
    return f"{side[:1].lower()}{side[1:]}"


def _known_of(meeting: Meeting, case: Case, user: User, **side: Any) -> list[Known]:
    parts = [role.key for role in meeting.declared.roles]
    there = list(Participant.objects.current().filter(meeting=meeting))
    people = {one.person_id for one in there}
    young = list(
        CaseChild.objects.visible_to(user)
        .current()
        .filter(case=case, person__died_on=None)
        .select_related("person", "social_worker")
        .order_by("pk")
    )
    members = (
        NetworkMember.objects.visible_to(user)
        .current()
        .filter(case=case, person__died_on=None, part__in=parts)
        .exclude(person__in=[key for key in people if key])
        .select_related("person")
        .order_by("pk")
    )
    return [
        *(
            _child(meeting, child, side)
            for child in young
            if child.person_id not in people and Part.CHILD in parts
        ),
        *_members(meeting, list(members), young, side),
        *(
            _staff(meeting, case, young, {one.user_id for one in there}, side)
            if Part.REFERRER in parts
            else ()
        ),
        *_resources(meeting, {one.resource_id for one in there}, user, side),
    ]


def _child(meeting: Meeting, child: CaseChild, side: Side) -> Known:
    return Known(
        str(child.person.public_id),
        f"{child.person.full_name}, {child.person.age_text}",
        lambda by: add_participant(meeting, by=by, part=Part.CHILD, person=child.person, **side),
    )


def _members(
    meeting: Meeting, members: list[NetworkMember], young: list[CaseChild], side: Side
) -> list[Known]:
    words = relation_to(young, [member.person_id for member in members])

    def known(member: NetworkMember) -> Known:
        relation = words.get(member.person_id, "")
        said = relation or member.get_part_display()
        return Known(
            str(member.person.public_id),
            f"{member.person.full_name}, {said[:1].lower()}{said[1:]}",
            lambda by: add_participant(
                meeting,
                by=by,
                part=member.part,
                person=member.person,
                family_side=member.side,
                suggested_by=member.suggested_by,
                relation=relation,
                **side,
            ),
        )

    return [known(member) for member in members]


def _staff(
    meeting: Meeting, case: Case, young: list[CaseChild], there: set[int | None], side: Side
) -> list[Known]:
    staff = [child.social_worker for child in young if child.social_worker]
    staff.append(case.created_by)

    def known(user: User) -> Known:
        return Known(
            f"staff-{user.pk}",
            f"{user}, social worker or referrer",
            lambda by: add_participant(meeting, by=by, part=Part.REFERRER, user=user, **side),
        )

    return [
        known(one)
        for one in dict.fromkeys(staff)
        if one.pk not in there and one.is_active and one.pk != case.coordinator_id
    ]


def _resources(meeting: Meeting, there: set[int | None], user: User, side: Side) -> list[Known]:
    rows = (
        Resource.objects.visible_to(user)
        .in_use()
        .filter(
            kind__in=[
                kind for kind, part in PARTS_OF_RESOURCES.items() if meeting.declared.role(part)
            ]
        )
    )

    def known(resource: Resource) -> Known:
        languages = f", {resource.languages}" if resource.languages else ""
        part = PARTS_OF_RESOURCES[Resource.Kind(resource.kind)]
        return Known(
            str(resource.public_id),
            f"{resource.name}, {resource.get_kind_display().lower()}{languages}",
            lambda by: add_participant(meeting, by=by, part=part, resource=resource, **side),
        )

    return [known(one) for one in rows.order_by("kind", "name", "pk") if one.pk not in there]
