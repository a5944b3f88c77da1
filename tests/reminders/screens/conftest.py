import pytest

from tests.factories.recording import make_family, make_service
from tests.factories.reminders import known_rule


@pytest.fixture(autouse=True)
def rule():
    with known_rule() as rule:
        yield rule


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
