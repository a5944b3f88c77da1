"""A family whose every name, number, address, time and word is found again wherever it turns up."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import Role, User
from cases.contact_values import write_value
from cases.models import CaseChild, ContactPoint, NetworkMember, Note, Person, Referral
from cases.reminders.channels.base import Outgoing
from conferences.models import (
    AttendanceDecision,
    Booking,
    FamilyPlan,
    Meeting,
    MeetingInvitation,
    MeetingParty,
    Need,
    Participant,
    Resource,
)
from tests.factories.recording import Service, make_member, make_service

# Key: first name, family name, part, side. No name is a word, or part of another.
PEOPLE = {
    "child": ("Zephyrine", "Quillfeather", "child", ""),
    "brother": ("Barnabyus", "Quarrendonne", "child", ""),
    "mother": ("Marguerita", "Thistlewoode", "family", "mother"),
    "father": ("Demetriosz", "Ravenscroftus", "family", "father"),
    "grandmother": ("Wilhelminka", "Oldacrewe", "family", "mother"),
    "uncle": ("Ignatiusz", "Blackmoorend", "family", "father"),
    "aunt": ("Persephonea", "Larkspurre", "family", "mother"),
    "neighbour": ("Yolandette", "Featherstonewood", "friend", "neither"),
    "foster_carer": ("Cordeliana", "Brightwatersea", "family", "neither"),
    "old_carer": ("Rosamundia", "Formerholme", "family", "neither"),
    "adopter": ("Thaddeusso", "Winterbournex", "family", "neither"),
    "teacher": ("Hyacinthea", "Schoolmistria", "professional", ""),
    "supporter": ("Benedictax", "Supportwellen", "supporter", "mother"),
}
VENUE = "Juniperbank Hall"
VENUE_ADDRESS = "4 Juniperbank Walk, JB4 4BJ"
VENUE_DIRECTIONS = "Take the number 77 bus to the Juniperbank pond."


@dataclass(frozen=True)
class Secret:
    """One string that must not reach somebody: what it is, and whose (nobody's: the case's)."""

    key: str
    value: str
    owner: str = ""


@dataclass
class World:
    """One family, its meeting, everybody in it by key, and all that there is to give away."""

    service: Service
    case: object
    meeting: Meeting
    people: dict[str, Participant]
    secrets: list[Secret] = field(default_factory=list)
    invitation: MeetingInvitation | None = None
    posted: list[Outgoing] = field(default_factory=list)
    reminded: Any = None
    by: str = ""
    plan: FamilyPlan | None = None
    copies: dict[int, str] = field(default_factory=dict)
    clients: dict[int, Client] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Participant:
        return (
            Participant.objects.with_names().select_related("meeting").get(pk=self.people[key].pk)
        )

    @property
    def coordinator(self) -> User:
        return self.service.coordinator

    def contact(self, key: str, channel: str) -> ContactPoint:
        return ContactPoint.objects.get(
            person=self.people[key].person, channel=channel, ended_at=None
        )

    def set_contact(self, key: str, channel: str, **changes) -> None:
        ContactPoint.objects.filter(pk=self.contact(key, channel).pk).update(**changes)

    def hold(self, key: str, value: str, owner: str = "") -> None:
        """One more thing that must not come out."""
        self.secrets.append(Secret(key, value, owner))

    @property
    def persons(self) -> list[int]:
        return [one.person_id for one in self.people.values() if one.person_id]

    def client_of(self, user: User) -> Client:
        """Somebody signed in, once: who they are allowed to be does not change in a family."""
        if user.pk not in self.clients:
            self.clients[user.pk] = Client()
            self.clients[user.pk].force_login(User.objects.get(pk=user.pk))
        return self.clients[user.pk]

    def refresh(self) -> None:
        self.meeting = Meeting.objects.get(pk=self.meeting.pk)


def afternoon(days: int = 20, hour: int = 16, minute: int = 0):
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def make_world() -> World:
    service = _service()
    from cases.models import Case

    case = Case.objects.create(
        reference="ZQX-2026-77431",
        team=service.team,
        referring_team=service.referring,
        stage="allocated",
        created_by=service.worker,
        coordinator=service.coordinator,
    )
    meeting = Meeting.objects.create(
        format="family_group_conference",
        team=service.team,
        stage="scheduled",
        starts_at=afternoon(),
        ends_at=afternoon() + timedelta(hours=3),
        place=VENUE,
        opened_by=service.coordinator,
    )
    MeetingParty.objects.create(meeting=meeting, case=case)
    world = World(service, case, meeting, {})
    _case_secrets(world)
    for number, key in enumerate(PEOPLE, start=11):
        _add(world, key, number)
    for kind, key in (("interpreter", "interpreter"), ("advocate", "advocate")):
        _add_resource(world, kind, key)
    world.people["worker"] = Participant.objects.create(
        meeting=meeting,
        user=service.worker,
        part="referrer",
        attendance="comes",
        added_by=service.coordinator,
    )
    world.hold("name", "Gracelingo", "worker")
    world.hold("family name", "Socialworthen", "worker")
    _book_venue(world)
    return world


def _service() -> Service:
    service = make_service()
    service.team.name = "Kingfisherdale conference service"
    service.team.save()
    service.referring.name = "Assessmentia North team"
    service.referring.save()
    for user, first, last, phone in (
        (service.coordinator, "Leelander", "Marshcombe", "01632 960777"),
        (service.worker, "Gracelingo", "Socialworthen", "01632 960778"),
    ):
        user.first_name, user.last_name, user.phone = first, last, phone
        user.save()
    return service


def _case_secrets(world: World) -> None:
    Referral.objects.create(
        case=world.case, reason="Bruisewickery was seen.", strengths="Lovingkindly nan."
    )
    Note.objects.create(
        case=world.case,
        author=world.coordinator,
        kind="visit",
        happened_on=timezone.localdate(),
        text="Whisperedly he drinks.",
        audience="coordinator",
    )
    for key, value in (
        ("reason", "Bruisewickery"),
        ("strengths", "Lovingkindly"),
        ("note", "Whisperedly"),
        ("reference", world.case.reference),
        ("team", "Kingfisherdale"),
        ("referring team", "Assessmentia"),
        ("coordinator's family name", "Marshcombe"),
        ("coordinator's email", world.coordinator.email),
        ("service", "family group"),
        ("service", "social work"),
        ("service", "safeguarding"),
        ("service", "children's services"),
        ("service", "child protection"),
    ):
        world.hold(key, value)


def _add(world: World, key: str, number: int) -> None:
    first, last, part, side = PEOPLE[key]
    by = world.coordinator
    born = {"child": 9, "brother": 17}.get(key)
    person = Person.objects.create(
        first_name=first,
        last_name=last,
        date_of_birth=timezone.localdate() - timedelta(days=born * 366) if born else None,
        created_by=world.service.worker,
    )
    if part == "child":
        CaseChild.objects.create(case=world.case, person=person, social_worker=world.service.worker)
    else:
        NetworkMember.objects.create(
            case=world.case,
            person=person,
            part="family" if part == "supporter" else part,
            added_by=world.service.worker,
        )
    participant = Participant.objects.create(
        meeting=world.meeting,
        person=person,
        part=part,
        family_side=side,
        relation=f"relatione{number}x",
        suggested_by=f"suggestede{number}x",
        worries=f"worriede{number}x of others",
        views=f"viewede{number}x",
        arrival_note=f"arrivale{number}x by the back door",
        answer_words=f"answerede{number}x",
        attendance="comes",
        added_by=by,
    )
    Need.objects.create(participant=participant, kind="lift", detail=f"needede{number}x")
    AttendanceDecision.objects.create(
        participant=participant,
        outcome="comes",
        why=f"decidede{number}x",
        arrangements=f"arrangede{number}x",
        recorded_by=by,
    )
    world.people[key] = participant
    for what in ("relation", "suggested", "worried", "viewed", "arrival", "answered", "needed",
                 "decided", "arranged"):  # fmt: skip
        world.hold(what, f"{what}e{number}x", key)
    world.hold("name", first, key)
    world.hold("family name", last, key)
    for channel, value in (
        ("mobile", f"07700 9{number}0{number}"),
        ("email", f"{first.lower()}{number}@hideaway.example"),
        ("address", f"{number} {last} Rise, Secretton, SX{number} 1AA"),
    ):
        ContactPoint.objects.create(
            person=person,
            channel=channel,
            _value=value,
            value_hash=write_value(channel, value).value_hash,
            may_text="yes",
            may_write="yes",
            safe_note=f"safenote{number}{channel}",
            label=f"labelled{number}{channel}",
            confirmed_on=timezone.localdate(),
            confirmed_by=by,
            recorded_by=by,
        )
        world.hold(channel, value, key)
        world.hold("safe note", f"safenote{number}{channel}", key)
        world.hold("label", f"labelled{number}{channel}", key)


def _add_resource(world: World, kind: str, key: str) -> None:
    resource = Resource.objects.create(
        kind=kind,
        name=f"{kind.title()}enko Bureau",
        contact_name=f"{kind.title()}issima",
        contact_email=f"{kind}@bureau.example",
        contact_phone="07700 900881" if kind == "interpreter" else "07700 900882",
        note=f"{kind}noted",
        cost=f"{kind}costing",
        added_by=world.coordinator,
    )
    world.people[key] = Participant.objects.create(
        meeting=world.meeting,
        resource=resource,
        part=kind,
        attendance="comes",
        added_by=world.coordinator,
    )
    for what in ("contact_name", "contact_email", "contact_phone", "note", "cost"):
        secret = {"contact_name": "name", "contact_email": "email", "contact_phone": "mobile"}
        world.hold(secret.get(what, what), getattr(resource, what), key)


def _book_venue(world: World) -> None:
    venue = Resource.objects.create(
        kind="venue",
        name=VENUE,
        address="4 Juniperbank Walk",
        postcode="JB4 4BJ",
        directions=VENUE_DIRECTIONS,
        contact_name="Caretakerova",
        contact_phone="01632 960991",
        note="Doorcodeinside 4417",
        cost="Costing ninetynine",
        access_note="Rampbehind",
        added_by=world.coordinator,
    )
    Booking.objects.create(
        resource=venue,
        meeting=world.meeting,
        held=(world.meeting.starts_at - timedelta(minutes=37), world.meeting.ends_at),
        booked_by=world.coordinator,
    )
    for what in ("contact_name", "contact_phone", "note", "cost", "access_note"):
        world.hold(f"venue {what}", getattr(venue, what))
    world.hold("venue", "Juniperbank")


def arrive(world: World, key: str, at: time) -> None:
    """Let somebody come at a time of their own, which is nobody else's to know."""
    Participant.objects.filter(pk=world.people[key].pk).update(arrives_at=at)
    world.hold("arrival time", f"{at.hour - 12}:{at.minute:02}pm", key)
    world.hold("arrival time", f"{at:%H:%M}", key)


def another_member(world: World, role: Role, first: str, last: str) -> User:
    return make_member(world.service.team, role, first, last)
