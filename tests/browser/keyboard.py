"""Using a page as somebody does who has no mouse."""

from playwright.sync_api import Locator, Page

FARTHEST = 200


def reach(page: Page, target: Locator) -> Locator:
    """Press Tab until the element has the focus; fails when it cannot be reached."""
    element = target.element_handle()
    for _ in range(FARTHEST):
        if page.evaluate("el => document.activeElement === el", element):
            return target
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def write(page: Page, label: str, text: str, *, nth: int = 0) -> None:
    """Go to the box with this label and type, replacing what stands there."""
    reach(page, page.get_by_label(label, exact=True).nth(nth))
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page: Page, role: str, name: str, *, nth: int = 0) -> None:
    """Go to a button or link and press Enter."""
    reach(page, page.get_by_role(role, name=name, exact=True).nth(nth))
    page.keyboard.press("Enter")


def choose(page: Page, group: str, answer: str, *, nth: int = 0) -> None:
    """Choose a radio of a named group: Tab to the group, arrows inside it."""
    radio = page.get_by_role("group", name=group).nth(nth).get_by_role("radio", name=answer)
    radios = page.get_by_role("group", name=group).nth(nth).get_by_role("radio")
    checked = [one for one in radios.all() if one.is_checked()]
    reach(page, (checked or radios.all())[0])
    if not checked:
        page.keyboard.press("Space")
    for _ in range(radios.count()):
        if radio.first.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{group}: the arrows do not lead to {answer}")


def pick(page: Page, label: str, option: str, *, nth: int = 0) -> None:
    """Choose from a list by typing its first letters."""
    select = page.get_by_label(label, exact=True).nth(nth)
    reach(page, select)
    page.keyboard.type(option)
    assert select.locator("option:checked").inner_text().startswith(option)


def date(page: Page, group: str, day: int, month: int, year: int, *, nth: int = 0) -> None:
    """Fill the three boxes of a date."""
    boxes = page.get_by_role("group", name=group).nth(nth)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        reach(page, boxes.get_by_label(part))
        page.keyboard.press("Control+a")
        page.keyboard.type(str(value))
