from typing import Any

from django.db.models import Model


class CacheRouter:
    """Keep the cache's table on the connection that commits by itself, and migrate only default."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return (app_label == "django_cache") == (db == "cache")
