"""What is kept from an old sheet on a case: read, revealed one by one, settled."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import (
    CaseChild,
    Event,
    ImportedCell,
    ImportedRecord,
    ImportedRow,
    SheetImport,
)
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db):
    return TeamFactory()


@pytest.fixture
def coordinator(client, team):
    user = UserFactory(coordinator=True, team=team)
    client.force_login(user)
    return user


@pytest.fixture
def case(team, coordinator):
    return CaseFactory(team=team, coordinator=coordinator)


def make_cell(case, **fields):
    sheet, _ = SheetImport.objects.get_or_create(
        team=case.team,
        filename="fgc-tracker.xlsx",
        defaults={"size": 1, "file_hash": "x", "uploaded_by": case.created_by},
    )
    usual = {"number": 17, "column": 3, "heading": "Notes", "text": "Likes football."}
    return ImportedCell.objects.create(case=case, sheet_import=sheet, **(usual | fields))


def old_sheet(case):
    return reverse("cases:case_old_sheet", args=[case.public_id])


def page(name, cell):
    return reverse(f"cases:old_sheet_{name}", args=[cell.case.public_id, cell.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_case_that_came_from_no_sheet_has_no_such_tab(client, case):
    assert "From the old sheet" not in text_of(client.get(case.get_absolute_url()))


def test_what_no_field_took_is_read_word_for_word_with_file_and_row(client, case):
    make_cell(case)

    assert "From the old sheet" in text_of(client.get(case.get_absolute_url()))
    html = text_of(client.get(old_sheet(case)))
    assert "Likes football." in html
    assert "Row 17" in html
    assert "fgc-tracker.xlsx" in html


def test_a_remark_points_at_itself_from_the_summary_until_it_is_settled(client, case, coordinator):
    cell = make_cell(case, text="do not leave vm", kind="no_voicemail")
    assert "1 remark from the old sheet" in text_of(client.get(case.get_absolute_url()))
    assert "Leave no voice message" in text_of(client.get(old_sheet(case)))

    empty = client.post(page("settle", cell), {"how": "  "})
    assert "Enter what you did about it" in text_of(empty)
    response = client.post(page("settle", cell), {"how": "Rang her: no voice messages."})

    assert response.url == old_sheet(case)
    cell.refresh_from_db()
    assert (cell.settled_by, cell.settled_how) == (coordinator, "Rang her: no voice messages.")
    event = Event.objects.get(kind=Event.Kind.OLD_SHEET_SETTLED)
    assert (event.case_id, event.actor_id, event.why) == (
        case.pk,
        coordinator.pk,
        "Rang her: no voice messages.",
    )
    assert "do not leave vm" not in event.to_value
    assert "remark from the old sheet" not in text_of(client.get(case.get_absolute_url()))


def test_a_remark_is_settled_once(client, case):
    cell = make_cell(case, kind="text_only")
    client.post(page("settle", cell), {"how": "Asked."})

    response = client.post(page("settle", cell), {"how": "Asked, too."})

    assert response.status_code == 409
    assert "settled this on" in text_of(response)
    assert "Asked, too." in text_of(response)
    assert Event.objects.filter(kind=Event.Kind.OLD_SHEET_SETTLED).count() == 1


def test_a_confidential_cell_is_shown_for_a_reason_that_stays_on_record(client, case, coordinator):
    cell = make_cell(case, text="12 Refuge Lane", heading="Address", is_confidential=True)
    assert "Refuge Lane" not in text_of(client.get(old_sheet(case)))
    assert "Refuge Lane" not in text_of(client.get(page("reveal", cell)))

    html = text_of(client.post(page("reveal", cell), {"reason": "To send a taxi"}))

    assert "12 Refuge Lane" in html
    look = AccessEvent.objects.get(action="old_sheet_revealed")
    assert (look.actor, look.case_ids, look.reason) == (coordinator, [case.pk], "To send a taxi")
    event = Event.objects.get(kind=Event.Kind.CONTACT_REVEALED)
    assert event.audience == Event.Audience.SERVICE
    assert "Refuge" not in f"{event.to_value}{event.why}"


def test_a_confidential_remark_is_settled_without_being_shown(client, case):
    cell = make_cell(case, text="12 Refuge Lane", kind="not_to_know", is_confidential=True)

    assert "Refuge Lane" not in text_of(client.get(page("settle", cell)))


def test_a_social_worker_reads_the_sheet_and_reveals_nothing(client, case):
    cell = make_cell(case, text="12 Refuge Lane", is_confidential=True)
    client.force_login(case.created_by)

    html = text_of(client.get(old_sheet(case)))

    assert "Confidential." in html
    assert "Show it" not in html
    assert client.post(page("reveal", cell), {"reason": "Why not"}).status_code == 403


def test_a_cell_of_another_case_is_not_there(client, case, team, coordinator):
    other = make_cell(CaseFactory(team=team, coordinator=coordinator), kind="order")
    url = reverse("cases:old_sheet_settle", args=[case.public_id, other.pk])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 25])
def test_a_number_that_is_no_cell_is_not_there(client, case, number):
    url = f"{old_sheet(case)}{number}/settle/"

    assert client.get(url).status_code == 404


def test_a_cell_about_somebody_in_hidden_cases_alone_is_not_shown(client, case, team):
    hidden = CaseFactory(team=team, restricted=True).children.get().person
    make_cell(case, text="About somebody else", person=hidden)

    assert "About somebody else" not in text_of(client.get(old_sheet(case)))


def test_a_remark_of_a_closed_case_is_settled_as_it_keeps_messages_back(client, case, team):
    closed = CaseFactory(team=team, closed=True)
    cell = make_cell(closed, kind="text_only")

    assert "Settle it" in text_of(client.get(old_sheet(closed)))
    client.post(page("settle", cell), {"how": "Asked."})

    cell.refresh_from_db()
    assert cell.settled_how == "Asked."
    assert (
        Event.objects.of_case(closed).of_kinds(Event.Kind.OLD_SHEET_SETTLED).get().why == "Asked."
    )


def test_case_and_person_say_which_file_and_row_they_came_from(client, case):
    cell = make_cell(case)
    person = CaseChild.objects.get(case=case).person
    ImportedRow.objects.create(
        sheet_import=cell.sheet_import, number=17, fingerprint="x", case=case
    )
    ImportedRecord.objects.create(
        sheet_import=cell.sheet_import, number=17, model="cases.person", record_id=person.pk
    )

    words = "Brought in from fgc-tracker.xlsx, row 17."
    assert words in text_of(client.get(case.get_absolute_url()))
    assert words in text_of(client.get(person.get_absolute_url()))


def test_who_sees_no_case_of_an_import_reads_no_name_of_its_file(client, case, coordinator):
    person = PersonFactory(created_by=coordinator)
    cell = make_cell(CaseFactory())
    ImportedRow.objects.create(
        sheet_import=cell.sheet_import, number=17, fingerprint="x", case=cell.case
    )
    ImportedRecord.objects.create(
        sheet_import=cell.sheet_import, number=17, model="cases.person", record_id=person.pk
    )

    assert "fgc-tracker" not in text_of(client.get(person.get_absolute_url()))


def test_the_page_costs_the_same_for_one_cell_and_for_many(
    client, case, django_assert_max_num_queries
):
    child = CaseChild.objects.get(case=case).person
    make_cell(case, kind="order", person=child)
    client.get(old_sheet(case))
    with django_assert_max_num_queries(40) as one:
        client.get(old_sheet(case))
    for number in range(20, 30):
        make_cell(case, number=number, person=child)
        make_cell(case, number=number, kind="order", person=child)
    with django_assert_max_num_queries(40) as many:
        client.get(old_sheet(case))

    assert len(one) == len(many)
