from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from conferences.measures.documenting import as_markdown


class Command(BaseCommand):
    help = "Write docs/measures.md from the declarations in conferences/measures/."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "measures.md"
        path.write_text(as_markdown())
        self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}.")
