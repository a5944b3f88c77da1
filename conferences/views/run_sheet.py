from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.apart import Pair
from conferences.formats import Part
from conferences.guards import what_stands_open
from conferences.meeting_page import meeting_context
from conferences.models import Check, Meeting, Participant
from conferences.readiness import Person, Readiness, read_readiness
from conferences.secret_places import place_for_others
from conferences.views.loading import load_meeting


@dataclass(frozen=True)
class Slot:
    """One part of the day with the clock times it is meant to have, while there is a date."""

    part: Part
    begins: datetime | None
    ends: datetime | None


def order_of_the_day(meeting: Meeting) -> list[Slot]:
    """The parts of a format one after the other, from the start of the meeting."""
    slots = []
    begins = meeting.starts_at
    for part in meeting.declared.parts:
        ends = begins + timedelta(minutes=part.minutes) if begins else None
        slots.append(Slot(part, begins, ends))
        begins = ends
    return slots


def open_items(meeting: Meeting, user: User) -> list[str]:
    """What is open on the day: guards of what comes next, and unsettled checks of the meeting."""
    here, declared = meeting.stage_now, meeting.declared
    ahead = [declared.stage(key) for key in here.to]
    before_it = [
        stage for stage in ahead if not stage.clears_date and stage not in declared.from_its_day
    ]
    its_day = [stage for stage in ahead if stage.is_day]
    sentences = what_stands_open(meeting, *before_it, *its_day, reader=user)
    settled = set(
        Check.objects.filter(meeting=meeting, participant=None).values_list("key", flat=True)
    )
    said = {key for stage in ahead for key in stage.guards}
    sentences += [
        item.label for item in declared.meeting_checklist if item.key not in settled | said
    ]
    return list(dict.fromkeys(sentences))


def left_out(meeting: Meeting, user: User) -> list[str]:
    """What was settled as not needed, and why: of the meeting, and of those who take part."""
    declared = meeting.declared
    checks = Check.objects.filter(meeting=meeting, state=Check.State.NOT_NEEDED)
    people = {
        one.pk: one
        for one in Participant.objects.visible_to(user)
        .reachable()
        .with_names()
        .filter(meeting=meeting, checks__in=checks)
        .distinct()
    }
    said = []
    for check in checks.order_by("pk"):
        one = people.get(check.participant_id or 0)
        items = declared.items_for(one.part) if one else declared.meeting_checklist
        label = next((item.label for item in items if item.key == check.key), "")
        if label and (one or check.participant_id is None):
            said.append(f"{f'{one.name}: ' if one else ''}{label}. {check.why}")
    return said


@require_GET
@requires(Permission.MEETING_RECORD)
def run_sheet(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One page for the day: on paper and on a phone, for the coordinator's eyes only."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    readiness = read_readiness(meeting, case, request.user)
    staggered = sorted(
        (one for one in readiness.reachable if one.participant.arrives_at),
        key=lambda one: (one.participant.arrives_at, one.participant.pk),
    )
    return render(
        request,
        "conferences/circle/run_sheet.html",
        meeting_context(
            request,
            meeting,
            case,
            "conferences:meeting_day",
            readiness=readiness,
            place=place_for_others(meeting),
            slots=order_of_the_day(meeting),
            open_items=open_items(meeting, request.user),
            left_out=left_out(meeting, request.user),
            staggered=staggered,
            pairs=[_pair_words(readiness, pair) for pair in readiness.pairs],
            arrangements=[one for one in readiness.reachable if _is_arranged(one)],
            worker=User.objects.filter(pk__in=[key for key in case.worker_ids if key])
            .order_by("pk")
            .first(),
        ),
    )


def _pair_words(readiness: Readiness, pair: Pair) -> str:
    """Who is kept apart from whom, and how, without why."""
    two = f"{readiness.named(pair.first.pk)} and {readiness.named(pair.second.pk)}"
    return f"{two} are kept apart: {pair.words.lower()}"


def _is_arranged(one: Person) -> bool:
    return bool(one.decision and one.decision.arrangements.strip())
