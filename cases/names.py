"""Names as search sees them: without accents, capitals, apostrophes and hyphens."""

import re
from unicodedata import category, normalize

# Letters that stay what they are when accents are taken off, and the many marks that
# keyboards make of an apostrophe and of a hyphen.
LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
    "ŧ": "t",
}
MARKS = dict.fromkeys("’‘ʼʻ′`´ʹ＇", "'") | dict.fromkeys("‐‑‒–—−", "-")
_BETWEEN_WORDS = re.compile(r"[\s,;./()\[\]\"“”]+")
LONGEST_WORD = 100
_LETTERS = str.maketrans(LETTERS)
_MARKS = str.maketrans(MARKS)


def fold(text: str) -> str:
    """Small letters without accents: "O’Néill" is "o'neill", "Łukasz" is "lukasz"."""
    text = text.translate(_MARKS)  # before the next line, which takes ´ apart
    text = normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(letter for letter in text if category(letter) != "Mn")


def plain_words(text: str) -> list[str]:
    """The words as written, each in one piece: "Taylor-Reid" is "taylorreid"."""
    words = ("".join(filter(str.isalnum, word)) for word in _split(text))
    return [word[:LONGEST_WORD] for word in words if word]


def name_words(text: str) -> list[str]:
    """Every word by which this may be looked for, the plain ones first.

    A joined name is found whole and by its parts: "O'Brien" is "obrien" and "brien",
    "Taylor-Reid" is "taylorreid", "taylor" and "reid". One name of several words is
    found in one piece, too: "van der Berg" is also "vanderberg".
    """
    plain = plain_words(text)
    found = list(plain)
    for word in _split(text):
        parts = ["".join(filter(str.isalnum, part)) for part in re.split("['-]", word)]
        if len(parts) > 1:
            found += [part for part in parts if len(part) > 1]
    if 1 < len(plain) < 4:
        found.append("".join(plain))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in found))


def _split(text: str) -> list[str]:
    # A hyphen or an apostrophe with a space beside it joins nothing.
    return [word for word in _BETWEEN_WORDS.split(fold(text)) if word]


LONGEST_SLIP = 24
# What a spelling of a name leaves out or writes in several ways: "Mohammed" and
# "Muhammad", "Philip" and "Filip", "Khan" and "Kan" sound alike.
SOUNDS = (
    ("sch", "s"),
    ("ph", "f"),
    ("gh", "g"),
    ("kh", "k"),
    ("ck", "k"),
    ("ce", "s"),
    ("ci", "s"),
    ("cy", "s"),
    ("sh", "s"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("x", "ks"),
)
_ONE_SOUND = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f", "j": "y"})
SILENT = "aeiouyhw"


def slips_of(word: str) -> list[str]:
    """What a word shares with each word that is one slip of the pen away from it.

    The word itself, the word with any one letter left out, and how it sounds: a letter
    wrong, missing, doubled, added or swapped with its neighbour leaves one in common.
    """
    short = word[:LONGEST_SLIP]
    found = [short, *(short[:at] + short[at + 1 :] for at in range(len(short)))]
    sound = sound_of(short)
    if len(sound) > 2:
        found.append(f"~{sound}")
    return list(dict.fromkeys(slip for slip in found if slip))


def sound_of(word: str) -> str:
    """The consonants of a word, alike for the usual spellings of one name."""
    for letters, sound in SOUNDS:
        word = word.replace(letters, sound)
    word = word.translate(_ONE_SOUND)
    once = [letter for at, letter in enumerate(word) if word[at - 1 : at] != letter]
    return "".join(once[:1] + [letter for letter in once[1:] if letter not in SILENT])


def is_one_slip(first: str, second: str) -> bool:
    """Whether one letter changed, dropped, added or swapped makes one word the other."""
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1:
        return False
    at = 0
    while at < len(first) and first[at] == second[at]:
        at += 1
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    return first[at + 1 :] == second[at + 1 :] or (
        first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
    )


def closeness(typed: str, word: str) -> float:
    """How well a word of a name answers a typed one: 10 the same, 0 not at all.

    The first letter is seldom wrong, so words that share it come before those that do
    not; a short word that differs in a letter is as a rule another name.
    """
    if typed == word:
        return 10
    alike = 0.5 * (typed[:1] == word[:1]) + 0.2 * (typed[-1:] == word[-1:])
    found = 0.0
    if len(typed) > 1 and is_one_slip(typed, word):
        found = (8 if len(typed) > 3 else 5) + alike
    if len(typed) > 1 and word.startswith(typed):
        found = max(found, 6 + alike + len(typed) / len(word))
    if found:
        return found
    if len(sound := sound_of(typed)) > 2 and sound == sound_of(word):
        return 5 + alike
    return 3 + alike if set(slips_of(typed)) & set(slips_of(word)) else 0
