"""What surrounds a family in its rows: remarks by which it stays safe, its network, the rules used."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from conferences.importing.contacts import safety_in
from conferences.importing.records import Duplicate, NetworkPerson, Parent, Remark
from conferences.importing.values import has_lost_letters, is_unknown, plain

if TYPE_CHECKING:
    from conferences.importing.family_work import Taken, Work

# Cells whose remarks are of the family, and may ask for care.
SPOKEN_IN = ("risk", "notes", "bottom_lines", "network", "address")
NAMED_IN = ("surname", "forename", "name", "mother", "father", "referrer", "coordinator")
_WHO = re.compile(
    r"\b(dad|father|mum|mother|mgm|mgf|pgm|pgf|mgps?|pgps?|step-?\s?(?:dad|father|mum|mother)|partner"
    r"|ex-?partner|ex|uncle|aunt(?:ie)?|nan|gran(?:dad|ny|dmother|dfather)?|brother|sister|mr\s+\w+|mrs\s+\w+|ms\s+\w+)\b",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"\+44\s+(?:number|no\.?|mobile|phone|one)", re.IGNORECASE)
RELATIONS = (
    "mgm|mgf|pgm|pgf|mat(?:ernal|\\.)?\\s+\\w+|pat(?:ernal|\\.)?\\s+\\w+|great[\\s-]\\w+|aunt(?:ie|y)?|uncle|nan(?:ny|a)?"
    "|gran(?:dad|ny|dma|dpa|dmother|dfather)?|step-?\\s?(?:dad|mum|father|mother|brother|sister)|half[\\s-](?:brother|sister)"
    "|brother|sister|cousin|neighbour|friend|family\\s+friend|godmother|godfather|mum's\\s+partner|dad's\\s+partner|partner"
    "|teacher|coach|youth\\s+worker|pastor|imam|vicar"
)
_RELATED = re.compile(
    rf"^({RELATIONS})\s*[-–:,]?\s+((?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?[^\W\d_][\w'’\-]*(?:\s+[A-Z][\w'’\-]*){{0,3}})$",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(
    rf"^([A-Z][\w'’\-]*(?:\s+[A-Z][\w'’\-]*){{0,3}})\s*(?:\(\s*({RELATIONS})\s*\)|[-–,:]\s*({RELATIONS}))$",
    re.IGNORECASE,
)


def network_people(texts: list[str]) -> list[NetworkPerson]:
    """Those of the network whom the text names; "football coach" alone is nobody's name."""
    people: dict[tuple[str, str], NetworkPerson] = {}
    for text in texts:
        for part in re.split(r"[;,\n]|\s+(?:and|&)\s+", text):
            part = part.strip(" .")
            if found := _RELATED.match(part):
                relation, name = found[1], found[2]
            elif found := _NAME_FIRST.match(part):
                name, relation = found[1], found[2] or found[3]
            else:
                continue
            person = NetworkPerson(name[:1].upper() + name[1:], relation, part)
            people.setdefault((plain(name), plain(relation)), person)
    return list(people.values())


def note_remarks(work: "Work") -> None:
    """Collect what has to be confirmed by a person before anything automatic is sent."""
    seen = set[tuple[str, str, str]]()

    def note(kind: str, text: str, found: "Taken", key: str, about: str) -> None:
        if (kind, text, about) in seen:
            return
        seen.add((kind, text, about))
        who = _WHO.search(text)
        work.family.remarks.append(
            Remark(
                kind,
                text,
                found.number,
                work.maker.mapping.columns[key],
                about,
                who[1] if who and kind in ("not_to_know", "do_not_invite", "order") else "",
            )
        )

    for found in work.taken:
        texts = found.entry.texts
        for key in SPOKEN_IN:
            text = texts.get(key, "")
            if not text:
                continue
            for kind in safety_in(text, of_contact=False):
                note(kind, text, found, key, "family")
                if kind == "work_phone" and _INTERNATIONAL.search(text):
                    _mark_international(work, text)
        if work.maker.is_lossy:
            for key in NAMED_IN:
                text = texts.get(key, "")
                if "?" in text and not is_unknown(text) and has_lost_letters(text):
                    about = key if key in ("mother", "father") else "family"
                    note("lost_letter", text, found, key, "child" if key in NAMED_IN[:3] else about)
    for parent in (work.family.mother, work.family.father):
        key = f"{parent.part}_tel"
        first = next((found for found in work.taken if key in found.entry.texts), None)
        for number in parent.numbers:
            for remark in number.remarks:
                for kind in safety_in(remark):
                    if first is not None:
                        note(kind, remark, first, key, parent.part)
        if first is not None and len(parent.numbers) > 1:
            shared = parent.numbers[0].remarks
            if shared and shared == parent.numbers[-1].remarks:
                work.use("remark_of_all", [first.number])
    _make_secret(work)


def _mark_international(work: "Work", text: str) -> None:
    """ "+44 number is work phone": the numbers that were written so carry the remark."""
    for parent in (work.family.mother, work.family.father):
        _mark(parent, text)


def _mark(parent: Parent, text: str) -> None:
    parent.numbers = tuple(
        replace(
            number,
            remarks=(*number.remarks, text),
            safety=tuple(dict.fromkeys((*number.safety, "work_phone"))),
        )
        if number.written.startswith("+44") and text not in number.remarks
        else number
        for number in parent.numbers
    )


def _make_secret(work: "Work") -> None:
    """An address that one row keeps secret is secret in all of them."""
    told = any(
        remark.kind == "not_to_know" and re.search("addr|where|location|live", remark.text, re.I)
        for remark in work.family.remarks
    )
    homes = [child for child in work.family.children if child.home is not None]
    secret = [child for child in homes if child.home and child.home.is_secret]
    if not told and not secret:
        return
    open_ones = [child for child in homes if child.home and not child.home.is_secret]
    for child in open_ones:
        if child.home:
            child.home = replace(child.home, is_secret=True)
    if open_ones:
        work.use("address_secret", work.family.rows)


def note_rules_of_rows(work: "Work", duplicates: list[Duplicate]) -> None:
    for found in work.taken:
        entry = found.entry
        if entry.dittoed:
            work.use("ditto", [found.number])
        if entry.rule and entry.rule != "ditto":
            work.use(entry.rule, [found.number])
    for double in duplicates:
        work.use("double", [double.row, double.of_row])
