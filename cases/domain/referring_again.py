"""A family that comes back: what a new referral takes along from what was there before."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.domain.allocating import lock_staff
from cases.domain.answering import keep_answered_for
from cases.domain.networks import add_child, add_to_network
from cases.models import Case, CaseAccess, CaseChild, Exclusion
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


def _carry_restriction(case: Case, previous: Case, *, by: User) -> None:
    """Keep a family hidden that was hidden, from all but its access list.

    Somebody must be able to decide about the referral: where no manager of the team is on
    the list any more, all of them are. Those who then see it are asked to look again at
    whether it must stay hidden; while it is a draft, nobody is.
    """
    today = timezone.localdate()
    until = today + RESTRICTED_FOR
    listed = CaseAccess.objects.on(today).filter(case=previous)
    listed = listed.exclude(user__in=Exclusion.objects.current().filter(case=case).values("user"))
    case.is_restricted = True
    case.restriction_review_on = until
    case.save(update_fields=["is_restricted", "restriction_review_on"])
    CaseAccess.objects.bulk_create(
        CaseAccess(case=case, user_id=key, expires_on=until, granted_by=by)
        for key in listed.order_by("user").values_list("user", flat=True)
    )
    keep_answered_for(case, by=by)
