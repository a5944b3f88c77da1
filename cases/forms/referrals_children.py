"""The children of a referral: several at once, the unborn among them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from cases.forms.living import LivingDetailMixin
from cases.models import CaseChild, Person
from restorative.forms import DateOfBirthField, GovDateField, GovForm, GovFormSet, Radios

BORN, UNBORN, NOT_KNOWN = "born", "unborn", "not_known"
# With years of grace for care leavers; older people are a case's adults.
OLDEST = 25
# Which box an explanation belongs beside, by the code of the refusal.
PLACES = {
    "not_born": "date_of_birth",
    "too_old": "date_of_birth",
    "too_far_ahead": "expected_on",
    "long_past": "expected_on",
}


class ChildForm(GovForm):
    """Who a child is and where things stand with them: all but a name and a birth can wait."""

    first_name = forms.CharField(
        label="First name", max_length=100, required=False, help_text="Leave empty if not yet named"
    )
    last_name = forms.CharField(
        label="Family name",
        max_length=100,
        required=False,
        help_text="Leave empty if it is the same as the child above",
    )
    known_as = forms.CharField(
        label="Likes to be called (optional)", max_length=100, required=False
    )
    birth = forms.ChoiceField(
        label="When was the child born?",
        choices=[
            (BORN, "Date of birth"),
            (UNBORN, "Not yet born"),
            (NOT_KNOWN, "Date of birth not known"),
        ],
        initial=BORN,
        widget=Radios(reveals={BORN: "date_of_birth", UNBORN: "expected_on"}),
        error_messages={"required": "Select whether the child is born"},
    )
    date_of_birth = DateOfBirthField(oldest=120, required=False)
    expected_on = GovDateField(
        label="Expected date of birth", help_text="For example, 14 2 2027", required=False
    )
    gender = forms.ChoiceField(
        label="Gender (optional)",
        choices=Person.Gender.choices,
        required=False,
        widget=forms.Select,
    )
    legal_status = forms.ChoiceField(
        label="Legal status",
        choices=CaseChild.LegalStatus.choices,
        required=False,
        widget=forms.Select,
    )
    living_with = forms.ChoiceField(
        label="Living with",
        choices=CaseChild.LivingWith.choices,
        required=False,
        widget=forms.Select,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        birth = said.get("birth")
        for kind, name, message in (
            (BORN, "date_of_birth", "Enter the date of birth, or select that it is not known"),
            (UNBORN, "expected_on", "Enter the date on which the child is expected"),
        ):
            if birth == kind and not said.get(name) and name not in self.errors:
                self.add_error(name, message)
        is_named = said.get("first_name") or said.get("known_as") or "first_name" in self.errors
        if birth not in (None, UNBORN) and not is_named:
            self.add_error("first_name", "Enter the child’s first name")
        born = said.get("date_of_birth")
        if birth == BORN and born and said.get("legal_status") != CaseChild.LegalStatus.ADULT:
            self._check_is_young(said)
        return said

    def _check_is_young(self, said: dict[str, Any]) -> None:
        """The usual slip is a wrong century, or a parent entered as a child."""
        age = Person(date_of_birth=said["date_of_birth"]).age
        if age is not None and age > OLDEST:
            self.add_error(
                "date_of_birth",
                f"This makes the child {age} years old. Check the year, or select “Adult” as the "
                "legal status if the referral is about an adult.",
            )

    def person(self) -> dict[str, Any]:
        """The fields of the person, with the one date that goes with the answer."""
        said = self.cleaned_data
        names = ("first_name", "last_name", "known_as", "gender")
        return {name: said[name] for name in names} | {
            "date_of_birth": said["date_of_birth"] if said["birth"] == BORN else None,
            "expected_on": said["expected_on"] if said["birth"] == UNBORN else None,
        }

    def status(self) -> dict[str, Any]:
        """Where things stand; an unborn child lives nowhere yet, unless it is said."""
        said = self.cleaned_data
        living = said["living_with"]
        if said["birth"] == UNBORN and not living:
            living = CaseChild.LivingWith.UNBORN
        return {"legal_status": said["legal_status"], "living_with": living}

    def explain(self, error: ValidationError) -> None:
        """Put a refusal beside the box that it is about."""
        place = PLACES.get(getattr(error, "code", "") or "", "first_name")
        self.add_error(place if place in self.fields else "first_name", error)

    @property
    def spoken_name(self) -> str:
        """The name as it was typed: "Jonah Bell"."""
        said = self.cleaned_data
        return f"{said['first_name'] or said['known_as']} {said['last_name']}".strip()


class ChildEditForm(LivingDetailMixin, ChildForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    person_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    living_detail = forms.CharField(
        label="More about where the child lives (optional)", max_length=200, required=False
    )

    def __init__(self, *args: Any, child: CaseChild, **kwargs: Any) -> None:
        super().__init__(*args, initial=self.initial_of(child), **kwargs)
        self.child = child
        self.fields["last_name"].help_text = ""
        self.hide_detail()

    @staticmethod
    def initial_of(child: CaseChild) -> dict[str, Any]:
        person = child.person
        birth = UNBORN if person.is_unborn else BORN if person.date_of_birth else NOT_KNOWN
        return {
            "version": child.version,
            "person_version": person.version,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "known_as": person.known_as,
            "gender": person.gender,
            "birth": birth,
            "date_of_birth": person.date_of_birth,
            "expected_on": person.expected_on,
            "legal_status": child.legal_status,
            "living_with": child.living_with,
            "living_detail": child.living_detail,
        }

    def status(self) -> dict[str, Any]:
        return {**super().status(), "living_detail": self.detail()}


class SiblingFormSet(GovFormSet):
    item_name = "child"

    def add_fields(self, form: Any, index: int | None) -> None:
        """There is nobody above the first child."""
        super().add_fields(form, index)
        if index == 0:
            form.fields["last_name"].help_text = ""

    def clean(self) -> None:
        """Siblings share a family name unless one is typed."""
        super().clean()
        if not self.forms:
            raise ValidationError("Add at least one child.", code="no_children")
        name = ""
        for form in self.forms:
            said = getattr(form, "cleaned_data", {})
            if not said:
                continue
            said["last_name"] = name = said.get("last_name") or name

    @property
    def filled(self) -> "list[ChildForm]":
        """The forms in which something was said."""
        return [form for form in self.forms if form.cleaned_data]


ChildFormSet: Any = formset_factory(
    ChildForm, formset=SiblingFormSet, extra=0, min_num=1, max_num=12, absolute_max=50
)
