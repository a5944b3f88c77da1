"""The keys of encrypted fields: `name:key,name:key`, the newest first."""

from functools import lru_cache

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

VARIABLE = "FIELD_ENCRYPTION_KEYS"


@lru_cache
def ciphers(keys: str) -> dict[str, Fernet]:
    """Read all keys by name; the first is the one to write with, the others still read.

    Raises ImproperlyConfigured saying which entry is wrong, never what stands in it.
    """
    read: dict[str, Fernet] = {}
    for number, entry in enumerate(keys.split(","), start=1):
        name, _, key = (part.strip() for part in entry.partition(":"))
        if not name or not key:
            raise _wrong(number, "is not of the form name:key")
        if name in read:
            raise _wrong(number, "has the name of an earlier one")
        try:
            read[name] = Fernet(key.encode())
        except ValueError:
            raise _wrong(number, "has a key that is not 32 bytes in base64") from None
    return read


def _wrong(number: int, what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{VARIABLE}: entry {number} {what}. See .env.example.")
