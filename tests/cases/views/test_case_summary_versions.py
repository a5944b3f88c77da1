import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.domain.summarising import write_where_things_are
from cases.models import Case
from tests.factories.recording import make_family, make_service, queries_of

pytestmark = pytest.mark.django_db
LONG = "Nan said yes. " * 100 + "Dad has not."


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def case(service):
    case = write_where_things_are(make_family(service).case, LONG, by=service.worker, version=1)
    return write_where_things_are(case, "Nan said no.", by=service.manager, version=2)


def url_of(case, name="case_summary_versions"):
    return reverse(f"cases:{name}", kwargs={"public_id": case.public_id})


def test_what_was_replaced_can_be_read_in_whole(client, service, case):
    client.force_login(service.coordinator)

    page = client.get(url_of(case)).content.decode()

    assert "Nan said no." in page
    assert LONG in page
    assert "Written by Will Worker" in page
    assert "Replaced by Mo Manager." in page


def test_the_summary_and_the_timeline_lead_there(client, service, case):
    client.force_login(service.worker)

    summary = client.get(url_of(case, "case_detail")).content.decode()
    timeline = client.get(url_of(case, "case_timeline")).content.decode()

    assert f'href="{url_of(case)}">Earlier versions<' in summary
    assert timeline.count(f'href="{url_of(case)}"') == 2


def test_a_text_that_was_never_replaced_has_no_earlier_versions(client, service):
    case = make_family(service).case
    client.force_login(service.worker)

    assert url_of(case) not in client.get(url_of(case, "case_detail")).content.decode()
    assert "It has not been written anew yet." in client.get(url_of(case)).content.decode()


def test_it_costs_the_same_however_often_it_was_written_anew(client, service, case):
    client.force_login(service.worker)
    cost = queries_of(client, url_of(case))
    for version in range(3, 33):
        write_where_things_are(case, f"{version}", by=service.worker, version=version)

    assert queries_of(client, url_of(case)) == cost


def test_the_look_is_recorded(client, service, case):
    client.force_login(service.worker)
    client.get(url_of(case))

    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.case_id) == ("case_summary_versions", case.pk)


def test_it_stays_readable_after_the_case_ended_and_hidden_from_who_may_not(client, service, case):
    Case.objects.filter(pk=case.pk).update(stage=Case.Stage.DECLINED)
    client.force_login(service.worker)
    assert client.get(url_of(case)).status_code == 200
    client.force_login(make_service().worker)
    assert client.get(url_of(case)).status_code == 404
