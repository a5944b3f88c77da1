"""What holds of every measure, on a council of random edits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.domain.facts import record_fact
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import Case, CaseAccess, Exclusion, Fact
from cases.outcomes.items import POINTS, About
from cases.outcomes.known import read_records
from conferences.figures.refreshing import rebuild, refresh_dirty
from conferences.measures import MEASURES, Part
from conferences.measures.computing import compute, compute_by, records, weight_of
from conferences.measures.selection import Selection
from conferences.models import CaseFigure, ChildFigure
from tests.factories.recording import make_service, reload
from tests.figures.cohorts import fact, make_cohort
from tests.figures.edits import Edits

pytestmark = pytest.mark.django_db
ALL = list(MEASURES.values())
SHOWN = {"legal_status", "living_with", "looked_after", "proceedings"}


def rows():
    """Every figure row as it stands, without keys of its own."""
    children = ChildFigure.objects.order_by("case", "person").values()
    return (
        list(CaseFigure.objects.order_by("case").values()),
        [{name: value for name, value in row.items() if name != "id"} for row in children],
    )


def differs_from_the_page_of_its_case():
    """What figures say of a child at a follow-up where its case's own page says another thing."""
    found = []
    names = {"legal_status": "status", "living_with": "living"}
    for record in read_records(Case.objects.all()).values():
        for child in record.children:
            row = ChildFigure.objects.get(case=record.case, person=child.person_id)
            for point in POINTS:
                for item in record.asked(point, About.CHILD):
                    if item.key not in SHOWN:
                        continue
                    answer = record.answer(item, child, point)
                    shown = (answer.value or answer.unknown) if answer else ""
                    column = f"{names.get(item.key, item.key)}_{point}"
                    if getattr(row, column) != shown:
                        found.append((row.pk, column, getattr(row, column), shown))
    return found


def sizes(measure, selection, reader=None):
    """What the lists of records behind a figure come to, by part."""
    return {
        part: weight_of(measure, part, records(measure, selection, part, reader=reader))
        for part in Part
    }


def numbers(figure):
    return figure.numerator, figure.n, figure.unknown


def everything(reader=None):
    return {
        measure.key: (*numbers(found), found.value, found.lower, found.upper)
        for measure in ALL
        for found in [compute(measure, Selection(), reader=reader)]
    }


def test_after_hundreds_of_edits_the_rows_equal_a_rebuild_from_nothing():
    edits = Edits(1)
    for _ in range(14):
        edits.make(25)
        refresh_dirty()
    kept = rows()
    assert differs_from_the_page_of_its_case() == []
    never = set(edits.kinds) - set(edits.done)
    assert never <= {"edit_end", "edit_referred_again"}
    assert sum(edits.done.values()) > 100

    CaseFigure.objects.all().delete()
    ChildFigure.objects.all().delete()
    rebuild()

    assert kept == rows()


def test_every_figure_is_as_many_as_its_list_and_filters_partition_it():
    edits = Edits(3, families=10)
    edits.make(250)
    refresh_dirty()
    counted = 0
    for measure in ALL:
        whole = compute(measure, Selection(), reader=None)
        lists = sizes(measure, Selection())
        if measure.kind == "rate":
            assert numbers(whole) == tuple(lists.values()), measure.key
            assert 0 <= whole.numerator <= whole.n
            counted += whole.numerator
        elif measure.kind in ("amount", "ratio"):
            assert (whole.n, whole.unknown) == tuple(lists.values())[1:], measure.key
        else:
            assert whole.n == lists[Part.NUMERATOR], measure.key
        for name in ("team", "coordinator", "pathway"):
            groups = compute_by(measure, Selection(), [getattr(measure.rows, name)], reader=None)
            assert sum(one.n for one in groups.values()) == whole.n, (measure.key, name)
            assert sum(one.unknown for one in groups.values()) == whole.unknown
            for (value,), one in groups.items():
                if value is None:
                    continue
                chosen = {
                    "team": Selection(teams=[value]),
                    "coordinator": Selection(coordinator=value),
                    "pathway": Selection(pathway=value),
                }[name]
                assert numbers(compute(measure, chosen, reader=None)) == numbers(one)
        middle = edits.today - timedelta(days=300)
        halves = [Selection(end=middle), Selection(start=middle + timedelta(days=1))]
        found = [compute(measure, one, reader=None) for one in halves]
        assert sum(one.n for one in found) == whole.n, measure.key
    assert counted > 20


def test_a_late_correction_changes_the_measure_it_should_and_no_other(clock):
    service = make_service()
    cohort = make_cohort(service, families=4)
    facts = []
    for case, person, held in cohort.pairs:
        one = {"by": service.coordinator, "held": held, "person": person}
        facts += [
            fact(case, "legal_status", "cp", point="index", **one),
            fact(case, "legal_status", "cin", point="m6", **one),
            fact(case, "living_with", "mother", point="m12", **one),
            fact(case, "looked_after", "no", point="m12", **one),
            fact(case, "proceedings", "no", point="m12", **one),
        ]
    Fact.objects.bulk_create(facts)
    refresh_dirty()
    before = everything()
    wrong = Fact.objects.filter(kind="looked_after").first()

    record_fact(
        wrong.case,
        "looked_after",
        "yes",
        as_at=wrong.as_at - timedelta(days=200),
        source="The child's file",
        by=service.coordinator,
        person=wrong.person,
        point="m12",
        corrects=wrong,
    )
    refresh_dirty()

    after = everything()
    assert {key for key in before if before[key] != after[key]} == {"entered_care"}
    assert (before["entered_care"][:3], after["entered_care"][:3]) == ((0, 4, 0), (1, 4, 0))


def test_what_somebody_may_not_see_is_in_none_of_their_figures():
    edits = Edits(4, families=8)
    edits.make(50)
    for one in edits.made:
        one.case.refresh_from_db()
        if one.case.is_restricted:
            CaseAccess.objects.filter(case=one.case).delete()
    service, other = edits.services
    reader = service.manager
    mine = [one.case for one in edits.made if one.service is service]
    refresh_dirty()
    seen = set(CaseFigure.objects.visible_to(reload(reader)).values_list("case", flat=True))
    open_to_me = {case.pk for case in mine if not case.is_restricted}
    assert open_to_me <= seen
    assert len(open_to_me) >= 2
    assert not seen & {one.case.pk for one in edits.made if one.service is other}

    closed = sorted(open_to_me)[:2]
    shut, gone = (next(case for case in mine if case.pk == key) for key in closed)
    was = compute(MEASURES["plan_made"], Selection(), reader=reload(reader)).n
    restrict_case(shut, by=make_manager(service), why="A colleague’s family")
    exclude_colleague(gone, reader, by=make_manager(service), ground=Exclusion.Ground.RELATED)
    refresh_dirty()

    assert compute(MEASURES["plan_made"], Selection(), reader=reload(reader)).n == was - 2
    for measure in ALL:
        for part in Part:
            for row in records(measure, Selection(), part, reader=reload(reader)):
                assert cases_of(row).isdisjoint(closed), measure.key


def make_manager(service):
    from tests.factories.recording import make_member

    return make_member(service.team, "manager", "Mia", "Other")


def cases_of(row):
    """The cases that a record belongs to, whatever it is."""
    if hasattr(row, "parties"):
        return set(row.parties.values_list("case", flat=True))
    return {row.case_id}


def test_a_child_of_a_family_that_is_closed_to_somebody_is_left_out():
    edits = Edits(5, families=4)
    refresh_dirty()
    first, second = (one for one in edits.made if one.service is edits.services[0])
    reader = first.service.manager
    child = first.case.children.first()
    second.case.network.create(
        person=child.person, part="family", added_by=first.service.coordinator
    )
    before = compute(MEASURES["child_voice"], Selection(), reader=reload(reader))

    exclude_colleague(
        second.case, reader, by=make_manager(first.service), ground=Exclusion.Ground.RELATED
    )

    after = compute(MEASURES["child_voice"], Selection(), reader=reload(reader))
    theirs = second.case.children.count()
    assert after.n + after.unknown == before.n + before.unknown - theirs - 1
    assert timezone.localdate() == edits.today
