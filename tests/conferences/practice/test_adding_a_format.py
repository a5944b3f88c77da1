"""docs/adding-a-format.md names all that can be declared, and nothing that cannot."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from conferences.formats import format as formats
from conferences.formats import records, tallies

PAGE = Path("docs/adding-a-format.md").read_text()
CLASSES = {
    one.__name__: one
    for module in (formats, records, tallies)
    for one in vars(module).values()
    if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
}


def described(name):
    """The words in code of its section: those of one word are fields."""
    section = re.search(rf"^### {name}\n(.*?)(?=^### |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert section, f"{name} has no section"
    return set(re.findall(r"`(\w+)`", section.group(1)))


@pytest.mark.parametrize("name", CLASSES)
def test_everything_that_is_declared_is_named(name):
    assert {one.name for one in fields(CLASSES[name])} <= described(name)


def test_every_section_is_of_something_that_can_be_declared():
    assert set(re.findall(r"^### (\w+)$", PAGE, re.MULTILINE)) == set(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_is_named_that_cannot_be_declared(name):
    known = {one.name for one in fields(CLASSES[name])}
    assert described(name) - known <= {"TABS"}


@pytest.mark.parametrize("word", [*records.Answer.__members__, *records.Count])
def test_every_answer_and_unit_is_named(word):
    assert word in PAGE
