"""The SQL of the limits, written by hand, and the few words made from its rows."""

from datetime import date
from typing import Any

from cases.names import closeness, slips_of

Found = tuple[list[str], list[int]]
# Who may know of a case: of the team and not restricted, or by name; never when excluded.
VISIBLE = """
    c.stage <> 'draft'
    AND ((c.team_id = %(team)s AND NOT c.is_restricted) OR c.coordinator_id = %(user)s
        OR c.created_by_id = %(user)s
        OR EXISTS (SELECT FROM cases_caseaccess a WHERE a.case_id = c.id AND a.user_id = %(user)s
            AND a.ended_at IS NULL AND a.expires_on >= current_date)
        OR EXISTS (SELECT FROM cases_breakglass g WHERE g.case_id = c.id AND g.user_id = %(user)s
            AND g.expires_at > now()))
    AND NOT EXISTS (SELECT FROM cases_exclusion e WHERE e.case_id = c.id AND e.user_id = %(user)s
        AND e.ended_at IS NULL)
"""
LIVE = "c.stage IN ('submitted', 'info_needed', 'accepted', 'allocated', 'on_hold')"
LIST = """
    SELECT c.id, c.public_id::text, c.reference, concat_ws(' ', u.first_name, u.last_name), t.name,
        ARRAY(SELECT coalesce(nullif(p.known_as, ''), p.first_name) FROM cases_casechild h
            JOIN cases_person p ON p.id = h.person_id
            WHERE h.case_id = c.id AND h.left_on IS NULL AND h.compartment = 'open'
                AND NOT EXISTS (SELECT FROM cases_casechild o JOIN cases_exclusion e
                    ON e.case_id = o.case_id AND e.user_id = %(user)s AND e.ended_at IS NULL
                    WHERE o.person_id = p.id)
            ORDER BY h.id),
        ARRAY(SELECT m.starts_at::text FROM conferences_meetingparty y
            JOIN conferences_meeting m ON m.id = y.meeting_id
            WHERE y.case_id = c.id AND m.starts_at > now() ORDER BY m.starts_at LIMIT 1)
    FROM cases_case c JOIN accounts_team t ON t.id = c.team_id
        LEFT JOIN accounts_user u ON u.id = c.coordinator_id
    WHERE {where} ORDER BY c.created_at DESC, c.id DESC LIMIT 51
"""
COUNT = "SELECT count(*) FROM (SELECT FROM cases_case c WHERE {where} LIMIT 1001) AS counted"
CHOICES = """
    SELECT public_id::text, name FROM accounts_team WHERE archived_at IS NULL ORDER BY name LIMIT 200
"""
COORDINATORS = """
    SELECT DISTINCT u.public_id::text, u.first_name, u.last_name FROM accounts_user u
    JOIN accounts_membership m ON m.user_id = u.id AND m.role = 'coordinator' AND m.ended_at IS NULL
    WHERE u.is_active ORDER BY 2, 3 LIMIT 200
"""


def list_words(cursor: Any, asked: dict[str, str]) -> Found:
    stage = "c.stage = %(stage)s AND c.team_id = %(team)s" if asked.get("stage") else LIVE
    where = f"{VISIBLE} AND {stage}"
    beyond = ""
    given: dict[str, Any] = dict(asked)
    if asked.get("after"):
        cursor.execute("SELECT created_at, id FROM cases_case WHERE public_id = %(after)s", given)
        given["at"], given["key"] = cursor.fetchone()
        beyond = " AND (c.created_at, c.id) < (%(at)s, %(key)s)"
    cursor.execute(LIST.format(where=where + beyond), given)
    rows = cursor.fetchall()
    if len(rows) > 50 or beyond:
        cursor.execute(COUNT.format(where=where), given)
        cursor.fetchone()
    cursor.execute(CHOICES)
    teams = cursor.fetchall()
    cursor.execute(COORDINATORS)
    people = cursor.fetchall()
    words = [word for row in rows[:50] for word in (row[1], row[2], row[3], row[4], *row[5])]
    words += [word for one in teams for word in one]
    words += [word for key, first, last in people for word in (key, f"{first} {last}")]
    return words, [row[0] for row in rows[:50]]


HITS = """
    SELECT id, word FROM cases_nameword WHERE slips && %s::varchar[]
    UNION ALL (SELECT id, word FROM cases_nameword WHERE word LIKE %s ORDER BY length(word) LIMIT 60)
"""
PEOPLE = """
    SELECT n0.person_id, max((%(v0)s::real[])[array_position(%(k0)s::bigint[], n0.word_id)])
        + max((%(v1)s::real[])[array_position(%(k1)s::bigint[], n1.word_id)]) AS score
    FROM cases_personnameword n0 JOIN cases_personnameword n1 ON n1.person_id = n0.person_id
    JOIN cases_person p ON p.id = n0.person_id
    WHERE n0.word_id = ANY(%(k0)s) AND n1.word_id = ANY(%(k1)s)
    GROUP BY n0.person_id, p.date_of_birth
    ORDER BY score DESC, p.date_of_birth DESC NULLS LAST, n0.person_id DESC LIMIT 60
"""
SHOWN = f"""
    SELECT p.id, p.public_id::text, p.first_name, p.last_name, p.organisation,
        c.id, c.public_id::text, c.reference
    FROM unnest(%(keys)s::bigint[]) WITH ORDINALITY AS ranked (id, place)
    JOIN cases_person p ON p.id = ranked.id
    JOIN LATERAL (SELECT case_id FROM cases_casechild WHERE person_id = p.id
        UNION ALL SELECT case_id FROM cases_networkmember WHERE person_id = p.id) AS theirs ON true
    JOIN cases_case c ON c.id = theirs.case_id AND {VISIBLE}
    ORDER BY ranked.place LIMIT 400
"""


def search_words(cursor: Any, asked: dict[str, str]) -> Found:
    given: dict[str, Any] = dict(asked)
    for at, typed in enumerate(asked["text"].lower().split()):
        cursor.execute(HITS, [slips_of(typed), f"{typed}%"])
        best = sorted(
            ((closeness(typed, word), key) for key, word in cursor.fetchall()), reverse=True
        )[:60]
        given[f"v{at}"] = [score for score, _ in best if score]
        given[f"k{at}"] = [key for score, key in best if score]
    cursor.execute(PEOPLE, given)
    given["keys"] = [key for key, _ in cursor.fetchall()]
    cursor.execute(SHOWN, given)
    rows = cursor.fetchall()
    first = list(dict.fromkeys(row[0] for row in rows))[:20]
    shown = [row for row in rows if row[0] in first]
    words = [word for row in shown for word in (row[1], row[2], row[3], row[4], row[6], row[7])]
    return words, sorted({row[5] for row in shown})


CASE = f"""
    SELECT c.id, c.public_id::text, c.reference, c.where_things_are, t.name,
        concat_ws(' ', u.first_name, u.last_name)
    FROM cases_case c JOIN accounts_team t ON t.id = c.team_id
    LEFT JOIN accounts_user u ON u.id = c.coordinator_id
    WHERE c.public_id = %(case)s AND {VISIBLE}
"""
CHILDREN = """
    SELECT h.id, coalesce(nullif(p.known_as, ''), p.first_name),
        concat_ws(' ', w.first_name, w.last_name)
    FROM cases_casechild h JOIN cases_person p ON p.id = h.person_id
    LEFT JOIN accounts_user w ON w.id = h.social_worker_id WHERE h.case_id = %s ORDER BY h.id
"""
NOTES = """
    SELECT n.id, n.public_id::text, n.text, n.child_voice, n.happened_on, n.written_at,
        concat_ws(' ', u.first_name, u.last_name),
        ARRAY(SELECT child_id FROM cases_notechild a WHERE a.note_id = n.id)
    FROM cases_note n JOIN accounts_user u ON u.id = n.author_id
    WHERE n.case_id = %(key)s AND (n.audience = 'case' OR n.author_id = %(user)s)
    ORDER BY n.happened_on DESC, n.written_at DESC, n.id DESC LIMIT %(limit)s
"""
EVENTS = """
    SELECT e.id, e.at, e.actor_name, e.from_value, e.to_value, e.why, e.kind FROM cases_event e
    WHERE e.case_id = %(key)s AND e.audience = 'case' AND e.compartment = 'open'
        AND NOT e.kind IN ('note_written', 'note_corrected', 'note_shared')
    ORDER BY e.at DESC, e.id DESC LIMIT %(limit)s
"""


def timeline_words(cursor: Any, asked: dict[str, str]) -> Found:
    words, key = _case_words(cursor, asked)
    return words + _latest(cursor, asked, key, 61)[: 60 * 4], [key]


def _case_words(cursor: Any, asked: dict[str, str]) -> tuple[list[str], int]:
    cursor.execute(CASE, asked)
    case = cursor.fetchone()
    cursor.execute(CHILDREN, [case[0]])
    children = [one[1] for one in cursor.fetchall()]
    cursor.execute(
        "SELECT id FROM cases_safeguardingalert WHERE case_id = %s AND followed_up_at IS NULL",
        [case[0]],
    )
    cursor.fetchall()
    return [case[1], case[2], *children], case[0]


def _latest(cursor: Any, asked: dict[str, str], key: int, limit: int) -> list[str]:
    given = {**asked, "key": key, "limit": limit}
    cursor.execute(NOTES, given)
    rows: list[tuple[date, Any, list[str]]] = [
        (row[4], row[5], [row[1], row[2], row[3], row[6]]) for row in cursor.fetchall()
    ]
    cursor.execute(EVENTS, given)
    rows += [(row[1].date(), row[1], [row[2], row[4], row[5], ""]) for row in cursor.fetchall()]
    rows.sort(key=lambda row: row[:2], reverse=True)
    return [word for row in rows[: limit - 1] for word in row[2]]


NETWORK = """
    SELECT p.id, coalesce(nullif(p.known_as, ''), p.first_name) FROM cases_networkmember m
    JOIN cases_person p ON p.id = m.person_id WHERE m.case_id = %s AND m.left_at IS NULL
"""
RELATIONS = """
    SELECT person_id, relative_id, kind, detail FROM cases_relationship
    WHERE (person_id = ANY(%(keys)s) OR relative_id = ANY(%(keys)s))
        AND ended_on IS NULL AND withdrawn_at IS NULL
"""
TASKS = """
    SELECT t.id, t.title, t.due_on, concat_ws(' ', u.first_name, u.last_name) FROM cases_task t
    LEFT JOIN accounts_user u ON u.id = t.assigned_to_id
    WHERE t.case_id = %s AND t.done_at IS NULL AND t.cancelled_at IS NULL ORDER BY t.due_on, t.id LIMIT 20
"""


def summary_words(cursor: Any, asked: dict[str, str]) -> Found:
    words, key = _case_words(cursor, asked)
    cursor.execute(NETWORK, [key])
    network = cursor.fetchall()
    cursor.execute(RELATIONS, {"keys": [one[0] for one in network]})
    cursor.fetchall()
    cursor.execute(TASKS, [key])
    tasks = cursor.fetchall()
    cursor.execute(
        "SELECT id FROM cases_fact WHERE case_id = %s AND kind = 'score' "
        "ORDER BY as_at DESC, id DESC LIMIT 10",
        [key],
    )
    cursor.fetchall()
    words += [one[1] for one in tasks]
    words += [one[1] for one in network]
    return words, [key]
