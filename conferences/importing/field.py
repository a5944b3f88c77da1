"""How a column is declared."""

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a cell of the column holds, and so how it is read."""

    TEXT = "text"
    REFERENCE = "reference"
    NAME = "name"
    DATE = "date"
    BIRTH = "birth"
    YES_NO = "yes_no"
    COUNT = "count"
    PHONES = "phones"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PERSON = "person"
    # Matched to a list of ours: Field.vocabulary names it.
    CODED = "coded"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its usual names, and whether all of a family share what it says."""

    key: str
    label: str
    holds: Holds
    names: tuple[str, ...]
    of_family: bool = False
    vocabulary: str = ""
    # Headings that are only understood by the column to their left: "Tel" after "Mother".
    after: tuple[str, str] | None = None


def declare(
    key: str,
    label: str,
    holds: Holds,
    names: str,
    *,
    family: bool = False,
    vocabulary: str = "",
    after: tuple[str, str] | None = None,
) -> Field:
    others = tuple(name.strip() for name in names.split(";") if name.strip())
    return Field(key, label, holds, (label, *others), family, vocabulary, after)
