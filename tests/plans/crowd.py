"""A service of 12,000 families, in a database of its own: where PostgreSQL has to use an index."""

from collections.abc import Iterator
from io import StringIO
from itertools import product

import pytest
from django.db import connection

from accounts.models import User
from cases.names import slips_of
from tests.bench.many_cases import make_many
from tests.council import _connected_to
from tests.databases import copy_database, drop_database

FAMILIES = 12_000
SYLLABLES = "bar bel cor dan fen gil hol kan lor mar nel pol ros sal tam wen".split()
TABLES = ("cases_note", "cases_event", "cases_task", "cases_reminder", "cases_personnameword",
          "cases_person", "conferences_meeting", "cases_keepapart", "cases_offer",
          "cases_offerchild")  # fmt: skip
ROWS = (
    "UPDATE conferences_meeting SET stage = 'reviewed' WHERE format = 'review_conference'",
    """
    INSERT INTO cases_note (public_id, case_id, compartment, kind, happened_on, text, child_voice,
        is_significant, audience, author_id, written_at, version)
    SELECT gen_random_uuid(), id, 'open', 'visit', created_at::date + n, 'A note', '', false, 'case',
        coordinator_id, created_at + n * interval '1 day', 1
    FROM cases_case CROSS JOIN generate_series(1, CASE WHEN id % 1000 = 20 THEN 2000 ELSE 3 END) AS n
    """,
    """
    INSERT INTO cases_event (at, kind, case_id, compartment, audience, actor_id, actor_name,
        subject_type, subject_id, child_ids, from_value, to_value, why)
    SELECT created_at + n * interval '1 day', 'case_moved', id, 'open', 'case', coordinator_id, '', 'case', id,
        '{}', '', 'Moved', ''
    FROM cases_case CROSS JOIN generate_series(1, 5) AS n
    """,
    """
    INSERT INTO cases_task (public_id, kind, title, detail, case_id, assigned_to_id, due_on,
        created_at, done_note)
    SELECT gen_random_uuid(), 'other', 'Ring', '', id, coordinator_id, current_date + n * 7, now(), ''
    FROM cases_case CROSS JOIN generate_series(1, 3) AS n WHERE stage = 'allocated'
    """,
    """
    INSERT INTO cases_reminder (id, dedupe_key, rule, step, case_id, subject_type, subject_id,
        revision, user_id, other_type, role, channel, local_due, zone, due_at, next_attempt_at,
        expires_at, state, delivery, reason, attempts, provider, provider_id, last_error, sent_to, subject,
        text, text_version, planned_at)
    SELECT gen_random_uuid(), 'k' || id || n, 'rule', 'step', id, 'case', id, 0, coordinator_id, '',
        'coordinator', 'notice', '', 'Europe/London', due, due, due + interval '2 days',
        'scheduled', '', '', 0, '', '', '', '', '', '', 0, now()
    FROM cases_case CROSS JOIN generate_series(1, 2) AS n
        CROSS JOIN LATERAL (SELECT now() + (id % 1000 + n - 3) * interval '1 hour' AS due) AS at
    """,
    """
    INSERT INTO cases_keepapart (public_id, first_id, second_id, kind, reason, source, source_detail,
        heard_another_way, review_on, audience, decided_by, recorded_by_id, recorded_at, ended_why, version)
    SELECT gen_random_uuid(), id, id + 1, 'must_not_meet', 'Said so', 'request', '', '',
        current_date + 90, 'service', '', created_by_id, now(), '', 1
    FROM cases_person WHERE id + 1 IN (SELECT id FROM cases_person) AND id % 1000 > 100
    """,
    """
    INSERT INTO cases_offer (public_id, team_id, letter_on, application_on, made, not_made_reason,
        not_made_decided_by, created_by_id, created_at, version)
    SELECT gen_random_uuid(), referring_team_id, created_at::date,
        CASE WHEN id % 3 = 0 THEN created_at::date + 60 END, 'yes', '', '', created_by_id,
        created_at, 1
    FROM cases_case
    """,
    """
    INSERT INTO cases_offerchild (offer_id, child_id, applies, why_not)
    SELECT offer.id, person.id, true, '' FROM cases_offer AS offer JOIN cases_person AS person USING (id)
    """,
    """
    UPDATE cases_person SET last_name = word, search_text = 'child ' || word
    FROM (SELECT word, row_number() OVER (ORDER BY id) - 1 AS n FROM cases_nameword
          WHERE word <> 'child') AS words
    WHERE n = cases_person.id % 4096
    """,
    """
    INSERT INTO cases_personnameword (person_id, word_id)
    SELECT person.id, word.id FROM cases_person AS person
    JOIN cases_nameword AS word ON word.word IN ('child', person.last_name)
    """,
)


@pytest.fixture(scope="module")
def crowd(django_db_setup, django_db_blocker) -> Iterator[User]:
    """The manager of one of its ten teams; the copy goes when the module ends."""
    own = connection.settings_dict["NAME"]
    assert own.startswith("test_")
    name = f"{own}_crowd"
    with django_db_blocker.unblock():
        with connection._nodb_cursor() as server:
            copy_database(server, own, name)
        try:
            with _connected_to(name):
                manager = make_many(FAMILIES)
                _make_rows()
                yield manager
        finally:
            with connection._nodb_cursor() as server:
                drop_database(server, name)


def _make_rows() -> None:
    words = ["child", *("".join(three) for three in product(SYLLABLES, repeat=3))]
    lines = "".join(f"{word}\t{{{','.join(slips_of(word))}}}\n" for word in words)
    with connection.cursor() as cursor:
        cursor.copy_from(StringIO(lines), "cases_nameword", columns=("word", "slips"))
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in ROWS:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")
