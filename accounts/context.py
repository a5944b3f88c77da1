"""What the frame of every page needs: where to go, when the session ends, who is signed in.

No query beyond the person's own memberships, which every request reads anyway.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from accounts.demo_people import DEMO_PEOPLE, DemoPerson, demo_users
from accounts.models import User
from accounts.permissions import Permission, can
from restorative.kept import Kept

# In the order of the navigation: label, address, what it takes, and the views below it.
PLACES: tuple[tuple[str, str, Permission, tuple[str, ...]], ...] = (
    ("My work", "cases:my_work", Permission.WORK_VIEW, ("my_work", "task_", "alert_", "notice")),
    (
        "Cases",
        "cases:case_list",
        Permission.CASE_VIEW,
        ("case_", "person_", "note_", "find", "reminder_d", "reminder_stop"),
    ),
    (
        "Conferences",
        "conferences:meeting_list",
        Permission.MEETING_VIEW,
        ("meeting_", "find_date", "reminder_rules", "reminder_step", "reminder_text", "sending"),
    ),
    (
        "Restorative practice",
        "conferences:practice_list",
        Permission.PRACTICE_KEEP,
        ("practice_", "entry_"),
    ),
    (
        "Referrals",
        "cases:referral_inbox",
        Permission.REFERRAL_DECIDE,
        ("referral_",),
    ),
    ("Offers", "cases:offer_list", Permission.OFFER_RECORD, ("offer_",)),
    (
        "Outcomes",
        "conferences:outcomes",
        Permission.OUTCOMES_VIEW,
        (
            "outcome",
            "other_work",
            "measure",
            "director",
            "equality",
            "due_and",
            "workload",
            "data_quality",
            "file_",
            "files",
            "import_",
        ),
    ),
    ("Panel packs", "conferences:pack_list", Permission.PACK_READ, ("pack_list", "pack_detail")),
    ("Report", "conferences:report", Permission.REPORT_READ, ("report", "file_", "files")),
    (
        "Admin",
        "accounts:staff_list",
        Permission.STAFF_MANAGE,
        ("staff_", "team_", "invitation_", "membership_", "role_", "factor_"),
    ),
    ("Who looked", "accounts:audit_list", Permission.AUDIT_VIEW, ("audit_",)),
)
# For forms that send themselves in the background, such as the warning before sign-out.
WARN_MINUTES = 2


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    current: bool


def frame(request: HttpRequest) -> dict[str, object]:
    user = getattr(request, "user", None)
    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    # A page that serves things of several places says where it stands now.
    here = getattr(request, "stands_below", here)
    # All that the parts of the frame depend on which templates keep.
    frame_key = f"{get_urlconf(settings.ROOT_URLCONF)} {get_script_prefix()} {here}"
    if user is None or not user.is_authenticated:
        return {"frame_key": frame_key, "demo_people": _demo_people(request)}
    held_back = getattr(request, "held_back", False)
    frame_key = f"{frame_key} {held_back} {' '.join(sorted(user.seats))}"
    return {
        "navigation": [] if held_back else _places.get(frame_key, lambda: _navigation(user, here)),
        "frame_key": frame_key,
        "session_ends_in": getattr(request, "session_ends", None),
        "session_warn_minutes": WARN_MINUTES,
    }


# By whoever has the same rights, on the same page: no name is part of it.
_places: Kept[list[Place]] = Kept(500)


def _navigation(user: User, here: str) -> list[Place]:
    # The longest name that fits says where one is: "find_date" is no "find".
    nearest = max(_fits(here, below) for _, _, _, below in PLACES)
    places: list[Place] = []
    for label, name, permission, below in PLACES:
        if not can(user, permission):
            continue
        # What fits two places stands below the first of them that somebody has.
        is_new = not any(place.current for place in places)
        is_here = is_new and nearest > 0 and _fits(here, below) == nearest
        try:
            places.append(Place(label, reverse(name), is_here))
        except NoReverseMatch:
            continue
    return places


def _fits(here: str, below: tuple[str, ...]) -> int:
    return max((len(name) for name in below if here.startswith(name)), default=0)


def _demo_people(request: HttpRequest) -> list[DemoPerson]:
    """Whom one may sign in as at one click: on the sign-in page of a demo, nowhere else."""
    match = request.resolver_match
    if not settings.DEMO or match is None or match.url_name != "account_login":
        return []
    made = demo_users()
    return [person for person in DEMO_PEOPLE if person.email in made]
