from datetime import date, timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, AccessEvent, Role, User
from cases.domain.alerting import raise_alert
from cases.domain.allocating import allocate_coordinator
from cases.domain.breaking_glass import break_glass
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.domain.sweeping import escalate_glass_reviews
from cases.domain.tasking import add_task, finish_task
from cases.models import Case, Draft, Task
from conferences.domain.meetings import date_meeting, open_meeting
from tests.factories.people import PersonFactory
from tests.factories.recording import (
    make_family,
    make_member,
    make_service,
    queries_of,
    reload,
)

pytestmark = pytest.mark.django_db

URL = reverse("cases:my_work")


@pytest.fixture
def service():
    return make_service()


def work_of(client, user):
    client.force_login(user)
    response = client.get(URL)
    assert response.status_code == 200
    return response


def task(family, assigned_to, days, title="Ring Nan", **fields):
    return add_task(
        title=title,
        due_on=timezone.localdate() + timedelta(days=days),
        assigned_to=assigned_to,
        case=family.case,
        by=None,
        **fields,
    )


def meeting(family, by, days):
    starts = timezone.now() + timedelta(days=days)
    found = open_meeting(family.case, "family_group_conference", by=by)
    return date_meeting(
        found, by=by, version=1, starts_at=starts, ends_at=starts + timedelta(hours=2), place="Hall"
    )


def titles(things):
    return [thing.title for thing in things]


def test_what_is_due_is_sorted_by_when(client, service):
    family = make_family(service)
    for days in (-3, -1, 0, 1, 7, 8, 20):
        task(family, service.worker, days, title=f"{days}")

    due = work_of(client, service.worker).context["due"]

    assert titles(due.overdue) == ["-3", "-1"]
    assert titles(due.today) == ["0"]
    assert titles(due.week) == ["1", "7"]
    assert due.later.title == "8"


def test_what_others_wait_for_stands_there_however_late_it_is_due(client, service):
    family = make_family(service)
    task(family, service.worker, 9, title="Write the report", kind=Task.Kind.WRITE_REPORT)
    task(family, service.worker, 10, title="Ring Nan")

    response = work_of(client, service.worker)

    due = response.context["due"]
    assert (titles(due.asked), due.week, due.later.title) == (["Write the report"], [], "Ring Nan")
    assert "others wait for it" in response.content.decode()
    assert "Nothing is due this week" not in response.content.decode()


def test_red_is_for_what_is_late(client, service):
    family = make_family(service)
    task(family, service.worker, 0)
    task(family, service.worker, 3)
    assert "govuk-tag--red" not in work_of(client, service.worker).content.decode()

    task(family, service.worker, -2)

    page = work_of(client, service.worker).content.decode()
    assert page.count("govuk-tag--red") == 1
    assert "2 days late" in page


def test_a_week_with_nothing_in_it_says_so_and_what_comes_next(client, service):
    family = make_family(service)
    task(family, service.worker, 12, title="Write to school")

    page = work_of(client, service.worker).content.decode()

    assert "Nothing is due this week. Next:" in page
    assert "Write to school" in page


def test_a_newcomer_is_shown_how_to_begin(client, service):
    page = work_of(client, service.worker).content.decode()

    assert "Nothing is due this week." in page
    assert "You have no cases yet." in page


def test_my_cases_are_those_i_refer_coordinate_or_have_a_child_of(client, service):
    mine = make_family(service)
    make_family(make_service())
    another = make_member(service.referring, Role.SOCIAL_WORKER, "Wilma", "Worker")
    theirs = make_family(service, created_by=another)
    theirs.children[0].social_worker = another
    theirs.children[0].save()
    make_family(service, stage=Case.Stage.CLOSED)

    rows = work_of(client, service.worker).context["rows"]

    assert [row.case for row in rows] == [mine.case]
    assert rows[0].family == "Amira, 9"
    cases = {row.case for row in work_of(client, service.coordinator).context["rows"]}
    assert cases == {mine.case, theirs.case}


def test_a_meeting_of_mine_is_in_my_week(client, service):
    family = make_family(service)
    meeting(family, service.coordinator, 3)

    response = work_of(client, service.worker)

    assert titles(response.context["due"].week) == ["Family group conference"]
    assert response.context["rows"][0].stage == "Date set"


def test_alerts_come_first(client, service):
    family = make_family(service)
    task(family, service.worker, -9, title="Late thing")
    raise_alert(
        family.case,
        by=service.colleague,
        children=family.children,
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )

    managers = (service.manager, service.referring_manager)
    for part in (service.worker, service.coordinator, *managers):
        page = work_of(client, part).content.decode()
        first = page.index("Safeguarding alert on")
        assert page.find("Late thing") in (-1, *range(first, len(page)))
        assert page.count("Safeguarding alert on") == 1
    assert "Safeguarding alert on" not in work_of(client, service.colleague).content.decode()


def test_an_alert_on_a_draft_names_its_children_to_the_authors_manager(client, service):
    draft = make_family(service, stage=Case.Stage.DRAFT, children=2)
    raise_alert(
        draft.case,
        by=service.worker,
        children=draft.children[:1],
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )

    for part in (service.worker, service.referring_manager):
        [row] = work_of(client, part).context["alerts"]
        names = [
            child.person.liked_name
            for child in draft.children
            if child.person.liked_name in row.family
        ]
        assert names == (["Amira", "Sami"] if part == service.worker else ["Amira"])
    assert work_of(client, service.manager).context["alerts"] == []


def test_cases_with_nothing_planned_are_counted(client, service):
    today = timezone.localdate()
    bare = make_family(service)
    task(make_family(service), service.worker, 30)
    meeting(make_family(service), service.coordinator, 20)
    make_family(service, next_step_on=today)
    make_family(service, stage=Case.Stage.ON_HOLD, hold_review_on=today)
    make_family(service, stage=Case.Stage.CLOSED)
    hidden_look_alike = make_family(service)
    task(hidden_look_alike, None, 3, kind=Task.Kind.LOOK_ALIKE, for_managers_of=service.team)

    for part in (service.worker, service.coordinator, service.manager):
        response = work_of(client, part)
        assert {row.case for row in response.context["unplanned"]} == {
            bare.case,
            hidden_look_alike.case,
        }
        assert "Nothing planned: 2 cases" in response.content.decode()


def unplanned_of(client, user):
    return [row.case for row in work_of(client, user).context["unplanned"]]


def test_a_case_has_a_plan_until_its_first_contact_is_made(client, service):
    family = make_family(service, stage=Case.Stage.ACCEPTED)
    allocate_coordinator(family.case, service.coordinator, by=service.manager)
    first = Task.objects.get(case=family.case, kind=Task.Kind.FIRST_CONTACT)
    for part in (service.worker, service.coordinator, service.manager):
        assert unplanned_of(client, part) == []

    finish_task(first, by=service.coordinator)

    for part in (service.worker, service.coordinator, service.manager):
        assert unplanned_of(client, part) == [family.case]


@pytest.mark.parametrize(("days", "is_planned"), [(-1, False), (0, True), (1, True)])
def test_a_day_that_has_passed_is_no_plan(client, service, days, is_planned):
    day = timezone.localdate() + timedelta(days=days)
    stepped = make_family(service, next_step_on=day)
    held = make_family(service, stage=Case.Stage.ON_HOLD, next_step_on=day, hold_review_on=day)

    found = unplanned_of(client, service.worker)

    assert set(found) == (set() if is_planned else {stepped.case, held.case})


def test_a_step_of_the_past_is_not_shown_as_the_next(client, service, clock):
    yesterday, tomorrow = date(2026, 11, 22), date(2026, 11, 24)
    for fields in (
        {"next_step_on": yesterday},
        {"next_step_on": tomorrow},
        {"next_step_on": tomorrow, "hold_review_on": tomorrow, "stage": Case.Stage.ON_HOLD},
        {},
    ):
        make_family(service, **fields)

    rows = work_of(client, service.worker).context["rows"]

    assert {row.next_step for row in rows} == {
        "Was due 22 November 2026",
        "24 November 2026",
        "Look again 24 November 2026",
        "",
    }
    client.force_login(service.manager)
    listed = client.get(reverse("cases:case_list")).context["page"].rows
    assert {row.next_date for row in listed} == {
        "Was due 22 November 2026",
        "24 November 2026",
        "Look again 24 November 2026",
        "No date yet",
    }


def test_a_manager_sees_the_inbox_and_the_reviews(client, service):
    for stage, number in (("submitted", 3), ("info_needed", 2), ("accepted", 1)):
        for _ in range(number):
            make_family(service, stage=Case.Stage(stage))
    make_family(make_service(), stage=Case.Stage.SUBMITTED)
    secret = make_family(service)
    outsider = make_service().worker
    break_glass(secret.case, by=outsider, ground="safety", reason="A child was found alone.")

    response = work_of(client, service.manager)

    assert "3 to decide, 2 with the referrer, 1 to allocate" in response.content.decode()
    assert [glass.case for glass in response.context["reviews_due"]] == [secret.case]
    assert work_of(client, service.worker).context["inbox"] is None


def test_drafts_are_mine_alone(client, service):
    draft = make_family(service, stage=Case.Stage.DRAFT)
    family = make_family(service)
    key = {"form": "note", "subject": family.case.public_id}
    client.force_login(service.worker)
    client.post(
        reverse("cases:draft_save", kwargs=key),
        {"text": "Half", "draft_title": "Note on it", "draft_url": "/x/"},
    )

    response = work_of(client, service.worker)

    assert [row.case for row in response.context["draft_referrals"]] == [draft.case]
    [kept] = response.context["drafts"]
    assert kept.title == "Note on it"
    assert reverse("cases:draft_detail", args=[kept.draft.public_id]) in response.content.decode()
    for part in (service.manager, service.coordinator, service.referring_manager):
        context = work_of(client, part).context
        assert (context["drafts"], context["draft_referrals"]) == ([], [])


def test_somebody_excluded_finds_their_words_and_nothing_of_the_family(client, service):
    family = make_family(service)
    Draft.objects.create(
        user=service.colleague,
        form="note",
        subject=str(family.case.public_id),
        title=f"Note on {family.case}",
        url="/x/",
        data="{}",
    )
    task(family, service.colleague, 0)
    assert str(family.case) in work_of(client, service.colleague).content.decode()

    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")

    page = work_of(client, service.colleague).content.decode()
    assert "Text you typed" in page
    assert str(family.case) not in page
    assert str(family.case.public_id) not in page
    assert "Ring Nan" not in page


def test_a_draft_about_something_else_of_a_hidden_family_is_known_by_its_title(client, service):
    family = make_family(service)
    somebody = PersonFactory(created_by=service.colleague)
    Draft.objects.create(
        user=service.colleague,
        form="keep-apart",
        subject=str(somebody.public_id),
        title=f"Two people, {family.case}.",
        url="/x/",
        data="{}",
    )
    titles = [kept.title for kept in work_of(client, service.colleague).context["drafts"]]
    assert titles == [f"Two people, {family.case}."]

    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")

    titles = [kept.title for kept in work_of(client, service.colleague).context["drafts"]]
    assert titles == ["Text you typed"]


def test_a_restricted_case_is_not_counted_for_those_who_may_not_know_it(client, service):
    family = make_family(service, stage=Case.Stage.SUBMITTED)
    other = make_member(service.team, Role.MANAGER, "Mia", "Manager")
    restrict_case(family.case, by=service.manager, why="A colleague's family.")

    context = work_of(client, other).context

    assert context["inbox"].to_decide == 0
    assert context["unplanned_count"] == 0


def test_a_deputy_is_told_and_has_the_work(client, service):
    family = make_family(service)
    task(family, service.coordinator, 0)
    today = timezone.localdate()
    Absence.objects.create(
        user=service.coordinator,
        deputy=service.colleague,
        starts_on=today,
        ends_on=today,
        recorded_by=service.manager,
    )

    response = work_of(client, service.colleague)

    assert "You are covering for Cora Coordinator until" in response.content.decode()
    assert titles(response.context["due"].today) == ["Ring Nan"]
    assert response.context["rows"][0].covering_for == service.coordinator
    assert "You are away until" in work_of(client, service.coordinator).content.decode()


@pytest.mark.parametrize("part", ["support", "administrator"])
def test_roles_without_case_content_have_a_page_without_it(client, service, part):
    family = make_family(service)
    task(family, getattr(service, part), 0)

    response = work_of(client, getattr(service, part))

    assert str(family.case) not in response.content.decode()
    assert "My cases" not in response.content.decode()


def test_what_was_shown_is_recorded(client, service):
    family = make_family(service)

    work_of(client, service.worker)

    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.case_ids) == ("my_work", [family.case.pk])


@pytest.mark.parametrize("part", ["worker", "coordinator", "manager", "referring_manager"])
def test_the_page_costs_the_same_however_much_there_is(client, service, part):
    numbers = count()

    def fill(number):
        for _ in range(number):
            family = make_family(service, children=2)
            make_family(service)
            make_family(service, stage=Case.Stage.DRAFT, created_by=getattr(service, part))
            for days in (-1, 0, 3):
                task(family, getattr(service, part), days)
            # Their coordinator is in one place at a time.
            meeting(family, service.coordinator, 1 + next(numbers) / 6)
            raise_alert(
                family.case,
                by=service.worker,
                children=family.children,
                what="A bruise.",
                who_was_told="Duty",
                told_at=timezone.now(),
            )
            Draft.objects.create(
                user=getattr(service, part),
                form="note",
                subject=str(family.case.public_id),
                title="Note",
                url="/x/",
                data="{}",
            )

    fill(1)
    client.force_login(reload(getattr(service, part)))
    cost = queries_of(client, URL)
    fill(29)

    assert queries_of(client, URL) == cost


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(URL).status_code == 302


def test_a_forgotten_review_leads_the_privacy_officer_to_where_it_is_done(client, service, clock):
    family = make_family(service)
    outsider = make_service().worker
    break_glass(family.case, by=outsider, ground="safety", reason="A child was found alone.")
    officer = User.objects.create_user(
        "officer@example.org", first_name="Pri", last_name="Vacy", is_privacy_officer=True
    )
    clock.shift(timedelta(days=3))
    escalate_glass_reviews()

    [due] = work_of(client, officer).context["due"].today

    assert due.url == reverse("cases:glass_list")
    assert client.get(due.url).status_code == 200
