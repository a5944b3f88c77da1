"""What the finders of occasions read of meetings, once for all the rules of one planning."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.reminders.occasions import Occasion, Recipient, Scope
from cases.reminders.staff import Staff, staff_of
from conferences.domain.sides import side_of
from conferences.formats import Format, Stage
from conferences.models import Meeting, MeetingParty, Participant


@dataclass(frozen=True)
class Held:
    """A meeting, and the case that answers for it.

    Behind walls each case answers for what is on its own `side`, and the first for what is
    of both.
    """

    meeting: Meeting
    case: Case
    scope: Scope
    side: str = ""
    is_first: bool = True

    def answers_for(self, thing: Model) -> bool:
        """Whether something of the meeting may be spoken of on this case."""
        side = side_of(thing) if self.side else ""
        return side == self.side if side else self.is_first

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
    for meeting, parties in scope.remember("meetings", _read_meetings):
        if meeting.format not in scope.formats:
            continue
        has_walls = meeting.declared.sides
        live = [party for party in parties if party.case.stage in stages]
        for number, party in enumerate(live if has_walls else live[:1]):
            if party.case_id in scope.cases:
                side = party.side if has_walls else ""
                yield Held(meeting, party.case, scope, side, is_first=not number)


def _read_meetings(keys: frozenset[int]) -> list[tuple[Meeting, list[MeetingParty]]]:
    mine = MeetingParty.objects.filter(case__in=keys).values("meeting")
    rows = MeetingParty.objects.filter(meeting__in=mine).select_related("meeting", "case")
    found: dict[int, tuple[Meeting, list[MeetingParty]]] = {}
    for party in sorted(rows.order_by(), key=lambda one: (one.meeting_id, one.pk)):
        found.setdefault(party.meeting_id, (party.meeting, []))[1].append(party)
    return list(found.values())


def people_of(scope: Scope) -> Mapping[int, list[Participant]]:
    """Who may be reminded of each meeting, by its key: nobody who is kept away."""
    return scope.remember("people", _read_people)


def people_in(one: Held) -> list[Participant]:
    """Those of a meeting whom its case may remind: behind walls, of its own side."""
    everybody = people_of(one.scope).get(one.meeting.pk, [])
    return [person for person in everybody if not one.side or person.party == one.side]


def knowing_whole(one: Held, told: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Those of these colleagues who may know of every side of a meeting."""
    if not one.side:
        return told
    users = User.objects.filter(pk__in=[to.user for to in told if to.user])
    known = Meeting.objects.known_whole_to
    keys = {user.pk for user in users if known(user).filter(pk=one.meeting.pk).exists()}
    return tuple(to for to in told if to.user in keys)


def _read_people(keys: frozenset[int]) -> dict[int, list[Participant]]:
    theirs = MeetingParty.objects.filter(case__in=keys).values("meeting")
    rows = Participant.objects.reachable().filter(meeting__in=theirs)
    found: dict[int, list[Participant]] = defaultdict(list)
    for one in sorted(rows.order_by(), key=lambda one: one.pk):
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
