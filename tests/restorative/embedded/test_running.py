import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from restorative.embedded import places, running
from restorative.embedded.steps import Trouble


@pytest.fixture
def taken_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


@pytest.fixture
def left_over_server():
    """A web server of another run, which answers as ours would."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("X-Run", "of-another-run")
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_taken_port_is_named_with_the_variable_that_changes_it(taken_port, monkeypatch):
    monkeypatch.setattr(running, "SECONDS_FOR_PORT", 0)

    with pytest.raises(Trouble, match=f"Port {taken_port} is taken .* variable PORT"):
        running._check_port_is_free(taken_port)


def test_a_port_that_is_given_back_meanwhile_is_free():
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    threading.Timer(0.3, listening.close).start()

    running._check_port_is_free(port)


@pytest.mark.parametrize("given", ["eighty", "0", "70000", "-1", "80 80"])
def test_a_port_that_is_none_is_refused_with_an_example(given, monkeypatch):
    monkeypatch.setenv("PORT", given)

    with pytest.raises(Trouble, match="make run PORT=8001"):
        running._port()


@pytest.mark.parametrize(("given", "port"), [("8001", 8001), ("", 8000)])
def test_a_port_may_be_chosen(given, port, monkeypatch):
    monkeypatch.setenv("PORT", given)

    assert running._port() == port


def test_a_server_left_over_from_another_run_is_not_taken_for_ours(left_over_server):
    assert running._is_ours(left_over_server, "of-another-run")
    assert not running._is_ours(left_over_server, "of-this-run")


def test_a_command_beside_make_run_says_that_it_must_run_first(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setattr(places, "RUN", tmp_path)

    with pytest.raises(Trouble, match="make run"):
        running.manage_running(["import_tracker", "sheet.xlsx"])
