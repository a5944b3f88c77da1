"""What the documents tell people to type can be typed."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def named_commands():
    for path in sorted(DOCUMENTS):
        for words in re.findall(r"manage\.py ([^`\n]+)", path.read_text()):
            yield pytest.param(*shlex.split(words)[:1], shlex.split(words)[1:], id=words)


@pytest.mark.parametrize(("name", "arguments"), named_commands())
def test_a_command_has_the_arguments_that_it_needs(name, arguments):
    command = load_command_class(get_commands()[name], name)

    # Raises CommandError where one is missing, or is none of the command's.
    command.create_parser("manage.py", name).parse_args(arguments)
