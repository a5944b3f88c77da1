"""The council's colour, as a stylesheet: the content policy lets no page carry style itself."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, register
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# White letters stand on it: the contrast that WCAG 2.2 AA asks of text.
LEAST_CONTRAST = 4.5


@require_safe
@login_not_required
def brand_css(request: HttpRequest) -> HttpResponse:
    rule = f":root{{--govuk-brand-colour:{settings.BRAND_COLOUR}}}\n"
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(rule, content_type="text/css", headers=headers)


@register
def check_brand_colour(**kwargs: object) -> list[CheckMessage]:
    colour = settings.BRAND_COLOUR
    if not HEX_COLOUR.fullmatch(colour):
        return [
            Error(
                f"BRAND_COLOUR is {colour!r}: write it like #1d70b8.",
                id="restorative.E010",
            )
        ]
    if contrast_with_white(colour) < LEAST_CONTRAST:
        return [
            Error(
                f"White text cannot be read on BRAND_COLOUR {colour}.",
                hint="Choose a darker one: the contrast must be 4.5 or more.",
                id="restorative.E011",
            )
        ]
    return []


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
