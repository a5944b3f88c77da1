from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.outcomes import Said, newest_fact, record_outcomes
from cases.models import Case, Draft, Exclusion, Fact
from tests.cases.outcomes.conftest import child_of, index_of, item, met_months_ago
from tests.factories.conferences import make_conference
from tests.factories.recording import end_case, queries_of, reload

pytestmark = pytest.mark.django_db


def outcomes_url(conference):
    return reverse("cases:case_outcomes", args=[conference.case.public_id])


def form_url(conference, point="m6"):
    return reverse("cases:follow_up", args=[conference.case.public_id, point])


def name(key, child=None):
    return f"child-{child.person.public_id}-{key}" if child else f"family-{key}"


def typed(conference, **changes):
    today = timezone.localdate()
    return {
        "as_at_day": today.day,
        "as_at_month": today.month,
        "as_at_year": today.year,
        "source": "Visit",
        "version": newest_fact(conference.case),
    } | changes


def test_all_siblings_are_on_one_form_and_saved_together(client, met):
    client.force_login(met.service.worker)
    first, second = child_of(met, 0), child_of(met, 1)

    response = client.post(
        form_url(met),
        typed(met)
        | {
            name("legal_status", first): "cin",
            name("legal_status", second): "why:not_known",
            name("network_size"): "",
            name("network_size") + "-why": "not_asked",
            name("score_1"): "7",
        },
        follow=True,
    )

    assert "4 answers have been saved" in response.content.decode()
    assert set(Fact.objects.values_list("kind", "value", "unknown_because")) == {
        ("legal_status", "cin", ""),
        ("legal_status", "", "not_known"),
        ("network_size", "", "not_asked"),
        ("score", "7", ""),
    }


def test_not_known_and_nobody_has_said_look_different(client, met):
    record_outcomes(
        met.case,
        "m6",
        [Said(item("network_contact"), None, "", "not_asked")],
        by=met.service.worker,
        as_at=timezone.localdate(),
        source="Visit",
    )
    client.force_login(met.service.coordinator)
    page = client.get(outcomes_url(met)).content.decode()
    assert "<em>Not asked</em>" in page
    assert "Nobody has recorded it" in page
    assert "To come" in page


def test_what_is_known_is_shown_and_not_asked_again(client, met):
    Fact.objects.create(
        case=met.case,
        person=child_of(met).person,
        kind="legal_status",
        value="cp",
        as_at=index_of(met) - timedelta(days=9),
        source="Referral",
        recorded_by=met.service.worker,
    )
    client.force_login(met.service.worker)
    response = client.get(form_url(met, "index"))
    row = response.context["form"].cards[0].rows[0]
    assert (row.known_words, row.is_open) == ("Child protection plan", False)

    client.post(
        form_url(met, "index"),
        typed(met, as_at_day=index_of(met).day, as_at_month=index_of(met).month)
        | {"as_at_year": index_of(met).year, name("legal_status", child_of(met)): "cp"},
    )
    assert Fact.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("family-network_size", "many"),
        ("family-network_size", "-4"),
        ("family-score_1", "11"),
        ("family-network_contact", "hourly"),
    ],
)
def test_bad_answers_are_told_and_kept(client, met, key, value):
    client.force_login(met.service.worker)
    response = client.post(form_url(met), typed(met, **{key: value, "family-score_1-why": ""}))
    assert response.context["form"].errors[key]
    assert value in response.content.decode() or key.endswith("contact")
    assert not Fact.objects.exists()


def test_a_day_before_the_family_met_is_refused(client, met):
    client.force_login(met.service.worker)
    response = client.post(form_url(met), typed(met, as_at_year=2001))
    assert "that is when the family met" in response.content.decode()


def test_two_at_once_lose_nothing(client, met):
    client.force_login(met.service.coordinator)
    before = typed(met)
    record_outcomes(
        met.case,
        "m6",
        [Said(item("network_contact"), None, "weekly")],
        by=met.service.worker,
        as_at=timezone.localdate(),
        source="Visit",
    )

    response = client.post(form_url(met), before | {name("network_contact"): "daily"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Every week (Will Worker)" in page
    assert "Most days" in page

    version = response.context["form"]["version"].value()
    client.post(form_url(met), before | {name("network_contact"): "daily", "version": version})
    assert Fact.objects.standing().get(kind="network_contact").value == "daily"


def test_what_was_typed_is_kept_as_a_draft(client, met):
    client.force_login(met.service.worker)
    url = reverse("cases:draft_save", args=["outcome-m6", met.case.public_id])
    client.post(url, {"family-network_size": "9", "based_on": newest_fact(met.case)})

    assert client.get(form_url(met)).context["form"]["family-network_size"].value() == "9"
    client.post(form_url(met), typed(met, **{"family-network_size": "9"}))
    assert not Draft.objects.exists()


def test_a_correction_is_told_on_the_page(client, met):
    for value in ("weekly", "daily"):
        record_outcomes(
            met.case,
            "m6",
            [Said(item("network_contact"), None, value)],
            by=met.service.worker,
            as_at=timezone.localdate(),
            source="Visit",
        )
    client.force_login(met.service.worker)
    assert "was changed to “Most days”" in client.get(outcomes_url(met)).content.decode()


def test_an_excluded_colleague_finds_nothing(client, met):
    Exclusion.objects.create(
        case=met.case, user=met.service.worker, ground="known", recorded_by=met.service.manager
    )
    client.force_login(reload(met.service.worker))
    assert client.get(outcomes_url(met)).status_code == 404
    assert client.get(form_url(met)).status_code == 404
    assert "Record how the children are" not in client.get("/").content.decode()


def test_a_restricted_case_is_for_its_list_alone(client, met):
    Case.objects.filter(pk=met.case.pk).update(
        is_restricted=True, restriction_review_on=timezone.localdate() + timedelta(days=30)
    )
    client.force_login(reload(met.service.colleague))
    assert client.get(outcomes_url(met)).status_code == 404


def test_what_is_not_there_yet_or_at_all(client, met):
    client.force_login(met.service.worker)
    assert client.get(form_url(met, "m12")).status_code == 302
    assert client.get(form_url(met, "m9")).status_code == 404
    fresh = make_conference(met.service)
    assert client.get(form_url(fresh, "index")).status_code == 302
    assert "It has not met yet" in client.get(outcomes_url(fresh)).content.decode()


# In whose work ----------------------------------------------------------------------------


def my_work(client, user):
    client.force_login(reload(user))
    return client.get(reverse("cases:my_work")).context["follow_ups"]


def test_due_follow_ups_are_in_the_work_of_those_who_know(client, met):
    end_case(met, met.service)
    for user in (met.service.worker, met.service.coordinator):
        (due,) = my_work(client, user)
        assert due.url == form_url(met)
    assert my_work(client, met.service.colleague) == []

    record_outcomes(
        met.case,
        "m6",
        [
            Said(item("network_size"), None, "5"),
            Said(item("network_contact"), None, "weekly"),
            Said(item("score_1"), None, "", "not_asked"),
        ],
        by=met.service.coordinator,
        as_at=timezone.localdate(),
        source="Visit",
    )
    assert my_work(client, met.service.coordinator) == []
    assert len(my_work(client, met.service.worker)) == 1


def test_nobody_is_asked_for_ever(client):
    old = met_months_ago(19)
    assert my_work(client, old.service.worker) == []


def test_my_work_costs_the_same_for_one_and_many(client):
    one = met_months_ago(7)
    client.force_login(reload(one.service.worker))
    url = reverse("cases:my_work")
    before = queries_of(client, url)
    for _ in range(5):
        met_months_ago(7, children=2, service=one.service)
    assert queries_of(client, url) == before


def test_the_page_costs_the_same_for_one_and_many_facts(client):
    one = met_months_ago(7, children=1)
    client.force_login(one.service.worker)
    before = queries_of(client, outcomes_url(one))
    for number in range(30):
        record_outcomes(
            one.case,
            "m6",
            [Said(item("network_size"), None, str(number))],
            by=one.service.worker,
            as_at=timezone.localdate(),
            source="Visit",
        )
    assert queries_of(client, outcomes_url(one)) == before
