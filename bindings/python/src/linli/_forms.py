"""Values of forms as Python has them. Which fields a step has, its pack says; the generated unions stay below."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence

from ._core import linli_ffi as _ffi

Form = Mapping[str, Any]
"""Values by field: text (also ids, dates, times and words of choices), whole numbers, truths, lists of these, or rows as a
list of mappings. `None` leaves a field out."""

NOTHING: Form = {}


def _value(value: Any) -> Any:
    kind: Any = _ffi.FormValue
    if isinstance(value, bool):
        return kind.FLAG(value)
    if isinstance(value, int):
        return kind.WHOLE(value)
    if isinstance(value, str):
        return kind.TEXT(value)
    if isinstance(value, Sequence):
        if value and all(isinstance(item, Mapping) for item in value):
            return kind.ROWS([_ffi.FormRow(cells=form(item)) for item in value])
        return kind.MANY([_value(item) for item in value])
    raise TypeError(f"no value of a form: {type(value).__name__}")


def form(values: Form) -> List[_ffi.FormEntry]:
    """Values by field, as they cross."""
    return [_ffi.FormEntry(field=field, value=_value(value)) for field, value in values.items() if value is not None]


def _plain(value: Any) -> Any:
    if value.is_rows():
        return [plain(row.cells) for row in value[0]]
    if value.is_many():
        return [_plain(item) for item in value[0]]
    return value[0]


def plain(entries: List[_ffi.FormEntry]) -> Dict[str, Any]:
    """The values of a matter or a step, by field."""
    return {entry.field: _plain(entry.value) for entry in entries}


def step_draft(
    step: str,
    values: Form,
    *,
    continues: Sequence[_ffi.RecordId] = (),
    about: Sequence[_ffi.DocId] = (),
    opening: Form = NOTHING,
) -> _ffi.StepDraft:
    """A step as it crosses."""
    return _ffi.StepDraft(step=step, values=form(values), continues=list(continues), about=list(about), opening=form(opening))
