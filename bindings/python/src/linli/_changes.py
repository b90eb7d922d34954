"""Changes, as an asynchronous iterator."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Type

from ._core import linli_ffi as _ffi

if TYPE_CHECKING:
    from ._workspace import Workspace


@dataclass(frozen=True)
class Change:
    """One thing that changed: read again what shows it."""

    kind: str
    """`register`, `visits`, `topics`, `agendas`, `tally`, `rounds`, `hazards`, `contested` or `roster`."""
    tally: Optional[_ffi.DocId] = None
    """Which tally, if it is one."""

    @staticmethod
    def of(change: Any) -> Change:
        """From the generated union."""
        return Change(type(change).__name__.split(".")[-1].lower(), getattr(change, "tally", None))


class _Listener(_ffi.ChangeListener):
    """Called on the library's thread; hands over to the loop and is gone."""

    def __init__(self, changes: Changes, loop: asyncio.AbstractEventLoop) -> None:
        self._changes, self._loop = changes, loop

    def changed(self, changes: List[_ffi.Change]) -> None:
        try:
            self._loop.call_soon_threadsafe(self._changes._told, [Change.of(one) for one in changes])
        except RuntimeError:
            pass  # The loop is closed: nobody listens any more.


class Changes:
    """Changes in order. The first item is empty and comes as soon as nothing can be missed: read then what you show. Whoever
    is slow gets together what came meanwhile, each thing once. Leaving the `async with`, `aclose`, or dropping it ends it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._subscription: Optional[_ffi.Subscription] = None
        self._waiting: Dict[Change, None] = {}
        self._news = asyncio.Event()
        self._ended = False

    def _told(self, changes: List[Change]) -> None:
        for change in changes:
            self._waiting.setdefault(change)
        self._news.set()

    def __aiter__(self) -> Changes:
        return self

    async def __anext__(self) -> List[Change]:
        if self._subscription is None and not self._ended:
            listener = _Listener(self, asyncio.get_running_loop())
            self._subscription = await self._workspace.subscribe(listener)
            return []
        if not self._ended:
            await self._news.wait()
        if self._ended:
            raise StopAsyncIteration
        self._news.clear()
        told, self._waiting = list(self._waiting), {}
        return told

    async def aclose(self) -> None:
        """Ends it; whoever waits for the next change is let go."""
        self._ended = True
        self._news.set()
        if self._subscription is not None:
            self._subscription.cancel()

    async def __aenter__(self) -> Changes:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.aclose()
