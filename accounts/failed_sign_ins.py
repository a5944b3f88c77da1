"""How often signing in has just failed for one account: the owner is told at the limit.

allauth counts by itself to refuse the next attempt, and says nothing of it to us. What was
typed is kept as a hash alone, and for minutes.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache

WINDOW = 300


def reaches_limit(kind: str, account: str) -> bool:
    """Count one more failure; true for the one after which the next is refused."""
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{account.strip().lower()}".encode()).hexdigest()
    key = f"failed:{kind}:{digest}"
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, WINDOW)
    return count == settings.FAILED_SIGN_INS
