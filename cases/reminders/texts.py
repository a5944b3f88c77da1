"""What a reminder says: a rule's own words or those a service gave it, with a few blanks filled.

The blanks are these and no others. There is none for a name, a child, a reason, a service
or a place: what has no blank cannot be said (safety.md 8).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Event, ReminderText
from cases.reminders.rules import Rule, rule_of
from cases.reminders.words_for_time import long_day, short_day, time_words

Kind = ReminderText.Kind
PLACEHOLDERS = {
    "coordinator": "the coordinator's first name",
    "phone": "the coordinator's work phone",
    "day": "the day",
    "time": "the time of day",
    "reference": "the case's reference (colleagues only)",
    "meeting": "what the meeting is called (colleagues only)",
    "what": "what it is about (colleagues only)",
    "due": "the day by which it is due (colleagues only)",
    "days": "how many days (colleagues only)",
    "count": "how many (colleagues only)",
}
# Of a case or of what we do: never in what somebody of a family gets.
FOR_COLLEAGUES = frozenset({"reference", "meeting", "what", "due", "days", "count"})
LONGEST = {Kind.TEXT.value: 160 * 3, Kind.EMAIL.value: 2000, Kind.NOTICE.value: 300}
LONGEST_SUBJECT = 150
# Read over a shoulder, these say what a message is about.
TELLS = (
    "children's services",
    "child protection",
    "social work",
    "social care",
    "safeguard",
    "family group",
    "restorative",
    "council",
    "court",
    "abuse",
    "offen",
    "victim",
    "police",
)
FOR_ANOTHER = "Please pass this on, as agreed: "
_BLANK = re.compile(r"\{([^{}]*)\}")
_GREETING = re.compile(r"^Hello,\s*")
_EXAMPLE = {
    "coordinator": "Lee",
    "phone": "01632 960123",
    "reference": "FGC-2026-0042",
    "meeting": "family group conference",
    "what": "the interpreter",
    "days": "5",
    "count": "3",
}
_EXAMPLE_AT = datetime(2026, 3, 3, 16, tzinfo=UTC)


@dataclass(frozen=True)
class Written:
    """What goes, word for word, and which version of the words it was."""

    subject: str
    body: str
    version: int


class CannotBeSaid(Exception):
    """A blank has nothing to be filled with. Carries its name."""


Texts = dict[tuple[str, str], tuple[str, str, int]]


def current_text(rule_key: str, kind: str) -> tuple[str, str, int]:
    """Subject, words and version in force: the newest of the service, or ours as number 0."""
    return texts_of([rule_key])[rule_key, kind]


def texts_of(rule_keys: Collection[str]) -> Texts:
    """The words in force of some rules, by rule and kind, in one query."""
    found: Texts = {}
    for key in rule_keys:
        for kind in Kind.values:
            found[key, kind] = (*_shipped(rule_of(key), kind), 0)
    rows = ReminderText.objects.filter(rule__in=rule_keys).order_by("rule", "kind", "-number")
    for row in rows.distinct("rule", "kind"):
        found[row.rule, row.kind] = (row.subject, row.body, row.number)
    return found


def compose(
    rule_key: str,
    kind: str,
    values: Mapping[str, str],
    *,
    texts: Texts | None = None,
    is_staff: bool,
    name: str = "",
    is_passed_on: bool = False,
) -> Written:
    """Fill in the words in force; ours where the service's own cannot be said.

    An email greets by `name`. Raises CannotBeSaid where a blank has nothing to fill it.
    """
    texts = texts if texts is not None else texts_of([rule_key])
    known = {
        key: value
        for key, value in values.items()
        if value and key in PLACEHOLDERS and (is_staff or key not in FOR_COLLEAGUES)
    }
    subject, body, version = texts[rule_key, kind]
    try:
        subject, body = _fill(subject, known), _fill(body, known)
    except CannotBeSaid:
        if not version:
            raise
        subject, body = (_fill(one, known) for one in _shipped(rule_of(rule_key), kind))
        version = 0
    if not body:
        raise CannotBeSaid("body")
    if is_passed_on:
        body = f"{FOR_ANOTHER}{_GREETING.sub('', body)}"
    if kind == Kind.EMAIL:
        body = _greet(name, body)
    if kind == Kind.NOTICE and len(body) > LONGEST[kind]:
        body = f"{body[: LONGEST[kind] - 1]}…"
    return Written(subject[:LONGEST_SUBJECT], body, version)


def moment_values(at: datetime | date | None, kind: str) -> dict[str, str]:
    """The day, and the time where there is one: short on a phone, in full by mail."""
    if at is None:
        return {}
    day = short_day(at) if kind == Kind.TEXT else long_day(at)
    return {"day": day} | ({"time": time_words(at)} if isinstance(at, datetime) else {})


def check_text(kind: str, subject: str, body: str, *, rule: Rule | None = None) -> None:
    """Refuse what could not be sent or would say too much; raises ValidationError by field."""
    errors: dict[str, list[str]] = {}
    goes_to_family = kind == Kind.TEXT or (rule is not None and goes_to_families(rule))
    goes_to_family = goes_to_family and kind != Kind.NOTICE
    if not body.strip():
        errors["body"] = ["Enter the words."]
    if kind == Kind.EMAIL and not subject.strip():
        errors["subject"] = ["Enter a subject."]
    for field, words in (("subject", subject), ("body", body)):
        found = _wrong_in(words, goes_to_family)
        if found:
            errors.setdefault(field, []).extend(found)
    if not errors:
        shown_subject, shown = _example(kind, subject, body)
        longest = LONGEST[kind]
        if len(shown) > longest:
            errors["body"] = [
                f"This must be {longest} characters or less. With the blanks filled in it has "
                f"{len(shown)}."
            ]
        if len(shown_subject) > LONGEST_SUBJECT:
            errors["subject"] = [f"The subject must be {LONGEST_SUBJECT} characters or less."]
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def save_text(rule: Rule, kind: str, *, subject: str, body: str, by: User) -> ReminderText:
    """Give a rule new words from now on. What went before keeps those it went with."""
    subject = " ".join(subject.split()) if kind == Kind.EMAIL else ""
    body = body.replace("\r\n", "\n").strip()
    check_text(kind, subject, body, rule=rule)
    # Kept for good and numbered once: no row may be locked, and of two the second is refused.
    last = ReminderText.objects.filter(rule=rule.key, kind=kind).order_by("-number").first()
    try:
        with transaction.atomic():
            text = ReminderText.objects.create(
                rule=rule.key,
                kind=kind,
                number=last.number + 1 if last else 1,
                subject=subject,
                body=body,
                made_by=by,
            )
    except IntegrityError:
        raise ValidationError(
            "Somebody else has changed these words in this moment. Look at theirs first.",
            code="changed_meanwhile",
        ) from None
    record_event(
        None,
        Event.Kind.REMINDERS_CHANGED,
        by=by,
        subject=text,
        from_value=last.body if last else "the words it came with",
        to_value=f"{rule.name}: {text.get_kind_display().lower()} {text.number}",
    )
    return text


def example(rule: Rule, kind: str, subject: str, body: str) -> tuple[str, str]:
    """Subject and words with made-up values in the blanks; a wrong blank stays as it is."""
    shown_subject, shown = _example(kind, subject, body)
    if kind == Kind.EMAIL:
        shown = _greet("Alex" if goes_to_families(rule) else "Grace", shown)
    return shown_subject, shown


def goes_to_families(rule: Rule) -> bool:
    """Whether a step of it leaves the way open, as those to people of a family do."""
    return any(not step.how or step.how == Kind.TEXT for step in rule.steps)


def _shipped(rule: Rule | None, kind: str) -> tuple[str, str]:
    if rule is None:
        return "", ""
    return {
        Kind.TEXT.value: ("", rule.text),
        Kind.EMAIL.value: (rule.subject, rule.body),
        Kind.NOTICE.value: ("", rule.notice),
    }[kind]


def _fill(words: str, known: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found[1] not in known:
            raise CannotBeSaid(found[1])
        return known[found[1]]

    return _BLANK.sub(value, words)


def _greet(name: str, body: str) -> str:
    """By name where it is known; words that greet already are not greeted twice."""
    return f"Hello {name},\n\n{_GREETING.sub('', body)}" if name else body


def _example(kind: str, subject: str, body: str) -> tuple[str, str]:
    known = _EXAMPLE | moment_values(_EXAMPLE_AT, kind) | {"due": long_day(_EXAMPLE_AT)}

    def value(found: re.Match[str]) -> str:
        return known.get(found[1], found[0])

    return _BLANK.sub(value, subject), _BLANK.sub(value, body)


def _wrong_in(words: str, goes_to_family: bool) -> list[str]:
    found = []
    for name in dict.fromkeys(_BLANK.findall(words)):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            found.append(f"There is no {{{name}}}. These can be filled in: {known}.")
        elif goes_to_family and name in FOR_COLLEAGUES:
            found.append(f"{{{name}}} is for colleagues only. Leave it out.")
    if goes_to_family:
        plain = words.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        found += [
            f"Others may read this over a shoulder. Leave out “{one}”."
            for one in TELLS
            if re.search(rf"\b{re.escape(one)}", plain)
        ]
    return found
