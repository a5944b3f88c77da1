"""Many families out of the demo's: each copy a statement a table, keys moved by a fixed step.

What the product's own code made is multiplied, so that every row has a shape it can have.
Indexes and keys to other tables are taken away meanwhile and put back as they were: putting
them back is what checks the copies.
"""

from typing import Any

# Kept out: what needs a resource for itself, files, and what is made from the rest.
LEFT_OUT = (
    "notice", "booking", "feedback", "feedbackanswer", "preparedfile", "importedrow",
    "importedcell", "importedrecord", "refusedrow", "keptmapping", "sheetimport", "sheetpiece",
    "resource", "weeklyhours", "calendarfeed", "hiddenmeasure", "remindersetting", "remindertext",
    "sendingswitch", "draft", "personnameword", "nameword", "casecounter", "figurecell",
    "figuremonth", "figuredirty", "publishededition", "away", "heartbeat", "course",
    "developmentsession", "sessionattendance", "reflection", "reflectionreply", "rewordedprompt",
    "stepwording",
)  # fmt: skip
THINNED = {"cases_event": "id % 3 = 0", "cases_fact": "id % 3 = 0 AND corrects_id IS NULL"}
SUBJECTS = {
    "note": "cases_note", "task": "cases_task", "offer": "cases_offer", "case": "cases_case",
    "fact": "cases_fact", "meeting": "conferences_meeting", "participant": "conferences_participant",
}  # fmt: skip
OF_A_LIFE = ("date_of_birth", "expected_on", "died_on")
# Teams grow with the county up to ten areas; people only in number: what one of them holds
# stays as it is, so that a page's growth is the table's and not its reader's.
MOST_AREAS, COPIES_A_PERSON = 10, 25
OF_AN_AREA = ("accounts_user", "accounts_team")
# What points somewhere without a constraint that says so.
UNSAID = {
    ("cases_event", "case_id"): "cases_case",
    ("cases_event", "actor_id"): "accounts_user",
    ("cases_reminder", "case_id"): "cases_case",
    **{
        (f"conferences_{figure}", f"{column}_id"): target
        for figure in ("casefigure", "childfigure")
        for column, target in (
            ("case", "cases_case"), ("person", "cases_person"), ("team", "accounts_team"),
            ("referring_team", "accounts_team"), ("coordinator", "accounts_user"),
        )
    },
}  # fmt: skip
WITHOUT_ID = ("cases_reminder", "conferences_casefigure")


class Cloning:
    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        self.tables = [
            name
            for (name,) in self._all(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                "'public'::regnamespace AND relname ~ '^(cases|conferences)_' "
                "AND relname !~ '[a-z]event$' ORDER BY relname"
            )
            if name.split("_", 1)[1] not in LEFT_OUT
        ]
        self.steps = {table: self._step(table) for table in self.tables}
        self.targets = {
            (table, column): target
            for table, column, target in self._all(
                "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text "
                "FROM pg_constraint c JOIN pg_attribute a "
                "ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE contype = 'f'"
            )
        }

    def _all(self, sql: str, given: Any = None) -> list[tuple[Any, ...]]:
        self.cursor.execute(sql, given)
        return self.cursor.fetchall()

    def _step(self, table: str) -> int:
        if table in WITHOUT_ID:
            return 0
        return self._all(f"SELECT coalesce(max(id), 0) FROM {table}")[0][0]

    def clone(self, copies: int) -> None:
        """Copy everything so many times, with triggers, indexes and foreign keys away."""
        self.teams = max(1, min(MOST_AREAS, copies // COPIES_A_PERSON))
        self.areas = self.teams * max(1, copies // (COPIES_A_PERSON * self.teams))
        self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._widen_staff()
        put_back = self._take_away()
        for table in self.tables:
            self.cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            self.cursor.execute(self._copying(table), {"copies": copies})
            self.cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.put_back = put_back
        for table in self.tables:
            if table not in WITHOUT_ID:
                self.cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                    f"greatest((SELECT max(id) FROM {table}), 1))"
                )

    def finish(self) -> None:
        """Put indexes and keys back, which checks every row."""
        self.cursor.execute("SET maintenance_work_mem = '512MB'")
        for statement in self.put_back:
            self.cursor.execute(statement)

    def _widen_staff(self) -> None:
        """Make the demo's teams and staff once for each area."""
        for table, many, more in (
            ("accounts_team", self.teams, {"name": "name || ' ' || k", "id": "id + k * 1000"}),
            ("accounts_user", self.areas, {"email": "k || '.' || email", "id": "id + k * 1000"}),
            ("accounts_membership", self.areas, {"id": "id + k * 1000"}),
        ):
            self.cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            self.cursor.execute(
                self._copying(table, more, "k", "generate_series(1, %(copies)s) AS k"),
                {"copies": many - 1},
            )
            self.cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def _take_away(self) -> list[str]:
        put_back = []
        found = self._all(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE contype IN ('f', 'u') AND "
            "conrelid = ANY(%s::regclass[]) ORDER BY contype DESC",
            [[*self.tables, "cases_personnameword"]],
        )
        for table, name, definition in found:
            if definition.startswith("FOREIGN"):
                put_back.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
            else:
                put_back.insert(0, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
            if definition.startswith("FOREIGN"):
                self.cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        # Foreign keys first: they stand on unique constraints.
        for table, name, definition in found:
            if not definition.startswith("FOREIGN"):
                if self._is_stood_on(table, name):
                    put_back = [one for one in put_back if f" {name} " not in one]
                    continue
                self.cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, definition in self._all(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
            "WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisprimary AND NOT EXISTS "
            "(SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
            [[*self.tables, "cases_personnameword"]],
        ):
            self.cursor.execute(f"DROP INDEX {name}")
            put_back.insert(0, definition)
        return put_back

    def _is_stood_on(self, table: str, name: str) -> bool:
        return bool(
            self._all(
                "SELECT 1 FROM pg_constraint WHERE contype = 'f' AND confrelid = %s::regclass "
                "AND conindid = (SELECT conindid FROM pg_constraint WHERE conname = %s "
                "AND conrelid = %s::regclass)",
                [table, name, table],
            )
        )

    def _copying(
        self,
        table: str,
        more: dict[str, str] | None = None,
        area: str = "",
        numbers: str = "generate_series(1, %(copies)s) AS k",
    ) -> str:
        columns = self._all(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE "
            "attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [table],
        )
        area = area or f"(k %% {self.areas})"
        values = [
            (more or {}).get(name) or self._value(table, name, kind, area) for name, kind in columns
        ]
        names = ", ".join(f'"{name}"' for name, _ in columns)
        where = f"WHERE {THINNED[table].replace('%', '%%')}" if table in THINNED else ""
        return (
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} "
            f"FROM {table} CROSS JOIN {numbers} {where}"
        )

    def _value(self, table: str, name: str, kind: str, area: str) -> str:
        column = f'{table}."{name}"'
        target = self.targets.get((table, name)) or UNSAID.get((table, name))
        if name == "id" and kind == "bigint":
            return f"{column} + k * {self.steps.get(table, 1000)}::bigint"
        if target in OF_AN_AREA:
            within = f" %% {self.teams}" if target == "accounts_team" else ""
            return f"{column} + ({area}{within}) * 1000"
        if self.steps.get(target):
            return f"{column} + k * {self.steps[target]}::bigint"
        if name == "subject_id":
            cases = " ".join(
                f"WHEN '{word}' THEN {self.steps[of]}" for word, of in SUBJECTS.items()
            )
            return f"{column} + k * (CASE {table}.subject_type {cases} ELSE 0 END)::bigint"
        if kind == "bigint[]":
            step = self.steps["cases_casechild"]
            return f"ARRAY(SELECT one + k * {step}::bigint FROM unnest({column}) AS one)"
        if name == "public_id" or (name == "id" and kind == "uuid"):
            return "gen_random_uuid()"
        if name == "reference" and table == "cases_case":
            return f"{column} || '-' || k"
        if name == "dedupe_key":
            return f"{column} || ':' || k"
        if name not in OF_A_LIFE and (kind == "date" or kind.startswith("timestamp")):
            if table.startswith("accounts"):
                return column
            plain = f"{column} - (k::bigint * 7919 %% 1091)::int * interval '8 hours'"
            if kind == "date":
                return f"{column} - (k::bigint * 7919 %% 1091 / 3)::int"
            return plain
        return column
