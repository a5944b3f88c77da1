"""Every variable that the settings read is explained, and reaches a live service."""

import ast
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
READERS = {"flag", "number", "numbers_by_name", "one_of", "required", "text", "words"}
# Never set by hand for a live service.
NOT_FOR_LIVE = {"DATABASE_AS_OWNER", "DEBUG", "DEMO", "RUN_TOKEN"}


def read_by_settings():
    tree = ast.parse((ROOT / "restorative" / "settings.py").read_text())
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {call.args[0].value for call in calls if getattr(call.func, "id", None) in READERS}


def explained():
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_every_variable_that_is_read_is_explained_and_no_other():
    filled_in = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE))

    assert explained() == read_by_settings() | filled_in


def test_the_compose_file_hands_on_every_variable_of_a_live_service():
    services = yaml.safe_load(COMPOSE)["services"].values()
    handed_on = {name for service in services for name in service.get("environment", ())}

    assert read_by_settings() - NOT_FOR_LIVE <= handed_on
