"""Is this somebody we know? Asked before anybody is entered a second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import User
from cases.domain.look_alikes import find_look_alikes
from cases.models import Person
from restorative.forms import GovForm, Radios

NONE = "none"


@dataclass(frozen=True)
class Doubles:
    """Somebody about to be entered, and the people they may be."""

    name: str
    people: list[Person]


def find_doubles(
    by: User, typed: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> dict[str, Doubles]:
    """Look up each of those typed, by a key of the page; without those like nobody.

    A child not yet born and not yet named is like every other.
    """
    doubles = {}
    for key, (name, said) in typed.items():
        if not (said.get("first_name") or said.get("known_as")):
            continue
        people = find_look_alikes(
            by,
            first_name=said["first_name"],
            last_name=said["last_name"],
            known_as=said.get("known_as", ""),
            date_of_birth=said.get("date_of_birth"),
        )
        if people:
            doubles[key] = Doubles(name, people)
    return doubles


class AlikeForm(GovForm):
    """For each of them: one of the people we know, or none of these. `posted` has the answers."""

    def __init__(self, posted: Any, *, doubles: Mapping[str, Doubles]) -> None:
        super().__init__(posted if posted and "alike" in posted else None)
        self._people: dict[str, dict[str, Person]] = {}
        for key, found in doubles.items():
            self._people[key] = {str(person.public_id): person for person in found.people}
            choices = [(value, with_birth(person)) for value, person in self._people[key].items()]
            self.fields[key] = forms.ChoiceField(
                label=f"Is {found.name} one of these people?",
                choices=[*choices, (NONE, "None of these: this is somebody new")],
                widget=Radios(divider_before=NONE),
                error_messages={
                    "required": f"Select whether {found.name} is one of these people",
                    "invalid_choice": "Select one of the people shown",
                },
            )

    @property
    def is_needed(self) -> bool:
        return bool(self.fields) and not self.is_valid()

    def known(self, key: str) -> Person | None:
        """Whom they turned out to be; nobody when they are new."""
        if key not in self.fields:
            return None
        return self._people[key].get(self.cleaned_data[key])


def with_birth(person: Person) -> str:
    """ "Jonah Bell, 9, born 3 May 2017": enough to tell two of the same name apart."""
    name = person.full_name
    if person.known_as and person.known_as != person.first_name:
        name += f" (“{person.known_as}”)"
    born = f", born {person.date_of_birth:%-d %B %Y}" if person.date_of_birth else ""
    return f"{name}, {person.age_text}{born}"
