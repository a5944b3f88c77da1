"""Imports point one way: conferences -> cases -> accounts -> restorative."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["restorative", "accounts", "cases", "conferences"]
MODULES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
# Runs before anything is installed.
ON_ITS_OWN = ROOT / "restorative" / "embedded"


def imported(source):
    """Yield what a module imports, wherever it does so: a late import is an import."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield node.module


def wrong_way(source, layer):
    above = LAYERS[LAYERS.index(layer) + 1 :]
    return [name for name in imported(source) if name.split(".")[0] in [*above, "tests"]]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_its_own_layer_and_those_below(path):
    assert wrong_way(path.read_text(), path.relative_to(ROOT).parts[0]) == []


def test_an_import_of_a_layer_above_is_found_however_it_is_written():
    source = """
import conferences.models
from cases import rules
from accounts.models import User
def late():
    from cases.models import Case
"""

    assert wrong_way(source, "accounts") == ["conferences.models", "cases", "cases.models"]


def test_the_installer_needs_nothing_that_it_installs():
    import sys

    outside = {
        name
        for path in ON_ITS_OWN.glob("*.py")
        for name in imported(path.read_text())
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith("restorative.embedded")
    }

    assert outside == set()
