"""By which way a person can safely be written to: confirmed with them, and nobody else's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.contact_values import write_value
from cases.models import (
    CaseChild,
    Consent,
    ContactPoint,
    ImportedCell,
    KeepApart,
    NetworkMember,
    Person,
    Reminder,
)
from cases.models.person import Answer
from cases.reminders import reasons
from cases.reminders.around import Around, around
from cases.reminders.providers import channels
from cases.reminders.rules import Step, rule_of

Channel, Kind = Reminder.Channel, ContactPoint.Channel
OLD_ENOUGH = 16
DAYS_FOR_A_LETTER = 7
# By which kind of contact, and what must have been allowed: tried in this order.
WAYS = (
    (Channel.TEXT.value, Kind.MOBILE.value, "may_text"),
    (Channel.EMAIL.value, Kind.EMAIL.value, "may_write"),
    (Channel.LETTER.value, Kind.ADDRESS.value, "may_write"),
)
# Of several reasons against, the one that says most about what to do.
TELLING = (reasons.OLD_SHEET, reasons.SHARED, reasons.LONG_AGO, reasons.NO_SAFE_WAY)


class SafeWays:
    """Everything that decides about some reminders to people, read once for all of them."""

    def __init__(self, rows: Sequence[Reminder]) -> None:
        self.rows = [row for row in rows if row.person_id is not None]
        self.cases = frozenset(row.case_id for row in self.rows)
        self.today = timezone.localdate()

    def reader_of(self, row: Reminder) -> int:
        """Who reads it: the person, or the adult who passes it on to a child."""
        assert row.person_id is not None
        pair = (row.case_id, row.person_id)
        if row.person_id == row.through_id or pair in self.around.for_themselves:
            return row.person_id
        if not self._is_young(*pair):
            return row.person_id
        return row.through_id or self.around.through.get(pair) or row.person_id

    def is_passed_on(self, row: Reminder) -> bool:
        return self.reader_of(row) != row.person_id

    def find(self, row: Reminder) -> tuple[ContactPoint | None, str, str]:
        """The contact, the channel, and otherwise why there is none."""
        reader = self.reader_of(row)
        why = self._why_not_at_all(row, reader)
        if why:
            return None, Channel.RING, why
        step = step_of(row)
        only = _only_way(step)
        against: set[str] = set()
        for channel, kind, use in WAYS:
            is_too_late = channel == Channel.LETTER and not _is_early(step)
            if (only and channel != only) or is_too_late or channel not in channels():
                continue
            for contact in self._contacts[reader]:
                if contact.channel != kind:
                    continue
                why = self._why_not(row, contact, use)
                if not why:
                    return contact, channel, ""
                against.add(why)
        return (
            None,
            Channel.RING,
            next((one for one in TELLING if one in against), reasons.NO_SAFE_WAY),
        )

    def name_of(self, person: int) -> str:
        one = self.persons.get(person)
        return one.liked_name if one else ""

    def has_died(self, row: Reminder) -> bool:
        assert row.person_id is not None
        one = self.persons.get(row.person_id)
        return one is not None and one.died_on is not None

    @cached_property
    def around(self) -> Around:
        return around(self.cases)

    @cached_property
    def persons(self) -> dict[int, Person]:
        keys = {
            key for row in self.rows for key in (row.person_id, row.through_id) if key is not None
        }
        keys |= set(self.around.through.values())
        rows = Person.objects.filter(pk__in=keys).only(
            "first_name",
            "last_name",
            "known_as",
            "date_of_birth",
            "expected_on",
            "died_on",
            "language",
            "interpreter",
            "interpreter_language",
        )
        return {one.pk: one for one in rows}

    @cached_property
    def _contacts(self) -> dict[int, list[ContactPoint]]:
        found: dict[int, list[ContactPoint]] = defaultdict(list)
        readers = {self.reader_of(row) for row in self.rows}
        rows = ContactPoint.objects.current().filter(
            person__in=readers, channel__in=[kind for _, kind, _ in WAYS]
        )
        rows = rows.annotate(awaits_settling=_awaits_settling(self.cases))
        for one in rows.defer("_value", "safe_note").order_by("pk"):
            found[one.person_id].append(one)
        return found

    @cached_property
    def _children(self) -> set[tuple[int, int]]:
        rows = CaseChild.objects.current().filter(case__in=self.cases)
        return set(rows.values_list("case", "person"))

    @cached_property
    def _members(self) -> set[tuple[int, int]]:
        rows = NetworkMember.objects.current().filter(case__in=self.cases)
        return self._children | set(rows.values_list("case", "person"))

    @cached_property
    def _against(self) -> set[tuple[int, int]]:
        """Who does not agree, or no longer, to be contacted, or to go ahead."""
        rows = Consent.objects.against().filter(case__in=self.cases)
        return set(rows.values_list("case", "person"))

    @cached_property
    def _apart(self) -> dict[int, set[int]]:
        """Those who must be kept apart, both ways round, whoever may read of it."""
        keys = list(self.persons)
        rows = KeepApart.objects.in_force().filter(Q(first__in=keys) | Q(second__in=keys))
        found: dict[int, set[int]] = defaultdict(set)
        for first, second in rows.values_list("first", "second"):
            found[first].add(second)
            found[second].add(first)
        return found

    @cached_property
    def _secret_hashes(self) -> dict[int, str]:
        """Confidential values have no hash in their row: it is made here and goes nowhere.

        Those of readers, and those of everybody on their cases, of whom one may be the same.
        """
        keys = {person for _, person in self._members} | set(self._contacts)
        rows = ContactPoint.objects.current().filter(is_confidential=True, person__in=keys)
        rows = rows.only("pk", "person", "channel", "_value")
        self._secret_owners = {one.pk: one.person_id for one in rows}
        return {one.pk: _hash_of(one) for one in rows}

    @cached_property
    def _holders(self) -> dict[str, set[int]]:
        """Who has the same number or address, by its hash."""
        mine = {self._hash(one) for many in self._contacts.values() for one in many} - {""}
        found: dict[str, set[int]] = defaultdict(set)
        rows = ContactPoint.objects.current().filter(value_hash__in=mine)
        for value_hash, person in rows.values_list("value_hash", "person"):
            found[value_hash].add(person)
        for pk, value_hash in self._secret_hashes.items():
            found[value_hash].add(self._secret_owners[pk])
        return found

    def _hash(self, contact: ContactPoint) -> str:
        return contact.value_hash or self._secret_hashes.get(contact.pk, "")

    def _why_not_at_all(self, row: Reminder, reader: int) -> str:
        assert row.person_id is not None
        if {(row.case_id, reader), (row.case_id, row.person_id)} & self._against:
            return reasons.WITHDRAWN
        if reader != row.person_id:
            if (row.case_id, reader) in self.around.kept_away or reader in self._apart[
                row.person_id
            ]:
                return reasons.KEPT_AWAY
            if self.persons[reader].died_on is not None or self._is_young(row.case_id, reader):
                return reasons.TOO_YOUNG
        elif self._is_young(row.case_id, reader) and not self._writes_for_self(row):
            return reasons.TOO_YOUNG
        return reasons.LANGUAGE if _reads_another(self.persons[reader]) else ""

    def _writes_for_self(self, row: Reminder) -> bool:
        pair = (row.case_id, row.person_id or 0)
        return row.person_id == row.through_id or pair in self.around.for_themselves

    def _is_young(self, case: int, person: int) -> bool:
        """Under 16, or a child of the case of whom no age is known."""
        one = self.persons[person]
        age = one.age_on(self.today)
        if age is None:
            return one.is_unborn or (case, person) in self._children
        return age < OLD_ENOUGH

    def _why_not(self, row: Reminder, contact: ContactPoint, use: str) -> str:
        if contact.awaits_settling:  # type: ignore[attr-defined]  # by _contacts
            return reasons.OLD_SHEET
        if not contact.allows(use):
            return reasons.NO_SAFE_WAY
        if contact.channel == Kind.ADDRESS and contact.is_confidential:
            return reasons.NO_SAFE_WAY
        if contact.used_by_others or self._is_anothers(row, contact):
            return reasons.SHARED
        return reasons.LONG_AGO if self._is_old(contact.confirmed_on) else ""

    def _is_old(self, confirmed_on: date | None) -> bool:
        oldest = self.today - timedelta(days=settings.CONFIRMED_WITHIN_DAYS)
        return confirmed_on is None or confirmed_on < oldest

    def _is_anothers(self, row: Reminder, contact: ContactPoint) -> bool:
        """Whether somebody has the same who is kept away or apart, or is no part of the case.

        A number of somebody in no family of this case has been given to another since. Two
        of one family may live at one address, or share a telephone and say so.
        """
        mine = self._apart[contact.person_id] | self._apart[row.person_id or 0]
        for other in self._holders.get(self._hash(contact), set()) - {contact.person_id}:
            if other in mine or (row.case_id, other) in self.around.kept_away:
                return True
            is_stranger = (row.case_id, other) not in self._members
            if is_stranger and contact.channel != Kind.ADDRESS:
                return True
        return False


def _awaits_settling(cases: Iterable[int]) -> Exists:
    """Whether a remark of the old sheet about somebody, or their family, waits to be settled."""
    open_ones = ImportedCell.objects.filter(settled_at=None).exclude(kind="")
    them = OuterRef("person")
    members = (CaseChild, NetworkMember)
    of_the_family = Q()
    for member in members:
        theirs = member._default_manager.filter(person=OuterRef(them), case__in=cases)
        of_the_family |= Q(case__in=theirs.values("case"))
    return Exists(open_ones.filter(Q(person=them) | (Q(person=None) & of_the_family)))


def values_of(contacts: Iterable[int]) -> dict[int, str]:
    """Numbers and addresses in clear, by key: for a message that leaves now, for no page."""
    rows = ContactPoint.objects.current().filter(pk__in=set(contacts)).only("pk", "_value")
    return {one.pk: one._value for one in rows}


def _reads_another(person: Person) -> bool:
    """Whether a message in English is not for them. We write in no other language yet."""
    if person.interpreter == Answer.NONE:
        return False
    language = (person.interpreter_language or person.language).strip().lower()
    return language not in ("", "english")


def step_of(row: Reminder) -> Step | None:
    """The step of a rule that a row is; None when the version that runs has it no more."""
    rule = rule_of(row.rule)
    return next((step for step in rule.steps if step.key == row.step), None) if rule else None


def _only_way(step: Step | None) -> str:
    return step.how if step is not None and step.how in Reminder.SENT_OUT else ""


def _is_early(step: Step | None) -> bool:
    """Whether it is planned long enough ahead for the post."""
    if step is None:
        return False
    days = -step.days * 7 // 5 if step.working else -step.days
    return days >= DAYS_FOR_A_LETTER


def _hash_of(contact: ContactPoint) -> str:
    try:
        return write_value(contact.channel, contact._value).value_hash
    except ValidationError:  # history holds numbers that are none
        return f"unreadable {contact.pk}"
