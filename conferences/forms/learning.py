from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from conferences.forms.reflecting import with_job
from conferences.models import Course, DevelopmentSession, SessionAttendance
from restorative.forms import Checkboxes, GovDateField, GovForm, Radios

SHORT = forms.Textarea(attrs={"rows": 3})
MOST_OTHERS = 60


class SessionForm(GovForm):
    """What it was, who led it, who took part: one's teams by box, others by their address."""

    kind = forms.ChoiceField(
        label="What was it?", choices=DevelopmentSession.Kind.choices, widget=Radios(small=True)
    )
    course = forms.ModelChoiceField(
        Course.objects.none(),
        label="Course (optional)",
        required=False,
        to_field_name="public_id",
        empty_label="No course of the list",
        help_text="Counts for when a refresher is due.",
    )
    subject = forms.CharField(
        label="What was it about?",
        max_length=200,
        help_text="Managers of those who took part read this: name no family.",
    )
    held_on = GovDateField(label="Day", subject="The day")
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=7200,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    led_by = forms.ModelChoiceField(
        User.objects.none(),
        label="Who led it, if a colleague (optional)",
        required=False,
        to_field_name="public_id",
        empty_label="Nobody who works here",
        help_text="Reads what people say they will try.",
    )
    led_by_name = forms.CharField(
        label="Who led it, if somebody from outside (optional)", required=False, max_length=120
    )
    place = forms.CharField(label="Where (optional)", required=False, max_length=120)
    people = forms.MultipleChoiceField(
        label="Who took part, of your teams? (optional)",
        required=False,
        widget=Checkboxes(small=True),
    )
    others = forms.CharField(
        label="Who else took part? (optional)",
        required=False,
        max_length=6000,
        widget=SHORT,
        help_text="Their work email addresses, one on each line.",
    )

    def __init__(
        self,
        *args: Any,
        team: list[User],
        session: DevelopmentSession | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        on_list = _on_list(session)
        shown = {str(one.public_id): one for one in [*team, *on_list]}
        self.by_id = shown
        _choices(self.fields["people"], [(key, str(one)) for key, one in shown.items()])
        courses = Course.objects.filter(archived_at=None)
        leaders = _staff().filter(is_active=True)
        if session:
            # What it is now stays on offer, also when nobody would choose it any more.
            courses = Course.objects.filter(Q(archived_at=None) | Q(pk=session.course_id or 0))
            leaders = _staff().filter(Q(is_active=True) | Q(pk=session.led_by_id or 0))
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
            self.initial = {**_initial(session, on_list), **self.initial}
        else:
            self.fields["held_on"].initial = timezone.localdate()
        _rows(self.fields["course"], courses)
        _rows(self.fields["led_by"], leaders)
        self.fields["led_by"].label_from_instance = with_job  # type: ignore[attr-defined]
        if not shown:
            del self.fields["people"]

    def clean_others(self) -> list[User]:
        """Colleagues by their addresses. Says which line is not one."""
        addresses = [line.strip().lower() for line in self.cleaned_data["others"].split("\n")]
        addresses = list(dict.fromkeys(filter(None, addresses)))
        if len(addresses) > MOST_OTHERS:
            raise forms.ValidationError(f"Enter no more than {MOST_OTHERS} addresses.")
        found = {one.email: one for one in User.objects.active().filter(email__in=addresses)}
        missing = [address for address in addresses if address not in found]
        if missing:
            raise forms.ValidationError(f"Nobody who works here has the address {missing[0]}.")
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "led_by" in data and not data.get("led_by") and not data.get("led_by_name", "").strip():
            self.add_error("led_by", "Say who led it: choose a colleague, or name somebody below")
        if "others" in data and not data.get("people") and not data["others"]:
            field = "people" if "people" in self.fields else "others"
            self.add_error(field, "Select who took part")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, as the domain takes it."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        chosen = [self.by_id[key] for key in facts.pop("people", [])]
        others = facts.pop("others")
        return {**facts, "people": {*chosen, *others}}


def _staff() -> QuerySet[User]:
    return User._default_manager.get_queryset()


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = choices


def _rows(field: forms.Field, rows: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def _on_list(session: DevelopmentSession | None) -> list[User]:
    if session is None:
        return []
    on_list = session.attendances.on_list().select_related("person")
    return [one.person for one in on_list.order_by("person__last_name", "person__first_name")]


def _initial(session: DevelopmentSession, on_list: list[User]) -> dict[str, Any]:
    names = ("kind", "subject", "held_on", "minutes", "led_by_name", "place", "version")
    return {
        **{name: getattr(session, name) for name in names},
        "course": session.course.public_id if session.course else None,
        "led_by": session.led_by.public_id if session.led_by else None,
        "people": [str(one.public_id) for one in on_list],
    }


class TryForm(GovForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    will_try = forms.CharField(label="What will you try?", max_length=3000, widget=SHORT)
    tried = forms.ChoiceField(
        label="Did you try it? (optional)",
        required=False,
        choices=[*SessionAttendance.Tried.choices, ("none", "I have not looked back yet")],
        widget=Radios(small=True, divider_before="none"),
    )
    looked_back = forms.CharField(
        label="What came of it? (optional)", required=False, max_length=3000, widget=SHORT
    )

    def clean_tried(self) -> str:
        tried = str(self.cleaned_data["tried"])
        return "" if tried == "none" else tried


class CourseForm(GovForm):
    name = forms.CharField(label="Name of the course", max_length=120)
    refresher_months = forms.IntegerField(
        label="Months until it is due again (optional)",
        required=False,
        min_value=1,
        max_value=120,
        help_text="Leave it empty if once is enough.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class CourseChangeForm(CourseForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    is_offered = forms.BooleanField(
        label="Still offered: people can take it, and are due again", required=False
    )
