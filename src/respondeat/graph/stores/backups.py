"""Backups: the writer's store and the documents, each file with its hash. Read stores follow."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from respondeat.errors import IntegrityError, StoreError, StoreMissing, StoreVersionError

from .files import aside, disk_faults, hash_file, publish, replace, sync
from .layout import FORMAT, MARKER, UNREADABLE, Layout
from .sequences import chain_hash
from .writer import Writer

MANIFEST = "backup.json"


def back_up(layout: Layout, writer: Writer, target: Path) -> None:
    """Copy a store to a folder that does not exist yet; it is there whole or not at all.

    Nothing is shared with the store, so that damage to one is none to the other.
    Raises StoreError, StoreFull.
    """
    if target.exists():
        raise StoreError(f"{target} exists already. Name a folder that does not exist; nothing was written.")
    snapshot = aside(layout.writer)
    with disk_faults("backing up", target):
        unfinished = aside(target)
        try:
            writer.backup(snapshot)
            unfinished.mkdir(parents=True)
            shutil.copytree(snapshot, unfinished / layout.writer.name, copy_function=_copy)
            if layout.documents.is_dir():
                shutil.copytree(layout.documents, unfinished / layout.documents.name, copy_function=_copy)
            shutil.copyfile(layout.marker, unfinished / MARKER)
            said = {
                "format": FORMAT,
                "sequence": len(writer.infos),
                "dataset_hash": chain_hash(writer.infos),
                "files": {name: hash_file(unfinished / name) for name in _names(unfinished)},
            }
            replace(unfinished / MANIFEST, json.dumps(said, indent=1).encode())
            publish(unfinished, target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(snapshot, ignore_errors=True)


def put_back(source: Path, target: Path) -> None:
    """Verify a backup and copy it to a folder that does not exist or is empty.

    Raises StoreMissing, StoreVersionError, IntegrityError, StoreError, StoreFull; then `target` is as it was.
    """
    files, total = _manifest(source)
    if target.exists() and any(target.iterdir()):
        raise StoreError(f"{target} is not empty. Name a new or an empty folder; nothing was written.")
    with disk_faults("restoring", target):
        unfinished = aside(target)
        try:
            for name, digest in files.items():
                copy = unfinished / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                _copy_verified(source / name, copy, digest)
            _verify(Layout(unfinished), total)
            publish(unfinished, target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise


def _manifest(source: Path) -> tuple[dict[str, str], str]:
    try:
        said = json.loads((source / MANIFEST).read_bytes())
        number, total = int(said["format"]), str(said["dataset_hash"])
        files = {str(name): str(digest) for name, digest in said["files"].items()}
    except FileNotFoundError:
        raise StoreMissing(f"There is no backup at {source}: {MANIFEST} is not there.") from None
    except UNREADABLE as error:
        raise IntegrityError(f"{source / MANIFEST} is damaged ({error}). Use another backup.") from error
    if number > FORMAT:
        raise StoreVersionError(
            f"The backup at {source} has format {number}; this version reads up to format {FORMAT}. "
            "Install a newer version of Respondeat."
        )
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise IntegrityError(f"The backup at {source} names a file outside itself: {name!r}.")
    return files, total


def _copy_verified(path: Path, copy: Path, digest: str) -> None:
    if not path.is_file():
        raise IntegrityError(f"{path} is missing from the backup. Use another one; nothing was restored.")
    _copy(path, copy)
    if hash_file(copy) != digest:
        raise IntegrityError(
            f"{path} is not what was backed up: it is cut off or was changed. Use another backup; "
            "nothing was restored."
        )


def _copy(path: Path | str, copy: Path | str) -> None:
    """Copy a file and have the system write it to the disk now."""
    shutil.copyfile(path, copy)
    sync(Path(copy))


def _verify(copy: Layout, total: str) -> None:
    copy.check()
    writer = Writer(copy.writer)
    found = chain_hash(writer.infos)
    writer.close()
    if found != total:
        raise IntegrityError("The backup does not hold the dataset that its manifest names. Use another one.")


def _names(folder: Path) -> Iterator[str]:
    return (p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file())
