"""Answers, telling in person, releasing, and the ticks of the check page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from conferences.models import MeetingInvitation, Participant
from restorative.forms import GovForm, OneCheckbox, Radios


class AnswerForm(GovForm):
    """What somebody said to the invitation."""

    answer = forms.ChoiceField(
        label="What did they say?",
        choices=[("yes", "Yes"), ("maybe", "Not sure"), ("no", "No")],
        widget=Radios(inline=True),
        error_messages={"required": "Select yes, no or not sure"},
    )
    words = forms.CharField(
        label="In their words (optional)",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ToldForm(GovForm):
    """That somebody was told, and how."""

    how = forms.ChoiceField(
        label="How were they told?",
        choices=[
            ("In person", "In person"),
            ("By phone", "By phone"),
            ("Through their carer or advocate", "Through their carer or advocate"),
        ],
        widget=Radios(),
        error_messages={"required": "Select how they were told"},
    )


class ReleaseForm(GovForm):
    """That a second person has looked, or why it cannot wait for one."""

    looked = forms.BooleanField(
        label="I have read the message and the warnings, and it can go",
        widget=OneCheckbox(),
        error_messages={"required": "Tick that you have read the message and the warnings"},
    )
    alone_why = forms.CharField(
        label="Why can it not wait for a second person?",
        help_text="A manager will be asked to look at it afterwards. Do not write names here.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_own = is_own
        if not is_own:
            del self.fields["alone_why"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_own and not cleaned.get("alone_why"):
            self.add_error(
                "alone_why", ValidationError("Enter why it cannot wait for a second person")
            )
        return cleaned


class CheckForm(GovForm):
    """One tick for each person on the check page: each has been looked at."""

    def __init__(self, *args: Any, people: list[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for person in people:
            self.fields[tick_name(person)] = forms.BooleanField(
                label=f"I have checked who {person.name} is, where this goes and what it says",
                widget=OneCheckbox(),
                error_messages={"required": f"Tick that you have checked {person.name}"},
            )


def tick_name(participant: Participant) -> str:
    return f"checked-{participant.public_id}"


SENT_BY_HAND = {
    MeetingInvitation.Channel.LETTER.value: "I have posted it",
    MeetingInvitation.Channel.TEXT.value: "I have sent it",
}
