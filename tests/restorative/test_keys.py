import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from restorative.checks import check_keys
from restorative.keys import ciphers

# Fixed, so that tests bear the same names in every process.
KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
OTHER = base64.urlsafe_b64encode(b"o" * 32).decode()
MALFORMED = [
    ("", "entry 1 is not of the form name:key"),
    (KEY, "entry 1 is not of the form name:key"),
    (f":{KEY}", "entry 1 is not of the form name:key"),
    (f"new:{KEY},", "entry 2 is not of the form name:key"),
    (f"new:{KEY},old:", "entry 2 is not of the form name:key"),
    (f"new:{KEY},new:{OTHER}", "entry 2 has the name of an earlier one"),
    (f"new:{KEY},old:{OTHER[:-9]}", "entry 2 has a key that is not 32 bytes in base64"),
    (f"new:{KEY},old:{OTHER[:20]}", "entry 2 has a key that is not 32 bytes in base64"),
    ("new:PUT-THE-KEY-HERE", "entry 1 has a key that is not 32 bytes in base64"),
    ("new:schlüssel", "entry 1 has a key that is not 32 bytes in base64"),
]


def test_keys_are_read_by_name_the_newest_first():
    assert list(ciphers(f"new: {KEY} , old:{OTHER}")) == ["new", "old"]


@pytest.mark.parametrize(("given", "complaint"), MALFORMED)
def test_a_malformed_key_is_named_by_its_place_and_never_shown(given, complaint):
    with pytest.raises(ImproperlyConfigured) as refusal:
        ciphers(given)

    assert str(refusal.value) == f"FIELD_ENCRYPTION_KEYS: {complaint}. See .env.example."


def test_the_system_check_reads_every_key(settings):
    settings.FIELD_ENCRYPTION_KEYS = f"new:{KEY},old:{OTHER}"
    assert check_keys() == []

    settings.FIELD_ENCRYPTION_KEYS = f"new:{KEY},old:{OTHER[:-9]}"
    assert [message.id for message in check_keys()] == ["restorative.E006"]
