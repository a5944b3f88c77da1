"""Names of many origins with a long tail, and the index of them as the product keeps it."""

import random
from io import StringIO
from typing import Any

from cases.names import slips_of
from conferences.demo import names as of_demo

HEADS = (
    "ab ad al an ar as bal ban bar bel ber bir bol bor bra bri bro bur cal car cha cla col cor dal "
    "dar del den dor dun ed el em far fen fer fin gal gar gil gor gra gre had hal ham har hol hor "
    "ing jan jar kal kam kar kel ken kor lam lan lar len lin lon mac mal man mar mel mer mor nas "
    "nor ob ol os pal par pen per por qua ra ram ren rod ros sal sam san sha shel sin sta sul tam "
    "tan tar tho tor val ver wal war wel win yor zam zar"
).split()
MIDDLES = "a e i o u an en in on ar er or al el il ad ed id am em im".split()
TAILS = (
    "berg by combe court den der dez dow dridge field ford gate ham han hurst idge ington ka khan "
    "ki kin land ler ley low man mann more mond nova olu on owski pal quez ridge rez rick sen shaw "
    "singh son stone ston ter ton tor vic ward wick wood worth yan zada"
).split()
RENAME = """
    UPDATE cases_person SET
        first_name = CASE WHEN cases_person.first_name = '' THEN '' ELSE initcap(given.word) END,
        last_name = initcap(family.word), known_as = '', middle_names = '', other_names = '',
        search_text = CASE WHEN cases_person.first_name = '' THEN '' ELSE given.word || ' ' END
            || family.word,
        date_of_birth = date_of_birth + (cases_person.id * 7919 % 700)::int - 350
    FROM bench_given given, bench_family family, bench_house
    WHERE bench_house.person = cases_person.id
        AND given.n = floor(power(abs(hashint8(cases_person.id)) / 2147483648.0, 2.5) * {given})
        AND family.n = floor(power(abs(hashint8(bench_house.house)) / 2147483648.0, 2.5) * {family})
"""


def rename_everybody(cursor: Any, *, people_a_copy: int) -> None:
    """Give everybody a name out of a few thousand, one family one surname, and index them."""
    given, family = _words()
    cursor.execute("TRUNCATE cases_personnameword, cases_nameword RESTART IDENTITY")
    for table, words in (("bench_given", given), ("bench_family", family)):
        cursor.execute(f"CREATE TEMPORARY TABLE {table} (n int, word text)")
        lines = "".join(f"{at}\t{word}\n" for at, word in enumerate(words))
        cursor.copy_from(StringIO(lines), table)
        cursor.execute(f"ANALYZE {table}")
    # A family by its surname in the demo, apart in each copy.
    cursor.execute(
        "CREATE TEMPORARY TABLE bench_house AS SELECT id AS person, "
        "hashtext(last_name)::bigint * 100003 + id / %s AS house FROM cases_person",
        [people_a_copy],
    )
    cursor.execute("ALTER TABLE cases_person DISABLE TRIGGER USER")
    cursor.execute(RENAME.format(given=len(given), family=len(family)))
    cursor.execute("ALTER TABLE cases_person ENABLE TRIGGER USER")
    words = sorted({*given, *family})
    lines = "".join(f"{word}\t{{{','.join(slips_of(word))}}}\n" for word in words)
    cursor.copy_from(StringIO(lines), "cases_nameword", columns=("word", "slips"))
    cursor.execute(
        "INSERT INTO cases_personnameword (person_id, word_id) SELECT DISTINCT p.id, w.id "
        "FROM cases_person p CROSS JOIN unnest(ARRAY[lower(first_name), lower(last_name)]) one "
        "JOIN cases_nameword w ON w.word = one"
    )
    # Two words in one piece, as cases.names.name_words has it, are of one name of two words:
    # there are none of those here.


def _words() -> tuple[list[str], list[str]]:
    rng = random.Random(7)
    known = [
        name.lower()
        for found in vars(of_demo).values()
        if isinstance(found, tuple | list)
        for name in found
        if isinstance(name, str) and name.isascii() and name.isalpha() and len(name) < 12
    ]
    made = {rng.choice(HEADS) + rng.choice(MIDDLES) + rng.choice(TAILS) for _ in range(20_000)} | {
        rng.choice(HEADS) + rng.choice(TAILS) for _ in range(6_000)
    }
    family = sorted(made)
    rng.shuffle(family)
    given = list(dict.fromkeys(known)) + [
        rng.choice(HEADS) + rng.choice(MIDDLES) + rng.choice(("ne", "sha", "la", "ir", "us", "ma"))
        for _ in range(1500)
    ]
    return list(dict.fromkeys(given)), family
