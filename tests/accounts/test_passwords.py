import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.domain.staffing import add_staff
from accounts.passwords import DEMO_PASSWORD


@pytest.mark.parametrize("typed", [DEMO_PASSWORD, "Restorative-Demo", f" {DEMO_PASSWORD} "])
def test_the_password_of_the_demo_is_nobodys_outside_a_demo(settings, typed):
    settings.DEMO = False

    with pytest.raises(ValidationError) as refusal:
        validate_password(typed)

    assert [error.code for error in refusal.value.error_list] == ["demo_password"]


def test_in_a_demo_it_is_a_password_like_any_other(settings):
    settings.DEMO = True

    validate_password(DEMO_PASSWORD)


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "signs_in"), [(True, True), (False, False)])
def test_who_a_demo_made_signs_in_there_alone(client, settings, demo, signs_in):
    settings.DEMO = True
    user = add_staff(
        email="amy@example.org", first_name="Amy", last_name="New", password=DEMO_PASSWORD
    )
    settings.DEMO = demo

    response = client.post("/account/login/", {"login": user.email, "password": DEMO_PASSWORD})

    assert (response.status_code == 302) is signs_in
    assert (client.get("/you/").status_code == 200) is signs_in
    if not signs_in:
        assert "which opens nothing here" in response.content.decode()
