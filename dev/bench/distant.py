"""A server that is so many milliseconds away: what goes to it and what comes back waits for half of them each."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator

REQUEST_LINE = b" HTTP/1.1\r\n"
BLOCK = 1 << 18


class Distant:
    """`address` leads to the server; `requests` counts what was asked."""

    def __init__(self, port: int, milliseconds: float):
        self.port, self.delay = port, milliseconds / 2000
        self.address, self.requests = "", 0

    async def listen(self, ready: threading.Event, done: asyncio.Event) -> None:
        server = await asyncio.start_server(self.connect, "127.0.0.1", 0)
        self.address = "127.0.0.1:%d" % server.sockets[0].getsockname()[1]
        ready.set()
        await done.wait()
        server.close()

    async def connect(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", self.port)
        await asyncio.gather(self.carry(client, to_server, counted=True), self.carry(server, to_client), return_exceptions=True)

    async def carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, counted: bool = False) -> None:
        under_way: asyncio.Queue = asyncio.Queue()
        arriving = asyncio.create_task(self.arrive(under_way, sink))
        before = b""
        while block := await source.read(BLOCK):
            if counted:
                self.requests += (before + block).count(REQUEST_LINE)
                before = block[1 - len(REQUEST_LINE):]
            under_way.put_nowait((asyncio.get_running_loop().time() + self.delay, block))
        under_way.put_nowait((0, b""))
        await arriving

    @staticmethod
    async def arrive(under_way: asyncio.Queue, sink: asyncio.StreamWriter) -> None:
        while True:
            time, block = await under_way.get()
            if not block:
                break
            await asyncio.sleep(max(0, time - asyncio.get_running_loop().time()))
            sink.write(block)
            await sink.drain()
        sink.close()


@contextlib.contextmanager
def distant(port: int, milliseconds: float) -> Iterator[Distant]:
    way = Distant(port, milliseconds)
    loop, ready = asyncio.new_event_loop(), threading.Event()
    done = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=[way.listen(ready, done)])
    thread.start()
    ready.wait()
    try:
        yield way
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
