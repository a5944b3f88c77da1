"""GOV.UK Notify as a test wants it to answer: a real HTTP server on this machine."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

# Looks like one of Notify's: a name, the service and the secret.
KEY = "test-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"


class NotifyServer:
    def __init__(self):
        self.requests = []
        self.answers = []
        self.found = []

    def answer(self, status, body):
        """Answer the next request so; `body` is JSON, or text as it is, or None to hang up."""
        self.answers.append((status, body))

    def error(self, status, kind, words="Something about 07700900123"):
        self.answer(status, {"status_code": status, "errors": [{"error": kind, "message": words}]})


@contextmanager
def running():
    notify = NotifyServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            notify.requests.append((self.path, body, self.headers["Authorization"]))
            status, said = notify.answers.pop(0) if notify.answers else (201, {"id": "n-1"})
            self._say(status, said)

        def do_GET(self):
            asked = parse_qs(urlsplit(self.path).query)
            notify.requests.append((urlsplit(self.path).path, asked, ""))
            status, said = (
                notify.answers.pop(0)
                if notify.answers
                else (200, {"notifications": notify.found, "links": {}})
            )
            self._say(status, said)

        def _say(self, status, said):
            if said is None:
                self.close_connection = True
                return
            data = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    notify.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield notify
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
