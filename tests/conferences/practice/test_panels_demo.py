"""The demo of referral order panels by itself: one young person at each step."""

from random import Random

import pytest
from django.utils import timezone

from conferences.demo.panels import STEPS, make_panels
from conferences.demo.staff import make_council
from conferences.demo.story import Teller
from conferences.models import Entry, Meeting

pytestmark = pytest.mark.django_db


def test_one_is_at_each_step():
    council, today = make_council(), timezone.localdate()

    make_panels(council, Teller(council, Random(1), today), today=today)

    assert [one.stage for one in Meeting.objects.order_by("pk")] == list(STEPS)
    assert Entry.objects.filter(kind="harmed_contact", compartment="harmed").count() == 4
