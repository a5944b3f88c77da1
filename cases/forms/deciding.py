from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from cases import stages
from cases.coordinators import CoordinatorChoice
from cases.models import Case, CaseChild
from restorative.forms import Checkboxes, GovForm, Radios

NOBODY = "nobody"
ACCEPT, ASK, DECLINE, REDIRECT = "accept", "ask", "decline", "redirect"
MOVES = {
    ACCEPT: stages.ACCEPT,
    ASK: stages.ASK,
    DECLINE: stages.DECLINE,
    REDIRECT: stages.REDIRECT,
}


def _text(label: str, missing: str, *, rows: int = 3, longest: int = 1000, **kwargs: Any) -> Any:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **kwargs,
    )


class DecideForm(GovForm):
    """What becomes of a referral. Each answer asks for what it needs and no more."""

    NEEDS = {
        ASK: ("question",),
        DECLINE: ("why_not",),
        REDIRECT: ("redirect_to", "why_elsewhere"),
    }

    DECISIONS = (
        (ACCEPT, "Accept"),
        (ASK, "Ask for more information"),
        (DECLINE, "Do not accept"),
        (REDIRECT, "Send on to something else"),
    )

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=DECISIONS,
        widget=Radios(
            hints={
                ACCEPT: "It then waits for a coordinator.",
                ASK: "The clock stands still until the referrer answers.",
                DECLINE: "The referral ends here. It stays readable.",
                REDIRECT: "The referral ends here, because something else fits better.",
            },
            reveals={
                ACCEPT: ("why_enough", "discussed_again"),
                ASK: "question",
                DECLINE: "why_not",
                REDIRECT: ("redirect_to", "why_elsewhere"),
            },
        ),
        error_messages={"required": "Select what you decide"},
    )
    why_enough = _text(
        "Why is the agreement enough?",
        "Enter why the agreement is enough",
        required=False,
        help_text="Only where nobody with parental responsibility has agreed to be contacted.",
    )
    discussed_again = forms.CharField(
        label="With whom was it discussed that the family comes back?",
        max_length=300,
        required=False,
        help_text="Only if they were here within three months. The referrer does not see this: "
        "they may not know of the earlier case.",
    )
    question = _text(
        "What do you need to know?",
        "Enter what you need to know",
        required=False,
        help_text="The referrer sees this, word for word.",
    )
    why_not = _text(
        "Why is it not accepted?",
        "Enter why it is not accepted",
        required=False,
        help_text="The referrer sees this, word for word.",
    )
    redirect_to = forms.CharField(
        label="Where is the family sent on to?",
        max_length=150,
        required=False,
        help_text="For example, a family meeting led by a manager",
        error_messages={"required": "Enter where the family is sent on to"},
    )
    why_elsewhere = _text(
        "Why does that fit better?",
        "Enter why that fits better",
        required=False,
        help_text="The referrer sees this, word for word.",
    )

    def __init__(
        self, *args: Any, stage: Case.Stage, asks_again: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [choice for choice in self.DECISIONS if stage in MOVES[choice[0]].sources]
        if stage not in MOVES[ACCEPT].sources:
            del self.fields["why_enough"], self.fields["question"]
        if not asks_again:
            del self.fields["discussed_again"]
            field.widget.reveals = {**field.widget.reveals, ACCEPT: ("why_enough",)}

    def explain(self, error: ValidationError) -> None:
        """Put a refusal where it can be answered: a manager's own decision in its box."""
        boxes = {"decision_needed": "why_enough", "discuss_first": "discussed_again"}
        box = boxes.get(error.error_list[0].code or "")
        self.add_error(box if box in self.fields else None, error)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.NEEDS.get(data.get("decision", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return data


class AnswerForm(GovForm):
    answer = _text("Your answer", "Enter your answer", rows=5, longest=2000)


class AllocateForm(GovForm):
    """Whom to give a case to: everyone in question, with what speaks for and against."""

    coordinator = forms.ChoiceField(
        label="Coordinator",
        widget=Radios(),
        error_messages={"required": "Select a coordinator"},
    )
    why = _text("Why does the coordinator change?", "Enter why the coordinator changes")
    instead_of = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, *args: Any, choices: list[CoordinatorChoice], present: User | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(choice.user.public_id): choice.user for choice in choices}
        field = self.fields["coordinator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, str(user)) for key, user in self.by_id.items()]
        field.widget.hints = {str(choice.user.public_id): choice.hint for choice in choices}
        self.initial["instead_of"] = str(present.public_id) if present else ""
        if present is None:
            del self.fields["why"]

    def clean_coordinator(self) -> User:
        return self.by_id[self.cleaned_data["coordinator"]]


class WorkerForm(GovForm):
    """Who is the social worker of which children. "Nobody" is an answer.

    Carries the version of each child as it was when the form was made.
    """

    children = forms.ModelMultipleChoiceField(
        label="For which children?",
        queryset=CaseChild.objects.none(),
        widget=Checkboxes(),
        error_messages={"required": "Select at least one child"},
    )
    worker = forms.ChoiceField(
        label="Social worker", error_messages={"required": "Select a social worker"}
    )
    why = forms.CharField(label="Why (optional)", max_length=300, required=False)

    def __init__(
        self, *args: Any, children: list[CaseChild], workers: list[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["children"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = CaseChild.objects.filter(pk__in=[child.pk for child in children])
        field.choices = [(child.pk, _child_label(child)) for child in children]
        self.by_id = {str(worker.public_id): worker for worker in workers}
        choice = self.fields["worker"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            ("", "Select a social worker"),
            *((key, str(user)) for key, user in self.by_id.items()),
            (NOBODY, "Nobody"),
        ]
        self.fields |= {
            _version_of(child): forms.IntegerField(
                widget=forms.HiddenInput,
                required=False,
                initial=child.version,
                error_messages={"invalid": "This page has been changed. Open it again."},
            )
            for child in children
        }

    @staticmethod
    def with_versions(posted: QueryDict, children: list[CaseChild]) -> QueryDict:
        """What was typed, over the children as they are now: saving again is a choice."""
        data = posted.copy()
        for child in children:
            data[_version_of(child)] = str(child.version)
        data.pop("form_token", None)
        return data

    def version_of(self, child: CaseChild) -> int:
        """The version somebody looked at; 0, which there never was, where none is said."""
        return self.cleaned_data.get(_version_of(child)) or 0

    def clean_worker(self) -> User | None:
        return self.by_id.get(self.cleaned_data["worker"])


def _version_of(child: CaseChild) -> str:
    return f"version_{child.pk}"


def _child_label(child: CaseChild) -> str:
    now = f"now {child.social_worker}" if child.social_worker else "nobody yet"
    return f"{child.person.liked_name}, {child.person.age_text} ({now})"
