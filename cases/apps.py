from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "Families and cases"

    def ready(self) -> None:
        import cases.reminders.case_occasions  # noqa: F401  # registers its finders
        from accounts.references import references
        from accounts.work import register_seat_work, register_team_work, register_work
        from cases.domain.answering import left_by
        from cases.domain.handing_over import team_work_left, work_left
        from cases.references import find_by_reference, references_of
        from cases.reminders import health
        from cases.reminders.case_rules import RULES
        from cases.reminders.rules import register_rules
        from cases.timescales import check_names
        from restorative.health import register_probe

        check_names()
        register_rules(RULES)
        register_probe("reminders", health.probe)
        register_work(work_left)
        register_team_work(team_work_left)
        register_seat_work(left_by)
        references.of_keys = references_of
        references.find = find_by_reference
