"""The questions of a referral that are about the family as a whole."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Team, User
from cases.models import Referral
from restorative.forms import GovForm, PhoneField, Radios

YES_NO = [("yes", "Yes"), ("no", "No, nothing is known")]


class StartForm(GovForm):
    """Which service, and from which team: asked only where there is a choice."""

    def __init__(
        self, *args: Any, services: list[Team], referring: list[Team], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._teams = {str(team.public_id): team for team in [*services, *referring]}
        self._only = services[0] if len(services) == 1 else None
        self._from = referring[0] if len(referring) == 1 else None
        if self._only is None:
            self.fields["service"] = _choice(
                "Which service are you referring to?", services, "Select a service"
            )
        if len(referring) > 1:
            self.fields["referring"] = _choice(
                "Which of your teams refers the family?", referring, "Select a team"
            )

    @property
    def service(self) -> Team:
        return self._only or self._teams[self.cleaned_data["service"]]

    @property
    def referring(self) -> Team | None:
        return self._from or self._teams.get(self.cleaned_data.get("referring", ""))


def _choice(label: str, teams: list[Team], message: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(str(team.public_id), team.name) for team in teams],
        widget=Radios(),
        error_messages={"required": message},
    )


class ReferrerForm(GovForm):
    who = forms.ChoiceField(
        label="Who is referring this family?",
        choices=[("me", "I am"), ("other", "Somebody without an account here")],
        widget=Radios(
            reveals={"other": ("name", "job_title", "organisation", "email", "phone")},
            hints={"other": "Such as a teacher, an early help worker or the family themselves"},
        ),
    )
    name = forms.CharField(label="Their name", max_length=150, required=False)
    job_title = forms.CharField(
        label="Job, or what they are to the family (optional)", max_length=100, required=False
    )
    organisation = forms.CharField(label="Organisation (optional)", max_length=150, required=False)
    email = forms.EmailField(label="Email address (optional)", max_length=254, required=False)
    phone = PhoneField(label="Telephone number (optional)", max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("who") == "other" and not said.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter their name")
        return said

    def referrer(self) -> dict[str, str]:
        """What is said of them; nothing when the author refers."""
        if self.cleaned_data["who"] == "me":
            return {}
        names = ("name", "job_title", "organisation", "email", "phone")
        return {name: self.cleaned_data[name] for name in names}


class SectionForm(GovForm):
    """Part of a referral as it is saved: whatever is filled in, with the version it was made of."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        return {name: getattr(referral, name) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name != "version"}


def _text(name: str, label: str, help_text: str, *, rows: int = 4) -> forms.CharField:
    longest: int = Referral._meta.get_field(name).max_length  # type: ignore[union-attr,assignment]
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReasonsForm(SectionForm):
    sections: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("What is happening", ("reason", "strengths", "worries")),
        ("For the family meeting", ("bottom_lines", "questions")),
        ("When", ("urgency", "dates_to_avoid")),
        ("A coordinator who suits the family", ("coordinator_wishes",)),
    )

    reason = _text(
        "reason", "Why now?", "What has happened that makes a family meeting the right step"
    )
    strengths = _text(
        "strengths", "What is going well? (optional)", "For example, Nan visits daily"
    )
    worries = _text(
        "worries",
        "What are people worried about? (optional)",
        "Write it as you would say it to the family. They will read it.",
    )
    bottom_lines = _text(
        "bottom_lines",
        "Bottom lines (optional)",
        "What the plan cannot include, for example: must not stay overnight",
        rows=3,
    )
    questions = _text(
        "questions",
        "Questions for the family to answer in their plan (optional)",
        "One on each line",
        rows=3,
    )
    urgency = forms.ChoiceField(
        label="How soon is the meeting needed?",
        choices=Referral.Urgency.choices,
        widget=Radios(small=True),
        initial=Referral.Urgency.ORDINARY,
    )
    dates_to_avoid = forms.CharField(
        label="Dates to avoid (optional)",
        help_text="Court, core groups, holidays, religious days",
        max_length=300,
        required=False,
    )
    coordinator_wishes = forms.CharField(
        label="Would the family like a particular coordinator? (optional)",
        help_text="Language, gender, background. Shown to whoever allocates.",
        max_length=300,
        required=False,
    )


class AgainReasonsForm(ReasonsForm):
    """For a family that was here before: with whom coming back was talked over."""

    sections = (("Referred before", ("discussed_again",)), *ReasonsForm.sections)

    discussed_again = forms.CharField(
        label="Who have you talked to about referring the family again?",
        help_text="Needed within three months of the end of the earlier case",
        max_length=300,
        required=False,
    )


class AskedForm(SectionForm):
    """A question that is answered by words, or by saying that nothing is known."""

    asked = "safety_asked"
    said = "safety"

    @classmethod
    def initial_of(cls, referral: Referral) -> dict[str, Any]:
        text, was_asked = getattr(referral, cls.said), getattr(referral, cls.asked)
        answer = "yes" if text else ("no" if was_asked else "")
        return {"version": referral.version, "answer": answer, cls.said: text}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (
            given.get("answer") == "yes"
            and not given.get(self.said)
            and self.said not in self.errors
        ):
            self.add_error(self.said, "Enter what should be known")
        return given

    def changes(self) -> dict[str, Any]:
        answer = self.cleaned_data["answer"]
        text = self.cleaned_data[self.said] if answer == "yes" else ""
        return {self.said: text, self.asked: bool(answer)}


class SafetyForm(AskedForm):
    answer = forms.ChoiceField(
        label="Is there anything to know to keep people safe?",
        choices=YES_NO,
        required=False,
        widget=Radios(reveals={"yes": "safety"}),
    )
    safety = _text(
        "safety",
        "What should be known?",
        "Arrangements rather than allegations, for example: Mum and Dad arrive and leave "
        "separately. Dad must not learn the address.",
        rows=5,
    )


class AccessForm(AskedForm):
    asked = "access_asked"
    said = "access"

    answer = forms.ChoiceField(
        label="Does anybody need something to take part?",
        choices=YES_NO,
        required=False,
        widget=Radios(reveals={"yes": "access"}),
    )
    access = _text(
        "access",
        "Who needs what?",
        "What is not recorded with each person: an interpreter, no stairs, a lift, childcare, "
        "large print, a quiet room",
        rows=5,
    )


class SideForm(SectionForm):
    other_side = forms.ChoiceField(
        label="Why is nobody named from that side?",
        choices=[row for row in Referral.OtherSide.choices if row[0]],
        required=False,
        widget=Radios(small=True),
    )


class WorkerForm(GovForm):
    """Who works with the children: oneself, a colleague by email, or nobody."""

    worker = forms.ChoiceField(
        label="Who is the social worker?",
        choices=[
            ("me", "I am"),
            ("other", "A colleague"),
            ("none", "There is none, or not known"),
        ],
        widget=Radios(reveals={"other": "worker_email"}),
        error_messages={"required": "Select who the social worker is"},
    )
    worker_email = forms.EmailField(
        label="Colleague’s email address", max_length=254, required=False
    )

    def __init__(self, *args: Any, me: User, may_be_me: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._me = me
        self._colleague: User | None = None
        if not may_be_me:
            field = self.fields["worker"]
            field.choices = field.choices[1:]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("worker") != "other" or "worker_email" in self.errors:
            return said
        email = said.get("worker_email", "")
        self._colleague = User.objects.active().filter(email__iexact=email).first()
        if not email:
            self.add_error("worker_email", "Enter the colleague’s email address")
        elif self._colleague is None:
            self.add_error("worker_email", "No colleague with an account has this email address.")
        return said

    def explain(self, error: ValidationError) -> None:
        self.add_error("worker_email" if self._colleague else "worker", error)

    @property
    def social_worker(self) -> User | None:
        return self._me if self.cleaned_data["worker"] == "me" else self._colleague
