import pytest

from conferences.domain.resources import add_resource, change_resource
from conferences.models import Resource
from tests.factories.recording import make_service
from tests.importing.lists import bring_in, refusals, work

pytestmark = pytest.mark.django_db
HEADINGS = [
    "Venue", "Address", "Post code", "Rooms", "Capacity", "Wheelchair access", "Hearing loop",
    "Kitchen", "Parking", "Cost", "Tel", "Email", "Council building", "Wifi",
]  # fmt: skip


@pytest.fixture
def service():
    return make_service()


def row(name="St Mark’s Hall", postcode="zz14ap", **cells):
    usual = {"name": name, "address": "12 Mill Lane", "postcode": postcode}
    keys = "name address postcode rooms seats step_free loop kitchen parking cost phone email council wifi"
    return [(usual | cells).get(key, "") for key in keys.split()]


def test_a_venue_has_every_cell_of_its_row(service):
    bring_in(
        "venues", service,
        [
            HEADINGS,
            row(
                rooms="Main hall, small room and kitchen", seats="40/60", step_free="Ramp - side door",
                loop="Y", kitchen="Yes", parking="behind", cost="=1+1", phone="01632 960201 (Mrs H)",
                email="Hall@example.org", council="No", wifi="ask",
            ),
        ],
    )  # fmt: skip

    venue = Resource.objects.get(kind="venue")
    assert (venue.name, venue.address, venue.postcode) == (
        "St Mark’s Hall", "12 Mill Lane", "ZZ1 4AP",
    )  # fmt: skip
    assert (venue.rooms, venue.seats, venue.has_kitchen, venue.is_neutral) == (3, 40, True, True)
    assert (venue.step_free, venue.access_note) == ("yes", "Ramp - side door. Hearing loop: Y")
    assert (venue.directions, venue.cost) == ("Parking: behind", "=1+1")
    assert (venue.contact_phone, venue.contact_email) == ("+441632960201", "hall@example.org")
    assert venue.note.split("\n") == [
        "Telephone: 01632 960201 (Mrs H)",
        "Rooms: Main hall, small room and kitchen",
        "Seats: 40/60",
        "Wifi: ask",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Yes", "yes"),
        ("ground floor only", "partly"),
        ("stairs", "no"),
        ("ring first", ""),
        ("", ""),
    ],
)
def test_step_free_is_never_guessed(service, words, code):
    bring_in("venues", service, [HEADINGS, row(step_free=words)])

    assert Resource.objects.get(kind="venue").step_free == code


def test_rows_that_cannot_be_read_are_refused_with_their_cell(service):
    sheet = bring_in(
        "venues", service,
        [
            HEADINGS,
            row(name=""),
            row(postcode="nowhere"),
            row(seats="400000"),
            row(wifi="x" * 501),
            row(email="hall at example"),
            row(name="n" * 151),
        ],
    )  # fmt: skip

    assert refusals(sheet) == {
        "A2": "There is no name of the venue.",
        "C3": "“nowhere” is not a full UK postcode.",
        "E4": "“400000” is too many.",
        "A5": "What has no field of its own is more than 500 characters. Shorten it.",
        "L6": "“hall at example” is not an email address.",
        "A7": "This is longer than 150 characters. Shorten it.",
    }


def test_twice_changes_nothing_and_those_that_are_there_stay(service):
    known = add_resource("venue", by=service.manager, name="Old Mill", postcode="ZZ1 9AB", seats=20)
    rows = [
        HEADINGS,
        row(),
        row(name="OLD MILL", postcode="ZZ1 9AB", seats="99"),
        row(name="Old mill", postcode="ZZ2 2ZZ"),
        row(name="st mark’s hall"),
    ]
    first = bring_in("venues", service, rows)
    second = bring_in("venues", service, rows)

    assert first.made == {"venues": 1, "rows": 1, "already": 1, "refused": 1, "doubles": 1}
    assert second.made == {"venues": 0, "rows": 0, "already": 2, "refused": 1, "doubles": 1}
    assert refusals(second) == {
        "A4": "There is a venue of this name with another postcode. Give this one a name of its own."
    }
    known.refresh_from_db()
    assert (known.seats, Resource.objects.filter(kind="venue").count()) == (20, 2)


def test_they_are_taken_back_while_nobody_has_changed_them(service):
    rows = [HEADINGS, row(), row(name="Riverside")]
    assert work(bring_in("venues", service, rows), "undoing").state == "undone"
    assert not Resource.objects.filter(kind="venue").exists()

    again = bring_in("venues", service, rows)
    change_resource(
        Resource.objects.get(name="Riverside"), by=service.manager, version=1, changes={"seats": 9}
    )
    refused = work(again, "undoing")

    assert (refused.state, refused.says) == (
        "done",
        "Nothing was taken back: One of them has been booked or changed since.",
    )
    assert Resource.objects.filter(kind="venue").count() == 2
