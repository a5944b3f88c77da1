"""Whether somebody takes part, and how two who must be kept apart can both be heard."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cases.models import KeepApart
from conferences.models import AttendanceDecision, PairDecision, Participant
from restorative.forms import Checkboxes, GovDateField, GovForm, Radios

Attendance, Heard = Participant.Attendance, AttendanceDecision.Heard
NOT_HEARD = (Heard.DECLINED, Heard.UNSAFE)
AWAY_FIELDS = ("ground", "why", "ends_on", "heard", "heard_detail", "review_on")


# What an arrangement rests on, as a ground for keeping somebody away.
GROUNDS: dict[KeepApart.Source, str] = {
    KeepApart.Source.ORDER: AttendanceDecision.Ground.ORDER,
    KeepApart.Source.BAIL: AttendanceDecision.Ground.BAIL,
    KeepApart.Source.ASSESSMENT: AttendanceDecision.Ground.SAFETY,
}


class DecideForm(GovForm):
    """Three answers; not being there asks for its ground, a way to be heard and a review."""

    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=(
            (Attendance.COMES, "They take part"),
            (Attendance.WITH_ARRANGEMENTS, "They take part, with arrangements"),
            (Attendance.ANOTHER_WAY, "They are not there, and are heard another way"),
        ),
        widget=Radios(
            reveals={
                Attendance.WITH_ARRANGEMENTS: "arrangements",
                Attendance.ANOTHER_WAY: AWAY_FIELDS,
            },
            hints={
                Attendance.ANOTHER_WAY: "They get no invitation, no reminder and no copy of what "
                "is agreed, and stand on no list that others see."
            },
        ),
        error_messages={"required": "Select whether they take part"},
    )
    arrangements = forms.CharField(
        label="What has been arranged?",
        help_text="For example, arrives first, sits by the door, has a supporter.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ground = forms.ChoiceField(
        label="On what ground?",
        choices=[("", "Select a ground"), *AttendanceDecision.Ground.choices[1:]],
        required=False,
    )
    why = forms.CharField(
        label="More about it (optional)",
        help_text="What it rests on, not what one says of another.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ends_on = GovDateField(
        label="Until when does the order or condition hold? (optional)",
        subject="The date it ends",
        help_text="For example, 30 6 2027",
        required=False,
    )
    heard = forms.ChoiceField(
        label="How are they heard instead?",
        choices=[("", "Select a way"), *Heard.choices[1:]],
        required=False,
    )
    heard_detail = forms.CharField(
        label="More about that (optional)",
        help_text="For example, the coordinator fetches the letter on Friday.",
        max_length=200,
        required=False,
    )
    review_on = GovDateField(
        label="When will this be looked at again?",
        subject="The review",
        help_text="Within a year. For example, 27 3 2027",
        required=False,
    )
    decided_by = forms.CharField(
        label="Who decided this?",
        help_text="The parents or carers, or a young person of 16 or 17, decide whom to invite. "
        "Needed if somebody is not to be there.",
        max_length=150,
        required=False,
    )

    @property
    def said(self) -> dict[str, Any]:
        """What the domain asks for: whoever cannot or will not be heard takes no part.

        What was typed about keeping them away does not count where they are let in.
        """
        said = dict(self.cleaned_data)
        if said["outcome"] != Attendance.ANOTHER_WAY:
            return {name: value for name, value in said.items() if name not in AWAY_FIELDS}
        if said["heard"] in NOT_HEARD:
            said["outcome"] = Attendance.NO_PART
        return said

    @classmethod
    def initial_from(cls, arrangement: KeepApart | None) -> dict[str, Any]:
        """What is recorded already of somebody who must be kept from another: never asked twice."""
        if arrangement is None:
            return {}
        words = arrangement.heard_another_way.lower()
        said = next(
            (way for way in (Heard.LETTER, Heard.PHONE, Heard.RECORDING) if way in words), ""
        )
        return {
            "ground": GROUNDS.get(KeepApart.Source(arrangement.source), ""),
            "ends_on": arrangement.source_ends_on,
            "heard": said,
            "heard_detail": "" if said else arrangement.heard_another_way,
            "review_on": arrangement.review_on,
            "decided_by": arrangement.decided_by,
        }

    @classmethod
    def initial_of(cls, decision: AttendanceDecision | None) -> dict[str, Any]:
        if decision is None:
            return {}
        # Who decided is said anew each time.
        kept = [name for name in cls.base_fields if name != "decided_by"]
        initial = {name: getattr(decision, name) for name in kept}
        if decision.outcome == Attendance.NO_PART:
            initial["outcome"] = Attendance.ANOTHER_WAY
        return initial


class LetInForm(GovForm):
    """Several who take part, with nothing to be minded about any of them."""

    who = forms.MultipleChoiceField(
        label="Tick everybody who takes part",
        widget=Checkboxes(small=True),
        error_messages={
            "required": "Select at least one person",
            "invalid_choice": "Somebody has been decided about meanwhile. Look at the list again",
        },
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = list(choices)  # type: ignore[attr-defined]


class PairForm(GovForm):
    outcome = forms.ChoiceField(
        label="How can both be heard?",
        choices=PairDecision.Outcome.choices,
        widget=Radios(),
        error_messages={"required": "Select how both can be heard"},
    )
    why = forms.CharField(
        label="Why is this safe?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why this is safe"},
    )
    decided_by = forms.CharField(
        label="Who decided this?",
        help_text="A name, such as Helen Osei, service manager.",
        max_length=150,
        error_messages={"required": "Enter who decided this"},
    )
