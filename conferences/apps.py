from importlib import import_module

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "Restorative meetings"

    def ready(self) -> None:
        from accounts.work import register_leaving
        from cases.reminders.rules import register_rules
        from conferences import drafts, drafts_of_reflections
        from conferences.domain.case_hooks import register
        from conferences.domain.reflecting import end_sharing_of
        from conferences.formats import FORMATS, load_formats
        from conferences.invitations import ledger
        from conferences.messages_about import register as register_names
        from conferences.reminder_reach import register as register_reach
        from conferences.reminders import OCCASIONS

        load_formats()
        from conferences.measures import declare_formats

        declare_formats()
        for name in OCCASIONS:
            import_module(name)
        register()
        drafts.register()
        register_names()
        register_reach()
        drafts_of_reflections.register()
        register_leaving(end_sharing_of)
        ledger.register()
        for declared in FORMATS.values():
            register_rules(declared.reminders, format=declared.key)
