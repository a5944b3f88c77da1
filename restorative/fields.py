"""Model fields that the apps share: opaque public ids and text encrypted at rest."""

import hashlib
import hmac
from typing import Any
from uuid import uuid4

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models

from restorative.keys import ciphers


def public_id_field() -> "models.UUIDField[Any, Any]":
    """The id that URLs carry; the bigint key never leaves the database."""
    return models.UUIDField(default=uuid4, unique=True, editable=False)


def encrypt(text: str) -> str:
    """Encrypt with the newest key, whose id stands in front so that keys can rotate."""
    return encrypt_bytes(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Read what `encrypt` wrote; raises InvalidToken when its key is not at hand."""
    return decrypt_bytes(stored.encode()).decode()


def encrypt_bytes(content: bytes) -> bytes:
    """The same for what is no text."""
    key_id, cipher = next(iter(ciphers(settings.FIELD_ENCRYPTION_KEYS).items()))
    return key_id.encode() + b":" + cipher.encrypt(content)


def decrypt_bytes(stored: bytes) -> bytes:
    """Read what `encrypt_bytes` wrote; raises InvalidToken when its key is not at hand."""
    key_id, _, token = stored.partition(b":")
    try:
        cipher = ciphers(settings.FIELD_ENCRYPTION_KEYS)[key_id.decode()]
    except KeyError:
        raise InvalidToken(f"No key named {key_id.decode()!r} in FIELD_ENCRYPTION_KEYS") from None
    return cipher.decrypt(token)


def keyed_hash(text: str) -> str:
    """A look-up value for encrypted text: equal texts match, nothing can be read back.

    Case and spaces are ignored, so that a telephone number or a postcode is found
    however it was typed.
    """
    plain = "".join(text.split()).casefold()
    return hmac.new(settings.LOOKUP_HASH_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # not generic when it runs
    """Text that the database, its history tables and its backups hold only encrypted."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(str(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only emptiness can be asked of encrypted text; the keyed hash answers equality."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedBytesField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """Bytes that the database and its backups hold only encrypted."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else decrypt_bytes(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        stored = None if value is None else encrypt_bytes(bytes(value))
        return super().get_db_prep_value(stored, connection, prepared)
