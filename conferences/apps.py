from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "Restorative meetings"

    def ready(self) -> None:
        from conferences.domain.case_hooks import register

        register()
