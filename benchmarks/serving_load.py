"""A bounded load on one loopback address: so many connections, so many seconds, then it stops."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

_TIMEOUT: Final = 15.0


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: answers a second, and the time of each answer in seconds, sorted."""

    seconds: float
    times: tuple[float, ...]
    bad: int

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.times) / self.seconds

    def share(self, part: float) -> float:
        """The time within which this part of the answers came, in milliseconds."""
        return 1000 * self.times[min(len(self.times) - 1, int(part * len(self.times)))] if self.times else 0.0


def load(url: str, queries: Sequence[str], connections: int, seconds: float) -> Load:
    """Ask queries over kept connections, one after the other on each, for so many seconds."""
    at = urlsplit(url)
    if at.hostname not in ("127.0.0.1", "localhost"):
        raise ValueError("a load is for this machine only")
    requests = [_request(at.netloc, at.path, query) for query in queries]

    async def run() -> Load:
        begin = time.perf_counter()
        until = begin + seconds
        ways = [_ask(at.port or 80, requests, until, random.Random(n)) for n in range(connections)]
        parts = await asyncio.gather(*ways)
        took = time.perf_counter() - begin
        return Load(took, tuple(sorted(t for p in parts for t in p[0])), sum(p[1] for p in parts))

    return asyncio.run(run())


def _request(host: str, path: str, query: str) -> bytes:
    line = f"GET {path}?{urlencode({'query': query})} HTTP/1.1\r\nHost: {host}\r\n"
    return f"{line}Accept: application/sparql-results+json, text/turtle;q=0.5\r\n\r\n".encode()


async def _ask(
    port: int, requests: Sequence[bytes], until: float, rng: random.Random
) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    times, bad = [], 0
    try:
        while (start := time.perf_counter()) < until:
            writer.write(rng.choice(requests))
            try:
                good = await asyncio.wait_for(_answer(reader), _TIMEOUT)
            except TimeoutError:
                good = False
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
            if good:
                times.append(time.perf_counter() - start)
            else:
                bad += 1
    finally:
        writer.close()
    return times, bad


async def _answer(reader: asyncio.StreamReader) -> bool:
    """Read one whole answer; whether it is a 200."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    return head.startswith(b"http/1.1 200")
