"""Nothing is lost: each cell of a row that went in stands in a record, or on the case as it was."""

from datetime import date, datetime

import pytest
from django.apps import apps
from django.utils import timezone

from cases.contact_values import write_value
from cases.models import ContactPoint, ImportedCell, ImportedRecord, ImportedRow
from conferences.importing.working import understood_of
from tests.importing.reading import HEADINGS, row
from tests.importing.writing.bringing import bring, rows_of, service, shared, upload

pytestmark = pytest.mark.django_db


def test_every_cell_of_the_shared_sheet_is_found_in_the_database():
    team, manager = service()
    sheet = bring(shared("xlsx", by=manager, team=team))
    kept = {(c.number, c.column): c.text for c in ImportedCell.objects.filter(kind="")}
    remarks = {(c.number, c.column, c.text) for c in ImportedCell.objects.exclude(kind="")}
    said = _what_records_say()
    lost, cells = [], 0

    with understood_of(sheet) as (understood, mapping):
        keys = {column: key for key, column in mapping.columns.items()}
        for family in understood:
            case = ImportedRow.objects.get(number=family.rows[0]).case
            words = said[case.pk]
            children = {number: child for child in family.children for number in child.rows}
            for number in family.rows:
                source = family.sources[number]
                for column, text in enumerate(source.cells):
                    text = text.strip()
                    if not text:
                        continue
                    cells += 1
                    if kept.get((number, column)) == text or (number, column, text) in remarks:
                        continue
                    key = keys[column]
                    wanted = _wanted(family, children[number], key, source.texts[key])
                    if not wanted or not all(one in words for one in wanted):
                        lost.append((number, key, text, wanted))
    assert lost == []
    assert cells > 8000


def _what_records_say():
    """By case, the values of all records that its rows have made, as text."""
    cases = dict(ImportedRow.objects.values_list("number", "case"))
    numbers = {}
    for model, key, number in ImportedRecord.objects.values_list("model", "record_id", "number"):
        numbers.setdefault(model, {})[key] = number
    found = {case: set() for case in cases.values()}
    for label, keys in numbers.items():
        for record in apps.get_model(label)._default_manager.filter(pk__in=keys):
            values = found[cases[keys[record.pk]]]
            for field in record._meta.concrete_fields:
                value = getattr(record, field.attname)
                if isinstance(value, datetime):
                    value = timezone.localdate(value)
                if isinstance(value, date):
                    value = value.isoformat()
                values.add(f"{field.name}={value}")
                values |= {f"{field.name}={line}" for line in str(value).split("\n")}
    return found


def _wanted(family, child, key, text):
    """What a record has to hold for a cell to be in it."""
    code = lambda name: getattr(getattr(child, name), "code", "")  # noqa: E731
    home = child.home.text if child.home else ""
    meeting, offer = family.conference, family.offer
    parent = family.mother if key.startswith("mother") else family.father
    answers = {"advocate": "views_read_by", "views_shared": "views_read_by"}
    first = family.children[0]
    said = {
        "reference": lambda: [f"reference={family.reference}"],
        "received": lambda: [f"sent_at={family.referral.received}"],
        "referrer": lambda: [f"name={family.referral.referrer}"],
        "team": lambda: [f"organisation={family.referral.team}"],
        "referrer_email": lambda: [f"email={family.referral.email}"],
        "surname": lambda: [f"last_name={child.surname}"],
        "forename": lambda: [f"first_name={child.forename}"],
        "known_as": lambda: [f"known_as={child.known_as}"],
        "born": lambda: [
            f"date_of_birth={child.born}" if child.born else f"expected_on={child.expected}"
        ],
        "gender": lambda: [f"gender={code('gender')}"],
        "ethnicity": lambda: [f"ethnicity={child.ethnicity}"],
        "disability": lambda: [
            f"access_needs={child.disability.remark or 'Disability: yes'}"
            if code("disability") == "yes"
            else "access=none"
        ],
        "language": lambda: [f"language={child.language}"],
        "interpreter": lambda: [
            "interpreter=" + {"yes": "given", "no": "none"}[code("interpreter")]
        ],
        "address": lambda: [
            f"_value={home}, {child.postcode}" if child.postcode else f"_value={home}"
        ],
        "postcode": lambda: [f"_value={home}, {child.postcode}"],
        "status": lambda: [f"value={code('status')}"],
        "living_with": lambda: [f"value={code('living_with')}"],
        "status_6m": lambda: [f"value={code('status_6m')}", "point=m6"],
        "status_12m": lambda: [f"value={code('status_12m')}", "point=m12"],
        "living_with_12m": lambda: [f"value={code('living_with_12m')}", "point=m12"],
        "pr_consent": lambda: [f"answer={code('pr_consent')}"],
        "pr_consent_date": lambda: [f"given_on={child.pr_consent_on}"],
        "child_agrees": lambda: [f"answer={code('agrees')}"],
        "mother": lambda: [f"first_name={parent.name.split()[0]}"],
        "father": lambda: [f"first_name={parent.name.split()[0]}"],
        "mother_tel": lambda: [_number(one) for one in parent.numbers],
        "father_tel": lambda: [_number(one) for one in parent.numbers],
        "father_pr": lambda: ["holds=no" if code("father_pr") == "no" else "holds=yes"],
        "risk": lambda: [f"safety={line}" for line in text.split("\n")],
        "bottom_lines": lambda: [f"bottom_lines={line}" for line in text.split("\n")],
        "reason": lambda: [f"reason={line}" for line in text.split("\n")],
        "offer_letter": lambda: [f"letter_on={offer.letter_on}"],
        "offer_reply": lambda: [f"reply={offer.reply.code.partition('_')[0]}"],
        "coordinator": list,
        "allocated": lambda: [f"allocated_at={family.allocated_on}"],
        "conference": lambda: [
            f"starts_at={meeting.held_on}"
            if meeting.held_on
            else f"ended_why=The conference: {meeting.not_held.text}, by the old sheet"
            if not family.was_accepted
            else "stage=not_held"
        ],
        "family_attended": lambda: [f"value={meeting.family_attended}"],
        "professionals_attended": lambda: [f"value={meeting.professionals_attended}"],
        "father_attended": lambda: ["part=family"],
        "child_attended": lambda: [
            f"{answers[child.attended.code]}=From the old sheet: {child.attended.text}"
            if child.attended.code in answers
            else "part=child"
        ],
        "plan_agreed": lambda: [
            "state=agreed" if family.plan_agreed.code == "yes" else "stage=no_plan"
        ],
        "review": lambda: [
            f"starts_at={family.review.on}" if family.review.on else "stage=declined"
        ],
        "closed": lambda: ["stage=closed" if family.was_accepted else "stage=declined"],
    }
    return said[key]() if key in said and first else []


def _number(one):
    return f"_value={write_value(one.channel, one.value).text}"


def test_a_secret_address_is_kept_where_one_has_to_ask_for_it():
    team, manager = service()
    cells = row(address="12 High St, Leeds", tel="07700 900123", shoe="at 12 High St, Leeds")
    heads = ["Risk / DA"]
    file = rows_of([*cells, "DA - dad not to know address"], headings=[*HEADINGS, *heads])
    bring(upload(file, by=manager, team=team))

    shoe = ImportedCell.objects.get(heading="Shoe size")
    assert shoe.is_confidential
    home = ContactPoint.objects.get(channel="address")
    assert (home.is_confidential, home.value_hash, home.postcode_hash) == (True, "", "")
