from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import Membership, User
from accounts.permissions import Seat
from restorative.forms import GovDateField, GovForm


class AbsenceForm(GovForm):
    user = forms.ModelChoiceField(
        User.objects.none(), label="Who is away?", to_field_name="public_id"
    )
    starts_on = GovDateField(label="First day away", help_text="For example, 14 12 2026")
    ends_on = GovDateField(label="Last day away")
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Deputy",
        to_field_name="public_id",
        empty_label="Choose a colleague",
        error_messages={"required": "Select a deputy"},
        help_text=(
            "Sees and does their work on these days. Choose somebody with the same role, "
            "or a manager of the same kind of team."
        ),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = those_managed_by(by)  # type: ignore[attr-defined]
        self.fields["user"].initial = by.public_id
        self.fields["deputy"].queryset = User.objects.active()  # type: ignore[attr-defined]


def those_managed_by(by: User) -> Any:
    """Whose absence this person may record: see accounts.rules.may_record_absence_of."""
    if Seat.ADMINISTRATOR in by.seats:
        return User.objects.active()
    teams = by.team_ids(Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER)
    members = Membership.objects.current().filter(team__in=teams)
    return User.objects.active().filter(Q(pk=by.pk) | Q(pk__in=members.values("user")))
