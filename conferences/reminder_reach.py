"""What meetings know of people that decides how a reminder may reach them."""

from uuid import UUID

from cases.models import Reminder
from cases.reminders import reasons
from cases.reminders.around import Around, knows_people
from cases.reminders.reaching import Reach, reaches
from conferences.models import Participant, Resource

Channel = Reminder.Channel


def register() -> None:
    """Lend the ledger what meetings know; called when the product starts."""
    knows_people(around)
    reaches("resource", of_resources)
    reaches("participant", of_participants)


def around(cases: frozenset[int]) -> Around:
    """Who is kept away from a meeting of these cases, and how their children are reached."""
    known = Around()
    rows = Participant.objects.filter(
        meeting__parties__case__in=cases, person__isnull=False, removed_at__isnull=True
    ).order_by()
    for case, person, attendance, for_self in rows.values_list(
        "meeting__parties__case", "person", "attendance", "writes_for_self"
    ):
        if attendance in Participant.KEPT_AWAY:
            known.kept_away.add((case, person))
        elif for_self:
            known.for_themselves.add((case, person))
    return known


def of_resources(rows: list[Reminder]) -> dict[UUID, Reach]:
    """Interpreters, advocates and venues are firms or work for one: by mail, or by text."""
    found = Resource.objects.in_bulk({row.other_id for row in rows if row.other_id is not None})
    return {row.pk: _of_resource(found.get(row.other_id or 0)) for row in rows}


def of_participants(rows: list[Reminder]) -> dict[UUID, Reach]:
    """Somebody of a meeting who is neither a person of ours nor a colleague."""
    people = Participant.objects.select_related("resource").in_bulk(
        {row.other_id for row in rows if row.other_id is not None}
    )
    found = {}
    for row in rows:
        one = people.get(row.other_id or 0)
        is_there = one is not None and _is_there(one)
        found[row.pk] = _of_resource(one.resource if one and is_there else None)
    return found


def _is_there(participant: Participant) -> bool:
    return participant.removed_at is None and not participant.is_kept_away


def _of_resource(resource: Resource | None) -> Reach:
    if resource is None or resource.archived_at is not None:
        return Reach(Channel.RING, why_not=reasons.NO_SAFE_WAY)
    name = resource.contact_name or resource.name
    if resource.contact_email:
        return Reach(Channel.EMAIL, to=resource.contact_email, name=name)
    if _is_mobile(resource.contact_phone):
        return Reach(Channel.TEXT, to=resource.contact_phone, name=name)
    return Reach(Channel.RING, why_not=reasons.NO_SAFE_WAY)


def _is_mobile(number: str) -> bool:
    plain = number.replace(" ", "")
    return plain.startswith(("07", "+447"))
