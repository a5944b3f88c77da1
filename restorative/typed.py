"""What somebody typed into a form, to be read and copied where the form itself is not shown."""

import re
from collections.abc import Iterable

from django.http import QueryDict

# What a page fills in for itself: tokens, versions, the counts of a list, its buttons.
MADE_BY_THE_PAGE = re.compile(
    r"csrfmiddlewaretoken|form_token|based_on|draft_(title|url)|(.+_)?(version|asked)"
    r"|.+-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.+-add|another|go_back|alike|intent|instead_of"
)
_ID = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
# Somebody chosen from a list. Whom it stands for is not said to whoever may not open the page.
CHOSEN = re.compile(rf"\s*{_ID}(\s+{_ID})*\s*")
DATE = re.compile(r"(.+)_(day|month|year)")


def typed_rows(posted: QueryDict) -> list[tuple[str, str]]:
    """Each answer with its question, as well as the name of the field tells it; dates in one."""
    answers: dict[str, list[str]] = {}
    for name, values in posted.lists():
        if is_typed(name):
            date = DATE.fullmatch(name)
            answers.setdefault(date[1] if date else name, []).extend(_words_among(values))
    return [
        (question_of(name), (" " if f"{name}_day" in posted else "\n").join(words))
        for name, words in answers.items()
        if words
    ]


def is_typed(name: str) -> bool:
    """Whether a field is filled in by people and not by the page."""
    return not MADE_BY_THE_PAGE.fullmatch(name)


def question_of(name: str) -> str:
    """ "child-0-first_name" becomes "Child 1 first name"; ids of people are left out."""
    name = re.sub(rf"[-_]?{_ID}", "", name)
    name = re.sub(r"-(\d{1,3})-", lambda found: f" {int(found[1]) + 1} ", name)
    return re.sub(r"[-_\s]+", " ", name).strip().capitalize() or "Answer"


def _words_among(values: Iterable[object]) -> list[str]:
    return [text for value in values if (text := str(value)).strip() and not CHOSEN.fullmatch(text)]
