"""Whether two answers say the same: tokens and what passes by itself aside."""

import re

# Not tests.bench.limits', which asks for settings when it is imported.
PASSING = (
    re.compile(rb'nonce="[^"]*"|nonce-[^\']*'),
    re.compile(rb'name="(csrfmiddlewaretoken|form_token)" value="[^"]*"'),
    re.compile(rb'(data-(?:session-)?ends(?:-in)?|data-seconds)="[^"]*"'),
)


def lasting(page: bytes) -> bytes:
    for pattern in PASSING:
        page = pattern.sub(b"", page)
    return page
