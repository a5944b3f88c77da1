"""What the made-up council lacks for every page to have something to show."""

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.domain.inviting import invite_staff
from accounts.domain.resetting_factors import ask_for_factor_reset
from accounts.domain.staffing import add_membership, deactivate_staff
from accounts.domain.teaming import add_team, archive_team
from accounts.models import Role, Team, User
from cases.domain.alerting import raise_alert
from cases.domain.networks import add_child, add_to_network
from cases.domain.people import add_person
from cases.domain.referring import start_referral
from cases.models import Case, NetworkMember, Reminder
from cases.reminders.by_hand import ask_a_human
from tests.import_furniture import furnish_imports
from tests.meeting_furniture import furnish_meetings

if TYPE_CHECKING:
    from tests.council import Council


def furnish(council: "Council") -> None:
    """Add one of each: an invitation, a reset to confirm, an alert, a leaver, a referral ..."""
    grace, dev = council.user("grace"), council.user("dev")
    service = Team.objects.get(reference_prefix="FGC")
    invite_staff(
        by=dev,
        email="nia.hughes@example.org",
        first_name="Nia",
        last_name="Hughes",
        team=service,
        role=Role.COORDINATOR,
    )
    lee = council.user("lee")
    Authenticator.objects.create(user=lee, type=Authenticator.Type.TOTP, data={"secret": "x"})
    ask_for_factor_reset(lee, by=council.user("helen"), how_known="Spoke to him face to face.")
    okafor = Case.objects.get(children__person__first_name="Amira")
    raise_alert(
        okafor,
        by=grace,
        children=[okafor.children.get(person__first_name="Amira")],
        what="A bruise on her arm that she would not talk about.",
        who_was_told="Duty manager",
        told_at=timezone.now() - timedelta(hours=1),
    )
    begin_referral(council)
    leaver = User.objects.create_user("sam.okoro@example.org", first_name="Sam", last_name="Okoro")
    add_membership(leaver, service, Role.COORDINATOR, by=dev)
    deactivate_staff(leaver, by=dev)
    add_team(by=dev, name="Hillside Assessment", kind=Team.Kind.REFERRING)
    archive_team(add_team(by=dev, name="Old Mill", kind=Team.Kind.REFERRING), by=dev)
    furnish_meetings(council)
    furnish_imports(council)
    ring_somebody()


def ring_somebody() -> None:
    """Leave it to a human to tell one person whose message is held back."""
    held = Reminder.objects.filter(
        state=Reminder.State.HELD, person__isnull=False, case__ended_at=None
    )
    ask_a_human(list(held.order_by("pk")[:1]))


def begin_referral(council: "Council") -> Case:
    """A referral that the social worker has begun: a child, a grandmother, no father's side."""
    grace = council.user("grace")
    case = start_referral(
        by=grace,
        team=Team.objects.get(reference_prefix="FGC"),
        referring_team=Team.objects.get(name="Westbridge Assessment"),
    )
    child = add_person(by=grace, first_name="Jonah", last_name="Bellweather")
    add_child(case, child, by=grace)
    nan = add_person(by=grace, first_name="Marguerite", last_name="Bellweather")
    mothers = NetworkMember.Side.MOTHER
    add_to_network(case, nan, by=grace, part=NetworkMember.Part.FAMILY, side=mothers)
    return case
