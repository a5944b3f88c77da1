from restorative.checks import check_demo


def found():
    return [message.id for message in check_demo()]


def test_a_demo_on_a_laptop_is_fine(settings):
    settings.DEMO, settings.DEBUG = True, True

    assert found() == []


def test_a_demo_in_a_live_service_is_an_error(settings):
    settings.DEMO, settings.DEBUG = True, False

    assert found() == ["restorative.E002"]


def test_the_outbox_outside_a_demo_is_an_error(settings):
    settings.DEMO = False
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxEmailBackend"

    assert "restorative.E003" in found()


def test_demo_pages_outside_a_demo_are_an_error(settings):
    # The tests' URLs are a demo's: they must be found as soon as it is not one.
    settings.DEMO = False

    assert "restorative.E004" in found()
