"""Who a case is about and who matters to them: joining and leaving."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.allocating import lock_staff
from cases.domain.carrying_exclusions import carry_exclusions
from cases.domain.facts import record_fact
from cases.domain.keeping_apart import ask_for_reviews
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Event, Fact, NetworkMember, Person
from cases.rules import check_can_work_with
from cases.rules_people import check_is_child, check_not_ahead, check_open_for_people
from cases.rules_recording import check_there
from restorative.conflicts import StaleVersion, save_version

FACTS = {"legal_status": Fact.Kind.LEGAL_STATUS, "living_with": Fact.Kind.LIVING_WITH}
CHANGEABLE = {*FACTS, "living_detail"}


@transaction.atomic
def add_child(
    case: Case,
    person: Person,
    *,
    by: User,
    legal_status: str = "",
    living_with: str = "",
    living_detail: str = "",
    social_worker: User | None = None,
    as_at: date | None = None,
    source: str = "",
) -> CaseChild:
    """Make somebody a child of a case, with what is known of their status as facts.

    Colleagues excluded from another case of this child are excluded from this one, too.
    Somebody who was in the network moves from there.
    """
    if social_worker:
        social_worker = lock_staff(social_worker)
    case = _lock_open(case)
    check_is_child(person, legal_status)
    check_not_ahead(as_at, "The date")
    if CaseChild.objects.current().filter(case=case, person=person).exists():
        raise ValidationError(
            f"{person.liked_name} is a child of this case already.", code="already_in_case"
        )
    if social_worker:
        check_can_work_with(case, social_worker)
    child = CaseChild.objects.create(
        case=case,
        person=person,
        legal_status=legal_status,
        living_with=living_with,
        living_detail=living_detail.strip(),
        social_worker=social_worker,
    )
    NetworkMember.objects.current().filter(case=case, person=person).update(
        left_at=timezone.now(), left_why="Now a child of this case"
    )
    for name in FACTS:
        if getattr(child, name):
            _record_fact(child, name, by=by, as_at=as_at, source=source)
    _record(case, Event.Kind.CHILD_ADDED, by=by, child=child, to_value=person.full_name)
    carry_exclusions(case, person)
    _watch_over(case)
    return child


@transaction.atomic
def change_child(
    child: CaseChild,
    *,
    by: User,
    version: int,
    changes: dict[str, Any],
    as_at: date | None = None,
    source: str = "",
) -> CaseChild:
    """Say what a child's status or living arrangement is since a day, and how we know.

    Each is a new fact. Something learnt of an earlier day is kept as a fact and does not
    replace what is so now. Raises StaleVersion when somebody was faster.
    """
    if set(changes) - CHANGEABLE:
        raise ValueError("Only legal status and living arrangement change here.")
    case = _lock_open(child.case)
    child = CaseChild.objects.select_related("person").get(pk=child.pk)
    _check_current(child)
    check_not_ahead(as_at, "The date")
    check_is_child(child.person, changes.get("legal_status", child.legal_status))
    before, detail = _status_words(child), child.living_detail
    changed = {name: value for name, value in changes.items() if getattr(child, name) != value}
    for name in FACTS.keys() & changed.keys():
        _record_fact(child, name, by=by, as_at=as_at, source=source, value=changed[name])
        if _is_outdated(child, name, as_at):
            del changed[name]
    save_version(child, version=version, changes=changed)
    after = _status_words(child)
    if child.living_detail != detail:
        after += "; more about it changed"
    if after != before:
        _record(
            case,
            Event.Kind.CHILD_CHANGED,
            by=by,
            child=child,
            from_value=before,
            to_value=after,
            why=source.strip(),
        )
    return child


@transaction.atomic
def remove_child(child: CaseChild, *, by: User, why: str) -> CaseChild:
    """Take a child out of a case, with why. The last one stays: a case is about somebody."""
    check_there(why, "Enter why.", code="why_missing")
    case = _lock_open(child.case)
    child = CaseChild.objects.select_related("person").get(pk=child.pk)
    _check_current(child)
    if case.children.current().count() == 1 and case.stage != Case.Stage.DRAFT:
        raise ValidationError("The last child of a case cannot leave it.", code="last_child")
    child.left_on = timezone.localdate()
    child.left_why = why.strip()
    child.version += 1
    child.save(update_fields=["left_on", "left_why", "version"])
    name = child.person.full_name
    _record(case, Event.Kind.CHILD_LEFT, by=by, child=child, from_value=name, why=child.left_why)
    return child


@transaction.atomic
def add_to_network(
    case: Case,
    person: Person,
    *,
    by: User,
    part: str,
    side: str = "",
    suggested_by: str = "",
) -> NetworkMember:
    """Add somebody who matters to the children of a case: kin, friend or professional."""
    case = _lock_open(case)
    if NetworkMember.objects.current().filter(case=case, person=person).exists():
        raise ValidationError(
            f"{person.liked_name} is in the network already.", code="already_in_network"
        )
    if CaseChild.objects.current().filter(case=case, person=person).exists():
        raise ValidationError(
            f"{person.liked_name} is a child of this case.", code="already_in_case"
        )
    member = NetworkMember.objects.create(
        case=case,
        person=person,
        part=part,
        side=side,
        suggested_by=suggested_by.strip(),
        added_by=by,
    )
    _record(case, Event.Kind.PERSON_ADDED, by=by, subject=member, to_value=person.full_name)
    _watch_over(case)
    return member


@transaction.atomic
def place_in_network(
    member: NetworkMember,
    *,
    by: User,
    part: str,
    side: str,
    instead_of: tuple[str, str] | None = None,
) -> NetworkMember:
    """Put somebody of the network on the right side of the family.

    `instead_of` is the part and side that were seen: raises StaleVersion when somebody
    else placed them meanwhile.
    """
    case = _lock_open(member.case)
    member = NetworkMember.objects.select_related("person").get(pk=member.pk)
    _check_member(member)
    if instead_of not in (None, (member.part, member.side)):
        raise StaleVersion(member)
    before = _place_words(member)
    member.part, member.side = part, side
    member.save(update_fields=["part", "side"])
    if _place_words(member) != before:
        _record(
            case,
            Event.Kind.PERSON_CHANGED,
            by=by,
            subject=member,
            from_value=before,
            to_value=_place_words(member),
        )
    return member


@transaction.atomic
def leave_network(member: NetworkMember, *, by: User, why: str) -> NetworkMember:
    """Take somebody out of the network of a case. They stay a person, with what is known."""
    check_there(why, "Enter why.", code="why_missing")
    case = _lock_open(member.case)
    member = NetworkMember.objects.select_related("person").get(pk=member.pk)
    _check_member(member)
    member.left_at = timezone.now()
    member.left_why = why.strip()
    member.save(update_fields=["left_at", "left_why"])
    name = member.person.full_name
    _record(
        case, Event.Kind.PERSON_LEFT, by=by, subject=member, from_value=name, why=member.left_why
    )
    return member


def _watch_over(case: Case) -> None:
    """Have arrangements between people who now meet on this case looked at again."""
    if case.stage != Case.Stage.DRAFT:
        ask_for_reviews(case)


def _lock_open(case: Case) -> Case:
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    check_open_for_people(case)
    return case


def _check_current(child: CaseChild) -> None:
    if child.left_on:
        raise ValidationError("This child is no longer part of the case.", code="child_left")


def _check_member(member: NetworkMember) -> None:
    if member.left_at:
        raise ValidationError(
            "This person is no longer in the network.", code="no_longer_in_network"
        )


def _record_fact(
    child: CaseChild,
    name: str,
    *,
    by: User,
    as_at: date | None,
    source: str,
    value: str | None = None,
) -> None:
    """Write the fact down; an empty answer is the fact that it is not known."""
    value = getattr(child, name) if value is None else value
    record_fact(
        child.case,
        FACTS[name],
        value,
        as_at=as_at or timezone.localdate(),
        source=source.strip() or f"Entered by {by}",
        by=by,
        person=child.person,
        unknown_because="" if value else Fact.Unknown.NOT_KNOWN,
    )


def _is_outdated(child: CaseChild, name: str, as_at: date | None) -> bool:
    """Whether something is known of a later day than the one just recorded."""
    facts = Fact.objects.standing().filter(case=child.case, person=child.person, kind=FACTS[name])
    return as_at is not None and facts.filter(as_at__gt=as_at).exists()


def _place_words(member: NetworkMember) -> str:
    side = f", {member.get_side_display().lower()}" if member.side else ""
    return f"{member.person.full_name}: {member.get_part_display().lower()}{side}"


def _status_words(child: CaseChild) -> str:
    """Without what was written about it: an event outlives a place becoming secret."""
    living = child.get_living_with_display()
    return f"{child.get_legal_status_display()}; living with: {living}"


def _record(
    case: Case,
    kind: Event.Kind,
    *,
    by: User,
    child: CaseChild | None = None,
    subject: NetworkMember | None = None,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
) -> None:
    """Write down that somebody joined or left. A draft has no timeline until it is sent."""
    if case.stage == Case.Stage.DRAFT:
        return
    record_event(
        case,
        kind,
        by=by,
        subject=child or subject,
        children=[child] if child else [],
        from_value=from_value,
        to_value=to_value,
        why=why,
    )
