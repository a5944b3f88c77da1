from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import Team
from cases.models import KeptMapping, SheetImport
from conferences.importing.asked import LEAVE, TYPED, Asked, typed_answer
from conferences.importing.dates import DATE_ORDER
from conferences.importing.field_words import FIELDS, field_words
from conferences.importing.glances import Column, FirstRow
from conferences.importing.limits import Limits
from restorative.forms import GovForm, Radios

KIND_HINTS = {
    SheetImport.Kind.TRACKER: "A tracking sheet with a row for each child.",
    SheetImport.Kind.STAFF: "A list of colleagues with their teams.",
    SheetImport.Kind.VENUES: "Places where you meet, with what they have.",
}
# After the file: a form that was cut off on its way comes without it.
WHOLE = "whole"
NO_FIELD = ""
MOST = Limits().size
SELECT = {"class": "govuk-select"}


class UploadForm(GovForm):
    kind = forms.ChoiceField(
        label="What is in it?",
        choices=SheetImport.Kind.choices,
        initial=SheetImport.Kind.TRACKER,
        widget=Radios(hints=KIND_HINTS),
    )
    team = forms.ModelChoiceField(
        label="Team that it is for",
        queryset=Team.objects.none(),
        help_text="The families become cases of this team.",
    )
    file = forms.FileField(
        label="Spreadsheet",
        help_text="Excel (.xlsx) or CSV, up to 100 MB and 200,000 rows.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(teams) > 1:
            keys = [team.pk for team in teams]
            self.fields["team"].queryset = Team.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is not None and (file.size or 0) > MOST:
            raise forms.ValidationError(f"The file is larger than {MOST // 1024 // 1024} MB.")
        if file is not None and WHOLE not in self.data:
            raise forms.ValidationError("The file broke off on its way. Upload it again.")
        return file


class SheetForm(GovForm):
    """Which row of the sheet shown holds the headings."""

    header_row = forms.ChoiceField(label="Which row holds the headings?", widget=Radios())
    sheet = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Sequence[FirstRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["header_row"].choices = [  # type: ignore[attr-defined]
            (str(row.number), f"Row {row.number}") for row in rows
        ]


class ColumnsForm(GovForm):
    """A field for each column, each field once."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Keep this matching under a name (optional)",
        help_text="Next time you can take it for a sheet with the same headings.",
        max_length=100,
        required=False,
    )

    def __init__(
        self, *args: Any, kind: str, columns: Sequence[Column], taken: dict[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.columns = columns
        fields = [(field.key, field_words(kind, field.key)) for field in FIELDS[kind]]
        of_column = {column: key for key, column in taken.items()}
        for column in columns:
            self.fields[f"column_{column.number}"] = forms.ChoiceField(
                label=column.heading or f"Column {column.letters}",
                required=False,
                choices=[(NO_FIELD, "Keep from the old sheet"), *fields],
                initial=of_column.get(column.number, NO_FIELD),
                widget=forms.Select(attrs=SELECT),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, Column] = {}
        for column in self.columns:
            name = f"column_{column.number}"
            key = cleaned.get(name, "")
            if key and (other := taken.get(key)):
                self.add_error(
                    name,
                    f"“{_called(column)}” and “{_called(other)}” are both taken for "
                    f"“{field_words(self.kind, key)}”. Choose one of them.",
                )
            elif key:
                taken[key] = column
        if not taken and not self.errors:
            self.add_error(None, "Say of at least one column what it holds.")
        return cleaned

    def matched(self) -> dict[str, int]:
        return {
            key: column.number
            for column in self.columns
            if (key := self.cleaned_data[f"column_{column.number}"])
        }

    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        return [(column, self[f"column_{column.number}"]) for column in self.columns]


def _called(column: Column) -> str:
    return column.heading or f"Column {column.letters}"


class KeptForm(GovForm):
    kept = forms.ModelChoiceField(
        label="Take a matching that was kept",
        queryset=KeptMapping.objects.none(),
        error_messages={"required": "Select one that was kept"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet_import: SheetImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = KeptMapping.objects.filter(  # type: ignore[attr-defined]
            team=sheet_import.team_id, kind=sheet_import.kind
        )


class KeepForm(GovForm):
    name = forms.CharField(label="Name", max_length=100)


@dataclass(frozen=True)
class Boxes:
    """A question with the boxes of its answer."""

    asked: Asked
    choice: forms.BoundField
    typed: forms.BoundField | None
    readings: tuple[str, str] | None


class QuestionsForm(GovForm):
    """An answer for each value that is on none of our lists. What is left open stays asked."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asked: Sequence[Asked], kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.today = timezone.localdate()
        for one in asked:
            is_order = one.kind == DATE_ORDER
            self.fields[f"a_{one.key}"] = forms.ChoiceField(
                label=f"“{one.text}”" if one.text else field_words(kind, one.field.key),
                required=False,
                choices=one.choices if is_order else [("", "Not said yet"), *one.choices],
                initial=_shown(one),
                widget=Radios(inline=False) if is_order else forms.Select(attrs=SELECT),
            )
            if one.kind in TYPED:
                is_date = one.kind == "date"
                self.fields[f"t_{one.key}"] = forms.CharField(
                    label="Date" if is_date else "Number",
                    required=False,
                    max_length=40,
                    initial=_typed(one),
                    widget=forms.TextInput(
                        attrs={"class": "govuk-input govuk-input--width-10", "autocomplete": "off"}
                    ),
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.asked:
            if one.kind not in TYPED:
                continue
            typed, choice = cleaned.get(f"t_{one.key}", ""), cleaned.get(f"a_{one.key}", "")
            if choice not in ("", "typed") or not (typed or choice):
                continue
            if typed_answer(one, typed, today=self.today) is None:
                what = "a date, like 12 April 2025" if one.kind == "date" else "a number, like 6"
                self.add_error(f"t_{one.key}", f"“{one.text}”: enter {what}")
        return cleaned

    def answers(self) -> list[tuple[Asked, str | None]]:
        """What was said to each; None where nothing was."""
        return [(one, self._answer(one)) for one in self.asked]

    def _answer(self, one: Asked) -> str | None:
        choice: str = self.cleaned_data[f"a_{one.key}"]
        typed: str = self.cleaned_data.get(f"t_{one.key}", "")
        if choice == "typed" or (typed and not choice):
            return typed_answer(one, typed, today=self.today)
        return None if not choice else "" if choice == LEAVE else choice

    def groups(self) -> list[tuple[str, list[Boxes]]]:
        """The questions by column, in the order in which they are asked."""
        found: dict[str, list[Boxes]] = {}
        for one in self.asked:
            is_typed = one.kind in TYPED
            found.setdefault(one.field.key, []).append(
                Boxes(
                    one,
                    self[f"a_{one.key}"],
                    self[f"t_{one.key}"] if is_typed else None,
                    one.readings(self.today) if one.kind == DATE_ORDER and one.text else None,
                )
            )
        return list(found.items())


def _shown(one: Asked) -> str:
    if one.answer is None:
        return ""
    if one.answer == "":
        return LEAVE
    if one.answer in dict(one.choices):
        return one.answer
    return "typed" if one.kind in TYPED else ""


def _typed(one: Asked) -> str:
    return one.answer if one.answer and _shown(one) == "typed" else ""


class PeopleForm(GovForm):
    """Whether somebody of the sheet is a person whom we know, or somebody new."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, people: Sequence[dict[str, Any]], said: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for place, one in enumerate(people):
            same = [(who["person"], f"The same person: {who['label']}") for who in one["known"]]
            preset = next((who["person"] for who in one["known"] if who.get("exact", True)), LEAVE)
            self.fields[f"p_{place}"] = forms.ChoiceField(
                label=f"{one['name']}, row {one['row']}",
                choices=[*same, (LEAVE, "Somebody new")],
                initial=(said[one["key"]] or LEAVE) if one["key"] in said else preset,
                widget=forms.Select(attrs=SELECT),
            )

    def said(self) -> dict[str, str]:
        return {
            one["key"]: "" if (who := self.cleaned_data[f"p_{place}"]) == LEAVE else who
            for place, one in enumerate(self.people)
        }

    def rows(self) -> list[tuple[dict[str, Any], forms.BoundField]]:
        return [(one, self[f"p_{place}"]) for place, one in enumerate(self.people)]


class TakeBackForm(GovForm):
    why = forms.CharField(
        label="Why is it taken back?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it is taken back"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
