"""While a page is read, what names its reader is asked once: the rule says the same as ever."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, User
from accounts.permissions import Seat
from cases.domain.restricting import exclude_colleague
from cases.models import (
    Case,
    CaseAccess,
    CompartmentMember,
    Event,
    Exclusion,
    Note,
    NoteChild,
)
from cases.models import named as naming
from cases.models.named import NOT_ASKED, Named, named_in
from restorative.one_look import OneLook, is_one_look, once_a_look, one_look
from tests.access.world import RELATIONS, make_world
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

CASEWORK_SEATS = (
    Seat.SOCIAL_WORKER,
    Seat.COORDINATOR,
    Seat.REFERRING_MANAGER,
    Seat.SERVICE_MANAGER,
    Seat.BUSINESS_SUPPORT,
    Seat.ADMINISTRATOR,
)


def everything_visible(user):
    """The keys of all that this person may know of, by model."""
    user = User.objects.get(pk=user.pk)
    found = {}
    for model in apps.get_models():
        if hasattr(model._default_manager, "visible_to"):
            rows = model._default_manager.visible_to(user).order_by().values_list("pk", flat=True)
            found[model.__name__] = set(rows)
    cases = Case.objects.visible_to(user).with_relations_for(user)
    found["relations"] = {
        (case.pk, case.lists_reader, case.opened_by_break_glass) for case in cases
    }
    found["one"] = set(Case.objects.visible_to(user, one=True).values_list("pk", flat=True))
    found["not by glass"] = set(
        Case.objects.visible_to(user, by_glass=False).values_list("pk", flat=True)
    )
    found["named"] = set(Case.objects.named_to(user).values_list("pk", flat=True))
    return found


@contextmanager
def pausing(connection):
    """Without what watches the statements of a request."""
    watching, connection.execute_wrappers[:] = list(connection.execute_wrappers), []
    try:
        yield
    finally:
        connection.execute_wrappers[:] = watching


def in_one_look(user):
    with one_look():
        return everything_visible(user)


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("seat", CASEWORK_SEATS)
def test_a_page_shows_what_the_whole_rule_shows(seat, relation):
    world = make_world(seat, relation)

    assert in_one_look(world.user) == everything_visible(world.user)


@pytest.mark.parametrize("relation", ["listed", "excluded", "glass"])
def test_whoever_is_named_too_often_is_asked_of_in_the_database(monkeypatch, relation):
    world = make_world(Seat.COORDINATOR, relation)
    monkeypatch.setattr(naming, "MOST_NAMED", 0)

    with one_look():
        assert None in vars(named_in(world.user)).values()
    assert in_one_look(world.user) == everything_visible(world.user)


@pytest.mark.parametrize(
    ("relation", "where"), [("listed", "listed"), ("excluded", "closed"), ("glass", "opened")]
)
def test_what_names_somebody_is_read_for_what_it_is(relation, where):
    world = make_world(Seat.SOCIAL_WORKER, relation)
    with one_look():
        named = dict(vars(named_in(world.user)))

    assert world.case.pk in named.pop(where)
    assert set(named.values()) == {()}


def test_entries_that_have_run_out_let_in_the_last_manager_alone():
    service = make_service()
    case = make_family(service).case
    Case.objects.filter(pk=case.pk).update(
        is_restricted=True, restriction_review_on=timezone.localdate() + timedelta(days=9)
    )
    past = timezone.localdate() - timedelta(days=3)
    for user in (service.manager, service.colleague):
        CaseAccess.objects.create(case=case, user=user, expires_on=past, granted_by=service.manager)

    with one_look():
        assert named_in(service.manager).listed == (case.pk,)
        assert named_in(service.colleague).listed == ()
    for user in (service.manager, service.colleague):
        assert in_one_look(user) == everything_visible(user)


def test_a_deputy_sees_the_same_either_way():
    service = make_service()
    case = make_family(service).case
    deputy = make_service().worker
    today = timezone.localdate()
    Absence.objects.create(
        user=service.worker, deputy=deputy, starts_on=today, ends_on=today + timedelta(days=3),
        recorded_by=service.manager,
    )  # fmt: skip

    seen = in_one_look(deputy)
    assert case.pk in seen["Case"]
    assert seen == everything_visible(deputy)


def test_an_exclusion_holds_from_the_next_page_on(client):
    service = make_service()
    case = make_family(service).case
    client.force_login(service.colleague)
    page = reverse("cases:case_detail", args=[case.public_id])

    assert client.get(page).status_code == 200
    exclude_colleague(case, by=service.manager, user=service.colleague, ground="known", reason="")
    assert client.get(page).status_code == 404
    assert case.reference not in client.get(reverse("cases:case_list")).content.decode()


def test_whoever_writes_is_asked_of_anew_each_time():
    service = make_service()
    case = make_family(service).case
    user = service.colleague
    assert named_in(user) is NOT_ASKED
    assert case in Case.objects.visible_to(user)

    Exclusion.objects.create(case=case, user=user, ground="known", recorded_by=service.manager)

    assert case not in Case.objects.visible_to(user)


@pytest.mark.parametrize(
    "change",
    [
        lambda case: Case.objects.select_for_update().get(pk=case.pk),
        lambda case: Case.objects.filter(pk=case.pk).update(next_step_on=None),
        lambda case: Event.objects.create(
            case_id=case.pk, kind=Event.Kind.NOTE_WRITTEN, at=timezone.now()
        ),
        lambda case: connection.savepoint_rollback(connection.savepoint()),
    ],
    ids=["lock", "change", "addition", "taken back"],
)
def test_who_writes_is_asked_of_anew_after_each_lock_and_change(rf, change):
    service = make_service()
    case = make_family(service).case
    user = service.colleague
    seen = []

    def view(_request):
        seen.append(case in Case.objects.visible_to(user))
        # As another person's request does it: not through this connection's statements.
        with pausing(connection):
            Exclusion.objects.create(
                case=case, user=user, ground="known", recorded_by=service.manager
            )
        seen.append(case in Case.objects.visible_to(user))
        change(case)
        seen.append(case in Case.objects.visible_to(user))
        return HttpResponse()

    OneLook(view)(rf.post("/"))

    assert seen == [True, True, False]


def test_a_form_that_only_reads_asks_once(client):
    service = make_service()
    case = make_family(service).case
    client.force_login(service.worker)
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("cases:note_add", args=[case.public_id]), {})
    named = [query for query in asked.captured_queries if "'sided'" in query["sql"]]
    # Before the record of who looked, which is a change, and after it.
    assert 1 <= len(named) <= 2


def test_a_thing_is_asked_once_in_a_look_and_anew_in_the_next():
    asked = []

    def ask():
        asked.append(1)
        return len(asked)

    assert [once_a_look("it", ask), once_a_look("it", ask)] == [1, 2]
    with one_look():
        assert [once_a_look("it", ask), once_a_look("it", ask)] == [3, 3]
    with one_look():
        assert once_a_look("it", ask) == 4
    assert not is_one_look()


def test_nobody_named_anywhere_asks_nothing_more():
    service = make_service()
    with one_look():
        assert named_in(service.worker) == Named(closed=(), listed=(), opened=(), sided=())
        sql = str(Case.objects.visible_to(service.worker).query)
    for table in ("cases_exclusion", "cases_caseaccess", "cases_breakglass"):
        assert table not in sql


@pytest.mark.parametrize("relation", ["own", "other"])
def test_whoever_works_with_one_side_reads_it_either_way(relation):
    world = make_world(Seat.COORDINATOR, relation)
    NoteChild.objects.filter(note__case=world.case).delete()
    Note.objects.filter(case=world.case).update(compartment="harmed")
    assert everything_visible(world.user)["Note"] == set()
    CompartmentMember.objects.create(case=world.case, user=world.user, compartment="harmed")

    seen = in_one_look(world.user)
    assert bool(seen["Note"]) is (relation == "own")
    assert seen == everything_visible(world.user)
