"""Several who take part, decided about at one press; and walk-ins who come up at the review."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from conferences.domain.deciding_attendance import let_in
from conferences.domain.gathering import gather_network
from conferences.models import Meeting, MeetingParty, Participant
from conferences.prompts import prompts_of
from tests.conferences.people.test_gathering import keep_away
from tests.factories.conferences import make_conference
from tests.factories.people import KeepApartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def by(conference):
    return conference.service.coordinator


@pytest.fixture
def page(client, by):
    client.force_login(by)
    return client


def several(conference):
    return reverse("conferences:people_decide", args=[conference.meeting.public_id])


def reload(one):
    return Participant.objects.get(pk=one.pk)


def key(one):
    return str(one.public_id)


def test_several_are_let_in_at_one_press(page, conference, by):
    chosen = [conference["Ngozi"], conference["Pat"]]

    answer = page.post(several(conference), {"who": [key(one) for one in chosen]}, follow=True)

    assert "2 people take part." in answer.content.decode()
    assert [reload(one).attendance for one in chosen] == ["comes", "comes"]
    assert reload(conference["Obi"]).attendance == ""
    assert Event.objects.filter(kind="attendance_decided").count() == 2


def test_who_is_kept_apart_or_unwilling_is_decided_about_alone(page, conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person, second=conference["Ngozi"].person, recorded_by=by
    )
    Participant.objects.filter(pk=conference["Obi"].pk).update(willing="no")

    text = page.get(several(conference)).content.decode()
    answer = page.post(several(conference), {"who": [key(conference["Emeka"])]})

    for name in ("Emeka", "Ngozi", "Obi"):
        assert f"Decide about {name}" in text
        assert f'value="{conference[name].public_id}"' not in text
    assert f'value="{conference["Pat"].public_id}"' in text
    assert answer.status_code == 422
    assert reload(conference["Emeka"]).attendance == ""


def test_nobody_ticked_is_said_and_nothing_changes(page, conference):
    answer = page.post(several(conference), {})

    assert "Select at least one person" in answer.content.decode()
    assert not Participant.objects.exclude(attendance="").exists()


def test_what_was_decided_meanwhile_stays(conference, by):
    uncle = conference["Obi"]
    keep_away(uncle, by)

    assert let_in([uncle, conference["Pat"]], by=by) == 1
    assert reload(uncle).is_kept_away


def test_nobody_is_let_in_where_one_of_them_cannot_be(conference, by):
    KeepApartFactory(
        first=conference["Obi"].person,
        second=conference["Ngozi"].person,
        kind="not_invited",
        recorded_by=by,
    )

    with pytest.raises(ValidationError, match="not invited where the other is"):
        let_in([conference["Obi"], conference["Pat"]], by=by)

    assert reload(conference["Pat"]).attendance == ""


def test_one_press_on_the_list_leads_back_to_the_person(page, conference):
    one = conference["Pat"]

    answer = page.post(
        reverse("conferences:participant_decide", args=[one.public_id]),
        {"outcome": "comes", "from": "people"},
    )

    people = reverse("conferences:meeting_people", args=[conference.meeting.public_id])
    assert answer.url == f"{people}#person-{one.public_id}"
    assert f'id="person-{one.public_id}"' in page.get(people).content.decode()


def test_who_walked_in_is_asked_for_again_before_a_review(conference, by):
    pat = conference["Pat"]
    Participant.objects.filter(pk=pat.pk).update(walked_in=True, arrived_at=timezone.now())
    review = Meeting.objects.create(
        format="review_conference",
        team=conference.service.team,
        stage="preparing",
        reviews=conference.meeting,
        opened_by=by,
    )
    MeetingParty.objects.create(meeting=review, case=conference.case)

    gather_network(review, by=by)

    again = review.participants.get(person=pat.person)
    assert (again.attendance, again.is_required, again.walked_in) == ("", False, False)
    prompts = [one for one in prompts_of(review, by) if "without an invitation" in one.text]
    assert [one.text for one in prompts] == [
        "Pat came last time without an invitation. Ask whether they want to come again."
    ]
    let_in([again], by=by)
    assert not [one for one in prompts_of(review, by) if "without an invitation" in one.text]
