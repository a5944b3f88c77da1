"""All that decides about a batch of reminders at the moment of sending, read set by set."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from functools import cached_property
from uuid import UUID

from django.db.models import F, Q, Value
from django.utils import timezone

from accounts.models import Absence, Membership, User
from cases.models import Case, Reminder
from cases.reminders import own_words, reasons, sending
from cases.reminders.own_words import Own
from cases.reminders.planning import Wanted, wanted
from cases.reminders.reaching import Reach, reach
from cases.reminders.rules import Rule, rule_of
from cases.reminders.safe_ways import SafeWays
from cases.reminders.texts import Texts, texts_of
from cases.reminders.when import moment

# How many colleagues' cases are asked for in one statement.
READERS_AT_ONCE = 20


class Batch:
    """Read as far as it is asked: a batch of notices asks for no telephone numbers."""

    def __init__(self, rows: Sequence[Reminder], now: datetime) -> None:
        self.rows, self.now = list(rows), now
        self.rules: dict[str, Rule] = {}
        for key in {row.rule for row in rows}:
            rule = rule_of(key)
            if rule is not None:
                self.rules[key] = rule

    @cached_property
    def cases(self) -> dict[int, Case]:
        rows = Case.objects.filter(pk__in={row.case_id for row in self.rows})
        return {case.pk: case for case in rows.select_related("coordinator")}

    @cached_property
    def wanted(self) -> dict[str, Wanted]:
        """What the rules of the batch find in its cases now, by key.

        Who passes something on to a child is who was agreed by now, not when it was planned.
        """
        keys = {row.dedupe_key: row for row in self.rows}
        found: dict[str, Wanted] = {}
        for one in wanted(set(self.cases), rules=list(self.rules.values())):
            row = keys.get(one.key)
            if row is not None:
                found[one.key] = one
                row.through_id = one.occasion.through.get(row.person_id or 0)
        return found

    @cached_property
    def ways(self) -> SafeWays:
        return SafeWays(self.rows)

    @cached_property
    def reach(self) -> dict[UUID, Reach]:
        wanted = self.wanted
        rows = [
            row
            for row in self.rows
            if row.dedupe_key in wanted and not own_words.has_own_words(row)
        ]
        return reach(rows, ways=self.ways)

    @cached_property
    def own(self) -> dict[UUID, Own]:
        wanted = self.wanted
        return own_words.checked([row for row in self.rows if row.dedupe_key in wanted])

    @cached_property
    def texts(self) -> Texts:
        return texts_of(list(self.rules))

    @cached_property
    def is_sending_on(self) -> bool:
        return sending.is_on()

    @cached_property
    def sent_today(self) -> Counter[int]:
        """Messages that have gone to each reader this local day, over all their numbers.

        Those that another worker is sending in this moment are counted.
        """
        readers = {way.reader for way in self.reach.values() if way.reader is not None}
        readers |= {row.person_id for row in self.rows if row.person_id is not None}
        morning = moment(timezone.localdate(self.now), time.min)
        state = Reminder.State
        rows = (
            Reminder.objects.filter(
                Q(person__in=readers) | Q(through__in=readers),
                Q(state=state.SENT, sent_at__gte=morning)
                | Q(state=state.SENDING, lease_until__gt=self.now),
                channel__in=Reminder.SENT_OUT,
            )
            .exclude(pk__in=[row.pk for row in self.rows])
            .values_list(F("person"), F("through"))
        )
        return Counter(through or person for person, through in rows)

    @cached_property
    def may_see(self) -> set[tuple[int, int]]:
        """Which colleagues, and those who stand in for them, may see which case today."""
        wanted: dict[int, set[int]] = {}
        for row in self.rows:
            if row.user_id is not None:
                wanted.setdefault(row.user_id, set()).add(row.case_id)
                for deputy in self._deputies.get(row.user_id, ()):
                    wanted.setdefault(deputy.pk, set()).add(row.case_id)
        found: set[tuple[int, int]] = set()
        readers = _as_readers(wanted)
        for start in range(0, len(readers), READERS_AT_ONCE):
            seen = [
                Case.objects.visible_to(user)
                .filter(pk__in=wanted[user.pk])
                .order_by()
                .annotate(reader=Value(user.pk))
                .values_list("reader", "pk")
                for user in readers[start : start + READERS_AT_ONCE]
            ]
            rows = seen[0].union(*seen[1:], all=True) if len(seen) > 1 else seen[0]
            found |= {(reader, case) for reader, case in rows}
        return found

    def deputy_of(self, row: Reminder) -> User | None:
        """Who stands in for an absent colleague today and may see the case."""
        deputies = self._deputies.get(row.user_id or 0, [])
        return next((one for one in deputies if (one.pk, row.case_id) in self.may_see), None)

    @cached_property
    def _deputies(self) -> dict[int, list[User]]:
        keys = {row.user_id for row in self.rows if row.user_id is not None}
        found: dict[int, list[User]] = {}
        today = timezone.localdate(self.now)
        rows = Absence.objects.on(today).filter(user__in=keys, deputy__is_active=True)
        for absence in rows.select_related("deputy"):
            found.setdefault(absence.user_id, []).append(absence.deputy)
        return found

    def why_stopped(self, row: Reminder) -> str:
        """The most telling reason why the rule finds it no more."""
        case = self.cases[row.case_id]
        if row.person_id is not None:
            if self.ways.has_died(row):
                return reasons.DIED
            if (row.case_id, row.person_id) in self.ways.around.kept_away:
                return reasons.KEPT_AWAY
        return reasons.CASE_ENDED if case.is_ended else reasons.STOPPED


def _as_readers(keys: Iterable[int]) -> list[User]:
    """Colleagues with what access asks of each, read for all of them at once."""
    users = User.objects.in_bulk(list(keys))
    seats: dict[int, list[Membership]] = {key: [] for key in users}
    for one in Membership.objects.current().filter(user__in=users).select_related("team"):
        seats[one.user_id].append(one)
    covered: dict[int, list[int]] = {key: [] for key in users}
    absences = Absence.objects.on(timezone.localdate()).filter(deputy__in=users)
    for deputy, user in absences.values_list("deputy", "user"):
        covered[deputy].append(user)
    for key, reader in users.items():
        reader.__dict__["current_memberships"] = seats[key]
        reader.__dict__["stands_in_for"] = covered[key]
    return list(users.values())
