"""Helpers that all contract tests need: tests may be coroutines, and whatever crosses the border is written down (`crossed`), so
that `test_zz_surface.py` can ask at the end whether everything did."""

from __future__ import annotations

import asyncio
import functools
import inspect
import os
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest

import linli
import people
from linli._core import linli_ffi as ffi

SURFACE = os.environ.get("LINLI_SURFACE", "")
if not SURFACE:
    pytest.exit("these tests run through `cargo xtask test --only python`, which builds what they need", 2)


def surface(kind: str) -> List[List[str]]:
    """The lines of surface.tsv of a kind, without the kind."""
    lines = Path(SURFACE).read_text("utf-8").splitlines()
    return [line.split("\t")[1:] for line in lines if line.split("\t")[0] == kind]


CONSTRUCTORS = {("Workspace", "open"), ("Workspace", "open_testing"), ("TestClock", "at"), ("FrameSink", "empty")}


def _noted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(work)
    def noting(*values: Any, **named: Any) -> Any:
        people.crossed.add(name)
        try:
            return work(*values, **named)
        except ffi.CallbackError as error:
            people.crossed.add(f"CallbackError.{type(error).__name__}")
            raise

    return noting


def _note_everything() -> None:
    for (function,) in surface("function"):
        noted = _noted(f"function {function}", getattr(ffi, function))
        setattr(ffi, function, noted)
        if function != "restore_backup":  # The façade's own calls the generated one.
            setattr(linli, function, noted)
    for owner, method in surface("method"):
        kind = getattr(ffi, owner)
        if (owner, method) in CONSTRUCTORS:
            plain = getattr(kind, method).__func__
            setattr(kind, method, classmethod(_noted(f"method {owner}.{method}", plain)))
        else:
            setattr(kind, method, _noted(f"method {owner}.{method}", getattr(kind, method)))
    for trait, method in surface("foreign"):
        base = getattr(ffi, trait)

        def wrap(kind: Any, trait: str = trait, method: str = method) -> None:
            if method in vars(kind) and not kind.__name__.endswith("Impl"):
                setattr(kind, method, _noted(f"foreign {trait}.{method}", vars(kind)[method]))

        for known in base.__subclasses__():
            wrap(known)
        base.__init_subclass__ = classmethod(lambda kind, wrap=wrap: wrap(kind))  # type: ignore[assignment]
    plain_init = linli.Error.__init__

    def init(self: linli.Error, *values: Any) -> None:
        plain_init(self, *values)
        people.crossed.add(f"error {type(self).__name__}")
        people.raised.append(self)

    linli.Error.__init__ = init  # type: ignore[method-assign]


_note_everything()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Any:
    """A test that is a coroutine has a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    named = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    asyncio.run(pyfuncitem.obj(**named))
    return True


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[people.Hub]:
    """A real hub, claimed by nobody yet."""
    serving = people.Hub(tmp_path / "hub")
    yield serving
    serving.close()
