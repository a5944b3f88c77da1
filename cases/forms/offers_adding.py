"""A letter that no referral has followed: whose it is, its children, those it went to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import formset_factory

from accounts.models import Team
from cases.forms.referrals_children import ChildForm, SiblingFormSet
from cases.models import OfferReply
from cases.relationships import Kind, label_for
from restorative.forms import GovDateField, GovForm, GovFormSet, Radios

Reply = OfferReply.Reply


class TeamForm(GovForm):
    """Whose letter it is: asked only of those who work in several teams or in none that refers."""

    team = forms.ChoiceField(
        label="Which team sent the letter?",
        choices=(),
        error_messages={"required": "Select the team that sent the letter"},
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teams = {str(team.public_id): team for team in teams}
        self._only = teams[0] if len(teams) == 1 else None
        names = [("", "Select a team"), *((key, team.name) for key, team in self._teams.items())]
        self.fields["team"].choices = names  # type: ignore[attr-defined]
        if self._only:
            del self.fields["team"]

    @property
    def sender(self) -> Team:
        return self._only or self._teams[self.cleaned_data["team"]]


class OfferChildForm(ChildForm):
    """A child whom a letter is about: who they are, and no more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("gender", "legal_status", "living_with", "known_as"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"known_as": "", "gender": ""}


RELATIONS = [
    (f"{Kind.PARENT}.female", label_for(Kind.PARENT, "female")),
    (f"{Kind.PARENT}.male", label_for(Kind.PARENT, "male")),
    (str(Kind.GUARDIAN), Kind.GUARDIAN.label),
    (str(Kind.GRANDPARENT), Kind.GRANDPARENT.label),
    (str(Kind.OTHER_RELATIVE), "Somebody else with parental responsibility"),
]


class OfferPersonForm(GovForm):
    """Somebody with parental responsibility to whom the letter went, and their answer."""

    first_name = forms.CharField(label="First name", max_length=100)
    last_name = forms.CharField(label="Family name", max_length=100, required=False)
    relation = forms.ChoiceField(
        label="What are they to the children?",
        choices=[("", "Select what they are"), *RELATIONS],
        error_messages={"required": "Select what they are to the children"},
    )
    reply = forms.ChoiceField(
        label="What did they answer?",
        choices=Reply.choices,
        initial=Reply.UNANSWERED,
        widget=Radios(small=True),
    )
    replied_on = GovDateField(label="When did they answer?", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        is_answered = said.get("reply") in (Reply.ACCEPTED, Reply.DECLINED)
        if is_answered and not said.get("replied_on") and "replied_on" not in self.errors:
            self.add_error("replied_on", "Enter when they answered")
        return said

    def person(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "first_name": said["first_name"],
            "last_name": said["last_name"],
            "gender": said["relation"].partition(".")[2],
        }

    def said(self) -> dict[str, Any]:
        """The arguments of record_reply."""
        return {name: self.cleaned_data[name] for name in ("reply", "replied_on")}

    @property
    def kind(self) -> Kind:
        return Kind(self.cleaned_data["relation"].partition(".")[0])

    @property
    def spoken_name(self) -> str:
        return f"{self.cleaned_data['first_name']} {self.cleaned_data['last_name']}".strip()


class _OfferPersonFormSet(GovFormSet):
    item_name = "person"

    @property
    def filled(self) -> list[OfferPersonForm]:
        return [form for form in self.forms if form.cleaned_data.get("first_name")]


OfferChildFormSet: Any = formset_factory(
    OfferChildForm, formset=SiblingFormSet, extra=0, min_num=1, max_num=12, absolute_max=50
)
OfferPersonFormSet: Any = formset_factory(
    OfferPersonForm, formset=_OfferPersonFormSet, extra=1, max_num=12, absolute_max=50
)
