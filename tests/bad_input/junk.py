"""What people, their clipboards and their enemies send. Each is tried in each field."""

# Plain characters that arrive, are kept and are shown again as they were sent.
KEPT = (
    "<img src=x onerror=alert(1)>",
    "O’Néill-Ó 👩‍👧",
    '=HYPERLINK("http://evil.example","x")',
    "javascript:alert(1)",
    "' OR 1=1; --",
    "{{ 7|add:7 }}{% debug %}",
    "../../etc/passwd",
    "x" * 101,
    "long " * 4_000,
    "07400123456; 07400123457",
    "ftp://files.example",
    "31/02/2026",
    "10000",
    "0001-01-01",
    "-1",
    "9" * 30,
    "1e309",
    "NaN",
    "00000000-0000-4000-8000-000000000000",
    "abc",
)
# These are cleaned or are not text at all.
CHANGED = (
    "nul\x00here",
    "\u202egnp.exe\u200b\ufeff",
    "cafe\u0301",
    "   ",
    "line\r\nSet-Cookie: a=b",
)
JUNK = (*KEPT, *CHANGED)
