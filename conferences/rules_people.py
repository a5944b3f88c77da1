"""What must be so of the people of a meeting before it goes on (domain.md 2, G4 to G7).

Sentences name somebody where the coordinator has to know whom to turn to. Those about
danger name nobody: they are kept where a manager goes on all the same, and read by others.
"""

from collections.abc import Iterable
from datetime import datetime

from cases.models import SafeguardingAlert
from conferences.apart import pairs_of
from conferences.clearing import not_cleared
from conferences.domain.checking import MANAGER_AGREED
from conferences.domain.preparing import spoken_name
from conferences.guards import About, guards
from conferences.models import AttendanceDecision, Check, Meeting, Need, PairDecision, Participant
from conferences.models.participant import ParticipantQuerySet

Ground = AttendanceDecision.Ground
RISK_ASSESSED = "risk_assessed"
FOR_SAFETY = (Ground.ORDER, Ground.BAIL, Ground.SAFETY, Ground.THREAT)


@guards("invitations_decided", page="meeting_people")
def invitations_decided(meeting: Meeting) -> Iterable[str]:
    people = list(_current(meeting).exclude(walked_in=True))
    if not people:
        yield "Nobody is down to take part yet."
    for one in people:
        if not one.attendance:
            yield About(one, spoken_name(one), "Decide whether {} takes part.")


@guards("only_safe_come", page="meeting_people")
def only_safe_come(meeting: Meeting) -> Iterable[str]:
    """Nobody comes of whom it is not known that they are safe (conferences/clearing.py)."""
    coming = _current(meeting).filter(attendance__in=Participant.COMING)
    for one in not_cleared(meeting, coming):
        yield About(one, spoken_name(one), "It is not known that {} is safe for the child.")


@guards("risk_looked_at", page="meeting_people")
def risk_looked_at(meeting: Meeting) -> Iterable[str]:
    """Of everybody who comes and of whom the format asks it: of supporters, too."""
    seen = Check.objects.filter(meeting=meeting, key=RISK_ASSESSED).values("participant")
    for one in _current(meeting).filter(attendance__in=Participant.COMING).exclude(pk__in=seen):
        if any(item.key == RISK_ASSESSED for item in meeting.declared.items_for(one.part)):
            yield About(one, spoken_name(one), "Look at the risk with {}.")


@guards("child_taking_part", page="meeting_people")
def child_taking_part(meeting: Meeting) -> Iterable[str]:
    """Each child was offered somebody who speaks for them; who takes part is decided above."""
    children = list(_current(meeting).filter(part=Participant.Part.CHILD))
    offered = set(
        Check.objects.filter(
            meeting=meeting, key="advocate_offered", participant__in=children
        ).values_list("participant", flat=True)
    )
    asked = any(item.key == "advocate_offered" for item in meeting.declared.items_for("child"))
    for child in children:
        if asked and child.pk not in offered:
            yield About(child, spoken_name(child), "Offer {} an advocate.")


@guards("everyone_prepared", page="meeting_people")
def everyone_prepared(meeting: Meeting) -> Iterable[str]:
    people = (
        Participant.objects.reachable()
        .with_names()
        .filter(meeting=meeting, part__in=Participant.OF_THE_FAMILY, prepared_on=None)
        .exclude(walked_in=True)
    )
    for one in people.exclude(reached_on__isnull=False, contacts__isnull=False):
        yield About(one, spoken_name(one), "{} is not prepared yet.")


@guards("needs_arranged", page="meeting_people")
def needs_arranged(meeting: Meeting) -> Iterable[str]:
    needs = (
        Need.objects.open()
        .filter(participant__in=Participant.objects.reachable().filter(meeting=meeting))
        .values("participant")
    )
    for one in _current(meeting).filter(pk__in=needs):
        yield About(one, spoken_name(one), "Something {} needs is not arranged yet.")


@guards("venue_chosen", page="meeting_checklist")
def venue_chosen(meeting: Meeting) -> Iterable[str]:
    items = {item.key: item for item in meeting.declared.meeting_checklist}
    if "venue_chosen" not in items:
        return
    if not Check.objects.filter(meeting=meeting, participant=None, key="venue_chosen").exists():
        yield "Settle on the checklist that the venue was chosen with the family."


@guards("pairs_decided", page="meeting_people")
def pairs_decided(meeting: Meeting) -> Iterable[str]:
    if any(pair.stands_open for pair in pairs_of(meeting)):
        yield (
            "Two people who must be kept apart are both to come, and nobody has decided how "
            "both can be heard."
        )


@guards("manager_agreed", page="meeting_checklist")
def manager_agreed(meeting: Meeting) -> Iterable[str]:
    since = newest_risk(meeting)
    if since and not has_agreed(meeting, since):
        yield (
            "There is a risk to somebody’s safety. A manager of the service has to agree, on "
            "the checklist, that it can go ahead."
        )


def newest_risk(meeting: Meeting) -> datetime | None:
    """When the newest reason for a manager to look at a meeting arose; None without any.

    Somebody kept away for safety, a decision about two who are kept apart, an alert that
    nobody has followed up.
    """
    cases = meeting.parties.values("case")
    alert = SafeguardingAlert.objects.open().filter(case__in=cases).order_by("-raised_at").first()
    pair = (
        PairDecision.objects.filter(
            meeting=meeting, first__removed_at=None, second__removed_at=None
        )
        .order_by("-at")
        .first()
    )
    newest = (
        AttendanceDecision.objects.filter(
            participant__meeting=meeting, participant__removed_at=None
        )
        .order_by("participant_id", "-at", "-pk")
        .distinct("participant_id")
    )
    moments = [
        decision.at
        for decision in newest
        if decision.outcome in Participant.KEPT_AWAY and decision.ground in FOR_SAFETY
    ]
    moments += [alert.raised_at] if alert else []
    moments += [pair.at] if pair else []
    return max(moments, default=None)


def has_agreed(meeting: Meeting, since: datetime) -> bool:
    """Whether a manager agreed, and knew of everything that speaks against it."""
    checks = Check.objects.filter(meeting=meeting, participant=None, key=MANAGER_AGREED)
    return checks.filter(state=Check.State.DONE, at__gte=since).exists()


def _current(meeting: Meeting) -> ParticipantQuerySet:
    return Participant.objects.current().with_names().filter(meeting=meeting).order_by("pk")
