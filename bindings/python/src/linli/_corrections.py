"""Corrections. The generated ones know no default for what stays as it was; here it is what is not said: `VisitChange(note="…")`
writes a note, `VisitChange(note=None)` empties it, `VisitChange()` changes nothing."""

from __future__ import annotations

import enum
from typing import Any, Optional, Union

from ._core import linli_ffi as _ffi


class Kept(enum.Enum):
    """A field that stays as it was."""

    KEEP = "keep"


KEEP = Kept.KEEP
"""The default of every field that may be empty."""

Text = Union[str, None, Kept]
"""The new text; `None` empties it."""

Time = Union[_ffi.Timestamp, None, Kept]
"""The new moment; `None` removes it."""


def _edit(union: Any, value: Any) -> Any:
    """The generated variant: its classes become subclasses of their union at run time only."""
    if value is KEEP:
        return union.KEEP()
    return union.CLEAR() if value is None else union.SET(value)


class VisitChange(_ffi.VisitChange):
    """A change of a visit of one's own: another door of the same stairwell, how it ended, how contact was made, the note, who was
    met, when to come again."""

    def __init__(
        self,
        *,
        household: Optional[str] = None,
        outcome: Optional[_ffi.VisitOutcome] = None,
        mode: Optional[_ffi.VisitMode] = None,
        note: Text = KEEP,
        met: Text = KEEP,
        call_back: Time = KEEP,
    ) -> None:
        super().__init__(
            household=household,
            outcome=outcome,
            mode=mode,
            note=_edit(_ffi.TextEdit, note),
            met=_edit(_ffi.TextEdit, met),
            call_back=_edit(_ffi.TimeEdit, call_back),
        )


class TopicChange(_ffi.TopicChange):
    """A change of a topic of one's own: where it came from, in a few words, in full, from which household."""

    def __init__(
        self,
        *,
        source: Optional[_ffi.TopicSource] = None,
        title: Optional[str] = None,
        text: Text = KEEP,
        household: Text = KEEP,
    ) -> None:
        super().__init__(source=source, title=title, text=_edit(_ffi.TextEdit, text), household=_edit(_ffi.TextEdit, household))


class LogChange(_ffi.LogChange):
    """A change of a log entry of one's own: which item, what was found, the note."""

    def __init__(self, *, item: Optional[str] = None, result: Optional[_ffi.ItemResult] = None, note: Text = KEEP) -> None:
        super().__init__(item=item, result=result, note=_edit(_ffi.TextEdit, note))


class HazardChange(_ffi.HazardChange):
    """A change of a hazard of one's own: what kind, how severe, in words."""

    def __init__(self, *, kind: Optional[str] = None, severity: Optional[_ffi.Severity] = None, text: Text = KEEP) -> None:
        super().__init__(kind=kind, severity=severity, text=_edit(_ffi.TextEdit, text))


Change = Union[_ffi.VisitChange, _ffi.TopicChange, _ffi.LogChange, _ffi.HazardChange]
"""A change of anything that can be corrected."""

_VARIANTS = (
    (_ffi.VisitChange, "VISIT"),
    (_ffi.TopicChange, "TOPIC"),
    (_ffi.LogChange, "LOG_ENTRY"),
    (_ffi.HazardChange, "HAZARD"),
)


def correction(change: Change) -> _ffi.Correction:
    """The union that crosses the border."""
    for kind, variant in _VARIANTS:
        if isinstance(change, kind):
            made: _ffi.Correction = getattr(_ffi.Correction, variant)(change)
            return made
    raise TypeError(f"no change of anything: {type(change).__name__}")
