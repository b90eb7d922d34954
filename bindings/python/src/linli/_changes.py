"""Changes, as an asynchronous iterator."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, FrozenSet, Iterator, Optional, Tuple, Type

from ._core import linli_ffi as _ffi

if TYPE_CHECKING:
    from ._workspace import Workspace


@dataclass(frozen=True)
class Change:
    """One thing that changed: read again what shows it."""

    kind: str
    """`register`, `visits`, `topics`, `agendas`, `tally`, `rounds`, `hazards`, `matters`, `contested`, `roster`, `photos`, `drafts`
    or `sync`."""
    tally: Optional[_ffi.DocId] = None
    """Which tally, if it is one."""

    @staticmethod
    def of(change: Any) -> Change:
        """From the generated union."""
        return Change(type(change).__name__.split(".")[-1].lower(), getattr(change, "tally", None))


MOST_IDS = 64
"""The ids that are told one by one."""


@dataclass(frozen=True)
class ChangeSet:
    """Everything that changed together."""

    kinds: Tuple[Change, ...] = ()
    """The lists that changed, each once."""
    places: FrozenSet[_ffi.PlaceId] = frozenset()
    """The scopes in which records came or went."""
    ids: Optional[FrozenSet[str]] = frozenset()
    """What changed, as screens take it: households, people, visits, documents; `None` if they are more than 64."""

    @staticmethod
    def of(changes: _ffi.ChangeSet) -> ChangeSet:
        """From the generated record."""
        ids = None if changes.ids is None else frozenset(changes.ids)
        return ChangeSet(tuple(Change.of(one) for one in changes.kinds), frozenset(changes.places), ids)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.kinds)

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def __or__(self, other: ChangeSet) -> ChangeSet:
        """Both together."""
        kinds = tuple(dict.fromkeys(self.kinds + other.kinds))
        ids = None if self.ids is None or other.ids is None else self.ids | other.ids
        return ChangeSet(kinds, self.places | other.places, ids if ids is None or len(ids) <= MOST_IDS else None)


class _Listener(_ffi.ChangeListener):
    """Called on the library's thread; hands over to the loop and is gone."""

    def __init__(self, changes: Changes, loop: asyncio.AbstractEventLoop) -> None:
        self._changes, self._loop = changes, loop

    def changed(self, changes: _ffi.ChangeSet) -> None:
        try:
            self._loop.call_soon_threadsafe(self._changes._told, ChangeSet.of(changes))
        except RuntimeError:
            pass  # The loop is closed: nobody listens any more.


class Changes:
    """Changes in order. The first item is empty and comes as soon as nothing can be missed: read then what you show. Whoever
    is slow gets together what came meanwhile, each thing once. Leaving the `async with`, `aclose`, or dropping it ends it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._subscription: Optional[_ffi.Subscription] = None
        self._waiting = ChangeSet()
        self._news = asyncio.Event()
        self._ended = False

    def _told(self, changes: ChangeSet) -> None:
        self._waiting |= changes
        self._news.set()

    def __aiter__(self) -> Changes:
        return self

    async def __anext__(self) -> ChangeSet:
        if self._subscription is None and not self._ended:
            listener = _Listener(self, asyncio.get_running_loop())
            self._subscription = await self._workspace.subscribe(listener)
            return ChangeSet()
        if not self._ended:
            await self._news.wait()
        if self._ended:
            raise StopAsyncIteration
        self._news.clear()
        told, self._waiting = self._waiting, ChangeSet()
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
