"""The source of a database's key."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Callable, Optional, Union

from ._core import linli_ffi as _ffi

_BYTES = 32


class KeyFile(_ffi.KeySource, _ffi.KeyKeeper):
    """A key in a file that only its owner can read, as 64 hexadecimal digits: the form in which `linli` keeps its own. It is
    made on first use. Who has this file and the store can read everything: keep it apart from copies of the store."""

    def __init__(self, path: Union[str, os.PathLike[str]]) -> None:
        self._path = Path(path)

    def key(self) -> bytes:
        try:
            return bytes.fromhex(self._path.read_text("ascii").strip())
        except FileNotFoundError:
            made = secrets.token_bytes(_BYTES)
            self.keep(made)
            return made

    def keep(self, key: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, key.hex().encode("ascii") + b"\n")
            os.fsync(file)
        finally:
            os.close(file)


class _Given(_ffi.KeySource):
    """A key that the caller has, or a function that gives it."""

    def __init__(self, key: Union[bytes, Callable[[], bytes]]) -> None:
        self._key = key

    def key(self) -> bytes:
        return self._key if isinstance(self._key, bytes) else self._key()


Key = Union[bytes, Callable[[], bytes], _ffi.KeySource]
"""32 bytes, a function that gives them, or a `KeySource`."""


class Asked(_ffi.KeySource):
    """A key source as the library asks it. What it raises cannot cross the library, so it is kept here until the call ends."""

    def __init__(self, key: Key) -> None:
        self._source = key if isinstance(key, _ffi.KeySource) else _Given(key)
        self.raised: Optional[BaseException] = None

    def key(self) -> bytes:
        try:
            return self._source.key()
        except BaseException as error:
            self.raised = error
            raise


class Keeping(_ffi.KeyKeeper):
    """A key keeper as the library asks it, likewise."""

    def __init__(self, keeper: _ffi.KeyKeeper) -> None:
        self._keeper = keeper
        self.raised: Optional[BaseException] = None

    def keep(self, key: bytes) -> None:
        try:
            self._keeper.keep(key)
        except BaseException as error:
            self.raised = error
            raise
