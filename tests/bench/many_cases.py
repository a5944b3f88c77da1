"""A service with any number of families, made by the database itself in one statement a table.

Ten service teams with five coordinators each, thirty referring teams; two children a family,
over five years; a meeting for each that met and a review for most of those, a letter before
proceedings for a tenth and half as many without a referral. Milestones and answers have the
gaps of real ones; one family in fifty is restricted.
"""

from django.db import connection

from accounts.models import Membership, Role, Team, User

TABLES = (
    "cases_offerreply", "cases_offerchild", "cases_offer",
    "conferences_meetingparty", "conferences_meeting",
    "conferences_figurecell", "conferences_figuremonth",
    "conferences_childfigure", "conferences_casefigure", "conferences_figuredirty",
    "cases_casechild", "cases_case", "cases_person",
)  # fmt: skip
# Five years, as a prime number, or teams and days would go in step.
DAYS = 1823
SERVICE_TEAMS, REFERRING_TEAMS, COORDINATORS = 10, 30, 5
CASES = """
    INSERT INTO cases_case (public_id, reference, team_id, referring_team_id, stage, stage_since,
        coordinator_id, allocated_at, is_restricted, restriction_review_on, main_system_number, processing_basis,
        where_things_are, outcome, ended_at, ended_why, ended_told, created_by_id, created_at,
        version)
    SELECT gen_random_uuid(), 'B-' || n, (%(teams)s)[1 + n %% 10],
        (%(referring)s)[1 + n / 10 %% 30],
        CASE WHEN n %% 19 < 15 THEN 'closed' ELSE 'allocated' END, at, (%(coordinators)s)[1 + n %% 10 * 5 + n / 300 %% 5],
        at + interval '4 days', n %% 49 = 0, CASE WHEN n %% 49 = 0 THEN current_date + 60 END, '',
        'public_task', '',
        CASE WHEN n %% 19 < 15 THEN 'plan_working' ELSE '' END,
        CASE WHEN n %% 19 < 15 THEN at + interval '130 days' END, '', '', (%(workers)s)[1 + n / 10 %% 30], at, 1
    FROM (SELECT n, now() - (n::bigint * 7919 %% %(days)s) * interval '1 day' AS at
          FROM generate_series(1, %(size)s) AS n) AS rows
"""
PEOPLE = """
    INSERT INTO cases_person (public_id, first_name, middle_names, last_name, known_as,
        other_names, date_of_birth, birth_is_estimated, gender, pronouns, language, interpreter,
        interpreter_language, access, access_needs, culture_answer, culture, faith_answer, faith,
        ethnicity_answer, ethnicity, job_title, organisation, search_text, created_by_id,
        created_at, version)
    SELECT gen_random_uuid(), 'Child', '', 'B' || n, '', '', date '2012-01-01' + (n %% 4000)::int,
        false, CASE WHEN n %% 2 = 0 THEN 'female' ELSE 'male' END, '', 'English', 'none', '',
        'none', '', 'not_asked', '', 'not_asked', '', 'given', 'White British', '', '', '',
        (%(workers)s)[1], now(), 1
    FROM generate_series(1, %(size)s * 2) AS n
"""
CHILDREN = """
    INSERT INTO cases_casechild (case_id, person_id, compartment, legal_status, living_with,
        living_detail, social_worker_id, joined_on, left_why, version)
    SELECT families.id, people.id, 'open', 'cp', 'mother', '', families.created_by_id,
        families.created_at::date, '', 1
    FROM (SELECT id, created_at, created_by_id, row_number() OVER (ORDER BY id) AS n FROM cases_case) AS families
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM cases_person) AS people
        ON (people.n + 1) / 2 = families.n
"""
FAMILIES = """
    INSERT INTO conferences_casefigure (case_id, team_id, referring_team_id, coordinator_id,
        pathway, is_restricted, stage, outcome, letter_on, sent_on, accepted_on, allocated_on,
        held_on, plan_made_on, plan_agreed_on, plan_sent_on, reviewed_on, review_declined, ended_on,
        days_to_meet, days_from_allocation, days_allowed, bottom_lines_set, bottom_lines_answered,
        actions_due, actions_done, actions_unknown, family_came, professionals_came,
        father_invitable, father_came, feedback_asked, feedback_answered, answers_given,
        answers_positive, offending, began_work)
    SELECT id, team_id, referring_team_id, coordinator_id, 'family_group_conference',
        is_restricted, stage, outcome, CASE WHEN n %% 10 = 3 THEN sent - 7 END, sent, sent + 1, sent + 4, held, held, held, held + 2,
        CASE WHEN n %% 5 < 4 THEN held + 60 + (n %% 40)::int END, n %% 29 = 0, ended_at::date,
        25 + (n %% 20)::int, 22 + (n %% 20)::int, 30, 2, 1 + (n %% 2)::int, 4, (n %% 5)::int,
        CASE WHEN n %% 11 = 0 THEN 1 ELSE 0 END, 3 + (n %% 5)::int, 2, n %% 6 > 0, n %% 3 > 0, 5,
        3, 15, 9 + (n %% 6)::int, '', ''
    FROM (SELECT *, CASE WHEN n %% 7 < 5 AND sent + 35 + (n %% 25)::int < current_date
                         THEN sent + 35 + (n %% 25)::int END AS held
          FROM (SELECT *, created_at::date AS sent, row_number() OVER (ORDER BY id) AS n
                FROM cases_case) AS numbered) AS dated
"""
OF_CHILDREN = """
    INSERT INTO conferences_childfigure (case_id, person_id, team_id, referring_team_id,
        coordinator_id, pathway, is_restricted, letter_on, held_on, age, gender, ethnicity, faith,
        language, access, came, views_conveyed, advocate_offered, status_index, status_m3,
        status_m6, status_m12, rank_index, rank_m6, living_index, living_m3, living_m6, living_m12,
        looked_after_index, looked_after_m3, looked_after_m6, looked_after_m12, entered_care_on,
        proceedings_index, proceedings_m3, proceedings_m6, proceedings_m12, proceedings_on,
        looked_after_letter, looked_after_letter_m12, proceedings_letter_m12)
    SELECT figure.case_id, child.person_id, figure.team_id, figure.referring_team_id,
        figure.coordinator_id, figure.pathway, figure.is_restricted, figure.letter_on, figure.held_on,
        (child.id %% 17)::int, CASE WHEN child.id %% 2 = 0 THEN 'female' ELSE 'male' END,
        (ARRAY['White British', 'Black African', 'Pakistani', ''])[1 + child.id %% 4], '',
        'English', 'none', child.id %% 3 > 0, child.id %% 3 = 0, child.id %% 4 > 0, 'cp', 'cp',
        m6, m12, 4, CASE m6 WHEN 'cin' THEN 2 WHEN 'cp' THEN 4 END, 'mother', 'mother', 'mother',
        CASE WHEN child.id %% 9 = 0 THEN '' WHEN child.id %% 8 = 0 THEN 'foster_care'
             ELSE 'mother' END,
        'no', 'no', 'no', CASE WHEN m12 = '' THEN '' WHEN m12 = 'cla' THEN 'yes' ELSE 'no' END,
        CASE WHEN m12 = 'cla' THEN figure.held_on + 250 END, 'no', 'no', 'no',
        CASE WHEN m12 = '' THEN '' ELSE 'no' END, NULL,
        '', '', ''
    FROM (SELECT *, (ARRAY['cin', 'cin', 'cp', ''])[1 + id %% 4] AS m6,
              CASE WHEN id %% 9 = 0 THEN '' WHEN id %% 8 = 0 THEN 'cla' ELSE 'cin' END AS m12
          FROM cases_casechild) AS child
    JOIN conferences_casefigure AS figure ON figure.case_id = child.case_id
"""
MEETINGS = """
    INSERT INTO conferences_meeting (public_id, format, team_id, stage, stage_since, starts_at,
        ends_at, place, open_to, subject, opened_by_id, opened_at, version)
    SELECT gen_random_uuid(), format, team_id, 'held', day, day + interval '11 hours',
        day + interval '15 hours', 'B-' || case_id, 'case', '', coordinator_id, sent_on, 1
    FROM (SELECT case_id, team_id, coordinator_id, sent_on, held_on AS day,
              'family_group_conference' AS format
          FROM conferences_casefigure WHERE held_on IS NOT NULL
          UNION ALL
          SELECT case_id, team_id, coordinator_id, sent_on, reviewed_on, 'review_conference'
          FROM conferences_casefigure WHERE reviewed_on < current_date) AS days
    ORDER BY day
"""
PARTIES = """
    INSERT INTO conferences_meetingparty (meeting_id, case_id, side)
    SELECT id, substr(place, 3)::bigint, 'only' FROM conferences_meeting
"""
LETTERS = """
    INSERT INTO cases_offer (public_id, case_id, team_id, letter_on, made, not_made_reason,
        not_made_decided_by, created_by_id, created_at, version)
    SELECT gen_random_uuid(), case_id, referring_team_id, letter_on,
        (ARRAY['yes', 'yes', 'yes', 'no', ''])[1 + (letter_on - date '2000-01-01') %% 5], '', '', (%(workers)s)[1], now(), 1
    FROM (SELECT case_id, referring_team_id, letter_on
          FROM conferences_casefigure WHERE letter_on IS NOT NULL
          UNION ALL
          SELECT NULL, referring_team_id, sent_on
          FROM conferences_casefigure WHERE case_id %% 20 = 7) AS letters
    ORDER BY letter_on
"""
REPLIES = """
    INSERT INTO cases_offerreply (offer_id, person_id, reply, note)
    SELECT id, id, (ARRAY['accepted', 'accepted', 'declined', 'unanswered'])[1 + id %% 4], ''
    FROM cases_offer WHERE made = 'yes'
"""
STATEMENTS = (
    CASES, PEOPLE, CHILDREN, FAMILIES, OF_CHILDREN, MEETINGS, PARTIES, LETTERS, REPLIES,
)  # fmt: skip
MARK_MONTHS = """
    INSERT INTO conferences_figuremonth (month, made_with)
    SELECT DISTINCT date_trunc('month', day)::date, ''
    FROM (SELECT unnest(ARRAY[sent_on, accepted_on, held_on, ended_on])
          FROM conferences_casefigure
          UNION SELECT letter_on FROM conferences_childfigure) AS days (day)
    WHERE day IS NOT NULL
"""


def make_many(size: int) -> User:
    """Make so many families in place of all that are there; gives a manager of one team.

    Triggers stand still meanwhile: history and marks of a made-up past are of no use here.
    The months are marked, and are still to be made.
    """
    if not User.objects.filter(email="many.manager@example.org").exists():
        _make_staff()
    given = {
        "size": size,
        "days": DAYS,
        "teams": _keys(Team.objects.filter(kind=Team.Kind.SERVICE, name__startswith="Many ")),
        "referring": _keys(Team.objects.filter(kind=Team.Kind.REFERRING, name__startswith="Many ")),
        "coordinators": _keys(User.objects.filter(email__startswith="many.coordinator")),
        "workers": _keys(User.objects.filter(email__startswith="many.worker")),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} RESTART IDENTITY CASCADE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in STATEMENTS:
            cursor.execute(statement, given)
        cursor.execute(MARK_MONTHS)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute(f"VACUUM ANALYZE {table}")
    return User.objects.get(email="many.manager@example.org")


def clear() -> None:
    """Take away all families, and the sheets they came from."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, cases_sheetimport RESTART IDENTITY CASCADE")


def make_importer() -> tuple[User, Team]:
    """The manager of one team, and the team; made once."""
    if not User.objects.filter(email="many.manager@example.org").exists():
        _make_staff()
    user = User.objects.get(email="many.manager@example.org")
    return user, user.current_memberships[0].team


def _keys(rows) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _make_staff() -> None:
    service, referring = (
        [Team.objects.create(name=f"Many {kind} {n:02}", kind=kind) for n in range(many)]
        for kind, many in (
            (Team.Kind.SERVICE, SERVICE_TEAMS),
            (Team.Kind.REFERRING, REFERRING_TEAMS),
        )
    )
    _make_member("manager", service[0], Role.MANAGER)
    for team in service:
        for _ in range(COORDINATORS):
            _make_member("coordinator", team, Role.COORDINATOR)
    for team in referring:
        _make_member("worker", team, Role.SOCIAL_WORKER)


def _make_member(name: str, team: Team, role: str) -> None:
    email = f"many.{name}@example.org"
    if User.objects.filter(email=email).exists():
        email = f"many.{name}.{User.objects.count()}@example.org"
    user = User.objects.create(email=email, first_name=name.title(), last_name="Bench")
    Membership.objects.create(user=user, team=team, role=role, started_by=None)
