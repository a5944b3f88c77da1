"""On the page of somebody in a meeting, and of an action: who gets messages, who asked for them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import KeepApart, Person
from conferences.domain.carrying_over import carry_over
from conferences.domain.gathering import change_participant, remove_participant
from conferences.domain.planning import add_action, start_plan
from conferences.models import Meeting, Participant
from tests.leaks.twists import TWISTS
from tests.reminders.safety.family import row_of


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.coordinator)
    return client


def url(name, thing):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id})


def edit(world, key, **changes):
    one = world[key]
    return change_participant(one, by=world.coordinator, version=one.version, changes=changes)


def becomes(world, key, years):
    Person.objects.filter(pk=world.people[key].person_id).update(
        date_of_birth=timezone.localdate() - timedelta(days=years * 366)
    )


def test_the_page_of_a_child_asks_who_gets_their_messages(world, signed_in):
    text = signed_in.get(url("participant_edit", world["child"])).content.decode()

    assert "Who gets messages for them?" in text
    assert "Nobody: they are told in person or by phone" in text
    assert "they chose so" not in text
    adult = signed_in.get(url("participant_edit", world["mother"])).content.decode()
    assert "Who gets messages for them?" not in adult


def test_an_adult_chosen_there_gets_the_reminder_from_then_on(world, signed_in):
    form = signed_in.get(url("participant_edit", world["child"])).context["form"]
    data = {name: value for name, value in form.initial.items() if value is not None}
    data["messages_to"] = str(world["foster_carer"].public_id)

    response = signed_in.post(url("participant_edit", world["child"]), data)

    assert response.status_code == 302
    assert world["child"].reached_through == world.people["foster_carer"]
    row = row_of(world, "child")
    assert (row.through_id, row.channel) == (world["foster_carer"].person_id, "text")
    page = signed_in.get(url("participant_detail", world["child"])).content.decode()
    assert "Through Cordeliana Brightwatersea." in page


def test_who_is_kept_away_or_apart_is_not_offered(world, signed_in):
    TWISTS["uncle_kept_away"](world)
    KeepApart.objects.create(
        first=world["child"].person,
        second=world["father"].person,
        kind="must_not_meet",
        reason="He is not to see her.",
        source="order",
        review_on=timezone.localdate() + timedelta(days=60),
        recorded_by=world.coordinator,
    )

    form = signed_in.get(url("participant_edit", world["child"])).context["form"]

    offered = set(form.adults)
    assert str(world["uncle"].public_id) not in offered
    assert str(world["father"].public_id) not in offered
    assert str(world["foster_carer"].public_id) in offered
    for key in ("uncle", "father", "brother"):
        with pytest.raises(ValidationError, match="Choose an adult"):
            edit(world, "child", reached_through=world[key])


def test_from_thirteen_on_they_may_choose_to_get_their_own(world, signed_in):
    with pytest.raises(ValidationError, match="Only from 13"):
        edit(world, "child", writes_for_self=True)

    becomes(world, "child", 14)
    assert (
        "they chose so" in signed_in.get(url("participant_edit", world["child"])).content.decode()
    )
    edit(world, "child", writes_for_self=True)

    assert row_of(world, "child").channel == "text"
    page = signed_in.get(url("participant_detail", world["child"])).content.decode()
    assert "They get messages themselves." in page


def test_who_leaves_the_meeting_passes_nothing_on(world):
    edit(world, "child", reached_through=world["aunt"])

    remove_participant(world["aunt"], by=world.coordinator, why="Moved away.")

    assert world["child"].reached_through is None
    assert row_of(world, "child").reason == "too_young"


def test_a_review_takes_over_who_passes_on(world):
    edit(world, "child", reached_through=world["aunt"])
    review = Meeting.objects.create(
        format="review_conference",
        team=world.service.team,
        stage="preparing",
        reviews=world.meeting,
        opened_by=world.coordinator,
    )

    carry_over(review, by=world.coordinator)

    child = Participant.objects.get(meeting=review, person=world["child"].person)
    assert child.reached_through is not None
    assert child.reached_through.person == world["aunt"].person


def test_somebody_who_asked_to_be_reminded_of_an_action_says_so_on_its_form(world, signed_in):
    Meeting.objects.filter(pk=world.meeting.pk).update(stage="held")
    world.refresh()
    plan = start_plan(world.meeting, by=world.coordinator)
    action = add_action(
        plan,
        by=world.coordinator,
        what="Walk to school",
        who="",
        participant=world["aunt"],
        by_when=timezone.localdate() + timedelta(days=30),
    )
    assert action.wants_reminder is False

    form_url = url("action_edit", action)
    page = signed_in.get(form_url)
    assert "They want to be reminded before it is due" in page.content.decode()
