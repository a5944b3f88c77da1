from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from conferences.models import Reflection, ReflectionReply, RewordedPrompt
from conferences.reflection_prompts import WINDOW, Prompt
from conferences.rules_reflection import possible_supervisors
from restorative.forms import Checkboxes, GovDateField, GovForm, Radios

LONG = forms.Textarea(attrs={"rows": 6})
SHORT = forms.Textarea(attrs={"rows": 3})
NOWHERE = "none"
About, Place = Reflection.About, Reflection.Place


@dataclass(frozen=True)
class Part:
    """One R on the page, with its fields."""

    prompt: Prompt
    fields: tuple[BoundField, ...]
    is_open: bool


class ReflectionForm(GovForm):
    """The words, the five Rs, the window. Only the first words are needed."""

    about = forms.ChoiceField(
        label="What is it about?", choices=About.choices, widget=Radios(small=True)
    )
    reference = forms.CharField(
        label="Case reference (optional)",
        required=False,
        max_length=20,
        help_text="Ties it to a case, for you. Nobody working on the case can see that.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    untie = forms.BooleanField(
        label="Untie it from the case, which you can no longer open", required=False
    )
    reflected_on = GovDateField(label="Day", subject="The day")
    words = forms.CharField(
        label="What are you thinking about?",
        max_length=10000,
        widget=LONG,
        help_text="What happened, what you did, how it felt.",
    )
    place = forms.ChoiceField(
        label="Where was I in the window?",
        required=False,
        choices=[
            *((one.value, one.label) for one in WINDOW),
            (NOWHERE, "I would rather not say"),
        ],
        widget=Radios(
            small=True,
            divider_before=NOWHERE,
            hints={one.value: f"{says} {how.capitalize()}." for one, (how, says) in WINDOW.items()},
        ),
    )
    place_words = forms.CharField(
        label="What made it so, and what would bring it nearer to “with”? (optional)",
        required=False,
        max_length=3000,
        widget=SHORT,
    )
    next_step = forms.CharField(
        label="What will I try next? (optional)", required=False, max_length=3000, widget=SHORT
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        prompts: list[Prompt],
        reflection: Reflection | None = None,
        **kwargs: Any,
    ) -> None:
        self.user, self.prompts, self.reflection = user, prompts, reflection
        self.case = _tied_case(reflection, user)
        super().__init__(*args, **kwargs)
        self.fields["reflected_on"].initial = timezone.localdate()
        for prompt in prompts:
            self._add(prompt)
        if reflection and reflection.case_key and self.case is None:
            del self.fields["reference"]
        else:
            del self.fields["untie"]
        if reflection:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
            self.initial = {**self.initial, **_initial(reflection, self.case)}

    def _add(self, prompt: Prompt) -> None:
        before = _answer_of(self.reflection, prompt.key)
        # What was ticked before stays on offer when the service has found other words since.
        offered = dict.fromkeys([*prompt.qualities, *before.get("qualities", [])])
        self.fields[_ticks(prompt)] = QualitiesField(
            label="I am thinking of how we are (optional)",
            required=False,
            choices=[(word, word.capitalize()) for word in offered],
            initial=before.get("qualities", []),
            widget=Checkboxes(small=True),
        )
        self.fields[prompt.key] = forms.CharField(
            label=f"{prompt.question} (optional)",
            required=False,
            max_length=3000,
            initial=before.get("words", ""),
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean_reference(self) -> str:
        """A case that the writer may see; the same answer for one hidden and one never made."""
        reference = str(self.cleaned_data["reference"]).strip()
        self.case = None
        if reference:
            cases = Case.objects.visible_to(self.user).exclude(stage=Case.Stage.DRAFT)
            self.case = cases.filter(reference__iexact=reference).first()
            if self.case is None:
                raise forms.ValidationError("There is no case with this reference.")
        return reference

    def clean_place(self) -> str:
        place = str(self.cleaned_data["place"])
        return "" if place == NOWHERE else place

    @property
    def first(self) -> list[BoundField]:
        names = ("about", "reference", "untie", "reflected_on", "words")
        return [self[name] for name in names if name in self.fields]

    @property
    def folded(self) -> list[Part]:
        """The five Rs, each folded away while nothing in it is answered or wrong."""
        parts = []
        for prompt in self.prompts:
            fields = (self[_ticks(prompt)], self[prompt.key])
            is_open = any(field.value() or field.errors for field in fields)
            parts.append(Part(prompt, fields, is_open))
        return parts

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, as the domain takes it."""
        cleaned = self.cleaned_data
        names = ("reflected_on", "about", "words", "place", "place_words", "next_step")
        facts: dict[str, Any] = {name: cleaned[name] for name in names}
        facts["answers"] = [self._answer(prompt) for prompt in self.prompts]
        if "reference" in self.fields or cleaned.get("untie"):
            facts["case"] = self.case
        return facts

    @property
    def said(self) -> dict[str, Any]:
        """What was entered, as far as it goes: for a form that is not finished."""
        cleaned = getattr(self, "cleaned_data", {})
        whole: dict[str, Any] = {_ticks(prompt): [] for prompt in self.prompts}
        self.cleaned_data = {**whole, **{prompt.key: "" for prompt in self.prompts}, **cleaned}
        return {**cleaned, "answers": [self._answer(prompt) for prompt in self.prompts]}

    def _answer(self, prompt: Prompt) -> dict[str, Any]:
        """The words with the question they answer, which stays what it was if they do."""
        words = self.cleaned_data[prompt.key].strip()
        before = _answer_of(self.reflection, prompt.key)
        asked = before["asked"] if before.get("words") == words else prompt.question
        return {
            "key": prompt.key,
            "name": prompt.name,
            "asked": asked,
            "qualities": self.cleaned_data[_ticks(prompt)],
            "words": words,
        }


class QualitiesField(forms.MultipleChoiceField):
    """Boxes of words that the service may put otherwise while the page is open.

    What is no longer on offer falls away: the words below it must not be refused for it.
    """

    def to_python(self, value: Any) -> list[str]:
        return [word for word in super().to_python(value) if self.valid_value(word)]


def _ticks(prompt: Prompt) -> str:
    return f"{prompt.key}_we_are"


def _answer_of(reflection: Reflection | None, key: str) -> dict[str, Any]:
    answered = reflection.answered if reflection else []
    return next((one for one in answered if one["key"] == key), {})


def _tied_case(reflection: Reflection | None, user: User) -> Case | None:
    if reflection is None or not reflection.case_key:
        return None
    return Case.objects.visible_to(user).filter(public_id=reflection.case_key).first()


def _initial(reflection: Reflection, case: Case | None) -> dict[str, Any]:
    names = ("reflected_on", "about", "words", "place_words", "next_step", "version")
    return {
        **{name: getattr(reflection, name) for name in names},
        "place": reflection.place or NOWHERE,
        "reference": case.reference if case else "",
    }


class SupervisorForm(GovForm):
    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label="Who should read it?",
        to_field_name="public_id",
        empty_label="Choose a colleague",
        error_messages={"required": "Select who should read it"},
    )

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = possible_supervisors(writer)
        field.label_from_instance = with_job  # type: ignore[method-assign,assignment]


def with_job(person: Any) -> str:
    return f"{person}, {person.job_title}" if person.job_title else str(person)


class ReplyForm(GovForm):
    words = forms.CharField(
        label="What do you want to say?",
        max_length=ReflectionReply._meta.get_field("words").max_length or 5000,
        widget=LONG,
    )


class PromptForm(GovForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    question = forms.CharField(
        label="Question",
        max_length=RewordedPrompt._meta.get_field("question").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    qualities = forms.CharField(
        label="We are",
        max_length=RewordedPrompt._meta.get_field("qualities").max_length,
        help_text="Up to six, with commas between.",
    )
