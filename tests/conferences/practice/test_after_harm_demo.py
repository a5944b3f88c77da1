"""The demo of conferences after harm by itself: one ahead, one agreed, each behind a wall."""

from random import Random

import pytest
from django.utils import timezone

from conferences.demo.after_harm import make_after_harm
from conferences.demo.staff import make_council
from conferences.demo.story import Teller
from conferences.models import Entry, Meeting, Participant

pytestmark = pytest.mark.django_db


def test_one_has_a_date_and_one_was_agreed_and_each_worker_knows_one_side():
    council, today = make_council(), timezone.localdate()

    make_after_harm(council, Teller(council, Random(1), today), today=today)

    made = Meeting.objects.order_by("pk")
    assert [one.stage for one in made] == ["scheduled", "after_harm_agreed"]
    assert Participant.objects.filter(arrived_at__isnull=False).count() == 2
    for name, side in (("grace", "harmed"), ("tom", "harming")):
        seen = Entry.objects.visible_to(council[name]).exclude(compartment="open")
        assert set(seen.values_list("compartment", flat=True)) == {side}
        assert not Participant.objects.visible_to(council[name]).exists()
    assert Participant.objects.visible_to(council["lee"]).count() == 4
