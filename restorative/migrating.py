"""Operations for migrations."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class CreateTogether(Operation):
    """Create models with all their fields, indexes, constraints and triggers in one step.

    Takes what `makemigrations` writes for new models, and for others what it adds, takes away
    or alters in the same migration, as long as nothing of a model is touched twice. One by
    one, each of these operations makes Django build every model anew, which for a first set
    of tables takes half a minute; together it is done once. Tables are made as the models
    stand at the end, so what is added to a new model further down the list is part of its
    table already.
    """

    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return (self.__class__.__qualname__, [self.operations], {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without built models there is nothing that each operation would have to rebuild.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self._to_be_run():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables; their indexes, constraints and triggers go with them."""
        for operation in reversed(self._to_be_run()):
            if isinstance(operation, CreateModel) or not self._is_of_new_model(operation):
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def _to_be_run(self) -> list[Operation]:
        """All but what is part of a new table already."""
        return [
            operation
            for operation in self.operations
            if isinstance(operation, CreateModel | AddTrigger)
            or not self._is_of_new_model(operation)
        ]

    def _is_of_new_model(self, operation: Operation) -> bool:
        new = {one.name_lower for one in self.operations if isinstance(one, CreateModel)}
        return getattr(operation, "model_name", "").lower() in new

    def describe(self) -> str:
        return "Create models together"
