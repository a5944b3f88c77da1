"""A second, read-only database for figures and files: asked when it knows all that was so.

A copy that lags could show what was closed to somebody a moment ago. So nothing is read of it
before it has replayed every change that was committed when the reading began: exclusions,
restrictions and changes of team among them, whatever table they stand in. It is waited for a
moment; then, or where it does not answer, the first database answers itself. Within a reading
all rows and the rules that guard them come from the same place (docs/adr/0016).
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from threading import local
from time import monotonic, sleep
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections, transaction

P = ParamSpec("P")
T = TypeVar("T")
logger = logging.getLogger(__name__)
ALIAS = "replica"
# Seconds: how long a page waits for the replica to catch up, and how often it asks meanwhile.
WAIT, ASK_EVERY = 0.3, 0.01
# Seconds for which a process leaves it alone that was too far behind, or did not answer.
REST_BEHIND, REST_AWAY = 2.0, 10.0
# Written while the replica is read, and never read there.
BESIDE = {"accounts.accessevent", "conferences.preparedfile", "sessions.session"}
# What is committed is flushed before anybody sees it, unless the server was told otherwise.
# A transaction that has written would miss its own rows in the copy.
HERE = """
    SELECT CASE current_setting('synchronous_commit')
        WHEN 'off' THEN pg_current_wal_insert_lsn() ELSE pg_current_wal_flush_lsn() END,
        pg_current_xact_id_if_assigned() IS NOT NULL
"""
THERE = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn"
BEHIND = """
    SELECT CASE WHEN pg_is_in_recovery()
        THEN pg_wal_lsn_diff(%s::pg_lsn, pg_last_wal_replay_lsn()) END
"""


class _State(local):
    # Whether `from_replica` is at work, and whether what it does now is read of the replica.
    is_wanted = is_reading = False


class _WhereThereIsOne:
    """Aliases without a transaction for each request: none, but where there is a replica."""

    def __contains__(self, alias: str) -> bool:
        return ALIAS in connections.databases


_state = _State()
_rest_until = 0.0


def reading_alias() -> str:
    """The database that whoever reads now is to ask."""
    return ALIAS if _state.is_reading else DEFAULT_DB_ALIAS


def alias_for(label: str) -> str:
    return DEFAULT_DB_ALIAS if label in BESIDE else reading_alias()


def stay_on_primary(label: str = "") -> None:
    """Read where it can be written, until `come_back`: from here on something is."""
    if label not in BESIDE:
        _state.is_reading = False


def come_back() -> None:
    """Read of the replica again once it knows what was written, where that is committed."""
    if _state.is_wanted and not _state.is_reading:
        _state.is_reading = is_at_hand()


def from_replica(read: Callable[P, T]) -> Callable[P, T]:
    """Let a function that reads much ask the replica, where there is one that is up to date.

    If the replica fails on the way it is called again, with the first database. A view has no
    transaction of its own then: what it brings up to date must be committed to reach the
    replica, and its record of who looked stands though the page should fail.
    """

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        if _state.is_wanted or not is_at_hand():
            return read(*args, **kwargs)
        in_request = connections[DEFAULT_DB_ALIAS].in_atomic_block
        try:
            # What was written beside it goes with an attempt that failed.
            with transaction.atomic() if in_request else nullcontext():
                _state.is_wanted = _state.is_reading = True
                return read(*args, **kwargs)
        except (DatabaseError, InterfaceError):
            if not _state.is_reading:
                raise
            _leave_alone(REST_AWAY, "failed while it was read")
            connections[ALIAS].close()
        finally:
            _state.is_wanted = _state.is_reading = False
        return read(*args, **kwargs)

    # What Django's own non_atomic_requests sets, asked at each request.
    reading._non_atomic_requests = _WhereThereIsOne()  # type: ignore[attr-defined]
    return reading


def is_at_hand() -> bool:
    """Whether the replica answers and has replayed all that is committed at this moment."""
    if ALIAS not in connections.databases or monotonic() < _rest_until:
        return False
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(HERE)
        position, has_written = cursor.fetchone()
    return not has_written and catches_up(position)


def catches_up(position: str) -> bool:
    """Wait a moment until the replica has replayed this position of the write-ahead log."""
    until = monotonic() + WAIT
    try:
        with connections[ALIAS].cursor() as cursor:
            while True:
                cursor.execute(THERE, [position])
                is_copy, has_replayed = cursor.fetchone()
                if not is_copy:
                    _leave_alone(REST_AWAY, "is no replica: nothing is read of it")
                    return False
                if has_replayed:
                    return True
                if monotonic() > until:
                    _leave_alone(REST_BEHIND, "is too far behind")
                    return False
                sleep(ASK_EVERY)
    except (DatabaseError, InterfaceError):
        _leave_alone(REST_AWAY, "does not answer")
        connections[ALIAS].close()
        return False


def probe() -> tuple[bool, str]:
    """For /healthz/replica: how long it took to catch up, or how much it lacks."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(HERE)
        position, _ = cursor.fetchone()
    started = monotonic()
    if catches_up(position):
        return True, f"The replica is up to date: it took {(monotonic() - started) * 1000:.0f} ms."
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(BEHIND, [position])
            [behind] = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        return False, "The replica does not answer. The first database does its work."
    if behind is None:
        return False, "REPLICA_URL names a database that is no replica. It is not used."
    return False, f"The replica lacks {behind:,} bytes. The first database does its work."


def _leave_alone(seconds: float, words: str) -> None:
    global _rest_until
    _rest_until = monotonic() + seconds
    logger.warning("the replica %s", words)


def reset() -> None:
    """Forget that it was away: for tests, which do not wait."""
    global _rest_until
    _rest_until = 0.0


class ReplicaRouter:
    """Send what is read to the replica while `from_replica` says so, and nothing else, ever."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str:
        return alias_for(model._meta.label_lower)

    def db_for_write(self, model: type[Any], **hints: Any) -> str:
        stay_on_primary(model._meta.label_lower)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == ALIAS else None
