"""Naming who works with a side, ending it, and who reads it then."""

import pytest
from django.core.exceptions import ValidationError

from cases.domain.naming_sides import name_for_side
from cases.models import CompartmentMember
from conferences.models import Entry
from tests.conferences.practice.furniture import token_of, url
from tests.factories.recording import reload

CANARY = "Wren-canary of the person harmed"
WHY = "Plover-canary is why"


def page_of(panel, side="harmed"):
    return url("side_workers", panel, side=side)


def end_of(panel, member):
    return url("side_end", panel, side=member.compartment, member=member.public_id)


def name(case, user, *, by, side="harmed", why=WHY):
    return name_for_side(case, user, side, by=by, why=why)


def refused(act):
    with pytest.raises(ValidationError) as error:
        act()
    return error.value.code


def now(case):
    rows = CompartmentMember.objects.current().filter(case=case, compartment="harmed")
    return {one.user for one in rows}


def reads(user):
    return Entry.objects.visible_to(reload(user)).filter(kind="harmed_contact").exists()


def send(client, panel, **values):
    page = client.get(page_of(panel))
    return client.post(page_of(panel), {**token_of(page), **values})
