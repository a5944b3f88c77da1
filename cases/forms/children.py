"""Choosing children of a family, all of them at one press."""

from collections.abc import Sequence
from typing import Any

from django import forms

from cases.models import CaseChild
from restorative.forms import Checkboxes

ALL = "all"


class ChildrenField(forms.MultipleChoiceField):
    """Children of one case, by public id; "all" stands for each of them.

    A single child is chosen from the start. Several are not: a note that nobody meant to
    be about Sami must not end on Sami's record.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", Checkboxes())
        kwargs.setdefault("error_messages", {"required": "Select at least one child"})
        super().__init__(**kwargs)
        self.offered: dict[str, CaseChild] = {}

    def offer(self, children: Sequence[CaseChild]) -> None:
        """Set the choices, of the children that the person in front may know of."""
        self.offered = {str(child.person.public_id): child for child in children}
        choices = [(key, child.person.liked_name) for key, child in self.offered.items()]
        if len(choices) > 1:
            choices = [(ALL, f"All {len(choices)} children"), *choices]
        else:
            self.initial = [key for key, _ in choices]
        self.choices = choices

    def clean(self, value: Any) -> list[CaseChild]:
        chosen = super().clean(value)
        if ALL in chosen:
            return list(self.offered.values())
        return [self.offered[key] for key in chosen]
