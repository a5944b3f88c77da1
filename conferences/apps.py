from importlib import import_module

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "Restorative meetings"

    def ready(self) -> None:
        from cases.reminders.rules import register_rules
        from conferences import drafts
        from conferences.domain.case_hooks import register
        from conferences.formats import FORMATS, load_formats
        from conferences.invitations import ledger
        from conferences.messages_about import register as register_names
        from conferences.reminder_reach import register as register_reach
        from conferences.reminders import OCCASIONS

        load_formats()
        for name in OCCASIONS:
            import_module(name)
        register()
        drafts.register()
        register_names()
        register_reach()
        ledger.register()
        for declared in FORMATS.values():
            register_rules(declared.reminders, format=declared.key)
