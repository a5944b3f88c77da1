import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

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
