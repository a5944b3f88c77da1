from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.models import Person
from conferences.dashboards.choosable import choosable
from conferences.dashboards.comparing import TOO_FEW, ratio
from conferences.domain.choosing_measures import choose_measures
from conferences.figures.refreshing import refresh_dirty
from conferences.measures import MEASURES
from conferences.measures.computing import Figure
from conferences.models import HiddenMeasure
from tests.factories.recording import make_service, reload
from tests.figures.cohorts import make_cohort

pytestmark = pytest.mark.django_db
LONG = "from=2024-01&to=2026-12"


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_has_a_page_that_says_how_it_is_counted(client, edited, key):
    client.force_login(reload(edited.services[0].manager))

    html = client.get(f"{reverse('conferences:outcome_measure', args=[key])}?{LONG}")

    assert html.status_code == 200
    assert "How this is counted" in html.content.decode()
    assert "Index date" in html.content.decode()


def test_satisfaction_is_never_shown_without_the_response_rate(client, edited):
    client.force_login(reload(edited.services[0].manager))

    html = client.get(reverse("conferences:outcome_measure", args=["satisfaction"]))

    assert "Answered when asked" in html.content.decode()


def test_a_choice_is_kept_with_who_made_it(client, clock):
    service = make_service()
    client.force_login(reload(service.manager))
    shown = [key for key in choosable() if key not in ("fathers", "offending")]
    data = {"time": ["conversion", "days_to_meet", "met_in_time"], "volume": ["families_met"]}
    choose_measures(shown, by=service.manager)

    page = client.get(reverse("conferences:measure_choice")).content.decode()
    assert "Fathers who came, by" in page

    answer = client.post(reverse("conferences:measure_choice"), data)
    assert answer.status_code == 302
    hidden = set(HiddenMeasure.objects.values_list("key", flat=True))
    assert hidden == choosable().keys() - {
        "conversion",
        "days_to_meet",
        "met_in_time",
        "families_met",
    }


def test_choosing_twice_keeps_the_first_who_and_when(clock):
    first, second = make_service(), make_service()
    shown = [key for key in choosable() if key != "fathers"]

    choose_measures(shown, by=first.manager)
    choose_measures(shown, by=second.manager)

    assert HiddenMeasure.objects.get().hidden_by == first.manager


def test_one_that_belongs_beside_another_is_not_shown_alone(client, clock):
    service = make_service()
    with pytest.raises(ValidationError, match="never shown without"):
        choose_measures(["satisfaction"], by=service.manager)

    client.force_login(reload(service.manager))
    answer = client.post(reverse("conferences:measure_choice"), {"feedback": ["satisfaction"]})
    assert "never shown without" in answer.content.decode()
    assert not HiddenMeasure.objects.exists()


def figure(numerator, n):
    return Figure(MEASURES["in_family_m6"], n, 0, numerator, numerator / n if n else None)


def test_a_group_is_compared_with_the_rate_of_all():
    everybody = figure(50, 100)

    assert ratio(figure(6, 10), everybody) == "1.2 times the rate of all"
    assert ratio(figure(5, 10), everybody) == "The rate of all"
    assert ratio(figure(4, 4), everybody) == TOO_FEW
    assert ratio(figure(0, 10), figure(0, 100)) == "Nobody in any group"


def test_groups_stand_apart_from_those_not_asked(client, clock):
    service = make_service()
    cohort = make_cohort(service, families=12, first=date(2025, 5, 5), over_days=60)
    keys = [keys[0] for keys in cohort.children]
    Person.objects.filter(pk__in=keys[:6]).update(
        ethnicity="Black Caribbean", ethnicity_answer="given"
    )
    Person.objects.filter(pk__in=keys[6:8]).update(ethnicity_answer="declined")
    Person.objects.filter(pk__in=keys[8:10]).update(ethnicity="Irish", ethnicity_answer="given")
    refresh_dirty()
    client.force_login(reload(service.manager))

    html = client.get(f"{reverse('conferences:outcome_equality')}?{LONG}&measure=child_voice")
    page = html.content.decode()

    assert "Black Caribbean" in page
    assert page.index("Black Caribbean") < page.index("Would rather not say")
    assert page.count("<svg ") == 1
    picture = page.partition("<svg ")[2].partition("</svg>")[0]
    assert "by ethnicity" in picture
    assert "Black Caribbean" in picture
    assert "Would rather not say" not in picture
    assert "Not asked" in page
