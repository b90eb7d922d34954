"""The open store. Every operation is the generated one; what is added here is what Python expects of such an object."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any, AsyncIterator, Callable, Coroutine, Generator, Mapping, Optional, Sequence, Type, TypeVar, Union

from . import (
    _errors,  # noqa: F401  (errors are ours from the first call on)
    _leaving,
)
from ._changes import Changes
from ._core import linli_ffi as _ffi
from ._corrections import Change, correction
from ._forms import NOTHING, Form, form, step_draft
from ._keys import Asked, Keeping, Key
from ._pages import MOST_ROWS, rows

T = TypeVar("T")

Folder = Union[str, "os.PathLike[str]"]

NO_FIELDS: Mapping[str, str] = {}


class _Progress(_ffi.SyncListener):
    def __init__(self, told: Callable[[_ffi.SyncProgress], None]) -> None:
        self._told = told

    def progressed(self, progress: _ffi.SyncProgress) -> None:
        self._told(progress)


class Workspace(_ffi.Workspace):
    """An open store. One per folder and process; share it freely."""

    @classmethod
    def open(  # type: ignore[override]
        cls, folder: Folder, *, key: Key, log: Optional[_ffi.LogSink] = None, ballast_bytes: int = 0
    ) -> Opening:
        """Opens the store in `folder`, making it if there is none: `await` it, or use it in `async with`, which shuts it
        down. `ballast_bytes` are kept for the day on which the disk is full: none at a desk.

        Raises `StoreError` with `wrong_key`, `foreign_file`, `damaged_file`, `disk_full`, `read_only_folder`, `newer_schema`,
        `store_in_use` or `store_missing`; a file is never deleted.
        """
        options = _ffi.OpenOptions(folder=os.fspath(folder), ballast_bytes=ballast_bytes)
        asked = Asked(key)
        return Opening(lambda: _ffi.Workspace.open(options, asked, log), asked)

    async def create_community(
        self,
        name: str,
        compound: Optional[str] = None,
        root: _ffi.RootPolicy = _ffi.RootPolicy.TWO_OF_THREE,
    ) -> _ffi.CommunityCreated:
        """Founds a community in this store, with its first compound if one is named. Every real one needs `TWO_OF_THREE`, which
        gives three recovery sheets to print and lock away."""
        return await super().create_community(name, compound, root)

    async def correct(self, target: str, change: Change, reason: str) -> _ffi.RecordId:  # type: ignore[override]
        """Corrects a visit, topic, log entry or hazard of one's own: `correct(visit, VisitChange(note="…"), "补记")`. The first
        version stays visible. A change of another kind of thing than the target is refused with `field_unknown`."""
        return await super().correct(target, correction(change), reason)

    def visits(self, household: Optional[str] = None, *, page_size: int = MOST_ROWS) -> AsyncIterator[_ffi.VisitView]:
        """Every visit, or those of one household, newest first: `async for visit in workspace.visits()`. `page_size` rows are
        read at once, at most 200."""
        return rows(lambda page: self.list_visits(household, page), page_size)

    def topics(  # type: ignore[override]
        self, filter: Optional[_ffi.TopicFilter] = None, *, page_size: int = MOST_ROWS
    ) -> AsyncIterator[_ffi.TopicView]:
        """Every topic that the filter leaves, newest first: without one, all but the withdrawn."""
        return rows(lambda page: _ffi.Workspace.topics(self, filter, page), page_size)

    def rounds(self, *, page_size: int = MOST_ROWS) -> AsyncIterator[_ffi.RoundView]:
        """Every inspection round, as `list_rounds` gives them page by page."""
        return rows(self.list_rounds, page_size)

    def hazards(  # type: ignore[override]
        self, filter: Optional[_ffi.HazardFilter] = None, *, page_size: int = MOST_ROWS
    ) -> AsyncIterator[_ffi.HazardView]:
        """Every hazard that the filter leaves, newest first: without one, all but the withdrawn."""
        return rows(lambda page: _ffi.Workspace.hazards(self, filter, page), page_size)

    def households(  # type: ignore[override]
        self, filter: Optional[_ffi.HouseholdFilter] = None, *, page_size: int = MOST_ROWS
    ) -> AsyncIterator[_ffi.HouseholdRow]:
        """Every household that the filter leaves, by stairwell, floor and room."""
        return rows(lambda page: _ffi.Workspace.households(self, filter, page), page_size)

    def contradictions(self, *, page_size: int = MOST_ROWS) -> AsyncIterator[_ffi.Conflict]:
        """Everything in which values contradict each other, as `conflict_list` gives it page by page."""
        return rows(self.conflict_list, page_size)

    def roll(self, tally: _ffi.DocId, *, page_size: int = MOST_ROWS) -> AsyncIterator[_ffi.RollRow]:
        """Every voter of a tally, as `vote_roll` gives them page by page."""
        return rows(lambda page: self.vote_roll(tally, page), page_size)

    async def save_draft(self, key: _ffi.DraftKey, fields: Mapping[str, str] = NO_FIELDS) -> None:  # type: ignore[override]
        """Keeps what is being typed, by field, in place of what was kept there before; without fields nothing is kept there any
        more."""
        await super().save_draft(key, [_ffi.DraftField(field=field, text=text) for field, text in fields.items()])

    def matters(
        self, filter: Optional[_ffi.MatterFilter] = None, *, page_size: int = MOST_ROWS
    ) -> AsyncIterator[_ffi.MatterSummary]:
        """Every matter that the filter leaves, as `list_matters` gives them page by page."""
        return rows(lambda page: self.list_matters(filter, page), page_size)

    async def open_matter(  # type: ignore[override]
        self,
        flow: str,
        scope: _ffi.ScopeName,
        step: str = "",
        values: Form = NOTHING,
        about: Sequence[_ffi.DocId] = (),
    ) -> _ffi.MatterOpened:
        """Opens a matter of a flow (its name, or `pack/flow`) at a place: `open_matter("hazard", scope, values={"text": "…"})`.
        `values` are by field, as JSON has them; `about` names documents that it is about. An unmet need raises `StateError`
        with the code `need_unmet`, in whose words the numbers stand; a field that does not fit raises `InputError` with its
        name."""
        return await super().open_matter(flow, scope, step_draft(step, values, about=about))

    async def take_step(  # type: ignore[override]
        self,
        matter: _ffi.DocId,
        step: str,
        values: Form = NOTHING,
        continues: Sequence[_ffi.RecordId] = (),
        about: Sequence[_ffi.DocId] = (),
        opening: Form = NOTHING,
    ) -> _ffi.StepTaken:
        """Takes a step of a matter; `settle` decides a conflict. `continues` names the heads that one has seen, the one that is
        continued first; `opening` what the opening of a matter records that this step opens."""
        draft = step_draft(step, values, continues=continues, about=about, opening=opening)
        return await super().take_step(matter, draft)

    async def amend_step(self, step: _ffi.RecordId, values: Form, reason: str) -> _ffi.RecordId:  # type: ignore[override]
        """Gives other values for some fields of a step of one's own."""
        return await super().amend_step(step, form(values), reason)

    def changes(self) -> Changes:
        """Changes from now on: `async for changes in workspace.changes()`. The first item is empty."""
        return Changes(self)

    async def sync(
        self,
        *,
        photos: Optional[_ffi.PhotoPolicy] = None,
        proxy: Optional[str] = None,
        retries: int = 4,
        transport: Optional[_ffi.Transport] = None,
        progress: Optional[Callable[[_ffi.SyncProgress], None]] = None,
    ) -> _ffi.SyncOutcome:
        """Syncs with the hub. Cancelling whoever waits calls the sync off; what was exchanged until then is kept."""
        options = _ffi.SyncOptions(photos=photos, proxy=proxy, retries=retries)
        listener = None if progress is None else _Progress(progress)
        task = await self.start_sync(options, listener, transport)
        try:
            return await task.wait()
        except BaseException:
            task.cancel()
            raise

    async def __aenter__(self) -> Workspace:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        await self.shutdown()


async def _blaming(asked: Union[Asked, Keeping], work: Coroutine[Any, Any, T]) -> T:
    """Waits for a call. If it failed because the caller's own code raised, that is the error's cause."""
    try:
        return await work
    except _ffi.LinliError as error:
        if asked.raised is None:
            raise
        raise error from asked.raised


class Opening:
    """A store that is about to be opened: what `Workspace.open` gives."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, _ffi.Workspace]], key: Asked) -> None:
        self._work, self._key = work, key
        self._opened: Optional[Workspace] = None

    async def _open(self) -> Workspace:
        plain = await _blaming(self._key, self._work())
        # The same store under our class: both hold it, and the plain one is dropped here.
        opened: Workspace = Workspace._uniffi_make_instance(plain._uniffi_clone_handle())  # type: ignore[no-untyped-call]
        _leaving.opened(opened)
        return opened

    def __await__(self) -> Generator[object, None, Workspace]:
        return self._open().__await__()

    async def __aenter__(self) -> Workspace:
        self._opened = await self._open()
        return self._opened

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if self._opened is not None:
            await self._opened.shutdown()


async def restore_backup(file: Folder, code: str, folder: Folder, keeper: _ffi.KeyKeeper) -> None:
    """Puts a store up again from a backup and its code, in a folder that holds none. The database keeps the key that
    it had, which `keeper` (a `KeyFile`, say) is given to keep before the database is in its place."""
    asked = Keeping(keeper)
    await _blaming(asked, _ffi.restore_backup(os.fspath(file), code, os.fspath(folder), asked))
