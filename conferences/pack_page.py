"""What somebody reads who was given the pack of a meeting: entries of some kinds, as text."""

from dataclasses import dataclass

from cases.models.compartment import Compartment
from conferences.entry_values import Line, in_order, lines_of, words_of
from conferences.formats import EntryKind
from conferences.models import Entry, Meeting, Participant


@dataclass(frozen=True)
class PackPart:
    """The entries of one kind, each as its answers, without who wrote them."""

    kind: EntryKind
    entries: list[list[Line]]


def young_person_of(meeting: Meeting) -> str:
    """Whom the pack is about, by the first name they like to be called by; empty where nobody
    has been entered.

    The first name alone: a volunteer is told of no family name.
    """
    rows = Participant.objects.current().filter(meeting=meeting, part=Participant.Part.CHILD)
    found = [one.person for one in rows.select_related("person").order_by("pk") if one.person]
    return ", ".join(filter(None, ((one.known_as or one.first_name).strip() for one in found)))


def pack_of(meeting: Meeting) -> list[PackPart]:
    """Everything in the pack, in two queries. Nothing of one side ever is, whatever is declared."""
    declared = meeting.declared
    rows = Entry.objects.current().filter(
        meeting=meeting, kind__in=declared.pack, compartment=Compartment.OPEN
    )
    entries = list(rows.order_by("added_at", "pk"))
    for one in entries:
        one.meeting = meeting
    words = words_of(declared)
    return [
        PackPart(kind, [lines_of(one, words=words, people={}) for one in in_order(kind, entries)])
        for kind in (declared.kinds[key] for key in declared.pack)
    ]
