from types import SimpleNamespace

import pgtrigger
import pytest
from pgtrigger import registry

from restorative.trigger_registry import IndexedRegistry


def test_what_is_kept_is_what_pgtrigger_would_find():
    found = registry._registry
    assert isinstance(found, IndexedRegistry)
    assert len(found) > 200
    plain = registry._Registry
    assert found.by_db_table == plain.by_db_table.fget(found)
    assert found.pg_function_names == plain.pg_function_names.fget(found)


def test_a_name_is_taken_until_its_trigger_is_taken_out():
    def model(name):
        named = {"label": f"cases.{name}", "app_label": "cases", "object_name": name}
        meta = SimpleNamespace(**named, db_table="t", triggers=[], original_attrs={})
        return SimpleNamespace(_meta=meta)

    first, second = model("First"), model("Second")
    deleting = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)
    updating = pgtrigger.Protect(name="kept", operation=pgtrigger.Update)
    own = IndexedRegistry()
    own["cases.First:kept"] = first, deleting

    with pytest.raises(KeyError, match="already"):
        own["cases.Second:kept"] = second, updating

    own.data.pop("cases.First:kept")
    own.forget()
    own["cases.Second:kept"] = second, updating
    assert own.by_db_table == {("t", "kept"): updating}
