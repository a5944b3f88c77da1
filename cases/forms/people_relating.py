"""What people are to each other, parental responsibility, and a child's place in a case."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.forms.choosing import PersonChoiceField
from cases.forms.living import LivingDetailMixin
from cases.forms.people_adding import kind_choices
from cases.models import CaseChild, NetworkMember, ParentalResponsibility, Person
from cases.relationships import STORED, Kind
from cases.rules_people import check_not_ahead
from restorative.forms import GovDateField, GovForm, OneCheckbox, Radios

AUTHORITY = "authority"


class PastDateField(GovDateField):
    """A day that has come already."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        check_not_ahead(value, self.subject)


class RelationshipForm(GovForm):
    """What somebody else is to this person."""

    other = PersonChoiceField(label="Who?")
    kind = forms.ChoiceField(
        label="What are they?", error_messages={"required": "Select what they are"}
    )
    detail = forms.CharField(
        label="What are they called? (optional)",
        help_text="The family’s own word, for example Nan.",
        required=False,
        max_length=100,
    )
    started_on = PastDateField(
        label="Since when? (optional)", subject="The date it began", required=False
    )
    is_carer = forms.BooleanField(label="They care for them", required=False, widget=OneCheckbox())

    def __init__(self, *args: Any, person: Person, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = person.liked_name
        self.fields["other"].offer(people)  # type: ignore[attr-defined]  # PersonChoiceField
        kind: Any = self.fields["kind"]
        kind.label = f"What are they to {name}?"
        kind.choices = [("", "Select what they are"), *kind_choices()[1:]]
        self.fields["detail"].label = f"What does {name} call them? (optional)"
        self.fields["is_carer"].label = f"They care for {name}"

    def clean_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"])

    def clean_detail(self) -> str:
        detail: str = self.cleaned_data["detail"]
        kind = self.cleaned_data.get("kind")
        if detail and kind and kind not in STORED:
            raise ValidationError(
                "A word of their own can be kept for the older of the two only. "
                "Add the relationship from the other person’s page, or leave this empty."
            )
        return detail


class RelationshipEndForm(GovForm):
    """Over since a day, or never so."""

    OVER, WRONG = "over", "wrong"

    what = forms.ChoiceField(
        label="What has happened?",
        choices=[(OVER, "It is over"), (WRONG, "It was recorded by mistake")],
        widget=Radios(reveals={OVER: "ended_on"}),
        error_messages={"required": "Select what has happened"},
    )
    ended_on = PastDateField(
        label="Since when?",
        subject="The date it ended",
        required=False,
        help_text="Leave empty for today.",
    )
    why = forms.CharField(label="Why? (optional)", required=False, max_length=300)


class ResponsibilityForm(GovForm):
    """Who holds parental responsibility for a child, and how that is known."""

    holder = PersonChoiceField(label="Who?")
    authority = forms.CharField(
        label="Which authority?",
        help_text="Only if you chose a council or another authority above.",
        required=False,
        max_length=150,
    )
    holds = forms.ChoiceField(
        label="Do they have parental responsibility?",
        choices=ParentalResponsibility.Holds.choices,
        widget=Radios(),
        error_messages={"required": "Select whether they have parental responsibility"},
    )
    since = PastDateField(
        label="Since when? (optional)", subject="The date it began", required=False
    )
    how_known = forms.ChoiceField(
        label="How is that known?",
        choices=ParentalResponsibility.HowKnown.choices,
        initial=ParentalResponsibility.HowKnown.NOT_KNOWN,
        widget=Radios(small=True),
        error_messages={"required": "Select how that is known"},
    )
    detail = forms.CharField(
        label="Anything to add? (optional)",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, child: Person, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child = child
        self.fields["holder"].offer(  # type: ignore[attr-defined]  # PersonChoiceField
            people, extra=[(AUTHORITY, "A council or another authority")]
        )

    def clean_since(self) -> Any:
        since, born = self.cleaned_data["since"], self.child.date_of_birth
        if since and born and since < born:
            raise ValidationError("The date it began must not be before the child was born")
        return since

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("holder") == AUTHORITY:
            cleaned["holder"] = None
            if not cleaned.get("authority") and "authority" not in self.errors:
                self.add_error("authority", "Enter which authority")
        else:
            cleaned["authority"] = ""
        return cleaned


class ChildForm(LivingDetailMixin, GovForm):
    """Status and living arrangement of one child: facts with a day and a source."""

    legal_status = forms.ChoiceField(
        label="Legal status",
        choices=[*CaseChild.LegalStatus.choices[1:], ("", "Not known")],
        required=False,
        widget=Radios(small=True),
    )
    living_with = forms.ChoiceField(
        label="Living with",
        choices=[*CaseChild.LivingWith.choices[1:], ("", "Not known")],
        required=False,
        widget=Radios(small=True),
    )
    living_detail = forms.CharField(
        label="Anything to add about where they live? (optional)",
        help_text="Who they live with. Not an address.",
        required=False,
        max_length=200,
    )
    as_at = PastDateField(
        label="Since when is this so?",
        subject="The date",
        help_text="The day it changed, or the day you learnt of it.",
    )
    source = forms.CharField(
        label="How do you know? (optional)",
        help_text="For example, court order seen, or Mum told me.",
        required=False,
        max_length=200,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)

    def __init__(self, *args: Any, child: CaseChild, **kwargs: Any) -> None:
        kwargs["initial"] = {"as_at": timezone.localdate()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.child = child
        self.hide_detail()

    def changes(self) -> dict[str, str]:
        said = {name: self.cleaned_data[name] for name in ("legal_status", "living_with")}
        return said | {"living_detail": self.detail()}


class PlaceForm(GovForm):
    """Where somebody stands in the network of a case."""

    part = forms.ChoiceField(
        label="Who are they?",
        choices=NetworkMember.Part.choices,
        widget=Radios(reveals={NetworkMember.Part.FAMILY: "side"}),
        error_messages={"required": "Select who they are"},
    )
    side = forms.ChoiceField(
        label="Which side of the family?",
        choices=[*NetworkMember.Side.choices[1:4], ("", "Not known")],
        required=False,
        widget=Radios(small=True),
    )
    # Where they stood when the form was made.
    instead_of = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    @staticmethod
    def standing(member: NetworkMember) -> dict[str, str]:
        place = {"part": member.part, "side": member.side}
        return {**place, "instead_of": " ".join(place.values())}

    def seen(self) -> tuple[str, str] | None:
        """The part and side that were shown, as place_in_network takes them."""
        part, _, side = self.cleaned_data["instead_of"].partition(" ")
        return (part, side) if part else None


class LeaveForm(GovForm):
    why = forms.CharField(
        label="Why?",
        help_text="For example, added by mistake, or no longer in touch.",
        max_length=200,
        error_messages={"required": "Enter why"},
    )
