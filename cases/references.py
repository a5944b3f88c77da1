"""Cases by their references, for those who may know those and nothing else: the audit."""

from collections.abc import Iterable

from cases.models import Case


def references_of(keys: Iterable[int]) -> dict[int, str]:
    """The references of cases by key, whoever asks: a reference tells nothing of a family."""
    sent = Case.objects.sent().filter(pk__in=keys).values_list("pk", "reference")
    return {key: reference or "" for key, reference in sent}


def find_by_reference(reference: str) -> int | None:
    """The key of the case with a reference, however its capitals were typed."""
    return (
        Case.objects.sent()
        .filter(reference__iexact=reference.strip())
        .values_list("pk", flat=True)
        .first()
    )
