"""Cutting pages of outcomes up for tests: figures and the links beneath them."""

import re
from html import unescape

LINK = re.compile(r'href="(/outcomes/measures/[^"?]+)\?([^"]*)"[^>]*>(.*?)</a>', re.S)
TAGS = re.compile(r"<[^>]+>")


def lists_in(html):
    """Each link to a list behind a figure: address, and the number its words begin with."""
    found = {}
    for path, query, words in LINK.findall(html):
        if path.count("/") < 5:
            continue
        told = re.search(r"[\d,]+", TAGS.sub("", unescape(words)))
        found[f"{path}?{unescape(query)}"] = int(told[0].replace(",", ""))
    return found


def rows_in(client, address):
    """How many lines a list has, over all of its pages; of sums, what they come to."""
    count = 0
    weights = []
    while address:
        html = client.get(address).content.decode()
        body = html.partition('<tbody class="govuk-table__body">')[2].partition("</tbody>")[0]
        count += body.count("<tr ")
        weights += [int(one) for one in re.findall(r'numeric" data-label="[^"]*">(\d+)<', body)]
        following = re.search(r'href="([^"]+)" rel="next"', html)
        address = unescape(following[1]) if following else ""
    return sum(weights) if weights else count
