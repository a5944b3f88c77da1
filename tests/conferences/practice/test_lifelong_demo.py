"""The demo of Lifelong Links by itself: one young person halfway, one who has celebrated."""

from random import Random

import pytest
from django.utils import timezone

from conferences.demo.lifelong import make_lifelong_links
from conferences.demo.staff import make_council
from conferences.demo.story import Teller
from conferences.models import Entry, Meeting, Participant

pytestmark = pytest.mark.django_db


def test_one_is_halfway_and_one_has_celebrated():
    council, today = make_council(), timezone.localdate()

    make_lifelong_links(council, Teller(council, Random(1), today), today=today)

    made = Meeting.objects.order_by("pk")
    assert [one.stage for one in made] == ["telling", "supported"]
    assert Participant.objects.filter(arrived_at__isnull=False).count() == 3
    unsafe = Entry.objects.filter(kind="connection", values__safe="no")
    assert [one.values.get("person") for one in unsafe] == [None, None]
