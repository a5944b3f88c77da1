"""What the pages of a case ask of the database, written once for each reader."""

from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar

from django.db.models import QuerySet

from accounts.models import User
from cases.models.named import named_in
from restorative.asked_again import Question
from restorative.kept import Kept

Row = TypeVar("Row")
P = ParamSpec("P")

# Those that are the same for everybody.
_questions: Kept[Question[Any]] = Kept(most=100)


def ask_for(
    user: User, write: Callable[..., QuerySet[Any, Row]], *options: Hashable, **given: Any
) -> list[Row]:
    """The rows of `write(user, *options)`, with these values where it says `Given`.

    Its SQL is kept with all that a rule of access is made from (`User.kept`), so `write` must
    be a function of a module that looks at nothing else.
    """
    return _question_of(user, write, options).ask(**given)


def count_for(
    user: User, write: Callable[..., QuerySet[Any, Any]], *options: Hashable, **given: Any
) -> int:
    """How many rows `ask_for` would find."""
    return _question_of(user, write, options).count(**given)


def _question_of(
    user: User, write: Callable[..., QuerySet[Any, Row]], options: tuple[Hashable, ...]
) -> Question[Row]:
    question: Question[Row] = user.kept(
        (write, options, named_in(user)), lambda: Question(write(user, *options))
    )
    return question


def ask(write: Callable[..., QuerySet[Any, Row]], *options: Hashable, **given: Any) -> list[Row]:
    """The same of what has nothing to do with who reads it."""
    question = _questions.get((write, options), lambda: Question(write(*options)))
    return question.ask(**given)
