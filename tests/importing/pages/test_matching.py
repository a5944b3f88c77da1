"""Saying which sheet and columns count, what values mean, and who is known."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import KeptMapping, SheetImport
from conferences.domain.importing import keep_mapping
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import UserFactory
from tests.importing.pages.sheets import go_through, page, tracker_file, upload, uploaded
from tests.importing.reading import HEADINGS, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    user = UserFactory(service_manager=True)
    client.force_login(user)
    return user


def columns(found, **changes):
    """What the form of the columns sends as it was shown, with changes by column number."""
    of_column = {column: key for key, column in found.columns.items()}
    data = {f"column_{n}": of_column.get(n, "") for n in range(len(HEADINGS))}
    return data | {"version": found.version} | changes


def test_a_workbook_with_rows_above_its_headings_asks_which_row_they_are_in(client, manager):
    response = upload(client, tracker_file())
    found = SheetImport.objects.get()
    html = client.get(response.url).content.decode()

    assert "Which row holds the headings?" in html
    assert f'value="{found.header_row}" checked' in html
    chosen = client.post(
        response.url,
        {"sheet": found.sheet, "header_row": found.header_row, "version": found.version},
    )
    assert chosen.url == page("columns", found)


def test_each_column_is_shown_with_its_first_values_and_what_it_seems_to_hold(client, manager):
    found = uploaded(client, row(surname="OSEI"), row(surname="REED"), row(surname="OSEI"))

    html = client.get(page("columns", found)).content.decode()

    assert "Shoe size" in html
    assert html.count('<span class="app-matching__sample">OSEI</span>') == 1
    assert '<option value="surname" selected>' in html
    assert "Keep from the old sheet" in html


def test_two_columns_for_one_field_are_refused_in_words(client, manager):
    found = uploaded(client)

    response = client.post(page("columns", found), columns(found, column_12="surname"))

    html = response.content.decode()
    assert "“Shoe size” and “Child SURNAME” are both taken for" in html
    assert 'href="#id_column_12"' in html
    found.refresh_from_db()
    assert (found.state, found.version) == ("uploaded", 1)


def test_columns_that_are_said_put_the_sheet_on_the_list_of_a_worker(client, manager):
    found = uploaded(client)

    response = client.post(page("columns", found), columns(found, column_12="notes"))

    found.refresh_from_db()
    assert response.url == found.get_absolute_url()
    assert (found.state, found.columns["notes"]) == ("checking", 12)
    html = client.get(response.url).content.decode()
    assert "Nobody is at work on it yet" in html
    assert client.get(response.url)["Refresh"]
    assert "Refresh" not in client.get(f"{response.url}?still")


def test_columns_somebody_else_has_changed_are_shown_beside_ones_own(client, manager):
    found = uploaded(client)
    data = columns(found, column_12="notes")
    client.post(page("columns", found), columns(found))
    go_through(found)

    response = client.post(page("columns", found), data)

    assert response.status_code == 409
    html = response.content.decode()
    assert "Both versions are here".lower() in html.lower()
    assert '<option value="notes" selected>' in html
    found.refresh_from_db()
    assert "notes" not in found.columns


def test_a_matching_is_kept_under_a_name_and_taken_for_the_next_sheet(client, manager):
    first = uploaded(client)
    client.post(page("columns", first), columns(first, column_12="notes", name="Our tracker"))
    kept = KeptMapping.objects.get()
    assert (kept.name, kept.headings["notes"]) == ("Our tracker", "Shoe size")

    second = uploaded(client, row(surname="REED"))
    assert "Our tracker" in client.get(page("columns", second)).content.decode()
    client.post(page("take_kept", second), {"take-kept": kept.pk, "take-version": second.version})

    second.refresh_from_db()
    assert second.columns["notes"] == 12


def test_what_another_team_has_kept_cannot_be_taken(client, manager):
    stranger = UserFactory(service_manager=True)
    client.force_login(stranger)
    theirs = uploaded(client)
    kept = keep_mapping(theirs, name="Theirs", headings={"notes": "Shoe size"}, by=stranger)
    client.force_login(manager)
    found = uploaded(client)

    client.post(page("take_kept", found), {"take-kept": kept.pk, "take-version": found.version})

    found.refresh_from_db()
    assert "notes" not in found.columns


def test_an_unknown_value_is_asked_once_and_its_answer_is_kept(client, manager):
    found = uploaded(
        client, row(status="Amber"), row(status="AMBER ", forename="Kofi"), row(status="CP")
    )
    go_through(found)
    html = client.get(page("questions", found)).content.decode()
    assert html.count("“Amber”</label>") == 1
    assert "2, 3" in html

    (asked,) = found.found["questions"]
    name = name_of(client, found)
    response = client.post(page("questions", found), {name: "cin", "version": found.version})

    found.refresh_from_db()
    assert asked["count"] == 2
    assert found.answers["values"] == {"status": {"amber": "cin"}}
    assert found.state == "checking"
    assert response.url == found.get_absolute_url()
    go_through(found)
    assert found.found["questions"] == []
    again = client.get(f"{page('questions', found)}?answered=1").content.decode()
    assert '<option value="cin" selected>' in again


def test_what_nobody_answers_stays_asked_and_not_known_is_an_answer(client, manager):
    found = uploaded(client, row(status="Amber"))
    go_through(found)
    name = name_of(client, found)

    client.post(page("questions", found), {name: "", "version": found.version})
    found.refresh_from_db()
    assert found.answers["values"] == {}
    go_through(found)
    client.post(page("questions", found), {name: "-", "version": found.version})

    found.refresh_from_db()
    assert found.answers["values"] == {"status": {"amber": ""}}


def test_a_date_that_cannot_be_read_is_typed_or_left(client, manager):
    found = uploaded(client, row(held="week after Easter"))
    go_through(found)
    name = name_of(client, found)
    typed = name.replace("a_", "t_")
    wrong = client.post(
        page("questions", found), {name: "typed", typed: "soon", "version": found.version}
    )
    assert "enter a date, like 12 April 2025" in wrong.content.decode()
    assert 'value="soon"' in wrong.content.decode()

    client.post(
        page("questions", found),
        {name: "typed", typed: "28 April 2025", "version": found.version},
    )

    found.refresh_from_db()
    assert found.answers["values"] == {"conference": {"week after easter": "2025-04-28"}}


def test_the_order_of_dates_is_asked_with_both_readings(client, manager):
    found = uploaded(
        client,
        row(received="3/4/2025"),
        row(received="4/13/2025", forename="Kofi"),
        row(received="14/5/2025", ref="A/2"),
    )
    go_through(found)
    html = client.get(page("questions", found)).content.decode()
    assert "3 April 2025: the day comes first" in html
    assert "4 March 2025: the month comes first" in html

    client.post(
        page("questions", found), {name_of(client, found): "month", "version": found.version}
    )

    found.refresh_from_db()
    assert found.answers["orders"] == {"received": "month"}


def test_two_hundred_values_come_a_hundred_at_a_time(client, manager):
    found = uploaded(client, *(row(status=f"Odd {n}", forename=f"Ama{n}") for n in range(150)))
    go_through(found)
    html = client.get(page("questions", found)).content.decode()
    assert "1 to 100 of 150" in html

    response = client.post(page("questions", found), {"version": found.version})
    assert response.url.endswith("?from=100")
    found.refresh_from_db()
    assert found.state == "uploaded"
    response = client.post(response.url, {"version": found.version})

    found.refresh_from_db()
    assert found.state == "checking"


def test_answers_to_what_somebody_has_gone_through_again_are_not_lost(client, manager):
    found = uploaded(client, row(status="Amber"))
    go_through(found)
    name, version = name_of(client, found), found.version
    go_through(found)

    response = client.post(page("questions", found), {name: "cin", "version": version})

    assert response.status_code == 409
    assert '<option value="cin" selected>' in response.content.decode()
    found.refresh_from_db()
    assert found.answers == {}


def test_who_is_the_same_person_is_preset_and_can_be_said_otherwise(client, manager):
    person = ChildFactory(first_name="Ama", last_name="Osei")
    case = CaseFactory(team=manager.memberships.get().team, children=[person])
    seems = {
        "key": "2:child",
        "row": 2,
        "part": "child",
        "name": "Ama Osei",
        "born": "3 May 2017",
        "why": "the same name and date of birth",
        "person": str(person.public_id),
        "label": "Ama Osei, 9",
    }
    found = uploaded(client)
    go_through(found, people=[seems])
    html = client.get(page("people", found)).content.decode()
    assert f'<option value="{person.public_id}" selected>The same person' in html

    (look,) = AccessEvent.objects.filter(action="import_preview")
    assert look.case_ids == [case.pk]

    client.post(page("people", found), {"p_0": "-", "version": found.version})

    found.refresh_from_db()
    assert (found.same_people, found.state) == ({"2:child": ""}, "checking")


def test_somebody_the_reader_may_not_know_of_is_not_shown(client, manager):
    hidden = PersonFactory(first_name="Ama", last_name="Osei")
    seems = {"key": "2:child", "row": 2, "part": "child", "name": "Ama", "born": "",
             "why": "the same name", "person": str(hidden.public_id), "label": "SECRET"}  # fmt: skip
    found = uploaded(client)
    go_through(found, people=[seems])

    for url in (page("people", found), found.get_absolute_url()):
        assert "SECRET" not in client.get(url).content.decode()


def test_nothing_is_matched_while_a_worker_is_at_it(client, manager):
    found = uploaded(client)
    client.post(page("columns", found), columns(found))

    for name in ("columns", "questions", "people", "sheet_choice"):
        assert client.get(page(name, found)).url == found.get_absolute_url()
    response = client.get(reverse("conferences:import_list"))
    assert "Being gone through" in response.content.decode()


def name_of(client, found):
    """The box of the only question."""
    (asked,) = client.get(page("questions", found)).context["form"].asked
    return f"a_{asked.key}"
