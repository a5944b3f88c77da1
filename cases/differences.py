"""What was typed about somebody known and was not saved, because something else is recorded."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cases.domain.entering import Ties, said_of
from cases.models import ParentalResponsibility, Person, Relationship
from cases.referral_contents import called
from cases.relationships import Kind, label_for


def differences(person: Person, said: Mapping[str, Any], ties: Ties | None = None) -> str:
    """Say in one message what is recorded and what was typed; empty where they agree.

    Read after what was typed has been filled in: what was empty before agrees by now.
    """
    person = Person.objects.get(pk=person.pk)
    found = [*_of_person(person, said), *(_of_ties(person, ties) if ties else ())]
    if not found:
        return ""
    return (
        f"{person} was known already. What is recorded stayed as it was: {'; '.join(found)}. "
        "Change it if it is wrong."
    )


def _of_person(person: Person, said: Mapping[str, Any]) -> Iterator[str]:
    for name, typed in said.items():
        recorded = getattr(person, name)
        if typed and _plain(typed) != _plain(recorded):
            field = Person._meta.get_field(name)
            label = str(field.verbose_name)  # type: ignore[union-attr]
            yield f"{label} {_words(person, name, recorded)}, not {_words(person, name, typed)}"


def _of_ties(person: Person, ties: Ties) -> Iterator[str]:
    for child, kind in ties.kinds.items():
        rows = Relationship.objects.current().of(person).of(child).order_by("pk")
        told = list(rows.select_related("person", "relative"))
        same = [row for row in told if row.kind_of_other_to(child) == kind]
        if kind and told and not same:
            words = told[0].word_for_other_to(child).lower()
            yield f"{words} of {called(child)}, not {label_for(kind, person.gender).lower()}"
        for row in same:
            yield from _of_care(person, child, row, ties)
    for child, holds in ties.holds.items():
        known = ParentalResponsibility.objects.current().filter(child=child, holder=person).first()
        if holds and known and known.holds != holds:
            typed = ParentalResponsibility.Holds(holds).label.lower()
            yield (
                f"parental responsibility for {called(child)}: "
                f"{known.get_holds_display().lower()}, not {typed}"
            )


def _of_care(person: Person, child: Person, row: Relationship, ties: Ties) -> Iterator[str]:
    word, cares = said_of(row, person)
    if ties.detail and word != ties.detail:
        usual = label_for(Kind(row.kind_of_other_to(child)), person.gender)
        yield f"called “{word or usual}” by {called(child)}, not “{ties.detail}”"
    if ties.is_carer and not cares:
        yield f"not recorded as looking after {called(child)}"


def _plain(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _words(person: Person, name: str, value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    choices = dict(Person._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return f"“{choices.get(value, value)}”" if value else "“Not recorded”"
