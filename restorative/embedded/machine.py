"""Whether the PostgreSQL and the Redis that come along run on this machine."""

import os
import platform

from restorative.embedded.steps import Trouble

# What their wheels are built for.
PROCESSORS = {"Linux": ("x86_64", "aarch64"), "Darwin": ("arm64",)}
GLIBC, MACOS = (2, 35), (14,)


def brings_servers() -> bool:
    """Whether a server of ours is needed: none is when the environment names both."""
    return not {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys()


def check_machine() -> None:
    """Say what is needed before an installer says that it found nothing to install."""
    system, processor = platform.system(), platform.machine()
    here = f"{system} on {processor}"
    libc, version = platform.libc_ver()
    if system == "Linux":
        here += f" with {libc} {version}" if libc else " without glibc"
        fits = libc == "glibc" and _numbers(version) >= GLIBC
    else:
        here += f", version {platform.mac_ver()[0]}" if system == "Darwin" else ""
        fits = system == "Darwin" and _numbers(platform.mac_ver()[0]) >= MACOS
    if not fits or processor not in PROCESSORS[system]:
        raise Trouble(
            "The PostgreSQL and the Redis that come along need Linux with glibc 2.35 or newer "
            "(Debian 12, Ubuntu 22.04) on x86-64 or ARM, or macOS 14 or newer on Apple silicon.\n"
            f"This is {here}. With DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL set to servers "
            "of your own, neither is needed."
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
