"""Fills the database of one size: `python -m tests.bench.council 30000`. Ends with its cast."""

import json
import random
import sys
from time import monotonic

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from accounts.models import Team, User  # noqa: E402
from cases.domain.name_index import search_text_of, words_of  # noqa: E402
from cases.models import Case, Person  # noqa: E402
from tests.bench.council.cloning import Cloning  # noqa: E402
from tests.bench.council.naming import rename_everybody  # noqa: E402
from tests.bench.council.scenes import make_scenes  # noqa: E402

NOTES_OF_LONG = 5000
NOTES = """
    INSERT INTO cases_note (public_id, case_id, compartment, kind, happened_on, text, child_voice,
        is_significant, audience, minutes, author_id, written_at, version)
    SELECT gen_random_uuid(), c.id, 'open', (ARRAY['visit', 'call', 'meeting', 'message'])[1 + n %% 4],
        c.created_at::date + n, 'Talked about how the week had been and who might help. ' || n,
        CASE WHEN n %% 5 = 0 THEN 'I want to stay with my gran.' ELSE '' END, n %% 20 = 0,
        'case', 30, coalesce(c.coordinator_id, c.created_by_id), c.created_at + n * interval '1 day', 1
    FROM cases_case c CROSS JOIN generate_series(1, %s) AS n WHERE {}
"""


def main() -> None:
    size = int(sys.argv[1])
    started = monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET work_mem = '256MB'")
        people = Person.objects.order_by("-pk").first().pk
        with transaction.atomic():
            cloning = Cloning(cursor)
            cloning.clone(max(size // Case.objects.count() - 1, 1))
            rename_everybody(cursor, people_a_copy=people)
            cursor.execute("ALTER TABLE cases_note DISABLE TRIGGER USER")
            cursor.execute(NOTES.format("c.stage <> 'draft'"), [6])
            long = (
                Case.objects.filter(stage="allocated", team_id=3, is_restricted=False)
                .filter(coordinator__isnull=False)
                .order_by("-created_at")[0]
            )
            cursor.execute(NOTES.format("c.id = %s"), [NOTES_OF_LONG, long.pk])
            cursor.execute("ALTER TABLE cases_note ENABLE TRIGGER USER")
            cloning.finish()
        with transaction.atomic():
            scenes = make_scenes(cursor)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_database_size(current_database())")
        megabytes = cursor.fetchone()[0] // 2**20
    _check_names()
    figures = {"megabytes": megabytes, "seconds": round(monotonic() - started)}
    print(json.dumps(_cast(long) | scenes | figures))


def _check_names() -> None:
    """The index of names is what the product's own code would have written."""
    for person in Person.objects.order_by("public_id")[:300]:
        words = set(person.name_words.values_list("word__word", flat=True))
        if search_text_of(person) != person.search_text or set(words_of(person)) != words:
            raise RuntimeError(f"The names of person {person.pk} are not indexed as they should be")


def _cast(long: Case) -> dict:
    """Who asks for what: keys and addresses only."""
    manager = User.objects.get(email="helen.osei@example.org")
    coordinator = User.objects.get(email="lee.marsh@example.org")
    worker = User.objects.get(email="grace.adeyemi@example.org")
    open_ones = Case.objects.visible_to(coordinator).sent().working().order_by("-created_at", "-pk")
    count = open_ones.count()
    usual = Case.objects.visible_to(coordinator).filter(stage="allocated", is_restricted=False)
    return {
        "cases": Case.objects.count(),
        "people": Person.objects.count(),
        "open_cases_of_coordinator": count,
        "users": {"manager": manager.pk, "coordinator": coordinator.pk, "worker": worker.pk},
        "team": str(Team.objects.get(pk=3).public_id),
        "last": str(open_ones[max(count - 40, 0) : max(count - 40, 0) + 1][0].public_id),
        "long": str(long.public_id),
        "usual": str(usual.exclude(pk=long.pk).order_by("created_at", "pk")[7].public_id),
        "typed": _slips(coordinator),
    }


def _slips(user: User) -> list[dict]:
    """People of the team with a slip in the surname, and with one in each word."""
    rng = random.Random(3)
    people = list(
        Person.objects.filter(cases_about__case__in=Case.objects.visible_to(user).sent())
        .exclude(first_name="")
        .order_by("public_id")[:100]
    )
    return [
        {
            "person": str(one.public_id),
            "surname": f"{one.first_name} {_slip(one.last_name, rng)}",
            "each": f"{_slip(one.first_name, rng)} {_slip(one.last_name, rng)}",
        }
        for one in people
    ]


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    letter = rng.choice("abcdefghilmnorstu")
    return rng.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
        )
    )


if __name__ == "__main__":
    main()
