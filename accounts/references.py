"""How cases are called, for pages of this app that know only their keys.

`cases` registers both when it starts: imports point one way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass
class References:
    of_keys: Callable[[Iterable[int]], dict[int, str]] = lambda keys: {}
    find: Callable[[str], int | None] = lambda reference: None


references = References()
