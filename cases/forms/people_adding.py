"""Adding somebody to a family: who they are, and what they are to each child."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from cases.forms.people import NamesForm, text_field
from cases.models import CaseChild, NetworkMember
from cases.relationships import KIN, PAIRS, Kind
from cases.rules_people import check_birth
from restorative.forms import DateOfBirthField, GovDateField, Radios


def kind_choices() -> list[tuple[str, Any]]:
    """What somebody can be to a child, in groups: kin, then friends and others."""
    upwards = [pair.stored for pair in PAIRS]
    downwards = [pair.reciprocal for pair in PAIRS if pair.reciprocal != pair.stored]
    family = [kind for kind in (*upwards, *downwards) if kind in KIN]
    others = [kind for kind in upwards if kind not in KIN]
    return [
        ("", "Not known or not said"),
        ("Family", [(kind, kind.label) for kind in family]),
        ("Friends and others", [(kind, kind.label) for kind in others]),
    ]


class PersonAddForm(NamesForm):
    """Somebody who matters to the family. A name is enough; two presses and they are there."""

    CHILD = "child"

    date_of_birth = DateOfBirthField(
        label="Date of birth (optional)",
        help_text="Helps to find out whether they are here already.",
        required=False,
    )
    part = forms.ChoiceField(
        label="Who are they?",
        choices=[
            (NetworkMember.Part.FAMILY, "Family"),
            (NetworkMember.Part.FRIEND, "Friend, neighbour or community"),
            (NetworkMember.Part.PROFESSIONAL, "Professional"),
            (CHILD, "A child this case is about"),
        ],
        initial=NetworkMember.Part.FAMILY,
        widget=Radios(
            reveals={
                NetworkMember.Part.FAMILY: ("side",),
                NetworkMember.Part.PROFESSIONAL: ("job_title", "organisation"),
                CHILD: ("expected_on",),
            }
        ),
        error_messages={"required": "Select who they are"},
    )
    side = forms.ChoiceField(
        label="Which side of the family?",
        choices=[
            (NetworkMember.Side.MOTHER, "Mother’s side"),
            (NetworkMember.Side.FATHER, "Father’s side"),
            (NetworkMember.Side.BOTH, "Both sides"),
            (NetworkMember.Side.NOT_KNOWN, "Not known"),
        ],
        required=False,
        widget=Radios(small=True),
    )
    job_title = text_field("job_title", "Job")
    organisation = text_field("organisation", "Organisation")
    expected_on = GovDateField(
        label="Expected date, for a child not yet born (optional)",
        subject="The expected date",
        required=False,
    )
    detail = forms.CharField(
        label="What do the children call them? (optional)",
        help_text="For example, Nan, or football coach.",
        required=False,
        max_length=100,
    )
    suggested_by = forms.CharField(
        label="Who suggested them? (optional)", required=False, max_length=100
    )
    more = ("middle_names", "other_names", "detail", "suggested_by")

    def __init__(self, *args: Any, children: list[CaseChild], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {f"to_{child.person.public_id.hex}": child for child in children}
        for name, child in self.children.items():
            self.fields[name] = forms.ChoiceField(
                label=f"What are they to {child.person.liked_name}?",
                choices=kind_choices(),
                required=False,
                widget=forms.Select(),
                error_messages={"invalid_choice": "Select one of the choices shown"},
            )

    @property
    def relation_fields(self) -> list[BoundField]:
        return [self[name] for name in self.children]

    @property
    def more_is_open(self) -> bool:
        """Whether the folded part has something to show."""
        return any(self[name].errors or self[name].value() for name in self.more)

    def relations(self) -> list[tuple[CaseChild, Kind]]:
        """What was said of each child; a child of whom nothing was said is left out."""
        return [
            (child, Kind(self.cleaned_data[name]))
            for name, child in self.children.items()
            if self.cleaned_data.get(name)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("part") != self.CHILD:
            # Not asked of anybody else, whatever stands in the boxes that are folded away.
            self.errors.pop("expected_on", None)
            cleaned["expected_on"] = None
        names = ("first_name", "last_name", "known_as", "expected_on")
        if not any(cleaned.get(name) or name in self.errors for name in names):
            self.add_error("first_name", "Enter a name")
        try:
            check_birth(cleaned.get("date_of_birth"), cleaned.get("expected_on"))
        except ValidationError as error:
            self.add_error("expected_on", error)
        return cleaned
