"""What happens in a family before a message goes: each a word in the table of scenarios."""

from collections.abc import Callable
from datetime import time, timedelta

from django.utils import timezone

from accounts.models import Role
from cases.domain.restricting import restrict_case
from cases.models import Case, ContactPoint, KeepApart, Person, Relationship
from conferences.domain.inviting import mark_told, prepare_invitation
from conferences.models import Booking, Meeting, MeetingParty, PairDecision, Participant
from tests.dispatching import dispatch
from tests.leaks.world import World, afternoon, another_member, arrive

TWISTS: dict[str, Callable[[World], None]] = {}


def twist(function: Callable[[World], None]) -> Callable[[World], None]:
    TWISTS[function.__name__] = function
    return function


def _decide(world: World, key: str, **changes) -> None:
    Participant.objects.filter(pk=world.people[key].pk).update(**changes)


def _hide(world: World, key: str, *channels: str) -> None:
    for channel in channels:
        world.set_contact(key, channel, is_confidential=True, value_hash="", postcode_hash="")


def _apart(world: World, one: str, other: str, kind: str = "must_not_meet") -> None:
    KeepApart.objects.create(
        first=world.people[one].person,
        second=world.people[other].person,
        kind=kind,
        reason="Strangledly she fears him.",
        source="order",
        source_detail="Orderpaper 8812",
        review_on=timezone.localdate() + timedelta(days=60),
        recorded_by=world.coordinator,
    )
    world.hold("keep apart", "Strangledly")
    world.hold("keep apart", "Orderpaper")


@twist
def separated_parents(world):
    Relationship.objects.create(
        person=world.people["mother"].person,
        relative=world.people["father"].person,
        kind="former_partner",
        recorded_by=world.coordinator,
    )


@twist
def parents_kept_apart(world):
    _apart(world, "mother", "father")


@twist
def both_come_apart(world):
    _apart(world, "mother", "father", "separate_arrival")
    arrive(world, "mother", time(16, 7))
    arrive(world, "father", time(16, 23))
    first, second = sorted((world.people["mother"], world.people["father"]), key=lambda p: p.pk)
    PairDecision.objects.create(
        meeting=world.meeting,
        first=first,
        second=second,
        outcome="separate_arrival",
        why="Pairwisely decided",
        decided_by="Decidermann",
        recorded_by=world.coordinator,
    )
    world.hold("pair", "Pairwisely")
    world.hold("pair", "Decidermann")


@twist
def mother_in_refuge(world):
    _hide(world, "mother", "address", "mobile", "email")


@twist
def father_hides(world):
    """His new address is to be kept from everybody, his own mother's side first."""
    _hide(world, "father", "address")


@twist
def carers_are_secret(world):
    _hide(world, "foster_carer", "address", "mobile", "email")
    _hide(world, "adopter", "address", "mobile", "email")


@twist
def parents_share_a_phone(world):
    _same(world, "mother", "father", "mobile")


@twist
def grandmother_shares_with_uncle(world):
    for channel in ("mobile", "email", "address"):
        _same(world, "grandmother", "uncle", channel)


@twist
def refuge_phone_was_his(world):
    """A number held securely that is also that of the man who is kept away."""
    _same(world, "mother", "uncle", "mobile")
    _hide(world, "mother", "mobile")


def _same(world: World, one: str, other: str, channel: str) -> None:
    mine, theirs = world.contact(one, channel), world.contact(other, channel)
    ContactPoint.objects.filter(pk=theirs.pk).update(_value=mine._value, value_hash=mine.value_hash)
    world.secrets = [
        secret for secret in world.secrets if not (secret.owner == other and secret.key == channel)
    ]


@twist
def partner_reads_her_post(world):
    for channel in ("mobile", "email", "address"):
        world.set_contact("mother", channel, used_by_others="Snoopingly her new partner")
    world.hold("used by", "Snoopingly")


@twist
def uncle_kept_away(world):
    _decide(world, "uncle", attendance="another_way")


@twist
def uncle_takes_no_part(world):
    _decide(world, "uncle", attendance="no_part")


@twist
def uncle_left(world):
    _decide(world, "uncle", removed_at=timezone.now(), removed_why="Removedly")
    world.hold("removed", "Removedly")


@twist
def uncle_was_invited(world):
    _tell(world, "uncle", "email")


@twist
def everybody_was_told(world):
    for key in ("mother", "father", "grandmother", "child", "worker"):
        mark_told(world[key], by=world.coordinator, how="By phone")


@twist
def mother_was_emailed(world):
    _tell(world, "mother", "email")


def _tell(world: World, key: str, channel: str) -> None:
    prepare_invitation(
        world[key],
        by=world.coordinator,
        channel=channel,
        contact_point=world.contact(key, channel),
    )
    dispatch()


@twist
def new_date(world):
    start = afternoon(days=33, hour=10, minute=30)
    _redate(world, start)


@twist
def postponed(world):
    _redate(world, None)


@twist
def new_place(world):
    Booking.objects.filter(meeting=world.meeting).update(
        cancelled_at=timezone.now(), cancelled_by=world.coordinator
    )
    Meeting.objects.filter(pk=world.meeting.pk).update(place="The Heronwater Rooms")


def _redate(world: World, start) -> None:
    Meeting.objects.filter(pk=world.meeting.pk).update(
        starts_at=start,
        ends_at=start + timedelta(hours=3) if start else None,
        version=world.meeting.version + 1,
    )
    if start is not None:
        world.hold("new day", f"{start:%-d %B}")
        world.hold("new time", "10:30am")


@twist
def carer_changed(world):
    _decide(world, "old_carer", removed_at=timezone.now(), removed_why="Movedhome")
    world.hold("removed", "Movedhome")
    _hide(world, "foster_carer", "address")


@twist
def restricted(world):
    restrict_case(world.case, by=world.service.manager, why="Celebritously known")
    world.hold("restriction", "Celebritously")


@twist
def case_closed(world):
    Case.objects.filter(pk=world.case.pk).update(
        stage="closed", ended_at=timezone.now(), ended_by=world.service.manager
    )


@twist
def reads_polish(world):
    Person.objects.filter(pk=world.people["grandmother"].person_id).update(
        language="Polish", interpreter="given", interpreter_language="Polish"
    )


@twist
def not_confirmed(world):
    for key in ("mother", "father", "grandmother"):
        for channel in ("mobile", "email", "address"):
            world.set_contact(key, channel, confirmed_on=None, confirmed_by=None)


@twist
def says_no(world):
    for channel in ("mobile", "email", "address"):
        world.set_contact("mother", channel, may_text="no", may_write="no")


@twist
def contact_withdrawn(world):
    for channel in ("mobile", "email", "address"):
        world.set_contact("mother", channel, ended_at=timezone.now())


@twist
def confirmed_long_ago(world):
    for channel in ("mobile", "email", "address"):
        world.set_contact("aunt", channel, confirmed_on=timezone.localdate() - timedelta(days=400))


@twist
def at_grandmothers(world):
    """The family chose her home; all may know it, it is said in the coordinator's words."""
    _place(world, "Wilhelminka’s, 15 Oldacrewe Rise, SX15 1AA")


@twist
def at_the_refuge(world):
    _hide(world, "mother", "address")
    _place(world, "13 Thistlewoode Rise, Secretton, SX13 1AA")


@twist
def at_the_foster_home(world):
    _hide(world, "foster_carer", "address")
    _place(world, "At the carers', SX19 1AA")
    world.hold("address", "SX19 1AA", "foster_carer")


def _place(world: World, words: str) -> None:
    Booking.objects.filter(meeting=world.meeting).update(
        cancelled_at=timezone.now(), cancelled_by=world.coordinator
    )
    Meeting.objects.filter(pk=world.meeting.pk).update(place=words)


@twist
def by_video(world):
    _decide(world, "father", way="video")
    _decide(world, "aunt", way="phone")


@twist
def by_letter(world):
    _decide(world, "uncle", way="letter")


@twist
def not_decided(world):
    _decide(world, "uncle", attendance="")


@twist
def order_against_father(world):
    world.people["father"].decisions.create(
        outcome="with_arrangements",
        ground="order",
        why="Orderedly until summer",
        recorded_by=world.coordinator,
    )
    _decide(world, "father", attendance="with_arrangements")
    world.hold("order", "Orderedly")


@twist
def two_conferences(world):
    """The father's side meets on another day in another place, which is nobody else's here."""
    start = afternoon(days=27, hour=11, minute=15)
    other = Meeting.objects.create(
        format="family_group_conference",
        team=world.service.team,
        stage="scheduled",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="Otterbrooke Rooms",
        opened_by=world.coordinator,
    )
    MeetingParty.objects.create(meeting=other, case=world.case)
    Participant.objects.filter(pk=world.people["father"].pk).update(meeting=other)
    world.people["father"].meeting = other


@twist
def other_meeting_is_secret(world):
    world.hold("the other day", f"{afternoon(days=27, hour=11):%-d %B}")
    world.hold("the other place", "Otterbrooke")


@twist
def coordinator_changed(world):
    new = another_member(world, Role.COORDINATOR, "Newtonia", "Takesover")
    new.phone = "01632 960555"
    new.save()
    Case.objects.filter(pk=world.case.pk).update(coordinator=new)
    world.hold("the coordinator before", "Leelander")
    world.hold("the coordinator before", "01632 960777")


@twist
def likes_another_name(world):
    Person.objects.filter(pk=world.people["grandmother"].person_id).update(
        known_as="Nanakins", other_names="Formerlyna"
    )
    world.hold("earlier name", "Formerlyna", "grandmother")


@twist
def kept_apart_from_nan(world):
    _apart(world, "grandmother", "aunt")


@twist
def professional_has_an_account_elsewhere(world):
    Person.objects.filter(pk=world.people["teacher"].person_id).update(
        job_title="Headship", organisation="Gladeborough School"
    )
    world.hold("school", "Gladeborough")
