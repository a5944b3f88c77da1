"""What an address asks for: months, a team, a kind of meeting, a coordinator.

The same words in an address always bring back the same choice, so that a link can be sent to
a colleague: who opens it sees the same cut with their own eyes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.choices import PersonChoice, TeamChoice
from accounts.models import Team, User
from conferences.dashboards.choices import Choices, choices_for
from conferences.measures.selection import Selection
from restorative.forms import GovForm
from restorative.months import add_months

MONTHS_SHOWN = 12
MOST_MONTHS = 120
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
# So many forms that were filled in or drawn, some 30 kB each.
KEPT = 32
NAMES = ("from", "to", "team", "pathway", "coordinator")
NOT_A_MONTH = "Enter a month and a year, such as April 2026"


@dataclass(frozen=True)
class Chosen:
    """A choice that can be asked for figures, said in words, and put into a link."""

    selection: Selection
    form: "OutcomesFilterForm"
    parameters: Mapping[str, str]
    team: TeamChoice | None = None
    pathway_name: str = ""
    coordinator: PersonChoice | None = None

    @property
    def form_html(self) -> SafeString:
        """The fields to choose otherwise."""
        return draw_fields(self.form.choices, self.form.asked)

    @property
    def start(self) -> date:
        assert self.selection.start is not None
        return self.selection.start

    @property
    def end(self) -> date:
        assert self.selection.end is not None
        return self.selection.end

    @property
    def query(self) -> str:
        return self.narrowed()

    def narrowed(self, **changes: Any) -> str:
        """The query string of this choice with some of it changed; None takes one away."""
        told = {**self.parameters, **changes}
        return urlencode({name: told[name] for name in told if told[name]})

    @property
    def period(self) -> str:
        return period_in_words(self.start, self.end)

    @property
    def words(self) -> str:
        """Such as "April to September 2026, Family Group Conference Service"."""
        parts = [self.period]
        if self.team:
            parts.append(self.team.name)
        if self.pathway_name:
            parts.append(self.pathway_name)
        if self.coordinator:
            parts.append(f"coordinated by {self.coordinator}")
        return ", ".join(parts)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.team or self.pathway_name or self.coordinator)


def period_in_words(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%B %Y}"
    if start.year == end.year:
        return f"{start:%B} to {end:%B %Y}"
    return f"{start:%B %Y} to {end:%B %Y}"


def last_of_month(first: date) -> date:
    return add_months(first, 1) - timedelta(days=1)


def usual_period(today: date) -> tuple[date, date]:
    """The twelve months up to and with this one."""
    this = today.replace(day=1)
    return add_months(this, 1 - MONTHS_SHOWN), last_of_month(this)


class MonthField(forms.DateField):
    """A month, as its first day: "2026-04" as browsers send it; "April 2026" or "4/2026" typed."""

    widget = forms.TextInput(attrs={"type": "month"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m", "%B %Y", "%b %Y", "%m/%Y", "%m.%Y", "%Y/%m"],
            error_messages={"invalid": NOT_A_MONTH},
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(" ".join(value.split()) if isinstance(value, str) else value)
        if found is not None and not EARLIEST <= found <= LATEST:
            raise ValidationError(NOT_A_MONTH, code="invalid")
        return found


class OutcomesFilterForm(GovForm):
    start = MonthField(label="From", required=False)
    end = MonthField(label="To", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    pathway = forms.ChoiceField(label="Kind of meeting", required=False)
    coordinator = forms.ChoiceField(label="Coordinator", required=False)

    def __init__(self, data: Mapping[str, str], *, choices: Choices) -> None:
        super().__init__(data)
        self.asked, self.choices = tuple(sorted(data.items())), choices
        self._offer("team", "All teams", [(str(t.public_id), t.name) for t in choices.teams])
        self._offer("pathway", "All kinds", list(choices.pathways))
        people = [(str(user.public_id), str(user)) for user in choices.coordinators]
        self._offer("coordinator", "Anybody", people)

    def _offer(self, name: str, nothing: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", nothing), *choices]
        field.error_messages["invalid_choice"] = (
            "This link asks for something that is not there any more. All are shown."
        )

    def add_prefix(self, field_name: str) -> str:
        """Addresses say "from" and "to", which are no names for a field in Python."""
        return {"start": "from", "end": "to"}.get(field_name, field_name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and start > end:
            self.add_error("end", "The last month must be the same as the first or later")
        elif start and end and add_months(start, MOST_MONTHS) <= end:
            self.add_error("end", f"Choose at most {MOST_MONTHS} months")
        return data


@lru_cache(maxsize=KEPT)
def draw_fields(choices: Choices, asked: tuple[tuple[str, str], ...]) -> SafeString:
    """The same answers among the same choices are the same fields: kept, as drawing them is long.

    By nothing else than what they say: no reader is known here.
    """
    return SafeString(as_crispy_form(OutcomesFilterForm(dict(asked), choices=choices)))


def chosen_from(asked: Mapping[str, str], reader: User) -> Chosen:
    """Read an address. What makes no sense is told on the form, and the usual is shown."""
    told = tuple((name, str(asked[name])) for name in NAMES if asked.get(name))
    given = told, choices_for(), timezone.localdate()
    found = _chosen(*given)
    # What is wrong is to be noted each time (restorative.forms.foreign).
    return _chosen.__wrapped__(*given) if found.form.errors else found


@lru_cache(maxsize=KEPT)
def _chosen(asked: tuple[tuple[str, str], ...], choices: Choices, today: date) -> Chosen:
    """The same question among the same choices on the same day is the same choice."""
    told = dict(asked)
    usual = usual_period(today)
    shown = {"from": f"{usual[0]:%Y-%m}", "to": f"{usual[1]:%Y-%m}", **told}
    form = OutcomesFilterForm(shown, choices=choices)
    form.is_valid()
    start, end = _period(form, told, usual)
    team = _found(choices.teams, form.cleaned_data.get("team"))
    coordinator = _found(choices.coordinators, form.cleaned_data.get("coordinator"))
    pathway = form.cleaned_data.get("pathway") or ""
    selection = Selection(
        start=start,
        end=end,
        teams=[team.pk] if team and team.kind == Team.Kind.SERVICE else (),
        referring_teams=[team.pk] if team and team.kind == Team.Kind.REFERRING else (),
        pathway=pathway or None,
        coordinator=coordinator.pk if coordinator else None,
        today=today,
    )
    parameters = {
        "from": f"{start:%Y-%m}",
        "to": f"{end:%Y-%m}",
        "team": str(team.public_id) if team else "",
        "pathway": pathway,
        "coordinator": str(coordinator.public_id) if coordinator else "",
    }
    name = dict(choices.pathways).get(pathway, "")
    return Chosen(selection, form, parameters, team, name, coordinator)


def _period(
    form: OutcomesFilterForm, told: Mapping[str, str], usual: tuple[date, date]
) -> tuple[date, date]:
    if {"start", "end"} & form.errors.keys():
        return usual
    start, end = form.cleaned_data["start"], last_of_month(form.cleaned_data["end"])
    if "from" in told and "to" not in told and start > end:
        end = last_of_month(add_months(start, MONTHS_SHOWN - 1))
    return start, end


def _found(things: Sequence[Any], public_id: str | None) -> Any:
    return next((one for one in things if str(one.public_id) == public_id), None)
