"""Ways of contact and what is safe to do with them. Nothing is safe until it is confirmed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.contact_values import LONGEST, write_value
from cases.contact_words import USES_OF
from cases.domain.contacting import CHANGEABLE, USES, check_not_anothers, may_reveal
from cases.models import ContactPoint, Person
from cases.models.contact_point import HELD_WITH_VALUE
from restorative.forms import GovDateField, GovForm, GovTimeField, OneCheckbox, Radios

Channel, May = ContactPoint.Channel, ContactPoint.May
QUESTIONS = {
    "may_text": "Can we send a text?",
    "may_ring": "Can we ring?",
    "may_leave_message": "Can we leave a message?",
    "may_write": "Can we write a letter or email?",
}


def use_field(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=QUESTIONS[name],
        choices=[(May.YES, "Yes"), (May.NO, "No"), (May.NOT_CONFIRMED, "Not asked")],
        required=False,
        widget=Radios(inline=True, small=True),
    )


class UsesForm(GovForm):
    """What the person said may be done, and when they said it."""

    may_text = use_field("may_text")
    may_ring = use_field("may_ring")
    may_leave_message = use_field("may_leave_message")
    may_write = use_field("may_write")
    confirmed_on = GovDateField(
        label="When did somebody last check this with them? (optional)",
        subject="The date it was checked",
        help_text="Until somebody has, nobody should use it and no message goes there.",
        required=False,
    )

    def clean_confirmed_on(self) -> Any:
        day = self.cleaned_data["confirmed_on"]
        if day and day > timezone.localdate():
            raise ValidationError("The date it was checked must be today or in the past")
        return day


class ContactForm(UsesForm):
    """One way to reach somebody. Which it is stays; everything about it can change."""

    channel = forms.ChoiceField(
        label="What is it?",
        choices=Channel.choices,
        widget=Radios(small=True),
        error_messages={"required": "Select what it is"},
    )
    value = forms.CharField(
        label="Number, email or address",
        help_text="One only. Write an address with its postcode.",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the number, email or address"},
    )
    label = forms.CharField(
        label="What is it called? (optional)",
        help_text="For example, work or Nan’s.",
        required=False,
        max_length=60,
    )
    is_confidential = forms.BooleanField(
        label="Keep it secret",
        help_text="A refuge, foster carers, adopters, or anyone who must not be found. "
        "It is hidden on every page, with what it is called, what else keeps it safe and who "
        "uses it. Looking it up needs a reason and is recorded.",
        required=False,
        widget=OneCheckbox(),
    )
    safe_from = GovTimeField(label="Safe from (optional)", required=False, max_length=20)
    safe_until = GovTimeField(label="Safe until (optional)", required=False, max_length=20)
    safe_note = forms.CharField(
        label="What else keeps it safe? (optional)",
        help_text="For example, not at weekends, or say you are from the school.",
        required=False,
        max_length=300,
    )
    used_by_others = forms.CharField(
        label="Who else uses or sees it? (optional)", required=False, max_length=200
    )
    # Asked only where somebody else has the same number.
    is_shared = forms.BooleanField(
        label="Yes, both use it", required=False, widget=forms.HiddenInput
    )

    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("", ("channel", "value", "is_shared", "label", "is_confidential")),
        ("What is safe", (*USES, "safe_from", "safe_until", "safe_note", "used_by_others")),
        ("Checked with them", ("confirmed_on",)),
    )

    def __init__(self, *args: Any, person: Person, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("safe_from"), cleaned.get("safe_until")
        if since and until and since >= until:
            self.add_error("safe_until", "Safe until must be later than safe from")
        channel, value = self.channel_of(cleaned), cleaned.get("value")
        if channel and value:
            self._check_value(cleaned, channel, value)
        return cleaned

    def channel_of(self, cleaned: dict[str, Any]) -> str | None:
        return cleaned.get("channel")

    def _check_value(self, cleaned: dict[str, Any], channel: str, value: str) -> None:
        try:
            write_value(channel, value)
        except ValidationError as error:
            self.add_error("value", error)
            return
        if cleaned["is_confidential"] or self.is_same(value):
            return
        try:
            check_not_anothers(self.person, channel, value, by=self.user)
        except ValidationError as error:
            self.fields["is_shared"].widget = OneCheckbox()
            if not cleaned["is_shared"]:
                self.add_error("is_shared", error)

    def is_same(self, value: str) -> bool:
        """Whether the value is the one that is kept already."""
        return False


class ContactEditForm(ContactForm):
    """Change a way of contact. What is secret is never shown here: it can be replaced."""

    channel = None  # type: ignore[assignment]  # a mobile does not become an address
    confirmed_on = None  # type: ignore[assignment]  # has a page of its own
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)

    sections = (
        ("", ("value", "is_shared", "label", "is_confidential")),
        ("What is safe", (*USES, "safe_from", "safe_until", "safe_note", "used_by_others")),
    )

    def __init__(self, *args: Any, contact: ContactPoint, **kwargs: Any) -> None:
        super().__init__(*args, person=contact.person, **kwargs)
        self.contact = contact
        keep_uses(self, contact)
        if contact.is_confidential:
            self.fields["value"].required = False
            self.fields["value"].label = f"{contact.get_channel_display()} (held securely)"
            self.fields["value"].help_text = "Leave this empty to keep the one that is held."
            for name in HELD_WITH_VALUE:
                self.fields[name].help_text = "Hidden. Leave this empty to keep what is held."
        else:
            self.fields["value"].label = contact.get_channel_display()

    def clean_confirmed_on(self) -> Any:
        return None

    def clean_is_confidential(self) -> bool:
        """Opening up a secret value is a way of revealing it."""
        confidential: bool = self.cleaned_data["is_confidential"]
        opens = self.contact.is_confidential and not confidential
        if opens and not self.cleaned_data.get("value") and not may_reveal(self.contact, self.user):
            raise ValidationError(
                "A coordinator or a manager can show this to everyone. "
                "If you know it, enter it again above."
            )
        return confidential

    def changes(self) -> dict[str, Any]:
        """What to change: an empty box for something hidden leaves it as it is."""
        said = {name: self.cleaned_data[name] for name in CHANGEABLE & self.cleaned_data.keys()}
        if self.contact.is_confidential:
            kept = {name for name in HELD_WITH_VALUE if not said.get(name)}
            said = {name: value for name, value in said.items() if name not in kept}
        return said

    def channel_of(self, cleaned: dict[str, Any]) -> str | None:
        return self.contact.channel

    def is_same(self, value: str) -> bool:
        if self.contact.is_confidential:
            return False
        return write_value(self.contact.channel, value).text == self.contact.shown


class ContactConfirmForm(UsesForm):
    """Somebody asked the person: is it still right, and what may be done with it?"""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)

    def __init__(self, *args: Any, contact: ContactPoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_uses(self, contact)
        day = self.fields["confirmed_on"]
        day.label, day.required = "When did you check it with them?", True
        day.help_text = "For example, 27 3 2026"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asked = [name for name in USES if name in self.fields]
        if not self.errors and not any(cleaned.get(name) for name in asked):
            self.add_error(asked[0], "Select what they said about at least one of these")
        return cleaned


class ReasonForm(GovForm):
    """Why: one line, kept with what it explains."""

    reason = forms.CharField(
        label="Why do you need it?",
        help_text="This is recorded with your name and can be read by the service’s managers.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why you need it"},
    )


class ContactEndForm(GovForm):
    why = forms.CharField(label="Why? (optional)", required=False, max_length=300)


def keep_uses(form: forms.Form, contact: ContactPoint) -> None:
    """Ask only what a channel can be used for: an address cannot be rung."""
    for name in set(USES) - set(USES_OF[Channel(contact.channel)]):
        del form.fields[name]
