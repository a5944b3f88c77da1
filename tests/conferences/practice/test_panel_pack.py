"""The panel pack: a volunteer reads what belongs to it, for a time, and nothing of the case."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Case, ContactPoint, Event, Exclusion
from conferences.domain.entries import add_entry
from conferences.domain.meetings import move_meeting
from conferences.domain.packs import end_pack, give_pack
from conferences.models import Entry, PackReader
from tests.conferences.practice.furniture import in_boxes, main_of, token_of, url
from tests.conferences.practice.panel import (
    add_item,
    assess,
    begin,
    decide_on_inviting,
    give_a_date,
    report,
    work_with_harmed,
)
from tests.factories.recording import make_family, make_service
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db

CANARY = "Heron-canary"
HARMED = "Wren-canary"


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def case(service):
    case = make_family(service).case
    case.summary = f"{CANARY} of the case"
    case.save()
    work_with_harmed(case, service.coordinator)
    return case


@pytest.fixture
def by(service):
    return service.coordinator


@pytest.fixture
def volunteer():
    return UserFactory(panel_volunteer=True, first_name="Ann", last_name="Field")


@pytest.fixture
def panel(case, by):
    """Ready for its day, with a canary in all that is not in the pack."""
    panel = assess(begin(case, by), by)
    report(panel, by, suggested="Mending the shelter.")
    Entry.objects.filter(kind="home_visit").update(values={"learnt": CANARY})
    Entry.objects.filter(kind="assessment").update(values={"safety": CANARY})
    decide_on_inviting(panel, by, why=HARMED)
    contact = {"who": HARMED, "consent": "yes", "words": HARMED}
    add_entry(panel, "harmed_contact", by=by, values=contact)
    # One that says it is in the pack, and belongs to a side all the same.
    Entry.objects.create(
        meeting=panel,
        kind="item",
        values={"what": HARMED},
        compartment="harmed",
        added_by=by,
    )
    give_a_date(panel, by, days=5)
    panel.refresh_from_db()
    return panel


@pytest.fixture
def reading(client, volunteer):
    client.force_login(volunteer)
    return client


def give(panel, volunteer, by, *, first=0, last=7):
    today = timezone.localdate()
    return give_pack(
        panel,
        volunteer,
        by=by,
        starts_on=today + timedelta(days=first),
        ends_on=today + timedelta(days=last),
    )


def page_of(given):
    return url("pack_detail", given)


def test_a_volunteer_reads_the_pack_and_no_word_more(reading, panel, volunteer, by, case):
    given = give(panel, volunteer, by)

    listed = main_of(reading.get(reverse("conferences:pack_list")))
    said = reading.get(page_of(given))

    assert "Panel on" in listed
    for text in ("Damage to a bus shelter.", "I was showing off.", "Mending the shelter."):
        assert text in main_of(said)
    whole = said.content.decode() + listed
    child = case.children.get().person
    for canary in (CANARY, HARMED, case.reference or "-none-", child.last_name, str(by)):
        assert canary not in whole, canary
    assert str(case.public_id) not in whole
    assert str(panel.public_id) not in whole


def test_it_says_where_and_when_and_what_the_young_person_likes_to_be_called(
    reading, panel, volunteer, by, case
):
    given, child = give(panel, volunteer, by), case.children.get().person
    child.first_name, child.known_as = "Alexander", "Lex"
    child.save()
    day = timezone.localtime(panel.starts_at)

    said = main_of(reading.get(page_of(given)))

    assert "Young person Lex" in said
    assert "Alexander" not in said
    assert f"{day:%-d %B %Y, %H:%M} to " in said
    assert "The town hall" in said
    child.known_as = ""
    child.save()
    assert "Young person Alexander" in main_of(reading.get(page_of(given)))


def test_a_place_that_is_held_securely_is_not_told(reading, panel, volunteer, by, case):
    given = give(panel, volunteer, by)
    ContactPoint.objects.create(
        person=case.children.get().person,
        channel=ContactPoint.Channel.ADDRESS,
        _value="The town hall, Quay Street",
        is_confidential=True,
        recorded_by=by,
    )

    said = main_of(reading.get(page_of(given)))

    assert "town hall" not in said
    assert "tells you where it is" in said


def test_whoever_signs_in_to_read_one_is_led_to_it(reading, panel, volunteer, by):
    give(panel, volunteer, by)

    assert "The panel packs that you can read" in main_of(reading.get(reverse("cases:my_work")))


def test_each_look_is_recorded_with_the_case(reading, panel, volunteer, by, case):
    given = give(panel, volunteer, by)
    reading.get(reverse("conferences:pack_list"))
    reading.get(page_of(given))
    looks = AccessEvent.objects.filter(actor=volunteer).order_by("pk")
    assert [(one.action, one.case_id, one.case_ids) for one in looks] == [
        ("pack_list", None, [case.pk]),
        ("pack_detail", case.pk, []),
    ]


def test_every_page_of_the_meeting_and_the_case_is_closed_to_a_volunteer(
    reading, panel, volunteer, by, case
):
    given = give(panel, volunteer, by)
    entry = Entry.objects.filter(kind="report").get()
    names = (
        *("meeting_detail", "meeting_people", "meeting_checklist", "find_date", "meeting_date"),
        *("meeting_invitations", "meeting_messages", "meeting_day", "run_sheet", "meeting_move"),
        *("meeting_seating", "meeting_feedback", "pack_readers", "meeting_call_off"),
    )
    closed = [url(name, panel) for name in names]
    closed += [url("meeting_records", panel, page=one.key) for one in panel.declared.pages]
    closed += [url("entry_add", panel, kind=key) for key in panel.declared.kinds]
    closed += [url("entry_edit", entry), url("entry_remove", entry), url("pack_end", given)]
    closed += [case.get_absolute_url(), reverse("cases:case_list"), reverse("cases:find")]
    closed += [reverse(f"conferences:{name}") for name in ("meeting_list", "practice_list")]
    for address in closed:
        assert reading.get(address).status_code in (403, 404), address
        assert reading.post(address).status_code in (403, 404, 405), address
    work = reading.get(reverse("cases:my_work")).content.decode()
    assert CANARY not in work
    assert str(case.public_id) not in work


@pytest.mark.parametrize(("first", "last"), [(1, 3), (-9, -1)])
def test_before_its_first_day_and_after_its_last_it_is_not_there(
    reading, panel, volunteer, by, first, last
):
    today = timezone.localdate()
    given = give(panel, volunteer, by)
    assert reading.get(page_of(given)).status_code == 200
    PackReader.objects.update(
        starts_on=today + timedelta(days=first), ends_on=today + timedelta(days=last)
    )
    assert reading.get(page_of(given)).status_code == 404
    assert "no pack for you" in main_of(reading.get(reverse("conferences:pack_list")))


def test_ended_called_off_or_excluded_it_is_not_there(reading, panel, volunteer, by, case):
    given = give(panel, volunteer, by)
    exclusion = Exclusion.objects.create(case=case, user=volunteer, ground="known", recorded_by=by)
    assert reading.get(page_of(given)).status_code == 404
    exclusion.delete()
    Case.objects.filter(pk=case.pk).update(
        stage=Case.Stage.CLOSED, ended_at=timezone.now(), ended_by=by
    )
    assert reading.get(page_of(given)).status_code == 404
    Case.objects.filter(pk=case.pk).update(stage=Case.Stage.ALLOCATED, ended_at=None, ended_by=None)
    assert reading.get(page_of(given)).status_code == 200

    end_pack(given, by=by, why="Knows the family.")

    assert reading.get(page_of(given)).status_code == 404
    kinds = Event.objects.filter(kind__startswith="pack_").order_by("pk")
    assert [(one.kind, one.to_value) for one in kinds] == [
        ("pack_given", "Ann Field"),
        ("pack_ended", "Ann Field"),
    ]


def test_another_volunteer_does_not_read_it(client, panel, volunteer, by):
    given = give(panel, volunteer, by)
    client.force_login(UserFactory(panel_volunteer=True))
    assert client.get(page_of(given)).status_code == 404


def refused(act):
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.code


def test_it_is_given_to_volunteers_once_and_not_for_long(panel, volunteer, service, by, case):
    assert refused(lambda: give(panel, service.worker, by)) == "no_volunteer"
    assert refused(lambda: give(panel, volunteer, by, last=61)) == "too_long"
    assert refused(lambda: give(panel, volunteer, by, first=-3, last=-1)) == "over"
    give(panel, volunteer, by)
    assert refused(lambda: give(panel, volunteer, by)) == "has_it"
    other = begin(make_family(service).case, by)
    other = move_meeting(other, "ended_before", by=by, why="The court has revoked it.")
    assert refused(lambda: give(other, volunteer, by)) == "no_pack"


def test_it_is_given_and_ended_on_the_page_of_the_panel(client, panel, volunteer, by):
    client.force_login(by)
    here = url("pack_readers", panel)
    page = client.get(here)
    assert "Nobody has been given it yet." in main_of(page)
    today = timezone.localdate()
    asked = {"reader": volunteer.public_id, **in_boxes("starts_on", today)}
    wrong = client.post(
        here, {**asked, **in_boxes("ends_on", today - timedelta(days=1)), **token_of(page)}
    )
    assert "The last day must not be before the first." in main_of(wrong)

    client.post(here, {**asked, **in_boxes("ends_on", today), **token_of(page)})

    given = PackReader.objects.get()
    assert (given.user, given.ends_on, given.given_by) == (volunteer, today, by)
    assert "Reads it" in main_of(client.get(here))
    ended = client.post(url("pack_end", given), {"why": ""})
    assert "Enter why." in main_of(ended)
    client.post(url("pack_end", given), {"why": "Cannot come."})
    assert "Ended: Cannot come." in main_of(client.get(here))


def test_what_was_agreed_is_in_the_pack_for_the_next_panel(reading, panel, volunteer, by):
    panel.stage = "panel_held"
    panel.save()
    add_item(panel, by)
    given = give(panel, volunteer, by)
    assert "Mend the shelter with the parks team" in main_of(reading.get(page_of(given)))
