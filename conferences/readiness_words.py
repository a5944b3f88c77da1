"""The readiness circle in words: its finding, its picture, what stands open, what is next."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from accounts.models import User
from cases.pictures.family import in_a_row
from conferences.formats import Stage
from conferences.guards import Open, open_before
from conferences.models import Meeting, MeetingInvitation, Participant
from conferences.pictures.readiness import CirclePicture, draw_readiness
from conferences.pictures.ring import Mark
from conferences.readiness import Person, Readiness


@dataclass(frozen=True)
class Step:
    """One thing to be done: what, and where."""

    text: str
    url: str = ""


def address_of(name: str, thing: Meeting | Participant) -> str:
    """The address of a page of a meeting or of somebody in it; empty while there is none."""
    try:
        return reverse(name, kwargs={"public_id": thing.public_id})
    except NoReverseMatch:
        return ""


def next_stage(meeting: Meeting) -> Stage | None:
    """The stage a meeting goes to when all goes well: the first its stage names."""
    here = meeting.stage_now
    return meeting.declared.stage(here.to[0]) if here.to else None


def stage_to_prepare_for(meeting: Meeting) -> Stage | None:
    """The nearest stage ahead that asks for something: what is prepared is prepared for it."""
    declared, stage = meeting.declared, next_stage(meeting)
    while stage and not stage.asks_for_something and stage.to and not stage.is_day:
        stage = declared.stage(stage.to[0])
    return stage


def open_steps(meeting: Meeting, stage: Stage | None, user: User) -> list[Step]:
    """What keeps a meeting from a stage, each with the page on which it is dealt with."""
    if stage is None:
        return []
    found = open_before(meeting, stage, reader=user)
    return [Step(one.text, _where(one, meeting)) for one in found]


def _where(one: Open, meeting: Meeting) -> str:
    if one.records:
        key = {"public_id": meeting.public_id, "page": one.records}
        return reverse("conferences:meeting_records", kwargs=key)
    return address_of(one.page, meeting)


def next_thing(readiness: Readiness, steps: list[Step]) -> Step:
    """The one thing to do next: a guard first, then what any coordinator would do.

    Before a stage that asks for nothing, the meeting with the referrer comes first.
    """
    meeting = readiness.meeting
    if meeting.stage == meeting.declared.not_held:
        return _after_calling_off(meeting)
    if meeting.stage_now in meeting.declared.from_its_day:
        stage = next_stage(meeting)
        if stage is None:
            return Step("Nothing is open")
        if steps:
            return steps[0]
        return Step(f"Say what came of it: {stage.label}", what_came_of_it(meeting))
    stage = next_stage(meeting)
    brief = address_of("conferences:meeting_brief", meeting)
    if steps and (stage is None or stage.asks_for_something or steps[0].url == brief):
        return steps[0]
    people = address_of("conferences:meeting_people", meeting)
    not_met = [one for one in readiness.not_met if one.participant.is_of_the_family]
    if not readiness.everybody:
        return Step("Say who is to be invited", people)
    if not_met:
        return Step(f"Meet {in_a_row([one.short_name for one in not_met[:3]])}", people)
    if meeting.starts_at is None:
        return Step("Find a date", address_of("conferences:find_date", meeting))
    if readiness.open_needs:
        return Step(f"Arrange {_count(readiness.open_needs, 'need', 'needs')}", people)
    waiting = [one for one in readiness.room if not one.participant.answer]
    if waiting:
        invitations = address_of("conferences:meeting_invitations", meeting)
        return Step(
            f"Ask {in_a_row([one.short_name for one in waiting[:3]])} for an answer", invitations
        )
    return Step("Look at the run sheet", address_of("conferences:run_sheet", meeting))


def _after_calling_off(meeting: Meeting) -> Step:
    """Those who think that it takes place are told; then there is nothing more to do here."""
    told: dict[int, str] = {}
    sent = MeetingInvitation.objects.filter(
        participant__meeting=meeting,
        state__in=(MeetingInvitation.State.SENT, MeetingInvitation.State.TOLD),
    )
    for person, purpose in sent.order_by("revision", "pk").values_list("participant", "purpose"):
        told[person] = purpose
    waiting = sum(purpose != MeetingInvitation.Purpose.CANCELLATION for purpose in told.values())
    if not waiting:
        return Step("Nothing is open")
    who = "one person who expects" if waiting == 1 else f"{waiting} people who expect"
    return Step(f"Tell the {who} it", address_of("conferences:meeting_invitations", meeting))


def what_came_of_it(meeting: Meeting) -> str:
    """Where a meeting that was held goes on: its plan or its review; else the decision."""
    if meeting.declared.reviews_plan:
        return address_of("conferences:meeting_review", meeting)
    name = "meeting_plan" if meeting.declared.has_plan else "day_decide"
    return address_of(f"conferences:{name}", meeting)


def finding(readiness: Readiness) -> str:
    """What the picture shows, in one sentence."""
    room = readiness.room
    if not room:
        return "Nobody has been invited yet"
    waiting = sum(not one.is_coming and not one.is_not_coming for one in room)
    text = f"{readiness.coming} of {len(room)} are coming"
    if waiting:
        text += f", {waiting} {'has' if waiting == 1 else 'have'} not answered"
    return text


def circle_svg(readiness: Readiness) -> SafeString:
    children = readiness.children
    is_round_the_child = readiness.meeting.declared.is_round_the_child
    names = in_a_row([one.short_name for one in children])
    names = names or ("the child" if is_round_the_child else "everybody")
    outer = readiness.outer_ring
    apart = [
        f"{readiness.named(pair.first.pk)} and {readiness.named(pair.second.pk)}"
        for pair in readiness.pairs
    ]
    description = [f"{finding(readiness)}."]
    if outer:
        description.append(f"Heard another way: {in_a_row([one.short_name for one in outer])}.")
    if apart:
        description.append(f"Kept apart: {'; '.join(apart)}.")
    description.append("The table beside it says the same in words.")
    picture = CirclePicture(
        children=tuple(mark_of(one) for one in children),
        seats=tuple(mark_of(one) for one in readiness.seats),
        outer=tuple(
            Mark(one.participant.pk, one.short_name, one.heard or "another way") for one in outer
        ),
        apart=tuple(pair.keys for pair in readiness.pairs),
        is_round_the_child=is_round_the_child,
    )
    return draw_readiness(
        picture,
        name="readiness",
        title=f"The circle round {names}",
        description=" ".join(description),
    )


def mark_of(one: Person) -> Mark:
    if one.heard:
        return Mark(one.participant.pk, one.short_name, one.heard, is_dashed=True)
    return Mark(
        key=one.participant.pk,
        name=one.short_name,
        words=one.answer,
        is_filled=one.is_coming,
        is_dashed=not one.is_coming and not one.is_not_coming,
        is_crossed=one.is_not_coming,
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
