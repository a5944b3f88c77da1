from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from cases.domain.breaking_glass import SHORTEST_REASON
from cases.models import BreakGlass, Exclusion
from restorative.forms import GovDateField, GovForm


class WhyForm(GovForm):
    """One question that several pages ask: why."""

    why = forms.CharField(
        label="Why",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why"},
    )


class RestrictForm(WhyForm):
    """Restrict a case or lift it: the form says which, so that a second press never undoes."""

    RESTRICT, LIFT = "restrict", "lift"
    UNCLEAR = "This page does not say whether to restrict the case. Go back and open it again."

    intent = forms.ChoiceField(
        choices=((RESTRICT, "Restrict this case"), (LIFT, "Lift the restriction")),
        widget=forms.HiddenInput(),
        error_messages={"required": UNCLEAR, "invalid_choice": UNCLEAR},
    )

    @property
    def lifts(self) -> bool:
        return bool(self["intent"].value() == self.LIFT)


class ColleagueForm(GovForm):
    """Choose a colleague by their email: a list of hundreds would be slow and easy to misread."""

    email = forms.EmailField(
        label="Colleague's email address",
        error_messages={"required": "Enter the colleague's email address"},
    )

    def clean_email(self) -> User:
        colleague = User.objects.active().filter(email__iexact=self.cleaned_data["email"]).first()
        if colleague is None:
            raise forms.ValidationError("No colleague with an account has this email address.")
        return colleague


class AccessForm(ColleagueForm):
    until = GovDateField(
        label="Last day of access",
        help_text="Access ends by itself after this day.",
        error_messages={"required": "Enter the last day of access"},
    )

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError("The last day must be today or later.")
        return until


class ExclusionForm(ColleagueForm):
    ground = forms.ChoiceField(
        label="On what ground",
        choices=Exclusion.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select on what ground"},
    )
    reason = forms.CharField(
        label="Anything a manager should know (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Managers of the service can read this. The colleague cannot.",
    )


class BreakGlassForm(GovForm):
    reference = forms.CharField(
        label="Case reference",
        max_length=20,
        help_text="For example FGC-2026-00042. Whoever rang you can tell you.",
        error_messages={"required": "Enter the case reference"},
    )
    ground = forms.ChoiceField(
        label="Why do you need to open it now?",
        choices=BreakGlass.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select why you need to open it now"},
    )
    reason = forms.CharField(
        label="What has happened",
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"At least {SHORTEST_REASON} characters. A manager will read this.",
        error_messages={
            "required": "Enter what has happened",
            "min_length": f"Say what has happened in at least {SHORTEST_REASON} characters",
        },
    )


class ReviewForm(GovForm):
    verdict = forms.ChoiceField(
        label="Was it right to open the case?",
        choices=BreakGlass.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it was right to open the case"},
    )
    note = forms.CharField(
        label="Your note",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed unless it was right.",
    )
