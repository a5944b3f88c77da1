"""Which measures this service shows."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from conferences.dashboards.choosable import choosable
from conferences.measures import MEASURES
from conferences.models import HiddenMeasure


@transaction.atomic
def choose_measures(shown: Collection[str], *, by: User) -> list[HiddenMeasure]:
    """Show these measures and no others; what was hidden before keeps who did it and when.

    Raises ValidationError where one is to be shown without the one that belongs beside it.
    """
    can_be_chosen = choosable()
    wanted = set(shown) & can_be_chosen.keys()
    for key in wanted:
        beside = MEASURES[key].beside
        if beside and beside not in wanted:
            raise ValidationError(
                f"“{MEASURES[key].name}” is never shown without “{MEASURES[beside].name}”. "
                "Show both or neither.",
                code="without_its_other",
            )
    HiddenMeasure.objects.filter(key__in=wanted).delete()
    HiddenMeasure.objects.bulk_create(
        [HiddenMeasure(key=key, hidden_by=by) for key in can_be_chosen if key not in wanted],
        ignore_conflicts=True,
    )
    return list(HiddenMeasure.objects.select_related("hidden_by"))
