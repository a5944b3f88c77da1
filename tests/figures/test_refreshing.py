"""Figures are made anew from whatever changed, whoever changed it, and lose nothing."""

import re
from datetime import timedelta
from functools import partial
from random import Random
from threading import Event, Thread
from time import sleep

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Case, CaseChild, Offer, OfferChild, Person, Relationship
from conferences.figures.refreshing import rebuild, refresh, refresh_dirty
from conferences.measures.computing import bring_up_to_date
from conferences.models import (
    ActionReview,
    BriefItem,
    CaseFigure,
    ChildFigure,
    Feedback,
    FeedbackAnswer,
    FigureCell,
    FigureDirty,
    FigureMonth,
    Meeting,
    MeetingParty,
    Participant,
    PlanAnswer,
    PlanCopy,
)
from conferences.tasks import refresh_figures_task
from tests.factories.conferences import make_conference, make_plan, make_ready
from tests.factories.recording import make_family, make_service
from tests.figures.cohorts import fact, make_cohort

HELD = {"stage": "held"}


def held(**fields):
    return make_conference(starts_at=timezone.now() - timedelta(days=30), **HELD, **fields)


def whole_story():
    """A family that met, made a plan, looked back at it and was asked how it was."""
    meeting = held(children=2)
    by = meeting.service.coordinator
    child, pat = meeting.case.children.first(), meeting["Pat"]
    make_ready(meeting.meeting, by)
    plan = make_plan(meeting.meeting, by)
    line = BriefItem.objects.get(brief__meeting=meeting.meeting, kind=BriefItem.Kind.BOTTOM_LINE)
    PlanAnswer.objects.create(plan=plan, item=line, words="Pat does.")
    PlanCopy.objects.create(
        plan=plan,
        participant=pat,
        channel="hand",
        made_by=by,
        checked_by=by,
        checked_at=timezone.now(),
        sent_at=timezone.now(),
    )
    review = Meeting.objects.create(
        format="review_conference",
        team=meeting.service.team,
        stage="reviewed",
        starts_at=timezone.now() - timedelta(days=3),
        ends_at=timezone.now() - timedelta(days=3, hours=-1),
        reviews=meeting.meeting,
        opened_by=by,
    )
    MeetingParty.objects.create(meeting=review, case=meeting.case)
    ActionReview.objects.create(
        meeting=review, action=plan.actions.get(), outcome="done", recorded_by=by
    )
    said = Feedback.objects.create(
        meeting=meeting.meeting,
        participant=pat,
        who="family",
        when="day",
        asked_on=timezone.localdate(),
        answered_on=timezone.localdate(),
        recorded_by=by,
    )
    FeedbackAnswer.objects.create(feedback=said, key="listened", value=5)
    father = meeting["Emeka"].person
    Person.objects.filter(pk=father.pk).update(gender="male")
    Relationship.objects.create(person=father, relative=child.person, kind="parent", recorded_by=by)
    letter = Offer.objects.create(
        case=meeting.case,
        team=meeting.service.referring,
        letter_on=timezone.localdate() - timedelta(days=60),
        made="yes",
        created_by=by,
    )
    OfferChild.objects.create(offer=letter, child=child.person)
    return meeting


def marked():
    return set(FigureDirty.objects.values_list("case_id", flat=True))


@pytest.mark.django_db
def test_a_change_of_anything_that_figures_read_marks_its_case():
    meeting = held()
    family = make_family(meeting.service)
    refresh_dirty()
    assert marked() == set()

    Participant.objects.filter(pk=meeting["Pat"].pk).update(arrived_at=timezone.now())
    assert marked() == {meeting.case.pk}

    refresh_dirty()
    Person.objects.filter(pk=family.children[0].person_id).update(gender="female")
    assert marked() == {family.case.pk}


@pytest.mark.django_db
def test_every_table_that_figures_read_has_its_triggers():
    meeting = whole_story()
    refresh_dirty()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'mark_figures'"
        )
        watched = {row[0] for row in cursor.fetchall()}

    with CaptureQueriesContext(connection) as queries:
        refresh([meeting.case.pk])

    said = " ".join(one["sql"] for one in queries.captured_queries)
    read = set(re.findall(r'"((?:cases|conferences)_[a-z]+)"', said))
    derived = (CaseFigure, ChildFigure, FigureCell, FigureMonth)
    figures = {model._meta.db_table for model in derived}
    # A case on hold changes with the event that says so; a brief is made before its items.
    assert read - figures - watched == {"cases_event", "conferences_brief"}
    # Through whom a review reaches its plan, and who answered a letter, only the way is read.
    assert watched <= read


@pytest.mark.django_db
def test_the_row_of_a_family_tells_its_whole_story():
    meeting = whole_story()
    refresh_dirty()

    row = CaseFigure.objects.get()

    today = timezone.localdate()
    assert row.held_on == today - timedelta(days=30)
    assert (row.plan_made_on, row.plan_agreed_on, row.plan_sent_on) == (today, today, today)
    assert row.reviewed_on == today - timedelta(days=3)
    assert (row.bottom_lines_set, row.bottom_lines_answered) == (1, 1)
    assert (row.actions_due, row.actions_done, row.actions_unknown) == (1, 1, 0)
    assert (row.feedback_asked, row.feedback_answered) == (1, 1)
    assert (row.answers_given, row.answers_positive) == (1, 1)
    assert (row.father_invitable, row.father_came, row.family_came) == (True, None, None)

    Participant.objects.filter(meeting=meeting.meeting).update(arrived_at=timezone.now())
    refresh_dirty()

    row = CaseFigure.objects.get()
    assert (row.father_came, row.family_came, row.professionals_came) == (True, 5, 1)


@pytest.mark.django_db
def test_figures_cost_the_same_queries_for_any_number_of_cases():
    service = make_service()
    one = [held(service=service).case.pk]
    many = [held(service=service, children=2).case.pk for _ in range(20)]
    with CaptureQueriesContext(connection) as first:
        refresh(one)
    with CaptureQueriesContext(connection) as second:
        refresh(many)

    assert len(second) <= len(first)


@pytest.mark.django_db
def test_a_draft_has_no_figures_and_one_that_went_leaves_none():
    draft = make_family(make_service(), stage=Case.Stage.DRAFT)

    refresh([draft.case.pk])

    assert not CaseFigure.objects.exists()
    assert not ChildFigure.objects.exists()


@pytest.mark.django_db
def test_a_child_who_left_before_the_family_met_is_not_counted():
    meeting = held(children=2)
    CaseChild.objects.filter(pk=meeting.case.children.last().pk).update(
        joined_on=timezone.localdate() - timedelta(days=90),
        left_on=timezone.localdate() - timedelta(days=60),
    )

    refresh_dirty()

    assert ChildFigure.objects.count() == 1


@pytest.mark.django_db
def test_marks_are_worked_off_in_batches():
    make_cohort(make_service(), families=7)

    assert [refresh_dirty(3) for _ in range(4)] == [3, 3, 1, 0]
    assert CaseFigure.objects.count() == 7


@pytest.mark.django_db
def test_the_running_server_may_do_all_of_it(app_role):
    meeting = held()

    refresh_figures_task()

    assert CaseFigure.objects.get().case_id == meeting.case.pk
    assert marked() == set()


@pytest.mark.django_db
def test_figures_are_brought_up_to_date_before_they_are_read():
    meeting = held()

    assert bring_up_to_date()
    assert list(CaseFigure.objects.values_list("case", flat=True)) == [meeting.case.pk]
    with CaptureQueriesContext(connection) as queries:
        assert bring_up_to_date()
    assert len(queries) == 1


@pytest.mark.django_db
def test_all_figures_can_be_rebuilt_by_hand(capsys):
    make_cohort(make_service(), families=3)

    call_command("rebuild_figures")

    assert capsys.readouterr().out == "Made the figures of 3 cases.\n"
    assert CaseFigure.objects.count() == 3


@pytest.mark.django_db
def test_a_rebuild_drops_what_has_no_case_any_more():
    meeting = held()
    refresh_dirty()
    CaseFigure.objects.create(case_id=0, team_id=0, is_restricted=False, stage="closed")

    assert rebuild() == 1

    assert list(CaseFigure.objects.values_list("case", flat=True)) == [meeting.case.pk]


def in_thread(act):
    """Run something with a connection of its own, and pass on what it raised."""
    raised = []

    def run():
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread, raised


@pytest.mark.django_db(transaction=True)
def test_a_case_that_is_changed_while_it_is_refreshed_ends_up_right(monkeypatch):
    """The change is made, and not yet committed, when the refresher reads and deletes marks.

    Its case is marked already by an earlier change, the one that a single mark a case loses.
    """
    meeting = held()
    child = meeting.case.children.get()
    refresh_dirty()
    Case.objects.filter(pk=meeting.case.pk).update(outcome=Case.Outcome.OTHER)
    assert marked() == {meeting.case.pk}
    changed, refreshed = Event(), Event()

    def change():
        with transaction.atomic():
            fact(
                meeting.case,
                "legal_status",
                "cp",
                point="index",
                by=meeting.service.coordinator,
                held=timezone.localdate() - timedelta(days=30),
                person=child.person_id,
            ).save()
            changed.set()
            assert refreshed.wait(10)

    thread, raised = in_thread(change)
    assert changed.wait(10)
    refresh_dirty()
    assert ChildFigure.objects.get().status_index == ""
    refreshed.set()
    thread.join(10)
    assert raised == []

    assert marked() == {meeting.case.pk}
    refresh_dirty()
    assert ChildFigure.objects.get().status_index == "cp"
    assert marked() == set()


@pytest.mark.django_db(transaction=True)
def test_nobody_who_works_waits_for_a_refresh():
    meeting = held()
    done = Event()

    def change():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '3s'")
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=meeting.case.pk)
            Case.objects.filter(pk=meeting.case.pk).update(outcome=Case.Outcome.OTHER)
        done.set()

    with transaction.atomic():
        refresh_dirty()
        thread, raised = in_thread(change)
        assert done.wait(10)
    thread.join(10)

    assert raised == []
    assert marked() == {meeting.case.pk}


@pytest.mark.django_db(transaction=True)
def test_refreshers_take_turns_so_that_the_later_one_reads_later():
    meeting = held()
    refresh_dirty()
    order = []

    def other():
        refresh([meeting.case.pk])
        order.append("second")

    with transaction.atomic():
        refresh([meeting.case.pk])
        thread, raised = in_thread(other)
        thread.join(0.5)
        assert thread.is_alive()
        order.append("first")
    thread.join(10)

    assert (order, raised) == (["first", "second"], [])


@pytest.mark.django_db(transaction=True)
def test_figures_are_right_after_many_changed_and_refreshed_at_once():
    """Writers that commit late, on the same cases, while two refreshers do nothing else."""
    service = make_service()
    cohort = make_cohort(service, families=3)
    pairs, stop = list(cohort.pairs), Event()

    def write(seed):
        random = Random(seed)
        for _ in range(25):
            case, person, day = random.choice(pairs)
            kind, value = random.choice([("legal_status", "cp"), ("looked_after", "yes")])
            point = random.choice(["index", "m6", "m12"])
            with transaction.atomic():
                one = {"by": service.coordinator, "held": day, "person": person}
                fact(case, kind, value, point=point, **one).save()
                sleep(random.random() / 100)
                coordinator = random.choice([service.coordinator, service.colleague])
                Case.objects.filter(pk=case.pk).update(coordinator=coordinator)

    def keep_fresh():
        while not stop.is_set():
            refresh_dirty(2)

    writers = [in_thread(partial(write, seed)) for seed in range(3)]
    refreshers = [in_thread(keep_fresh) for _ in range(2)]
    for thread, _ in writers:
        thread.join(60)
    stop.set()
    for thread, _ in refreshers:
        thread.join(60)
    assert [raised for _, raised in [*writers, *refreshers]] == [[]] * 5
    while refresh_dirty():
        pass
    kept = rows()

    rebuild()

    assert kept == rows()
    assert {row["coordinator_id"] for row in kept} <= {service.coordinator.pk, service.colleague.pk}


def rows():
    return list(ChildFigure.objects.order_by("case", "person").values())
