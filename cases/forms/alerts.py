from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cases.forms.children import ChildrenField
from cases.models import CaseChild
from restorative.forms import GovDateField, GovForm, GovTimeField, OneCheckbox


class AlertForm(GovForm):
    """New harm disclosed: what, who was told and when."""

    children = ChildrenField(label="Who is it about?")
    what = forms.CharField(
        label="What was disclosed or seen",
        help_text="The words that were used, and who said them. Not what you make of it.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter what was disclosed or seen"},
    )
    who_was_told = forms.CharField(
        label="Who has been told",
        help_text="For example, Sam Reed, duty manager, by phone",
        max_length=200,
        error_messages={"required": "Enter who has been told"},
    )
    told_on = GovDateField(label="On which day were they told?", help_text="For example, 27 3 2026")
    told_at = GovTimeField(
        label="At what time?",
        max_length=20,
        error_messages={"required": "Enter the time at which they were told"},
    )
    is_shared_without_consent = forms.BooleanField(
        label="This was shared without the family's consent",
        required=False,
        widget=OneCheckbox(reveals="sharing_reason"),
    )
    sharing_reason = forms.CharField(
        label="Why it was shared without consent",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, children: list[CaseChild], **kwargs: Any) -> None:
        kwargs["initial"] = {"told_on": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["children"].offer(children)  # type: ignore[attr-defined]  # ChildrenField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("is_shared_without_consent") and not data.get("sharing_reason"):
            self.add_error("sharing_reason", "Enter why it was shared without consent")
        day, moment = data.get("told_on"), data.get("told_at")
        if not day or not moment:
            return data
        told = datetime.combine(day, moment, tzinfo=timezone.get_current_timezone())
        if told > timezone.now():
            field = "told_on" if day > timezone.localdate() else "told_at"
            self.add_error(field, "The time they were told must be in the past")
        data["told"] = told
        return data


class FollowUpForm(GovForm):
    follow_up = forms.CharField(
        label="What came of it?",
        help_text="What was decided, by whom, and what happens next.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what came of it"},
    )


class AlertCaseForm(GovForm):
    """Which case, when it is not among those on the page."""

    reference = forms.CharField(
        label="Case reference",
        help_text="For example, FGC-2026-00042",
        max_length=20,
        error_messages={"required": "Enter the case reference"},
    )
