"""Somebody who matters to the children: what they are to each, and how to reach them safely."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone

from cases.contact_values import write_value
from cases.domain.entering import Ties
from cases.forms.referrals_ties import HOLDS, RELATIONS, kind_of, per_child
from cases.models import ContactPoint, NetworkMember, ParentalResponsibility, Person
from cases.referral_contents import called
from cases.relationships import KIN, Kind
from restorative.forms import (
    Checkboxes,
    DateOfBirthField,
    GovForm,
    GovTimeField,
    OneCheckbox,
    Radios,
)

Channel, May = ContactPoint.Channel, ContactPoint.May
Part, Side = NetworkMember.Part, NetworkMember.Side
WAYS = {
    "may_text": "Text",
    "may_ring": "Ring",
    "may_leave_message": "Leave a message",
    "may_write": "Write",
}
# What is asked of a way of contact once somebody has said what is safe.
CONTACT = ("ways", "safe_from", "safe_until", "safe_note", "used_by_others")
Sections = tuple[tuple[str, tuple[str, ...]], ...]


class MemberForm(GovForm):
    """One person, all on one page: a name and what they are to the children is enough."""

    sections: Sections = (
        ("Who they are", ("first_name", "last_name", "known_as", "date_of_birth")),
        ("How to reach them safely", ("channel", "value", "is_confidential", "is_safe")),
        ("If they are a professional", ("job_title", "organisation")),
    )

    first_name = forms.CharField(label="First name", max_length=100, required=False)
    last_name = forms.CharField(label="Family name", max_length=100, required=False)
    known_as = forms.CharField(
        label="Likes to be called (optional)", max_length=100, required=False
    )
    date_of_birth = DateOfBirthField(
        label="Date of birth (optional)", subject="Date of birth", required=False
    )
    relation = forms.ChoiceField(
        label="What are they to the children?",
        choices=RELATIONS,
        error_messages={"required": "Select what they are to the children"},
    )
    word = forms.CharField(
        label="The family’s own word (optional)",
        help_text="Such as Nan, or football coach",
        max_length=100,
        required=False,
    )
    holds = forms.ChoiceField(
        label="Do they have parental responsibility?",
        help_text="Law, not blood: leave this alone for friends, neighbours and professionals",
        choices=HOLDS,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    how_known = forms.ChoiceField(
        label="How is that known?",
        choices=ParentalResponsibility.HowKnown.choices,
        initial=ParentalResponsibility.HowKnown.NOT_KNOWN,
        required=False,
    )
    is_carer = forms.BooleanField(
        label="Looks after the children day to day", required=False, widget=OneCheckbox()
    )
    side = forms.ChoiceField(
        label="Which side of the family are they from?",
        choices=NetworkMember.Side.choices,
        required=False,
    )
    channel = forms.ChoiceField(
        label="How can they be reached?",
        choices=[("", "Not known"), *Channel.choices],
        required=False,
        widget=Radios(small=True),
    )
    value = forms.CharField(
        label="Number, email or address",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_confidential = forms.BooleanField(
        label="Keep this confidential",
        help_text="Held encrypted, out of every search, and shown only to those who say why",
        required=False,
        widget=OneCheckbox(),
    )
    is_safe = forms.ChoiceField(
        label="Have they said what is safe?",
        choices=[("no", "Not yet: nothing is sent before they have"), ("yes", "Yes")],
        initial="no",
        required=False,
        widget=Radios(reveals={"yes": CONTACT}),
    )
    ways = forms.MultipleChoiceField(
        label="It is safe to",
        choices=list(WAYS.items()),
        required=False,
        widget=Checkboxes(small=True),
    )
    safe_from = GovTimeField(label="Safe from (optional)", required=False, max_length=20)
    safe_until = GovTimeField(label="Safe until (optional)", required=False, max_length=20)
    safe_note = forms.CharField(
        label="Anything else about contact (optional)",
        help_text="Days, or what to say you are ringing about",
        max_length=300,
        required=False,
    )
    used_by_others = forms.CharField(
        label="Who else uses or sees it? (optional)", max_length=200, required=False
    )
    job_title = forms.CharField(label="Job (optional)", max_length=100, required=False)
    organisation = forms.CharField(label="Organisation (optional)", max_length=150, required=False)

    def __init__(self, *args: Any, children: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = children
        names = ["relation", "word", "holds", "how_known", "is_carer", "side"]
        if len(children) > 1:
            names[1:1] = self._add_differing()
        if not any(not child.is_unborn for child in children):
            del self.fields["holds"], self.fields["how_known"]
        self.sections = (
            self.sections[0],
            ("What they are to the children", tuple(names)),
            *self.sections[1:],
        )

    def _add_differing(self) -> list[str]:
        """The same for all children, or asked for each of them."""
        revealed = []
        for child in self.children:
            revealed.append(per_child("relation", child))
            self.fields[revealed[-1]] = forms.ChoiceField(
                label=f"What are they to {called(child)}?",
                choices=[("", "Not known"), *RELATIONS[1:]],
                required=False,
            )
            if not child.is_unborn:
                revealed.append(per_child("holds", child))
                self.fields[revealed[-1]] = forms.ChoiceField(
                    label=f"Do they have parental responsibility for {child.liked_name}?",
                    choices=HOLDS,
                    required=False,
                )
        self.fields["same"] = forms.ChoiceField(
            label="Is this the same for all the children?",
            choices=[("yes", "Yes"), ("no", "No, it differs")],
            initial="yes",
            required=False,
            widget=Radios(reveals={"no": revealed}),
        )
        return ["same"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        named = said.get("first_name") or said.get("last_name") or said.get("known_as")
        if not named and not self.errors.keys() & {"first_name", "last_name", "known_as"}:
            self.add_error("first_name", "Enter a name, or what the family calls them")
        if "value" not in self.errors:
            self._check_contact(said)
        start, end = said.get("safe_from"), said.get("safe_until")
        if start and end and start >= end:
            self.add_error(
                "safe_until", "The time it is safe until must be after the time it is safe from"
            )
        return said

    def _check_contact(self, said: dict[str, Any]) -> None:
        channel, value = said.get("channel"), said.get("value")
        if value and not channel and "channel" not in self.errors:
            self.add_error("channel", "Select what kind of number or address this is")
        elif channel and not value:
            self.add_error("value", "Enter the number or address, or select “Not known”")
        elif channel and value:
            try:
                write_value(channel, value)
            except forms.ValidationError as error:
                self.add_error("value", error)

    @property
    def spoken_name(self) -> str:
        said = self.cleaned_data
        return f"{said['first_name'] or said['known_as']} {said['last_name']}".strip()

    def person(self) -> dict[str, Any]:
        names = (
            "first_name",
            "last_name",
            "known_as",
            "date_of_birth",
            "job_title",
            "organisation",
        )
        said = {name: self.cleaned_data[name] for name in names}
        gender = self.cleaned_data["relation"].partition(".")[2]
        return {**said, "gender": gender} if gender else said

    @property
    def part(self) -> str:
        kind = kind_of(self.cleaned_data["relation"])
        if kind in KIN:
            return Part.FAMILY
        return Part.PROFESSIONAL if kind == Kind.PROFESSIONAL else Part.FRIEND

    @property
    def side_of_family(self) -> str:
        """A mother is of the mother's side without being asked."""
        usual = {f"{Kind.PARENT}.female": Side.MOTHER, f"{Kind.PARENT}.male": Side.FATHER}
        return self.cleaned_data["side"] or usual.get(self.cleaned_data["relation"], "")

    def ties(self) -> Ties:
        """What was said of each child; left empty, that nothing is said any more."""
        said = self.cleaned_data
        kinds: dict[Person, Kind | None] = {}
        holds: dict[Person, str] = {}
        differs = said.get("same") == "no"
        for child in self.children:
            relation = said["relation"]
            holding = said.get("holds", "")
            if differs:
                relation = said[per_child("relation", child)]
                holding = said.get(per_child("holds", child), "")
            kinds[child] = kind_of(relation) if relation else None
            if not child.is_unborn:
                holds[child] = holding
        return Ties(
            kinds=kinds,
            detail=said["word"],
            is_carer=said["is_carer"],
            holds=holds,
            how_known=said.get("how_known", ""),
        )

    def contact(self) -> dict[str, Any] | None:
        """One way to reach them; an answer about safety only where they have given it."""
        said = self.cleaned_data
        if not said["channel"]:
            return None
        contact: dict[str, Any] = {
            "channel": said["channel"],
            "value": said["value"],
            "is_confidential": said["is_confidential"],
            "is_shared": bool(said["used_by_others"]),
            "used_by_others": said["used_by_others"],
            "safe_note": said["safe_note"],
            "safe_from": said["safe_from"],
            "safe_until": said["safe_until"],
        }
        if said["is_safe"] == "yes":
            contact |= {way: May.YES if way in said["ways"] else May.NO for way in WAYS}
            contact["confirmed_on"] = timezone.localdate()
        return contact


class MemberEditForm(MemberForm):
    person_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, has_contact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_contact:
            self.sections = tuple(row for row in self.sections if "channel" not in row[1])
            for name in ("channel", "value", "is_confidential", "is_safe", *CONTACT):
                del self.fields[name]

    def ties(self) -> Ties:
        """One box stands for all children: left alone, it changes nothing about any of them."""
        boxes = {"word": "detail", "is_carer": "is_carer", "how_known": "how_known"}
        kept = frozenset(boxes[name] for name in boxes.keys() - set(self.changed_data))
        return replace(super().ties(), kept=kept)

    def contact(self) -> dict[str, Any] | None:
        return super().contact() if "channel" in self.fields else None
