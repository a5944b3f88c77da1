"""The people one may be in a demo, at one click. The demo's data makes them by these addresses."""

from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True)
class DemoPerson:
    email: str
    first_name: str
    last_name: str
    label: str
    what_to_see: str

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"


SOCIAL_WORKER = DemoPerson(
    "grace.adeyemi@example.org",
    "Grace",
    "Adeyemi",
    "Social worker",
    "Refers families, writes notes, sees the cases she referred or is allocated.",
)
COORDINATOR = DemoPerson(
    "lee.marsh@example.org",
    "Lee",
    "Marsh",
    "Coordinator",
    "Prepares family group conferences and sees the open cases of the team.",
)
MANAGER = DemoPerson(
    "helen.osei@example.org",
    "Helen",
    "Osei",
    "Manager",
    "Decides on referrals, allocates coordinators, restricts and closes cases.",
)
ADMINISTRATOR = DemoPerson(
    "dev.patel@example.org",
    "Dev",
    "Patel",
    "Administrator",
    "Invites staff and keeps teams. Sees no family.",
)
PRIVACY_OFFICER = DemoPerson(
    "ruth.kelly@example.org",
    "Ruth",
    "Kelly",
    "Privacy officer",
    "Sees who looked at what, and reviews emergency access.",
)
DIRECTOR = DemoPerson(
    "naomi.clarke@example.org",
    "Naomi",
    "Clarke",
    "Director",
    "Reads figures of the whole service, without small numbers and without cases.",
)
VOLUNTEER = DemoPerson(
    "ann.field@example.org",
    "Ann",
    "Field",
    "Panel volunteer",
    "Reads the panel packs given to her, for a time. Sees no case.",
)
EXCLUDED_COLLEAGUE = DemoPerson(
    "tom.bright@example.org",
    "Tom",
    "Bright",
    "Social worker",
    "Excluded from one family: finds nothing of it anywhere.",
)
DEMO_PEOPLE = (
    SOCIAL_WORKER,
    COORDINATOR,
    MANAGER,
    ADMINISTRATOR,
    PRIVACY_OFFICER,
    DIRECTOR,
    VOLUNTEER,
    EXCLUDED_COLLEAGUE,
)


def demo_users() -> dict[str, User]:
    """Those of them that the demo's data has made, by address."""
    addresses = [person.email for person in DEMO_PEOPLE]
    return {user.email: user for user in User.objects.active().filter(email__in=addresses)}
