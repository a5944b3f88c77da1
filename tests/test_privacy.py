"""Every field of every model is sorted by what it tells about people, or the test fails.

Scrubbing, subject access, retention and log redaction will read that one declaration.
"""

import pytest
from django.apps import apps

KINDS = ("operational", "personal", "special", "free_text")
OURS = ("accounts", "cases", "conferences")
MODELS = [
    model
    for app in OURS
    for model in apps.get_app_config(app).get_models()
    if not hasattr(model, "pgh_tracked_model")
]


def sorted_fields(model):
    return [name for kind in KINDS for name in getattr(model.Privacy, kind, ())]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_sorted_once(model):
    names = sorted(field.name for field in model._meta.concrete_fields if not field.primary_key)

    assert sorted(sorted_fields(model)) == names


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_kind_is_misspelt(model):
    said = {name for name in vars(model.Privacy) if not name.startswith("_")}

    assert said <= set(KINDS)
