"""Cases by their references, for those who may know those and nothing else: the audit."""

from collections.abc import Iterable

from accounts.models import User
from cases.models import Case, Exclusion
from cases.models.case import CaseQuerySet


def references_of(keys: Iterable[int], reader: User) -> dict[int, str]:
    """The references of cases by key, of all but those from which the reader is excluded."""
    sent = _known_to(reader).filter(pk__in=keys).values_list("pk", "reference")
    return {key: reference or "" for key, reference in sent}


def find_by_reference(reference: str, reader: User) -> int | None:
    """The key of the case with a reference, however its capitals were typed."""
    return (
        _known_to(reader)
        .filter(reference__iexact=reference.strip())
        .values_list("pk", flat=True)
        .first()
    )


def _known_to(reader: User) -> CaseQuerySet:
    """A reference tells nothing of a family; to somebody excluded it tells too much."""
    return Case.objects.sent().exclude(pk__in=Exclusion.objects.cases_closed_to(reader))
