import pytest

from tests.factories.staff import TeamFactory, UserFactory


@pytest.fixture
def service(db):
    return TeamFactory()


@pytest.fixture
def writer(service):
    return UserFactory(coordinator=True, team=service)


@pytest.fixture
def supervisor(service):
    """Their manager, whom they choose."""
    return UserFactory(service_manager=True, team=service)


@pytest.fixture
def signed_in(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in
