"""Who takes part in a meeting: adding them, and what is known of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from conferences.domain.preparing import spoken_name
from conferences.domain.sides import SIDES
from conferences.formats import Format, Role
from conferences.invitations.passing_on import may_choose
from conferences.invitations.ways import is_young
from conferences.models import Participant
from restorative.forms import Checkboxes, GovForm, Radios

Part, Side = Participant.Part, Participant.Side
NOBODY, SELF = "nobody", "self"
# Up to five letters, each with a dot or not, and a number for those who have the same.
INITIALS = re.compile(r"[^\W\d_](?:[. -]{0,2}[^\W\d_]){0,4}\.?(?: ?\d{1,2})?")


def offer_roles(form: forms.Form, roles: Iterable[Role]) -> None:
    """Offer the parts that a format declares, in its order and its words."""
    roles = list(roles)
    field = form.fields["part"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(role.key, role.label) for role in roles]
    field.help_text = " ".join(f"{role.label}: {_lower(role.hint)}" for role in roles if role.hint)


def side_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="On whose side are they?",
        help_text="Only those who know both sides read of them here.",
        choices=[(side.value, side.label) for side in SIDES],
        widget=Radios(inline=True, small=True),
        error_messages={"required": "Select on whose side they are"},
    )


def ask_as_declared(form: forms.Form, declared: Format, *, relation: str, side: str = "") -> None:
    """Ask what somebody is to whom in the words of a format, and the sides that it has."""
    form.fields[relation].label = f"{declared.relation_asks} (optional)"
    if side and not declared.sides:
        del form.fields[side]
    if "family_side" in form.fields and not declared.gathers_family:
        del form.fields["family_side"]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


class KnownForm(GovForm):
    """Everybody who is known and not on the list yet, any number of them at one press."""

    known = forms.MultipleChoiceField(
        label="Who?",
        widget=Checkboxes(small=True),
        error_messages={"required": "Select at least one person"},
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known"].choices = list(choices)  # type: ignore[attr-defined]


class NewPersonForm(GovForm):
    """Somebody nobody has entered yet: a first name and a part are enough."""

    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Family name (optional)", max_length=100, required=False)
    part = forms.ChoiceField(label="What is their part?")
    party = side_field()
    family_side = forms.ChoiceField(
        label="Which side of the family? (optional)",
        choices=Side.choices,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    relation = forms.CharField(
        label="What are they to the child? (optional)",
        help_text="In the family’s words, such as Nan or football coach.",
        max_length=100,
        required=False,
    )
    suggested_by = forms.CharField(
        label="Who suggested them? (optional)", max_length=100, required=False
    )

    def __init__(self, *args: Any, declared: Format, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [role for role in declared.roles if role.key != Part.CHILD]
        offer_roles(self, roles)
        ask_as_declared(self, declared, relation="relation", side="party")


class InitialsForm(GovForm):
    """Somebody of whom no more than initials may be given. They are matched to nobody."""

    initials = forms.CharField(
        label="Initials",
        help_text="For example, J.B. If two have the same, add a number: J.B. 2",
        max_length=20,
        error_messages={"required": "Enter their initials"},
    )
    initials_part = forms.ChoiceField(
        label="What is their part?", choices=Part.choices, initial=Part.FRIEND
    )
    initials_party = side_field()
    initials_relation = forms.CharField(
        label="What are they to the child? (optional)",
        help_text="Such as classmate. Nothing that says who they are.",
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, declared: Format, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_as_declared(self, declared, relation="initials_relation", side="initials_party")

    def clean_initials(self) -> str:
        initials: str = self.cleaned_data["initials"].strip()
        if not INITIALS.fullmatch(initials):
            raise ValidationError("Enter initials alone, such as J.B.")
        if any(one.islower() for one in initials[1:]):
            raise ValidationError("Enter initials in capital letters, such as J.B.")
        return initials

    @property
    def said(self) -> dict[str, Any]:
        return {name.removeprefix("initials_"): said for name, said in self.cleaned_data.items()}


class ParticipantForm(GovForm):
    """What is known of somebody for this meeting. Worries only for who may read them."""

    part = forms.ChoiceField(label="What is their part?")
    family_side = forms.ChoiceField(
        label="Which side of the family?",
        choices=Side.choices,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    relation = forms.CharField(
        label="What are they to the child? (optional)", max_length=100, required=False
    )
    suggested_by = forms.CharField(
        label="Who suggested them? (optional)", max_length=100, required=False
    )
    is_required = forms.ChoiceField(
        label="Can it be held without them?",
        choices=(("yes", "No: they are required"), ("no", "Yes: they are welcome")),
        widget=Radios(inline=True, small=True),
    )
    way = forms.ChoiceField(
        label="How will they take part?",
        choices=Participant.Way.choices,
        widget=Radios(small=True),
    )
    willing = forms.ChoiceField(
        label="Are they willing?",
        choices=Participant.Willing.choices,
        required=False,
        widget=Radios(inline=True, small=True),
    )
    supports = forms.ChoiceField(label="Whom do they support? (optional)", required=False)
    messages_to = forms.ChoiceField(
        label="Who gets messages for them?",
        help_text="Agree it with them. It goes to that person by a way that is safe for them.",
        required=False,
        widget=Radios(small=True),
    )
    views = forms.CharField(
        label="What they want to say (optional)",
        help_text="Read out on the day if they are not there.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    worries = forms.CharField(
        label="What worries them about others coming (optional)",
        help_text="Only the coordinator of the case reads this.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)

    def __init__(
        self,
        *args: Any,
        participant: Participant,
        others: Sequence[Participant],
        with_worries: bool,
        adults: Sequence[Participant] = (),
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = initial_of(participant) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.others: Mapping[str, Participant] = {str(one.public_id): one for one in others}
        named = [(key, spoken_name(one)) for key, one in self.others.items()]
        self.fields["supports"].choices = [("", "Nobody"), *named]  # type: ignore[attr-defined]
        self.adults = {str(one.public_id): one for one in adults}
        if is_young(participant):
            self.fields["messages_to"].choices = [  # type: ignore[attr-defined]
                (NOBODY, "Nobody: they are told in person or by phone"),
                *((key, spoken_name(one)) for key, one in self.adults.items()),
                *(
                    [(SELF, "They do, themselves: they chose so")]
                    if may_choose(participant)
                    else []
                ),
            ]
        else:
            del self.fields["messages_to"]
        if not with_worries:
            del self.fields["worries"]
        declared = participant.meeting.declared
        offer_roles(self, declared.roles)
        if not declared.role(participant.part):
            field = self.fields["part"]
            field.choices = [(participant.part, participant.get_part_display()), *field.choices]  # type: ignore[attr-defined]
        ask_as_declared(self, declared, relation="relation")

    def clean_is_required(self) -> bool:
        return bool(self.cleaned_data["is_required"] == "yes")

    def clean_supports(self) -> Participant | None:
        return self.others.get(self.cleaned_data["supports"])

    @property
    def changes(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "messages_to" in said:
            # With nothing selected it stays: it may be somebody the reader may not know of.
            to = said.pop("messages_to")
            if to:
                said |= {"reached_through": self.adults.get(to), "writes_for_self": to == SELF}
        return said


def initial_of(participant: Participant) -> dict[str, Any]:
    names = ("part", "family_side", "relation", "suggested_by", "way", "willing", "views")
    return {name: getattr(participant, name) for name in (*names, "worries", "version")} | {
        "is_required": "yes" if participant.is_required else "no",
        "supports": str(participant.supports.public_id) if participant.supports else "",
        "messages_to": _messages_to(participant),
    }


def _messages_to(participant: Participant) -> str:
    if participant.writes_for_self:
        return SELF
    adult = participant.reached_through
    return str(adult.public_id) if adult else NOBODY


class RemoveForm(GovForm):
    why = forms.CharField(
        label="Why are they not part of it any more?",
        help_text="For example, they moved abroad. Only those who prepare the meeting read this.",
        max_length=200,
        error_messages={"required": "Enter why"},
    )


class CheckForm(GovForm):
    """One item that is not needed, and why."""

    key = forms.ChoiceField(label="Which one is not needed?")
    why = forms.CharField(label="Why not?", max_length=300)

    def __init__(self, *args: Any, items: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [("", "Select"), *items]  # type: ignore[attr-defined]

    def clean_why(self) -> str:
        why: str = self.cleaned_data["why"].strip()
        if not why:
            raise ValidationError("Enter why it is not needed")
        return why
