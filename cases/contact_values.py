"""What is written of a telephone number, an e-mail or an address, and how it is found again."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cases.models import ContactPoint
from restorative.fields import keyed_hash
from restorative.forms import PhoneField

LONGEST = 500
HOME = 44
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
Channel = ContactPoint.Channel


@dataclass(frozen=True)
class Written:
    """A value as pages show it, with the look-up hashes that equal values share."""

    text: str
    value_hash: str
    postcode_hash: str


def write_value(channel: str, value: str) -> Written:
    """Write a value one way; raises ValidationError for what is not one number, or none."""
    value = value.strip()
    if not value:
        raise ValidationError("Enter the number or address.", code="value_missing")
    if len(value) > LONGEST:
        raise ValidationError(f"This must be {LONGEST} characters or less.", code="too_long")
    if channel in (Channel.MOBILE, Channel.PHONE):
        number = PhoneField().clean(value)
        return Written(_as_dialled(number), keyed_hash(number), "")
    if channel == Channel.EMAIL:
        value = value.lower()
        try:
            validate_email(value)
        except ValidationError:
            raise ValidationError(
                "Enter an email address in the correct format, like name@example.com",
                code="invalid",
            ) from None
        return Written(value, keyed_hash(value), "")
    found = _POSTCODE.findall(value) if channel == Channel.ADDRESS else []
    postcode = keyed_hash("".join(found[-1])) if found else ""
    return Written(value, keyed_hash(value), postcode)


def _as_dialled(number: str) -> str:
    """A number as people here read and dial it: 07700 900123, or +48 22 123 45 67."""
    import phonenumbers

    parsed = phonenumbers.parse(number)
    kind = phonenumbers.PhoneNumberFormat
    is_home = parsed.country_code == HOME
    return phonenumbers.format_number(parsed, kind.NATIONAL if is_home else kind.INTERNATIONAL)
