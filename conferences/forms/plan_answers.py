from typing import Any

from django import forms

from conferences.models import Participant, PlanAction, PlanAgreement
from conferences.plan_page import AgreementRow
from restorative.forms import GovForm, Radios

NOT_SAID = "Not said"


class ItemAnswerForm(GovForm):
    words = forms.CharField(
        label="How does the plan answer it?",
        help_text="In the family’s words. Leave it empty if actions say it all.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgreementsForm(GovForm):
    """Each person by name: agrees, with part of it, or not, and in which words."""

    def __init__(self, *args: Any, rows: list[AgreementRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        choices = [*PlanAgreement.Answer.choices, ("", NOT_SAID)]
        for row in rows:
            key = row.participant.public_id
            self.fields[f"answer-{key}"] = forms.ChoiceField(
                label=row.name,
                choices=choices,
                required=False,
                initial=row.agreement.answer if row.agreement else "",
                widget=Radios(inline=True, small=True),
            )
            self.fields[f"words-{key}"] = forms.CharField(
                label=f"What {row.name} says to it (optional)",
                max_length=500,
                required=False,
                initial=row.agreement.words if row.agreement else "",
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.rows:
            key = row.participant.public_id
            if cleaned.get(f"words-{key}") and not cleaned.get(f"answer-{key}"):
                self.add_error(f"answer-{key}", f"Select whether {row.name} agrees")
        return cleaned

    def said(self) -> list[tuple[Participant, str, str]]:
        """Each person with the answer, empty for "not said", and the words."""
        return [
            (
                row.participant,
                self.cleaned_data.get(f"answer-{row.participant.public_id}", ""),
                self.cleaned_data.get(f"words-{row.participant.public_id}", ""),
            )
            for row in self.rows
        ]


class AgreeForm(GovForm):
    """Nothing to fill in: the page has been read."""


class RespondForm(GovForm):
    """The authority's answer to the whole plan."""

    agrees = forms.ChoiceField(
        label="Does the authority agree to the plan?",
        choices=(("yes", "Yes, the plan is agreed"), ("no", "No, the plan cannot be agreed")),
        widget=Radios(
            hints={"no": "Only where you see a risk of significant harm. The family will answer."},
            reveals={"no": "harm"},
        ),
        error_messages={"required": "Select whether the authority agrees"},
    )
    harm = forms.CharField(
        label="What is the risk of significant harm?",
        help_text="The family reads this. Say what would have to be different.",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("agrees") == "no" and "harm" in cleaned and not cleaned["harm"]:
            self.add_error("harm", "Enter the risk of significant harm")
        return cleaned


class ActionResponseForm(GovForm):
    """The authority's answer to what one action asks of it."""

    state = forms.ChoiceField(
        label="What is the answer?",
        choices=(
            (PlanAction.Asked.AGREED, "Agreed"),
            (PlanAction.Asked.CHANGED, "Agreed with changes"),
            (PlanAction.Asked.REFUSED, "Not agreed"),
        ),
        widget=Radios(),
        error_messages={"required": "Select the answer"},
    )
    answer = forms.CharField(
        label="What is changed, or why not",
        help_text="Needed unless it is agreed as it stands. The family reads this.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    approver = forms.CharField(label="Who approves it? (optional)", max_length=150, required=False)


class FamilyAnswerForm(GovForm):
    words = forms.CharField(
        label="What does the family say to it?",
        help_text="In their own words.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what the family says"},
    )
