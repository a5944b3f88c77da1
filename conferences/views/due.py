from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.models import Membership, User
from accounts.permissions import Permission, Seat, can
from accounts.requests import UserRequest
from conferences.overseeing.due_rows import KINDS, Place
from conferences.overseeing.dues import WHEN, Asked, due_page
from conferences.overseeing.scope import Scope, chosen, teams_to_choose

MOST_PEOPLE = 300


@require_GET
@requires(Permission.WORK_OVERSEE)
def due_and_overdue(request: UserRequest) -> HttpResponse:
    """What is due of the cases this manager may know of, the longest overdue first."""
    teams, people = teams_to_choose(), _people(request.user)
    team = chosen(teams, request.GET.get("team", ""))
    person = chosen(people, request.GET.get("person", ""))
    kind, when = request.GET.get("kind", ""), request.GET.get("when", "")
    asked = Asked(
        scope=Scope(request.user, timezone.localdate(), team),
        person=person,
        kind=kind if kind in KINDS else "",
        when=when if when in WHEN else "",
    )
    after = Place.read(request.GET.get("after", ""))
    page = due_page(asked, after)
    record_access(
        request,
        "due_and_overdue",
        cases=[row.case.pk for row in page.rows],
        row_count=len(page.rows),
    )
    filters = {
        "team": str(team.public_id) if team else "",
        "person": str(person.public_id) if person else "",
        "kind": asked.kind,
        "when": asked.when,
    }
    query = {name: value for name, value in filters.items() if value}
    context = {
        "page": page,
        "teams": teams,
        "names_teams": len({row.team for row in page.rows}) > 1,
        "people": people,
        "kinds": KINDS.items(),
        "whens": WHEN.items(),
        "team": team,
        "person": person,
        "asked": asked,
        "is_filtered": bool(query),
        "first_url": f"?{urlencode(query)}" if after else "",
        "next_url": f"?{urlencode(query | {'after': page.after})}" if page.after else "",
        "may_hand_over": can(request.user, Permission.WORK_HAND_OVER),
        "as_at": timezone.now(),
    }
    return render(request, "conferences/overseeing/due.html", context)


def _people(user: User) -> list[User]:
    """The colleagues of the teams that somebody manages, and who coordinates in any."""
    teams = user.team_ids(Seat.SERVICE_MANAGER, Seat.REFERRING_MANAGER)
    members = Membership.objects.current().filter(Q(team__in=teams) | Q(role="coordinator"))
    found = User.objects.active().filter(pk__in=members.values("user"))
    return list(found.order_by("first_name", "last_name", "pk")[:MOST_PEOPLE])
