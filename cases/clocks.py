"""How long families wait, in working days: worked out from dates, never counted up.

A clock stands still while a question to the referrer is open and while the case is on
hold. Both ends of a pause are days, as everywhere in working days: what was asked and
answered on one day has cost nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from cases.models import Case, Event, InformationRequest, Referral
from restorative.working_days import working_days_between

Pause = tuple[date, date | None]


def days_waiting(referral: Referral, today: date) -> int:
    """The working days a referral has waited, or waited, for its coordinator."""
    return days_waiting_of([referral.case], today)[referral.case_id]


def days_waiting_of(cases: Iterable[Case], today: date) -> dict[int, int]:
    """The same for many cases by key, in two queries. Each comes with its referral."""
    cases = list(cases)
    pauses = pauses_of([case.pk for case in cases])
    return {case.pk: _days_waiting(case, pauses[case.pk], today) for case in cases}


def _days_waiting(case: Case, pauses: list[Pause], today: date) -> int:
    """Count from the day it was sent to its allocation or end, without the pauses."""
    if case.referral.sent_at is None:
        return 0
    stopped_at = case.allocated_at or case.ended_at
    start = timezone.localdate(case.referral.sent_at)
    end = timezone.localdate(stopped_at) if stopped_at else today
    return waited_between(start, end, pauses)


def waited_between(start: date, end: date, pauses: Iterable[Pause]) -> int:
    """The working days from one day to another, without the pauses in between."""
    waited = working_days_between(start, end)
    for paused_on, resumed_on in pauses:
        first, last = max(paused_on, start), min(resumed_on or end, end)
        if first < last:
            waited -= working_days_between(first, last)
    return waited


def pauses_of(keys: Collection[int]) -> dict[int, list[Pause]]:
    """Read when questions were open (rows) and when cases were on hold (events)."""
    pauses: dict[int, list[Pause]] = defaultdict(list)
    requests = InformationRequest.objects.filter(referral__case__in=keys)
    for case_id, asked, answered in requests.values_list(
        "referral__case", "asked_at", "answered_at"
    ):
        end = timezone.localdate(answered) if answered else None
        pauses[case_id].append((timezone.localdate(asked), end))
    held: dict[int, date] = {}
    kinds = (Event.Kind.CASE_HELD, Event.Kind.CASE_RESUMED)
    events = Event.objects.filter(case_id__in=keys, kind__in=kinds).order_by("at", "pk")
    for event in events:
        key, day = event.case_id or 0, timezone.localdate(event.at)
        if event.kind == Event.Kind.CASE_HELD:
            held[key] = day
        elif key in held:
            pauses[key].append((held.pop(key), day))
    for key, day in held.items():
        pauses[key].append((day, None))
    return pauses
