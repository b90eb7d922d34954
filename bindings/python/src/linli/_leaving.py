"""The end of the process. Until 3.14 Python kills a thread that comes back to it while it goes down, and a thread of the library
killed there takes the process with it: an abort after all work was done. So nobody of the library may be inside Python then."""

from __future__ import annotations

import asyncio
import atexit
import sys
import time
import weakref
from types import FrameType
from typing import TYPE_CHECKING, Optional

from ._core import linli_ffi as _ffi

if TYPE_CHECKING:
    from ._workspace import Workspace

_open: weakref.WeakSet[Workspace] = weakref.WeakSet()
_PATIENCE = 10.0
_PAUSE = 0.002


def opened(workspace: Workspace) -> None:
    """Remembers a store that must be shut down before the process ends."""
    _open.add(workspace)


def _called_by_us(frame: Optional[FrameType]) -> bool:
    """Whether a thread came into Python through the generated code: its outermost frame is there."""
    outermost = None
    while frame is not None:
        outermost, frame = frame, frame.f_back
    return outermost is not None and outermost.f_code.co_filename == _ffi.__file__


async def _shut(workspace: Workspace) -> None:
    try:
        await asyncio.wait_for(workspace.shutdown(), _PATIENCE)
    except (_ffi.LinliError, asyncio.TimeoutError):
        pass  # It was shut down already, or does not answer: there is nothing more to be done.


@atexit.register
def _leave() -> None:
    for workspace in list(_open):
        asyncio.run(_shut(workspace))
    until, quiet = time.monotonic() + _PATIENCE, 0
    while quiet < 3 and time.monotonic() < until:
        time.sleep(_PAUSE)
        inside = any(_called_by_us(frame) for frame in sys._current_frames().values())
        quiet = 0 if inside else quiet + 1
