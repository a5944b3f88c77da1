"""Fields whose answers people write in many ways, and what we accept of them."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils import timezone

from restorative.forms.widgets import PARTS, DateInput3, DateParts

MONTHS = (
    "january february march april may june july august september october november december"
).split()
EARLIEST_YEAR = 1900
LATEST_YEAR = 2199


class GovDateField(forms.Field):
    """A date in three boxes. The error says what is missing and marks the box.

    `subject` names the date in messages when the label is a question.
    """

    widget = DateInput3

    def __init__(self, *, subject: str = "", **kwargs: Any) -> None:
        self._subject = subject
        super().__init__(**kwargs)

    @property
    def subject(self) -> str:
        label = str(self.label or "")
        return self._subject or ("The date" if not label or label.endswith("?") else label)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        if isinstance(value, str) and value:
            # From an address or a saved draft; people type into three boxes.
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self._refusal("must be a real date", PARTS) from None
        if value in EMPTY_VALUES or not any(value):
            return None
        return self._real_date(DateParts(*value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _real_date(self, typed: DateParts) -> date:
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            raise self._refusal(f"must include a {' and '.join(missing)}", missing)
        day, month, year = _number(typed[0]), _month(typed[1]), _number(typed[2])
        wrong = [
            part
            for part, is_right in (
                ("day", day is not None and 1 <= day <= 31),
                ("month", month is not None),
                ("year", year is not None),
            )
            if not is_right
        ]
        if wrong or day is None or month is None or year is None:
            raise self._refusal("must be a real date", wrong)
        if year < 1000:
            raise self._refusal("must have a year with 4 numbers, like 2026", ["year"])
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise self._refusal(f"must be between {EARLIEST_YEAR} and {LATEST_YEAR}", ["year"])
        try:
            return date(year, month, day)
        except ValueError:
            raise self._refusal("must be a real date", PARTS) from None

    def _refusal(self, what: str, parts: Any, code: str = "invalid") -> ValidationError:
        return ValidationError(f"{self.subject} {what}", code=code, params={"parts": list(parts)})


class DateOfBirthField(GovDateField):
    """A birthday of someone who may be alive: not in the future, nor too long ago.

    `oldest` is in years: 25 for a child or care leaver, 120 for anybody.
    """

    def __init__(self, *, oldest: int = 120, **kwargs: Any) -> None:
        self.oldest = oldest
        kwargs.setdefault("label", "Date of birth")
        kwargs.setdefault("help_text", "For example, 27 3 2016")
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if value > today:
            raise self._refusal("must be today or in the past", PARTS, "future")
        age = today.year - value.year - ((today.month, today.day) < (value.month, value.day))
        if age > self.oldest:
            raise self._refusal(
                f"must not make the person older than {self.oldest}", ["year"], "too_old"
            )


class GovTimeField(forms.CharField):
    """A time of day as people write it: 9:30, 9.30am, 2pm, 1430, midday."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 9:30am or 14:00")
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-5"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        text = super().clean(value)
        if not text:
            return None
        return _time(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PhoneField(forms.CharField):
    """One telephone number, kept as +447400123456."""

    default_error_messages = {
        "several": "Enter one telephone number only",
        "invalid": "Enter a telephone number, like 01632 960001 or +44 7700 900982",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"type": "tel", "autocomplete": "off", "class": "govuk-input--width-20"}
            ),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        if not text:
            return ""
        if re.search(r"[;,/&]|\bor\b|\band\b", text, re.IGNORECASE):
            raise ValidationError(self.error_messages["several"], code="several")
        if not re.fullmatch(r"[+0-9\s().\-‐-―]+", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # Not at the start: it loads what it knows of every country.
        import phonenumbers

        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not phonenumbers.is_possible_number(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PostcodeField(forms.CharField):
    """A UK postcode, kept in capitals with its space."""

    default_error_messages = {"invalid": "Enter a full UK postcode, like LS1 4AP"}
    _SHAPE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Postcode")
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-10"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = re.sub(r"[\s.\-]", "", str(super().to_python(value) or "")).upper()
        if not text:
            return ""
        match = self._SHAPE.fullmatch(text)
        if not match:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return " ".join(match.groups())


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def _month(text: str) -> int | None:
    number = _number(text)
    if number is not None:
        return number if 1 <= number <= 12 else None
    word = text.lower().rstrip(".")
    matches = [i for i, month in enumerate(MONTHS, 1) if month.startswith(word)]
    return matches[0] if len(word) >= 3 and len(matches) == 1 else None


def _time(text: str) -> time:
    word = re.sub(r"\s", "", text.lower())
    if word in {"midday", "noon"}:
        return time(12)
    if word == "midnight":
        return time(0)
    match = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?([ap])?\.?(?:m\.?)?", word)
    refusal = ValidationError("Enter a time, like 9:30am or 14:00", code="invalid")
    if not match or (match[3] is None and word.endswith("m")):
        raise refusal
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half is None and match[2] is None:
        # "3" alone: in the morning or the afternoon?
        raise ValidationError("Say whether the time is am or pm", code="half")
    if half and not 1 <= hour <= 12:
        raise refusal
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise refusal
    return time(hour, minute)
