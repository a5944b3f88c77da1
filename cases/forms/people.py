"""What is known of a person. A name is enough; everything else can wait."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from cases.domain.people import ANSWERS
from cases.models import Answer, Person
from cases.rules_people import OLDEST, OLDEST_CHILD, check_birth
from restorative.forms import (
    DateOfBirthField,
    GovDateField,
    GovForm,
    OneCheckbox,
    Radios,
)

YES_WORDS = {
    "interpreter": "Yes",
    "access": "Yes",
    "culture_answer": "Yes, they want it said",
    "faith_answer": "Yes, they want it said",
    "ethnicity_answer": "Yes, they want it said",
}
WHAT = {
    "interpreter_language": "Which language?",
    "access_needs": "What would help them to take part?",
    "culture": "What did they say about their culture?",
    "faith": "What did they say about their faith?",
    "ethnicity": "How did they describe their ethnicity?",
}


def answer_field(name: str, label: str, *, none: str, hint: str = "") -> forms.ChoiceField:
    """Yes, no, not known, rather not say, and nobody asked: five answers, never one empty box."""
    choices = [
        (Answer.GIVEN, YES_WORDS[name]),
        (Answer.NONE, none),
        (Answer.NOT_KNOWN, "Not known"),
        (Answer.DECLINED, "They preferred not to say"),
        (Answer.NOT_ASKED, "Not asked"),
    ]
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        initial=Answer.NOT_ASKED,
        required=False,
        widget=Radios(small=True, reveals={Answer.GIVEN: ANSWERS[name]}),
    )


def text_field(
    name: str, label: str, *, hint: str = "", is_one_of: bool = False
) -> forms.CharField:
    """A line of text that may stay empty, as long as the column that holds it.

    `is_one_of` for the names, of which one at least is needed.
    """
    return forms.CharField(
        label=label if is_one_of else f"{label} (optional)",
        help_text=hint,
        required=False,
        max_length=Person._meta.get_field(name).max_length,  # type: ignore[union-attr]
    )


class NamesForm(GovForm):
    """The name in its parts, as they are said and as they are written."""

    first_name = text_field("first_name", "First name", is_one_of=True)
    middle_names = text_field("middle_names", "Middle names")
    last_name = text_field("last_name", "Family name", is_one_of=True)
    known_as = text_field(
        "known_as", "What do they like to be called?", hint="Shown wherever they are spoken of."
    )
    other_names = text_field(
        "other_names", "Earlier or other names", hint="With commas between them."
    )


class PersonForm(NamesForm):
    """Everything that may be known of somebody, in sections."""

    date_of_birth = DateOfBirthField(label="Date of birth (optional)", required=False)
    birth_is_estimated = forms.BooleanField(
        label="The date of birth is a guess", required=False, widget=OneCheckbox()
    )
    expected_on = GovDateField(
        label="Expected date, for a child not yet born (optional)",
        subject="The expected date",
        help_text="For example, 14 2 2027",
        required=False,
    )
    died_on = GovDateField(
        label="Date of death, if they have died (optional)",
        subject="The date of death",
        required=False,
    )
    gender = forms.ChoiceField(
        label="Gender",
        choices=[
            (Person.Gender.FEMALE, "Female"),
            (Person.Gender.MALE, "Male"),
            (Person.Gender.ANOTHER, "Another"),
            (Person.Gender.NOT_KNOWN, "Not known"),
        ],
        required=False,
        widget=Radios(inline=True, small=True),
    )
    pronouns = text_field("pronouns", "Pronouns", hint="For example, she and her.")
    language = text_field("language", "First language")
    interpreter = answer_field(
        "interpreter", "Do they need an interpreter?", none="No interpreter needed"
    )
    interpreter_language = text_field("interpreter_language", WHAT["interpreter_language"])
    access = answer_field(
        "access",
        "Do they need anything to take part?",
        none="Nothing needed",
        hint="For example, no stairs, a quiet room, large print or a lift there.",
    )
    access_needs = text_field("access_needs", WHAT["access_needs"])
    culture_answer = answer_field("culture_answer", "Culture", none="Nothing to say")
    culture = text_field("culture", WHAT["culture"])
    faith_answer = answer_field("faith_answer", "Faith", none="No faith")
    faith = text_field("faith", WHAT["faith"])
    ethnicity_answer = answer_field("ethnicity_answer", "Ethnicity", none="Nothing to say")
    ethnicity = text_field("ethnicity", WHAT["ethnicity"])
    job_title = text_field("job_title", "Job")
    organisation = text_field("organisation", "Organisation")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)

    sections = (
        ("Name", ("first_name", "middle_names", "last_name", "known_as", "other_names")),
        (
            "Birth and gender",
            (
                "date_of_birth",
                "birth_is_estimated",
                "expected_on",
                "died_on",
                "gender",
                "pronouns",
            ),
        ),
        ("Language and needs", ("language", "interpreter", "access")),
        ("If they work with the family", ("job_title", "organisation")),
    )
    folded = ("culture_answer", "faith_answer", "ethnicity_answer")

    def __init__(self, *args: Any, is_child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        born: Any = self.fields["date_of_birth"]
        born.oldest = OLDEST_CHILD if is_child else OLDEST

    @property
    def shown_sections(self) -> list[tuple[str, list[BoundField]]]:
        return [(legend, [self[name] for name in names]) for legend, names in self.sections]

    @property
    def folded_fields(self) -> list[BoundField]:
        return [self[name] for name in self.folded]

    @property
    def folded_is_open(self) -> bool:
        """Whether the part on culture, faith and ethnicity has something to show."""
        return any(
            self[name].errors or self[ANSWERS[name]].errors or self._is_answered(name)
            for name in self.folded
        )

    def _is_answered(self, name: str) -> bool:
        return self[name].value() not in (None, "", Answer.NOT_ASKED)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for answer, text in ANSWERS.items():
            cleaned[answer] = cleaned.get(answer) or Answer.NOT_ASKED
            is_given = cleaned[answer] == Answer.GIVEN
            if is_given and text not in ("interpreter_language",) and not cleaned.get(text):
                if text not in self.errors:
                    self.add_error(text, f"Enter an answer: {lower(WHAT[text])}")
            elif not is_given:
                cleaned[text] = ""
        self._check_birth(cleaned)
        self._check_named(cleaned)
        return cleaned

    def _check_birth(self, cleaned: dict[str, Any]) -> None:
        try:
            check_birth(cleaned.get("date_of_birth"), cleaned.get("expected_on"))
        except ValidationError as error:
            self.add_error("expected_on", error)
        died, born = cleaned.get("died_on"), cleaned.get("date_of_birth")
        if died and born and died < born:
            self.add_error("died_on", "The date of death must not be before the date of birth")

    def _check_named(self, cleaned: dict[str, Any]) -> None:
        names = ("first_name", "last_name", "known_as", "expected_on")
        if not any(cleaned.get(name) or name in self.errors for name in names):
            self.add_error("first_name", "Enter a name")


def lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
