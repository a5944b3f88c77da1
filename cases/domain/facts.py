"""Facts about children and families: dated, with a source, superseded and never changed."""

from datetime import date

from django.db import transaction

from accounts.models import User
from cases.models import Case, Fact, Person


@transaction.atomic
def record_fact(
    case: Case,
    kind: Fact.Kind,
    value: str,
    *,
    as_at: date,
    source: str,
    by: User,
    person: Person | None = None,
    scale: str = "",
    unknown_because: str = "",
    corrects: Fact | None = None,
) -> Fact:
    """Record what was so on a day. A correction supersedes the fact it names."""
    fact = Fact.objects.create(
        case=case,
        person=person,
        kind=kind,
        scale=scale,
        value=value,
        unknown_because=unknown_because,
        as_at=as_at,
        source=source,
        recorded_by=by,
    )
    if corrects:
        Fact.objects.filter(pk=corrects.pk).update(superseded_by=fact)
    return fact
