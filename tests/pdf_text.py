"""Reading a PDF that WeasyPrint drew, without a library: what a reader of it could read."""

import re
import zlib

STREAM = re.compile(rb"(\d+) 0 obj\s*<<(.*?)>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
SHOWN = re.compile(
    rb"/(\S+) [\d.]+ Tf|(\[.*?\]) ?TJ|<([0-9a-fA-F]+)> ?Tj|(T\*|Td|TD|Tm|ET)\b", re.DOTALL
)


def text_of_pdf(pdf: bytes) -> str:
    """The text of all pages, words of a line joined as they were drawn, with the metadata."""
    streams = {int(n): _inflated(head, body) for n, head, body in STREAM.findall(pdf)}
    objects = {int(n): body for n, body in OBJECT.findall(pdf)}
    for number, head, _ in STREAM.findall(pdf):
        objects |= _packed(head, streams[int(number)])
    fonts = {}
    for body in objects.values():
        for name, number in re.findall(rb"/([^\s/]+) (\d+) 0 R", body):
            found = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b""))
            if found:
                fonts[name] = _glyphs(streams[int(found.group(1))])
    pages = [_page(content, fonts) for content in streams.values() if b"BT" in content]
    plain = [
        content.decode("utf-8", "ignore") for content in (*objects.values(), *streams.values())
    ]
    return "\n".join([*pages, *(text for text in plain if "rdf:" in text or "/Title" in text)])


def _inflated(head: bytes, body: bytes) -> bytes:
    # Data may end with what looks like the end of its line: the checksum after it is not asked.
    return zlib.decompressobj().decompress(body) if b"FlateDecode" in head else body


def _packed(head: bytes, body: bytes) -> dict[int, bytes]:
    """The objects that stand together in one stream: their numbers and offsets come first."""
    first = re.search(rb"/First (\d+)", head)
    if b"/ObjStm" not in head or not first:
        return {}
    start = int(first.group(1))
    numbers = [int(one) for one in body[:start].split()]
    keys, offsets = numbers[::2], [start + at for at in numbers[1::2]]
    return {
        key: body[at:until]
        for key, at, until in zip(keys, offsets, [*offsets[1:], len(body)], strict=True)
    }


def _glyphs(cmap: bytes) -> dict[str, str]:
    glyphs = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            glyphs[glyph.decode().lower()] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return glyphs


def _page(content: bytes, fonts: dict[bytes, dict[str, str]]) -> str:
    text, glyphs = "", {}
    for font, array, single, _ in SHOWN.findall(content):
        if font:
            glyphs = fonts.get(font, {})
        elif array or single:
            drawn = b"".join(re.findall(rb"<([0-9a-fA-F]*)>", array)) if array else single
            codes = drawn.decode().lower()
            text += "".join(glyphs.get(codes[at : at + 4], "?") for at in range(0, len(codes), 4))
        elif not text.endswith("\n"):
            text += "\n"
    return text
