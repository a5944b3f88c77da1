"""The people of a meeting as its pages list them: how far each is prepared, what is missing.

The same few queries whatever the size of the network.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from cases.contact_words import ASK_AGAIN_AFTER
from cases.models import Case, ContactPoint, Note
from conferences.apart import Pair, pairs_of
from conferences.domain import sides
from conferences.domain.preparing import spoken_name
from conferences.models import AttendanceDecision, Check, Meeting, Need, Participant

Attendance, Part, Side = Participant.Attendance, Participant.Part, Participant.Side
SIDES: dict[str, str] = {
    Side.MOTHER: "Mother’s side of the family",
    Side.FATHER: "Father’s side of the family",
    Side.BOTH: "Both sides of the family",
}
COLOURS = {
    Attendance.NOT_DECIDED: "yellow",
    Attendance.COMES: "green",
    Attendance.WITH_ARRANGEMENTS: "green",
    Attendance.ANOTHER_WAY: "purple",
    Attendance.NO_PART: "grey",
}


@dataclass
class Row:
    """One person of a meeting, in the words of the People page."""

    participant: Participant
    name: str
    about: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    minutes: int = 0
    needs: list[Need] = field(default_factory=list)
    contact: str = ""
    is_contact_safe: bool = False
    apart: list[str] = field(default_factory=list)
    decision: AttendanceDecision | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def colour(self) -> str:
        return COLOURS[Attendance(self.participant.attendance)]


@dataclass
class Group:
    """A side of the family, the friends, the professionals, those who help somebody speak."""

    key: str
    heading: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class PeoplePage:
    groups: list[Group]
    pairs: list[Pair]
    minutes: int
    # Whether those who are prepared are a family, and not two people and a panel.
    is_family: bool = True

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def waiting(self) -> int:
        """How many are not decided about."""
        return sum(not row.participant.attendance for row in self.rows)

    @property
    def summary(self) -> list[str]:
        """How many are how far, as one reads it first."""
        here = [row.participant for row in self.rows if not row.participant.is_kept_away]
        family = [one for one in here if one.is_of_the_family]
        decided = sum(bool(one.attendance) for one in here)
        words = [
            f"{decided} taking part",
            f"{len(here) - decided} not decided yet",
            f"{sum(bool(one.prepared_on) for one in family)} of {len(family)} "
            f"{'of the family prepared' if self.is_family else 'prepared'}",
        ]
        if away := self.count - len(here):
            words.append(f"{away} heard another way or not taking part")
        return words


def people_page(meeting: Meeting, user: User) -> PeoplePage:
    """Everybody this person may know of, by side of the family and part."""
    people = list(
        Participant.objects.visible_to(user)
        .current()
        .with_names()
        .filter(meeting=meeting)
        .prefetch_related("needs")
        .order_by("pk")
    )
    pairs = pairs_of(meeting, people, reader=user)
    rows = rows_of(meeting, people, user, pairs=pairs)
    return PeoplePage(
        groups=_groups(meeting, rows),
        pairs=pairs,
        minutes=minutes_of(meeting),
        is_family=meeting.declared.gathers_family,
    )


def _groups(meeting: Meeting, rows: Iterable[Row]) -> list[Group]:
    """The rows under the headings of the format's roles, its family by side where it asks.

    Behind walls, by the side of the harm.
    """
    groups: dict[str, Group] = {}
    if meeting.declared.sides:
        groups = {side.label: Group(side.value, side.label) for side in sides.SIDES}
        for row in rows:
            one = row.participant
            heading = one.get_party_display()
            groups.setdefault(heading, Group(one.party, heading)).rows.append(row)
        return [group for group in groups.values() if group.rows]
    for role in meeting.declared.roles:
        heading = role.heading or role.label
        if role.key == Part.FAMILY and meeting.declared.gathers_family:
            groups |= {words: Group(side, words) for side, words in SIDES.items()}
        groups.setdefault(heading, Group(role.key, heading))
    for row in rows:
        one = row.participant
        known = meeting.declared.role(one.part)
        heading = (known.heading or known.label) if known else one.get_part_display()
        if one.part == Part.FAMILY and meeting.declared.gathers_family:
            heading = SIDES.get(one.family_side, heading)
        groups.setdefault(heading, Group(one.part, heading)).rows.append(row)
    return [group for group in groups.values() if group.rows]


def rows_of(
    meeting: Meeting, people: Sequence[Participant], user: User, *, pairs: Iterable[Pair] = ()
) -> list[Row]:
    """What is known of each of these people; fetch them with names and needs."""
    keys = [one.pk for one in people]
    contacts = _contacts([one.person_id for one in people if one.person_id], user)
    decisions = {
        decision.participant_id: decision
        for decision in AttendanceDecision.objects.filter(participant__in=keys).order_by("at", "pk")
    }
    settled: dict[int, set[str]] = {}
    for check in Check.objects.filter(meeting=meeting, participant__in=keys):
        settled.setdefault(check.participant_id or 0, set()).add(check.key)
    minutes = {
        key: total or 0
        for key, total in Participant.objects.filter(pk__in=keys)
        .order_by()
        .values_list("pk")
        .annotate(Sum("contacts__note__minutes"))
    }
    apart = _apart_words(pairs)
    helped = _helped(people, user)
    rows = []
    for one in people:
        row = Row(
            participant=one,
            name=spoken_name(one),
            about=_about(one, helped),
            prepared=_prepared(one),
            minutes=minutes.get(one.pk, 0),
            needs=list(one.needs.all()),
            apart=apart.get(one.pk, []),
            decision=decisions.get(one.pk),
        )
        if one.person_id:
            row.contact, row.is_contact_safe = _contact_words(contacts.get(one.person_id, []))
        row.missing = _missing(row, meeting, settled.get(one.pk, set()))
        rows.append(row)
    return rows


def minutes_of(meeting: Meeting) -> int:
    """How long preparing has taken so far: a contact with several counts once."""
    notes = Note.objects.filter(preparing__participant__meeting=meeting).values("pk")
    total = Note.objects.filter(pk__in=notes).aggregate(total=Sum("minutes"))["total"]
    return total or 0


def reads_worries(case: Case, user: User) -> bool:
    """Whether this person reads what worries people about others: the coordinator alone.

    As with notes for the coordinator, whoever stands in for them does, a manager does not.
    """
    return case.coordinator_id in user.acting_ids


def in_words(minutes: int) -> str:
    """ "1 hour 25 minutes", as a total is said."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(parts)


def _helped(people: Iterable[Participant], user: User) -> Mapping[int | None, str]:
    """Those who are supported, as far as this person may know of them."""
    keys = {one.supports_id for one in people if one.supports_id}
    rows = Participant.objects.visible_to(user).with_names().filter(pk__in=keys)
    return {one.pk: spoken_name(one) for one in rows}


def _about(one: Participant, helped: Mapping[int | None, str]) -> list[str]:
    words = [one.relation] if one.relation else []
    if not one.is_of_the_family:
        words.append(one.get_part_display())
    if one.supports_id in helped:
        words.append(f"Supports {helped[one.supports_id]}")
    if one.suggested_by:
        words.append(f"Suggested by {one.suggested_by}")
    if one.walked_in:
        words.append("Came without an invitation")
    return words


def _prepared(one: Participant) -> list[str]:
    days = (
        ("Reached", one.reached_on),
        ("Visited", one.visited_on),
        ("Prepared", one.prepared_on),
    )
    words = [f"{label} {day:%-d %b %Y}" for label, day in days if day]
    if one.willing:
        words.append(f"Willing: {one.get_willing_display().lower()}")
    return words


def _contacts(people: list[int], user: User) -> Mapping[int, list[ContactPoint]]:
    found: dict[int, list[ContactPoint]] = {}
    for contact in ContactPoint.objects.visible_to(user).current().filter(person__in=people):
        found.setdefault(contact.person_id, []).append(contact)
    return found


def _contact_words(contacts: Iterable[ContactPoint]) -> tuple[str, bool]:
    """By which ways somebody can safely be reached; none of them is shown here."""
    ways = list(contacts)
    if not ways:
        return "Nothing recorded", False
    safe = [contact for contact in ways if _is_safe(contact)]
    if not safe:
        return "Not confirmed as safe", False
    names = dict.fromkeys(contact.get_channel_display() for contact in safe)
    return f"Safe: {', '.join(names).lower()}", True


def _is_safe(contact: ContactPoint) -> bool:
    allowed = (contact.may_text, contact.may_ring, contact.may_leave_message, contact.may_write)
    fresh = contact.confirmed_on and contact.confirmed_on >= timezone.localdate() - ASK_AGAIN_AFTER
    return bool(fresh) and ContactPoint.May.YES in allowed


def _apart_words(pairs: Iterable[Pair]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = {}
    for pair in pairs:
        for one in pair.people:
            other = spoken_name(pair.other_than(one))
            words.setdefault(one.pk, []).append(f"Kept apart from {other}")
    return words


def _missing(row: Row, meeting: Meeting, settled: set[str]) -> list[str]:
    """What is still to be done about somebody, in words. Kept away, they are asked less."""
    one, today = row.participant, timezone.localdate()
    if one.is_kept_away:
        words = _missing_of_kept_away(row, today)
    else:
        words = [] if one.attendance else ["Decide whether they take part"]
        if one.is_of_the_family:
            if not one.reached_on:
                words.append("Reach them")
            elif not one.prepared_on:
                words.append("Prepare them")
            # A child is reached through those they live with.
            if one.person_id and one.part != Part.CHILD and not row.is_contact_safe:
                words.append("Agree a safe way of contact")
        words += [
            f"Arrange: {need.get_kind_display().lower()}"
            for need in row.needs
            if not need.arranged_at
        ]
        left = sum(item.key not in settled for item in meeting.declared.items_for(one.part))
        if left:
            words.append(f"{left} on their checklist")
    return words


def _missing_of_kept_away(row: Row, today: date) -> list[str]:
    decision, words = row.decision, []
    if decision and decision.review_on and decision.review_on < today:
        words.append(f"Look at the decision again: due {decision.review_on:%-d %B %Y}")
    elif decision and decision.ends_on and decision.ends_on < today:
        words.append(f"The order or condition ended on {decision.ends_on:%-d %B %Y}")
    if row.participant.attendance == Attendance.ANOTHER_WAY and not row.participant.views:
        words.append("Get their views")
    return words
