"""Which files a process may reach, kept by the kernel: landlock(7), Linux 5.13 and later."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVS: Final = 38  # prctl(2)

_READ: Final = 0b1100  # READ_FILE, READ_DIR
_LIST: Final = 0b1000  # READ_DIR
_OF_FILES: Final = 0b110  # WRITE_FILE, READ_FILE
_CONNECT: Final = 0b11  # BIND_TCP, CONNECT_TCP
_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights over files each version knows
_NET_SINCE: Final = 4


def restrict(reading: Iterable[Path], writing: Iterable[Path], listing: Iterable[Path] = ()) -> bool:
    """Leave this process the files beneath some paths and no others, and no TCP.

    Of the folders `listing` it may see what is there, and open nothing for that.
    Returns whether the system can do that; raises OSError when it can and refuses these.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return False
    everything = (1 << _RIGHTS.get(version, 16)) - 1
    rules = struct.pack("=QQ", everything, _CONNECT)[: 16 if version >= _NET_SINCE else 8]
    with _opened(_called(libc, _CREATE, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))) as ruleset:
        for paths, rights in ((reading, _READ), (writing, everything), (listing, _LIST)):
            for path in paths:
                _allow(libc, ruleset, path, rights)
        if libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs")
        _called(libc, _RESTRICT, ruleset, ctypes.c_uint32(0))
    return True


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    if not path.exists():
        return
    with _opened(os.open(path, os.O_PATH | os.O_CLOEXEC)) as place:
        kept = rights if path.is_dir() else rights & _OF_FILES
        rule = struct.pack("=Qi", kept, place)
        _called(libc, _ADD, ruleset, ctypes.c_int(_PATH_BENEATH), rule, ctypes.c_uint32(0))


def _called(libc: ctypes.CDLL, number: int, *arguments: object) -> int:
    result = libc.syscall(number, *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(result)


@contextmanager
def _opened(handle: int) -> Iterator[int]:
    try:
        yield handle
    finally:
        os.close(handle)
