import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.summarising import change_case, write_where_things_are
from cases.models import Event
from restorative.conflicts import StaleVersion
from tests.factories.recording import end_case, make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


def test_where_things_are_has_an_author_and_a_time(service, family, clock):
    case = write_where_things_are(family.case, " Nan said yes. ", by=service.worker, version=1)

    assert (case.where_things_are, case.version) == ("Nan said yes.", 2)
    assert case.where_things_are_by == service.worker
    assert case.where_things_are_at.isoformat() == "2026-11-23T09:30:00+00:00"
    assert Event.objects.get().to_value == "Nan said yes."


def test_the_slower_of_two_authors_is_told_and_overwrites_nothing(service, family):
    write_where_things_are(family.case, "Nan said yes.", by=service.worker, version=1)

    with pytest.raises(StaleVersion) as stale:
        write_where_things_are(family.case, "Nan said no.", by=service.manager, version=1)

    assert stale.value.current.where_things_are == "Nan said yes."
    assert Event.objects.count() == 1


def test_the_timeline_keeps_the_beginning_of_a_long_text(service, family):
    write_where_things_are(family.case, "word " * 300, by=service.worker, version=1)

    quote = Event.objects.get().to_value
    assert len(quote) == 300
    assert quote.endswith("…")


def test_what_is_replaced_is_kept_in_whole(service, family, clock):
    long = "word " * 299 + "end."
    case = write_where_things_are(family.case, long, by=service.worker, version=1)
    write_where_things_are(case, "Nan said no.", by=service.manager, version=2)

    earlier = case.earlier_summaries.get()
    assert earlier.text == long
    assert (earlier.written_by, earlier.replaced_by) == (service.worker, service.manager)
    assert earlier.written_at == earlier.replaced_at == timezone.now()


def test_nothing_and_the_same_text_again_are_no_earlier_version(service, family):
    case = write_where_things_are(family.case, "Nan said yes.", by=service.worker, version=1)
    write_where_things_are(case, "Nan said yes.", by=service.manager, version=2)

    assert not case.earlier_summaries.exists()


def test_what_was_too_late_replaces_nothing(service, family):
    case = write_where_things_are(family.case, "Nan said yes.", by=service.worker, version=1)
    with pytest.raises(StaleVersion):
        write_where_things_are(case, "Nan said no.", by=service.manager, version=1)

    assert not case.earlier_summaries.exists()


def test_where_things_are_is_not_nothing(service, family):
    with pytest.raises(ValidationError) as refusal:
        write_where_things_are(family.case, " ", by=service.worker, version=1)

    assert refusal.value.code == "text_missing"


def test_a_case_that_ended_is_locked(service, family):
    end_case(family, service)

    with pytest.raises(ValidationError) as summary:
        write_where_things_are(family.case, "More.", by=service.worker, version=1)
    with pytest.raises(ValidationError) as number:
        change_case(family.case, by=service.worker, version=1, changes={"main_system_number": "7"})

    assert (summary.value.code, number.value.code) == ("case_ended", "case_ended")


def test_the_main_systems_number_changes_with_an_event(service, family):
    case = change_case(
        family.case, by=service.worker, version=1, changes={"main_system_number": " 4711 "}
    )

    event = Event.objects.get()
    assert case.main_system_number == "4711"
    assert (event.from_value, event.to_value) == ("No main system number", "4711")


def test_the_same_number_again_is_no_event(service, family):
    change_case(family.case, by=service.worker, version=1, changes={"main_system_number": ""})

    assert not Event.objects.exists()


def test_nothing_else_about_a_case_is_changed_here(service, family):
    with pytest.raises(ValidationError) as refusal:
        change_case(family.case, by=service.worker, version=1, changes={"is_restricted": "0"})

    assert refusal.value.code == "not_changeable"
