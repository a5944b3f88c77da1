"""Training and supervision: who sees what, what is due again, what goes out as a file."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AccessEvent
from conferences.domain.learning import change_course, change_session, say_what_to_try
from conferences.models import Course, DevelopmentSession, SessionAttendance
from conferences.refreshers import refreshers_of
from restorative.conflicts import StaleVersion
from restorative.months import add_months
from tests.factories.learning import make_course, make_session
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"conferences:{name}", args=args)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def manager(team):
    return UserFactory(service_manager=True, team=team)


@pytest.fixture
def worker(team):
    return UserFactory(coordinator=True, team=team, last_name="=SUM(A1)")


def attendance_of(session, person):
    return SessionAttendance.objects.get(session=session, person=person)


def form(took_part, **changes):
    today = timezone.localdate()
    return {
        "kind": "training",
        "subject": "Silence",
        "held_on_day": today.day,
        "held_on_month": today.month,
        "held_on_year": today.year,
        "minutes": 60,
        "led_by_name": "Jo Linden",
        "people": [one.public_id for one in took_part],
        **changes,
    }


def test_a_manager_records_who_took_part_of_their_teams_and_of_others(client, manager, worker):
    other = UserFactory(social_worker=True, email="other@exampleshire.example")
    client.force_login(manager)
    client.post(
        address("development_session_add"), form([worker], others="Other@exampleshire.example\n")
    )

    session = DevelopmentSession.objects.get()
    assert {one.person for one in session.attendances.all()} == {worker, other}
    assert (session.recorded_by, session.leader) == (manager, "Jo Linden")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"others": "nobody@x.example"}, "Nobody who works here has the address nobody@x.example."),
        ({"led_by_name": ""}, "Say who led it"),
        ({"minutes": "0"}, "Minutes must be 1 or more"),
        ({"held_on_year": "2190"}, "The day must be today or in the past."),
        ({"people": ()}, "Select who took part"),
    ],
)
def test_bad_answers_are_said_and_nothing_is_half_saved(client, manager, worker, changes, says):
    client.force_login(manager)
    response = client.post(address("development_session_add"), form([worker], **changes))

    assert says in response.content.decode()
    assert not DevelopmentSession.objects.exists()


def test_what_somebody_will_try_is_read_by_them_and_whoever_led(client, manager, worker, team):
    leader = UserFactory(coordinator=True, team=team)
    peer = UserFactory(coordinator=True, team=team)
    session = make_session(manager, [worker, peer], led_by=leader, led_by_name="")
    say_what_to_try(
        attendance_of(session, worker),
        by=worker,
        version=1,
        will_try="Count to ten",
        tried="yes",
        looked_back="It worked twice",
    )
    seen = {}
    for person in (worker, leader, peer, manager):
        client.force_login(person)
        page = client.get(session.get_absolute_url()).content.decode()
        seen[person] = "Count to ten" in page, "It worked twice" in page

    assert seen == {
        worker: (True, True),
        leader: (True, True),
        peer: (False, False),
        manager: (False, False),
    }


def test_a_manager_of_another_team_does_not_know_of_the_session(client, manager, worker):
    session = make_session(manager, [worker])
    client.force_login(UserFactory(service_manager=True))

    assert client.get(session.get_absolute_url()).status_code == 404
    assert client.get(address("development_session_edit", session.public_id)).status_code == 404
    assert "Silence" not in client.get(address("development_team")).content.decode()


def test_words_stay_out_of_the_history_and_unread_in_the_database(manager, worker):
    session = make_session(manager, [worker])
    say_what_to_try(attendance_of(session, worker), by=worker, version=1, will_try="Count to ten")

    with connection.cursor() as cursor:
        for table in ("conferences_sessionattendance", "conferences_sessionattendanceevent"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert "Count" not in str(cursor.fetchall())
        cursor.execute("SELECT * FROM conferences_sessionattendanceevent LIMIT 1")
        columns = {column.name for column in cursor.description}
    assert not columns & {"will_try", "tried", "looked_back"}


def test_whoever_is_taken_off_the_list_keeps_their_words(client, manager, worker, team):
    peer = UserFactory(coordinator=True, team=team)
    session = make_session(manager, [worker, peer])
    say_what_to_try(attendance_of(session, worker), by=worker, version=1, will_try="Count to ten")
    facts = {name: getattr(session, name) for name in ("held_on", "minutes", "subject", "kind")}
    change_session(session, by=manager, version=1, people=[peer], led_by_name="Jo Linden", **facts)

    client.force_login(worker)
    assert "Count to ten" in client.get(address("development_own")).content.decode()
    client.force_login(manager)
    assert str(worker) not in client.get(session.get_absolute_url()).content.decode()


def test_two_changes_at_once_are_both_shown(client, manager, worker):
    session = make_session(manager, [worker])
    client.force_login(manager)
    url = address("development_session_edit", session.public_id)
    client.post(url, form([worker], subject="First", version=1))
    response = client.post(url, form([worker], subject="Second", version=1))

    assert response.status_code == 409
    assert "First" in response.content.decode()
    assert "Second" in response.content.decode()
    client.force_login(worker)
    attendance = attendance_of(session, worker)
    say_what_to_try(attendance, by=worker, version=1, will_try="First")
    with pytest.raises(StaleVersion):
        say_what_to_try(attendance, by=worker, version=1, will_try="Second")
    stale = client.post(
        address("development_try", session.public_id), {"will_try": "Second", "version": 1}
    )
    assert stale.status_code == 409


def test_nobody_says_for_somebody_else_what_they_will_try(manager, worker):
    session = make_session(manager, [worker])
    with pytest.raises(ValidationError):
        say_what_to_try(
            attendance_of(session, worker), by=manager, version=1, will_try="Count to ten"
        )


def test_a_refresher_is_due_from_what_was_taken_last(manager, worker):
    today = timezone.localdate()
    course = make_course(manager, months=12)
    make_session(manager, [worker], course=course, held_on=today - timedelta(days=900))
    last = today - timedelta(days=330)
    make_session(manager, [worker], course=course, held_on=last)

    found = refreshers_of([worker], today)

    assert [(one.last_on, one.due_on, one.state) for one in found] == [
        (last, add_months(last, 12), "Due")
    ]
    assert refreshers_of([worker], add_months(last, 12) + timedelta(days=1))[0].state == "Overdue"
    assert refreshers_of([worker], last)[0].state == "Later"
    change_course(course, by=manager, version=1, changes={"is_offered": False})
    assert refreshers_of([worker], today) == []


def test_one_sees_ones_own_refreshers_and_a_manager_those_of_their_teams(client, manager, worker):
    course = make_course(manager, "Holding a circle")
    elsewhere = UserFactory(coordinator=True, first_name="Elsewhere")
    day = timezone.localdate() - timedelta(days=400)
    make_session(elsewhere, [elsewhere], course=course, held_on=day)
    make_session(manager, [worker], course=course, held_on=day)
    client.force_login(manager)

    rows = client.get(address("development_team")).context["due"]
    assert [(one.person, one.state) for one in rows] == [(worker, "Overdue")]
    client.force_login(worker)
    assert "Overdue" in client.get(address("development_own")).content.decode()
    assert client.get(address("development_team")).status_code == 403


@pytest.mark.parametrize("what", ["refreshers", "sessions"])
def test_a_file_is_recorded_runs_nothing_and_holds_no_words_of_anybody(
    client, manager, worker, what
):
    course = make_course(manager, "=1+1")
    session = make_session(manager, [worker], course=course, subject="@SUM(1)")
    say_what_to_try(attendance_of(session, worker), by=worker, version=1, will_try="Count to ten")
    client.force_login(manager)
    url = address("development_export")

    text = client.get(url, {"what": what, "format": "csv"}).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(text)) for cell in row]
    book = load_workbook(BytesIO(client.get(url, {"what": what, "format": "xlsx"}).content))
    cells += [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]

    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
    assert "Count to ten" not in cells
    looks = AccessEvent.objects.filter(action="development_exported", actor=manager)
    assert [look.row_count for look in looks] == [1, 1]


def test_lists_cost_the_same_for_one_and_for_thirty(client, manager, worker):
    course = make_course(manager)

    def queries(user, name):
        client.force_login(user)
        client.get(address(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(address(name))
        return len(captured)

    def both():
        return queries(manager, "development_team"), queries(worker, "development_own")

    make_session(manager, [worker], course=course)
    one = both()
    more = [UserFactory(coordinator=True, team=manager.current_memberships[0].team)]
    for _ in range(28):
        make_session(manager, [worker, *more], course=course)

    assert both() == one


def test_a_course_keeps_its_name_to_itself_and_says_who_changed_it(client, manager):
    course = make_course(manager)
    client.force_login(manager)
    again = client.post(address("course_list"), {"name": "Safe meetings"})
    assert "There is a course of this name already." in again.content.decode()

    said = {"name": "Safe meetings", "refresher_months": 6, "is_offered": "on", "version": 1}
    client.post(address("course_edit", course.public_id), said)
    stale = client.post(address("course_edit", course.public_id), {**said, "refresher_months": 9})

    assert stale.status_code == 409
    assert Course.objects.get().refresher_months == 6
    assert str(manager) in client.get(address("course_list")).content.decode()
