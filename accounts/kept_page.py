"""One page that outlives the idle limit behind a short PIN: for a meeting of four hours.

It lies in the session: under which address it and its forms are, until when, its PIN as a
hash, where the PIN is asked. Nothing else of the session is kept: once it has been idle,
every other page ends it as before, and the PIN never makes it a whole session again, which
only signing in does. The limit on how old a session may be holds for it too: whoever
signed in eleven hours ago has one hour of it. Who may see the page is asked by its views
each time, as always.

Wrong PINs are counted in the cache, where two requests at once cannot overlook each
other, and in the session, which outlives the cache.
"""

from dataclasses import dataclass
from time import time

from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.http import HttpRequest

KEY = "kept_page"
MOST_TRIES = 5


@dataclass(frozen=True)
class KeptPage:
    """`root` is the address that it and its forms share, `lock` where the PIN is asked."""

    root: str
    lock: str
    until: int
    seen: int

    def holds(self, path: str) -> bool:
        return path.startswith(self.root)


def keep_page(request: HttpRequest, *, root: str, lock: str, until: int, pin: str) -> None:
    """Keep the page at `root` until a moment (seconds since 1970). It replaces any other."""
    if not root.endswith("/") or not lock.startswith(root):
        raise ValueError(f"{lock!r} does not lie under {root!r}.")
    request.session[KEY] = {
        "root": root,
        "lock": lock,
        "until": until,
        "pin": make_password(pin),
        "seen": int(time()),
        "wrong": 0,
    }
    cache.delete(_counter(request))


def kept_page(request: HttpRequest) -> KeptPage | None:
    """The page that this session keeps now; None when there is none, or its time is over."""
    kept = request.session.get(KEY)
    if not kept or kept["until"] <= time():
        return None
    return KeptPage(kept["root"], kept["lock"], kept["until"], kept["seen"])


def stop_keeping(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def touch(request: HttpRequest) -> None:
    """Note that somebody is at the kept page now."""
    request.session[KEY] |= {"seen": int(time())}
    request.session.modified = True


def try_pin(request: HttpRequest, pin: str) -> bool | None:
    """Whether this opens the kept page; None when it was the last wrong try allowed.

    The caller then ends the session.
    """
    kept = request.session[KEY]
    counter = _counter(request)
    cache.add(counter, kept["wrong"], timeout=24 * 3600)
    tries = max(cache.incr(counter), kept["wrong"] + 1)
    if tries <= MOST_TRIES and check_password(pin, kept["pin"]):
        cache.delete(counter)
        kept["wrong"] = 0
        touch(request)
        return True
    kept["wrong"] = tries
    request.session.modified = True
    return None if tries >= MOST_TRIES else False


def tries_left(request: HttpRequest) -> int:
    return max(0, MOST_TRIES - int(request.session[KEY]["wrong"]))


def _counter(request: HttpRequest) -> str:
    return f"kept-page-pin:{request.session.session_key}"
