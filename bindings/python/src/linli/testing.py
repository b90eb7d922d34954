"""A clock and a seed for the tests of scripts: a day can be played again, and its records are the same to the byte.

Only development builds with the feature `testing` take them (`cargo xtask bindings` makes one): who knows the seed knows every
key. Elsewhere opening raises `StateError` with `testing_missing`.

    clock = linli.testing.Clock.at(datetime(2026, 3, 1, 8, tzinfo=timezone.utc))
    async with linli.testing.open("office", key=bytes(32), clock=clock, seed=7) as office:
        clock.advance(seconds=3600)
"""

from __future__ import annotations

import os
from typing import Optional

from ._blocking import SyncWorkspace
from ._core import linli_ffi as _ffi
from ._keys import Asked, Key
from ._workspace import Folder, Opening

Clock = _ffi.TestClock
"""Stands still until it is moved: `Clock.at(moment)`, `now()`, `advance(seconds)`."""


def open(
    folder: Folder,
    *,
    key: Key,
    clock: Optional[Clock] = None,
    seed: Optional[int] = None,
    log: Optional[_ffi.LogSink] = None,
    ballast_bytes: int = 0,
) -> Opening:
    """The same as `Workspace.open`; the system's clock and randomness where none is handed in. The same steps with the same seed
    in a new folder of the same name give the same bytes."""
    options = _ffi.OpenOptions(folder=os.fspath(folder), ballast_bytes=ballast_bytes)
    asked = Asked(key)
    return Opening(lambda: _ffi.Workspace.open_testing(options, asked, clock, seed, log), asked)


def open_blocking(
    folder: Folder,
    *,
    key: Key,
    clock: Optional[Clock] = None,
    seed: Optional[int] = None,
    log: Optional[_ffi.LogSink] = None,
    ballast_bytes: int = 0,
) -> SyncWorkspace:
    """The blocking twin."""
    return SyncWorkspace.over(open(folder, key=key, clock=clock, seed=seed, log=log, ballast_bytes=ballast_bytes))
