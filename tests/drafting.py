"""Typing into a page without saving: what its script would keep, and what it shows again."""

import re

from tests.crawl.reading import PageReader

AUTOSAVE = re.compile(r'data-autosave-url="([^"]+)"')


def shown(client, url):
    """What the form of a page that keeps drafts would send as it stands."""
    response = client.get(url)
    assert response.status_code == 200
    forms = PageReader(url, response.content.decode()).forms
    return next(form.as_shown() for form in forms if "draft_title" in form.as_shown())


def type_into(client, url, **typed):
    """Open a page, fill in some of it, and let its script keep all that stands there."""
    page = client.get(url).content.decode()
    kept = client.post(AUTOSAVE.search(page)[1], shown(client, url) | typed)
    assert kept.json()["saved"]
