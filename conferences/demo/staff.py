"""The staff of the made-up council: three teams, a dozen people."""

from dataclasses import dataclass, field
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.domain.staffing import add_membership
from accounts.models import Membership, Role, Team, User
from accounts.passwords import DEMO_PASSWORD

DOMAIN = "example.org"

TEAMS = {
    "assessment": ("Westbridge Assessment", Team.Kind.REFERRING, ""),
    "protection": ("Child Protection and Court", Team.Kind.REFERRING, ""),
    "service": ("Family Group Conference Service", Team.Kind.SERVICE, "FGC"),
}

# key: first name, family name, job, roles as (team, role)
STAFF: dict[str, tuple[str, str, str, tuple[tuple[str, str], ...]]] = {
    "dev": ("Dev", "Patel", "Administrator", (("service", Role.ADMINISTRATOR),)),
    "helen": ("Helen", "Osei", "Service manager", (("service", Role.MANAGER),)),
    "karen": ("Karen", "Lowe", "Deputy service manager", (("service", Role.MANAGER),)),
    "lee": ("Lee", "Marsh", "Coordinator", (("service", Role.COORDINATOR),)),
    "owen": ("Owen", "Price", "Coordinator", (("service", Role.COORDINATOR),)),
    "sunita": ("Sunita", "Rao", "Coordinator", (("service", Role.COORDINATOR),)),
    "joan": ("Joan", "Abbot", "Business support", (("service", Role.BUSINESS_SUPPORT),)),
    "priya": ("Priya", "Shah", "Team manager", (("assessment", Role.MANAGER),)),
    "grace": ("Grace", "Adeyemi", "Social worker", (("assessment", Role.SOCIAL_WORKER),)),
    "rhys": ("Rhys", "Morgan", "Social worker", (("assessment", Role.SOCIAL_WORKER),)),
    "angela": ("Angela", "Mbeki", "Team manager", (("protection", Role.MANAGER),)),
    "tom": ("Tom", "Bright", "Social worker", (("protection", Role.SOCIAL_WORKER),)),
    "yusuf": ("Yusuf", "Demir", "Social worker", (("protection", Role.SOCIAL_WORKER),)),
    "ruth": ("Ruth", "Kelly", "Privacy officer", ()),
    "naomi": ("Naomi", "Clarke", "Director of children's services", ()),
    "ann": ("Ann", "Field", "Panel volunteer", ()),
}
LINE_MANAGERS = {
    "karen": "helen", "lee": "helen", "owen": "helen", "sunita": "karen", "joan": "karen",
    "grace": "priya", "rhys": "priya", "tom": "angela", "yusuf": "angela",
}  # fmt: skip


@dataclass
class Council:
    """Who is there, by the short names the story uses."""

    teams: dict[str, Team] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, key: str) -> User:
        return self.people[key]

    @property
    def service(self) -> Team:
        return self.teams["service"]


def make_council() -> Council:
    """Make teams and staff. The first administrator is appointed by nobody: one must be first."""
    council = Council()
    for key, (name, kind, prefix) in TEAMS.items():
        council.teams[key] = Team.objects.create(name=name, kind=kind, reference_prefix=prefix)
    for number, key in enumerate(STAFF, start=10):
        council.people[key] = _make_person(key, number)
    for key, manager in LINE_MANAGERS.items():
        council[key].line_manager = council[manager]
        council[key].save(update_fields=["line_manager"])
    first, *others = STAFF
    Membership.objects.create(
        user=council[first], team=council.service, role=Role.ADMINISTRATOR, started_by=None
    )
    for key in others:
        for team, role in STAFF[key][3]:
            add_membership(council[key], council.teams[team], role, by=council[first])
    return council


@cache
def _password() -> str:
    """The one password of all, hashed once: the hash is meant to be slow."""
    return make_password(DEMO_PASSWORD)


def _make_person(key: str, number: int) -> User:
    first, last, job, _ = STAFF[key]
    person = User(
        email=f"{first}.{last}@{DOMAIN}".lower(),
        password=_password(),
        first_name=first,
        last_name=last,
        job_title=job,
        phone=f"01632 9600{number}",
        is_privacy_officer=key == "ruth",
        reads_report=key == "naomi",
        sits_on_panels=key == "ann",
    )
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
