"""The errors of an operation. Nothing was changed when one is raised."""

from __future__ import annotations

from typing import Optional

from ._core import linli_ffi as _ffi


class Error(_ffi.LinliError):
    """The reason why an operation was not done."""

    code: str
    """Stable; all of them stand in docs/drive.md."""
    field: Optional[str]
    """Which part of the input is meant, if one is."""
    zh: str
    """A sentence in Chinese for a person, without any resident's data."""
    en: str
    """The same in English."""

    def __init__(self, code: str, zh: str, en: str, field: Optional[str] = None) -> None:
        super().__init__(code, zh, en)
        self.code, self.field, self.zh, self.en = code, field, zh, en

    def __str__(self) -> str:
        where = f" ({self.field})" if self.field else ""
        return f"{self.code}{where}: {self.zh} {self.en}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r})"


class InputError(Error):
    """The input is wrong: another one may help. `field` names which part, if one does."""

    def __init__(self, code: str, field: Optional[str], zh: str, en: str) -> None:
        super().__init__(code, zh, en, field)


class NotAllowedError(Error):
    """This device may not do it, as the community's roster stands."""


class StateError(Error):
    """It cannot be done in this store, or not now."""


class StoreError(Error):
    """The store cannot be used: wrong key, damaged file, full disk and the like."""


class NetworkError(Error):
    """The hub cannot be reached, or is not the community's: trying later may help."""


class CancelledError(Error):
    """Somebody called it off. Not `asyncio.CancelledError`, which ends the task that waits."""


class InternalError(Error):
    """A fault of the library or of what the app handed in. The store is whole."""

    def __init__(self, *said: str) -> None:
        # The generated code raises it with one text when the library panicked. That text is for its makers, and nobody knows
        # what stands in it: it is not handed on.
        known = said if len(said) == 3 else ("internal", *_INTERNAL)
        super().__init__(*known)


_INTERNAL = (
    "程序内部出错，这个操作没有执行。",
    "The program failed inside; the operation was not done.",
)

# The generated code looks its errors up by these names whenever it raises one. So each is raised as ours at once, and no call
# needs a layer of its own to translate it.
_ffi.LinliError.Input = InputError  # type: ignore[attr-defined]
_ffi.LinliError.NotAllowed = NotAllowedError  # type: ignore[attr-defined]
_ffi.LinliError.State = StateError  # type: ignore[attr-defined]
_ffi.LinliError.Store = StoreError  # type: ignore[attr-defined]
_ffi.LinliError.Network = NetworkError  # type: ignore[attr-defined]
_ffi.LinliError.Cancelled = CancelledError  # type: ignore[attr-defined]
_ffi.LinliError.Internal = InternalError  # type: ignore[attr-defined]
_ffi.InternalError = InternalError  # type: ignore[assignment, misc]
