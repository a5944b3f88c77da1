from typing import Any

from django import forms

from conferences.domain.briefing import lines_from_referral
from conferences.models import Brief, BriefItem, InformationReport
from restorative.forms import GovDateField, GovForm

ITEMS = {
    BriefItem.Kind.BOTTOM_LINE: "bottom_lines",
    BriefItem.Kind.QUESTION: "questions",
    BriefItem.Kind.RESOURCE: "resources",
}
LONGEST_ITEM = 1000


def _lines_field(label: str, hint: str) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BriefForm(GovForm):
    """What the planning meeting settled: one item on each line."""

    sections = (
        ("The planning meeting", ("held_on", "held_with")),
        ("What it settled", ("bottom_lines", "questions", "resources")),
    )
    held_on = GovDateField(label="Day of the planning meeting (optional)", required=False)
    held_with = forms.CharField(label="Who took part (optional)", required=False, max_length=300)
    bottom_lines = _lines_field(
        "Bottom lines",
        "What cannot be negotiated, one on each line. Such as: Sami does not "
        "stay overnight with his uncle.",
    )
    questions = _lines_field(
        "Questions for the family", "What the family's plan has to answer, one on each line."
    )
    resources = _lines_field(
        "Help that may be offered (optional)", "Cleared by those who pay for it, one on each line."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, brief: Brief | None, case: Any) -> dict[str, Any]:
        """The brief as it stands; before there is one, what the referral says already."""
        if brief is None:
            lines = lines_from_referral(case)
            return {
                "version": 0,
                **{ITEMS[BriefItem.Kind(kind)]: "\n".join(lines[kind]) for kind in lines},
            }
        standing = list(brief.items.current())
        return {
            "version": brief.version,
            "held_on": brief.held_on,
            "held_with": brief.held_with,
            **{
                name: "\n".join(item.text for item in standing if item.kind == kind)
                for kind, name in ITEMS.items()
            },
        }

    def texts(self) -> dict[str, list[str]]:
        """The items by kind, as the domain takes them."""
        return {kind: self.cleaned_data[name].splitlines() for kind, name in ITEMS.items()}

    def as_text(self) -> str:
        """What was typed, for the page that shows two versions."""
        return "\n\n".join(
            f"{kind.label}:\n{self.data.get(name) or self.initial.get(name) or '- none'}"
            for kind, name in ITEMS.items()
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ITEMS.values():
            if any(len(line) > LONGEST_ITEM for line in cleaned.get(name, "").splitlines()):
                self.add_error(name, f"Each line can have {LONGEST_ITEM} characters at most.")
        return cleaned


class SignForm(GovForm):
    """Sign, or say what should change."""

    answer = forms.ChoiceField(
        label="What do you decide?",
        choices=(("sign", "Sign it off"), ("send_back", "Send it back")),
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide"},
    )
    why = forms.CharField(
        label="What should change",
        help_text="Needed when you send it back.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def _passage(label: str, hint: str = "") -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReportForm(GovForm):
    """What the referrer will say on the day: short words, no jargon, strengths first."""

    strengths = _passage("What is going well")
    worries = _passage(
        "What people are worried about", "Say what was seen and heard, in words the family uses."
    )
    help_available = _passage("What help there is (optional)")
    if_nothing_changes = _passage("What happens if nothing changes (optional)")
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, report: InformationReport | None, case: Any) -> dict[str, Any]:
        if report is None:
            referral = case.referral
            return {"version": 0, "strengths": referral.strengths, "worries": referral.worries}
        names = ("strengths", "worries", "help_available", "if_nothing_changes", "version")
        return {name: getattr(report, name) for name in names}

    def as_text(self) -> str:
        names = [name for name in self.fields if name != "version"]
        return "\n\n".join(
            f"{self.fields[name].label}:\n{self.data.get(name) or self.initial.get(name) or '-'}"
            for name in names
        )


class ShareForm(GovForm):
    on = GovDateField(label="Day", error_messages={"required": "Enter the day"})
    how = forms.CharField(
        label="With whom, and how",
        help_text="Such as: read with both parents at home, with Nan on the phone.",
        max_length=300,
        error_messages={"required": "Enter with whom it was gone through"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
