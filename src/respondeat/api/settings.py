"""The configuration of the server: from a file, from the environment, checked."""

from pathlib import Path
from typing import Final, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from respondeat.api.workers import Limits

from .settings_kinds import Networks, Texts

_MB: Final = 2**20


class LimitSettings(BaseModel):
    """How much one request may take, and all of them together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    query_bytes: int = Field(default=8192, ge=1, description="Length of a SPARQL text.")
    query_nesting: int = Field(
        default=100, ge=1, le=300, description="Brackets within brackets in a SPARQL text."
    )
    query_patterns: int = Field(default=64, ge=1, description="Triple patterns in a SPARQL text.")
    query_parts: int = Field(
        default=1000, ge=1, le=1000, description="Operators and clauses of a SPARQL text, beside patterns."
    )
    body_bytes: int = Field(default=_MB, ge=1, description="Body of a request that asks.")
    changeset_bytes: int = Field(default=32 * _MB, ge=1, description="Body of a request that writes.")
    wall_seconds: float = Field(default=10, gt=0, description="Time of one piece of work.")
    cpu_seconds: float = Field(default=10, gt=0, description="Processor time of one piece of work.")
    memory_mb: int = Field(default=512, ge=64, description="Memory of one piece of work, beyond the data.")
    rows: int = Field(default=100_000, ge=1, description="Rows or triples of an answer.")
    answer_mb: int = Field(default=64, ge=1, description="Size of an answer.")
    per_client: int = Field(default=4, ge=1, description="Pieces of work of one client at once.")
    waiting: int = Field(default=64, ge=1, description="Pieces of work that wait for a process.")
    wait_seconds: float = Field(default=10, gt=0, description="How long they wait.")
    workers: int = Field(default=2, ge=1, description="Processes at work at once for a level.")
    spares: int = Field(default=1, ge=0, description="Processes of a level that stand ready beside them.")
    idle_seconds: float = Field(
        default=300, gt=0, description="After so long unused, what reads a level above public ends."
    )
    job_seconds: float = Field(default=600, gt=0, description="Time and processor time of a job.")
    job_memory_mb: int = Field(default=2048, ge=64, description="Memory of a job.")
    jobs: int = Field(default=1, ge=1, description="Jobs at work at once; others wait.")
    jobs_per_client: int = Field(default=4, ge=1, description="Jobs of one client, waiting ones too.")
    write_seconds: float = Field(default=120, gt=0, description="Time and processor time of one change.")
    write_memory_mb: int = Field(default=4096, ge=512, description="Memory of one change, all in all.")
    writes_waiting: int = Field(default=16, ge=1, description="Changes that wait for their turn.")
    bundle_seconds: float = Field(default=300, gt=0, description="Time and processor time of one bundle.")
    bundle_memory_mb: int = Field(default=4096, ge=512, description="Memory of one bundle, all in all.")
    bundle_mb: int = Field(default=1024, ge=1, description="Size of one bundle.")
    requests_per_minute: int = Field(default=1200, ge=1, description="Of one key or address.")

    def of_one(self) -> Limits:
        """The limits of one piece of work."""
        return Limits(
            self.wall_seconds, self.cpu_seconds, self.memory_mb * _MB, self.rows, self.answer_mb * _MB
        )

    def of_write(self) -> Limits:
        """The limits of one change."""
        seconds, memory = self.write_seconds, self.write_memory_mb * _MB
        return Limits(seconds, seconds, memory, self.rows, self.answer_mb * _MB)

    def of_bundle(self) -> Limits:
        """The limits of one bundle."""
        seconds, memory = self.bundle_seconds, self.bundle_memory_mb * _MB
        return Limits(seconds, seconds, memory, self.rows, self.bundle_mb * _MB)

    def of_job(self) -> Limits:
        """The limits of a job."""
        seconds, memory = self.job_seconds, self.job_memory_mb * _MB
        return Limits(seconds, seconds, memory, self.rows, self.answer_mb * _MB)


class ConnectionSettings(BaseModel):
    """How many connections there are, how much comes over one, and how slow it may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_once: int = Field(default=512, ge=1, description="Connections at once.")
    per_address: int = Field(default=128, ge=1, description="Of one address; a proxy has one for all.")
    head_bytes: int = Field(default=32768, ge=1024, description="Request line and header of a request.")
    head_fields: int = Field(default=100, ge=10, description="Header fields of a request.")
    head_seconds: float = Field(default=10, gt=0, description="In which a header is whole.")
    body_seconds: float = Field(default=10, gt=0, description="After which a body is held to the least rate.")
    least_rate: float = Field(default=1024, gt=0, description="Bytes a second that come, or are read.")
    write_seconds: float = Field(default=60, gt=0, description="In which a client reads at the least rate.")
    keep_alive_seconds: float = Field(default=5, gt=0, description="A connection without a request.")


class Settings(BaseSettings):
    """What `respondeat serve` goes by. Environment: RESPONDEAT_ and the name; RESPONDEAT_LIMITS__ROWS."""

    model_config = SettingsConfigDict(
        env_prefix="RESPONDEAT_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    store: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("respondeat") / "store",
        description="The store.",
    )
    bundle_secret: Path = Field(
        default_factory=lambda: platformdirs.user_config_path("respondeat") / "bundle-secret",
        description="The secret that salts the hashes of bundles, outside the store; made on first use.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen at.")
    port: int = Field(default=8631, ge=0, le=65535, description="The port; 0 takes a free one.")
    public_access: bool = Field(default=True, description="Whether what is public needs no key.")
    trusted_proxies: Networks = Field(
        default=(), description="Proxies whose X-Forwarded-For and -Proto hold: addresses or networks."
    )
    session_idle_minutes: int = Field(default=60, ge=1, description="A login ends after so long unused.")
    session_hours: int = Field(default=12, ge=1, le=720, description="A login ends after so long.")
    network: bool = Field(default=False, description="Whether to listen where other machines reach.")
    allowed_hosts: Texts = Field(
        default=(), description="Names under which the server is asked, beside those of this machine."
    )
    cors_origins: Texts = Field(
        default=(), description="Other sites whose pages may read, such as https://example.org; * for all."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="Logged.")
    metrics: Literal["local", "admin", "off"] = Field(
        default="local",
        description="Who reads /metrics: this machine where nobody else asks, the scope admin, nobody.",
    )
    stop_seconds: float = Field(default=10, gt=0, description="What is at work may take so long to end.")
    limits: LimitSettings = Field(default=LimitSettings(), description="See below.")
    connections: ConnectionSettings = Field(default=ConnectionSettings(), description="See below.")
