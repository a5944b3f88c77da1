"""What a page says and offers, read from its HTML as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

HIDDEN_TEXT = ("script", "style")


@dataclass
class Field:
    """One control that would be sent. `choices` are the values of a select or of radios."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    method: str
    action: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[Field] = field(default_factory=list)

    def as_shown(self) -> dict[str, list[str]]:
        """What its last button, the one that saves, would send with nothing touched."""
        data: dict[str, list[str]] = {}
        for one in [*self.fields, *self.pressed]:
            if one.kind not in ("radio", "checkbox") or one.value:
                data.setdefault(one.name, []).append(one.value)
        return data

    def emptied(self) -> dict[str, list[str]]:
        """What it would send with every answer taken out, but not what is hidden."""
        data: dict[str, list[str]] = {}
        for one in [*self.fields, *self.pressed]:
            if one.kind in ("hidden", "button"):
                data.setdefault(one.name, []).append(one.value)
            elif one.kind == "select" and "" not in one.choices:
                data[one.name] = [one.value]  # a list without an empty line cannot be emptied
            elif one.kind not in ("radio", "checkbox"):
                data[one.name] = [""]
        return data

    @property
    def pressed(self) -> list[Field]:
        return [one for one in self.buttons[-1:] if one.name]

    @property
    def visible(self) -> list[Field]:
        return [one for one in self.fields if one.kind != "hidden"]


class PageReader(HTMLParser):
    """Collect title, text, links and forms."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url = url
        self.size = len(html)
        self.title = ""
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self.has_errors = False
        self._in: list[str] = []
        self._form: Form | None = None
        self._select: Field | None = None
        self._area: Field | None = None
        self.feed(html)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("title", *HIDDEN_TEXT):
            self._in.append(tag)
        if "govuk-error-summary" in said.get("class", "").split():
            self.has_errors = True
        if tag == "a" and "href" in said:
            self.links.append(urljoin(self.url, said["href"]))
        if tag == "form":
            action = urljoin(self.url, said.get("action") or self.url)
            self._form = Form(said.get("method", "get").lower(), action)
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "option" and self._select:
            self._select.choices.append(said.get("value", ""))
            if "selected" in said:
                self._select.value = said.get("value", "")
        if (tag == "button" and said.get("type", "submit") == "submit") or (
            tag == "input" and said.get("type") == "submit"
        ):
            self._form.buttons.append(Field(said.get("name", ""), "button", said.get("value", "")))
            return
        if not said.get("name") or "disabled" in said:
            return
        if tag == "select":
            self._select = Field(said["name"], "select")
            self._form.fields.append(self._select)
        elif tag == "textarea":
            self._area = Field(said["name"], "textarea")
            self._form.fields.append(self._area)
        elif tag == "input":
            self._add_input(said)

    def _add_input(self, said: dict[str, str]) -> None:
        assert self._form
        kind, name, value = said.get("type", "text"), said["name"], said.get("value", "")
        if kind in ("radio", "checkbox"):
            value = said.get("value", "on")
            one = next((f for f in self._form.fields if (f.name, f.kind) == (name, kind)), None)
            if one is None:
                one = Field(name, kind)
                self._form.fields.append(one)
            one.choices.append(value)
            if "checked" in said:
                one.value = value
        else:
            self._form.fields.append(Field(name, kind, value))

    def handle_endtag(self, tag: str) -> None:
        if self._in and tag == self._in[-1]:
            self._in.pop()
        if tag == "form":
            self._form = None
        elif tag == "select":
            if self._select and not self._select.value and self._select.choices:
                self._select.value = self._select.choices[0]
            self._select = None
        elif tag == "textarea":
            if self._area:
                self._area.value = self._area.value.removeprefix("\n")  # as browsers do
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data
        if self._in and self._in[-1] == "title":
            self.title += data
        elif not self._in and data.strip():
            self.texts.append(data)
