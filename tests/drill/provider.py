"""A stand-in for GOV.UK Notify, a process of its own, that fails as providers do.

    python -m tests.drill.provider [--faults 1] [--delay 0.03] [--slow 1.5]

Prints its port. Speaks POST /v2/notifications/{sms,email,letter} and GET ?reference=; and
for the drill GET /counts: how often each reference was taken. As the real one, it does not
mind the same reference twice: that is what the drill counts.
"""

import argparse
import json
import random
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep, time
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

# Of a hundred requests: 13 fail, and two more are slower than anybody waits.
FAULTS = (
    ("refuse", 2),  # 429
    ("break", 5),  # 500, not taken
    ("take_and_break", 3),  # taken, 500
    ("take_and_drop", 3),  # taken, no answer
    ("take_slowly", 1),  # taken at once, answered too late
    ("slowly_take", 1),  # taken after the caller has gone
)


class Provider:
    def __init__(self, *, faults: float, delay: float, slow: float, signed_for: float) -> None:
        self.faults, self.delay, self.slow = faults, delay, slow
        self.signed_for = signed_for
        self.taken: dict[str, list[str]] = {}
        self.rescued: set[str] = set()
        self.did: Counter[str] = Counter()
        self.lock = threading.Lock()

    def take(self, reference: str) -> str:
        key = str(uuid4())
        with self.lock:
            self.taken.setdefault(reference, []).append(key)
        return key

    def fault(self) -> str:
        point = random.uniform(0, 100)
        for name, percent in FAULTS:
            point -= percent * self.faults
            if point < 0:
                return name
        return ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: Provider

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(6, 1, 1)  # no delay of small answers

    def do_POST(self) -> None:
        provider = self.provider
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._is_signed_lately():
            provider.did["stale"] += 1
            self._say(403, _error(403, "AuthError"))
            return
        reference, fault = body["reference"], provider.fault()
        provider.did[fault or "take"] += 1
        sleep(provider.delay * random.uniform(0.5, 1.5) if provider.faults else provider.delay)
        if fault == "refuse":
            self._say(429, _error(429, "RateLimitError"))
        elif fault == "break":
            self._say(500, _error(500, "Exception"))
        elif fault == "take_and_break":
            provider.take(reference)
            self._say(500, _error(500, "Exception"))
        elif fault == "take_and_drop":
            provider.take(reference)
            self.close_connection = True
        elif fault == "take_slowly":
            key = provider.take(reference)
            sleep(provider.slow)
            self._say(201, {"id": key, "reference": reference})
        elif fault == "slowly_take":
            sleep(provider.slow)
            self._say(201, {"id": provider.take(reference), "reference": reference})
        else:
            self._say(201, {"id": provider.take(reference), "reference": reference})

    def do_GET(self) -> None:
        provider, address = self.provider, urlsplit(self.path)
        if address.path == "/counts":
            with provider.lock:
                counts = {reference: len(keys) for reference, keys in provider.taken.items()}
            self._say(
                200, {"counts": counts, "rescued": len(provider.rescued), "did": provider.did}
            )
            return
        reference = parse_qs(address.query).get("reference", [""])[0]
        keys = provider.taken.get(reference, [])
        if keys:
            provider.rescued.add(reference)
        found = [{"id": key, "reference": reference, "status": "delivered"} for key in keys]
        self._say(200, {"notifications": found, "links": {}})

    def _is_signed_lately(self) -> bool:
        """Notify takes a signature for 30 seconds, a third of a lease; here it is scaled."""
        token = self.headers["Authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, options={"verify_signature": False})
        return time() - claims["iat"] <= self.provider.signed_for

    def _say(self, status: int, said: object) -> None:
        data = json.dumps(said).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True  # whoever asked is gone

    def log_message(self, *args: object) -> None:
        pass


def _error(status: int, kind: str) -> object:
    return {"status_code": status, "errors": [{"error": kind, "message": "of the drill"}]}


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def handle_error(self, request: object, address: object) -> None:
        pass  # a worker was killed in the middle


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--faults", type=float, default=1.0)
    parser.add_argument("--delay", type=float, default=0.03)
    parser.add_argument("--slow", type=float, default=1.5)
    parser.add_argument("--signed-for", type=float, default=30)
    given = parser.parse_args()
    Handler.provider = Provider(**vars(given))
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
