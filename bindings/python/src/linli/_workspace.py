"""The open store. Every operation is the generated one; what is added here is what Python expects of such an object."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Callable, Generator, Optional, Type, Union

from . import (
    _errors,  # noqa: F401  (errors are ours from the first call on)
    _leaving,
)
from ._changes import Changes
from ._core import linli_ffi as _ffi
from ._keys import Key, source

Folder = Union[str, "os.PathLike[str]"]


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
        return Opening(options, source(key), log)

    def changes(self) -> Changes:
        """What changes from now on: `async for changes in workspace.changes()`. The first item is empty."""
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


class Opening:
    """A store that is about to be opened: what `Workspace.open` gives."""

    def __init__(self, options: _ffi.OpenOptions, key: _ffi.KeySource, log: Optional[_ffi.LogSink]) -> None:
        self._arguments = (options, key, log)
        self._opened: Optional[Workspace] = None

    async def _open(self) -> Workspace:
        plain = await _ffi.Workspace.open(*self._arguments)
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
    await _ffi.restore_backup(os.fspath(file), code, os.fspath(folder), keeper)
