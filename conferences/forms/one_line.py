"""One line of text that is posted by a button of its own, outside any form of fields."""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from restorative.forms.text import clean_text, refuse_unreadable


def line_of(posted: QueryDict, name: str, *, longest: int) -> str:
    """The text under a name as it may be kept; ValidationError where it cannot be."""
    text = clean_text(posted.get(name, "")).strip()
    refuse_unreadable(text)
    if len(text) > longest:
        raise ValidationError(f"Enter {longest} characters at most.", code="max_length")
    return text
