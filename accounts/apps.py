from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Staff and access"

    def ready(self) -> None:
        # Registers its receivers on import.
        from accounts import sign_in_record  # noqa: F401
