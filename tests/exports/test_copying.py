import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.many_people import full_name_of, people_closed_to
from cases.models import CaseChild, Exclusion, NetworkMember, Person
from cases.models.person import closed_to
from conferences.dashboards.filtering import chosen_from
from conferences.exports import copying
from conferences.exports.records import Records
from conferences.exports.sheets import csv_chunks
from conferences.figures.refreshing import rebuild
from conferences.measures import MEASURES, Part
from conferences.models import CaseFigure
from tests.exports.council import QUERY, make_council
from tests.exports.test_spreadsheets import FORMULAS, NAMES
from tests.factories.recording import make_member

pytestmark = pytest.mark.django_db
# What the database writes otherwise than it stands, and what it takes for white space or not.
ODD = [
    "Tab\tin it", "Return\rin it", "Feed\fin it", "Up\vin it", "Back\bin it", "C:\\new\\table",
    "\\", "\\N", "\\.", 'A "b" c', '"', "a,b", "\u00a0Nobreak\u00a0", "\u2003Em\u3000", "\x1cSep\x1f",
    "  ", "Line\u2028in it", "=1+1\\", "😀",
]  # fmt: skip
FAMILIES = [key for key, measure in MEASURES.items() if measure.rows.name == "families"]


def everybody(reader, key="families_met", part=Part.NUMERATOR):
    return Records(MEASURES[key], part, chosen_from(QUERY, reader), reader)


def row_by_row(found):
    return "".join(csv_chunks(found.sheet())).encode()


def copied(found):
    file = BytesIO()
    told = found.copy_to(file)
    return file.getvalue(), told


def test_a_name_is_said_in_sql_as_it_is_said_anywhere():
    author = User.objects.create_user("author@example.org")
    names = ("first_name", "last_name", "known_as")
    Person.objects.bulk_create(
        Person(**dict.fromkeys(given, text), expected_on=expected_on, created_by=author)
        for text in [*ODD, *FORMULAS, *NAMES]
        for given in (names, names[:2], names[1:], names[:1], names[1:2], names[2:], ())
        for expected_on in (None, date(2030, 1, 1))
    )

    for person in Person.objects.annotate(said=full_name_of()):
        assert person.said == person.full_name


def test_a_copied_list_is_the_same_to_the_byte():
    service, cohort, _ = make_council(len(ODD))
    team, coordinator = cohort.cases[0].team, cohort.cases[0].coordinator
    for text, children in zip(ODD, cohort.children, strict=True):
        Person.objects.filter(pk=children[0]).update(first_name=text, last_name=text[::-1])
    first = Person.objects.get(pk=cohort.children[0][0])
    for case in cohort.cases[1:4]:
        CaseChild.objects.create(case=case, person=first)
    type(team).objects.filter(pk=team.pk).update(name='=A "team", of ours')
    User.objects.filter(pk=coordinator.pk).update(first_name="@Anna", last_name="Line\nbreak")
    CaseFigure.objects.filter(case=cohort.cases[5]).update(coordinator=None, pathway="")
    CaseFigure.objects.filter(case=cohort.cases[6]).update(pathway="no longer there")

    found = everybody(service.manager)
    content, told = copied(found)

    assert content == row_by_row(found)
    assert told.rows == len(ODD)
    assert sorted(told.cases) == sorted(case.pk for case in cohort.cases)
    assert '\'=A ""team"", of ours' in content.decode()


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("key", FAMILIES)
def test_every_list_of_families_is_copied_as_it_is_written(key, part):
    service, _, _ = make_council(3)

    found = everybody(service.manager, key, part)

    assert copied(found)[0] == row_by_row(found)


def test_pieces_of_a_copy_are_joined_where_they_were_cut(monkeypatch):
    monkeypatch.setattr(copying, "AT_ONCE", 100)
    service, _, _ = make_council(12)

    found = everybody(service.manager)

    assert copied(found)[0] == row_by_row(found)


def test_what_its_reader_may_not_see_is_in_no_copy():
    service, cohort, _ = make_council()
    for at, name in enumerate(("Restricted", "Excluded", "Sibling", "Teacher")):
        Person.objects.filter(pk=cohort.children[at][0]).update(first_name=name)
    second = make_member(service.team, "manager", "Sue", "Second")
    restrict_case(cohort.cases[0], by=second, why="A colleague’s family")
    # Somebody of a closed family in a case that is open: known of, and not said.
    sibling, teacher = (Person.objects.get(pk=cohort.children[at][0]) for at in (2, 3))
    CaseChild.objects.create(case=cohort.cases[1], person=sibling)
    NetworkMember.objects.create(
        case=cohort.cases[1], person=teacher, part=NetworkMember.Part.PROFESSIONAL,
        added_by=second,
    )  # fmt: skip
    exclude_colleague(cohort.cases[1], service.manager, by=second, ground=Exclusion.Ground.RELATED)
    rebuild()
    reader = User.objects.get(pk=service.manager.pk)

    found = everybody(reader)
    content, told = copied(found)

    assert content == row_by_row(found)
    for name in ("Restricted", "Excluded", "Sibling"):
        assert name not in content.decode()
    assert "Teacher" in content.decode()
    assert {cohort.cases[0].pk, cohort.cases[1].pk}.isdisjoint(told.cases)
    closed = Person.objects.filter(closed_to(reader, "pk"))
    assert set(closed) == set(Person.objects.filter(pk__in=people_closed_to(reader)))
    assert closed.exists()


def test_a_copy_asks_as_often_however_long_it_is():
    asked = []
    for families in (1, 30):
        service, _, _ = make_council(families)
        found = everybody(service.manager)
        with CaptureQueriesContext(connection) as queries:
            _, told = copied(found)
        asked.append((told.rows, len(queries)))

    (one, few), (thirty, same) = asked
    assert (one, thirty) == (1, 30)
    assert few == same


def test_a_list_of_nobody_has_its_headings():
    service, _, _ = make_council(1)
    later = {"from": "2030-01", "to": "2030-12"}
    reader = service.manager
    found = Records(MEASURES["families_met"], Part.NUMERATOR, chosen_from(later, reader), reader)

    content, told = copied(found)

    assert content == row_by_row(found)
    assert told.rows == 0
    assert len(list(csv.reader(StringIO(content.decode())))) == 1
