from typing import Any

from django import forms

from accounts.models import User
from conferences.dashboards.filtering import MonthField, last_of_month
from conferences.exports.tracker import TrackerExport
from conferences.exports.tracker_asked import teams_of
from restorative.forms import GovForm, Radios


class TrackerForm(GovForm):
    """Which cases to take out as a tracking sheet, and as what kind of file."""

    team = forms.ChoiceField(label="Team", required=False)
    start = MonthField(label="Referred from (optional)", required=False)
    end = MonthField(label="Referred until (optional)", required=False)
    format = forms.ChoiceField(
        label="Kind of file",
        choices=[("xlsx", "Excel"), ("csv", "CSV")],
        initial="xlsx",
        widget=Radios(small=True),
    )

    def __init__(self, data: Any = None, *, reader: User) -> None:
        super().__init__(data, prefix="tracker")
        self._reader = reader
        self._teams = teams_of(reader)
        team = self.fields["team"]
        assert isinstance(team, forms.ChoiceField)
        team.choices = [
            ("", "All cases you can see"),
            *((str(one.public_id), one.name) for one in self._teams),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and start > end:
            self.add_error("end", "The last month must be the same as the first or later")
        return data

    @property
    def export(self) -> TrackerExport:
        data = self.cleaned_data
        team = next((one for one in self._teams if str(one.public_id) == data["team"]), None)
        end = last_of_month(data["end"]) if data["end"] else None
        return TrackerExport(self._reader, team, data["start"], end)
