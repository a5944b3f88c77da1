import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.domain.inviting import accept_invitation, invite_staff
from accounts.domain.staffing import reactivate_staff
from accounts.models import Invitation, Membership, User
from tests.factories.recording import make_service
from tests.factories.staff import TeamFactory, UserFactory
from tests.importing.lists import bring_in, refusals, upload, work

pytestmark = pytest.mark.django_db
HEADINGS = [
    "Full name",
    "E-mail address",
    "Team",
    "Job title",
    "Line manager",
    "Tel",
    "Left",
    "Days",
]


@pytest.fixture
def service():
    return make_service()


def row(name="Ann OBI", email="Ann.Obi@example.org", team="", job="FGC Coordinator", *rest):
    return [name, email, team, job, *rest]


def test_staff_wait_to_be_invited_and_can_do_nothing_until_then(service, client):
    boss = service.manager
    bring_in(
        "staff", service,
        [HEADINGS, row(*row()[:4], boss.get_full_name(), "07700 900123 or 07700 900124", "", "Mon")],
    )  # fmt: skip

    user = User.objects.get(email="ann.obi@example.org")
    assert (user.get_full_name(), user.job_title) == ("Ann Obi", "FGC Coordinator")
    assert (user.phone, user.line_manager) == ("+447700900123", boss)
    assert user.waits_for_invitation
    assert not user.has_usable_password()
    assert user.seats == frozenset()
    assert [(m.team, m.role, m.ended_at is None) for m in user.memberships.all()] == [
        (service.team, "coordinator", False)
    ]
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)
    client.post(reverse("account_reset_password"), {"email": user.email})
    assert [message for message in mail.outbox if "/password/reset/key/" in message.body] == []


def test_what_is_not_in_the_list_or_has_no_place_is_told(service):
    sheet = work(
        upload("staff", service, [HEADINGS, row(*row()[:4], "", "", "", "Mon-Wed")]), "checking"
    )

    assert sheet.counts == {"rows": 1, "staff": 1}
    assert sheet.found["leftover_headings"] == {"Days": 1}
    assert not User.objects.filter(email="ann.obi@example.org").exists()


def test_nobody_is_brought_in_for_more_than_the_manager_may_give(service):
    other = TeamFactory()
    sheet = bring_in(
        "staff", service,
        [
            HEADINGS,
            row(email="a@example.org", job="Service Manager"),
            row(email="b@example.org", job="Systems administrator"),
            row(email="c@example.org", job="Social worker"),
            row(email="d@example.org", team=other.name),
            row(email="e@example.org", team="Nowhere at all"),
            row(email="f@example.org", job="Administrator"),
            row(email="", job="Coordinator"),
            row(email="not an address"),
            row(name="Madonna", email="g@example.org"),
            row(email="h@example.org", job="BSO", team=service.team.name.upper()),
        ],
    )  # fmt: skip

    assert refusals(sheet) == {
        "D2": "Managers and administrators are not brought in from a list. An administrator invites them.",
        "D3": "Managers and administrators are not brought in from a list. An administrator invites them.",
        "D4": f"{service.team} has no role “Social worker”. Social workers sit in teams that refer, "
        "coordinators in teams that give a service.",
        "C5": f"You do not manage {other}. An administrator can invite its staff.",
        "C6": f"There is no team “Nowhere at all”. Leave the cell empty for {service.team}, "
        "or ask an administrator to add the team.",
        "D7": "What “Administrator” is here has to be said first.",
        "B8": "There is no email address: an account is known by it.",
        "B9": "“not an address” is not an email address.",
        "A10": "There is no last name.",
    }
    assert sheet.made == {"staff": 1, "rows": 1, "already": 0, "refused": 9, "doubles": 0}
    assert Membership.objects.get(user__email="h@example.org").role == "business_support"


def test_an_unknown_job_is_asked_about_once_and_the_answer_counts(service):
    rows = [HEADINGS, row(job="Wizard"), row(email="b@example.org", job="wizard")]
    sheet = work(upload("staff", service, rows), "checking")

    asked = sheet.found["questions"]
    assert [(q["field"], q["text"], q["kind"], q["count"]) for q in asked] == [
        ("role", "Wizard", "staff_role", 2)
    ]
    sheet.answers = {"values": {"role": {"wizard": "coordinator"}}}
    sheet.save()
    assert work(work(sheet, "checking"), "importing").made["staff"] == 2


def test_twice_changes_nothing_and_accounts_that_are_there_are_left_as_they_are(service):
    there = UserFactory(email="here@example.org", first_name="Old")
    rows = [HEADINGS, row(), row("New Name", "HERE@example.org"), row(email="ANN.OBI@EXAMPLE.ORG")]
    first = bring_in("staff", service, rows)
    before = list(User.objects.values("pk", "version", "first_name").order_by("pk"))

    second = bring_in("staff", service, rows)

    assert list(User.objects.values("pk", "version", "first_name").order_by("pk")) == before
    assert first.made == {"staff": 1, "rows": 1, "already": 1, "refused": 0, "doubles": 1}
    assert second.made == {"staff": 0, "rows": 0, "already": 2, "refused": 0, "doubles": 1}
    there.refresh_from_db()
    assert there.first_name == "Old"


def test_an_administrator_lets_them_in_with_the_role_they_choose(service, client):
    admin = UserFactory(administrator=True)
    bring_in("staff", service, [HEADINGS, row()])
    user = User.objects.get(email="ann.obi@example.org")
    with pytest.raises(ValidationError, match="not been let in yet"):
        reactivate_staff(user, by=admin)
    client.force_login(admin)
    page = client.get(reverse("accounts:staff_invite"), {"who": user.public_id})
    assert page.context["form"].initial["role"] == "coordinator"
    assert b"To be invited" in client.get(reverse("accounts:staff_list"), {"state": "left"}).content

    _, token = invite_staff(
        by=admin, email=user.email, first_name="Ann", last_name="Obi", team=service.team,
        role="business_support",
    )  # fmt: skip
    accepted = accept_invitation(token, password="correct-horse-battery-staple")

    assert accepted.pk == user.pk
    assert accepted.is_active
    assert {(m.team, m.role) for m in accepted.memberships.current()} == {
        (service.team, "business_support")
    }
    with pytest.raises(ValidationError, match="has an account already"):
        invite_staff(
            by=admin, email=user.email, first_name="A", last_name="B", team=service.team,
            role="coordinator",
        )  # fmt: skip


def test_whoever_has_left_is_known_and_not_to_be_invited(service):
    bring_in("staff", service, [HEADINGS, row(*row()[:4], "", "", "1/4/2024")])

    user = User.objects.get(email="ann.obi@example.org")
    assert not user.waits_for_invitation
    assert (user.deactivated_at.date().isoformat(), user.deactivated_by) == (
        "2024-04-01", service.manager,
    )  # fmt: skip


def test_it_is_taken_back_while_nobody_has_been_invited(service):
    rows = [HEADINGS, row(), row("Bo Li", "bo.li@example.org", "", "Coordinator", "Ann Obi")]
    sheet = work(bring_in("staff", service, rows), "undoing")
    assert sheet.state == "undone"
    assert not User.objects.filter(email__in=["ann.obi@example.org", "bo.li@example.org"]).exists()

    again = bring_in("staff", service, rows)
    assert again.made["staff"] == 2
    invite_staff(
        by=UserFactory(administrator=True), email="bo.li@example.org", first_name="Bo",
        last_name="Li", team=service.team, role="coordinator",
    )  # fmt: skip
    refused = work(again, "undoing")

    assert (refused.state, refused.says) == (
        "done",
        "Nothing was taken back: One of them has been invited, changed or named since.",
    )
    assert User.objects.filter(email="ann.obi@example.org").exists()
