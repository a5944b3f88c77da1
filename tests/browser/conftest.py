from tests.browser.journeys import visit  # noqa: F401  # fixture
from tests.browser.serving import cookie_for, council_server  # noqa: F401  # fixtures
