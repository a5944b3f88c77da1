from tests.browser.journeys import enter, visit  # noqa: F401  # fixtures
from tests.browser.serving import cookie_for, council_server  # noqa: F401  # fixtures
