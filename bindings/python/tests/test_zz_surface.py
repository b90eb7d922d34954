"""Last of all: did everything that crosses the border cross it in this run? Held against the list that the generator made."""

from __future__ import annotations

import inspect

import pytest

import linli
import people
from conftest import surface
from linli import _errors
from linli._core import linli_ffi as ffi

# The façade raises each variant under a name of its own.
VARIANTS = {
    "Input": "InputError",
    "NotAllowed": "NotAllowedError",
    "State": "StateError",
    "Store": "StoreError",
    "Network": "NetworkError",
    "Cancelled": "CancelledError",
    "Internal": "InternalError",
}


@pytest.fixture(autouse=True)
def only_after_a_whole_run(request: pytest.FixtureRequest) -> None:
    files = {item.path.name for item in request.session.items}
    if (
        not {
            "test_work.py",
            "test_matters.py",
            "test_exchange.py",
            "test_officers.py",
            "test_errors.py",
            "test_threads.py",
            "test_clock.py",
            "test_screens.py",
        }
        <= files
    ):
        pytest.skip("not all tests ran")


def test_every_operation_and_function_was_called() -> None:
    wanted = {f"function {name}" for (name,) in surface("function")}
    wanted |= {f"method {owner}.{name}" for owner, name in surface("method")}
    assert wanted - people.crossed == set()


def test_every_foreign_trait_was_called_by_the_library() -> None:
    assert {f"foreign {trait}.{name}" for trait, name in surface("foreign")} - people.crossed == set()


def test_every_error_was_raised() -> None:
    wanted = set()
    for name, *variants in surface("error"):
        for variant in variants:
            wanted.add(f"error {VARIANTS[variant]}" if name == "LinliError" else f"{name}.{variant}")
    assert wanted - people.crossed == set()
    assert all(issubclass(getattr(_errors, name), linli.Error) for name in VARIANTS.values())


def test_every_record_and_word_is_there_with_all_its_parts() -> None:
    for name, *fields in surface("record"):
        parameters = set(inspect.signature(getattr(ffi, name).__init__).parameters) - {"self"}
        assert parameters == set(fields), name
    for name, *variants in surface("enum"):
        known = {word.replace("_", "").lower() for word in dir(getattr(ffi, name))}
        assert {variant.lower() for variant in variants} <= known, name


def test_the_blocking_twin_has_every_operation() -> None:
    own = {"open", "shutdown"}
    objects = {"meet", "subscribe", "start_sync", "free_photos"}  # What they give or take lives on a loop: `.workspace` has them.
    probes = {"probe_panic", "probe_panic_here", "open_testing"}
    for owner, method in surface("method"):
        if owner == "Workspace" and method not in objects | probes:
            assert method in own or hasattr(linli.SyncWorkspace, method), method
