"""Two cases and what was between them, with those who know of one side, of the other, of both."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership, Role, User
from cases.models import Case, CaseChild, Person
from conferences.domain.checking import settle_checks
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.entries import add_entry
from conferences.domain.gathering import add_participant
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.domain.sides import join_side
from conferences.models import Meeting, Participant
from tests.factories.recording import Service, make_family, make_member, make_service

KEY = "after_harm"
OTHER = {"harmed": "harming", "harming": "harmed"}


@dataclass
class Harm:
    """`facilitator` knows both cases; `workers` and `coordinators` by side know one each."""

    services: dict[str, Service]
    cases: dict[str, Case]
    facilitator: User
    workers: dict[str, User]
    coordinators: dict[str, User]
    managers: dict[str, User]
    meeting: Meeting | None = None
    held: Meeting | None = None

    def refreshed(self) -> Meeting:
        assert self.meeting
        self.meeting = Meeting.objects.get(pk=self.meeting.pk)
        return self.meeting


def make_harm(*, joined: bool = True, first: str = "harming") -> Harm:
    """Two services, so that neither team knows the other's case; the facilitator sits in both."""
    services = {side: make_service() for side in ("harmed", "harming")}
    cases = {side: make_family(one, children=0).case for side, one in services.items()}
    for side, case in cases.items():
        person = Person.objects.create(
            first_name=f"Young{side}", last_name="Doe", created_by=services[side].worker
        )
        CaseChild.objects.create(case=case, person=person, social_worker=services[side].worker)
    facilitator = make_member(services["harmed"].team, Role.COORDINATOR, "Fay", "Facilitator")
    Membership.objects.create(
        user=facilitator, team=services["harming"].team, role=Role.COORDINATOR
    )
    harm = Harm(
        services,
        cases,
        facilitator,
        workers={side: one.worker for side, one in services.items()},
        coordinators={side: one.coordinator for side, one in services.items()},
        managers={side: one.manager for side, one in services.items()},
    )
    harm.meeting = open_meeting(cases[first], KEY, by=facilitator, side=first)
    if joined:
        join_side(harm.meeting, cases[OTHER[first]].reference, by=facilitator)
    return harm


def write(harm: Harm, kind: str, **values: Any):
    return add_entry(harm.refreshed(), kind, by=harm.facilitator, values=values)


def say(harm: Harm, side: str, stands: str = "yes", **more: Any):
    """What one side answers when it is asked whether it wants to go on."""
    return write(
        harm, f"agreement_{side}", on=timezone.localdate(), stands=stands, way=["direct"], **more
    )


def acknowledge(harm: Harm, answer: str = "yes", **more: Any):
    values = {"how": "He said so.", "on": timezone.localdate(), **more}
    return write(harm, "acknowledgement", answer=answer, **values)


def decide_invited(harm: Harm, **more: Any):
    values = {"consents": "yes", "answer": "yes", "why": "She asked.", "chose": "takes_part"}
    return write(
        harm, "invited", **(values | {"under_17": "no", "on": timezone.localdate()} | more)
    )


def look_at(harm: Harm, side: str, **more: Any) -> None:
    """Say of one side that it fits, and what could go wrong."""
    today = timezone.localdate()
    write(harm, f"suitability_{side}", fits="yes", why="They want to.", second="no",
          decided_on=today)  # fmt: skip
    values = {"whom": "themselves", "risk": "Shouting.", "level": "low", "done": "A break."}
    write(harm, f"risk_{side}", **(values | {"on": today} | more))


def prepare(harm: Harm) -> Meeting:
    """Everything that must be there before both sides are prepared, and on to it."""
    acknowledge(harm)
    decide_invited(harm)
    for side in ("harmed", "harming"):
        look_at(harm, side)
        say(harm, side)
    return move_meeting(harm.refreshed(), "preparing_both", by=harm.facilitator)


def give_a_date(harm: Harm, *, days: int) -> Meeting:
    meeting = harm.refreshed()
    start = timezone.now() + timedelta(days=days)
    return date_meeting(
        meeting,
        by=harm.facilitator,
        version=meeting.version,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="The library",
    )


def bring(harm: Harm, side: str, first_name: str, part: str = "family") -> Participant:
    person = Person.objects.create(
        first_name=first_name, last_name="Doe", created_by=harm.facilitator
    )
    one = add_participant(
        harm.refreshed(), by=harm.facilitator, part=part, person=person, party=side
    )
    decide_attendance(one, by=harm.facilitator, outcome="comes")
    return one


def see_risk(harm: Harm, *people: Participant) -> None:
    for one in people:
        settle_checks(harm.refreshed(), ["risk_assessed"], by=harm.facilitator, participant=one)


def meet(harm: Harm) -> Meeting:
    """Let both sides have met yesterday."""
    prepare(harm)
    give_a_date(harm, days=-1)
    see_risk(harm, bring(harm, "harmed", "Hatty"), bring(harm, "harming", "Gus"))
    return move_meeting(harm.refreshed(), "conference_met", by=harm.facilitator)


def agree(harm: Harm) -> Meeting:
    today = timezone.localdate()
    write(harm, "outcome", agreed="The fence is mended.", on=today)
    return move_meeting(harm.refreshed(), "after_harm_agreed", by=harm.facilitator)
