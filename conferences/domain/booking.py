"""Booking what can be in one place at a time. docs/locking.md: cases, meetings, resources."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cases.domain.tasking import add_task, settle_tasks, suspend_tasks
from cases.models import Case, Event, Task
from cases.reminders.planning import planning_later
from conferences.domain.dates import (
    check_length,
    reason_words,
    record_on_cases,
    when_text,
)
from conferences.domain.locking import lock_cases
from conferences.domain.resources import resource_of
from conferences.models import Booking, Meeting, Resource
from conferences.secret_places import check_place
from restorative.conflicts import StaleVersion, save_version

# What PostgreSQL says when an exclusion constraint refuses.
EXCLUDED = "23P01"
Held = tuple[datetime, datetime]


class DoubleBooked(ValidationError):
    """Some of what was wanted is taken at that time: `taken` says which."""

    def __init__(self, taken: Sequence[Resource]) -> None:
        self.taken = list(taken)
        names = " and ".join(resource.name for resource in taken) or "One of them"
        verb = "are" if len(taken) > 1 else "is"
        super().__init__(f"{names} {verb} already booked at that time.", code="double_booked")


@transaction.atomic
def book_meeting(
    meeting: Meeting,
    *,
    by: User,
    version: int,
    starts_at: datetime,
    ends_at: datetime,
    resources: Iterable[Resource],
    place: str = "",
    why: str = "",
    asked_by: str = "",
) -> Meeting:
    """Give a meeting its date, and hold for it all it needs.

    Its coordinator always, where one prepares it.

    Each resource is held from its set-up or travel before to that after. What was booked
    for another date is let go, and what stays as it was stays confirmed. `place` is where
    it is when that is no venue of ours. Where the format has a stage for meetings with a
    date, it moves there. Raises DoubleBooked, StaleVersion.
    """
    cases = lock_cases(meeting)
    check_length(starts_at, ends_at)
    check_place(meeting, place)
    before = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if before.version != version:
        raise StaleVersion(before)
    held_by = _coordinators(cases) if before.declared.is_prepared else []
    wanted = _locked({*(one.pk for one in resources), *held_by})
    _refuse_archived(wanted)
    held = {one.pk: held_range(one, starts_at, ends_at) for one in wanted}
    standing = _standing_near(meeting, held)
    _refuse_taken(meeting, wanted, standing)
    place = place.strip() or _venue_name(wanted)
    kept = _let_go_of_others(meeting, standing, held, by=by)
    _hold(meeting, [one for one in wanted if one.pk not in kept], held, by=by)
    here, there = before.stage_now, before.declared.once_dated(before.stage_now)
    changes = {"starts_at": starts_at, "ends_at": ends_at, "place": place[:200]}
    if there:
        changes |= {"stage": there.key, "stage_since": timezone.now()}
    save_version(meeting, version=version, changes=changes)
    with planning_later():
        record_on_cases(
            meeting,
            Event.Kind.MEETING_DATED,
            by=by,
            from_value=when_text(before),
            to_value=when_text(meeting),
            why=reason_words(meeting.declared, why, asked_by),
            cases=cases,
        )
        for case in cases:
            settle_tasks(case, Task.Kind.BOOK_AGAIN, by=by)
        if there:
            record_on_cases(
                meeting,
                Event.Kind.MEETING_MOVED,
                by=by,
                from_value=here.label,
                to_value=there.label,
                cases=cases,
            )
    return meeting


def held_range(resource: Resource, starts_at: datetime, ends_at: datetime) -> Held:
    """The meeting's time with set-up and travel around it, reckoned in UTC."""
    return (
        starts_at.astimezone(UTC) - timedelta(minutes=resource.minutes_before),
        ends_at.astimezone(UTC) + timedelta(minutes=resource.minutes_after),
    )


def release_bookings(meeting: Meeting, *, by: User) -> None:
    """Let go of all that is held for a meeting without a date; its row is locked."""
    meeting.bookings.standing().update(cancelled_at=timezone.now(), cancelled_by=by)


@transaction.atomic
def confirm_booking(booking: Booking, *, by: User) -> Booking:
    """Note that a venue, interpreter or advocate said yes. A second press changes nothing."""
    lock_cases(booking.meeting)
    booking = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("meeting", "resource")
        .get(pk=booking.pk)
    )
    if booking.cancelled_at:
        raise ValidationError("This booking has been cancelled since.", code="cancelled")
    if booking.confirmed_at is None:
        booking.confirmed_at, booking.confirmed_by = timezone.now(), by
        booking.save(update_fields=["confirmed_at", "confirmed_by"])
        record_on_cases(
            booking.meeting, Event.Kind.BOOKING_CONFIRMED, by=by, to_value=booking.resource.name
        )
    return booking


@transaction.atomic
def follow_coordinator(case: Case, *, by: User, before: User | None) -> None:
    """Hold the new coordinator of a locked case for its meetings ahead; let the old one go.

    Where the new one is booked elsewhere at that time, they are asked by a task to find
    another date: the family's own date is not taken away unasked.
    """
    ahead = Meeting.objects.of_case(case).filter(starts_at__gt=timezone.now())
    meetings = list(ahead.order_by("pk").select_for_update())
    if not meetings or case.coordinator is None:
        return
    # Asked of whoever coordinated until now; of the new one it is asked anew below.
    suspend_tasks(case, Task.Kind.BOOK_AGAIN)
    new = resource_of(case.coordinator)
    old = Resource.objects.filter(user=before).first() if before else None
    _locked({new.pk, *([old.pk] if old else [])})
    for meeting in meetings:
        assert meeting.starts_at
        assert meeting.ends_at
        still = Case.objects.filter(meetings__meeting=meeting, coordinator=before)
        if old and not still.exists():
            meeting.bookings.standing().filter(resource=old).update(
                cancelled_at=timezone.now(), cancelled_by=by
            )
        if meeting.bookings.standing().filter(resource=new).exists():
            continue
        held = {new.pk: held_range(new, meeting.starts_at, meeting.ends_at)}
        try:
            _refuse_taken(meeting, [new], _standing_near(meeting, held))
        except DoubleBooked:
            _ask_for_another_date(case, meeting)
        else:
            _hold(meeting, [new], held, by=by)


def _ask_for_another_date(case: Case, meeting: Meeting) -> None:
    assert meeting.starts_at
    start = timezone.localtime(meeting.starts_at)
    add_task(
        title=f"Find another date or a stand-in for {case}",
        detail=f"You are booked elsewhere on {start:%A %-d %B %Y at %H:%M}, when it meets.",
        due_on=timezone.localdate(),
        assigned_to=case.coordinator,
        case=case,
        kind=Task.Kind.BOOK_AGAIN,
        by=None,
    )


def _coordinators(cases: list[Case]) -> list[int]:
    """The keys of the resources that they are; made where they were never needed before."""
    users = {case.coordinator_id for case in cases if case.coordinator_id}
    known = dict(Resource.objects.filter(user__in=users).values_list("user", "pk"))
    # In one order for all: two who make the same ones at once must not wait for each other.
    for user in User.objects.filter(pk__in=users - set(known)).order_by("pk"):
        known[user.pk] = resource_of(user).pk
    return list(known.values())


def _locked(keys: set[int]) -> list[Resource]:
    rows = Resource.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _refuse_archived(resources: list[Resource]) -> None:
    for resource in resources:
        if resource.archived_at:
            raise ValidationError(f"{resource} is no longer used.", code="archived")


def _standing_near(meeting: Meeting, held: dict[int, Held]) -> list[Booking]:
    """What is booked for a meeting, and what of these resources is for others at that time.

    Look under the lock: nobody else can book these before this transaction ends.
    """
    near = Q(meeting=meeting)
    for key, during in held.items():
        near |= Q(resource=key, held__overlap=during)
    return list(Booking.objects.standing().filter(near).order_by())


def _refuse_taken(meeting: Meeting, resources: list[Resource], standing: list[Booking]) -> None:
    taken = {one.resource_id for one in standing if one.meeting_id != meeting.pk}
    if taken:
        raise DoubleBooked([one for one in resources if one.pk in taken])


def _let_go_of_others(
    meeting: Meeting, standing: list[Booking], held: dict[int, Held], *, by: User
) -> set[int]:
    """Cancel what is booked for another time or no longer wanted; say what stays as it is."""
    kept, dropped = set(), []
    for booking in (one for one in standing if one.meeting_id == meeting.pk):
        if held.get(booking.resource_id) == (booking.held.lower, booking.held.upper):
            kept.add(booking.resource_id)
        else:
            dropped.append(booking.pk)
    Booking.objects.filter(pk__in=dropped).update(cancelled_at=timezone.now(), cancelled_by=by)
    return kept


def _hold(meeting: Meeting, resources: list[Resource], held: dict[int, Held], *, by: User) -> None:
    rows = []
    for resource in resources:
        during: Any = held[resource.pk]
        rows.append(Booking(resource=resource, meeting=meeting, held=during, booked_by=by))
    try:
        Booking.objects.bulk_create(rows)
    except IntegrityError as error:
        # Whoever wrote without the lock: the constraint is the last word.
        if getattr(error.__cause__, "pgcode", "") == EXCLUDED:
            raise DoubleBooked(()) from error
        raise


def _venue_name(resources: list[Resource]) -> str:
    return next((one.name for one in resources if one.kind == Resource.Kind.VENUE), "")
