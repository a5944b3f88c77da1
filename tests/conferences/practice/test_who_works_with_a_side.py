"""Who works with one side: named by those who may, told to those alone who may know, ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Absence, Membership, Role
from cases.domain.allocating import change_coordinator
from cases.domain.naming_sides import end_side
from cases.domain.restricting import end_exclusion, exclude_colleague
from cases.models import BreakGlass, Case, CompartmentMember, Notice
from conferences.domain.entries import add_entry
from conferences.domain.meetings import open_meeting
from conferences.formats import FORMATS, EntryField, EntryKind, RecordPage
from conferences.models import Entry, Meeting, MeetingParty
from tests.conferences.practice.furniture import main_of, url
from tests.conferences.practice.panel import KEY, begin
from tests.conferences.practice.side_workers import CANARY, WHY, name, now, page_of, reads, refused
from tests.factories.recording import make_family, make_member, make_service, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def case(service):
    return make_family(service).case


@pytest.fixture
def panel(service, case):
    """Opened by the coordinator, who so works with the person harmed."""
    panel = begin(case, service.coordinator)
    add_entry(
        panel,
        "harmed_contact",
        by=service.coordinator,
        values={"who": "M.T.", "consent": "yes", "words": CANARY},
    )
    return panel


# Who names, and who can be named.


def test_somebody_of_the_side_names_a_colleague_who_reads_it_from_then_on_and_is_told(
    service, case, panel
):
    assert not reads(service.colleague)

    member = name(case, service.colleague, by=service.coordinator)

    assert (member.given_by, member.why) == (service.coordinator, WHY)
    assert reads(service.colleague)
    notice = Notice.objects.visible_to(service.colleague).get()
    assert notice.text == f"You have been named to work with one side in {case}."
    assert notice.url == page_of(panel)


def test_a_manager_who_may_allocate_names_and_reads_nothing_of_the_side(service, case, panel):
    name(case, service.colleague, by=service.manager)

    assert now(case) == {service.coordinator, service.colleague}
    assert not reads(service.manager)


@pytest.mark.parametrize("who", ["colleague", "worker", "referring_manager", "support"])
def test_nobody_else_names(service, case, panel, who):
    third = make_member(service.team, Role.COORDINATOR, "Tom", "Third")
    by = getattr(service, who)

    assert refused(lambda: name(case, third, by=by)) == "not_theirs_to_name"


def test_nobody_names_themselves_not_even_a_manager(service, case, panel):
    assert refused(lambda: name(case, service.manager, by=service.manager)) == "yourself"
    assert refused(lambda: name(case, service.coordinator, by=service.coordinator)) == "yourself"


def test_whoever_may_not_know_of_the_case_is_refused_like_whoever_is_excluded(service, case, panel):
    stranger = make_service().coordinator
    exclude_colleague(case, service.colleague, by=service.manager, ground="known")
    gone = make_member(service.team, Role.COORDINATOR, "Lou", "Leaver")
    gone.is_active = False
    gone.save()

    said = set()
    for user in (stranger, service.colleague, gone, service.support):
        with pytest.raises(ValidationError) as error:
            name(case, user, by=service.coordinator)
        said.add((error.value.code, *error.value.messages))
    assert len(said) == 1


def test_somebody_in_by_emergency_access_neither_names_nor_is_named(service, case, panel):
    stranger = make_service()
    for user in (stranger.manager, stranger.coordinator):
        BreakGlass.objects.create(
            case=case, user=user, ground="safety", reason="Now.", review_due_on=date(2026, 12, 1),
            expires_at=timezone.now() + timedelta(minutes=50),
        )  # fmt: skip
    assert Case.objects.visible_to(stranger.manager).filter(pk=case.pk).exists()

    by = stranger.manager
    assert refused(lambda: name(case, service.colleague, by=by)) == "not_theirs_to_name"
    assert refused(lambda: name(case, stranger.coordinator, by=service.manager)) == "not_this_one"


def test_one_works_with_a_side_once_at_a_time_and_needs_a_reason(service, case, panel):
    name(case, service.colleague, by=service.coordinator)

    again = lambda: name(case, service.colleague, by=service.manager)  # noqa: E731
    assert refused(again) == "there_already"
    assert refused(lambda: name(case, service.worker, by=service.manager, why=" ")) == "why_missing"
    with pytest.raises(IntegrityError), transaction.atomic():
        CompartmentMember.objects.create(case=case, user=service.colleague, compartment="harmed")


def test_only_a_side_of_which_something_is_kept_in_this_case_has_anybody_named(
    service, case, panel
):
    for side in ("harming", "open", "nothing"):
        named = lambda side=side: name(case, service.colleague, by=service.manager, side=side)  # noqa: E731
        assert refused(named) == "no_such_side"
    other = make_family(service).case
    assert refused(lambda: name(other, service.colleague, by=service.manager)) == "no_such_side"


def test_where_each_side_has_a_case_of_its_own_nobody_is_named(service, case, client):
    harm = open_meeting(case, "after_harm", by=service.coordinator, side="harming")

    for side in ("harmed", "harming"):
        named = lambda side=side: name(case, service.colleague, by=service.manager, side=side)  # noqa: E731
        assert refused(named) == "no_such_side"
        client.force_login(service.manager)
        assert client.get(page_of(harm, side)).status_code == 404


def test_nobody_works_with_both_sides_unless_the_kinds_of_meeting_let_them(
    service, case, panel, monkeypatch
):
    keeps_both(monkeypatch, panel)
    name(case, service.colleague, by=service.manager, side="harming")

    crossing = lambda: name(case, service.colleague, by=service.coordinator)  # noqa: E731
    with pytest.raises(ValidationError) as error:
        crossing()
    # Of the other side it says nothing.
    assert error.value.code == "not_this_one"
    assert "side" not in error.value.messages[0]

    keeps_both(monkeypatch, panel, opener_knows=("harmed", "harming"))
    crossing()
    assert service.colleague in now(case)


def keeps_both(monkeypatch, panel, **more):
    """Let a referral order write something of the other side as well."""
    kind = EntryKind("talk", "Talk", "Talks", fields=(EntryField("said", "What was said"),),
                     compartment="harming")  # fmt: skip
    declared = FORMATS[KEY]
    pages = tuple(page for page in declared.pages if page.key != "talks")
    page = RecordPage("talks", "Talks", (kind,))
    monkeypatch.setitem(FORMATS, KEY, replace(declared, pages=(*pages, page), **more))


def test_a_closed_case_is_read_and_not_changed(service, case, panel, client):
    member = CompartmentMember.objects.get()
    Case.objects.filter(pk=case.pk).update(
        stage="closed", ended_at=member.given_at, ended_by=service.manager
    )

    assert refused(lambda: name(case, service.colleague, by=service.manager)) == "case_ended"
    assert refused(lambda: end_side(member, by=service.manager, why=WHY)) == "case_ended"
    for user in (service.coordinator, service.manager):
        client.force_login(user)
        said = main_of(client.get(page_of(panel)))
        assert str(service.coordinator) in said
        assert "Name a colleague" not in said
        assert client.post(page_of(panel), {}).status_code == 403


# Ending it.


def test_what_has_ended_is_read_no_more_and_stays_in_the_history(service, case, panel):
    member = name(case, service.colleague, by=service.coordinator)

    ended = end_side(member, by=service.manager, why="She is away for long.")
    again = end_side(member, by=service.coordinator, why="Again.")

    assert not reads(service.colleague)
    assert (again.ended_by, again.ended_why) == (service.manager, "She is away for long.")
    assert ended.ended_at == again.ended_at
    assert not Notice.objects.visible_to(service.colleague).filter(gone_at=None).exists()
    second = name(case, service.colleague, by=service.coordinator)
    assert second.pk != member.pk
    assert CompartmentMember.objects.filter(user=service.colleague).count() == 2


def test_one_ends_ones_own_while_another_is_left_who_can_open_the_case(service, case, panel):
    own = CompartmentMember.objects.get(user=service.coordinator)
    with pytest.raises(ValidationError) as error:
        end_side(own, by=service.coordinator, why=WHY)
    assert error.value.code == "last_one"
    assert f"ask a manager of {case.team}" in error.value.messages[0]

    name(case, service.colleague, by=service.coordinator)
    # Whoever has left the team cannot open the case any more.
    Membership.objects.filter(user=service.colleague).update(ended_at=own.given_at)
    assert refused(lambda: end_side(own, by=service.coordinator, why=WHY)) == "last_one"

    Membership.objects.filter(user=service.colleague).update(ended_at=None)
    end_side(own, by=service.coordinator, why=WHY)
    assert now(case) == {service.colleague}
    assert not reads(service.coordinator)


def test_a_manager_takes_the_last_one_off_and_names_the_next(service, case, panel):
    end_side(CompartmentMember.objects.get(), by=service.manager, why=WHY)
    assert now(case) == set()
    name(case, service.colleague, by=service.manager)
    assert reads(service.colleague)


def test_whoever_is_off_it_ends_and_names_nothing(service, case, panel):
    member = name(case, service.colleague, by=service.coordinator)
    end_side(member, by=service.coordinator, why=WHY)
    own = CompartmentMember.objects.get(user=service.coordinator)

    by = service.colleague
    assert refused(lambda: end_side(own, by=by, why=WHY)) == "not_theirs_to_name"
    assert refused(lambda: name(case, service.worker, by=by)) == "not_theirs_to_name"


# The case goes on to somebody else; somebody is excluded.


def test_handing_the_case_over_ends_it_for_one_and_begins_it_for_the_other(service, case, panel):
    name(case, service.worker, by=service.coordinator)
    change_coordinator(
        case, service.colleague, by=service.manager, why="Sick", instead_of=service.coordinator
    )

    assert now(case) == {service.colleague, service.worker}
    before = CompartmentMember.objects.get(user=service.coordinator)
    assert before.ended_at
    assert before.ended_why
    assert (before.given_by, before.ended_by) == (None, None)
    assert CompartmentMember.objects.get(user=service.colleague).given_by is None

    change_coordinator(
        case, service.coordinator, by=service.manager, why="Back", instead_of=service.colleague
    )
    assert now(case) == {service.coordinator, service.worker}
    assert CompartmentMember.objects.filter(user=service.coordinator).count() == 2


def test_whoever_is_excluded_is_off_it_and_not_on_it_again_when_that_ends(service, case, panel):
    name(case, service.colleague, by=service.coordinator)

    exclusion = exclude_colleague(case, service.colleague, by=service.manager, ground="known")

    assert now(case) == {service.coordinator}
    assert not reads(service.colleague)
    end_exclusion(exclusion, by=service.manager, why="It was another family.")
    assert not reads(service.colleague)
    # That they were excluded is not told to those who work with the side.
    assert CompartmentMember.objects.get(user=service.colleague).ended_why == (
        "No longer works on the case."
    )


def test_an_exclusion_that_is_carried_over_takes_them_off_there_too(service, case, panel):
    name(case, service.colleague, by=service.coordinator)
    other = make_family(service).case
    child = case.children.first()
    other.children.create(person=child.person)

    exclude_colleague(other, service.colleague, by=service.manager, ground="known")

    assert now(case) == {service.coordinator}


def test_a_deputy_of_somebody_named_reads_nothing_of_the_side(service, case, panel):
    name(case, service.colleague, by=service.coordinator)
    deputy = make_member(service.team, Role.COORDINATOR, "Dee", "Deputy")
    today = timezone.localdate()
    Absence.objects.create(
        user=service.colleague, deputy=deputy, starts_on=today, ends_on=date(2030, 1, 1),
        recorded_by=service.manager,
    )  # fmt: skip

    assert not reads(deputy)
    told = Notice.objects.visible_to(reload(deputy)).get()
    assert "harm" not in told.text


# A wall between two cases is not opened by working with a side of one of them.


def test_working_with_a_side_of_a_panel_opens_no_wall_of_a_conference_after_harm(client, service):
    """Whoever opens a panel on the case of who harmed works with the person harmed in that."""
    case, other = make_family(service).case, make_family(make_service()).case
    facilitator = make_member(service.team, Role.COORDINATOR, "Fay", "Facilitator")
    harm = open_meeting(case, "after_harm", by=facilitator, side="harming")
    MeetingParty.objects.create(meeting=harm, case=other, side="harmed")
    Entry.objects.create(
        meeting=harm, kind="suitability_harmed", values={"why": CANARY}, compartment="harmed",
        added_by=facilitator,
    )  # fmt: skip
    begin(case, service.coordinator)
    assert now(case) == {service.coordinator}

    reader = reload(service.coordinator)
    assert not Entry.objects.visible_to(reader).filter(meeting=harm).exists()
    assert not Meeting.objects.known_whole_to(reader).filter(pk=harm.pk).exists()
    client.force_login(reader)
    assert CANARY not in client.get(harm.get_absolute_url()).content.decode()
    assert client.get(url("meeting_records", harm, page="harmed")).status_code == 404
