"""How reflections are shown: by the month, with the window in words, both texts of a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from accounts.models import User
from cases.models import Case
from conferences.models import Reflection
from conferences.reflection_prompts import WINDOW
from restorative.months import add_months

FIRST_YEAR = 2000


@dataclass(frozen=True)
class Month:
    """A calendar month; `key` stands in addresses."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.replace(day=1))

    @classmethod
    def asked_for(cls, text: str, today: date) -> Self:
        """The month of "2026-11"; this one where that makes no sense."""
        try:
            day = date.fromisoformat(f"{text}-01")
        except ValueError:
            return cls.of(today)
        return cls.of(day if FIRST_YEAR <= day.year <= today.year + 1 else today)

    @property
    def after(self) -> date:
        return add_months(self.first, 1)

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Pane:
    label: str
    how: str
    says: str
    is_here: bool


def window_rows(place: str = "") -> list[Pane]:
    """The window as a list: what the picture shows, in words."""
    return [Pane(one.label, how, says, one == place) for one, (how, says) in WINDOW.items()]


def case_of(reflection: Reflection, reader: User) -> Case | None:
    """The case it is tied to, where this person may know of it now.

    Only its reference is shown, which the writer typed, so that no look at the case is
    recorded: that would tell its managers of the reflection.
    """
    if not reflection.case_key:
        return None
    return Case.objects.visible_to(reader).filter(public_id=reflection.case_key).first()


def words_of(reflection: Reflection) -> dict[str, Any]:
    """What a reflection says, as a form says it."""
    names = ("reflected_on", "about", "words", "place", "place_words", "next_step")
    return {
        **{name: getattr(reflection, name) for name in names},
        "answers": reflection.answered,
    }


def in_words(said: Mapping[str, Any]) -> str:
    """All of one version as text; of one that is not finished, what is there."""
    day, about, place = said.get("reflected_on"), said.get("about"), said.get("place")
    parts = [
        f"{day:%-d %B %Y}" if day else "",
        str(Reflection.About(about).label) if about else "",
        said.get("words", ""),
        *(_answer(one) for one in said.get("answers", ())),
        f"In the window: {Reflection.Place(place).label}" if place else "",
        said.get("place_words", ""),
        said.get("next_step", ""),
    ]
    return "\n\n".join(part for part in parts if part)


def _answer(one: Mapping[str, Any]) -> str:
    qualities = ", ".join(one["qualities"])
    said = "\n".join(part for part in (qualities, one["words"]) if part)
    return f"{one['name']}: {said}" if said else ""
