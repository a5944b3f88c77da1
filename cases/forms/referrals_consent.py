"""May we contact you: asked of each parent and of each child, in words of their own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import CaseChild, Consent, Person
from cases.referral_contents import ReferralContents
from cases.rules_consent import capacity_of
from restorative.forms import GovDateField, GovForm, Radios

Answer, Capacity = Consent.Answer, Consent.Capacity
NOT_ASKED = ("", "Not asked yet")
# Those that an adult can answer in; a child's goes by their age.
CAPACITIES = [
    (value, Capacity(value).label)
    for value in (
        Capacity.RESPONSIBILITY,
        Capacity.FATHER_WITHOUT,
        Capacity.AUTHORITY,
        Capacity.ADULT,
    )
]
# Which box an explanation belongs beside, by the code of the refusal.
PLACES = {
    "capacity_missing": "capacity",
    "no_responsibility": "capacity",
    "not_a_child": "capacity",
    "not_sixteen": "capacity",
    "why_missing": "why",
    "in_the_future": "given_on",
    "nothing_to_withdraw": "answer",
    "earlier_than_standing": "why",
}


class AnswerForm(GovForm):
    """One person's answer. Nothing said is an answer of its own: not asked yet."""

    answer = forms.ChoiceField(
        label="May we contact you about this?",
        choices=[(Answer.YES, "Yes"), (Answer.NO, "No"), NOT_ASKED],
        required=False,
        widget=Radios(inline=True),
    )
    capacity = forms.ChoiceField(
        label="They answer as",
        choices=CAPACITIES,
        required=False,
    )
    method = forms.ChoiceField(
        label="How they answered",
        choices=[("", "Not known"), *Consent.Method.choices],
        required=False,
    )
    given_on = GovDateField(label="When they answered", required=False)
    scope = forms.CharField(
        label="What for, if they said so (optional)",
        help_text="For example, only by text, or only about the children",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["prefix"] = f"person-{person.public_id.hex}"
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("answer") and not said.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", "Enter when they answered")
        return said

    def said(self) -> dict[str, Any]:
        """The arguments of record_consent."""
        names = ("answer", "capacity", "method", "given_on", "scope")
        return {name: self.cleaned_data[name] for name in names}

    def explain(self, error: ValidationError) -> None:
        """Put a refusal beside the box that it is about."""
        place = PLACES.get(error.code or "", "answer")
        self.add_error(place if place in self.fields else "answer", error)


class ChildAnswerForm(AnswerForm):
    """A child's own agreement, or why it was too early to ask."""

    answer = forms.ChoiceField(
        label="Does the child agree to be contacted?",
        choices=[
            (Answer.YES, "Yes"),
            (Answer.NO, "No"),
            (Answer.TOO_YOUNG, "Too young to be asked"),
            NOT_ASKED,
        ],
        required=False,
        widget=Radios(reveals={Answer.TOO_YOUNG: "why"}),
    )
    why = forms.CharField(
        label="Why they are too young to be asked", max_length=300, required=False
    )

    def __init__(self, *args: Any, child: CaseChild, **kwargs: Any) -> None:
        super().__init__(*args, person=child.person, **kwargs)
        del self.fields["capacity"], self.fields["scope"]
        self._child = child

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        capacity = capacity_of(self._child, answer=said["answer"], on=said["given_on"])
        why = said["why"] if said["answer"] == Answer.TOO_YOUNG else ""
        names = ("answer", "method", "given_on")
        return {name: said[name] for name in names} | {"capacity": capacity, "why": why}


class WithoutConsentForm(GovForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    shared_without_consent = forms.CharField(
        label="If nobody has agreed: why is the family referred all the same?",
        help_text="Leave this empty when somebody above said yes",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def answer_forms(data: Any, contents: ReferralContents) -> list[AnswerForm]:
    """One form for each person to ask: those who can speak for the children, then the children.

    Also for anybody else whose answer is recorded: what is counted can be changed.
    """
    asked: list[AnswerForm] = [
        AnswerForm(data, person=person, initial=_initial(person, contents))
        for person in [*contents.may_speak, *contents.also_answered]
    ]
    asked += [
        ChildAnswerForm(data, child=child, initial=_initial(child.person, contents))
        for child in contents.children
        if not child.person.is_unborn
    ]
    return asked


def _initial(person: Person, contents: ReferralContents) -> dict[str, Any]:
    consent = contents.consents.get(person.pk)
    if consent:
        names = ("answer", "capacity", "method", "given_on", "scope", "why")
        return {name: getattr(consent, name) for name in names}
    is_father = person.gender == Person.Gender.MALE and not contents.is_known_to_hold(person)
    return {
        "answer": "",
        "capacity": Capacity.FATHER_WITHOUT if is_father else Capacity.RESPONSIBILITY,
        "given_on": timezone.localdate(),
    }
