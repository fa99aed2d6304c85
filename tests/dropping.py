"""A proxy of TCP that can stop forwarding without a word, as a network does that drops packets."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Dropping:
    """Forwards what comes to a port of this machine, until it is told to drop it."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._other: dict[socket.socket, socket.socket] = {}
        self._kept: list[socket.socket] = []
        self._wanted = threading.Event()
        self._over = False
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def drop(self) -> int:
        """Forward nothing of the connections that are open, nor that they end; answers how many."""
        self._wanted.set()
        while self._wanted.is_set():
            self._thread.join(0.01)
        return len(self._kept) // 2

    def _run(self) -> None:
        while not self._over:
            for key, _ in self._selector.select(0.02):
                if key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.fileobj, socket.socket):
                    self._forward(key.fileobj)
            if self._wanted.is_set():
                for end in self._other:
                    self._selector.unregister(end)
                    self._kept.append(end)
                self._other.clear()
                self._wanted.clear()

    def _accept(self) -> None:
        here, _ = self._listener.accept()
        there = socket.create_connection(("127.0.0.1", self._to))
        for one, other in ((here, there), (there, here)):
            self._other[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _forward(self, end: socket.socket) -> None:
        if end not in self._other:
            return
        other, data = self._other[end], b""
        with suppress(OSError):
            data = end.recv(65536)
            other.sendall(data)
        if not data:
            for each in (end, other):
                del self._other[each]
                self._selector.unregister(each)
                each.close()

    def close(self) -> None:
        """End all there is."""
        self._over = True
        self._thread.join()
        for each in (*self._other, *self._kept, self._listener):
            each.close()
        self._selector.close()


@contextmanager
def dropping(port: int) -> Iterator[Dropping]:
    """Such a proxy before a port."""
    proxy = Dropping(port)
    try:
        yield proxy
    finally:
        proxy.close()
