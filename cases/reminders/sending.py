"""The switch that stops all sending. No row means off: nothing goes out until somebody says so."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Event, SendingSwitch


def is_on() -> bool:
    return SendingSwitch.objects.filter(is_on=True).exists()


@transaction.atomic
def switch(on: bool, *, by: User | None, why: str) -> SendingSwitch:
    """Let messages leave the house, or keep all of them in. To say why is asked for.

    Raises ValidationError without a reason. Does nothing where it already stands so.
    """
    why = why.strip()
    if not why:
        raise ValidationError("Say why, for whoever asks later.", code="no_reason")
    SendingSwitch.objects.get_or_create(pk=1)
    row = SendingSwitch.objects.select_for_update().get(pk=1)
    if row.is_on == on:
        return row
    before = str(row)
    row.is_on, row.why = on, why[:300]
    row.changed_by, row.changed_at = by, timezone.now()
    row.save()
    record_event(
        None,
        Event.Kind.SENDING_SWITCHED,
        by=by,
        from_value=before,
        to_value=str(row),
        why=why,
        audience=Event.Audience.SERVICE,
    )
    return row
