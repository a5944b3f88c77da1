"""PostgreSQL through a pool in transaction mode, as hard on its users as it can be.

Whoever begins a transaction, or asks something outside of one, gets a connection that somebody else
has just let go of. What the last one left on it would be found: each connection is looked at
when it comes back, and the request that left something fails.
"""

from collections import deque
from threading import Lock

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

# All that outlives a transaction, but for what a pool carries over itself (the time zone).
LEFT = """
    SELECT coalesce(current_setting('pghistory.context_metadata', true), '')
        || coalesce(current_setting('pghistory.context_id', true), ''),
    (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'),
    (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_cursors
        WHERE name <> ''),
    (SELECT count(*) FROM pg_listening_channels()),
    (SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND pg_table_is_visible(oid)),
    current_user = session_user, current_setting('statement_timeout'), current_setting('lock_timeout')
"""
NOTHING = ("", 0, 0, 0, 0, 0, True, "0", "0")
_idle = deque()
_lock = Lock()


class LeftBehind(Exception):
    """Something was left on a connection, which the next person would have got."""


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        # One more than there are users, so that nobody gets their own back.
        with _lock:
            if not _idle:
                spare = super().get_new_connection(conn_params)
                spare.autocommit = True
                _idle.append(spare)
        return super().get_new_connection(conn_params)

    def create_cursor(self, name=None):
        if name is not None and self.get_autocommit():
            raise LeftBehind("a cursor that would have to outlive its transaction")
        self._swap()
        return super().create_cursor(name)

    def _set_autocommit(self, autocommit):
        if not autocommit:
            self._swap()
        super()._set_autocommit(autocommit)

    def _swap(self):
        mine = self.connection
        if not mine.autocommit or mine.info.transaction_status != TRANSACTION_STATUS_IDLE:
            return
        with mine.cursor() as cursor:
            cursor.execute(LEFT)
            left = cursor.fetchone()
        if left != NOTHING:
            raise LeftBehind(left)
        with _lock:
            _idle.append(mine)
            self.connection = _idle.popleft()
