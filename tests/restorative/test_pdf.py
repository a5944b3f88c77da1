import zlib

import pytest

from restorative.pdf import pdf_from_html

PAGE = '<html lang="en"><head><title>Our plan</title></head><body><h1>Our plan</h1>{}</body></html>'


def streams(pdf):
    """What a PDF holds, unpacked as far as it can be."""
    whole = pdf
    for piece in pdf.split(b"stream\n")[1:]:
        try:
            whole += zlib.decompressobj().decompress(piece)
        except zlib.error:
            continue
    return whole


def test_it_is_tagged_and_titled():
    drawn = streams(pdf_from_html(PAGE.format("<p>Nan does bedtime.</p>")))

    assert drawn.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in drawn
    assert b"Our plan" in drawn


def test_nothing_outside_is_fetched():
    with_picture = PAGE.format('<img alt="A" src="https://example.org/a.png">')

    assert pdf_from_html(with_picture).startswith(b"%PDF")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.org/style.css"])
def test_no_stylesheet_is_fetched(address):
    linked = PAGE.format(f'<link rel="stylesheet" href="{address}">')

    assert pdf_from_html(linked).startswith(b"%PDF")
