import pytest
from django.http import QueryDict

from restorative.typed import is_typed, question_of, typed_rows

JONAH = "0f3c1b5e6a7d4c8e9f0a1b2c3d4e5f60"


def posted(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_words_come_back_with_their_questions_and_dates_in_one():
    data = posted(
        form_token="x",
        version="3",
        what="She said…\nA bruise.",
        told_on_day="22",
        told_on_month="11",
        told_on_year="2026",
        who_was_told=" ",
    )

    assert typed_rows(data) == [("What", "She said…\nA bruise."), ("Told on", "22 11 2026")]


@pytest.mark.parametrize(
    "value",
    [JONAH, "0f3c1b5e-6a7d-4c8e-9f0a-1b2c3d4e5f60", f"{JONAH} {JONAH}"],
)
def test_somebody_chosen_from_a_list_is_no_text(value):
    assert typed_rows(posted(children=[value], text="Rang.")) == [("Text", "Rang.")]


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("why_not", "Why not"),
        ("child-0-first_name", "Child 1 first name"),
        (f"reply-{JONAH}-replied_on", "Reply replied on"),
        (f"relation_{JONAH}", "Relation"),
        (JONAH, "Answer"),
    ],
)
def test_the_name_of_a_field_says_what_was_asked(name, question):
    assert question_of(name) == question


@pytest.mark.parametrize(
    "name",
    [
        "csrfmiddlewaretoken",
        "form_token",
        "version",
        "person_version",
        "based_on",
        "draft_title",
        "child-TOTAL_FORMS",
        "child-add",
    ],
)
def test_what_the_page_fills_in_is_not_typed(name):
    assert not is_typed(name)
