"""People: entered once, whatever their parts, and changed without losing what they were."""

from typing import Any

from django.db import transaction

from accounts.models import User
from cases.domain.concerning import record_about
from cases.domain.name_index import index_names
from cases.models import Answer, Event, Person
from cases.rules_people import check_birth, check_named
from restorative.conflicts import save_version

NAMES = ("first_name", "middle_names", "last_name", "known_as", "other_names")
# Each answer with the text that belongs to it.
ANSWERS = {
    "interpreter": "interpreter_language",
    "access": "access_needs",
    "culture_answer": "culture",
    "faith_answer": "faith",
    "ethnicity_answer": "ethnicity",
}
FIELDS = (
    *NAMES,
    "date_of_birth",
    "birth_is_estimated",
    "expected_on",
    "died_on",
    "gender",
    "pronouns",
    "language",
    *ANSWERS,
    *ANSWERS.values(),
    "job_title",
    "organisation",
)


@transaction.atomic
def add_person(*, by: User, **fields: Any) -> Person:
    """Enter somebody. What they are to others, and in which case, is said afterwards."""
    _check_fields(fields)
    person = Person(created_by=by, **_tidy(fields, Person()))
    _check(person)
    person.save()
    return index_names(person)


@transaction.atomic
def change_person(person: Person, *, by: User, version: int, changes: dict[str, Any]) -> Person:
    """Change what is known of somebody. What it was before stays in the history.

    Raises StaleVersion when somebody else changed them meanwhile.
    """
    _check_fields(changes)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    changes = _tidy(changes, person)
    changed = [name for name, value in changes.items() if getattr(person, name) != value]
    before = person.full_name
    for name in changed:
        setattr(person, name, changes[name])
    _check(person)
    save_version(person, version=version, changes={name: changes[name] for name in changed})
    if set(changed) & set(NAMES):
        index_names(person)
    if changed:
        record_about(
            [person],
            Event.Kind.PERSON_CHANGED,
            by=by,
            subject=person,
            from_value=before,
            to_value=f"{person.full_name}: {_words(changed)}",
        )
    return person


def _check_fields(fields: dict[str, Any]) -> None:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise ValueError(f"Not a field of a person: {', '.join(sorted(unknown))}")


def _tidy(fields: dict[str, Any], person: Person) -> dict[str, Any]:
    """Trim text, and keep each answer and its text from saying different things.

    A text without its answer is an answer; an answer other than "given" has no text.
    """
    tidy = {
        name: value.strip() if isinstance(value, str) else value for name, value in fields.items()
    }
    for answer, text in ANSWERS.items():
        if tidy.get(text) and answer not in tidy:
            tidy[answer] = Answer.GIVEN
        if tidy.get(answer, Answer.GIVEN) != Answer.GIVEN and (text in tidy or person.pk):
            tidy[text] = ""
    return tidy


def _check(person: Person) -> None:
    check_birth(person.date_of_birth, person.expected_on)
    check_named(person)
    person.clean_fields(exclude=["created_by"])


def _words(changed: list[str]) -> str:
    """Say what changed without saying what it is: an event reaches more people than a page."""
    labels = [
        str(Person._meta.get_field(name).verbose_name).removesuffix(" answer")  # type: ignore[union-attr]
        for name in changed
    ]
    return ", ".join(dict.fromkeys(labels))
