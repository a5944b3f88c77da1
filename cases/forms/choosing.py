"""Choosing one of the people around a family, by public id and by name."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from cases.models import Person


class PersonChoiceField(forms.ChoiceField):
    """One of the people whom the view offers, and of nobody else in the database.

    `extra` are choices that are no person; they come back as they are.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Select a person"})
        super().__init__(**kwargs)
        self.offered: dict[str, Person] = {}

    def offer(self, people: Sequence[Person], extra: Iterable[tuple[str, str]] = ()) -> None:
        self.offered = {str(person.public_id): person for person in people}
        named = [(key, described(person)) for key, person in self.offered.items()]
        self.choices = [("", "Select a person"), *named, *extra]

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return self.offered.get(chosen, chosen)


def described(person: Person) -> str:
    """Name and age: two people of one family often share a name."""
    return f"{person.full_name}, {person.age_text}"
