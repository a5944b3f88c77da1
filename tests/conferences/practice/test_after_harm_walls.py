"""Somebody who works with one side of a harm learns nothing of the other, by any way there is."""

import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import CaseChild, CompartmentMember, Event, Exclusion, Notice, Reminder, Task
from conferences.models import (
    Booking,
    Entry,
    Feedback,
    MeetingInvitation,
    Need,
    Participant,
)
from tests.access.world import make_records
from tests.conferences.practice.after_harm import OTHER
from tests.conferences.practice.after_harm_reading import (
    differences,
    read_again,
    read_everything,
    search_for,
)
from tests.conferences.practice.after_harm_secrets import (
    REFERENCES,
    SIDES,
    WORDS,
    bring,
    make_filled,
    stir,
    tokens,
)
from tests.factories.recording import make_family

pytestmark = pytest.mark.django_db

ORACLE = tomllib.loads((Path(__file__).parents[2] / "access_matrix.toml").read_text())["urls"]
LONG = pytest.mark.long
READERS = (
    "worker",
    pytest.param("coordinator", marks=LONG),
    pytest.param("referring_manager", marks=LONG),
    pytest.param("manager", marks=LONG),
    pytest.param("support", marks=LONG),
)
BOTH_WAYS = pytest.mark.parametrize("side", SIDES)


@pytest.fixture
def harm():
    return make_filled()


def reader_of(harm, side, role):
    return getattr(harm.services[side], role)


def told(text, harm, side):
    """What a text gives away of a side."""
    text = text.lower()
    return [one for one in tokens(harm, side) if one in text]


@pytest.mark.long
@BOTH_WAYS
@pytest.mark.parametrize("role", READERS)
def test_nothing_that_one_can_get_tells_or_counts_anything_of_the_other_side(harm, side, role):
    """Every page, list, message, calendar and file that links lead to: the other side's word,
    names and addresses stand in none, and nothing of them changes as the other side does.
    """
    user, other = reader_of(harm, side, role), OTHER[side]
    before = read_everything(user)
    leaks = {url: found for url, text in before.items() if (found := told(text, harm, other))}
    assert leaks == {}
    if role != "support":
        meeting = harm.meeting.get_absolute_url()
        assert WORDS[side] in before[meeting]
        assert WORDS[side] in before[f"{meeting}written/{side}/"]

    before = read_again(user, before)  # now that all that can be looked at has been looked at
    stir(harm, other)
    assert differences(before, read_again(user, before)) == []


@BOTH_WAYS
@pytest.mark.parametrize("role", ["worker", "coordinator", "manager"])
def test_the_pages_around_it_tell_and_count_nothing_of_the_other_side(harm, side, role):
    user, other, case = reader_of(harm, side, role), OTHER[side], harm.cases[side]
    urls = [
        "/",
        *(f"{meeting.get_absolute_url()}{page}" for meeting in (harm.meeting, harm.held)
          for page in ("", "people/", f"written/{side}/", "written/agreed/")),
        *(reverse(f"cases:{name}", args=[case.public_id])
          for name in ("case_detail", "case_timeline", "case_messages", "case_people")),
        reverse("conferences:case_meetings", args=[case.public_id]),
        *(reverse(name) for name in ("conferences:meeting_list", "conferences:practice_list",
                                     "conferences:calendar", "cases:my_work", "cases:case_list")),
    ]  # fmt: skip
    read_again(user, urls)
    before = read_again(user, urls)
    assert {url: found for url, text in before.items() if (found := told(text, harm, other))} == {}
    assert sum(WORDS[side] in text for text in before.values()) > 4
    stir(harm, other)
    assert differences(before, read_again(user, urls)) == []


@BOTH_WAYS
@pytest.mark.parametrize("role", ["worker", "coordinator", "manager"])
def test_no_search_finds_anything_of_the_other_side(harm, side, role):
    user, other = reader_of(harm, side, role), OTHER[side]
    for looked_for in (WORDS[other], REFERENCES[other]):
        nothing = search_for(user, "Nobodynowhere").replace("Nobodynowhere", "")
        found = search_for(user, looked_for).replace(looked_for, "")
        assert len(found.splitlines()) == len(nothing.splitlines())
    assert WORDS[side] in search_for(user, WORDS[side])


# Guesses: every address of the product that takes an id, with an id of the other side's.

OF_A_PERSON = ("rule", "kept", "file", "left", "leaver", "invitation", "membership", "absence",
               "reset", "course", "prompt", "reflection", "session", "notice")  # fmt: skip


def records_of(harm, side):
    """One of each thing of one side that an address can name, of its case and of the meeting."""
    service, case = harm.services[side], harm.cases[side]
    records = make_records(case, service.worker, service.coordinator, service.worker, "other")
    people = Participant.objects.filter(meeting=harm.meeting, party=side, removed_at=None)
    first, second = people.order_by("pk")[:2]
    mine = {"meeting": harm.meeting, "harm": harm.meeting, "circle": harm.meeting,
            "review": harm.held, "participant": first, "young": second, "in_circle": first}  # fmt: skip
    mine["need"] = Need.objects.filter(participant=first).first()
    mine["meeting_invitation"] = MeetingInvitation.objects.filter(participant=first).first()
    mine["feedback"] = Feedback.objects.filter(meeting=harm.held, participant__party=side).first()
    mine["booking"] = Booking.objects.filter(meeting=harm.meeting).first()
    mine["entry"] = Entry.objects.current().filter(meeting=harm.meeting, compartment=side).first()
    assert all(mine.values())
    return records | mine


def addresses(records):
    """Every address that names one of these records."""
    for name, row in ORACLE.items():
        kwargs = row.get("kwargs", {})
        named = {source.partition(".")[0] for source in kwargs.values() if source[0] != "="}
        if not named or row.get("alone") or named & set(OF_A_PERSON):
            continue
        values = {}
        for part, source in kwargs.items():
            record, _, attribute = source.partition(".")
            value = source[1:] if source[0] == "=" else records[record]
            for step in attribute.split(".") if source[0] != "=" else ():
                value = getattr(value, step)
            values[part] = value
        yield name, reverse(name, kwargs=values)


def attempt(client, method, url):
    before = transaction.savepoint()
    try:
        return getattr(client, method)(url)
    finally:
        transaction.savepoint_rollback(before)


@BOTH_WAYS
@pytest.mark.parametrize("role", READERS)
def test_no_address_of_the_other_side_answers_whoever_guesses_it(harm, side, role, client):
    other = OTHER[side]
    records = records_of(harm, other)
    client.force_login(reader_of(harm, side, role))
    answered, told_there, seen = [], {}, 0
    for name, url in addresses(records):
        for method in ("get", "post"):
            response = attempt(client, method, url)
            seen += 1
            if response.status_code not in (403, 404, 405):
                answered.append((name, method, response.status_code))
            body = response.content.decode(errors="replace").replace(url, "")
            if found := told(body, harm, other):
                told_there[name, method] = found
    # That it is, its stage and its day is known to both: its plain page, and nothing else of it.
    opened = {("conferences:meeting_detail", "get", 200)} if role != "support" else set()
    # The list of people has their own side's on it.
    if role in ("coordinator", "manager"):
        opened.add(("conferences:meeting_people", "get", 200))
    assert set(answered) == opened
    assert told_there == {}
    assert seen > 300


@BOTH_WAYS
def test_pages_of_the_other_side_are_as_if_they_were_not_there(harm, side, client):
    client.force_login(harm.coordinators[side])
    other, meeting = OTHER[side], harm.meeting.get_absolute_url()
    kinds = [kind.key for kind in harm.meeting.declared.kinds.values() if kind.compartment == other]
    urls = [f"{meeting}write/{key}/" for key in kinds] + [f"{meeting}written/{other}/"]
    assert {client.get(url).status_code for url in urls} == {404}
    assert client.get(f"{meeting}written/{side}/").status_code == 200


@BOTH_WAYS
@pytest.mark.parametrize("role", ["coordinator", "manager"])
def test_the_people_of_ones_own_side_are_listed_and_nobody_of_the_other(harm, side, role, client):
    user, other, meeting = reader_of(harm, side, role), OTHER[side], harm.meeting
    mine = Participant.objects.current().filter(meeting=meeting, party=side)
    theirs = Participant.objects.current().filter(meeting=meeting, party=other).first()
    helper = mine.get(part="supporter")
    helper.supports, helper.relation = theirs, "A friend"
    helper.save()
    client.force_login(user)

    response = client.get(f"{meeting.get_absolute_url()}people/")

    page = response.content.decode()
    rows = response.context["rows"]
    assert len(rows) == mine.count() == 3
    assert all(row.name.startswith(WORDS[side]) for row in rows)
    assert told(page, harm, other) == []
    # Nothing of it can be changed or followed from here.
    inner = page[page.index("<main") : page.index("</main>")]
    table = inner[inner.index("<table") : inner.index("</table>")]
    assert "href" not in table
    assert "<form" not in inner
    assert "Supports" not in table
    assert "arrangements" not in table
    before = client.get(response.request["PATH_INFO"]).content.decode()
    bring(harm, other, "family")
    assert (
        differences({"": before}, {"": client.get(response.request["PATH_INFO"]).content.decode()})
        == []
    )
    look = AccessEvent.objects.filter(action="meeting_people").latest("pk")
    assert {look.case_id, *look.case_ids} == {harm.cases[side].pk}


@BOTH_WAYS
def test_who_may_not_read_how_a_meeting_is_prepared_gets_no_list_of_it(harm, side, client):
    client.force_login(harm.workers[side])
    address = f"{harm.meeting.get_absolute_url()}people/"
    assert client.get(address).status_code == 403
    assert address not in client.get(harm.meeting.get_absolute_url()).content.decode()


@BOTH_WAYS
def test_whoever_is_excluded_from_a_family_finds_nobody_of_it_on_the_list(harm, side, client):
    user = harm.coordinators[side]
    one = Participant.objects.current().filter(meeting=harm.meeting, party=side).first()
    other_case = make_family(harm.services[side], children=0).case
    CaseChild.objects.create(case=other_case, person=one.person)
    Exclusion.objects.create(
        case=other_case, user=user, ground="known", recorded_by=harm.facilitator
    )
    client.force_login(user)
    rows = client.get(f"{harm.meeting.get_absolute_url()}people/").context["rows"]
    assert len(rows) == 2


# What is written for others to read: events, messages, tasks, looks.


@BOTH_WAYS
def test_no_event_task_or_message_of_a_case_tells_anything_of_the_other(harm, side):
    case, other = harm.cases[side], OTHER[side]
    for rows in (Event.objects.filter(case_id=case.pk), Task.objects.filter(case=case),
                 Reminder.objects.filter(case=case), Notice.objects.filter(case=case)):  # fmt: skip
        assert rows.exists() or rows.model is Notice
        for row in rows.values():
            assert told(str(row), harm, other) == []
    people = Participant.objects.filter(party=other, person__isnull=False).values("person")
    assert not Reminder.objects.filter(case=case, person__in=people).exists()
    parts = Participant.objects.filter(party=other)
    ours = Event.objects.filter(case_id=case.pk, subject_type="participant")
    assert not ours.filter(subject_id__in=parts).exists()
    assert ours.exists()


@BOTH_WAYS
def test_each_side_is_reminded_by_its_own_case(harm, side):
    """What is to be looked at again on one side is told to those who keep that side."""
    entries = Entry.objects.current().filter(compartment=side, due_on__isnull=False)
    told_of = Reminder.objects.filter(rule="look_again", subject_type="entry",
                                      subject_id__in=entries)  # fmt: skip
    assert {row.case_id for row in told_of} == {harm.cases[side].pk}
    people = Reminder.objects.filter(rule="meeting_soon", case=harm.cases[side])
    assert people.exists()


@BOTH_WAYS
def test_the_look_of_whoever_knows_both_is_recorded_on_both_and_one_at_one_side_on_that(
    harm, side, client
):
    client.force_login(harm.facilitator)
    client.get(f"{harm.meeting.get_absolute_url()}people/")
    both = {case.pk for case in harm.cases.values()}
    assert set(AccessEvent.objects.latest("pk").case_ids) == both
    entry = Entry.objects.current().filter(meeting=harm.meeting, compartment=side).first()
    client.get(entry.get_absolute_url())
    look = AccessEvent.objects.latest("pk")
    assert (look.case_id, look.case_ids) == (harm.cases[side].pk, [])


@BOTH_WAYS
def test_whoever_knows_both_reads_both(harm, side, client):
    client.force_login(harm.facilitator)
    meeting = harm.meeting.get_absolute_url()
    assert WORDS[side] in client.get(f"{meeting}written/{side}/").content.decode()
    assert WORDS[side] in client.get(f"{meeting}people/").content.decode()
    held = client.get(harm.held.get_absolute_url()).content.decode()
    assert WORDS[side] in held  # why it was postponed


@BOTH_WAYS
def test_a_member_of_the_other_side_on_ones_own_case_reads_nothing_of_it(harm, side, client):
    """Each side is known by its own case: what a case's own panel writes of a side is another."""
    user = harm.coordinators[side]
    CompartmentMember.objects.create(case=harm.cases[side], user=user, compartment=OTHER[side])
    client.force_login(user)
    meeting = harm.meeting.get_absolute_url()
    assert client.get(f"{meeting}written/{OTHER[side]}/").status_code == 404
    for page in ("", "written/agreed/", f"written/{side}/"):
        assert told(client.get(f"{meeting}{page}").content.decode(), harm, OTHER[side]) == []
