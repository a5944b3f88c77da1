from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.permission_table import as_markdown


class Command(BaseCommand):
    help = "Write docs/permissions.md from the table in accounts/permissions.py."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "permissions.md"
        path.write_text(as_markdown())
        self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}.")
