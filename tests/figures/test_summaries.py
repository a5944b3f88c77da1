"""Figures from month summaries are exactly those that the live query gives, for every reader."""

import os
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from threading import Event

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Role
from cases.domain.facts import record_fact
from cases.models import BreakGlass, Case, CaseAccess, Exclusion, Person
from conferences.figures.refreshing import rebuild, refresh, refresh_dirty
from conferences.measures import MEASURES
from conferences.measures.selection import Selection
from conferences.measures.together import compute_together, compute_together_by
from conferences.models import CaseFigure, FigureCell, FigureDirty, FigureMonth
from conferences.summaries import making
from conferences.summaries.making import declared, make_months, to_make
from conferences.summaries.reading import DIMENSIONS, figures, figures_by, figures_by_month
from tests.factories.recording import make_member, make_service, reload
from tests.figures.cohorts import fact, make_cohort
from tests.figures.drawing import drawn, drawn_live
from tests.figures.edits import Edits
from tests.figures.test_refreshing import in_thread

pytestmark = pytest.mark.django_db
ALL = list(MEASURES.values())
COMPARED = [one for one in ALL if one.rows.name == "children"]
EDITS = int(os.environ.get("SUMMARY_EDITS", "120"))
PERIOD = (date(2024, 1, 1), date(2026, 11, 30))


def settle():
    """All that waits is made: what is read then comes from cells and from nothing else."""
    while refresh_dirty():
        pass
    while make_months():
        pass
    assert to_make(timezone.localdate()) == []


def rounded(found):
    """The mean of integers can differ in its last digit between the two ways."""
    return {
        key: replace(one, mean=None if one.mean is None else round(one.mean, 9))
        for key, one in found.items()
    }


def differences(reader, selection):
    """Each measure whose summary differs from the live query."""
    summary = rounded(figures(ALL, selection, reader=reader))
    live = rounded(compute_together(ALL, selection, reader=reader))
    return {key: (summary[key], live[key]) for key in live if summary[key] != live[key]}


def group_differences(reader, selection):
    found = []
    for dimension in DIMENSIONS:
        summary = figures_by(dimension, COMPARED, selection, reader=reader)
        live = compute_together_by(COMPARED, selection, [dimension], reader=reader)
        for (value,), groups in live.items():
            asked = rounded(summary.get(value or "", {}))
            found += [
                (dimension, value, key)
                for key, figure in rounded(groups).items()
                if asked.get(key) != figure and (figure.n or figure.unknown)
            ]
    return found


@pytest.fixture
def council(clock):
    made = Edits(seed=5, families=14)
    made.make(60)
    settle()
    return made


def readers(council):
    """Somebody of each kind, with what is particular to them arranged."""
    mine, other = council.services
    cases = list(Case.objects.filter(team=mine.team).order_by("pk"))
    elsewhere = list(Case.objects.filter(team=other.team).order_by("pk"))
    until = timezone.localdate() + timedelta(days=60)
    both = make_member(mine.team, Role.MANAGER, "Both", "Sides")
    Membership.objects.create(user=both, team=mine.referring, role=Role.MANAGER)
    crossed = make_member(mine.team, Role.COORDINATOR, "Crossed", "Teams")
    Membership.objects.create(user=crossed, team=other.referring, role=Role.MANAGER)
    excluded = make_member(mine.team, Role.MANAGER, "Shut", "Out")
    Exclusion.objects.create(
        case=cases[0], user=excluded, ground="related", recorded_by=mine.manager
    )
    listed = make_member(mine.team, Role.MANAGER, "On", "List")
    for case, user in ((cases[1], listed), (elsewhere[0], listed)):
        CaseAccess.objects.create(case=case, user=user, granted_by=mine.manager, expires_on=until)
    Case.objects.filter(pk__in=[cases[1].pk, elsewhere[0].pk]).update(
        is_restricted=True, restriction_review_on=until
    )
    glass = make_member(mine.referring, Role.SOCIAL_WORKER, "In", "Need")
    BreakGlass.objects.create(
        case=elsewhere[1],
        user=glass,
        reason="A child in danger tonight",
        expires_at=timezone.now() + timedelta(minutes=50),
        review_due_on=until,
    )
    settle()
    named = {
        "manager": mine.manager,
        "referring manager": mine.referring_manager,
        "coordinator": mine.coordinator,
        "social worker": mine.worker,
        "administrator": mine.administrator,
        "both sides of one service": both,
        "sides of two services": crossed,
        "excluded": excluded,
        "listed": listed,
        "emergency": glass,
    }
    return {name: reload(user) for name, user in named.items()}


def selections(council):
    mine, other = council.services
    start, end = PERIOD
    whole = Selection(start, end)
    return [
        whole,
        Selection(date(2026, 1, 1), date(2026, 6, 30)),
        replace(whole, teams=[mine.team.pk]),
        replace(whole, teams=[other.team.pk]),
        replace(whole, referring_teams=[mine.referring.pk]),
        replace(whole, teams=[mine.team.pk], referring_teams=[mine.referring.pk]),
        replace(whole, pathway="family_group_conference"),
        replace(whole, pathway=""),
        replace(whole, coordinator=mine.coordinator.pk),
        replace(whole, coordinator=mine.coordinator.pk, pathway="family_group_conference"),
    ]


def test_every_reader_gets_what_the_live_query_gives(council):
    """Each reader the whole, and a third of the other cuts in turn."""
    wrong = {}
    for turn, (name, reader) in enumerate(readers(council).items()):
        whole, *cuts = selections(council)
        for selection in [whole, *cuts[turn % 3 :: 3]]:
            if found := differences(reader, selection):
                wrong[name, str(selection)] = found
            if drawn(reader, selection) != drawn_live(reader, selection):
                wrong[name, str(selection), "drawn"] = True
        if found := group_differences(reader, Selection(*PERIOD)):
            wrong[name, "groups"] = found

    assert FigureCell.objects.exists()
    assert not wrong


def test_readers_do_see_different_things(council):
    """Or the test above would prove little."""
    seen = {
        name: figures(ALL, Selection(*PERIOD), reader=reader)["families_met"].n
        for name, reader in readers(council).items()
    }

    assert seen["administrator"] == 0
    assert seen["excluded"] == seen["manager"] - 1
    assert seen["listed"] == seen["manager"] + 2
    assert seen["emergency"] == 1
    assert seen["sides of two services"] > seen["coordinator"]


def test_months_add_up_to_the_period(council):
    reader = reload(council.services[0].manager)
    by_month = figures_by_month(ALL, Selection(*PERIOD), reader=reader)
    whole = figures(ALL, Selection(*PERIOD), reader=reader)

    assert len(by_month) == 35
    for key, figure in whole.items():
        parts = [found[key] for found in by_month.values()]
        assert sum(one.n for one in parts) == figure.n, key
        assert sum(one.unknown for one in parts) == figure.unknown, key


def test_after_many_edits_summary_live_query_and_page_agree(council):
    """The page is opened by several in turn, so that what is kept of one could reach another."""
    mine, other = council.services
    reader = reload(mine.manager)
    whole = Selection(*PERIOD)
    narrow = replace(whole, coordinator=mine.coordinator.pk, pathway="family_group_conference")
    for _ in range(max(1, EDITS // 20)):
        council.make(20)
        assert differences(reader, whole) == {}
        settle()
        assert differences(reader, whole) == {}
        for one in (mine.manager, mine.referring_manager, other.manager, mine.worker):
            for selection in (whole, narrow):
                assert drawn(reload(one), selection) == drawn_live(reload(one), selection)
    assert group_differences(reader, Selection(*PERIOD)) == []

    kept = contents()
    rebuild()
    assert contents() == kept


def contents():
    """What the cells say, apart from noughts."""
    return {
        (
            cell.month,
            cell.team,
            cell.referring_team,
            cell.pathway,
            cell.coordinator,
            cell.dimension,
            cell.value,
        ): cell.counts
        for cell in FigureCell.objects.all()
    }


def test_a_late_correction_changes_its_figure_and_no_other(clock):
    service = make_service()
    cohort = make_cohort(service, families=6, first=date(2025, 3, 3), over_days=60)
    by = service.worker
    case, child, held = next(cohort.pairs)
    person = Person.objects.get(pk=child)
    first = fact(case, "living_with", "mother", by=by, held=held, point="m6", person=child)
    first.save()
    settle()
    reader, selection = reload(service.manager), Selection(*PERIOD)
    before = figures(ALL, selection, reader=reader)

    record_fact(
        case,
        "living_with",
        "foster_care",
        as_at=first.as_at,
        source="A letter of then",
        by=by,
        person=person,
        point="m6",
        corrects=first,
    )
    settle()
    after = figures(ALL, selection, reader=reader)

    assert {key for key in before if before[key] != after[key]} == {"in_family_m6"}
    assert (before["in_family_m6"].numerator, after["in_family_m6"].numerator) == (1, 0)
    assert differences(reader, selection) == {}


def test_what_matures_overnight_is_counted_the_next_day(clock):
    service = make_service()
    make_cohort(service, families=20, first=date(2025, 11, 10), over_days=40)
    settle()
    reader = reload(service.manager)
    seen = set()
    for _ in range(30):
        today = timezone.localdate()
        found = figures(ALL, Selection(*PERIOD, today=today), reader=reader)["in_family_m12"]
        seen.add(found.unknown)
        whole = Selection(*PERIOD, today=today)
        assert differences(reader, whole) == {}
        assert drawn(reader, whole) == drawn_live(reader, whole)
        clock.shift(timedelta(days=1))
    assert len(seen) > 5


def test_a_restricted_family_leaves_the_cells(clock):
    service = make_service()
    cohort = make_cohort(service, families=3, first=date(2026, 5, 4), over_days=10)
    settle()
    reader, selection = reload(service.manager), Selection(*PERIOD)
    assert figures(ALL, selection, reader=reader)["families_met"].n == 3

    Case.objects.filter(pk=cohort.cases[0].pk).update(
        is_restricted=True, restriction_review_on=date(2027, 1, 1)
    )
    settle()

    assert figures(ALL, selection, reader=reader)["families_met"].n == 2
    assert CaseFigure.objects.filter(is_restricted=True).count() == 1


@pytest.mark.parametrize("how", ["restricted", "restricted with a list", "moved", "excluded"])
def test_a_case_that_waits_to_be_counted_anew_is_counted_by_who_may_see_it_now(clock, how):
    """More cases can wait than a reader refreshes: after an import, for a minute or two."""
    mine, other = make_service(), make_service()
    cohort = make_cohort(mine, families=3, first=date(2026, 5, 4), over_days=10)
    settle()
    case, until = cohort.cases[0], date(2027, 1, 1)
    by = make_member(mine.team, Role.MANAGER, "Second", "Manager")
    if how == "moved":
        Case.objects.filter(pk=case.pk).update(team=other.team)
    elif how == "excluded":
        Exclusion.objects.create(case=case, user=mine.manager, ground="related", recorded_by=by)
        FigureDirty.objects.create(case_id=case.pk, transaction=1)
    else:
        Case.objects.filter(pk=case.pk).update(is_restricted=True, restriction_review_on=until)
    if how == "restricted with a list":
        CaseAccess.objects.create(case=case, user=mine.manager, granted_by=by, expires_on=until)
    assert FigureDirty.objects.exists()

    whole = Selection(*PERIOD)
    found = figures(ALL, whole, reader=reload(mine.manager))["families_met"].n

    assert found == (3 if how == "restricted with a list" else 2)
    for reader in (mine.manager, mine.referring_manager, other.manager):
        assert differences(reload(reader), whole) == {}
        assert group_differences(reload(reader), whole) == []


@pytest.mark.parametrize("how", ["restricted", "listed", "moved", "excluded", "corrected"])
def test_what_was_drawn_is_never_shown_once_a_reader_may_not_see_it(clock, how):
    """The page drawn before is kept; what changes is who may see what, and nothing is cleared."""
    mine, other = make_service(), make_service()
    cohort = make_cohort(mine, families=3, first=date(2025, 5, 5), over_days=10)
    settle()
    case, whole, until = cohort.cases[0], Selection(*PERIOD), date(2027, 1, 1)
    readers = (mine.manager, mine.referring_manager, other.manager)
    before = {reader: drawn(reload(reader), whole) for reader in readers}
    if how in ("restricted", "listed"):
        Case.objects.filter(pk=case.pk).update(is_restricted=True, restriction_review_on=until)
    if how == "listed":
        CaseAccess.objects.create(
            case=case, user=other.manager, granted_by=mine.manager, expires_on=until
        )
    elif how == "moved":
        Case.objects.filter(pk=case.pk).update(team=other.team)
    elif how == "excluded":
        by = make_member(mine.team, Role.MANAGER, "Second", "Manager")
        Exclusion.objects.create(case=case, user=mine.manager, ground="related", recorded_by=by)
    elif how == "corrected":
        _, child, held = next(cohort.pairs)
        first = fact(
            case, "living_with", "mother", by=mine.worker, held=held, point="m6", person=child
        )
        first.save()

    after = {reader: drawn(reload(reader), whole) for reader in readers}

    changed = {
        "restricted": {mine.manager, mine.referring_manager},
        "listed": {mine.manager, mine.referring_manager, other.manager},
        "moved": {mine.manager, other.manager},
        "excluded": {mine.manager},
        "corrected": {mine.manager, mine.referring_manager},
    }
    assert {one for one in readers if after[one] != before[one]} == changed[how]
    for reader in readers:
        assert after[reader] == drawn_live(reload(reader), whole)


def test_where_many_cases_wait_a_reader_is_answered_from_the_rows(clock):
    service = make_service()
    cohort = make_cohort(service, families=3, first=date(2026, 5, 4), over_days=10)
    settle()
    Case.objects.filter(pk=cohort.cases[0].pk).update(
        is_restricted=True, restriction_review_on=date(2027, 1, 1)
    )
    FigureDirty.objects.bulk_create(
        [FigureDirty(case_id=10**9 + number, transaction=1) for number in range(501)]
    )

    for reader in (service.manager, service.referring_manager, service.worker):
        assert differences(reload(reader), Selection(*PERIOD)) == {}
        assert group_differences(reload(reader), Selection(*PERIOD)) == []


def test_nothing_is_made_again_where_nothing_has_changed(clock):
    service = make_service()
    make_cohort(service, families=10, first=date(2025, 1, 6), over_days=500)
    settle()
    make_months()

    assert to_make(timezone.localdate()) == []
    assert FigureMonth.objects.filter(made_for=None).count() == 0


def test_one_changed_case_changes_its_cells_and_makes_no_month_again(clock):
    service = make_service()
    make_cohort(service, families=10, first=date(2026, 5, 4), over_days=20)
    settle()
    refresh_dirty()
    cells = dict(FigureCell.objects.values_list("pk", "counts"))
    case = Case.objects.first()
    other = make_member(service.team, Role.COORDINATOR, "Another", "One")
    Case.objects.filter(pk=case.pk).update(coordinator=other)

    refresh([case.pk])

    left = dict(FigureCell.objects.values_list("pk", "counts"))
    # What children are compared by says nothing of coordinators.
    untouched = FigureCell.objects.exclude(dimension="").values_list("pk", flat=True)
    assert untouched
    assert {key: cells.get(key) for key in untouched} == {key: left[key] for key in untouched}
    assert FigureCell.objects.filter(coordinator=other.pk).exists()
    kept = contents()
    rebuild()
    assert contents() == kept


def test_a_case_of_which_no_figure_differs_writes_nothing(clock):
    service = make_service()
    make_cohort(service, families=2, first=date(2026, 5, 4), over_days=20)
    settle()
    case = Case.objects.first()

    with CaptureQueriesContext(connection) as asked:
        refresh([case.pk])

    writes = ("INSERT", "UPDATE", "DELETE")
    assert not [one for one in asked if one["sql"].startswith(writes)]


def test_a_measure_that_is_declared_differently_is_counted_anew(clock, monkeypatch):
    service = make_service()
    make_cohort(service, families=4, first=date(2026, 5, 4), over_days=20)
    settle()
    months = set(FigureMonth.objects.values_list("month", flat=True))

    monkeypatch.setattr(making, "declared", lambda: "of another")

    assert set(to_make(timezone.localdate())) == months
    make_months()
    assert to_make(timezone.localdate()) == []
    assert making.declared() != declared()


def test_where_many_months_wait_a_reader_is_answered_from_the_rows(clock):
    service = make_service()
    make_cohort(service, families=30, first=date(2025, 1, 6), over_days=600)
    refresh_dirty(500)
    FigureMonth.objects.update(made_for=None)
    FigureCell.objects.all().delete()

    found = figures(ALL, Selection(*PERIOD), reader=reload(service.manager))

    assert found["families_met"].n == 30
    assert not FigureCell.objects.exists()


@pytest.mark.parametrize("months", [1, 24])
def test_a_page_of_figures_costs_the_same_for_any_number_of_families(
    clock, months, django_assert_num_queries
):
    service = make_service()
    families = [one for one in ALL if one.rows.name in ("families", "children")]
    end = date(2026, 11, 30)
    start = date(2026, 11, 1) if months == 1 else date(2024, 12, 1)
    for number in (1, 30):
        make_cohort(service, families=number, first=date(2025, 1, 6), over_days=600)
        settle()
        reader = reload(service.manager)
        reader.seats  # noqa: B018  read once for the whole request
        with django_assert_num_queries(5):
            figures(families, Selection(start, end), reader=reader)
        with django_assert_num_queries(4):
            figures_by_month(families, Selection(start, end), reader=reader)


@pytest.mark.django_db(transaction=True)
def test_edits_made_at_once_end_in_summaries_that_agree(clock):
    """Three writers on the same families, two who refresh, one who reads all the while."""
    council = Edits(seed=9, families=8)
    settle()
    reader = reload(council.services[0].manager)
    stop = Event()

    def write(seed):
        mine = copy(council)
        mine.random, mine.done, mine.refused = Random(seed), {}, {}
        mine.made = [copy(one) for one in council.made]
        for _ in range(max(1, EDITS // 60)):
            mine.make(20)

    def keep_fresh():
        while not stop.is_set():
            refresh_dirty(3)

    def read():
        while not stop.is_set():
            figures_by_month(ALL, Selection(*PERIOD), reader=reader)

    writers = [in_thread(partial(write, seed)) for seed in range(3)]
    others = [in_thread(keep_fresh), in_thread(keep_fresh), in_thread(read)]
    for thread, _ in writers:
        thread.join(3600)
    stop.set()
    for thread, _ in others:
        thread.join(60)
    assert [raised for _, raised in [*writers, *others]] == [[]] * 6
    settle()

    assert differences(reader, Selection(*PERIOD)) == {}
    kept = contents()
    rebuild()
    assert contents() == kept
