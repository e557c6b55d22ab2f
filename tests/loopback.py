"""A server on 127.0.0.1 that gives files with the faults that real ones have."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What the server gives for a path, and how badly.

    `cut` is the byte after which it closes the connection, while it is told to; `announce` the
    length that it claims; without `tag` and `ranges` nothing can be resumed.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    tag: str = '"one"'
    ranges: bool = True
    cut: int | None = None
    announce: int | None = None
    silent: bool = False


@dataclass
class Loopback:
    """The running server: `replies` by path, each request's path and range in order, and how many
    bytes of files were sent for the last one."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    sent: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def give(self, path: str, body: bytes = b"", **faults: object) -> str:
        """Have the server give `body` at `path`; gives the address."""
        self.replies[path] = Reply(body, **faults)  # type: ignore[arg-type]
        return self.address(path)


@contextmanager
def loopback() -> Iterator[Loopback]:
    """A server while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    state = Loopback(server.server_address[1])
    server.state = state  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.stop.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        state: Loopback = self.server.state  # type: ignore[attr-defined]
        asked = self.headers.get("Range")
        state.asked.append((self.path, asked))
        reply = state.replies.get(self.path, Reply(status=404))
        if reply.silent:
            state.stop.wait(20)
            return
        start = self._start(reply, asked)
        if start and start >= len(reply.body):
            self.send_error(416)
            return
        body = reply.body[start:]
        self.send_response(206 if start else reply.status)
        claimed = len(body) if reply.announce is None else reply.announce - start
        if claimed >= 0:
            self.send_header("Content-Length", str(claimed))
        if start:
            last = start + claimed - 1
            self.send_header("Content-Range", f"bytes {start}-{last}/{start + claimed}")
        if reply.tag:
            self.send_header("ETag", reply.tag)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        end = len(body) if reply.cut is None else max(0, reply.cut - start)
        state.sent = len(body[:end])
        self.wfile.write(body[:end])

    def _start(self, reply: Reply, asked: str | None) -> int:
        """The byte to start at: not 0 only where the reply knows ranges and is the same still."""
        found = re.fullmatch(r"bytes=(\d+)-", asked or "")
        same = self.headers.get("If-Range") == reply.tag
        return int(found[1]) if found and reply.ranges and same else 0

    def log_message(self, format: str, *args: object) -> None:
        pass
