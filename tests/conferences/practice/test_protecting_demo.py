"""The demo of child protection conferences by itself: one at each stage."""

from random import Random

import pytest
from django.utils import timezone

from conferences.clocks import State, clocks_of
from conferences.demo.protecting import make_protecting
from conferences.demo.staff import make_council
from conferences.demo.story import Teller
from conferences.models import Meeting

pytestmark = pytest.mark.django_db


def test_there_is_one_at_each_stage_and_nothing_is_late():
    council, today = make_council(), timezone.localdate()

    make_protecting(council, Teller(council, Random(1), today), today=today)

    made = list(Meeting.objects.order_by("pk"))
    assert [one.stage for one in made] == ["called", "ready", "no_plan", "core_group"]
    for one in made:
        assert not {State.MET_LATE, State.LATE} & {clock.state for clock in clocks_of(one)}
        assert not [entry for entry in one.entries.all() if entry.is_late]
