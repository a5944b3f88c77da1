from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import CASEWORK, Permission, Seat, can
from accounts.requests import UserRequest
from cases.kept_drafts import kept_drafts
from cases.models import BreakGlass
from cases.notices_list import ON_MY_WORK, unread_of
from cases.outcomes.due import follow_up_lines, follow_ups_owed
from cases.work_list import (
    CASES_SHOWN,
    agenda,
    case_rows,
    covering,
    families_of,
    held_cases,
    owed_tasks,
)
from cases.work_waiting import (
    draft_referrals,
    inbox,
    open_alerts,
    unplanned_first,
    waiting_rows,
)


@require_GET
@requires(Permission.WORK_VIEW)
def my_work(request: UserRequest) -> HttpResponse:
    """What comes first: alerts, what is late, today, this week; then what somebody holds."""
    user = request.user
    held, tasks, owed = held_cases(user), owed_tasks(user), follow_ups_owed(user)
    (waiting, bare_count), begun = unplanned_first(user), draft_referrals(user)
    # The same family often stands in several parts of the page: all are named at once.
    keys = {case.pk for case in (*held, *waiting, *begun, *(one.case for one in owed))}
    families = families_of(keys | {task.case_id for task in tasks if task.case_id}, user)
    rows = case_rows(user, held, families)
    due = agenda(user, tasks, rows, families)
    following = follow_up_lines(owed, families)
    bare, referrals = waiting_rows(waiting, families), waiting_rows(begun, families)
    alerts = open_alerts(user)
    reminders = unread_of(user, limit=ON_MY_WORK)
    shown = {row.case.pk for row in [*rows, *bare, *referrals]}
    shown |= {row.alert.case_id for row in alerts}
    shown |= {notice.case_id for notice in reminders.rows if notice.case_id}
    shown |= {thing.case.pk for thing in due.overdue + due.today + due.week if thing.case}
    shown |= {thing.case.pk for thing in following if thing.case}
    if due.later and due.later.case:
        shown.add(due.later.case.pk)
    record_access(request, "my_work", cases=shown, row_count=len(shown))
    context = {
        "today": timezone.localdate(),
        "covering": covering(user),
        "away": user.absences.on(timezone.localdate()).select_related("deputy").first(),
        "alerts": alerts,
        "due": due,
        "follow_ups": following,
        "reminders": reminders,
        "rows": rows[:CASES_SHOWN],
        "has_more_rows": len(rows) > CASES_SHOWN,
        "unplanned": bare,
        "unplanned_count": bare_count,
        "drafts": kept_drafts(user),
        "draft_referrals": referrals,
        "inbox": inbox(user) if Seat.SERVICE_MANAGER in user.seats else None,
        "reviews_due": _reviews_due(request),
        "holds_cases": not user.seats.isdisjoint({Seat.SOCIAL_WORKER, Seat.COORDINATOR}),
        "is_casework": not CASEWORK.isdisjoint(user.seats),
        "may_refer": can(user, Permission.REFERRAL_MAKE),
        "may_staff": can(user, Permission.STAFF_MANAGE),
    }
    return render(request, "cases/my_work.html", context)


def _reviews_due(request: UserRequest) -> list[BreakGlass]:
    """Emergency access that this person has to judge, the most urgent first."""
    if not can(request.user, Permission.BREAK_GLASS_REVIEW):
        return []
    waiting = BreakGlass.objects.reviewable_by(request.user).waiting_for_review()
    return list(waiting.order_by("review_due_on", "pk")[:50])
