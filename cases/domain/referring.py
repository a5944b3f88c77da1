"""Referring a family: a draft filled in section by section, and sent once."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Team, User
from accounts.permissions import Seat
from cases.domain.alerting import ask_for_follow_up
from cases.domain.carrying_exclusions import carry_exclusions
from cases.domain.deciding import add_decision_task
from cases.domain.keeping_apart import ask_for_reviews
from cases.domain.moving import enter_stage, lock_case
from cases.domain.networks import leave_network, remove_child
from cases.domain.offering import join_offers, show_offer
from cases.domain.recording import record_event
from cases.domain.references import next_reference
from cases.domain.referring_again import keep_hidden, take_along
from cases.domain.tasking import add_task
from cases.kept_drafts import unsaved_in_referral
from cases.models import (
    Case,
    CaseChild,
    Consent,
    Event,
    NetworkMember,
    Referral,
    Referrer,
    Task,
)
from cases.rules import check_referable_again, earlier_case, keys_of_other_cases
from cases.rules_referral import check_no_case_open, check_ready_to_send
from cases.stages import SEND
from cases.timescales import Step, days_for, due_on
from restorative.conflicts import save_version

TAKEN_OUT = "Taken out before the referral was sent"
SAVED_BY_SECTION = frozenset(
    {
        "reason",
        "strengths",
        "worries",
        "bottom_lines",
        "questions",
        "urgency",
        "dates_to_avoid",
        "coordinator_wishes",
        "letter",
        "other_side",
        "safety",
        "safety_asked",
        "access",
        "access_asked",
        "shared_without_consent",
        "discussed_again",
    }
)


@transaction.atomic
def start_referral(
    *,
    by: User,
    team: Team,
    referring_team: Team | None = None,
    previous_case: Case | None = None,
) -> Case:
    """Begin a referral that only its author can see, until it is sent.

    A family referred again takes along its children, its network and who must not know
    of it; the earlier case stays as it was, locked and readable.
    """
    if team.kind != Team.Kind.SERVICE or team.archived_at:
        raise ValidationError(f"{team} does not take referrals.", code="not_a_service")
    if previous_case:
        check_referable_again(previous_case)
    case = Case.objects.create(
        team=team,
        stage_since=timezone.now(),
        referring_team=referring_team or own_referring_team(by),
        previous_case=previous_case,
        main_system_number=previous_case.main_system_number if previous_case else "",
        created_by=by,
    )
    Referral.objects.create(case=case)
    if previous_case:
        take_along(case, previous_case, by=by)
    return case


def own_referring_team(user: User) -> Team | None:
    """The team a social worker refers from; none for those who refer for somebody else."""
    teams = [
        membership.team
        for membership in user.current_memberships
        if membership.seat in (Seat.SOCIAL_WORKER, Seat.REFERRING_MANAGER)
    ]
    return teams[0] if teams else None


@transaction.atomic
def save_referral(
    referral: Referral, *, by: User, version: int, changes: dict[str, Any]
) -> Referral:
    """Save a section of a referral, however much of it is filled in.

    Raises StaleVersion when the same section was saved in another window.
    """
    if unknown := set(changes) - SAVED_BY_SECTION:
        raise ValueError(f"{sorted(unknown)} of a referral cannot be changed")
    lock_draft(referral.case)
    save_version(referral, version=version, changes=changes)
    return referral


@transaction.atomic
def name_referrer(case: Case, *, by: User, **said: str) -> Referrer | None:
    """Say for whom a referral is entered: somebody without an account, or nobody but oneself.

    Without a name the author is the referrer.
    """
    case = lock_draft(case)
    referral = case.referral
    referrer = referral.referrer
    if not said.get("name", "").strip():
        referral.referrer = None
        referral.save(update_fields=["referrer"])
        if referrer:
            referrer.delete()
        return None
    referrer = referrer or Referrer()
    for name, value in said.items():
        setattr(referrer, name, value.strip())
    referrer.save()
    referral.referrer = referrer
    referral.save(update_fields=["referrer"])
    return referrer


@transaction.atomic
def send_referral(case: Case, *, by: User) -> Case:
    """Send a referral: it gets its reference, and the managers of the service are asked.

    Everything is checked again with the case locked. A family that is already with the
    service where its author may not know of it is sent all the same, and the managers
    who hold the other case are asked to look. An earlier case that the author may know
    of is linked, however the referral was begun, and one that is restricted keeps this one
    hidden as well. What was typed and not saved would be missing from it: it stops the
    sending.
    """
    case = lock_case(case, SEND)
    if case.created_by_id == by.pk:
        case.created_by = by
    children = list(CaseChild.objects.current().filter(case=case))
    gaps = check_ready_to_send(case, children)
    if unsaved_in_referral(case, by):
        words = "Something you typed was not saved. Save it or discard it before you send."
        raise ValidationError(words, code="unsaved")
    if gaps:
        raise ValidationError([ValidationError(gap.text, code="not_ready") for gap in gaps])
    check_no_case_open(case, by=by)
    earlier = earlier_case(case, seen_by=by)
    referral = case.referral
    referral.sent_at = timezone.now()
    referral.sent_by = by
    referral.save(update_fields=["sent_at", "sent_by"])
    carry_exclusions(case, *(child.person_id for child in children))
    letters = join_offers(case, by=by)
    decide_by = due_on(Step.DECIDE, timezone.localdate())
    # The counter stays locked until the transaction ends: last of all.
    case.reference = next_reference(case.team, timezone.localdate().year)
    enter_stage(
        case,
        SEND,
        next_step_on=decide_by,
        reference=case.reference,
        previous_case=case.previous_case or earlier,
    )
    for offer in letters:
        show_offer(offer, by=by)
    ask_for_reviews(case)
    keep_hidden(case, by=by)
    add_decision_task(case, decide_by)
    if case.alerts.open().exists():
        ask_for_follow_up(case, by=by)
    _tell_holders(case)
    record_event(
        case,
        Event.Kind.REFERRAL_SENT,
        by=by,
        children=children,
        from_value=Case.Stage.DRAFT.label,
        to_value=case.get_stage_display(),
    )
    if case.previous_case:
        record_event(case.previous_case, Event.Kind.CASE_REFERRED_AGAIN, by=by, to_value=case)
    return case


def lock_draft(case: Case) -> Case:
    """Return the case, locked and read anew, while it is still a draft."""
    locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if locked.stage != Case.Stage.DRAFT:
        raise ValidationError(f"This referral was sent already, as {locked}.", code="already_sent")
    return locked


def _tell_holders(case: Case) -> None:
    """Ask the managers of cases hidden from the author to look at the new referral.

    Of those under way, and of those that ended lately if they are restricted: any other
    ended one the managers find when they decide. Where the new case is hidden, only those
    are asked who hold a hidden one, and are on its list: the title says its reference.
    """
    keys = keys_of_other_cases(case)
    if not keys:
        return
    since = timezone.now() - timedelta(days=days_for(Step.REFERRED_AGAIN))
    lately = Q(stage__in=Case.ENDED_STAGES, is_restricted=True, ended_at__gte=since)
    others = Case.objects.filter(Q(stage__in=Case.LIVE_STAGES) | lately, pk__in=keys)
    if case.is_restricted:
        others = others.filter(is_restricted=True)
    holding = list(others)
    keys = [other.pk for other in holding]
    # Of the few, not "all but what is visible": that would read every case there is.
    visible = set(
        Case.objects.visible_to(case.created_by).filter(pk__in=keys).values_list("pk", flat=True)
    )
    for other in holding:
        if other.pk in visible:
            continue
        add_task(
            title=f"Check {case}: a child of {other} was referred again",
            due_on=due_on(Step.DECIDE, timezone.localdate()),
            for_managers_of=other.team,
            case=other,
            kind=Task.Kind.LOOK_ALIKE,
            by=None,
        )


@transaction.atomic
def take_out(one: CaseChild | NetworkMember, *, by: User) -> None:
    """Take somebody out of a draft who was added by mistake, with what they answered."""
    case = lock_draft(one.case)
    if isinstance(one, CaseChild):
        remove_child(one, by=by, why=TAKEN_OUT)
    else:
        leave_network(one, by=by, why=TAKEN_OUT)
    Consent.objects.current().filter(case=case, person=one.person).update(
        superseded_at=timezone.now()
    )
