"""A proxy as it stands before a live service, which gives its servers their turns."""

import http.client
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any

# Of the one connection, and not of what is sent through it.
OWN = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class Proxy:
    """Give each request to the next server; `only` sends all to one of them."""

    def __init__(self, ports: list[int]) -> None:
        self.ports, self.only = ports, None
        self.answered: list[int] = []
        self._turns = count()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                proxy.hand_on(self)

            def do_POST(self) -> None:
                proxy.hand_on(self)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def hand_on(self, request: BaseHTTPRequestHandler) -> None:
        at = next(self._turns) % len(self.ports) if self.only is None else self.only
        length = int(request.headers.get("Content-Length", 0))
        body = request.rfile.read(length)
        headers = {name: told for name, told in request.headers.items() if name.lower() not in OWN}
        headers |= {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": request.headers.get("X-Test-Address", "127.0.0.1"),
        }
        server = http.client.HTTPConnection("127.0.0.1", self.ports[at], timeout=60)
        server.request(request.command, request.path, body=body, headers=headers)
        answer = server.getresponse()
        told = answer.read()
        self.answered.append(at)
        request.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(told)))
        request.send_header("X-Answered-By", str(at))
        request.end_headers()
        request.wfile.write(told)
        server.close()
