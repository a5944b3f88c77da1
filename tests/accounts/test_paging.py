import pytest

from accounts.models import User
from accounts.paging import keyset_page
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
ORDER = ("last_name", "-first_name", "pk")


def walk(rf):
    seen, url = [], "/staff/?role=manager"
    while url:
        page = keyset_page(rf.get(url), User.objects.get_queryset(), order=ORDER, size=2)
        seen += page.rows
        url = page.next_url
        assert not url or "role=manager" in url
    return seen


def test_every_row_comes_once_and_in_order(rf):
    for last, first in ["BA", "AB", "AA", "BA", "AB", "CA", "AC"]:
        UserFactory(last_name=last, first_name=first)

    assert walk(rf) == list(User.objects.get_queryset().order_by(*ORDER))


def test_the_address_holds_no_name(rf):
    users = [UserFactory(last_name="Okafor") for _ in range(3)]

    page = keyset_page(rf.get("/staff/"), User.objects.get_queryset(), order=ORDER, size=2)

    assert page.next_url == f"/staff/?after={page.rows[-1].public_id}"
    assert len(users) == 3


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 50, "00000000-0000-4000-8000-000000000000"])
def test_nonsense_begins_at_the_beginning(rf, after):
    user = UserFactory()

    page = keyset_page(rf.get("/", {"after": after}), User.objects.get_queryset(), order=ORDER)

    assert (page.rows, page.first_url, page.next_url) == ([user], "", "")


def test_a_row_of_another_list_is_no_place_to_begin_at(rf):
    """Or an address would tell whether a hidden row exists, and where it would stand."""
    users = [UserFactory(last_name=name) for name in ("Adair", "Bell", "Cole")]
    mine = User.objects.get_queryset().exclude(pk=users[1].pk)
    asked = rf.get("/", {"after": users[1].public_id})

    page = keyset_page(asked, mine, order=ORDER)

    assert (page.rows, page.first_url) == ([users[0], users[2]], "")
