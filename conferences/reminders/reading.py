"""What the finders of occasions read of meetings, once for all the rules of one planning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from cases.models import Case
from cases.reminders.occasions import Occasion, Recipient, Scope
from cases.reminders.staff import Staff, staff_of
from conferences.formats import Format, Stage
from conferences.models import Meeting, MeetingParty, Participant


@dataclass(frozen=True)
class Held:
    """A meeting, and the case that answers for it."""

    meeting: Meeting
    case: Case
    scope: Scope

    @property
    def declared(self) -> Format:
        return self.meeting.declared

    @property
    def staff(self) -> Staff:
        return staff_of(self.scope)[self.case.pk]

    @property
    def is_to_come(self) -> bool:
        """Whether it has yet to take place, or to go on after it was adjourned."""
        return leads_to_its_day(self.meeting.stage_now, self.declared)

    @property
    def has_met(self) -> bool:
        """Whether it has taken place: it stands at its day, or beyond."""
        return self.meeting.stage_now in self.declared.from_its_day

    @property
    def outcome_is_recorded(self) -> bool:
        """Whether somebody has said what came of its day: it has gone beyond it."""
        here, starts_at = self.meeting.stage_now, self.meeting.starts_at
        if not self.has_met or (here.is_day and not here.is_last):
            return False
        return here.is_last or starts_at is None or self.meeting.stage_since >= starts_at

    @property
    def day(self) -> date | None:
        return timezone.localdate(self.meeting.starts_at) if self.meeting.starts_at else None

    @property
    def revision(self) -> int:
        """Another one for each moment that was set: what was said of it is to be said anew."""
        return int(self.meeting.starts_at.timestamp()) if self.meeting.starts_at else 0


def about(
    one: Held,
    *,
    since: date,
    recipients: Mapping[str, tuple[Recipient, ...]],
    at: datetime | None = None,
    revision: int | None = None,
    subject: Model | None = None,
    through: Mapping[int, int] | None = None,
    count: int = 0,
) -> Occasion:
    """An occasion about a meeting, or a `subject` of it; `count` says how many are open."""
    return Occasion(
        case=one.case.pk,
        subject_type=(subject._meta.model_name or "") if subject else "meeting",
        subject_id=subject.pk if subject else one.meeting.pk,
        since=since,
        at=at,
        revision=one.revision if revision is None else revision,
        recipients=recipients,
        through=through or {},
        facts={"meeting": one.declared.word} | ({"count": str(count)} if count else {}),
        url=one.meeting.get_absolute_url(),
    )


def leads_to_its_day(stage: Stage, declared: Format) -> bool:
    if stage.is_last:
        return False
    return stage not in declared.from_its_day or any(declared.stage(k).is_day for k in stage.to)


def meetings(scope: Scope, *, closed_too: bool = False, held_too: bool = True) -> Iterator[Held]:
    """The meetings of a rule's formats, for which one of the cases asked about answers.

    Those of cases that have ended are left out, but for closed ones with `closed_too`; and
    without `held_too` those of cases on hold.
    """
    stages = {*Case.LIVE_STAGES, *([Case.Stage.CLOSED] if closed_too else [])}
    if not held_too:
        stages.discard(Case.Stage.ON_HOLD)
    for meeting, cases in scope.remember("meetings", _read_meetings):
        if meeting.format not in scope.formats:
            continue
        case = next((case for case in cases if case.stage in stages), None)
        if case is not None and case.pk in scope.cases:
            yield Held(meeting, case, scope)


def _read_meetings(keys: frozenset[int]) -> list[tuple[Meeting, list[Case]]]:
    mine = MeetingParty.objects.filter(case__in=keys).values("meeting")
    rows = MeetingParty.objects.filter(meeting__in=mine).select_related("meeting", "case")
    found: dict[int, tuple[Meeting, list[Case]]] = {}
    for party in rows.order_by("meeting_id", "pk"):
        found.setdefault(party.meeting_id, (party.meeting, []))[1].append(party.case)
    return list(found.values())


def people_of(scope: Scope) -> Mapping[int, list[Participant]]:
    """Who may be reminded of each meeting, by its key: nobody who is kept away."""
    return scope.remember("people", _read_people)


def _read_people(keys: frozenset[int]) -> dict[int, list[Participant]]:
    rows = Participant.objects.reachable().filter(meeting__parties__case__in=keys).distinct()
    found: dict[int, list[Participant]] = defaultdict(list)
    for one in rows.order_by("pk"):
        found[one.meeting_id].append(one)
    return found


def recipient_of(one: Participant) -> Recipient:
    """Who gets what is meant for a participant."""
    if one.person_id:
        return Recipient(person=one.person_id)
    if one.user_id:
        return Recipient(user=one.user_id)
    if one.resource_id:
        return Recipient(other=("resource", one.resource_id))
    return Recipient(other=("participant", one.pk))


def recipients_of(people: Iterable[Participant]) -> tuple[Recipient, ...]:
    return tuple(dict.fromkeys(recipient_of(one) for one in people))


def through(people: Iterable[Participant], everybody: Iterable[Participant]) -> dict[int, int]:
    """By whom somebody is reached who does not get messages themselves.

    Nobody who is kept away passes anything on: `everybody` are those who may be reached.
    """
    by_key = {one.pk: one for one in everybody}
    found = {}
    for one in people:
        adult = by_key.get(one.reached_through_id or 0)
        if one.person_id and adult and adult.person_id and not one.writes_for_self:
            found[one.person_id] = adult.person_id
    return found
