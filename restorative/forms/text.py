"""Text as people send it: made harmless, never made different."""

import re
import unicodedata

from django.core.exceptions import ValidationError

# Control characters but tab and line ends; marks that change the direction or hide; half
# characters. An invisible joiner stays between letters of scripts that are written with it
# and inside emoji, a tag character after the black flag.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad"
    "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
    "|(?<![\u0590-\uffef\U00010000-\U000e007f])[\u200c\u200d]"
    "|[\u200c\u200d](?![\u0590-\uffef\U00010000-\U000e007f])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
)
REPLACEMENT = "\ufffd"


def clean_text(text: str) -> str:
    """Take out what cannot be seen and write accents one way; apostrophes and emoji stay."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def refuse_unreadable(text: object) -> None:
    """Refuse text that arrived damaged: storing it would lose what was meant for good."""
    if isinstance(text, str) and REPLACEMENT in text:
        raise ValidationError(
            "This has unreadable characters. Type it again, without pasting.",
            code="unreadable",
        )
