from conferences.importing.columns import find_header, mapping_from_data, match_headings
from conferences.importing.fields import STAFF, TRACKER, VENUES
from conferences.importing.files import open_tracker
from conferences.importing.records import Answers
from tests.importing.reading import HEADINGS, csv_file, of_rows, row, understood


def rules(family):
    return {rule.key for rule in family.rules}


def test_every_usual_name_is_matched_to_its_field():
    assert [match.field for match in match_headings([field.label for field in TRACKER])] == [
        field.key for field in TRACKER
    ]
    cut = match_headings(["FGC dat…", "Surname", "First Name", "Mum", "Tel", "D.O.B", "Shoe size"])
    assert [match.field for match in cut] == [
        "conference", "surname", "forename", "mother", "mother_tel", "born", "",
    ]  # fmt: skip


def test_staff_and_venue_lists_have_columns_of_their_own():
    staff = match_headings(["Full name", "E-mail address", "Team", "Job title"], STAFF)
    venues = match_headings(["Venue", "Address", "Capacity", "Wheelchair access"], VENUES)

    assert [match.field for match in staff] == ["name", "email", "team", "role"]
    assert [match.field for match in venues] == ["name", "address", "seats", "step_free"]


def test_a_header_lower_down_is_found_and_a_mapping_can_be_kept():
    tracker = open_tracker(csv_file([["Tracker 2025"], [], HEADINGS, row()]))
    mapping, _ = find_header(tracker.rows(""))
    corrected = mapping.with_field("notes", 12)

    assert (mapping.header_row, mapping.unknown) == (3, (12,))
    assert mapping_from_data(corrected.as_data(), mapping) == corrected


def test_siblings_are_found_by_ditto_marks_and_by_what_they_share():
    families, _ = of_rows(
        row(mother="Efua Osei"),
        row(ref='"', forename="Kofi"),
        row(ref="", forename="Esi", mother="Efua Osei", received=""),
        row(ref="", forename="Liam", surname="Kelly", mother="Ann Kelly"),
    )

    assert [len(family.children) for family in families] == [3, 1]
    assert {"ditto", "blank_reference", "blank_received"} <= rules(families[0])


def test_rows_that_stand_apart_are_one_family_and_strangers_are_two():
    families, _ = of_rows(
        row(mother="Efua Osei", address="1 High St"),
        row(ref="A/2", surname="Kelly"),
        row(forename="Kofi", mother="Efua Osei", address="1 High St"),
        row(surname="Khan", mother="Sana Khan", address="9 Low St"),
    )

    assert sorted(len(family.children) for family in families) == [1, 1, 2]
    assert {"rows_apart", "reference_used_twice"} <= set().union(*map(rules, families))


def test_contradictions_have_a_rule_and_lose_nothing():
    families, _ = of_rows(
        row(coordinator="Lee", held="1/6/2025", review="1/5/2025"),
        row(forename="Kofi", coordinator="Sunita", held="2/6/2025"),
    )

    family = families[0]
    assert family.coordinator == "Lee"
    assert {"coordinators_differ", "shared_differs", "review_before_conference"} <= rules(family)
    assert [cell.text for cell in family.leftovers] == ["Sunita", "2/6/2025"]


def test_doubles_near_doubles_and_children_of_one_name_are_told_apart():
    families, result = of_rows(
        row(born="1/2/2015"),
        row(born="1/2/2015"),
        row(born="01.02.15", shoe="12"),
        row(born="3/2/2016"),
    )

    assert [double.row for double in result.duplicates] == [3]
    assert [child.rows for child in families[0].children] == [[2, 4], [5]]
    assert {"double", "near_double", "same_name"} <= rules(families[0])
    assert [cell.text for cell in families[0].leftovers] == ["12"]


def test_a_row_that_cannot_be_read_names_its_cell_and_leaves_its_siblings_in():
    families, result = of_rows(
        row(), row(forename="Kofi", received="last week"), row(forename="", surname="")
    )

    assert [(refused.cell, refused.why) for refused in result.refused] == [
        ("B3", "“last week” is not a date."),
        ("C4", "There is no name of a child."),
    ]
    assert len(families[0].children) == 1


def test_an_unknown_status_is_asked_about_once_and_answered():
    rows = [row(status="Zeta"), row(ref="A/2", status="zeta ")]
    _, asked = of_rows(*rows)
    families, answered = of_rows(*rows, answers=Answers({"status": {"zeta": "cin"}}))

    assert [(q.field, q.text, q.count) for q in asked.questions] == [("status", "Zeta", 2)]
    assert answered.questions == []
    assert families[1].children[0].status.code == "cin"


def test_a_column_with_months_first_is_asked_about():
    rows = [row(received="4/25/2025"), row(ref="A/2", received="3/4/2025")]
    families, asked = of_rows(*rows)
    families, _ = of_rows(*rows, answers=Answers(orders={"received": "month"}))

    assert "date_order" in [question.kind for question in asked.questions]
    assert [family.referral.received.month for family in families] == [4, 3]


def test_headings_that_are_repeated_are_no_child():
    families, result = of_rows(row(), HEADINGS, row(ref="A/2"))

    assert len(families) == 2
    assert [refused.why for refused in result.refused] == ["This row repeats the headings."]


def test_a_file_of_other_headings_is_understood():
    file = csv_file(
        [["Case Ref", "Referral date", "Name", "DOB"], ["1", "1/2/25", "OSEI, Ama", "1/1/15"]]
    )

    families, _ = understood(file)

    assert families[0].children[0].surname == "Osei"
