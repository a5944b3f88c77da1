"""Who works with one side of a matter: named by a colleague, and ended; never deleted.

Who works with a side reads what is written there. Which sides a case has is said by what its
meetings write down (`hooks.sides_of`).
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import HOLDERS, Permission
from cases.access import may, seats_on
from cases.case_page import hooks
from cases.domain.allocating import lock_staff
from cases.domain.recording import record_event
from cases.models import Case, Compartment, CompartmentMember, Event, Notice
from cases.rules_recording import check_open_for_writing, check_there

OTHER = {Compartment.HARMED: Compartment.HARMING, Compartment.HARMING: Compartment.HARMED}
# The same for whoever is excluded, works with the other side, or knows nothing of the case:
# none of it is told to whoever tries.
NOT_THIS_ONE = "This colleague cannot be named here. Ask another, or a manager of the team."
WHO_NAMES = "Only a manager who allocates the case, or somebody who works with this side, can."
WITH_THE_WORK = "The case went to somebody else."
NO_LONGER = "No longer works on the case."


@transaction.atomic
def name_for_side(case: Case, user: User, side: str, *, by: User, why: str) -> CompartmentMember:
    """Let a colleague work with one side of a case, from now on, and tell them.

    By a manager who may allocate the case or somebody who works with that side; nobody names
    themselves. Only somebody who may know of the case, and who does not work with the other
    side of it, unless the kinds of meeting it has let one person know both.
    """
    user = lock_staff(user)
    case = _locked(case)
    check_open_for_writing(case)
    pages = _pages_of(case)
    if side not in pages:
        raise ValidationError("Nothing is kept of that side here.", code="no_such_side")
    if not may_name(by, case, side):
        raise ValidationError(WHO_NAMES, code="not_theirs_to_name")
    if user.pk == by.pk:
        raise ValidationError(
            "You cannot name yourself. Ask a manager of the team, or somebody who works with "
            "this side.",
            code="yourself",
        )
    check_there(why, "Enter why.", code="why_missing")
    if works_with(user, case, side):
        raise ValidationError("This colleague works with this side already.", code="there_already")
    if not _may_be_named(user, case, side):
        raise ValidationError(NOT_THIS_ONE, code="not_this_one")
    member = CompartmentMember.objects.create(
        case=case, user=user, compartment=side, given_by=by, why=why.strip()
    )
    _record(member, Event.Kind.SIDE_GIVEN, by=by)
    # It does not say which: whoever stands in for them reads it too.
    text = f"You have been named to work with one side in {case}."
    Notice.objects.create(user=user, case=case, text=text, url=pages[side])
    return member


@transaction.atomic
def end_side(member: CompartmentMember, *, by: User, why: str) -> CompartmentMember:
    """Let somebody work with a side no longer. A second press changes nothing.

    One's own only while another who can open the case works with it; a manager takes the
    last one off, and names the next.
    """
    case = _locked(member.case)
    check_open_for_writing(case)
    member = CompartmentMember.objects.select_related("user").get(pk=member.pk)
    if not may_name(by, case, member.compartment):
        raise ValidationError(WHO_NAMES, code="not_theirs_to_name")
    check_there(why, "Enter why.", code="why_missing")
    if member.ended_at:
        return member
    if member.user_id == by.pk and not _others_work(member, case):
        raise ValidationError(
            f"Nobody else works with this side. Name a colleague first, or ask a manager of "
            f"{case.team} to name somebody.",
            code="last_one",
        )
    member.ended_at, member.ended_by, member.ended_why = timezone.now(), by, why.strip()
    member.save(update_fields=["ended_at", "ended_by", "ended_why"])
    _record(member, Event.Kind.SIDE_ENDED, by=by)
    url = _pages_of(case).get(member.compartment, "")
    told = Notice.objects.filter(user=member.user, case=case, url=url, reminder=None, about=None)
    told.filter(gone_at=None).update(gone_at=timezone.now())
    return member


def put_on_sides(case: Case, user: User, sides: Collection[str]) -> None:
    """Let somebody work with sides of a locked case because the work is theirs."""
    for side in sides:
        CompartmentMember.objects.current().get_or_create(case=case, user=user, compartment=side)


def take_off_sides(
    case: Case, user: User, *, why: str, sides: Collection[str] = tuple(OTHER)
) -> None:
    """The same when it is theirs no longer, or the case is not there for them any more."""
    rows = CompartmentMember.objects.current().filter(case=case, user=user, compartment__in=sides)
    rows.update(ended_at=timezone.now(), ended_why=why)


def works_with(user: User, case: Case, side: str) -> bool:
    """Whether this person works with a side of a case now."""
    rows = CompartmentMember.objects.current().filter(case=case, user=user, compartment=side)
    return rows.exists()


def may_name(user: User, case: Case, side: str) -> bool:
    """Whether this person may name who works with a side, and end it, as the case stands now."""
    seen = known(case, user)
    if seen is None or seen.is_ended:
        return False
    return may(user, Permission.REFERRAL_ALLOCATE, seen) or works_with(user, seen, side)


def may_see_who(user: User, case: Case, side: str) -> bool:
    """Whether this person may read who works with a side, also once the case has ended.

    Who works with it, and those who answer for the case: of what is written there these
    read nothing.
    """
    seen = known(case, user)
    if seen is None:
        return False
    answers_for_it = HOLDERS[Permission.REFERRAL_ALLOCATE] & seats_on(user, seen)
    return bool(answers_for_it) or works_with(user, seen, side)


def known(case: Case, user: User) -> Case | None:
    """The case with this person's seats on it, where they know of it without an emergency."""
    rows = Case.objects.visible_to(user, by_glass=False).with_relations_for(user)
    return rows.select_related("team").filter(pk=case.pk).first()


def _may_be_named(user: User, case: Case, side: str) -> bool:
    if not user.is_active or known(case, user) is None:
        return False
    if not works_with(user, case, OTHER[Compartment(side)]):
        return True
    return bool(hooks.one_knows_both and hooks.one_knows_both(case))


def _others_work(member: CompartmentMember, case: Case) -> bool:
    """Whether somebody else works with the same side who can still open the case."""
    others = CompartmentMember.objects.current().filter(
        case=case, compartment=member.compartment, user__is_active=True
    )
    rows = others.exclude(pk=member.pk).select_related("user").order_by("pk")
    return any(known(case, one.user) for one in rows)


def _pages_of(case: Case) -> dict[str, str]:
    return hooks.sides_of(case) if hooks.sides_of else {}


def _locked(case: Case) -> Case:
    return (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("team")
        .get(pk=case.pk)
    )


def _record(member: CompartmentMember, kind: Event.Kind, *, by: User) -> None:
    """Record that it was so, never why: who answers for the case reads the name alone."""
    record_event(
        member.case,
        kind,
        by=by,
        subject=member,
        to_value=str(member.user),
        compartment=member.compartment,
    )
