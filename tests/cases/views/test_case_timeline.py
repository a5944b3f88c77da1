import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.noting import write_note
from cases.models import Case
from tests.factories.recording import make_family, make_service, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=2)


def url_of(family):
    return reverse("cases:case_timeline", kwargs={"public_id": family.case.public_id})


def write(family, by, number=1):
    for _ in range(number):
        write_note(
            family.case,
            by=by,
            children=family.children,
            kind="visit",
            happened_on=timezone.localdate(),
            text="We met.",
        )


def test_sixty_are_shown_and_the_rest_is_a_press_away(client, service, family):
    write(family, service.worker, 65)
    client.force_login(service.worker)

    first = client.get(url_of(family))
    second = client.get(first.context["older_url"])

    assert (len(first.context["entries"]), len(second.context["entries"])) == (60, 5)
    assert (second.context["older_url"], first.context["newest_url"]) == ("", "")
    assert second.context["newest_url"] == url_of(family)


def test_filters_go_along_to_older_pages(client, service, family):
    write(family, service.worker, 61)
    client.force_login(service.worker)
    child = family.children[0].person.public_id

    response = client.get(url_of(family), {"child": child, "kind": "notes"})

    older = response.context["older_url"]
    assert f"child={child}&kind=notes&before=" in older
    assert len(client.get(older).context["entries"]) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"child": "x"},
        {"kind": "nope"},
        {"significant": "yes"},
        {"before": "%00"},
        {"child": "\x00"},
    ],
)
def test_a_filter_that_means_nothing_is_ignored(client, service, family, asked):
    write(family, service.worker)
    client.force_login(service.worker)

    response = client.get(url_of(family), asked)

    assert response.status_code == 200
    assert len(response.context["entries"]) == 1


def test_an_empty_chronology_says_so(client, service, family):
    client.force_login(service.worker)

    response = client.get(url_of(family), {"significant": "1"})

    assert "No significant events yet." in response.content.decode()


def test_the_page_costs_the_same_however_long_it_is(client, service, family):
    client.force_login(service.manager)
    write(family, service.worker)
    write(family, service.coordinator)
    cost = queries_of(client, url_of(family))
    write(family, service.worker, 29)
    write(family, service.coordinator, 29)

    assert queries_of(client, url_of(family)) == cost


def test_a_look_at_the_timeline_is_recorded(client, service, family):
    client.force_login(service.worker)

    client.get(url_of(family))

    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.case_id) == ("case_timeline", family.case.pk)


def test_who_may_not_read_it(client, service, family):
    client.force_login(service.support)
    assert client.get(url_of(family)).status_code == 403
    client.force_login(make_service().manager)
    assert client.get(url_of(family)).status_code == 404


def test_a_draft_has_no_timeline(client, service):
    draft = make_family(service, stage=Case.Stage.DRAFT)
    client.force_login(service.worker)

    assert client.get(url_of(draft)).status_code == 404
