from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from cases.domain.noting import LONGEST_CONTACT
from cases.forms.children import ChildrenField
from cases.models import CaseChild, Note
from restorative.forms import GovDateField, GovForm, OneCheckbox, Radios

VOICE_HINT = "In their own words where you can. Write as if the child will read it one day."


class WrittenForm(GovForm):
    """What a note says, of whom, of which day: as it is written and as it is corrected."""

    happened_on = GovDateField(label="Date", help_text="For example, 27 3 2026")
    kind = forms.ChoiceField(
        label="What kind of contact was it? (optional)",
        choices=Note.Kind.choices,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    children = ChildrenField(label="Who is this note about?")
    text = forms.CharField(
        label="What happened",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Enter what happened"},
    )
    child_voice = forms.CharField(
        label="What the child said or showed (optional)",
        help_text=VOICE_HINT,
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_significant = forms.BooleanField(
        label="This is a significant event: show it in the chronology",
        required=False,
        widget=OneCheckbox(),
    )

    def clean_happened_on(self) -> date:
        happened_on: date = self.cleaned_data["happened_on"]
        if happened_on > timezone.localdate():
            raise forms.ValidationError("The date must be today or in the past")
        return happened_on


class NoteForm(WrittenForm):
    """What happened. Three things are asked, two of which are mostly filled in already."""

    minutes = forms.IntegerField(
        label="How many minutes did it take? (optional)",
        help_text="Your manager sees the day, the kind and the minutes, and nothing else.",
        required=False,
        min_value=1,
        max_value=LONGEST_CONTACT,
    )
    audience = forms.ChoiceField(
        label="Who can read this note?",
        choices=(
            (Note.Audience.COORDINATOR, "The coordinator only"),
            (Note.Audience.CASE, "Everyone working on the case"),
        ),
        widget=Radios(
            hints={
                Note.Audience.COORDINATOR: "You, and whoever coordinates the case after you. "
                "You can share it later.",
                Note.Audience.CASE: "The referrer and each child's social worker among them.",
            }
        ),
        error_messages={"required": "Select who can read this note"},
    )

    def __init__(
        self, *args: Any, children: list[CaseChild], for_coordinator: bool, **kwargs: Any
    ) -> None:
        initial = {"happened_on": timezone.localdate(), "audience": Note.Audience.COORDINATOR}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["children"].offer(children)  # type: ignore[attr-defined]  # ChildrenField
        if not for_coordinator:
            del self.fields["audience"], self.fields["minutes"]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Note.Kind.OTHER


class CorrectionForm(WrittenForm):
    """A note anew, and why. What it was before is kept.

    `children` are those it can be about. One whom this person may not know of stays.
    """

    why = forms.CharField(
        label="Why are you correcting the note?",
        help_text="For example, I had the wrong school.",
        max_length=300,
        error_messages={"required": "Enter why you are correcting the note"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)

    def __init__(self, *args: Any, note: Note, children: list[CaseChild], **kwargs: Any) -> None:
        about = [row.child for row in note.about.select_related("child__person").order_by("child")]
        initial = {
            "happened_on": note.happened_on,
            "kind": note.kind,
            "children": [str(child.person.public_id) for child in about],
            "text": note.text,
            "child_voice": note.child_voice,
            "is_significant": note.is_significant,
        }
        kwargs["initial"] = initial | (kwargs.get("initial") or {}) | {"version": note.version}
        super().__init__(*args, **kwargs)
        self.note = note
        self.unseen = [child for child in about if child not in children]
        self.fields["children"].offer(children)  # type: ignore[attr-defined]  # ChildrenField
        self.fields["children"].help_text = (
            "If you take a child off, the note leaves their timeline. "
            "Its earlier version still names them."
        )

    def clean_children(self) -> list[CaseChild]:
        return [*self.cleaned_data["children"], *self.unseen]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or self.note.kind
