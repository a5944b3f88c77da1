"""Keeping every person findable by any word of any of their names."""

from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from cases.models import NameWord, Person, PersonNameWord
from cases.names import name_words, plain_words, slips_of

BATCH = 2000
ADD_WORDS = """
    INSERT INTO cases_personnameword (person_id, word_id)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING
"""


@transaction.atomic
def index_names(person: Person) -> Person:
    """Write down the words of a person's names. To be called after each change of a name."""
    index_people([person])
    return person


def index_everybody() -> int:
    """Write the index anew for all people, a batch at a time; returns how many there are."""
    count = 0
    last = 0
    while people := list(Person.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        with transaction.atomic():
            index_people(people)
        last = people[-1].pk
        count += len(people)
    NameWord.objects.filter(people__isnull=True).delete()
    _index_words()
    return count


def _index_words() -> None:
    """Bring every word's slips up to the rules of today."""
    last = 0
    while words := list(NameWord.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        stale = [word for word in words if word.slips != slips_of(word.word)]
        for word in stale:
            word.slips = slips_of(word.word)
        NameWord.objects.bulk_update(stale, ["slips"])
        last = words[-1].pk


def search_text_of(person: Person) -> str:
    """First and family name, then every other word: what an exact name begins with."""
    full_name = [*plain_words(person.first_name), *plain_words(person.last_name)]
    others = [word for word in words_of(person) if word not in full_name]
    return " ".join([*full_name, *others])


def words_of(person: Person) -> list[str]:
    """Every word by which a person may be looked for, each once."""
    names = [
        person.first_name,
        person.last_name,
        person.known_as,
        *person.middle_names.split(),
        *person.other_names.split(","),
    ]
    return list(dict.fromkeys(word for name in names for word in name_words(name)))


def index_people(people: Sequence[Person]) -> None:
    words = {person.pk: words_of(person) for person in people}
    keys = _keys_of({word for found in words.values() for word in found})
    wanted = {(person, keys[word]) for person, found in words.items() for word in found}
    rows = PersonNameWord.objects.filter(person__in=words)
    present = {(row.person_id, row.word_id): row.pk for row in rows}
    stale = [pk for pair, pk in present.items() if pair not in wanted]
    if stale:
        PersonNameWord.objects.filter(pk__in=stale).delete()
    new = sorted(wanted - present.keys())
    if new:
        with connection.cursor() as cursor:
            cursor.execute(ADD_WORDS, [[p for p, _ in new], [w for _, w in new]])
    for person in people:
        text = search_text_of(person)
        if text != person.search_text:
            person.search_text = text
            Person.objects.filter(pk=person.pk).update(search_text=text)


def _keys_of(words: Iterable[str]) -> dict[str, int]:
    """Find the words' rows, making those that are new.

    Two people may enter the same new word at once: the second insert waits for the
    first and does nothing. The order keeps two of them from waiting for each other.
    """
    wanted = set(words)
    known = dict(NameWord.objects.filter(word__in=wanted).values_list("word", "pk"))
    missing = sorted(wanted - known.keys())
    if missing:
        NameWord.objects.bulk_create(
            [NameWord(word=word, slips=slips_of(word)) for word in missing], ignore_conflicts=True
        )
        known |= dict(NameWord.objects.filter(word__in=missing).values_list("word", "pk"))
    return known
