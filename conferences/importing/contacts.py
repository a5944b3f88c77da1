"""Telephone numbers and addresses, and the remarks beside them by which a family stays safe."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cases.models import ContactPoint
from conferences.importing.values import clean, is_unknown, plain

Channel = ContactPoint.Channel


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number as dialled here, as it was written, and what was said beside it.

    `safety` are the kinds of `SAFETY` that the remarks hold: to be confirmed by a person
    before anything automatic goes to this number.
    """

    value: str
    written: str
    channel: str
    remarks: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phones:
    numbers: tuple[Number, ...] = ()
    # Words in a cell in which no number was found.
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """An address; `is_secret` where the sheet says so, or that it is a refuge."""

    text: str
    is_secret: bool = False
    is_none: bool = False


# What a remark asks for: the kind, its sentence for the page that confirms it, how it is written.
SAFETY: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, sentence, re.compile(pattern, re.IGNORECASE))
    for kind, sentence, pattern in (
        (
            "text_only",
            "Text messages only",
            r"\b(?:texts?|sms)\s*only\b|\bonly\s+(?:by\s+)?text|prefers?\s+text",
        ),
        (
            "no_voicemail",
            "Leave no voice message",
            r"(?:do\s*n[o']?t|don['’]?t|no|never)\s+(?:leave\s+)?(?:any\s+|a\s+)?(?:vm|v/m|voice\s*-?\s*mail|voice\s+messages?|messages?|msgs?)\b",
        ),
        (
            "no_calls",
            "Do not ring",
            r"(?:do\s+not|don['’]?t|no|never)\s+(?:ring|phone|call|calls|telephone)\b",
        ),
        (
            "no_texts",
            "Send no text messages",
            r"(?:do\s+not|don['’]?t|no|never)\s+(?:text|texts|sms)\b",
        ),
        (
            "no_contact",
            "Do not contact directly",
            r"(?:do\s+not|don['’]?t|never)\s+contact\b|contact\s+(?:only\s+)?(?:via|through)\b",
        ),
        (
            "work_phone",
            "A telephone at work",
            r"\bwork\s*(?:phone|mobile|no\.?|number|tel|line)?\b(?!er)",
        ),
        (
            "shared_phone",
            "A telephone that others use",
            r"\bshared\b|partner['’]?s\s+(?:phone|number)|\b(?:nan|gran|mum|dad|sister|friend|neighbour)['’]?s\s+(?:phone|mobile|number)",
        ),
        (
            "times",
            "Only at certain times",
            r"\b(?:after|before|between|until|from)\s+\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|noon)?\b|\b(?:mornings?|afternoons?|evenings?|weekends?|school\s+hours)\s*(?:only)?\b",
        ),
        (
            "not_to_know",
            "Somebody must not learn this",
            r"\b(?:not\s+to|must\s*n[o']?t|mustn['’]?t|should\s+not|shouldn['’]?t|does\s*n[o']?t)\s+(?:be\s+)?(?:know|told|have|given|get|see|share|shared)\b|\bunaware\b",
        ),
        (
            "do_not_invite",
            "Somebody is not to be invited",
            r"(?:do\s+not|don['’]?t|not\s+to\s+be|never)\s+invited?\b",
        ),
        (
            "order",
            "An order keeps people apart",
            r"non[\s-]*mol|restraining\s+order|injunction|occupation\s+order|bail\s+condition|prohibited\s+steps",
        ),
    )
)
SAFETY_SENTENCES = {kind: sentence for kind, sentence, _ in SAFETY}
_CONTACT_ONLY = frozenset(["work_phone", "shared_phone", "times"])
# Digits with single marks between them; a stroke begins another number.
_NUMBER = re.compile(r"\+?\(?\d(?:[ ().\-–\u00a0]{0,3}\d){6,14}")
# Two numbers with nothing but a space between them.
_NEXT = re.compile(r"(?<=\d{3})\s+(?=(?:07|\+44)[\d ]{8,})")
_BETWEEN = " \t\n/;,&|-–—:."


@lru_cache(maxsize=20_000)
def safety_in(text: str, *, of_contact: bool = True) -> tuple[str, ...]:
    """Which safety remarks a text holds; `of_contact` where it stands beside a number."""
    return tuple(
        kind
        for kind, _, pattern in SAFETY
        if pattern.search(text)
        and (
            of_contact
            or kind not in _CONTACT_ONLY
            or "number" in text.lower()
            or "phone" in text.lower()
        )
    )


@lru_cache(maxsize=20_000)
def read_phones(text: str) -> Phones:
    """All numbers of a cell, each with its remarks.

    Words before a number are of that number; words after one are of it, and where they stand
    after the last of several of all of them: a warning too many does no harm.
    """
    text = clean(text)
    if is_unknown(text):
        return Phones()
    text = _NEXT.sub(" / ", text)
    found = [match for match in _NUMBER.finditer(text) if _dialled(match[0])]
    if not found:
        return Phones(remark=text)
    between = [text[: found[0].start()]]
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        between.append(text[match.end() : end])
    words = [_bare(part) for part in between]
    labelled = bool(words[0])
    said: list[list[str]] = [[] for _ in found]
    for place, remark in enumerate(words):
        if not remark:
            continue
        if place == len(found):
            for remarks in said:
                remarks.append(remark)
        elif place == 0 or (labelled and not _is_bound(between[place])):
            said[place].append(remark)
        else:
            said[place - 1].append(remark)
    return Phones(
        tuple(
            _number(match[0].strip(), tuple(dict.fromkeys(remarks)))
            for match, remarks in zip(found, said, strict=True)
        )
    )


def _bare(part: str) -> str:
    part = part.strip(_BETWEEN)
    if part.lower() in {"or", "and", "also"}:
        return ""
    for opening, closing in ("()", "[]"):
        if part.startswith(opening) and part.endswith(closing) and part.count(opening) == 1:
            part = part[1:-1]
    return part.strip(_BETWEEN)


def _is_bound(part: str) -> bool:
    """Whether words after a number are tied to it: in brackets, or behind a dash."""
    return part.lstrip().startswith(("(", "[", "-", "–"))


def _dialled(written: str) -> str:
    digits = "".join(filter(str.isdigit, written))
    if written.lstrip().startswith("+"):
        if digits.startswith("44"):
            digits = digits[2:].removeprefix("0")
            return "0" + digits if len(digits) in (9, 10) else ""
        return "+" + digits if 8 <= len(digits) <= 15 else ""
    if digits.startswith("0044"):
        digits = "0" + digits[4:].removeprefix("0")
    elif digits.startswith("00"):
        return "+" + digits[2:] if len(digits) >= 10 else ""
    elif digits.startswith("44") and len(digits) == 12:
        digits = "0" + digits[2:]
    elif digits.startswith(("7", "1", "2")) and len(digits) == 10:
        # Excel takes a number for a count and its first nought away.
        digits = "0" + digits
    return digits if 10 <= len(digits) <= 11 and digits.startswith("0") else ""


def _number(written: str, remarks: tuple[str, ...]) -> Number:
    value = _dialled(written)
    mobile = value.startswith("07")
    kinds = tuple(dict.fromkeys(kind for remark in remarks for kind in safety_in(remark)))
    return Number(value, written, Channel.MOBILE if mobile else Channel.PHONE, remarks, kinds)


_SECRET = re.compile(
    r"\bconfidential\b|\brefuge\b|\bwithheld\b|\bundisclosed\b|\bnot\s+disclosed\b|\bsecret\b"
    r"|\bsafe\s+(?:house|address)\b|\bsee\s+sw\b|\bask\s+sw\b|\bprotected\b|not\s+to\s+know|do\s+not\s+(?:share|disclose)",
    re.IGNORECASE,
)
_NO_HOME = frozenset(["nfa", "no fixed abode", "no fixed address", "homeless", "sofa surfing"])


@lru_cache(maxsize=20_000)
def read_home(text: str) -> Home:
    text = clean(text)
    if is_unknown(text):
        return Home("")
    return Home(text, bool(_SECRET.search(text)), plain(text).strip(".") in _NO_HOME)
