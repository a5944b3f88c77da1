from typing import Any

from django import forms

from conferences.domain.feeding_back import labels_for, questions_for
from conferences.domain.planning import called
from conferences.models import ActionReview, Feedback, Participant, ReviewRecord
from conferences.plan_page import ActionRow
from restorative.forms import Checkboxes, GovForm, OneCheckbox, Radios


class ReviewForm(GovForm):
    """Each action, then how it went on the whole. Nothing has to be filled in at once."""

    went_well = forms.CharField(
        label="What has gone well? (optional)",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    new_worries = forms.CharField(
        label="Are there new worries? (optional)",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    child_views = forms.CharField(
        label="What does the child think? (optional)",
        help_text="In their own words where you can.",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = forms.ChoiceField(
        label="How does it go on?",
        choices=[*ReviewRecord.Decision.choices, ("", "Not decided yet")],
        required=False,
        widget=Radios(
            hints={ReviewRecord.Decision.AMEND: "The next version of the plan is begun for you."}
        ),
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    def __init__(
        self,
        *args: Any,
        rows: list[ActionRow],
        reviews: dict[int, ActionReview],
        record: ReviewRecord | None,
        **kwargs: Any,
    ) -> None:
        names = ("went_well", "new_worries", "child_views", "decision", "version")
        initial = {name: getattr(record, name) for name in names} if record else {}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.rows = rows
        outcomes = [*ActionReview.Outcome.choices, ("", "Not talked about yet")]
        for row in rows:
            there = reviews.get(row.action.pk)
            self.fields[f"outcome-{row.action.public_id}"] = forms.ChoiceField(
                label=f"{row.number}. {row.action.what} ({row.who})",
                choices=outcomes,
                required=False,
                initial=there.outcome if there else "",
                widget=Radios(inline=True, small=True),
            )
            self.fields[f"words-{row.action.public_id}"] = forms.CharField(
                label=f"What was said about action {row.number} (optional)",
                max_length=1000,
                required=False,
                initial=there.words if there else "",
            )
        whole = ("went_well", "new_worries", "child_views", "decision")
        self.order_fields([name for name in self.fields if name not in whole] + list(whole))

    def outcomes(self) -> list[tuple[ActionRow, str, str]]:
        """Each action of which something was said, with what became of it and the words."""
        said = [
            (
                row,
                self.cleaned_data.get(f"outcome-{row.action.public_id}", ""),
                self.cleaned_data.get(f"words-{row.action.public_id}", ""),
            )
            for row in self.rows
        ]
        return [one for one in said if one[1]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.rows:
            key = row.action.public_id
            if cleaned.get(f"words-{key}") and not cleaned.get(f"outcome-{key}"):
                self.add_error(f"outcome-{key}", f"Select what became of action {row.number}")
        return cleaned

    def whole(self) -> dict[str, Any]:
        """What the record of the review takes."""
        names = ("went_well", "new_worries", "child_views", "decision", "version")
        whole = {name: self.cleaned_data[name] for name in names}
        # A form made before there was a record is older than any record.
        return whole | {"version": whole["version"] or 0}


class AskForm(GovForm):
    """Who is asked for feedback, and when."""

    when = forms.ChoiceField(
        label="When are they asked?",
        choices=Feedback.When.choices,
        widget=Radios(inline=True),
        error_messages={"required": "Select when they are asked"},
    )
    people = forms.MultipleChoiceField(
        label="Who is asked?",
        widget=Checkboxes(small=True),
        error_messages={"required": "Select who is asked"},
    )

    def __init__(self, *args: Any, people: list[Participant], **kwargs: Any) -> None:
        self.by_key = {str(person.public_id): person for person in people}
        kwargs["initial"] = {"people": list(self.by_key)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (key, f"{called(person)}, {person.get_part_display().lower()}")
            for key, person in self.by_key.items()
        ]

    def clean_people(self) -> list[Participant]:
        return [self.by_key[key] for key in self.cleaned_data["people"]]


class FeedbackForm(GovForm):
    """The questions of the format with words for answers. Any can be skipped."""

    words = forms.CharField(
        label="In their own words (optional)",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    may_quote = forms.BooleanField(
        label="We may quote these words, without a name", required=False, widget=OneCheckbox()
    )

    def __init__(self, *args: Any, feedback: Feedback, **kwargs: Any) -> None:
        kwargs["initial"] = {"words": feedback.words, "may_quote": feedback.may_quote} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)
        there = {answer.key: answer.value for answer in feedback.answers.all()}
        labels = [(str(value), words) for value, words in labels_for(feedback).items()]
        younger = feedback.who == Feedback.Who.YOUNGER_CHILD
        self.asked = questions_for(feedback)
        for question in self.asked:
            self.fields[f"question-{question.key}"] = forms.ChoiceField(
                label=(younger and question.child_text) or question.text,
                choices=[*labels, ("", "Skip")],
                required=False,
                initial=str(there.get(question.key, "")),
                widget=Radios(inline=True, small=True),
            )
        last = ("words", "may_quote")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def answers(self) -> dict[str, int]:
        """What was answered, by question; a skipped one is not there."""
        said = {
            question.key: self.cleaned_data.get(f"question-{question.key}", "")
            for question in self.asked
        }
        return {key: int(value) for key, value in said.items() if value}
