from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.domain.staffing import PERSONAL_SEATS
from accounts.models import Invitation, Membership, Role, Team, User
from accounts.rules import check_role_fits
from restorative.forms import GovForm, GovModelForm, OneCheckbox, PhoneField, Radios

ROLE_HINTS = {
    Role.SOCIAL_WORKER: "In teams that refer families.",
    Role.COORDINATOR: "In teams that give a service.",
    Role.MANAGER: "Answers for the team. What they may do follows the kind of team.",
    Role.BUSINESS_SUPPORT: "Arranges things without seeing cases.",
    Role.ADMINISTRATOR: "Keeps staff and teams. Sees no families.",
}


class TeamAndRoleForm(GovForm):
    """A team and a role in it that such a team has."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        to_field_name="public_id",
        empty_label="Choose a team",
        error_messages={"required": "Select a team"},
    )
    role = forms.ChoiceField(
        choices=Role.choices,
        widget=Radios(hints=ROLE_HINTS),
        error_messages={"required": "Select a role"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.open()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("team") and data.get("role"):
            try:
                check_role_fits(data["team"], data["role"])
            except ValidationError as error:
                self.add_error("role", error)
        return data


class InviteForm(TeamAndRoleForm):
    email = forms.EmailField(
        label="Work email address",
        max_length=254,
        help_text="The invitation goes there. The link works once, for 72 hours.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    first_name = forms.CharField(
        max_length=100, error_messages={"required": "Enter their first name"}
    )
    last_name = forms.CharField(
        max_length=100, error_messages={"required": "Enter their last name"}
    )
    field_order = ("first_name", "last_name", "email", "team", "role")


class AcceptForm(GovForm):
    """A password of one's own. It is taken exactly as it was typed."""

    password = forms.CharField(
        label="Create a password",
        strip=False,
        max_length=128,
        help_text="At least 12 characters. Three words that you will remember work well.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        super().__init__(data)
        self.invitation = invitation
        self._typed = "" if data is None else data.get("password", "")

    def clean_password(self) -> str:
        person = User(
            email=self.invitation.email,
            first_name=self.invitation.first_name,
            last_name=self.invitation.last_name,
        )
        validate_password(self._typed, person)
        return self._typed


class LineManagerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_full_name()}, {obj.job_title}" if obj.job_title else obj.get_full_name()


class StaffForm(GovModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = PhoneField(label="Work phone (optional)", required=False)
    line_manager = LineManagerField(
        User.objects.none(),
        label="Line manager (optional)",
        required=False,
        to_field_name="public_id",
        empty_label="Not set",
        help_text="A coordinator must be independent of the referrer and their line manager.",
    )
    is_privacy_officer = forms.BooleanField(
        label="Privacy officer",
        required=False,
        help_text="Sees who looked at what, and reviews emergency access.",
        widget=OneCheckbox(),
    )
    reads_report = forms.BooleanField(
        label="Reads the service's report",
        required=False,
        help_text="Sees figures of the whole service, without small numbers and without cases.",
        widget=OneCheckbox(),
    )
    sits_on_panels = forms.BooleanField(
        label="Panel volunteer",
        required=False,
        help_text="Reads the panel packs they are given, for a time, and no case.",
        widget=OneCheckbox(),
    )

    class Meta:
        model = User
        fields = (
            "first_name",
            "last_name",
            "email",
            "job_title",
            "phone",
            "line_manager",
            *PERSONAL_SEATS,
        )
        labels = {"email": "Work email address", "job_title": "Job title (optional)"}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.active().exclude(pk=self.instance.pk)
        self.fields["line_manager"].queryset = others  # type: ignore[attr-defined]
        manager = self.instance.line_manager
        self.initial["line_manager"] = manager.public_id if manager else None
        self.initial["version"] = self.instance.version
        if by.pk == self.instance.pk:
            for seat in PERSONAL_SEATS:
                del self.fields[seat]

    def _post_clean(self) -> None:
        """Leave the instance as it is in the database: the domain writes, and compares."""

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class OwnAccountForm(GovModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = PhoneField(
        label="Work phone (optional)",
        required=False,
        help_text="Shown to colleagues, and given to families you work with.",
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    def _post_clean(self) -> None:
        """Leave the instance as it is in the database: the domain writes, and compares."""

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MoveForm(TeamAndRoleForm):
    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        initial = {"team": membership.team.public_id, "role": membership.role}
        super().__init__(*args, initial=initial, **kwargs)


class StaffFilterForm(GovForm):
    team = forms.ModelChoiceField(
        Team.objects.all(), required=False, to_field_name="public_id", empty_label="All teams"
    )
    role = forms.ChoiceField(choices=[("", "All roles"), *Role.choices], required=False)
    state = forms.ChoiceField(
        label="Accounts",
        choices=[("", "Active"), ("left", "Deactivated"), ("all", "All")],
        required=False,
    )
