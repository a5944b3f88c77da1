"""How people are named and how old they are, in words, from the few columns that say it.

Lists read these columns alone: a page of fifty families would otherwise make two hundred
people of thirty-five columns each, to print a name.
"""

from collections.abc import Sequence
from datetime import date


def full_name(first_name: str, last_name: str, known_as: str, *, is_unborn: bool) -> str:
    """First and family name; "Unborn child Bell" while there is no first name.

    Of whom no first name is known, what they are called: "Mrs Lal", not "Lal".
    """
    if is_unborn and not first_name:
        return f"Unborn child {last_name}".strip()
    if not first_name and known_as:
        return known_as
    return f"{first_name} {last_name}".strip() or "Name not known"


def age_on(day: date, born: date | None) -> int | None:
    """Whole years on a day; None when the birth date is not known or lies ahead."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_text(
    born: date | None,
    *,
    today: date,
    is_estimated: bool = False,
    expected_on: date | None = None,
    died_on: date | None = None,
) -> str:
    """Age as a header says it: "9", "8 months", "due 14 February 2027"."""
    if expected_on:
        return f"due {expected_on:%-d %B %Y}"
    age = age_on(died_on or today, born)
    if age is None or born is None:
        return "age not known"
    if age >= 2:
        return f"{'about ' if is_estimated else ''}{age}"
    months = (today.year - born.year) * 12 + today.month - born.month
    months -= today.day < born.day
    return f"{months} month{'' if months == 1 else 's'}"


def child_title(
    first_name: str,
    last_name: str,
    known_as: str,
    born: date | None,
    *,
    today: date,
    is_estimated: bool = False,
    expected_on: date | None = None,
    died_on: date | None = None,
) -> str:
    """A child by the name they like and their age: "Amira, 9"."""
    liked = known_as or first_name
    if not liked:
        liked = full_name(first_name, last_name, known_as, is_unborn=expected_on is not None)
    age = age_text(
        born, today=today, is_estimated=is_estimated, expected_on=expected_on, died_on=died_on
    )
    return f"{liked}, {age}"


def family_title_of(children: Sequence[str]) -> str:
    """The children of a family, each as "Amira, 9": "Amira, 9 and Sami, 6"."""
    if not children:
        return "No children named yet"
    if len(children) == 1:
        return children[0]
    return "; ".join(children[:-1]) + f" and {children[-1]}"
