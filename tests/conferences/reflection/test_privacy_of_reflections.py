"""Nobody but the two reads, finds, counts, lists or takes out a reflection."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from pghistory.models import Context

from accounts.domain.covering import record_absence
from accounts.domain.staffing import deactivate_staff, reactivate_staff
from accounts.models import AccessEvent, Role
from accounts.permissions import Seat
from cases.domain.breaking_glass import break_glass
from cases.models import BreakGlass, Case, Draft, Event, Notice, Reminder, Task
from conferences.domain.reflecting import (
    delete_reflection,
    reply_to_reflection,
    share_reflection,
    stop_sharing,
    sweep_reflections,
)
from conferences.models import Reflection, ReflectionReply
from tests.factories.learning import SECRET, make_reflection
from tests.factories.recording import make_family, make_service
from tests.factories.staff import MembershipFactory, UserFactory

OTHERS = [*Seat]
PAGES = ("detail", "edit", "delete", "share", "reply")


def address(name, *args):
    return reverse(f"conferences:reflection_{name}", args=args)


@pytest.fixture
def shared(writer, supervisor):
    shared = make_reflection(writer, supervisor=supervisor)
    reply_to_reflection(shared, "Zephyrine would have told you", by=supervisor)
    return shared


def somebody_else(seat, service):
    """A colleague in the same team where the seat is one of a service, as near as can be."""
    near = seat in (Seat.COORDINATOR, Seat.SERVICE_MANAGER, Seat.BUSINESS_SUPPORT)
    return UserFactory(seat=seat, team=service if near else None)


@pytest.mark.parametrize("seat", OTHERS)
def test_no_other_seat_opens_one_by_guessing_its_address(signed_in, shared, service, seat):
    client = signed_in(somebody_else(seat, service))
    reply = shared.replies.get()

    for page in PAGES:
        assert client.get(address(page, shared.public_id)).status_code in (403, 404), page
        if page != "detail":
            assert client.post(address(page, shared.public_id)).status_code in (403, 404), page
    assert client.post(address("unshare", shared.public_id)).status_code in (403, 404)
    assert client.post(address("reply_take_back", reply.public_id)).status_code in (403, 404)
    shared.refresh_from_db()
    assert shared.supervisor is not None


def test_one_of_another_answers_like_one_never_made(signed_in, shared, service):
    client = signed_in(somebody_else(Seat.SERVICE_MANAGER, service))

    hidden = client.get(address("detail", shared.public_id))
    never = client.get(address("detail", uuid4()))

    assert hidden.status_code == never.status_code == 404
    assert len(hidden.content) == len(never.content)


@pytest.mark.parametrize("seat", OTHERS)
def test_no_page_without_a_record_shows_a_word_of_it(signed_in, shared, service, seat):
    client = signed_in(somebody_else(seat, service))
    seen = 0
    for url in pages_about_no_record():
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Zephyrine" not in body, url
        assert str(shared.public_id).encode() not in body, url
        seen += response.status_code == 200
    assert seen > 5


def pages_about_no_record():
    for name, _ in walk(get_resolver().url_patterns):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def walk(patterns, namespace=""):
    for entry in patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from walk(entry.url_patterns, namespace + inner)
        elif entry.name and namespace in ("accounts:", "cases:", "conferences:"):
            yield f"{namespace}{entry.name}", entry.callback


def test_searching_for_its_words_finds_nothing(signed_in, shared, supervisor, writer):
    for user in (supervisor, writer):
        response = signed_in(user).post(reverse("cases:find"), {"text": "Zephyrine"}, follow=True)

        assert SECRET not in response.content.decode()


def test_the_writer_and_whoever_they_chose_read_it(signed_in, shared, writer, supervisor):
    for user in (writer, supervisor):
        page = signed_in(user).get(address("detail", shared.public_id)).content.decode()

        assert SECRET in page
        assert "Zephyrine would have told you" in page


def test_whoever_was_chosen_changes_shares_and_deletes_nothing(signed_in, shared, supervisor):
    client = signed_in(supervisor)

    for page in ("edit", "share", "delete"):
        assert client.post(address(page, shared.public_id)).status_code == 404
    assert client.post(address("unshare", shared.public_id)).status_code == 404
    assert Reflection.objects.get().words == SECRET


def test_who_is_unchosen_reads_nothing_from_that_moment(signed_in, shared, writer, supervisor):
    client = signed_in(supervisor)
    assert client.get(address("detail", shared.public_id)).status_code == 200

    stop_sharing(shared, by=writer)

    assert client.get(address("detail", shared.public_id)).status_code == 404
    assert client.get(address("reply", shared.public_id)).status_code == 404
    assert not client.get(address("shared")).context["page"].rows


def test_who_is_chosen_instead_does_not_read_what_the_first_said(
    signed_in, shared, writer, supervisor, service
):
    second = UserFactory(coordinator=True, team=service)
    share_reflection(shared, second, by=writer)

    page = signed_in(second).get(address("detail", shared.public_id)).content.decode()
    own = signed_in(writer).get(address("detail", shared.public_id)).content.decode()

    assert SECRET in page
    assert "would have told you" not in page
    assert str(supervisor) not in page
    assert "would have told you" in own


def test_the_first_reads_no_reply_of_the_second(shared, writer, supervisor, service):
    second = UserFactory(coordinator=True, team=service)
    share_reflection(shared, second, by=writer)
    reply_to_reflection(shared, "Only for you two", by=second)
    share_reflection(shared, supervisor, by=writer)

    readable = ReflectionReply.objects.visible_to(supervisor)
    assert [one.words for one in readable] == ["Zephyrine would have told you"]


@pytest.mark.parametrize("of", ["writer", "supervisor"])
def test_a_deputy_of_either_reads_nothing(signed_in, shared, writer, supervisor, service, of):
    absent = {"writer": writer, "supervisor": supervisor}[of]
    seat = {"writer": "coordinator", "supervisor": "service_manager"}[of]
    deputy = UserFactory(seat=seat, team=service)
    today = timezone.localdate()
    record_absence(absent, deputy, today, today + timedelta(days=3), by=absent)

    assert absent.pk in deputy.acting_ids
    client = signed_in(deputy)
    assert client.get(address("detail", shared.public_id)).status_code == 404
    assert client.get(address("list")).context["rows"] == []


def test_a_line_manager_and_a_second_manager_of_the_team_read_nothing(
    signed_in, shared, writer, service
):
    manager = UserFactory(service_manager=True, team=service)
    writer.line_manager = manager
    writer.save()

    assert signed_in(manager).get(address("detail", shared.public_id)).status_code == 404


@pytest.mark.parametrize("of", ["writer", "supervisor"])
def test_sharing_ends_when_one_of_the_two_leaves_and_stays_ended(
    shared, writer, supervisor, service, of
):
    leaver = {"writer": writer, "supervisor": supervisor}[of]
    administrator = UserFactory(administrator=True, team=service)
    UserFactory(service_manager=True, team=service)

    deactivate_staff(leaver, by=administrator)
    reactivate_staff(leaver, by=administrator)
    MembershipFactory(user=leaver, team=service, role=Role.MANAGER)

    shared.refresh_from_db()
    assert shared.supervisor is None
    assert list(Reflection.objects.visible_to(supervisor)) == []
    assert list(Reflection.objects.visible_to(writer)) == [shared]


def test_who_moves_to_a_seat_that_may_not_reflect_opens_nothing(
    signed_in, shared, supervisor, service
):
    supervisor.memberships.update(role=Role.BUSINESS_SUPPORT)

    client = signed_in(type(supervisor).objects.get(pk=supervisor.pk))
    assert client.get(address("detail", shared.public_id)).status_code == 403


def test_reflections_of_a_leaver_go_after_ninety_days(shared, writer, service):
    administrator = UserFactory(administrator=True, team=service)
    deactivate_staff(writer, by=administrator)
    assert sweep_reflections() == 0

    writer.refresh_from_db()
    writer.deactivated_at = timezone.now() - timedelta(days=91)
    writer.save()

    assert sweep_reflections() == 1
    assert not Reflection.objects.exists()


def test_a_reflection_keeps_nobody_from_leaving(shared, writer, service):
    """What is left on somebody is said to whoever lets them go: this is not."""
    assert deactivate_staff(writer, by=UserFactory(administrator=True, team=service))


def test_deleting_leaves_no_word_in_any_table(shared, writer, supervisor):
    key = str(shared.public_id)
    for user, form in ((writer, "reflection-edit"), (supervisor, "reflection-reply")):
        Draft.objects.create(user=user, form=form, subject=key, title="x", url="/", data="{}")

    delete_reflection(shared, by=writer)

    assert not Reflection.objects.exists()
    assert not ReflectionReply.objects.exists()
    assert not Draft.objects.exists()
    assert not Context.objects.exists()


def test_nothing_tells_that_somebody_wrote(signed_in, writer, supervisor, caplog):
    """No event, notice, task, message, look in the record, history or line of the log."""
    client = signed_in(writer)
    client.get("/")  # a session's first look is written down
    before = told()
    with caplog.at_level(logging.INFO, logger="restorative.requests"):
        client.get(address("add"))
        client.post(address("add"), typed())
        reflection = Reflection.objects.get()
        client.get(address("detail", reflection.public_id))
        client.get(address("list"))
        share_reflection(reflection, supervisor, by=writer)
        assert told() == before
        client.force_login(supervisor)
        client.get("/")
        before = told()
        client.get(address("shared"))
        client.get(address("detail", reflection.public_id))
        client.post(address("reply", reflection.public_id), {"words": "Why?"})

    assert ReflectionReply.objects.count() == 1
    assert told() == before
    routes = [record.route for record in caplog.records if hasattr(record, "route")]
    assert routes
    assert [route for route in routes if "reflection" in route] == []
    users = [record.user for record in caplog.records if getattr(record, "route", None) == ""]
    assert set(users) == {None}


def told():
    kinds = (Event, AccessEvent, Notice, Task, Reminder, Context)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def typed(**changes):
    today = timezone.localdate()
    return {
        "about": "work",
        "reflected_on_day": today.day,
        "reflected_on_month": today.month,
        "reflected_on_year": today.year,
        "words": SECRET,
        "place": "none",
        **changes,
    }


def test_the_database_holds_no_word_that_can_be_read(writer, supervisor):
    service = make_service()
    case = make_family(service).case
    make_reflection(service.coordinator, case=case, supervisor=supervisor)
    reply_to_reflection(Reflection.objects.get(), "Zephyrine again", by=supervisor)

    with connection.cursor() as cursor:
        for model in (Reflection, ReflectionReply):
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            stored = str(cursor.fetchall())
            assert "Zephyrine" not in stored
            assert str(case.public_id) not in stored


def test_nothing_leads_from_a_case_or_a_colleague_to_a_reflection():
    for model in apps.get_app_config("conferences").get_models():
        if model in (Reflection, ReflectionReply):
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey) and field.related_model != Reflection:
                    assert field.remote_field.hidden, field
                    assert field.related_model is not Case


@pytest.mark.django_db
def test_who_sees_the_case_sees_nothing_of_it_and_a_broken_glass_opens_nothing(signed_in):
    service = make_service()
    case = make_family(service).case
    reflection = make_reflection(service.coordinator, case=case)
    manager = service.manager
    client = signed_in(manager)
    for name in ("case_detail", "case_timeline", "case_looked"):
        page = client.get(reverse(f"cases:{name}", args=[case.public_id])).content
        assert str(reflection.public_id).encode() not in page
        assert b"Zephyrine" not in page
        # The way to write a new one is offered on every case, to whoever may.
        way = f'href="{reverse("conferences:reflection_add")}"'.encode()
        assert b"eflection" not in page.replace(way, b"")

    outsider = UserFactory(social_worker=True)
    break_glass(
        case, by=outsider, ground=BreakGlass.Ground.SAFETY, reason="A child was found alone there."
    )
    assert Case.objects.visible_to(outsider).filter(pk=case.pk).exists()
    assert not Reflection.objects.visible_to(outsider).exists()
