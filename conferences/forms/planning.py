from collections.abc import Iterable
from typing import Any

from django import forms

from conferences.domain.planning import called
from conferences.models import BriefItem, FamilyPlan, Participant, PlanAction
from restorative.forms import Checkboxes, GovDateField, GovForm, OneCheckbox


class PersonField(forms.ChoiceField):
    """One of those in the meeting, or nobody; its cleaned value is the participant."""

    def offer(self, people: Iterable[Participant], nobody: str) -> None:
        self.people = {str(person.public_id): person for person in people}
        named = [(key, called(person)) for key, person in self.people.items()]
        self.choices = [("", nobody), *named]

    def clean(self, value: Any) -> Participant | None:
        return self.people.get(super().clean(value))


class ActionForm(GovForm):
    """One action. What and who are asked; all else can wait or stay empty."""

    what = forms.CharField(
        label="What will be done?",
        help_text="In the family’s own words. For example, Pat does bedtime Monday to Friday.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter what will be done"},
    )
    participant = PersonField(label="Who will do it?", required=False)
    who = forms.CharField(
        label="Or who, in other words",
        help_text="For example, Nan and Mum in turns, or the school.",
        max_length=200,
        required=False,
    )
    answers = forms.MultipleChoiceField(
        label="Which bottom lines or questions does it answer? (optional)",
        required=False,
        widget=Checkboxes(small=True),
    )
    how_often = forms.CharField(label="How often (optional)", max_length=150, required=False)
    by_when = GovDateField(label="By when (optional)", required=False)
    wants_reminder = forms.BooleanField(
        label="They want to be reminded before it is due",
        help_text="Only if they asked for it. It goes by a way that is safe for them.",
        required=False,
        widget=OneCheckbox(),
    )
    checker = PersonField(label="Who checks that it happens? (optional)", required=False)
    checked_by = forms.CharField(
        label="Or who checks, in other words (optional)", max_length=200, required=False
    )
    if_not = forms.CharField(
        label="What if it does not happen? (optional)", max_length=500, required=False
    )
    asked_for = forms.CharField(
        label="What is asked of the authority for it? (optional)",
        help_text="Such as money for school shoes, or a place at nursery.",
        max_length=500,
        required=False,
    )
    approver = forms.CharField(
        label="Who has to approve that? (optional)", max_length=150, required=False
    )
    is_agency = forms.BooleanField(
        label="An agency does it, not the family", required=False, widget=OneCheckbox()
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    first = ("what", "participant", "who", "answers")

    def __init__(
        self,
        *args: Any,
        people: list[Participant],
        items: list[BriefItem],
        action: PlanAction | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = (initial_of(action) if action else {}) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name, nobody in (("participant", "Choose somebody"), ("checker", "Nobody chosen")):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.offer(people, nobody)
        self.items = {str(item.public_id): item for item in items}
        answers = self.fields["answers"]
        assert isinstance(answers, forms.MultipleChoiceField)
        if items:
            answers.choices = [
                (key, f"{item.get_kind_display()}: {item.text}") for key, item in self.items.items()
            ]
        else:
            del self.fields["answers"]

    def clean_answers(self) -> list[BriefItem]:
        return [self.items[key] for key in self.cleaned_data["answers"]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "who" in cleaned and not cleaned.get("who") and not cleaned.get("participant"):
            self.add_error("participant", "Choose who will do it, or say so in other words")
        return cleaned

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first if name in self.fields]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.first]

    @property
    def is_unfolded(self) -> bool:
        """Whether something is filled in or wrong among what is folded away."""
        if self.is_bound:
            said = self.cleaned_data if self.is_valid() else {}
            return any(field.errors or said.get(field.name) for field in self.folded_fields)
        return any(self.initial.get(field.name) for field in self.folded_fields)

    def said(self) -> dict[str, Any]:
        """What the domain takes, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def initial_of(action: PlanAction) -> dict[str, Any]:
    """The form of an action that is there. `who` is shown only where nobody is chosen."""
    names = ("what", "how_often", "by_when", "if_not", "asked_for", "approver")
    initial: dict[str, Any] = {name: getattr(action, name) for name in names}
    initial |= {"is_agency": action.is_agency, "version": action.version}
    initial["wants_reminder"] = action.wants_reminder
    person, checker = action.participant, action.checker
    return initial | {
        "participant": str(person.public_id) if person else "",
        "who": "" if person and action.who == called(person) else action.who,
        "checker": str(checker.public_id) if checker else "",
        "checked_by": "" if checker and action.checked_by == called(checker) else action.checked_by,
        "answers": [str(answer.item.public_id) for answer in action.answers.select_related("item")],
    }


class PlanForm(GovForm):
    """What stands around the actions, in the family's words."""

    child_views = forms.CharField(
        label="What the child thinks and wants (optional)",
        help_text="In their own words where you can.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    arrangements = forms.CharField(
        label="How things will be (optional)",
        help_text="Where the child lives, whom they see, who helps.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contingency = forms.CharField(
        label="What if it does not work? (optional)",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    family_lead = PersonField(
        label="Who in the family leads on the plan? (optional)", required=False
    )
    monitoring = forms.CharField(
        label="Who keeps an eye on it, and how? (optional)",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = GovDateField(
        label="When will everybody look at it again? (optional)",
        help_text="Normally within 12 weeks of the day the family met.",
        required=False,
    )
    review_declined = forms.BooleanField(
        label="The family does not want a review", required=False, widget=OneCheckbox()
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(
        self, *args: Any, plan: FamilyPlan, people: list[Participant], **kwargs: Any
    ) -> None:
        names = ("child_views", "arrangements", "contingency", "monitoring", "version")
        initial: dict[str, Any] = {name: getattr(plan, name) for name in names}
        initial |= {
            "family_lead": str(plan.family_lead.public_id) if plan.family_lead else "",
            "review_on": plan.review_on,
            "review_declined": plan.review_declined,
        }
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        lead = self.fields["family_lead"]
        assert isinstance(lead, PersonField)
        lead.offer([one for one in people if one.is_of_the_family], "Nobody chosen")
