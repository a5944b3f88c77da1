"""What pages say about a person: needs, relationships, who must be kept apart."""

from collections.abc import Iterable

from cases.models import Answer, KeepApart, ParentalResponsibility, Person, Relationship
from cases.relationships import GENERATIONS, Kind

SPECIAL = (
    ("Culture", "culture_answer", "culture"),
    ("Faith", "faith_answer", "faith"),
    ("Ethnicity", "ethnicity_answer", "ethnicity"),
)


def joined(words: Iterable[str]) -> str:
    """ "Jonah, Tilly and Sam"."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"


def interpreter_words(person: Person) -> str:
    """Whether an interpreter is needed; never asked is not the same as none."""
    if person.interpreter == Answer.GIVEN:
        language = person.interpreter_language or person.language
        return f"{language} interpreter needed" if language else "Interpreter needed"
    if person.interpreter == Answer.NONE:
        return "No interpreter needed"
    return f"Interpreter: {Answer(person.interpreter).label.lower()}"


def access_words(person: Person) -> str:
    if person.access == Answer.GIVEN:
        return person.access_needs or "Has access needs"
    if person.access == Answer.NONE:
        return "No access needs"
    return f"Access needs: {Answer(person.access).label.lower()}"


def needs_words(person: Person) -> list[str]:
    """Language, interpreter and access as a row of a list says them, shortest when unasked."""
    words = [person.language] if person.language else []
    if person.interpreter == person.access == Answer.NOT_ASKED:
        return [*words, "Needs not asked about"]
    return [*words, interpreter_words(person), access_words(person)]


def special_rows(person: Person) -> list[tuple[str, str]]:
    """What somebody wanted said of themselves. Nothing that was not asked is listed."""
    rows = []
    for label, answer, text in SPECIAL:
        given = getattr(person, answer)
        if given == Answer.GIVEN:
            rows.append((label, getattr(person, text)))
        elif given != Answer.NOT_ASKED:
            rows.append((label, Answer(given).label))
    return rows


def relation_words(
    person: Person, others: Iterable[Person], relationships: Iterable[Relationship]
) -> list[str]:
    """What somebody is to each of the others: "Grandmother to Jonah and Tilly"."""
    by_pk = {other.pk: other for other in others}
    said: dict[str, list[str]] = {}
    cared_for = []
    for relationship in relationships:
        ends = {relationship.person_id, relationship.relative_id}
        if person.pk not in ends:
            continue
        (other_pk,) = ends - {person.pk}
        other = by_pk.get(other_pk)
        if other is None:
            continue
        word = relationship.word_for_other_to(other)
        said.setdefault(word, []).append(other.liked_name)
        if relationship.is_carer and is_elder(relationship, person):
            cared_for.append(other.liked_name)
    words = [f"{word} to {joined(names)}" for word, names in said.items()]
    if cared_for:
        words.append(f"Cares for {joined(cared_for)}")
    return words


def is_elder(relationship: Relationship, person: Person) -> bool:
    """Whether this is the end that cares, where one end is cared for."""
    if GENERATIONS[Kind(relationship.kind)] == 0:
        return relationship.person_id == person.pk
    return (relationship.person_id == person.pk) == (GENERATIONS[Kind(relationship.kind)] > 0)


def responsibility_words(row: ParentalResponsibility) -> str:
    """ "Yes, since 3 May 2017 (birth certificate seen)"."""
    words = row.get_holds_display()
    if row.since:
        words += f", since {row.since:%-d %B %Y}"
    if row.how_known != ParentalResponsibility.HowKnown.NOT_KNOWN:
        words += f" ({row.get_how_known_display()[0].lower()}{row.get_how_known_display()[1:]})"
    return words


def apart_words(arrangement: KeepApart, person: Person) -> str:
    """What an arrangement means for one of the two."""
    is_first = arrangement.first_id == person.pk
    other = arrangement.second if is_first else arrangement.first
    match arrangement.kind:
        case KeepApart.Kind.SEPARATE_ARRIVAL:
            return f"Arrives separately from {other.liked_name}"
        case KeepApart.Kind.NOT_INVITED if is_first:
            return f"Not invited where {other.liked_name} is"
        case KeepApart.Kind.NOT_INVITED:
            return f"{other.liked_name} is not invited where they are"
    return f"Must not meet {other.liked_name}"
