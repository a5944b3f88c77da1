"""Ways to reach a family, with what was written beside them: nothing is allowed by a sheet."""

from django.core.exceptions import ValidationError

from cases.contact_values import LONGEST, write_value
from cases.models import ContactPoint, Person
from conferences.importing.contacts import Number
from conferences.importing.records import Child, Parent
from conferences.importing.writing.work import Work

Channel, May = ContactPoint.Channel, ContactPoint.May
NOTE, OTHERS = 300, 200
# What a remark forbids. It stands until somebody has asked the person; a yes is never read here.
FORBIDS = {
    "text_only": ("may_ring", "may_leave_message", "may_write"),
    "no_voicemail": ("may_leave_message",),
    "no_calls": ("may_ring", "may_leave_message"),
    "no_texts": ("may_text",),
    "no_contact": ("may_text", "may_ring", "may_leave_message", "may_write"),
}


def write_contacts(work: Work) -> None:
    for parent, person in ((work.family.mother, work.mother), (work.family.father, work.father)):
        if person is not None and parent.numbers:
            _write_numbers(work, parent, person)
    for child, here in work.children:
        write_home(work, child, here.person)


def _write_numbers(work: Work, parent: Parent, person: Person) -> None:
    written = [_write_number(work, number, person) for number in parent.numbers]
    if all(written):
        work.claim(f"{parent.part}_tel")


def _write_number(work: Work, number: Number, person: Person) -> bool:
    try:
        value = write_value(number.channel, number.value)
    except ValidationError:
        return False
    remarks = "; ".join(number.remarks)
    contact = ContactPoint(
        person=person,
        channel=number.channel,
        _value=value.text,
        value_hash=value.value_hash,
        label="work" if "work_phone" in number.safety else "",
        safe_note=remarks[:NOTE],
        used_by_others=remarks[:OTHERS] if "shared_phone" in number.safety else "",
        recorded_by=work.by,
    )
    for kind in number.safety:
        for use in FORBIDS.get(kind, ()):
            setattr(contact, use, May.NO)
    if not _has_already(work, person, contact):
        work.batch.add(contact, work.row)
    return len(remarks) <= NOTE


def write_home(work: Work, child: Child, person: Person) -> None:
    home, row = child.home, child.rows[0]
    if (home is None or home.is_none) and not child.postcode:
        return
    text = home.text if home and not home.is_none else ""
    is_secret = bool(home and home.is_secret)
    parts = [text] if child.postcode and child.postcode in text.upper() else [text, child.postcode]
    whole = ", ".join(part for part in parts if part)
    if len(whole) > LONGEST:
        return
    value = write_value(Channel.ADDRESS, whole)
    contact = ContactPoint(
        person=person,
        channel=Channel.ADDRESS,
        _value=value.text,
        value_hash="" if is_secret else value.value_hash,
        postcode_hash="" if is_secret else value.postcode_hash,
        is_confidential=is_secret,
        recorded_by=work.by,
    )
    if not _has_already(work, person, contact):
        work.batch.add(contact, row)
    if text:
        work.claim("address", rows=child.rows)
    if child.postcode:
        work.claim("postcode", rows=child.rows)


def _has_already(work: Work, person: Person, contact: ContactPoint) -> bool:
    """Whether somebody who was known has this very number or address on record, in the open."""
    same = contact.value_hash
    if not same or not work.batch.is_first(person, contact.channel, same):
        return bool(same)
    if person.pk is None:
        return False
    known = ContactPoint.objects.current().filter(person=person, channel=contact.channel)
    return known.filter(value_hash=same).exists()
