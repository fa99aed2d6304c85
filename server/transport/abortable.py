"""What HTTP and WebSockets have in common: an end that does not wait for the reader."""

import socket
import struct
from asyncio import Transport, get_running_loop

from server.transport.connection_table import ConnectionTable, TrackedConnection

RESET = struct.pack("ii", 1, 0)


class Abortable(TrackedConnection):
    """A connection that can be dropped without its reader's help."""

    transport: Transport
    table: ConnectionTable

    def abort(self) -> None:
        """Drop the connection and what waits for it, now."""
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            # Otherwise the kernel would keep its megabytes and go on trying.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.transport.abort()

    def abort_if_stuck(self, seconds: float) -> None:
        """Drop the connection if something still waits for it so many seconds from now."""
        get_running_loop().call_later(seconds, self._cut_if_stuck)

    def _cut_if_stuck(self) -> None:
        if self.transport.get_write_buffer_size():
            self.abort()

    def keep(self) -> None:
        """Drop it for no other: its client has signed in."""
        self.table.keep(self)

    def due_in(self, seconds: float) -> None:
        """Have something done about it so many seconds from now, if nothing comes before."""
        self.due = get_running_loop().time() + seconds
