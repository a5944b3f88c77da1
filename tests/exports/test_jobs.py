from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.restricting import exclude_colleague
from cases.models import Exclusion
from cases.reminders import nudging
from conferences.domain import preparing_files
from conferences.domain.preparing_files import (
    GIVEN_UP,
    TakenAway,
    ask_for_file,
    claim_file,
    finish_file,
    pieces_of,
    sweep_files,
    tell_progress,
)
from conferences.exports import making
from conferences.exports.making import prepare_file
from conferences.models import PreparedFile
from conferences.views import exporting
from restorative.celery import app
from tests.exports.council import make_council, rename
from tests.factories.recording import make_member

pytestmark = pytest.mark.django_db
RECORDS = {
    "measure": "families_met",
    "part": "numerator",
    "format": "csv",
    "query": "from=2025-01&to=2025-12",
}


def ask(user, **parameters):
    return ask_for_file(
        "records", by=user, name="Families met", parameters={**RECORDS, **parameters}
    )


def later(minutes):
    """As if so much time had passed since a worker was last heard of and the file asked for."""
    ago = timezone.now() - timedelta(minutes=minutes)
    PreparedFile.objects.update(asked_at=ago)
    PreparedFile.objects.exclude(heard_at=None).update(heard_at=ago)


def made(user, **parameters):
    prepared = ask(user, **parameters)
    prepare_file(prepared.pk)
    prepared.refresh_from_db()
    return prepared


def download(client, prepared):
    return client.get(reverse("conferences:file_download", args=[prepared.public_id]))


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_list_is_made_kept_taken_and_recorded(client, extension):
    service, cohort, _ = make_council()
    prepared = made(service.manager, format=extension)
    client.force_login(service.manager)

    response = download(client, prepared)

    assert prepared.state == "ready"
    assert (prepared.done, prepared.total) == (6, 6)
    assert response["Content-Disposition"] == f'attachment; filename="families-met.{extension}"'
    if extension == "csv":
        text = response.getvalue().decode()
        assert all(case.reference in text for case in cohort.cases)
    inside = AccessEvent.objects.get(action="file_made")
    assert inside.case_ids == sorted(case.pk for case in cohort.cases)
    assert AccessEvent.objects.get(action="file_downloaded").row_count == 6


def test_a_second_worker_does_nothing():
    service, _, _ = make_council(1)
    prepared = ask(service.manager)

    assert claim_file(prepared.pk)
    assert claim_file(prepared.pk) is None
    prepare_file(prepared.pk)

    prepared.refresh_from_db()
    assert (prepared.state, prepared.attempts) == ("making", 1)


def test_one_whose_worker_died_is_begun_again_and_its_ghost_is_told():
    service, _, _ = make_council(1)
    prepared = ask(service.manager)
    ghost = claim_file(prepared.pk)
    assert sweep_files() == []

    later(5)
    assert sweep_files() == [prepared.pk]
    prepare_file(prepared.pk)

    prepared.refresh_from_db()
    assert (prepared.state, prepared.attempts) == ("ready", 2)
    with pytest.raises(TakenAway):
        tell_progress(ghost, says="Still here", done=1)
    with pytest.raises(TakenAway):
        finish_file(
            ghost, file=BytesIO(b"x"), filename="x", content_type="text/csv", rows=1, cases=[]
        )


def test_after_three_deaths_it_is_given_up_with_a_plain_sentence():
    service, _, _ = make_council(1)
    prepared = ask(service.manager)
    for _ in range(3):
        assert claim_file(prepared.pk)
        later(5)

    assert sweep_files() == []

    prepared.refresh_from_db()
    assert (prepared.state, prepared.says) == ("failed", GIVEN_UP)


def test_a_fault_is_tried_again_until_three(monkeypatch):
    service, _, _ = make_council(1)
    prepared = ask(service.manager)

    def break_down(*args):
        raise RuntimeError

    monkeypatch.setitem(making.MAKERS, "records", break_down)
    states = []
    for _ in range(4):
        prepare_file(prepared.pk)
        prepared.refresh_from_db()
        states.append(prepared.state)

    assert states == ["waiting", "waiting", "failed", "failed"]


def test_what_was_never_told_to_a_worker_is_found_by_the_sweep():
    service, _, _ = make_council(1)
    prepared = ask(service.manager)
    assert sweep_files() == []

    later(1)

    assert sweep_files() == [prepared.pk]


def test_expired_files_are_deleted_and_their_page_says_so(client):
    service, _, _ = make_council(1)
    prepared = made(service.manager)
    client.force_login(service.manager)
    PreparedFile.objects.update(expires_at=timezone.now())

    assert download(client, prepared).status_code == 410
    assert client.get(prepared.get_absolute_url()).status_code == 410
    assert not AccessEvent.objects.filter(action="file_downloaded").exists()
    sweep_files()
    assert not PreparedFile.objects.exists()


def test_a_dead_broker_never_stands_in_the_way(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    service, _, _ = make_council(1)
    client.force_login(service.manager)
    monkeypatch.setattr(nudging, "_rest_until", 0.0)

    def refuse(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("conferences:file_ask"), {"kind": "records", **RECORDS})

    prepared = PreparedFile.objects.get()
    assert response.url == prepared.get_absolute_url()
    page = client.get(response.url)
    assert page["Refresh"] == "4"
    later(1)
    assert b"Nobody is at work on it yet" in client.get(response.url).content
    assert "Refresh" not in client.get(f"{response.url}?still")


def test_a_worker_is_told_with_the_key_alone(django_capture_on_commit_callbacks, monkeypatch):
    service, _, _ = make_council(1)
    told = []
    monkeypatch.setattr(nudging, "_start", lambda *args, **kwargs: told.append(args))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        prepared = ask(service.manager)

    assert told == [(preparing_files.TASK, prepared.pk)]


def test_pressing_twice_asks_once(client):
    service, _, _ = make_council(1)
    client.force_login(service.manager)
    form = {"kind": "records", "form_token": str(uuid4()), **RECORDS}

    first = client.post(reverse("conferences:file_ask"), form)
    second = client.post(reverse("conferences:file_ask"), form)

    assert first.url == second.url
    assert PreparedFile.objects.count() == 1


def test_somebody_elses_file_is_not_there(client):
    service, _, _ = make_council(1)
    prepared = made(service.manager)
    client.force_login(make_member(service.team, "manager", "Sue", "Second"))

    assert download(client, prepared).status_code == 404
    assert client.get(prepared.get_absolute_url()).status_code == 404
    assert prepared.name.encode() not in client.get(reverse("conferences:files")).content


def test_it_is_made_with_what_may_be_seen_when_it_is_made():
    service, cohort, _ = make_council(3)
    second = make_member(service.team, "manager", "Sue", "Second")
    prepared = ask(service.manager)
    exclude_colleague(cohort.cases[0], service.manager, by=second, ground=Exclusion.Ground.RELATED)

    prepare_file(prepared.pk)

    prepared.refresh_from_db()
    assert prepared.total == 2
    assert cohort.cases[0].reference.encode() not in b"".join(pieces_of(prepared))


def test_a_file_with_a_case_that_was_closed_to_its_reader_is_closed_too(client):
    service, cohort, _ = make_council(3)
    rename(cohort, 0, "Hidden")
    second = make_member(service.team, "manager", "Sue", "Second")
    prepared = made(service.manager)
    exclude_colleague(cohort.cases[0], service.manager, by=second, ground=Exclusion.Ground.RELATED)
    client.force_login(service.manager)

    response = download(client, prepared)

    assert response.status_code == 403
    assert b"may not see any more" in response.content
    assert not AccessEvent.objects.filter(action="file_downloaded").exists()


def test_who_lost_their_role_meanwhile_is_refused_in_words():
    service, _, _ = make_council(1)
    prepared = ask(service.manager)
    service.manager.memberships.update(ended_at=timezone.now())

    prepare_file(prepared.pk)

    prepared.refresh_from_db()
    assert (prepared.state, prepared.says) == ("failed", making.NOT_ALLOWED)


def test_progress_can_be_read_while_it_is_made(monkeypatch):
    service, _, _ = make_council(3)
    monkeypatch.setattr(making, "TELL_EVERY", 0)
    monkeypatch.setattr("conferences.exports.records.AT_ONCE", 1)
    heard = []
    tell = preparing_files.tell_progress

    def listen(prepared, **words):
        tell(prepared, **words)
        heard.append(PreparedFile.objects.values_list("says", "done", "total").get())

    monkeypatch.setattr(making, "tell_progress", listen)
    made(service.manager, format="xlsx")

    assert ("Writing the list", 2, 3) in heard


@pytest.mark.parametrize(
    "form",
    [{}, {"kind": "x"}, {"kind": "report"}, {"kind": "report", "which": "own", "quarter": "x"}],
)
def test_a_form_without_sense_leads_back(client, form):
    service, _, _ = make_council(1)
    client.force_login(service.manager)

    response = client.post(reverse("conferences:file_ask"), form)

    assert response.url == reverse("conferences:files")
    assert not PreparedFile.objects.exists()


def test_a_sixth_file_waits_for_the_first_five(client):
    service, _, _ = make_council(1)
    client.force_login(service.manager)
    for _ in range(6):
        client.post(reverse("conferences:file_ask"), {"kind": "records", **RECORDS})

    assert PreparedFile.objects.count() == 5


def test_a_list_too_long_for_excel_leads_to_csv(client, monkeypatch):
    service, _, _ = make_council(4)
    monkeypatch.setattr(making, "MOST_ROWS", 3)
    monkeypatch.setattr(exporting, "MOST_ROWS", 3)
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    client.force_login(service.manager)
    url = reverse("conferences:outcome_records_export", args=["families_met", "numerator"])

    page = client.get(url, {"from": "2025-01", "to": "2025-12", "format": "xlsx"})
    refused = made(service.manager, format="xlsx")

    assert b"up to 3 rows" in page.content
    assert b'value="xlsx"' not in page.content
    assert refused.state == "failed"
    assert "up to 3 rows, and this list has 4. Ask for it as CSV" in refused.says
    assert made(service.manager, format="csv").state == "ready"
