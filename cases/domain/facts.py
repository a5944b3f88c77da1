"""Facts about children and families: dated, with a source, superseded and never changed."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

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
    point: str = "",
    scale: str = "",
    unknown_because: str = "",
    corrects: Fact | None = None,
) -> Fact:
    """Record what was so on a day. A correction supersedes the fact it names.

    Raises where somebody else has corrected that fact meanwhile.
    """
    try:
        with transaction.atomic():
            return Fact.objects.create(
                case=case,
                person=person,
                kind=kind,
                point=point,
                scale=scale,
                value=value,
                unknown_because=unknown_because,
                as_at=as_at,
                source=source,
                recorded_by=by,
                corrects=corrects,
            )
    except IntegrityError as error:
        if corrects and Fact.objects.filter(corrects=corrects).exists():
            raise ValidationError(
                "This was corrected already. Look at the correction first.", code="corrected"
            ) from error
        raise
