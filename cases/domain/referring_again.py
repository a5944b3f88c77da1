"""A family that comes back: what a new referral takes along from what was there before."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role, User
from accounts.models.user import UserQuerySet
from cases.domain.allocating import lock_staff
from cases.domain.answering import ask_for_review, keep_answered_for, put_on_list
from cases.domain.networks import add_child, add_to_network
from cases.domain.recording import record_event
from cases.models import Case, CaseAccess, CaseChild, Event
from cases.models.case import CaseQuerySet
from cases.rules import check_can_work_with

ADULT = CaseChild.LegalStatus.ADULT
RESTRICTED_FOR = timedelta(days=90)


def take_along(case: Case, previous: Case, *, by: User) -> None:
    """Copy who the family is and keep it hidden where it was; exclusions come with the children.

    What was so on a day, such as the legal status, is asked anew, and so is who works
    with a child, where that colleague cannot any more.
    """
    children = list(
        previous.children.visible_to(by).current().select_related("person", "social_worker")
    )
    workers = {child.social_worker for child in children if child.social_worker}
    if workers:
        lock_staff(*workers)
    for child in children:
        add_child(
            case,
            child.person,
            by=by,
            legal_status=ADULT if child.legal_status == ADULT else "",
            social_worker=_still_working(case, child.social_worker),
        )
    for member in previous.network.visible_to(by).current().select_related("person"):
        add_to_network(case, member.person, by=by, part=member.part, side=member.side)
    if previous.is_restricted:
        _carry_restriction(case, previous, by=by)


def _still_working(case: Case, worker: User | None) -> User | None:
    """The social worker of before, unless they left, moved or may not know of the family."""
    if worker is None:
        return None
    try:
        check_can_work_with(case, worker)
    except ValidationError:
        return None
    return worker


def keep_hidden(case: Case, *, by: User) -> None:
    """Restrict a locked case that has just been sent, where its children's others are.

    However the referral was begun. On its list are those of the same service's cases, who
    referred, and their manager; one of the team's managers always answers for it. Those
    who read it may not know of the others, so that its timeline does not speak of them.
    """
    hidden = _hidden_with_children_of(case)
    if not case.is_restricted and not hidden.exists():
        return
    if not case.is_restricted:
        _restrict(case)
    record_event(
        case,
        Event.Kind.CASE_RESTRICTED,
        by=None,
        why="Restricted from the start",
        audience=Event.Audience.SERVICE,
    )
    listed = _listed_on(hidden.filter(team=case.team_id)).values("pk")
    people = User.objects.active().filter(pk__in=listed)
    people |= User.objects.active().filter(pk=case.created_by_id)
    people |= _managers_of_referrer(case)
    known = case.access_list.filter(ended_at__isnull=True).values("user")
    assert case.restriction_review_on is not None
    for user in people.exclude(pk__in=known).exclude(pk__in=_excluded(case)).order_by("pk"):
        put_on_list(case, user, until=case.restriction_review_on, granted_by=by, by=None)
    # Those on the list may have gone while it was a draft.
    keep_answered_for(case, by=by)
    ask_for_review(case)


def _hidden_with_children_of(case: Case) -> CaseQuerySet:
    """The restricted cases that share a child with this one; who has left a case counts."""
    children = CaseChild.objects.filter(case=case).values("person")
    sharing = CaseChild.objects.filter(person__in=children).values("case")
    return Case.objects.sent().filter(pk__in=sharing, is_restricted=True).exclude(pk=case.pk)


def _managers_of_referrer(case: Case) -> UserQuerySet:
    """The referrer's own manager in the team that refers, else whoever manages it."""
    if case.referring_team is None:
        return User.objects.active().none()
    managers = User.objects.active().with_role(Role.MANAGER, team=case.referring_team)
    own = managers.filter(pk=case.created_by.line_manager_id or 0)
    return own if own.exists() else managers


def _carry_restriction(case: Case, previous: Case, *, by: User) -> None:
    """Keep a family hidden that was hidden, from all but its access list.

    Somebody must be able to decide about the referral: where no manager of the team is on
    the list any more, all of them are. Those who then see it are asked to look again at
    whether it must stay hidden; while it is a draft, nobody is.
    """
    until = _restrict(case)
    listed = _listed_on(Case.objects.filter(pk=previous.pk)).exclude(pk__in=_excluded(case))
    CaseAccess.objects.bulk_create(
        CaseAccess(case=case, user=user, expires_on=until, granted_by=by)
        for user in listed.order_by("pk")
    )
    keep_answered_for(case, by=by)


def _restrict(case: Case) -> date:
    """Restrict it, and return the day by which it is looked at again."""
    until = timezone.localdate() + RESTRICTED_FOR
    case.is_restricted = True
    case.restriction_review_on = until
    case.save(update_fields=["is_restricted", "restriction_review_on"])
    return until


def _listed_on(cases: CaseQuerySet) -> UserQuerySet:
    """Who is on the access lists of these cases today."""
    entries = CaseAccess.objects.on(timezone.localdate()).filter(case__in=cases)
    return User.objects.get_queryset().filter(pk__in=entries.values("user"))


def _excluded(case: Case) -> list[int]:
    return list(case.exclusions.current().values_list("user", flat=True))
