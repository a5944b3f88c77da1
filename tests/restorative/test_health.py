from django.core.cache import cache


def ask(client, token):
    return client.get("/readyz", headers={"Authorization": f"Bearer {token}"})


def test_the_process_says_it_is_up_and_whose_run_it_is(client, settings):
    settings.RUN_TOKEN = "of-this-run"

    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert response["X-Run"] == "of-this-run"


def test_being_up_needs_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_a_probe_may_ask_by_number_and_without_tls(client, settings):
    settings.ALLOWED_HOSTS = ["fgc.example.gov.uk"]
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_readiness_is_hidden_without_the_token(client, settings, db):
    settings.READY_TOKEN = "for-the-watcher"

    assert client.get("/readyz").status_code == 404
    assert ask(client, "guess").status_code == 404


def test_readiness_is_hidden_when_no_token_was_set(client, settings, db):
    settings.READY_TOKEN = ""

    assert ask(client, "").status_code == 404


def test_a_migrated_database_is_ready(client, settings, db):
    settings.READY_TOKEN = "for-the-watcher"

    response = ask(client, "for-the-watcher")

    assert (response.status_code, response.content) == (200, b"ready")
    assert cache.get("readyz")
