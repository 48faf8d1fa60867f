"""What a process counts while it runs, for /metrics and for alerts; none of it names a person."""

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter


@dataclass
class Counts:
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    # How often in a row a job failed; gone with its first success.
    failing: dict[str, int] = field(default_factory=dict)
    # Telegram did not answer the last call, or does not know our token any more.
    telegram_away: bool = False
    token_refused: bool = False

    def __post_init__(self) -> None:
        def counter(name: str, about: str, *labels: str) -> Counter:
            return Counter(f"profbot_{name}", about, labels, registry=self.registry)

        self.updates = counter("updates_handled", "Updates handled")
        self.telegram_errors = counter("telegram_errors", "Calls that Telegram refused", "kind")
        self.job_failures = counter("job_failures", "Jobs of the clock that failed", "job")

    def job_failed(self, name: str) -> None:
        self.job_failures.labels(name).inc()
        self.failing[name] = self.failing.get(name, 0) + 1

    def job_ran(self, name: str) -> None:
        self.failing.pop(name, None)
