"""Keeping venues, interpreters, advocates and the hours of those who work."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from conferences.models import Away, Booking, Resource, WeeklyHours
from restorative.conflicts import save_version

# From one family to the next, where nobody has said otherwise.
TRAVEL_MINUTES = 30
LONGEST_AWAY = timedelta(days=366)
Hours = tuple[int, time, time]


def resource_of(user: User) -> Resource:
    """The resource that a coordinator is; made when it is first needed."""
    resource, _ = Resource.objects.get_or_create(
        user=user,
        defaults={
            "kind": Resource.Kind.COORDINATOR,
            "name": user.get_full_name(),
            "minutes_before": TRAVEL_MINUTES,
            "minutes_after": TRAVEL_MINUTES,
        },
    )
    return resource


@transaction.atomic
def add_resource(kind: str, *, by: User, **facts: Any) -> Resource:
    """Add a venue, an interpreter or an advocate. Coordinators come by themselves."""
    if kind not in {Resource.Kind.VENUE, Resource.Kind.INTERPRETER, Resource.Kind.ADVOCATE}:
        raise ValidationError("There is nothing of this kind to add.", code="no_such_kind")
    same = Resource.objects.in_use().filter(kind=kind, name__iexact=facts["name"])
    if same.exists():
        raise ValidationError("There is one of this name already.", code="known")
    return Resource.objects.create(kind=kind, added_by=by, **facts)


@transaction.atomic
def change_resource(
    resource: Resource, *, by: User, version: int, changes: dict[str, Any]
) -> Resource:
    """Save what is known of it. Times that are booked already keep their set-up and travel."""
    _check_in_use(resource)
    save_version(resource, version=version, changes=changes)
    return resource


@transaction.atomic
def set_hours(resource: Resource, hours: Iterable[Hours], *, by: User, version: int) -> Resource:
    """Say when it is open, or when they work: (weekday, from, to), Monday being 0.

    None at all means always. Replaces what was said before; bookings stand.
    """
    hours = sorted(hours)
    for (day, _, ends), (next_day, starts, _) in pairwise(hours):
        if day == next_day and starts < ends:
            raise ValidationError("Two times on one day overlap.", code="overlaps")
    _check_in_use(resource)
    save_version(resource, version=version, changes={})
    resource.hours.all().delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(resource=resource, weekday=day, starts=starts, ends=ends)
        for day, starts, ends in hours
    )
    return resource


@transaction.atomic
def add_away(
    resource: Resource, starts_on: date, ends_on: date, *, by: User, why: str = ""
) -> Away:
    """Say on which days a venue is closed or somebody is on leave, the last one included."""
    _check_in_use(resource)
    if ends_on < starts_on:
        raise ValidationError("The last day must be the first or later.", code="ends_first")
    if ends_on < timezone.localdate():
        raise ValidationError("The last day must be today or later.", code="in_the_past")
    if ends_on - starts_on > LONGEST_AWAY:
        raise ValidationError("A year is the longest. Stop using it instead.", code="too_long")
    away, _ = Away.objects.get_or_create(
        resource=resource,
        starts_on=starts_on,
        ends_on=ends_on,
        defaults={"why": why, "recorded_by": by},
    )
    return away


@transaction.atomic
def end_away(away: Away, *, by: User) -> None:
    """Take back that it is closed: wholly when that lies ahead, else from today on."""
    today = timezone.localdate()
    if away.starts_on >= today:
        away.delete()
    elif away.ends_on >= today:
        away.ends_on = today - timedelta(days=1)
        away.save(update_fields=["ends_on"])


@transaction.atomic
def archive_resource(resource: Resource, *, by: User) -> Resource:
    """Stop using it. Its past bookings stay; while some lie ahead it is refused."""
    resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    if resource.user_id:
        raise ValidationError(
            "A coordinator stays in the list while they work here.", code="is_staff"
        )
    if resource.archived_at:
        return resource
    ahead = Booking.objects.standing().filter(resource=resource, held__endswith__gt=timezone.now())
    number = ahead.count()
    if number:
        what = "1 meeting" if number == 1 else f"{number} meetings"
        raise ValidationError(
            f"It is booked for {what} still to come. Book something else there first.",
            code="booked_ahead",
        )
    resource.archived_at = timezone.now()
    resource.version += 1
    resource.save(update_fields=["archived_at", "version"])
    return resource


def _check_in_use(resource: Resource) -> None:
    if resource.archived_at:
        raise ValidationError(f"{resource} is no longer used.", code="archived")
