"""Reads settings from the environment and remembers which required ones are missing.

Settings must import with no environment at all (the type checker and the image build
do so). What is missing is therefore collected here, and whatever serves people refuses
to start with the names: the web process, the worker, every checking command.
"""

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from restorative.keys import VARIABLE, ciphers

missing: list[str] = []
DEMO_IS_LIVE = "DEMO is on in a live service: anybody could sign in with one click."
HOW_TO_END_IT = "Set DEMO=0, or DEBUG=1 on a machine that holds no real families."


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required(name: str, *, when: bool = True) -> str:
    """Return a setting that nothing can stand in for; note its name when it is absent."""
    value = text(name)
    if when and not value and name not in missing:
        missing.append(name)
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def numbers_by_name(name: str) -> dict[str, int]:
    """Read pairs such as "decide=1, allocate=5"."""
    pairs = (word.partition("=") for word in words(name))
    try:
        return {key.strip(): int(value) for key, _, value in pairs}
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is {text(name)!r}: write pairs such as decide=1, allocate=5."
        ) from None


@dataclass(frozen=True)
class Scale:
    """A question that a family answers with a number, and the words for both ends."""

    name: str
    least: int
    most: int
    least_words: str
    most_words: str


def scales(name: str) -> tuple[Scale, ...]:
    """Read "How safe things are | 0 | 10 | not safe at all | as safe as can be; ..."."""
    found = []
    for line in filter(str.strip, text(name).split(";")):
        parts = [part.strip() for part in line.split("|")]
        try:
            label, least, most, low, high = parts
            scale = Scale(label, int(least), int(most), low, high)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name}: {line.strip()!r} is not a scale. Write: name | from | to | words for "
                "the lowest | words for the highest; and a semicolon between scales."
            ) from None
        if not label or len(label) > 60 or not 0 <= scale.least < scale.most <= 100:
            raise ImproperlyConfigured(
                f"{name}: {label!r} needs a name of up to 60 letters and numbers from 0 to 100."
            )
        found.append(scale)
    return tuple(found)


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(choices)}.")
    return value


def database(url: str) -> dict[str, Any]:
    """Read postgresql://user:password@host:port/name?host=/socket/folder&sslmode=...

    A socket's folder goes into `host`, as PostgreSQL's own tools have it.
    """
    parts = urlsplit(url)
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def require_complete() -> None:
    """Stop with the names of what is missing. Called by whatever serves people.

    Servers run no system checks, so what must never be served is refused here as well.
    """
    if missing:
        raise ImproperlyConfigured(
            f"Not set in the environment: {', '.join(missing)}. See .env.example."
        )
    ciphers(text(VARIABLE))
    if flag("DEMO", default=False) and not flag("DEBUG", default=False):
        raise ImproperlyConfigured(f"{DEMO_IS_LIVE} {HOW_TO_END_IT}")


# What a demo asks families: a service chooses its own.
DEMO_SCALES = (Scale("How safe things are", 0, 10, "not safe at all", "as safe as can be"),)
