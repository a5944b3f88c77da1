"""Typing into a page without saving: what its script would keep, and what it shows again."""

import re

from tests.crawl.reading import PageReader

AUTOSAVE = re.compile(r'data-autosave-url="([^"]+)"')


def shown(client, url):
    """What the form of a page that keeps drafts would send as it stands."""
    response = client.get(url)
    assert response.status_code == 200
    return form_on(response.content.decode(), url)


def form_on(page, url):
    forms = [form.as_shown() for form in PageReader(url, page).forms]
    return next(form for form in forms if "draft_title" in form)


def type_into(client, url, *, page=None, **typed):
    """Fill in some of a page, opened now or before, and let its script keep all of it."""
    page = page or client.get(url).content.decode()
    kept = client.post(AUTOSAVE.search(page)[1], form_on(page, url) | typed)
    assert kept.json()["saved"]
