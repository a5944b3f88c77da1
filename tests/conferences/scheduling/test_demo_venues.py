import pytest

from conferences.demo.staff import make_council
from conferences.demo.venues import make_resources
from conferences.models import Away, Resource, WeeklyHours

pytestmark = pytest.mark.django_db


def test_the_made_up_council_has_somewhere_to_meet(clock):
    made = make_resources(make_council())

    kinds = [one.kind for one in made.values()]
    assert [kinds.count(kind) for kind in Resource.Kind] == [6, 3, 3, 2]
    assert Away.objects.count() == 1
    assert WeeklyHours.objects.filter(resource=made["lee"]).count() == 5
