import pytest
from django.urls import reverse

from cases.domain.summarising import change_case, write_where_things_are
from cases.models import Case, Draft
from tests.drafting import shown, type_into
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


def url_of(family, name="case_summary_edit"):
    return reverse(f"cases:{name}", kwargs={"public_id": family.case.public_id})


def test_where_things_are_is_saved_and_the_draft_goes(client, service, family):
    client.force_login(service.worker)
    key = {"form": "summary", "subject": family.case.public_id}
    client.post(
        reverse("cases:draft_save", kwargs=key), {"text": "Nan…", "draft_url": url_of(family)}
    )
    assert client.get(url_of(family)).context["form"]["text"].value() == "Nan…"

    client.post(url_of(family), {"text": "Nan said yes.", "version": "1"})

    family.case.refresh_from_db()
    assert family.case.where_things_are == "Nan said yes."
    assert not Draft.objects.exists()


def test_the_slower_of_two_sees_both_texts_and_can_save_on(client, service, family):
    write_where_things_are(family.case, "Nan said no.", by=service.manager, version=1)
    client.force_login(service.worker)

    response = client.post(url_of(family), {"text": "Nan said yes.", "version": "1"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Nan said no." in page
    assert "Nan said yes." in page
    assert "Mo Manager changed this" in page
    version = response.context["form"]["version"].value()
    client.post(url_of(family), {"text": "Nan said yes.", "version": version})
    family.case.refresh_from_db()
    assert family.case.where_things_are == "Nan said yes."


def test_an_old_draft_does_not_silently_replace_a_newer_text(client, service, family):
    client.force_login(service.worker)
    key = {"form": "summary", "subject": family.case.public_id}
    client.post(
        reverse("cases:draft_save", kwargs=key),
        {"text": "Nan said yes.", "draft_url": url_of(family)},
    )
    write_where_things_are(family.case, "Nan said no.", by=service.manager, version=1)

    page = client.get(url_of(family)).content.decode()

    assert "Nan said no." in page
    assert "Nan said yes." in page


def test_a_draft_kept_after_a_colleague_saved_does_not_replace_their_text_unseen(
    client, service, family
):
    client.force_login(service.worker)
    opened = client.get(url_of(family)).content.decode()
    write_where_things_are(family.case, "Nan said no.", by=service.manager, version=1)
    type_into(client, url_of(family), page=opened, text="Nan said yes.")

    response = client.get(url_of(family))

    conflict = response.context["conflict"]
    assert (conflict.theirs, conflict.yours) == ("Nan said no.", "Nan said yes.")
    assert client.post(url_of(family), shown(client, url_of(family))).status_code == 302
    family.case.refresh_from_db()
    assert family.case.where_things_are == "Nan said yes."


def test_a_draft_of_the_newest_version_meets_no_conflict(client, service, family):
    client.force_login(service.worker)
    write_where_things_are(family.case, "Nan said no.", by=service.manager, version=1)
    type_into(client, url_of(family), text="Nan said yes.")

    assert client.get(url_of(family)).context["conflict"] is None


def test_an_emptied_text_leaves_no_draft(client, service, family):
    client.force_login(service.worker)
    key = {"form": "summary", "subject": family.case.public_id}
    typed = {"based_on": "1", "draft_url": url_of(family)}
    client.post(reverse("cases:draft_save", kwargs=key), typed | {"text": "Nan…"})

    client.post(reverse("cases:draft_save", kwargs=key), typed | {"text": " "})

    assert not Draft.objects.exists()


def test_a_text_that_is_too_long_is_kept_and_refused(client, service, family):
    client.force_login(service.worker)
    text = "a" * 1501

    response = client.post(url_of(family), {"text": text, "version": "1"})

    assert response.context["form"].errors == {
        "text": ["Where things are now must be 1500 characters or less"]
    }
    assert text in response.content.decode()


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 30])
def test_a_version_that_is_none_saves_nothing(client, service, family, version):
    client.force_login(service.worker)

    response = client.post(url_of(family), {"text": "Nan said yes.", "version": version})

    family.case.refresh_from_db()
    assert response.status_code == 200
    assert family.case.where_things_are == ""


def test_the_main_systems_number_is_saved(client, service, family):
    client.force_login(service.worker)

    client.post(
        url_of(family, "case_edit"),
        {"main_system_number": "LCS-4711", "version": "1", "is_restricted": "1"},
    )

    family.case.refresh_from_db()
    assert family.case.main_system_number == "LCS-4711"
    assert not family.case.is_restricted


def test_two_numbers_at_once_are_a_conflict(client, service, family):
    change_case(family.case, by=service.manager, version=1, changes={"main_system_number": "1"})
    client.force_login(service.worker)

    response = client.post(url_of(family, "case_edit"), {"main_system_number": "2", "version": "1"})

    assert response.status_code == 409
    assert response.context["conflict"].theirs == "1"


@pytest.mark.parametrize("name", ["case_summary_edit", "case_edit"])
def test_who_may_not(client, service, family, name):
    client.force_login(service.support)
    assert client.get(url_of(family, name)).status_code == 403
    client.force_login(make_service().worker)
    assert client.get(url_of(family, name)).status_code == 404
    ended = make_family(service, stage=Case.Stage.CLOSED)
    client.force_login(service.worker)
    assert client.post(url_of(ended, name), {"version": "1"}).status_code == 403
