"""What must hold of every page, whoever looks at it and however wide the screen is."""

from pathlib import Path

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
WIDE, NARROW = 1280, 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


class Watcher:
    """Listens to a page from its first request: console, content policy, scripts, answers."""

    def __init__(self, page):
        self.page = page
        self.heard = []
        page.on("console", lambda message: self.heard.append(message.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("response", self._answered)
        self.stylesheet = None

    def _answered(self, response):
        if "/dist/app.css" in response.url:
            # 304: the browser has it from the page before.
            self.stylesheet = 200 if response.status == 304 else response.status

    def assert_sound(self, *, axe=True):
        """Fail with every fault found, not only the first."""
        self.page.locator("main h1").first.wait_for()
        faults = [f"console: {text}" for text in self.heard]
        if self.stylesheet != 200:
            faults.append(f"the stylesheet answered {self.stylesheet}")
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if too_wide > 0:
            faults.append(f"{too_wide} pixels too wide")
        faults += self.page.evaluate(
            """[...document.querySelectorAll('.govuk-error-summary a')]
            .filter(a => !document.getElementById(a.hash.slice(1)))
            .map(a => 'the summary leads to nothing: ' + a.hash)"""
        )
        if axe:
            self.page.evaluate(AXE.read_text())
            found = self.page.evaluate("rules => axe.run({runOnly: rules})", RULES)
            faults += [
                f"axe {one['id']}: {one['help']}: {node['html'][:160]}"
                for one in found["violations"]
                for node in one["nodes"]
            ]
        assert not faults, "\n".join(faults)
        self.heard.clear()
