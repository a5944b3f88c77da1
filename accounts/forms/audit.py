from typing import Any

from django import forms

from accounts.models import AccessEvent, User
from restorative.forms import GovDateField, GovForm


class AuditFilterForm(GovForm):
    actor = forms.ModelChoiceField(
        User.objects.all(),
        label="Who",
        required=False,
        to_field_name="public_id",
        empty_label="Everybody",
    )
    outcome = forms.ChoiceField(
        label="What happened",
        choices=[("", "Anything"), *AccessEvent.Outcome.choices],
        required=False,
    )
    reference = forms.CharField(label="Case reference", required=False, max_length=20)
    since = GovDateField(label="From", required=False)
    until = GovDateField(label="To", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the same as or after the first day")
        return data
