"""Where things are now, in a few sentences, and what the case is called elsewhere."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, EarlierSummary, Event
from cases.rules_recording import check_open_for_writing, check_there
from restorative.conflicts import save_version

CHANGEABLE = frozenset({"main_system_number"})
QUOTED = 300


@transaction.atomic
def write_where_things_are(case: Case, text: str, *, by: User, version: int) -> Case:
    """Replace the summary of a case: what whoever opens it next should know first.

    The timeline keeps the beginning of each one, and what is replaced stays readable in
    whole. Raises StaleVersion when somebody else wrote meanwhile.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    check_open_for_writing(case)
    text = text.strip()
    check_there(text, "Enter where things are now.", code="text_missing")
    now = timezone.now()
    earlier = EarlierSummary(
        case=case,
        text=case.where_things_are,
        written_by_id=case.where_things_are_by_id,
        written_at=case.where_things_are_at,
        replaced_by=by,
        replaced_at=now,
    )
    changes = {"where_things_are": text, "where_things_are_at": now, "where_things_are_by": by}
    save_version(case, version=version, changes=changes)
    if earlier.text not in ("", text):
        earlier.save()
    quote = Truncator(text).chars(QUOTED)
    record_event(case, Event.Kind.SUMMARY_WRITTEN, by=by, to_value=quote)
    return case


@transaction.atomic
def change_case(case: Case, *, by: User, version: int, changes: dict[str, str]) -> Case:
    """Set the family's number in the main system. Raises StaleVersion.

    Only what is named above can be changed here: everything else about a case changes by
    what is done with it.
    """
    if not changes.keys() <= CHANGEABLE:
        raise ValidationError("This cannot be changed here.", code="not_changeable")
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    check_open_for_writing(case)
    before = case.main_system_number
    changes = {name: value.strip() for name, value in changes.items()}
    save_version(case, version=version, changes=changes)
    if case.main_system_number != before:
        record_event(
            case,
            Event.Kind.CASE_CHANGED,
            by=by,
            from_value=before or "No main system number",
            to_value=case.main_system_number or "No main system number",
        )
    return case
