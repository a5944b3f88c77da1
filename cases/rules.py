"""Practice rules, as checks that forms and domain functions share.

G1 to G3 stand in docs/adr/0001's sources: agreement to be contacted, no referral on a
closed case, an independent coordinator. Wishes about language or background are shown to
whoever allocates and never block.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone

from accounts.models import Membership, Role, User
from cases.consent_weight import Weight, standing_yeses, strongest
from cases.models import Case, CaseChild, Consent, Exclusion
from cases.models.case import CaseQuerySet
from cases.timescales import Step, due_on
from restorative.one_look import once_a_look


def check_contact_agreed(case: Case, *, decision: str = "") -> None:
    """Refuse to accept a family whom nobody entitled to has allowed us to contact (G1).

    One person with parental responsibility, a young person of 16 or 17, or an adult whom
    the case is about is enough, whatever the others answered. The word of a father
    without responsibility, of an authority that shares it, or of a younger child counts
    when a manager decides so and says why. Sharing without consent carries its own reason.
    In what capacity somebody may speak is read from what is recorded of them now.
    """
    if case.referral.shared_without_consent.strip():
        return
    agreed = standing_yeses(case, Consent.Kind.CONTACT)
    weight = strongest(weight for _, weight in agreed)
    if weight == Weight.ENOUGH:
        return
    if weight == Weight.NOTHING:
        raise ValidationError(
            "Nobody with parental responsibility has agreed to be contacted. "
            "Ask the referrer, or decline the referral.",
            code="no_consent",
        )
    if not decision.strip():
        weaker = next(consent for consent, weight in agreed if weight == Weight.DECISION)
        raise ValidationError(
            f"{_who_agreed(weaker)} Enter why you decide that this is enough.",
            code="decision_needed",
        )


def _who_agreed(consent: Consent) -> str:
    """Whose word a manager weighs, and where what is recorded does not bear it out."""
    who = consent.get_capacity_display().lower()
    if consent.capacity in (Consent.Capacity.RESPONSIBILITY, Consent.Capacity.YOUNG_PERSON):
        return f"{consent.person} agreed as “{who}”, which is not what is recorded now."
    return f"Only this person agreed to be contacted: {who}."


def check_referable_again(previous: Case) -> None:
    """Refuse a new referral after a case that is still under way (G2)."""
    if not previous.is_ended:
        raise ValidationError(
            f"{previous} is still under way. Add a note there, or close it first.",
            code="still_under_way",
        )


def earlier_case(case: Case, *, seen_by: User) -> Case | None:
    """Return the case of the same service about one of these children that ended last.

    Only one that `seen_by` may know of, and that not by emergency access: a question would
    give away what is hidden from them. The case that a referral was begun from is known
    to whoever has the referral.
    """
    keys = [case.previous_case_id] if case.previous_case_id else []
    if others := keys_of_other_cases(case):
        visible = Case.objects.visible_to(seen_by, by_glass=False).filter(pk__in=others)
        keys += visible.values_list("pk", flat=True)
    if not keys:
        return None
    ended = Case.objects.filter(pk__in=keys, stage__in=Case.ENDED_STAGES)
    return ended.order_by(F("ended_at").desc(nulls_last=True), "-pk").first()


def other_cases(case: Case) -> CaseQuerySet:
    """The cases of the same service, ended or not, that are about a child of this one."""
    children = CaseChild.objects.current().filter(case=case).values("person")
    same = CaseChild.objects.current().filter(person__in=children).values("case")
    return Case.objects.filter(team=case.team_id, pk__in=same).exclude(pk=case.pk)


def keys_of_other_cases(case: Case) -> list[int]:
    """Their keys, asked once a look: mostly there are none, and nothing more need be asked."""
    return once_a_look(
        ("other cases", case.pk), lambda: list(other_cases(case).values_list("pk", flat=True))
    )


def check_discussed_again(
    case: Case, *, seen_by: User | None = None, on: date | None = None, said: str = ""
) -> None:
    """Refuse a family referred again soon after closure before it was talked over (G2).

    Asked of the referrer, as far as they may know of the earlier case. Of one that only
    a manager may know of, the manager says on deciding with whom it was (`said`).
    """
    if case.previous_case:
        check_referable_again(case.previous_case)
    if case.referral.discussed_again.strip() or said.strip():
        return
    earlier = earlier_case(case, seen_by=seen_by or case.created_by)
    if earlier is None or earlier.ended_at is None:
        return
    ended = timezone.localdate(earlier.ended_at)
    if (on or timezone.localdate()) <= due_on(Step.REFERRED_AGAIN, ended):
        raise ValidationError(
            f"{earlier} ended on {ended:%-d %B %Y}. Within three months, "
            "say with whom a new referral was discussed.",
            code="discuss_first",
        )


def check_can_coordinate(case: Case, coordinator: User) -> None:
    """Refuse somebody who may not have this case or is not independent of it."""
    if not coordinator.is_active:
        raise ValidationError(f"{coordinator} no longer works here.", code="inactive")
    seats = Membership.objects.current().filter(user=coordinator, team=case.team)
    if not seats.filter(role=Role.COORDINATOR).exists():
        raise ValidationError(
            f"{coordinator} is not a coordinator of {case.team}.", code="not_a_coordinator"
        )
    check_not_excluded(case, coordinator)
    check_independence(case, coordinator)


def check_can_work_with(case: Case, worker: User) -> None:
    """Refuse a social worker who may not have a child of this case."""
    if not worker.is_active:
        raise ValidationError(f"{worker} no longer works here.", code="inactive")
    seats = Membership.objects.current().filter(user=worker, team__kind="referring")
    if not seats.filter(role__in=(Role.SOCIAL_WORKER, Role.MANAGER)).exists():
        raise ValidationError(
            f"{worker} is not in a team that refers families.", code="not_a_worker"
        )
    check_not_excluded(case, worker)
    if case.coordinator_id and case.coordinator_id in (worker.pk, worker.line_manager_id):
        raise ValidationError(
            f"{case.coordinator} coordinates this case and must stay independent of "
            "each child's social worker and of the social worker's manager.",
            code="not_independent",
        )


def check_not_excluded(case: Case, user: User) -> None:
    if Exclusion.objects.current().filter(case=case, user=user).exists():
        raise ValidationError(f"{user} is excluded from this case.", code="excluded")


def check_independence(case: Case, coordinator: User) -> None:
    """Refuse a coordinator with a stake in the case (G3)."""
    reason = stakes_in(case).get(coordinator.pk)
    if reason:
        raise ValidationError(
            f"A coordinator must be independent. {coordinator} is {reason}.",
            code="not_independent",
        )


def stakes_in(case: Case) -> dict[int, str]:
    """Return the keys of those who are too close to coordinate, each with what they are.

    The referrer, the social worker of each child, and the line manager of either. Where
    the referrer has no account, whoever wrote the referral down for them has no stake.
    Handing over work changes who answers for a referral, never who sent it.
    """
    referral = case.referral
    close: list[tuple[User | None, str]] = [(case.created_by, "the referrer")]
    if referral.referrer:
        close = [(referral.referrer.user, "the referrer")]
    elif referral.sent_by_id != case.created_by_id:
        close.append((referral.sent_by, "the one who sent the referral"))
    children = CaseChild.objects.current().filter(case=case, social_worker__isnull=False)
    close += [
        (child.social_worker, "a child's social worker")
        for child in children.select_related("social_worker")
    ]
    stakes: dict[int, str] = {}
    for user, what in close:
        if user is None:
            continue
        stakes.setdefault(user.pk, what)
        if user.line_manager_id:
            stakes.setdefault(user.line_manager_id, f"the line manager of {what}")
    return stakes
