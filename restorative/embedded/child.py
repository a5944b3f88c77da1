"""Becomes another program, which dies with whoever started it.

    python child.py PARENT SIGNAL UID GID PROGRAM [ARGUMENT ...]

Without it, killing the supervisor outright would leave its servers behind, and the next
run would find an old web server answering on its port. A program of its own, because
Python warns against running code between fork and exec in a process with threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, stop_signal, uid, gid = map(int, sys.argv[1:5])
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # After the change of user, which would clear it again.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            sys.exit("started by a process that has ended")
    os.execvp(sys.argv[5], sys.argv[5:])  # noqa: S606  # that is the whole purpose


if __name__ == "__main__":
    main()
