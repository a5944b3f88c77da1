"""All that a database holds, so that two can be compared."""

from datetime import datetime
from uuid import UUID

from django.apps import apps

# What is only ever added to, is worked out from the rest, or is of the upload itself.
ADDED_TO = {"cases.event", "accounts.accessevent", "cases.nameword", "cases.casecounter",
            "cases.heartbeat"}  # fmt: skip
WORKED_OUT = {"conferences.figuredirty", "conferences.casefigure", "conferences.childfigure",
              "conferences.figuremonth", "conferences.figurecell"}  # fmt: skip
OF_UPLOAD = {"cases.sheetimport", "cases.sheetpiece", "cases.refusedrow"}
APPS = ("accounts", "cases", "conferences")


def tables(*, but=ADDED_TO | WORKED_OUT | OF_UPLOAD):
    for model in apps.get_models():
        label = model._meta.label_lower
        is_history = hasattr(model, "pgh_obj_id") or (
            label.endswith("event") and "pgh_id" in {field.name for field in model._meta.fields}
        )
        if (
            model._meta.app_label in APPS
            and model._meta.managed
            and not is_history | (label in but)
        ):
            yield model


def rows_as_they_are(*, but=ADDED_TO | WORKED_OUT | OF_UPLOAD):
    """Every row with its keys: nothing at all may have changed."""
    return {
        model._meta.label_lower: sorted(map(repr, model._default_manager.values_list()))
        for model in tables(but=but)
    }


def what_they_say(*, but=WORKED_OUT | OF_UPLOAD | {"cases.heartbeat"}):
    """Every row without its keys and the moment it was written: those it points to by their place."""
    found = {}
    places = {
        model: {
            pk: place
            for place, pk in enumerate(
                model._default_manager.order_by("pk").values_list("pk", flat=True)
            )
        }
        for model in tables(but=set())
    }
    for model in tables(but=but):
        rows = []
        for row in model._default_manager.order_by("pk"):
            said = []
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                if (
                    field.primary_key
                    or isinstance(value, UUID)
                    or getattr(field, "auto_now_add", 0)
                ):
                    continue
                if field.is_relation and value is not None:
                    value = places[field.related_model].get(value)
                elif field.name in ("case_id", "subject_id", "record_id", "child_ids"):
                    value = _place(row, field.name, value, places)
                elif isinstance(value, datetime) and field.name == "at" and _is_now(row):
                    value = "now"
                said.append(value)
            rows.append(repr(said))
        found[model._meta.label_lower] = sorted(rows)
    return found


def _place(row, name, value, places):
    if value is None or name == "child_ids":
        return None
    by_label = {model._meta.label_lower: model for model in places}
    by_name = {model._meta.model_name: model for model in places}
    if name == "case_id":
        model = by_label["cases.case"]
    else:
        model = by_label.get(getattr(row, "model", "")) or by_name.get(
            getattr(row, "subject_type", "")
        )
    return places[model].get(value) if model else None


def _is_now(row):
    return getattr(row, "kind", "").startswith("sheet_")
