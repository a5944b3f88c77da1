from typing import Any

from django import forms

from conferences.formats import Format, Stage
from conferences.models import Meeting
from restorative.forms import GovForm, GovTimeField, OneCheckbox, Radios


class WalkInForm(GovForm):
    """Somebody who came unannounced: a first name is enough."""

    first_name = forms.CharField(
        label="First name", max_length=100, error_messages={"required": "Enter their first name"}
    )
    last_name = forms.CharField(label="Last name (optional)", max_length=100, required=False)
    relation = forms.CharField(
        label="What they are to the child (optional)", max_length=100, required=False
    )
    part = forms.ChoiceField(
        label="They come as",
        widget=Radios(inline=True),
        error_messages={"required": "Select what they come as"},
    )
    is_another = forms.BooleanField(
        label="This is somebody else of the same name", required=False, widget=OneCheckbox()
    )

    def __init__(self, *args: Any, declared: Format, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in declared.roles if role.walks_in]
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.key, role.label) for role in roles]
        field.initial = roles[0].key if roles else None
        if not self.is_bound:
            del self.fields["is_another"]


class PartTimeForm(GovForm):
    """When a part began and ended. There is nothing else to say of it."""

    began = GovTimeField(label="Began at", required=False, help_text="")
    ended = GovTimeField(label="Ended at", required=False, help_text="")


class ArrivalPlanForm(GovForm):
    """When somebody is to arrive, and what to mind: for coordinators alone."""

    arrives_at = GovTimeField(label="Arrives at (optional)", required=False)
    note = forms.CharField(
        label="What to mind (optional)",
        max_length=300,
        required=False,
        help_text="For example: by the side door, waits in the small room. Nobody else sees this.",
    )


class ApologyForm(GovForm):
    words = forms.CharField(label="What they said (optional)", max_length=300, required=False)


class ReaderForm(GovForm):
    reader = forms.CharField(
        label="Who read it out",
        max_length=150,
        error_messages={"required": "Enter who read it out"},
    )


class PinForm(GovForm):
    """A PIN as it is chosen, and as it is asked."""

    pin = forms.CharField(
        label="PIN",
        max_length=6,
        widget=forms.PasswordInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "govuk-input--width-5",
            }
        ),
        error_messages={"required": "Enter the PIN", "max_length": "Enter a PIN of 4 to 6 digits"},
    )


class DecideForm(GovForm):
    """What came of it: one of the stages that follow, and why where the format asks."""

    to = forms.ChoiceField(
        label="What came of it?",
        widget=Radios(),
        error_messages={"required": "Select what came of it"},
    )
    why = forms.CharField(
        label="Why (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, declared = meeting.stage_now, meeting.declared
        stages: list[Stage] = [declared.stage(key) for key in here.to]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(stage.key, stage.label) for stage in stages]
        asked = [declared.stage(key).label for key in here.needs_reason]
        if asked:
            self.fields["why"].help_text = f"Needed for: {', '.join(asked)}."


class HeldForm(GovForm):
    """That the family has met; and why, where a manager records it with something open."""

    why = forms.CharField(
        label="Why it is recorded all the same",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
