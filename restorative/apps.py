from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate


class RestorativeConfig(AppConfig):
    name = "restorative"

    def ready(self) -> None:
        # They register themselves on import.
        from restorative import checks  # noqa: F401
        from restorative.grants import grant_rights

        # Django sends the signal once for each app with models, when all have migrated:
        # one sender means one run. We have no models ourselves.
        post_migrate.connect(
            grant_rights, sender=apps.get_app_config("pghistory"), dispatch_uid="grant_rights"
        )
        if settings.REPLICA_URL:
            from restorative import health, replica

            health.register_probe("replica", replica.probe)
