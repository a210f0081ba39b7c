"""Metrics in the text format of Prometheus, from a registry of the application's own.

A series is told apart by the template of an address, by method and status: never by who asked, what, or at
which level.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Protocol, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

import respondeat

from .handled import Handled

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Watched(Protocol):
    """What has figures of its own, such as a pool of readers' processes."""

    @property
    def figures(self) -> Mapping[str, int]:
        """Numbers by their names."""
        ...


class _Figures(Collector):
    """The figures of something, as they are when they are asked for."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def collect(self) -> Iterator[Metric]:
        """A gauge each."""
        for name, value in self._watched.figures.items():
            text = f"Readers' processes: {name.replace('_', ' ')}."
            yield GaugeMetricFamily(f"respondeat_readers_{name}", text, value)


class Metrics:
    """Counts of what one application did since it was made."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "respondeat_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "respondeat_request_seconds",
            "Time from a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._limits = Counter(
            "respondeat_limits",
            "Requests that hit a limit, by the limit.",
            ("limit",),
            registry=self.registry,
        )
        self._faults = Counter(
            "respondeat_faults", "Requests that failed by a fault.", registry=self.registry
        )
        self._at_work = Gauge("respondeat_at_work", "Requests at work now.", registry=self.registry)
        made = Gauge("respondeat_build", "The version that runs.", ("version",), registry=self.registry)
        made.labels(respondeat.__version__).set(1)
        self._counted: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def watch(self, watched: object) -> None:
        """Tell the figures of something too, where it has any."""
        if hasattr(watched, "figures"):
            self.registry.register(_Figures(cast(Watched, watched)))

    def begun(self) -> None:
        """A request came."""
        self._at_work.inc()

    def ended(self, one: Handled, route: str, seconds: float) -> None:
        """A request was answered."""
        self._at_work.dec()
        key = (one.method, route, one.status)
        found = self._counted.get(key)
        if found is None:
            made = self._requests.labels(one.method, route, str(one.status)), self._seconds.labels(route)
            found = self._counted[key] = made
        found[0].inc()
        found[1].observe(seconds)
        if one.limit:
            self._limits.labels(one.limit).inc()

    def fault(self) -> None:
        """A request failed by a fault of ours."""
        self._faults.inc()

    def text(self) -> bytes:
        """All of them, as Prometheus reads them."""
        return generate_latest(self.registry)
