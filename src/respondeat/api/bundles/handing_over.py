"""A bundle put at its place: written, searched for leaks, logged, sealed; or nothing of it."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.graph.evidence.bundle import BagWriter, target
from respondeat.graph.evidence.redaction.leaks import files_of, refuse, search
from respondeat.graph.evidence.redaction.protected import Protected
from respondeat.graph.evidence.verifier.layout import EXPORT, SUMS

from .custody_note import Export, exported
from .making import Bundle, Progress, silent, write
from .sealing import Seal, seal, signed_export, sums


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over: where, under which hashes, signed and dated by whom."""

    place: Path
    bundle: Bundle
    tag_manifest: str
    signer: str
    dated: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Schema `bundle-create.json`."""
        about = self.bundle.about
        return {
            "bundle": str(self.place),
            "profile": about.profile,
            "level": about.level,
            "question": {
                "name": about.question,
                "parameters": dict(self.bundle.contents.plan.asked.parameters),
            },
            "extent": about.extent,
            "merkle_root": about.merkle_root,
            "tag_manifest": self.tag_manifest,
            "custody_head": about.custody_head,
            "leaves": about.leaves,
            "withheld": about.withheld,
            "documents": {
                "held": about.held,
                "listed": about.listed,
                "withheld": about.withheld_documents,
            },
            "signer": self.signer or None,
            "dated": list(self.dated),
            "dataset_hash": about.dataset_hash,
            "recorded_at": about.recorded_at or None,
        }


@dataclass(frozen=True, slots=True)
class Door:
    """What is done to every bundle that leaves: what it may not tell, how it is sealed, what is logged.

    `actor` is who hands it over: the terminal, or the id of a key or user.
    """

    store: Path
    protected: Protected
    passed: frozenset[str]
    seal: Seal
    purpose: str
    actor: str = TERMINAL

    def hand_over(self, bundle: Bundle, place: Path, progress: Progress = silent) -> HandedOver:
        """Write a bundle to a folder, or to a zip where the name ends in .zip.

        Raises LeakError when something protected stands in it, StoreError when it cannot be logged,
        IntegrityError for a document that is not what its hash says, RemoteError when a server that was to
        attest the time does not, InputError when there is something at `place`: nothing is there then.
        """
        with target(place) as to:
            bag = BagWriter(to)
            tags = write(bundle, bag, progress)
            refuse(search(files_of(to.settle()), self.protected, self.passed))
            sealed = seal(self.seal, bundle.root, tags)
            self._log_and_seal(bundle, bag, tags, sealed)
        dated = tuple(sorted(name for name in sealed if name.endswith((".tsr", ".ots"))))
        signer = self.seal.key.fingerprint if self.seal.key else ""
        return HandedOver(place, bundle, sha256(tags).hexdigest(), signer, dated)

    def _log_and_seal(self, bundle: Bundle, bag: BagWriter, tags: bytes, sealed: dict[str, bytes]) -> None:
        about = bundle.about
        entry = exported(
            Audit(self.store),
            tags,
            Export(
                question=about.question,
                profile=about.profile,
                level=about.level,
                purpose=self.purpose,
                dataset_hash=about.dataset_hash,
                merkle_root=about.merkle_root,
                custody=bundle.custody.head,
                leaves=about.leaves,
                withheld=about.withheld,
                documents=about.withheld_documents,
            ),
            self.actor,
        )
        refuse(search([(EXPORT, lambda: BytesIO(entry.line()))], self.protected))
        files = {**sealed, **signed_export(self.seal, entry.line())}
        for name, content in sorted({**files, SUMS: sums(files)}.items()):
            bag.beside(name, content)
