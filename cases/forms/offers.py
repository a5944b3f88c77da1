"""A letter before proceedings: its date, whether a meeting was offered in it, who answered."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Team
from cases.domain.offering import NOT_BORN
from cases.models import Offer, OfferReply, Person
from restorative.forms import Checkboxes, GovDateField, GovForm, Radios

Made, Reply = Offer.Made, OfferReply.Reply
NOT_MADE = ("not_made_reason", "not_made_decided_by", "not_made_decided_on")
# Which box an explanation belongs beside, by the code of the refusal.
PLACES = {
    "letter_in_the_future": "letter_on",
    "made_in_the_future": "made_on",
    "reason_missing": "not_made_reason",
    "decider_missing": "not_made_decided_by",
    "decided_on_missing": "not_made_decided_on",
    "decided_in_the_future": "not_made_decided_on",
    "no_children": "children",
    "replied_on_missing": "replied_on",
    "replied_in_the_future": "replied_on",
    "replied_before_letter": "replied_on",
}


def explain(form: forms.Form, error: ValidationError) -> None:
    """Put a refusal beside the box that it is about, or above the form."""
    place = PLACES.get(getattr(error, "code", "") or "", "")
    form.add_error(place if place in form.fields else None, error)


class OfferForm(GovForm):
    """What is known of the letter itself. Without an answer about the offer it counts as missing."""

    letter_on = GovDateField(
        label="Date of the letter before proceedings",
        help_text="For example, 16 11 2026",
        error_messages={"required": "Enter the date of the letter"},
    )
    made = forms.ChoiceField(
        label="Was a family meeting offered in it?",
        choices=[(Made.YES, "Yes"), (Made.NO, "No"), ("", "Not recorded yet")],
        required=False,
        widget=Radios(reveals={Made.YES: "made_on", Made.NO: NOT_MADE}),
    )
    made_on = GovDateField(
        label="Date of the offer, if it was not the date of the letter", required=False
    )
    not_made_reason = forms.CharField(
        label="Why was no meeting offered?",
        help_text="Why offering or holding it would not be in the children’s best interests",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    not_made_decided_by = forms.CharField(label="Who decided this?", max_length=150, required=False)
    not_made_decided_on = GovDateField(
        label="When was it decided?", subject="The date of the decision", required=False
    )
    application_on = GovDateField(
        label="Date of the application to court (optional)",
        subject="The date of the application",
        help_text="Only when one has been made",
        required=False,
    )

    @classmethod
    def initial_of(cls, offer: Offer) -> dict[str, Any]:
        return {name: getattr(offer, name) for name in cls.base_fields}

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OfferForm.base_fields}


class OfferEditForm(OfferForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @classmethod
    def initial_of(cls, offer: Offer) -> dict[str, Any]:
        return OfferForm.initial_of(offer) | {"version": offer.version}


class ReferralOfferForm(OfferForm):
    """The same within a referral, where there may be no letter at all."""

    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("The letter", ("letter_on", "made", "application_on")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    offer_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    letter = forms.ChoiceField(
        label="Has a letter before proceedings been sent?",
        choices=[
            ("sent", "Yes"),
            ("none", "No letter has been sent"),
            ("not_known", "Not known"),
        ],
        widget=Radios(),
        error_messages={"required": "Select whether a letter has been sent"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter_on"].required = False
        self.order_fields(["letter"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        is_sent = said.get("letter") == "sent"
        if is_sent and not said.get("letter_on") and "letter_on" not in self.errors:
            self.add_error("letter_on", "Enter the date of the letter")
        return said


class AppliesForm(GovForm):
    """To which of the children the offer applies, and why not to the others."""

    applies = forms.MultipleChoiceField(
        label="Which children does the offer apply to?",
        required=False,
        widget=Checkboxes(small=True),
    )
    why_not = forms.CharField(
        label="Why does it not apply to the others?",
        help_text="For an unborn child this is filled in for you",
        max_length=200,
        required=False,
    )
    # An empty box is an answer only where there was one: a draft may be older than a child.
    children_asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, children: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._children = children
        self.initial["children_asked"] = " ".join(child.public_id.hex for child in children)
        choices = [
            (child.public_id.hex, f"{child.full_name}, {child.age_text}") for child in children
        ]
        self.fields["applies"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def initial_for(children: Sequence[Person], offer: Offer | None) -> dict[str, Any]:
        if offer is None:
            return {"applies": [c.public_id.hex for c in children if not c.is_unborn]}
        rows = list(offer.children.filter(child__in=children).select_related("child"))
        why = [row.why_not for row in rows if row.why_not and row.why_not != NOT_BORN]
        return {
            "applies": [row.child.public_id.hex for row in rows if row.applies],
            "why_not": why[0] if why else "",
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        left_out = [child for child in self._left_out(said) if not child.is_unborn]
        if left_out and not said.get("why_not") and "why_not" not in self.errors:
            self.add_error("why_not", f"Enter why it does not apply to {left_out[0].liked_name}")
        return said

    def not_for(self) -> dict[Person, str]:
        why = self.cleaned_data["why_not"]
        return {
            child: NOT_BORN if child.is_unborn else why
            for child in self._left_out(self.cleaned_data)
        }

    def _left_out(self, said: dict[str, Any]) -> list[Person]:
        applies = said.get("applies", [])
        return [child for child in self._children if child.public_id.hex not in applies]


class ReplyForm(GovForm):
    """What somebody with parental responsibility answered, if they were offered a meeting."""

    reply = forms.ChoiceField(
        label="What did they answer?",
        choices=Reply.choices,
        widget=Radios(small=True),
        error_messages={"required": "Select what they answered"},
    )
    replied_on = GovDateField(label="When did they answer?", required=False)
    note = forms.CharField(label="Note (optional)", max_length=300, required=False)

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reply", "replied_on", "note")}


class AskedReplyForm(ReplyForm):
    """The same for each person of a referral, some of whom were not offered anything."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["prefix"] = f"reply-{person.public_id.hex}"
        super().__init__(*args, **kwargs)
        self.person = person
        field = self.fields["reply"]
        field.choices = [*Reply.choices, ("", "Was not offered it")]  # type: ignore[attr-defined]
        field.required = False
        del self.fields["note"]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reply", "replied_on")}


# As browsers send a day, and as people type one.
DAYS_READ = ["%Y-%m-%d", "%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]


class OfferFilterForm(GovForm):
    """What the list of letters is cut down to."""

    team = forms.ChoiceField(label="Team", choices=(), required=False)
    show = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "All letters"),
            ("missing", "Offer not recorded"),
            ("offered", "Offered"),
            ("not_made", "Not offered, with the reason"),
            ("unanswered", "Waiting for an answer"),
            ("accepted", "Accepted by somebody"),
            ("declined", "Everybody declined"),
        ],
        required=False,
    )
    since = forms.DateField(
        label="Letters from",
        required=False,
        input_formats=DAYS_READ,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Enter a day, such as 1 4 2026. All letters are shown."},
    )
    until = forms.DateField(
        label="Letters to",
        required=False,
        input_formats=DAYS_READ,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Enter a day, such as 31 3 2027. All letters are shown."},
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", "All teams"), *((str(team.public_id), team.name) for team in teams)]
        self.fields["team"].choices = names  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        """Addresses say "from" and "to", which are no names for a field in Python."""
        return {"since": "from", "until": "to"}.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day must be the same as the first or later")
        return data
