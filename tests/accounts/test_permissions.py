import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.permission_table import as_markdown
from accounts.permissions import PERMISSION_LABELS, SEAT_LABELS, Permission, Seat, can
from tests.factories.staff import UserFactory


def test_every_permission_and_seat_can_be_named():
    assert set(PERMISSION_LABELS) == set(Permission)
    assert set(SEAT_LABELS) == set(Seat)


def test_the_page_in_the_docs_is_the_table_in_the_code():
    page = settings.BASE_DIR / "docs" / "permissions.md"

    assert page.read_text() == as_markdown(), "run: python manage.py document_permissions"


def test_somebody_without_a_role_has_their_own_account_and_nothing_else(db):
    user = UserFactory()

    assert [permission for permission in Permission if can(user, permission)] == [
        Permission.OWN_ACCOUNT
    ]


@pytest.mark.parametrize("permission", Permission)
def test_strangers_and_leavers_have_nothing(db, permission):
    assert not can(AnonymousUser(), permission)
    assert not can(UserFactory(administrator=True, is_active=False), permission)


def test_administrators_have_nothing_to_do_with_cases(db):
    assert {
        permission for permission in Permission if can(UserFactory(administrator=True), permission)
    } == {
        Permission.OWN_ACCOUNT,
        Permission.WORK_VIEW,
        Permission.ABSENCE_RECORD,
        Permission.WORK_HAND_OVER,
        Permission.STAFF_MANAGE,
        Permission.FACTOR_RESET,
        Permission.SENDING_CONTROL,
        Permission.DEMO_OUTBOX,
    }
