"""Lists and details cost as many queries for 30 rows as for one.

Pages whose own tests say so are not repeated here: my work, inbox, cases, find, people,
timeline, consent, summary, letters, referral, decide and allocate, staff, teams, invitations,
absences, audit.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, FactorReset, Membership, OutboxMessage, Role, Team
from cases.domain.recording import record_event
from cases.models import (
    BreakGlass,
    Case,
    CaseAccess,
    ContactPoint,
    Event,
    Exclusion,
    KeepApart,
    Note,
    NoteChild,
    NoteCorrection,
    Offer,
    OfferReply,
    Person,
    Relationship,
    SafeguardingAlert,
    Task,
)
from conferences.models import Meeting, MeetingParty
from tests.factories.recording import make_family, make_member, make_service, queries_of

pytestmark = pytest.mark.django_db
MANY = 29


class Scene:
    """A service with one family, and a way to add one more of each thing."""

    def __init__(self):
        self.service = make_service()
        self.family = make_family(self.service)
        self.case = self.family.case
        self.child = self.family.children[0]
        self.note = self.make_note()
        self.offer = Offer.objects.create(
            case=self.case,
            team=self.service.referring,
            letter_on=timezone.localdate(),
            made="yes",
            created_by=self.service.worker,
        )

    def make_note(self):
        note = Note.objects.create(
            case=self.case,
            happened_on=timezone.localdate(),
            text="Visited.",
            author=self.service.coordinator,
        )
        NoteChild.objects.create(note=note, child=self.child)
        return note

    def person(self):
        return Person.objects.create(
            first_name="Ann", last_name="Example", created_by=self.service.worker
        )

    def colleague(self):
        return make_member(self.service.team, Role.COORDINATOR, "Con", "Colleague")

    # One more of each ------------------------------------------------------------------

    def meeting(self):
        meeting = Meeting.objects.create(
            format="family_group_conference",
            team=self.service.team,
            stage="no_plan",
            opened_by=self.service.coordinator,
        )
        MeetingParty.objects.create(meeting=meeting, case=self.case)
        return meeting

    def meeting_of_another_case(self):
        meeting = Meeting.objects.create(
            format="family_group_conference",
            team=self.service.team,
            stage="preparing",
            opened_by=self.service.coordinator,
        )
        MeetingParty.objects.create(meeting=meeting, case=make_family(self.service).case)

    def move_of_a_meeting(self):
        meeting = Meeting.objects.get(parties__case=self.case)
        record_event(self.case, Event.Kind.MEETING_MOVED, by=self.colleague(), subject=meeting)

    def access(self):
        CaseAccess.objects.create(
            case=self.case,
            user=self.colleague(),
            expires_on=timezone.localdate() + timedelta(days=9),
            granted_by=self.service.manager,
        )
        Exclusion.objects.create(
            case=self.case,
            user=self.colleague(),
            ground="known",
            recorded_by=self.service.manager,
        )

    def look(self):
        AccessEvent.objects.create(
            actor=self.colleague(), seats="coordinator", action="case_detail", case_id=self.case.pk
        )

    def glass(self):
        now = timezone.now()
        BreakGlass.objects.create(
            case=make_family(self.service).case,
            user=self.colleague(),
            ground="safety",
            reason="A child was alone.",
            at=now,
            expires_at=now + timedelta(hours=1),
            review_due_on=now.date(),
        )

    def case_of_the_team(self):
        make_family(self.service)

    def correction(self):
        NoteCorrection.objects.create(
            note=self.note,
            number=self.note.corrections.count() + 1,
            text_before=self.note.text,
            children_before=[self.child.pk],
            audience_before="case",
            why="A slip.",
            corrected_by=self.colleague(),
        )

    def reply(self):
        OfferReply.objects.create(offer=self.offer, person=self.person())

    def message(self):
        OutboxMessage.objects.create(channel="email", to="a@example.org", body="Hello")

    def membership(self):
        team = Team.objects.create(
            name=f"Team {Team.objects.count()}", kind="service", reference_prefix="T"
        )
        Membership.objects.create(user=self.service.worker, team=team, role=Role.COORDINATOR)

    def reset(self):
        FactorReset.objects.create(
            user=self.colleague(), how_known="Face to face.", asked_by=self.service.administrator
        )

    def around_the_child(self):
        one = self.person()
        self.case.network.create(person=one, added_by=self.service.worker, part="family")
        Relationship.objects.create(
            person=one,
            relative=self.child.person,
            kind="aunt_uncle",
            recorded_by=self.service.worker,
        )
        contact = ContactPoint(
            person=self.child.person, channel="mobile", recorded_by=self.colleague()
        )
        contact._value = "+447700900123"
        contact.save()
        KeepApart.objects.create(
            first=one,
            second=self.child.person,
            kind="must_not_meet",
            reason="An order.",
            source="order",
            audience="case",
            review_on=timezone.localdate(),
            recorded_by=self.colleague(),
        )

    def task(self):
        Task.objects.create(
            title="Ring",
            due_on=date(2027, 5, 3),
            assigned_to=self.service.coordinator,
            case=self.case,
        )

    def alert(self):
        SafeguardingAlert.objects.create(
            case=self.case,
            what="Bruising.",
            who_was_told="Duty",
            told_at=timezone.now(),
            raised_by=self.colleague(),
        )


def of_case(name):
    return lambda scene: reverse(name, args=[scene.case.public_id])


def at(name):
    return lambda scene: reverse(name)


# page: who looks, its address, what there is more of
PAGES = {
    "meeting_list": ("coordinator", at("conferences:meeting_list"), "meeting_of_another_case"),
    "case_meetings": ("coordinator", of_case("conferences:case_meetings"), "meeting"),
    "meeting_detail": (
        "coordinator",
        lambda scene: reverse(
            "conferences:meeting_detail",
            args=[Meeting.objects.filter(parties__case=scene.case).earliest("pk").public_id],
        ),
        "move_of_a_meeting",
    ),
    "case_access": ("manager", of_case("cases:case_access"), "access"),
    "case_looked": ("manager", of_case("cases:case_looked"), "look"),
    "glass_list": ("manager", at("cases:glass_list"), "glass"),
    "alert_start": ("coordinator", at("cases:alert_start"), "case_of_the_team"),
    "note_detail": (
        "coordinator",
        lambda scene: reverse("cases:note_detail", args=[scene.note.public_id]),
        "correction",
    ),
    "offer_detail": (
        "worker",
        lambda scene: reverse("cases:offer_detail", args=[scene.offer.public_id]),
        "reply",
    ),
    "demo_outbox": ("coordinator", at("accounts:demo_outbox"), "message"),
    "staff_detail": (
        "administrator",
        lambda scene: reverse("accounts:staff_detail", args=[scene.service.worker.public_id]),
        "membership",
    ),
    "team_detail": (
        "administrator",
        lambda scene: reverse("accounts:team_detail", args=[scene.service.team.public_id]),
        "colleague",
    ),
    "factor_reset_list": ("manager", at("accounts:factor_reset_list"), "reset"),
    "person_detail": (
        "coordinator",
        lambda scene: reverse("cases:person_detail", args=[scene.child.person.public_id]),
        "around_the_child",
    ),
    "note_add": ("coordinator", of_case("cases:note_add"), "around_the_child"),
    "responsibility_record": (
        "coordinator",
        lambda scene: reverse("cases:responsibility_record", args=[scene.child.person.public_id]),
        "around_the_child",
    ),
    "relationship_add": (
        "coordinator",
        lambda scene: reverse("cases:relationship_add", args=[scene.child.person.public_id]),
        "around_the_child",
    ),
    "case_close": ("manager", of_case("cases:case_close"), "task"),
    "case_copy": ("coordinator", of_case("cases:case_copy"), "task"),
    "case_detail": ("coordinator", of_case("cases:case_detail"), "alert"),
    "work_hand_over": (
        "manager",
        lambda scene: reverse("cases:work_hand_over", args=[scene.service.coordinator.public_id]),
        "case_of_the_team",
    ),
}


@pytest.mark.parametrize("which", PAGES)
def test_a_page_costs_the_same_for_one_row_and_for_thirty(client, which):
    who, address, more = PAGES[which]
    scene = Scene()
    if which == "meeting_detail":
        scene.meeting()
    if which == "case_access":
        Case.objects.filter(pk=scene.case.pk).update(
            is_restricted=True, restriction_review_on=timezone.localdate()
        )
        CaseAccess.objects.create(
            case=scene.case,
            user=scene.service.manager,
            expires_on=timezone.localdate() + timedelta(days=9),
            granted_by=scene.service.manager,
        )
    getattr(scene, more)()
    client.force_login(getattr(scene.service, who))
    cost = queries_of(client, address(scene))

    for _ in range(MANY):
        getattr(scene, more)()

    assert queries_of(client, address(scene)) == cost
