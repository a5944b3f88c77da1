"""What a sheet brought in opens on every page of a case, whatever it lacks."""

import pytest
from django.urls import reverse

from cases.models import Case, Event
from conferences.models import FamilyPlan, Meeting
from tests.factories.staff import UserFactory
from tests.importing.writing.bringing import bring, service, shared

pytestmark = pytest.mark.django_db
OF_A_CASE = ("cases:case_detail", "cases:case_timeline", "cases:case_people", "cases:case_outcomes",
             "cases:case_consent", "cases:case_copy", "conferences:case_meetings")  # fmt: skip
LISTS = ("cases:my_work", "cases:case_list", "cases:referral_inbox", "conferences:outcomes",
         "conferences:data_quality", "conferences:due_and_overdue", "conferences:workload")  # fmt: skip


def test_every_page_of_cases_of_each_stage_opens(client):
    team, manager = service()
    UserFactory(coordinator=True, team=team, first_name="Owen", last_name="Price")
    bring(shared(by=manager, team=team))
    client.force_login(manager)

    stages = set(Case.objects.values_list("stage", flat=True))
    assert stages == {"submitted", "accepted", "allocated", "closed", "withdrawn", "declined"}
    for stage in sorted(stages):
        for case in Case.objects.filter(stage=stage).order_by("pk")[:2]:
            for name in OF_A_CASE:
                assert client.get(reverse(name, args=[case.public_id])).status_code == 200, name
    meetings = Meeting.objects.order_by("format", "stage", "pk").distinct("format", "stage")
    plan = FamilyPlan.objects.first()
    for one in [*meetings, plan]:
        assert client.get(one.get_absolute_url()).status_code == 200, one
    for name in LISTS:
        assert client.get(reverse(name)).status_code == 200, name


def test_a_coordinator_of_ours_has_the_case_and_the_name_of_another_stays():
    team, manager = service()
    owen = UserFactory(coordinator=True, team=team, first_name="Owen", last_name="Price")

    bring(shared(by=manager, team=team))

    case = Case.objects.get(reference="FGC/25/001")
    assert (case.coordinator, case.stage) == (owen, Case.Stage.ALLOCATED)
    other = Case.objects.get(reference="FGC/24/003")
    assert (other.coordinator, other.stage) == (None, Case.Stage.ACCEPTED)
    assert other.allocated_at is not None
    assert "Sunita Rao" in [cell.text for cell in other.imported_cells.all()]
    told = Event.objects.of_case(other).get(kind=Event.Kind.COORDINATOR_ALLOCATED)
    assert told.to_value == "Sunita Rao"
