"""Collects the static files as the image does and finds every one that a page names.

A live service serves them by a manifest: a name that is not in it is an error 500 on the
page that has it. Run by `make check`, with the settings of a live service.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "restorative.settings"
DOCKERFILE = Path(__file__).parents[1] / "Dockerfile"


def main() -> int:
    from restorative import settings

    with tempfile.TemporaryDirectory() as folder:
        settings.STATIC_ROOT = Path(folder)
        import django

        django.setup()
        _collect()
        named = set(_named_by_templates())
        missing = sorted(one for one in named if not _is_served(one[0]))
    for name, template in missing:
        print(f"{template} names {name}, which the image does not have.")
    if not named:
        print("No template names a static file: this check looks in the wrong place.")
    return 1 if missing or not named else 0


def _collect() -> None:
    """Run the image's own command, with whatever options it has there."""
    from django.core.management import call_command

    [options] = re.findall(r"manage\.py collectstatic(.*)", DOCKERFILE.read_text())
    call_command("collectstatic", *options.split())


def _named_by_templates() -> Iterator[tuple[str, str]]:
    """Every name in a {% static %} of our templates and the installed packages', and where."""
    from django.template import engines
    from django.templatetags.static import StaticNode

    django = engines["django"]
    for folder in django.template_dirs:
        for path in Path(folder).rglob("*.html"):
            name = str(path.relative_to(folder))
            nodes = django.get_template(name).template.nodelist
            for node in nodes.get_nodes_by_type(StaticNode):
                yield node.path.resolve({}), name


def _is_served(name: str) -> bool:
    from django.templatetags.static import static

    try:
        return bool(static(name))
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main())
