"""A client on a bare socket, which reads only when told to."""

import json
import socket
import time
from typing import Any, Self

from websockets.frames import Frame, Opcode


class Reader:
    """Takes little into its own buffer, so that the server's fill soon."""

    def __init__(self, port: int) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        self.socket.settimeout(20)
        self.socket.connect(("127.0.0.1", port))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def open_websocket(self) -> None:
        self.socket.sendall(
            b"GET /graphql HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            b"sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            b"sec-websocket-protocol: graphql-transport-ws\r\n\r\n"
        )
        self.until(b"\r\n\r\n")
        self.say(type="connection_init")
        self.until(b'{"type":"connection_ack"}')

    def say(self, **message: Any) -> None:
        frame = Frame(Opcode.TEXT, json.dumps(message).encode())
        self.socket.sendall(frame.serialize(mask=True))

    def ping(self, text: bytes, times: int = 1) -> None:
        """Send control frames, which are not the pings of graphql-transport-ws."""
        self.socket.sendall(Frame(Opcode.PING, text).serialize(mask=True) * times)

    def ask(self, number: str, query: str) -> None:
        self.say(id=number, type="subscribe", payload={"query": query})

    def post(self, query: str, accept: str) -> None:
        body = json.dumps({"query": query}).encode()
        self.socket.sendall(
            b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            b"accept: %b\r\ncontent-length: %d\r\n\r\n%b" % (accept.encode(), len(body), body)
        )

    def until(self, end: bytes, pause: float = 0) -> bytes:
        """All that comes, in small bites, up to one that has this near its end."""
        text = bytearray()
        while end not in text[-200:]:
            bite = self.socket.recv(65536)
            assert bite
            text += bite
            time.sleep(pause)
        return bytes(text)

    def is_reset(self) -> bool:
        """Whether the connection ends without a farewell."""
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionResetError:
            return True
        return False
