"""Pages of meetings that a link on a list would lead to by luck alone."""

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, can
from conferences.models import (
    Away,
    Booking,
    FamilyPlan,
    InformationReport,
    Meeting,
    MeetingInvitation,
    Participant,
)


def pages_of_meetings(user: User) -> list[str]:
    """A meeting at each stage, a plan in each state, and what waits for something."""
    pages = []
    if can(user, Permission.MEETING_VIEW):
        pages += [*_of_each_stage(user), *_of_each_plan(user), *_reports(user)]
    if can(user, Permission.MEETING_PREPARE):
        pages += [*_invitations(user), *_bookings(user), *_of_today(user)]
    if can(user, Permission.RESOURCE_MANAGE):
        ahead = Away.objects.filter(ends_on__gte=timezone.localdate())
        pages += [one.resource.get_absolute_url() for one in ahead.order_by("pk")[:1]]
    return pages


def _page(name: str, meeting: Meeting) -> str:
    return reverse(f"conferences:{name}", args=[meeting.public_id])


def _of_each_stage(user: User) -> list[str]:
    kinds: dict[object, Meeting] = {}
    for meeting in Meeting.objects.visible_to(user).order_by("pk"):
        kinds.setdefault((meeting.format, meeting.stage), meeting)
    return [meeting.get_absolute_url() for meeting in kinds.values()]


def _of_each_plan(user: User) -> list[str]:
    """The meeting of the newest plan in each state: an older one is not on its page."""
    newest: dict[int, FamilyPlan] = {}
    plans = FamilyPlan.objects.visible_to(user).select_related("meeting")
    for plan in plans.order_by("number"):
        newest[plan.meeting_id] = plan
    kinds = {plan.state: plan.meeting for plan in newest.values()}
    return [_page("meeting_plan", meeting) for meeting in kinds.values()]


def _reports(user: User) -> list[str]:
    kinds: dict[object, Meeting] = {}
    reports = InformationReport.objects.visible_to(user).select_related("meeting")
    for one in reports.order_by("pk"):
        kind = (bool(one.given_at), one.is_signed, bool(one.shared_on))
        kinds.setdefault(kind, one.meeting)
    pages = ("meeting_report", "meeting_brief")
    return [_page(page, meeting) for meeting in kinds.values() for page in pages]


def _invitations(user: User) -> list[str]:
    kinds: dict[object, MeetingInvitation] = {}
    rows = MeetingInvitation.objects.visible_to(user).select_related("participant__meeting")
    for one in rows.order_by("pk"):
        kinds.setdefault((one.channel, one.state), one)
    pages = [one.get_absolute_url() for one in kinds.values()]
    waiting = [one for one in kinds.values() if one.state == MeetingInvitation.State.WAITING]
    alone = rows.exclude(released_alone_why="").order_by("pk")[:1]
    pages += [_page("meeting_invitations", one.participant.meeting) for one in alone]
    for meeting in {one.participant.meeting for one in waiting}:
        people = Participant.objects.visible_to(user).filter(meeting=meeting).reachable()
        ticked = "&".join(f"who={one.public_id}" for one in people.order_by("pk"))
        pages += [
            _page("meeting_invitations", meeting),
            f"{_page('invitation_prepare', meeting)}?{ticked}",
        ]
    return pages


def _bookings(user: User) -> list[str]:
    rows = Booking.objects.visible_to(user).standing().filter(confirmed_at=None)
    rows = rows.exclude(resource__user__isnull=False).select_related("meeting")
    return [_page("find_date", one.meeting) for one in rows.order_by("pk")[:1]]


def _of_today(user: User) -> list[str]:
    meetings = Meeting.objects.visible_to(user)
    today = meetings.filter(starts_at__date=timezone.localdate()).order_by("pk")[:1]
    return [_page(page, one) for one in today for page in ("meeting_day", "run_sheet")]
