from typing import Any

from django import forms

from accounts.models import User
from restorative.forms import GovForm


class HandOverForm(GovForm):
    to = forms.ChoiceField(
        label="Who takes it over?", error_messages={"required": "Select who takes it over"}
    )
    why = forms.CharField(
        label="Why (optional)",
        max_length=300,
        required=False,
        help_text="For example, leaves at the end of the month. It goes on each timeline.",
    )

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(colleague.public_id): colleague for colleague in colleagues}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        names = [(key, str(colleague)) for key, colleague in self.by_id.items()]
        field.choices = [("", "Select a colleague"), *names]

    def clean_to(self) -> User:
        return self.by_id[self.cleaned_data["to"]]
