"""What an old sheet says and a person has to look at: settled once, revealed on the record."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.audit import AuditUnavailable
from accounts.models import AccessEvent, User
from accounts.permissions import Permission
from cases.access import may
from cases.domain.recording import record_event
from cases.models import Case, Event, ImportedCell
from cases.rules_recording import check_sent, check_there


@transaction.atomic
def settle_cell(cell: ImportedCell, *, by: User, how: str) -> ImportedCell:
    """Somebody has looked at a remark of the old sheet, and says what they did about it.

    Also of a case that has ended: an open remark keeps messages back in every later one.
    Raises ValidationError where it is settled already.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=cell.case_id)
    check_sent(case)
    cell = ImportedCell.objects.select_for_update().get(pk=cell.pk)
    if not cell.kind:
        raise ValidationError("There is nothing to settle in this.", code="no_remark")
    if cell.settled_at:
        raise ValidationError(
            f"{cell.settled_by} settled this on {timezone.localtime(cell.settled_at):%-d %B %Y}: "
            f"{cell.settled_how}",
            code="settled",
        )
    check_there(how, "Enter what you did about it.", code="how_missing")
    cell.settled_at, cell.settled_by, cell.settled_how = timezone.now(), by, how.strip()
    cell.save(update_fields=["settled_at", "settled_by", "settled_how"])
    record_event(
        case,
        Event.Kind.OLD_SHEET_SETTLED,
        by=by,
        subject=cell,
        to_value=_where(cell),
        why=how.strip(),
        audience=Event.Audience.SERVICE if cell.is_confidential else Event.Audience.CASE,
        compartment=cell.compartment,
    )
    return cell


@transaction.atomic
def reveal_cell(cell: ImportedCell, case: Case, *, by: User, reason: str) -> str:
    """Return what a confidential cell says, with who asked for it and why on the record.

    `case` is that of the cell, with the reader's relations (cases.access.load_case).
    """
    check_there(reason, "Enter why you need it.", code="reason_missing")
    if case.pk != cell.case_id or not may(by, Permission.CONTACT_REVEAL, case):
        raise PermissionDenied
    record_event(
        case,
        Event.Kind.CONTACT_REVEALED,
        by=by,
        subject=cell,
        to_value=_where(cell),
        why=reason.strip(),
        audience=Event.Audience.SERVICE,
        compartment=cell.compartment,
    )
    try:
        AccessEvent.objects.create(
            actor=by,
            seats=",".join(sorted(by.seats)),
            action="old_sheet_revealed",
            object_type="importedcell",
            object_id=str(cell.pk),
            case_ids=[case.pk],
            reason=reason.strip()[:500],
        )
    except DatabaseError as error:
        raise AuditUnavailable from error
    text: str = cell.text
    return text


def _where(cell: ImportedCell) -> str:
    return f"Old sheet, row {cell.number}{f', “{cell.heading}”' if cell.heading else ''}"
