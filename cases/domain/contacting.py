"""How people can safely be reached: recorded, confirmed, ended, and revealed on the record."""

from datetime import date, time
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.audit import AuditUnavailable
from accounts.models import AccessEvent, User
from accounts.permissions import Permission
from cases.access import may
from cases.contact_changes import State, from_what_to_what, state_of
from cases.contact_values import write_value
from cases.domain.concerning import is_party, record_about
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, ContactPoint, Event, NetworkMember, Person
from cases.models.contact_point import HELD_WITH_VALUE
from cases.rules_people import check_not_ahead
from cases.rules_recording import check_there
from restorative.conflicts import save_version

Channel, May = ContactPoint.Channel, ContactPoint.May
USES = ("may_text", "may_ring", "may_leave_message", "may_write")
CHANGEABLE = {
    "value",
    "label",
    "is_confidential",
    *USES,
    "safe_from",
    "safe_until",
    "safe_note",
    "used_by_others",
}


@transaction.atomic
def add_contact(
    person: Person,
    *,
    by: User,
    channel: str,
    value: str,
    label: str = "",
    is_confidential: bool = False,
    may_text: str = "",
    may_ring: str = "",
    may_leave_message: str = "",
    may_write: str = "",
    safe_from: time | None = None,
    safe_until: time | None = None,
    safe_note: str = "",
    used_by_others: str = "",
    confirmed_on: date | None = None,
    is_shared: bool = False,
) -> ContactPoint:
    """Record one way to reach somebody, and what is safe to do with it.

    Nothing may be done with it before somebody has confirmed it with the person.
    `is_shared` says that it is known to be another person's number, too.
    """
    written = write_value(channel, value)
    _check_safety(safe_from, safe_until, confirmed_on)
    if not is_shared and not is_confidential:
        check_not_anothers(person, channel, value, by=by)
    contact = ContactPoint.objects.create(
        person=person,
        channel=channel,
        _value=written.text,
        value_hash="" if is_confidential else written.value_hash,
        postcode_hash="" if is_confidential else written.postcode_hash,
        label=label.strip(),
        is_confidential=is_confidential,
        may_text=may_text,
        may_ring=may_ring,
        may_leave_message=may_leave_message,
        may_write=may_write,
        safe_from=safe_from,
        safe_until=safe_until,
        safe_note=safe_note.strip(),
        used_by_others=used_by_others.strip(),
        confirmed_on=confirmed_on,
        confirmed_by=by if confirmed_on else None,
        recorded_by=by,
    )
    _record(contact, Event.Kind.CONTACT_RECORDED, by=by)
    return contact


@transaction.atomic
def change_contact(
    contact: ContactPoint,
    *,
    by: User,
    version: int,
    changes: dict[str, Any],
    is_shared: bool = False,
) -> ContactPoint:
    """Change a way of contact. With a new value, use or hour it is no longer confirmed.

    What somebody confirmed was what they were asked: a use that has become a Yes since, or
    an hour that was not safe then, would otherwise pass for something they agreed to.

    A confidential one opens up only for somebody who may reveal it, or who brings the
    value themselves: otherwise editing would be a way round the record of reveals. What
    was written beside the secret value does not come to light with another.
    """
    if set(changes) - CHANGEABLE:
        raise ValueError("This is not part of a way of contact.")
    contact = _lock_current(contact)
    changes = {k: v.strip() if isinstance(v, str) else v for k, v in changes.items()}
    safe_from = changes.get("safe_from", contact.safe_from)
    _check_safety(safe_from, changes.get("safe_until", contact.safe_until), None)
    value = changes.pop("value", "")
    confidential = changes.get("is_confidential", contact.is_confidential)
    if contact.is_confidential and not confidential and not value:
        _check_may_reveal(contact, by)
    if contact.is_confidential and not confidential and value:
        changes = dict.fromkeys(HELD_WITH_VALUE, "") | changes
    written = write_value(contact.channel, value or contact._value)
    if written.text != contact._value:
        changes["_value"] = written.text
    if "_value" in changes or _allows_more(contact, changes):
        changes |= {"confirmed_on": None, "confirmed_by": None}
    if not confidential and not is_shared and written.value_hash != contact.value_hash:
        check_not_anothers(contact.person, contact.channel, written.text, by=by)
    changes["value_hash"] = "" if confidential else written.value_hash
    changes["postcode_hash"] = "" if confidential else written.postcode_hash
    before, was_confirmed = state_of(contact), contact.confirmed_on is not None
    save_version(contact, version=version, changes=changes)
    if state_of(contact) != before:
        undone = ", no longer confirmed" if was_confirmed and not contact.confirmed_on else ""
        _record_change(contact, f"changed{undone}", before, by=by)
    return contact


@transaction.atomic
def confirm_contact(
    contact: ContactPoint, *, by: User, version: int, confirmed_on: date, **uses: str
) -> ContactPoint:
    """Say that somebody asked the person, on a day, and what they answered."""
    if set(uses) - set(USES):
        raise ValueError("This is not a use of a way of contact.")
    contact = _lock_current(contact)
    _check_safety(contact.safe_from, contact.safe_until, confirmed_on)
    if not any((uses or {name: getattr(contact, name) for name in USES}).values()):
        raise ValidationError("Select what may be done with it.", code="nothing_answered")
    changes = {**uses, "confirmed_on": confirmed_on, "confirmed_by": by}
    before = state_of(contact)
    save_version(contact, version=version, changes=changes)
    _record_change(contact, "confirmed", before, by=by)
    return contact


@transaction.atomic
def end_contact(contact: ContactPoint, *, by: User, why: str = "") -> ContactPoint:
    """Say that a number or address is no longer in use. It is kept, and shown no more.

    Why a confidential one is not ("moved out of the refuge") is for the service to read.
    """
    contact = _lock_current(contact)
    contact.ended_at = timezone.now()
    contact.version += 1
    contact.save(update_fields=["ended_at", "version"])
    is_told = contact.is_confidential and why.strip()
    audience = Event.Audience.SERVICE if is_told else Event.Audience.CASE
    _record(contact, Event.Kind.CONTACT_ENDED, by=by, why=why.strip(), audience=audience)
    return contact


@transaction.atomic
def reveal_contact(contact: ContactPoint, *, by: User, reason: str) -> str:
    """Return a confidential value, with who asked for it and why on the record for good.

    The record stands on each case that lets them ask, for the service to read, and among
    the looks, in the same transaction: without a record there is no value.
    """
    check_there(reason, "Enter why you need it.", code="reason_missing")
    cases = _check_may_reveal(contact, by)
    for case in cases:
        record_event(
            case,
            Event.Kind.CONTACT_REVEALED,
            by=by,
            subject=contact,
            to_value=_words(contact),
            why=reason.strip(),
            audience=Event.Audience.SERVICE,
        )
    try:
        AccessEvent.objects.create(
            actor=by,
            seats=",".join(sorted(by.seats)),
            action="contact_revealed",
            object_type="contactpoint",
            object_id=str(contact.pk),
            case_ids=[case.pk for case in cases],
            reason=reason.strip()[:500],
        )
    except DatabaseError as error:
        raise AuditUnavailable from error
    value: str = contact._value
    return value


def may_reveal(contact: ContactPoint, user: User) -> bool:
    """Whether this person has a case that lets them ask for a confidential value."""
    return bool(_cases_to_reveal(contact.person, user))


def is_allowed(contact: ContactPoint, use: str) -> bool:
    """Whether a use ("may_text") was allowed and confirmed. Anything else is a no."""
    if use not in USES:
        raise ValueError(f"{use!r} is not a use of a way of contact")
    return contact.allows(use)


def check_not_anothers(person: Person, channel: str, value: str, *, by: User) -> None:
    """Refuse a number that is already that of somebody else in one of this person's cases.

    A message to a shared telephone reaches both. Only people whom `by` may know of are
    looked at, and never a confidential value.
    """
    if channel not in (Channel.MOBILE, Channel.PHONE, Channel.EMAIL):
        return
    alike = (
        ContactPoint.objects.current()
        .filter(value_hash=write_value(channel, value).value_hash)
        .exclude(person=person)
    )
    if not alike.exists():
        return
    cases = Case.objects.visible_to(by).filter(is_party(person))
    around = [
        *CaseChild.objects.current().filter(case__in=cases).values_list("person", flat=True),
        *NetworkMember.objects.current().filter(case__in=cases).values_list("person", flat=True),
    ]
    same = alike.visible_to(by).filter(person__in=around).select_related("person").first()
    if same:
        raise ValidationError(
            f"This is also the {same.get_channel_display().lower()} of {same.person.liked_name}. "
            "What is sent here may be read by both. Tick the box if that is right.",
            code="anothers",
        )


def _cases_to_reveal(person: Person, user: User) -> list[Case]:
    cases = Case.objects.visible_to(user).with_relations_for(user).filter(is_party(person))
    return [case for case in cases if may(user, Permission.CONTACT_REVEAL, case)]


def _check_may_reveal(contact: ContactPoint, by: User) -> list[Case]:
    cases = _cases_to_reveal(contact.person, by)
    if not cases:
        raise PermissionDenied(
            "Coordinators and managers can reveal a confidential address or number. Ask one of "
            "them."
        )
    return cases


def _check_safety(safe_from: time | None, safe_until: time | None, confirmed: date | None) -> None:
    check_not_ahead(confirmed, "The date it was confirmed")
    if safe_from and safe_until and safe_from >= safe_until:
        raise ValidationError(
            "The time it is safe until must be after the time it is safe from.",
            code="times_reversed",
        )


def _allows_more(contact: ContactPoint, changes: dict[str, Any]) -> bool:
    """Whether a change lets something be done, or at an hour, that nobody was asked about."""
    new_use = any(changes.get(use) == May.YES != getattr(contact, use) for use in USES)
    since = changes.get("safe_from", contact.safe_from) or time.min
    until = changes.get("safe_until", contact.safe_until) or time.max
    earlier = since < (contact.safe_from or time.min)
    return new_use or earlier or until > (contact.safe_until or time.max)


def _lock_current(contact: ContactPoint) -> ContactPoint:
    contact = (
        ContactPoint.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=contact.pk)
    )
    if contact.ended_at:
        raise ValidationError("This is no longer in use.", code="ended")
    return contact


def _words(contact: ContactPoint) -> str:
    """Whose and which kind, never the value: events are read by more people than pages."""
    return f"{contact.get_channel_display()} of {contact.person.full_name}"


def _record_change(contact: ContactPoint, done: str, before: State, *, by: User) -> None:
    """Record what was answered about safety, from what to what, and that other words changed."""
    was, now = from_what_to_what(before, state_of(contact))
    words = f"{_words(contact)}, {done}"
    _record(
        contact,
        Event.Kind.CONTACT_RECORDED,
        by=by,
        from_value=was,
        to_value=f"{words}: {now}" if now else words,
    )


def _record(
    contact: ContactPoint,
    kind: Event.Kind,
    *,
    by: User,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
    audience: Event.Audience = Event.Audience.CASE,
) -> None:
    record_about(
        [contact.person],
        kind,
        by=by,
        subject=contact,
        from_value=from_value,
        to_value=to_value or _words(contact),
        why=why,
        audience=audience,
    )
