"""One answer of one person to one question, after the referral was sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.forms.referrals_consent import CAPACITIES, PLACES
from cases.models import CaseChild, Consent, ParentalResponsibility, Person
from cases.rules_consent import capacity_of
from restorative.forms import GovDateField, GovForm, Radios

Answer, Capacity, Kind = Consent.Answer, Consent.Capacity, Consent.Kind
QUESTIONS = {
    Kind.CONTACT: "May we contact you about this?",
    Kind.GO_AHEAD: "Do we go ahead?",
}
QUESTIONS_ABOUT_A_CHILD = {
    Kind.CONTACT: "Does the child agree to be contacted?",
    Kind.GO_AHEAD: "Does the child agree to go ahead?",
}


class ConsentForm(GovForm):
    """A new answer, a change of mind or a withdrawal: what was said before stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    answer = forms.ChoiceField(widget=Radios())
    capacity = forms.ChoiceField(label="They answer as", choices=CAPACITIES, widget=Radios())
    given_on = GovDateField(
        label="When did they answer?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter when they answered"},
    )
    method = forms.ChoiceField(
        label="How did they answer?",
        choices=Consent.Method.choices,
        required=False,
        widget=Radios(),
    )
    taken_by = forms.CharField(
        label="Who took the answer?",
        help_text="The colleague whom they told, when it was not you",
        max_length=200,
        error_messages={"required": "Enter who took the answer"},
    )
    scope = forms.CharField(
        label="What for, if they said so (optional)",
        help_text="For example, only by text, or only about the children",
        max_length=300,
        required=False,
    )
    why = forms.CharField(
        label="Note: why, or what else they said (optional)",
        help_text="Needed when a child is too young to be asked. It is shown on the timeline.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        kind: Consent.Kind,
        child: CaseChild | None,
        standing: Consent | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._child = child
        self.fields["answer"].label = (QUESTIONS_ABOUT_A_CHILD if child else QUESTIONS)[kind]
        self.fields["answer"].error_messages["required"] = "Select what they answered"
        self.fields["capacity"].error_messages["required"] = "Select in what capacity they answer"
        self.fields["answer"].choices = _answers(child, standing)  # type: ignore[attr-defined]
        if child:
            del self.fields["capacity"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        answer = said.get("answer")
        was_asked = bool(answer) and answer != Answer.TOO_YOUNG
        if was_asked and not said.get("method") and "method" not in self.errors:
            self.add_error("method", "Select how they answered")
        return said

    def said(self) -> dict[str, Any]:
        """The arguments of record_consent."""
        said = dict(self.cleaned_data)
        if self._child:
            said["capacity"] = capacity_of(self._child, answer=said["answer"], on=said["given_on"])
        return said

    def explain(self, error: ValidationError) -> None:
        """Put a refusal beside the box that it is about."""
        place = PLACES.get(error.code or "")
        self.add_error(place if place in self.fields else None, error)


def initial_of(
    person: Person, *, standing: Consent | None, held: set[str], is_parent: bool, by: User
) -> dict[str, Any]:
    """A new answer is of today; in what capacity, goes by the last one or by what is recorded."""
    holds = ParentalResponsibility.Holds.YES in held
    if standing:
        capacity: str = standing.capacity
    elif person.gender == Person.Gender.MALE and is_parent and not holds:
        capacity = Capacity.FATHER_WITHOUT
    else:
        capacity = Capacity.RESPONSIBILITY if holds or is_parent else Capacity.ADULT
    return {
        "capacity": capacity,
        "given_on": timezone.localdate(),
        "taken_by": by.get_full_name(),
    }


def _answers(child: CaseChild | None, standing: Consent | None) -> list[tuple[str, str]]:
    answers: list[tuple[str, str]] = [(Answer.YES, "Yes"), (Answer.NO, "No")]
    if child and child.legal_status != CaseChild.LegalStatus.ADULT:
        answers.append((Answer.TOO_YOUNG, "Too young to be asked"))
    if standing:
        answers.append((Answer.WITHDRAWN, "Withdrawn: they said yes, and no longer do"))
    return answers
