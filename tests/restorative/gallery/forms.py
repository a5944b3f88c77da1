"""One of every field, as pages use them."""

from django import forms
from django.forms import formset_factory

from restorative.forms import (
    Checkboxes,
    DateOfBirthField,
    GovDateField,
    GovForm,
    GovFormSet,
    GovTimeField,
    OneCheckbox,
    PhoneField,
    PostcodeField,
    Radios,
    TextInput,
)

WAYS = [("text", "Text message"), ("ring", "Telephone"), ("letter", "Letter")]


class EveryFieldForm(GovForm):
    sections = (
        ("The child", ("first_name", "date_of_birth", "notes", "is_urgent", "why_urgent")),
        ("How to reach them", ("way", "number", "postcode", "email", "needs", "needs_detail")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    first_name = forms.CharField(label="First name", max_length=100)
    date_of_birth = DateOfBirthField(oldest=25)
    notes = forms.CharField(
        label="What did <b>Amira</b> say or show?",
        help_text="Write as if the child will read it.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_urgent = forms.BooleanField(
        label="This cannot wait",
        help_text="Somebody rings you today.",
        required=False,
        widget=OneCheckbox(reveals="why_urgent"),
    )
    why_urgent = forms.CharField(label="Why", max_length=200, required=False)
    way = forms.ChoiceField(
        label="How do they like to hear from us?",
        choices=WAYS,
        widget=Radios(reveals={"text": "number"}, hints={"letter": "Second class"}),
    )
    number = PhoneField(label="Mobile number", required=False)
    postcode = PostcodeField(required=False)
    email = forms.EmailField(
        label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    needs = forms.MultipleChoiceField(
        label="Access needs",
        choices=[("ramp", "No stairs"), ("sign", "Sign language"), ("other", "Something else")],
        widget=Checkboxes(reveals={"other": ["needs_detail"]}),
    )
    needs_detail = forms.CharField(label="What else?", max_length=100, required=False)
    met = forms.ChoiceField(
        label="Have you met?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True),
    )
    team = forms.ChoiceField(
        label="Team", choices=[("", "Choose a team"), ("n", "North"), ("s", "South")]
    )
    day = GovDateField(label="When did you write the letter?", help_text="For example, 16 11 2026")
    hour = GovTimeField(label="Time")
    children = forms.IntegerField(label="Number of children", min_value=1, max_value=12)
    hours = forms.DecimalField(label="Time spent", required=False, widget=TextInput(suffix="hours"))
    letter = forms.FileField(label="The letter", required=False)
    secret = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    site = forms.URLField(label="Web address", required=False, assume_scheme="https")


class OneQuestionForm(GovForm):
    page_heading = "answer"

    answer = forms.ChoiceField(
        label="Is it safe to ring?",
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
        widget=Radios,
    )


class ActionForm(GovForm):
    what = forms.CharField(label="What will be done", max_length=200)
    who = forms.CharField(label="Who will do it", max_length=60)


class ActionFormSet(GovFormSet):
    item_name = "action"


ActionFormSet = formset_factory(
    ActionForm, formset=ActionFormSet, extra=0, min_num=1, max_num=20, absolute_max=50
)
