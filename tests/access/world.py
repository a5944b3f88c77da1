"""One person and one family, standing to each other as a column of the oracle says."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Absence, FactorReset, Invitation, Membership, Role, Team, User
from accounts.permissions import Seat
from cases.models import (
    AlertChild,
    BreakGlass,
    Case,
    CaseAccess,
    CaseChild,
    CompartmentMember,
    ContactPoint,
    Draft,
    Exclusion,
    ImportedCell,
    InformationRequest,
    KeepApart,
    NetworkMember,
    Note,
    NoteChild,
    Offer,
    OfferChild,
    OfferReply,
    Person,
    Referral,
    Relationship,
    SafeguardingAlert,
    SheetImport,
    Task,
)
from cases.reminders.rules import Rule, all_rules
from conferences.models import Meeting, MeetingParty, PackReader, PreparedFile
from tests.access.learning_records import make_learning_records
from tests.access.meeting_records import make_meeting_records
from tests.factories.reminders import make_notice, make_reminder

RELATIONS = ("own", "team", "other", "restricted", "listed", "excluded", "glass", "closed")
SEATS = tuple(Seat)
# Allocated to it, or their own team's: what the first, sixth and last column have in common.
THEIRS = ("own", "excluded", "closed")


@dataclass
class World:
    """The person who asks, and a record of each kind that belongs to the family."""

    user: User
    case: Case
    records: dict[str, Any]


@dataclass(frozen=True)
class Named:
    """A rule that we ship, as an address names it and its first step."""

    rule: Rule

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def step_key(self) -> str:
        return self.rule.steps[0].key


def make_user(seat: Seat, teams: dict[str, Team], name: str = "Asker") -> User:
    user = User.objects.create_user(
        f"{name}.{seat}@example.org".lower(),
        first_name=name,
        last_name=seat.replace("_", " ").title(),
        is_privacy_officer=seat == Seat.PRIVACY_OFFICER,
        reads_report=seat == Seat.REPORT_READER,
        sits_on_panels=seat == Seat.PANEL_VOLUNTEER,
    )
    team, role = {
        Seat.SOCIAL_WORKER: ("referring", Role.SOCIAL_WORKER),
        Seat.COORDINATOR: ("service", Role.COORDINATOR),
        Seat.REFERRING_MANAGER: ("referring", Role.MANAGER),
        Seat.SERVICE_MANAGER: ("service", Role.MANAGER),
        Seat.BUSINESS_SUPPORT: ("service", Role.BUSINESS_SUPPORT),
        Seat.ADMINISTRATOR: ("service", Role.ADMINISTRATOR),
        Seat.PRIVACY_OFFICER: (None, None),
        Seat.REPORT_READER: (None, None),
        Seat.PANEL_VOLUNTEER: (None, None),
    }[seat]
    if team:
        Membership.objects.create(user=user, team=teams[team], role=role)
    return user


def make_world(seat: Seat, relation: str) -> World:
    """Make everything one cell of the oracle is about."""
    teams = {
        "referring": Team.objects.create(name="Assessment", kind="referring"),
        "service": Team.objects.create(name="Conferences", kind="service", reference_prefix="FGC"),
        "other_referring": Team.objects.create(name="Court", kind="referring"),
        "other_service": Team.objects.create(name="Links", kind="service", reference_prefix="LL"),
    }
    user = make_user(seat, teams)
    worker = make_user(Seat.SOCIAL_WORKER, teams, "Other")
    coordinator = make_user(Seat.COORDINATOR, teams, "Other")
    case = make_case(seat, relation, teams, user, worker, coordinator)
    records = make_records(case, worker, coordinator, user, relation)
    if relation == "excluded":
        for one in (case, records["draft"]):
            Exclusion.objects.create(case=one, user=user, ground="known", recorded_by=coordinator)
    if relation == "listed":
        CaseAccess.objects.create(
            case=case, user=user, expires_on=date.max.replace(year=2999), granted_by=coordinator
        )
    if relation == "glass":
        now = timezone.now()
        BreakGlass.objects.create(
            case=case,
            user=user,
            ground="safety",
            reason="A child was found alone in the street.",
            at=now,
            expires_at=now + timedelta(hours=1),
            review_due_on=now.date(),
        )
    return World(user, case, records)


def make_case(
    seat: Seat, relation: str, teams: dict[str, Team], user: User, worker: User, coordinator: User
) -> Case:
    elsewhere = "other_" if relation == "other" else ""
    allocated_to_user = seat == Seat.COORDINATOR and relation in THEIRS
    case = Case.objects.create(
        reference="FGC-2026-00001",
        team=teams[f"{elsewhere}service"],
        referring_team=teams[f"{elsewhere}referring"],
        stage=Case.Stage.ALLOCATED,
        coordinator=user if allocated_to_user else coordinator,
        is_restricted=relation in ("restricted", "listed", "glass"),
        restriction_review_on=timezone.localdate() + timedelta(days=90),
        created_by=worker,
    )
    if relation == "closed":
        case.stage, case.ended_at, case.ended_by = Case.Stage.CLOSED, timezone.now(), coordinator
        case.save()
    Referral.objects.create(case=case, sent_at=timezone.now(), sent_by=worker)
    theirs = seat == Seat.SOCIAL_WORKER and relation in THEIRS
    child = Person.objects.create(
        first_name="Amira", last_name="Okafor", date_of_birth=date(2017, 5, 3), created_by=worker
    )
    CaseChild.objects.create(case=case, person=child, social_worker=user if theirs else worker)
    return case


def make_records(
    case: Case, worker: User, coordinator: User, user: User, relation: str
) -> dict[str, Any]:
    """One of each thing that an address can name, all of the same family."""
    today, now = timezone.localdate(), timezone.now()
    child = case.children.get()
    mother = Person.objects.create(first_name="Ngozi", last_name="Okafor", created_by=worker)
    uncle = Person.objects.create(first_name="Obi", last_name="Okafor", created_by=worker)
    member = None
    for person in (mother, uncle):
        member = NetworkMember.objects.create(case=case, person=person, added_by=worker)
    contact = ContactPoint(
        person=mother, channel="mobile", is_confidential=True, recorded_by=worker
    )
    contact._value = "+447700900123"
    contact.save()
    note = Note.objects.create(case=case, happened_on=today, text="Visited.", author=worker)
    NoteChild.objects.create(note=note, child=child)
    alert = SafeguardingAlert.objects.create(
        case=case, what="Bruising.", who_was_told="Duty", told_at=now, raised_by=worker
    )
    AlertChild.objects.create(alert=alert, child=child)
    offer = Offer.objects.create(
        case=case, team=case.referring_team, letter_on=today, made="yes", created_by=worker
    )
    OfferChild.objects.create(offer=offer, child=child.person)
    reply = OfferReply.objects.create(offer=offer, person=mother)
    meeting = Meeting.objects.create(
        format="family_group_conference", team=case.team, stage="preparing", opened_by=coordinator
    )
    MeetingParty.objects.create(meeting=meeting, case=case)
    records: dict[str, models.Model | None] = {
        "case": case,
        "child": child,
        "person": mother,
        "member": member,
        "contact": contact,
        "relationship": Relationship.objects.create(
            person=mother, relative=child.person, kind="parent", recorded_by=worker
        ),
        "keep_apart": KeepApart.objects.create(
            first=uncle,
            second=mother,
            kind="must_not_meet",
            reason="An order.",
            source="order",
            audience="case",
            review_on=today,
            recorded_by=worker,
        ),
        "note": note,
        "reminder": make_reminder(case, mother),
        "notice": make_notice(user, case),
        "rule": next(Named(one) for one in all_rules() if one.notice and one.is_editable),
        "task": Task.objects.create(title="Ring", due_on=today, assigned_to=worker, case=case),
        "alert": alert,
        "offer": offer,
        "reply": reply,
        "meeting": meeting,
        **make_meeting_records(meeting, child, mother, worker, coordinator),
        **make_learning_records(case),
        "request": InformationRequest.objects.create(
            referral=case.referral, question="Which school?", asked_at=now, asked_by=coordinator
        ),
        "access": CaseAccess.objects.create(
            case=case, user=coordinator, expires_on=today, granted_by=coordinator
        ),
        **make_draft(case, user if relation in THEIRS else worker),
        **make_import(case, coordinator),
        "kept": Draft.objects.create(
            user=user, form="note", subject=str(case.public_id), url="/", data="{}"
        ),
        "own_note": Note.objects.create(case=case, happened_on=today, text="Rang.", author=user),
        "glass": BreakGlass.objects.create(
            case=case,
            user=coordinator,
            ground="other",
            reason="Covering for a colleague today.",
            at=now - timedelta(hours=2),
            expires_at=now - timedelta(hours=1),
            review_due_on=today,
            reviewed_at=now,
            reviewed_by=worker,
            verdict="right",
        ),
        "left": make_bystander("left", is_active=False),
        "leaver": (leaver := make_bystander("le")),
        "reset": FactorReset.objects.create(
            user=leaver, asked_by=coordinator, how_known="Spoke to them."
        ),
        # A file is its asker's alone.
        "file": PreparedFile.objects.create(
            kind="records", name="Families met", made_for=user, expires_at=now + timedelta(days=7)
        ),
        "membership": Membership.objects.create(
            user=leaver, team=case.team, role=Role.BUSINESS_SUPPORT
        ),
        "invitation": Invitation.objects.create(
            email="new@example.org",
            team=case.team,
            role=Role.COORDINATOR,
            token_hash="x",
            invited_by=worker,
            expires_at=now + timedelta(hours=1),
        ),
        "absence": Absence.objects.create(
            user=user, deputy=leaver, starts_on=today, ends_on=today, recorded_by=user
        ),
        "exclusion": Exclusion.objects.create(
            case=case, user=make_bystander("by"), ground="known", recorded_by=coordinator
        ),
    }
    # A pack is read by whom it was given to.
    records["pack"] = PackReader.objects.create(
        meeting=records["panel"],
        user=user,
        starts_on=today,
        ends_on=today + timedelta(days=7),
        given_by=coordinator,
    )
    # Who works with a side of it is nobody of this world.
    records["side_worker"] = CompartmentMember.objects.create(
        case=case, user=make_bystander("side"), compartment="harmed", given_by=coordinator
    )
    return records


def make_import(case: Case, by: User) -> dict[str, Any]:
    """A spreadsheet of the service that the case belongs to, and a cell of it to be settled."""
    sheet = SheetImport.objects.create(
        team=case.team, filename="tracker.xlsx", size=9, file_hash="x", uploaded_by=by
    )
    cell = ImportedCell.objects.create(
        case=case,
        sheet_import=sheet,
        number=17,
        column=3,
        heading="Notes",
        text="do not leave vm",
        kind="no_voicemail",
        is_confidential=True,
    )
    return {"import": sheet, "cell": cell}


def make_draft(case: Case, author: User) -> dict[str, Any]:
    """A referral that somebody has begun: in stage "draft", and nobody else's."""
    draft = Case.objects.create(
        team=case.team, referring_team=case.referring_team, created_by=author
    )
    Referral.objects.create(case=draft)
    child = Person.objects.create(first_name="Jonah", last_name="Bell", created_by=author)
    nan = Person.objects.create(first_name="Pat", last_name="Bell", created_by=author)
    return {
        "draft": draft,
        "draft_child": CaseChild.objects.create(case=draft, person=child),
        "draft_member": NetworkMember.objects.create(case=draft, person=nan, added_by=author),
    }


def make_bystander(name: str, **fields: Any) -> User:
    return User.objects.create_user(
        f"{name}@example.org", first_name="By", last_name="Stander", **fields
    )
