"""Two servers behind a proxy that takes turns: nobody notices which of them answers."""

import re
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent, Membership, Role
from cases.domain.restricting import exclude_colleague
from cases.models import Case, Draft, Exclusion, Note, SheetImport
from conferences.models import PreparedFile
from tests.drafting import AUTOSAVE, form_on
from tests.exports.council import make_council
from tests.factories.recording import make_family, make_service
from tests.growth.programs import Programs
from tests.growth.proxy import Proxy
from tests.growth.visitor import PASSWORD, Visitor, code_of, may_sign_in
from tests.importing.reading import HEADINGS, csv_file, row

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
STYLE = re.compile(r'href="(/static/[^"]+\.css)"')


@pytest.fixture(scope="module")
def programs(django_db_setup, django_db_blocker, tmp_path_factory):
    made = Programs(tmp_path_factory.mktemp("growth"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def proxy(programs):
    """Each server with static files that were collected for it alone."""
    first = programs.serve(GROWTH_STATIC=str(programs.collect("first")))
    second = programs.serve(GROWTH_STATIC=str(programs.collect("second")))
    made = Proxy([first, second])
    yield made
    made.close()


@pytest.fixture
def turns(proxy):
    """The proxy, which takes turns again from the start of each test."""
    proxy.only = None
    proxy.answered.clear()
    return proxy


@pytest.fixture
def service():
    return make_service()


def signed_in(turns, user):
    visitor = Visitor(turns.port)
    page = visitor.sign_in(user, may_sign_in(user))
    assert (page.status, page.location) == (302, "/")
    return visitor


def by_each(turns, visitor, path):
    """The same page from the one and from the other."""
    found = []
    for number in (0, 1):
        turns.only = number
        found.append(visitor.get(path))
    turns.only = None
    return found


def note_address(family):
    return reverse("cases:note_add", kwargs={"public_id": family.case.public_id})


def a_note(visitor, family, text):
    """The form of a note as it was shown, with these words."""
    form = visitor.get(note_address(family)).form("form_token")
    return form | {"text": text}


def test_who_signs_in_at_one_goes_on_at_the_other(turns, service):
    visitor = signed_in(turns, service.manager)

    assert set(turns.answered) == {0, 1}
    assert [page.status for page in by_each(turns, visitor, "/cases/")] == [200, 200]


def test_a_code_that_was_used_at_one_is_used_at_the_other(turns, service):
    secret = may_sign_in(service.manager)
    code = code_of(secret)
    turns.only = 0
    assert Visitor(turns.port).sign_in(service.manager, secret, code=code).status == 302
    turns.only = 1

    again = Visitor(turns.port).sign_in(service.manager, secret, code=code)

    assert again.status == 200
    assert "account/2fa" in again.address


def test_guesses_are_counted_together(turns, service):
    secret = may_sign_in(service.manager)
    visitor = Visitor(turns.port, address="198.51.100.7")
    for _ in range(5):
        visitor.get("/account/login/")
        visitor.post("/account/login/", {"login": service.manager.email, "password": "wrong"})
    assert set(turns.answered) == {0, 1}

    for number in (0, 1):
        turns.only = number
        page = Visitor(turns.port, address="198.51.100.7").sign_in(service.manager, secret)
        assert page.location != "/", PASSWORD


def test_a_session_that_was_ended_at_one_is_over_at_the_other(turns, service):
    visitor = signed_in(turns, service.manager)
    kept = dict(visitor.cookies)
    turns.only = 0
    visitor.get("/")
    visitor.post("/account/logout/", {})
    turns.only = 1

    visitor.cookies = kept
    page = visitor.get("/cases/")

    assert page.status == 302
    assert page.location.startswith("/account/login/")


def test_what_was_typed_at_one_is_there_at_the_other(turns, service):
    family = make_family(service)
    visitor = signed_in(turns, service.coordinator)
    turns.only = 0
    page = visitor.get(note_address(family))
    typed = form_on(page.text, page.address) | {"text": "Nan will come."}
    assert visitor.post(AUTOSAVE.search(page.text)[1], typed).status == 200

    turns.only = 1

    assert "Nan will come." in visitor.get(note_address(family)).text
    assert Draft.objects.count() == 1


def test_a_form_that_is_sent_to_both_at_once_does_its_work_once(turns, service):
    family = make_family(service)
    visitor = signed_in(turns, service.coordinator)
    data = a_note(visitor, family, "Rang Nan.")

    with ThreadPoolExecutor(2) as two:
        pages = list(two.map(lambda _: visitor.post(note_address(family), data), range(2)))

    assert {page.server for page in pages} == {0, 1}
    assert [page.status for page in pages] == [302, 302]
    assert pages[0].location == pages[1].location
    assert Note.objects.count() == 1


def test_an_old_page_is_refused_by_the_other_with_both_versions(turns, service):
    visitor = signed_in(turns, service.manager)
    first, second = by_each(turns, visitor, "/you/")
    turns.only = 0
    assert visitor.post("/you/", first.form("phone") | {"first_name": "Zoë"}).status == 302
    turns.only = 1

    page = visitor.post("/you/", second.form("phone") | {"first_name": "Zack"})

    assert page.status == 409
    assert "Zoë" in page.text
    assert "Zack" in page.text


def test_a_new_name_and_new_words_are_seen_at_once_on_pages_that_the_other_keeps(turns, service):
    family = make_family(service)
    visitor = signed_in(turns, service.manager)
    summary = reverse("cases:case_detail", kwargs={"public_id": family.case.public_id})
    coordinator = str(service.coordinator)
    assert all(coordinator in page.text for page in by_each(turns, visitor, summary))
    other = signed_in(turns, service.coordinator)
    turns.only = 0
    form = other.get("/you/").form("phone")
    assert other.post("/you/", form | {"first_name": "Zuleika"}).status == 302

    for page in by_each(turns, visitor, summary):
        assert "Zuleika" in page.text
        assert coordinator not in page.text


def test_rights_that_were_given_or_ended_hold_at_once_on_both(turns, service):
    family = make_family(service)
    visitor = signed_in(turns, service.colleague)
    assert all("Referrals" not in page.text for page in by_each(turns, visitor, "/cases/"))
    Membership.objects.create(user=service.colleague, team=service.team, role=Role.MANAGER)
    assert all("Referrals" in page.text for page in by_each(turns, visitor, "/cases/"))
    summary = reverse("cases:case_detail", kwargs={"public_id": family.case.public_id})
    assert [page.status for page in by_each(turns, visitor, summary)] == [200, 200]

    exclude_colleague(
        family.case, service.colleague, by=service.manager, ground=Exclusion.Ground.RELATED
    )

    assert [page.status for page in by_each(turns, visitor, summary)] == [404, 404]
    Membership.objects.filter(user=service.colleague).update(ended_at=timezone.now())
    assert {page.status for page in by_each(turns, visitor, "/cases/")} == {403}


def test_figures_that_one_has_drawn_are_no_older_at_the_other(turns):
    service, cohort, _ = make_council()
    visitor = signed_in(turns, service.manager)
    address = reverse("conferences:outcome_records", args=["families_met", "numerator"])
    page = f"{reverse('conferences:outcomes')}?from=2025-01&to=2025-12"
    assert all(">6 families<" in one.text for one in by_each(turns, visitor, page))

    Case.objects.filter(pk=cohort.cases[0].pk).update(
        team=make_service().team, referring_team=make_service().referring
    )

    assert all(">5 families<" in one.text for one in by_each(turns, visitor, page)), address


def test_static_files_have_one_name_and_both_have_them(turns):
    visitor = Visitor(turns.port)
    names = [STYLE.search(page.text)[1] for page in by_each(turns, visitor, "/account/login/")]

    assert names[0] == names[1]
    assert {page.status for page in by_each(turns, visitor, names[0])} == {200}
    first, second = by_each(turns, visitor, names[0])
    assert first.text == second.text


@pytest.fixture
def worker(programs):
    return programs.work("worker", "worker", "--concurrency", "1", "--loglevel", "ERROR")


def wait_until(happened, *, seconds=90):
    until = monotonic() + seconds
    while not happened():
        assert monotonic() < until, "nothing happens"
        sleep(0.2)


def test_a_sheet_taken_by_one_is_gone_through_by_a_worker_and_shown_by_the_other(
    turns, service, worker
):
    visitor = signed_in(turns, service.manager)
    turns.only = 0
    visitor.get(reverse("conferences:import_add"))
    sheet = csv_file([HEADINGS, row()]).getvalue()
    sent = visitor.post(
        reverse("conferences:import_add"),
        {"kind": "tracker", "whole": "1"},
        files={"file": ("tracker.csv", sheet)},
    )
    assert sent.status == 302, sent.text

    found = SheetImport.objects.get()
    turns.only = 1
    columns = visitor.get(reverse("conferences:import_columns", args=[found.public_id]))
    assert columns.status == 200
    sent = visitor.post(columns.address, columns.form("column_0"))
    assert sent.status == 302, sent.text
    turns.only = 0

    wait_until(lambda: SheetImport.objects.get().state == "checked")

    checked = visitor.get(reverse("conferences:import_detail", args=[found.public_id]))
    assert checked.status == 200


def test_a_file_asked_for_at_one_is_made_by_a_worker_and_taken_from_the_other(turns, worker):
    service, cohort, _ = make_council()
    visitor = signed_in(turns, service.manager)
    turns.only = 0
    visitor.get(reverse("conferences:files"))
    asked = {
        "kind": "records",
        "measure": "families_met",
        "part": "numerator",
        "format": "csv",
        "query": "from=2025-01&to=2025-12",
        "form_token": str(uuid4()),
    }
    sent = visitor.post(reverse("conferences:file_ask"), asked)
    assert sent.status == 302
    wait_until(lambda: PreparedFile.objects.get().state == "ready")
    turns.only = 1

    taken = visitor.get(
        reverse("conferences:file_download", args=[PreparedFile.objects.get().public_id])
    )

    assert taken.status == 200
    assert all(case.reference in taken.text for case in cohort.cases)
    assert AccessEvent.objects.get(action="file_downloaded").row_count == 6
