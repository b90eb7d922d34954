"""The cost of the façade beside the generated module: an array of rows as `cargo xtask bench` shows them.

python3 bench.py OUT
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Awaitable, Callable, List, Tuple

import linli
from linli._core import linli_ffi as ffi

PAIRS = 1500
ROWS = 200
GOAL = 1.5
REGISTER = "幢,单元,室,户主\n3,1,501,住户\n"


def microseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e6


async def waited(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return (time.perf_counter() - started) * 1e6


async def filled(folder: Path) -> linli.Workspace:
    store = await linli.Workspace.open(folder / "store", key=bytes(32))
    await store.create_community("月亮湾社区", None, linli.RootPolicy.ONE_OF_ONE)
    register = folder / "register.csv"
    register.write_text(REGISTER, "utf-8")
    await store.import_register(str(register), False)
    for n in range(ROWS):
        await store.record_visit(linli.VisitDraft(household="3-1-501", outcome=linli.VisitOutcome.HOME, note=f"第{n}次"))
    return store


async def measured(folder: Path) -> Tuple[List[float], List[float], float, float]:
    """Façade and bare in turn, so that whatever else the machine does falls on both; a synchronous call; a list."""
    store = await filled(folder)
    bare: ffi.Workspace = ffi.Workspace._uniffi_make_instance(store._uniffi_clone_handle())  # type: ignore[no-untyped-call]
    for _ in range(200):
        await store.identity()
        await bare.identity()
    ours, theirs = [], []
    for n in range(PAIRS):
        if n % 2:
            ours.append(await waited(store.identity))
            theirs.append(await waited(bare.identity))
        else:
            theirs.append(await waited(bare.identity))
            ours.append(await waited(store.identity))
    version = statistics.median(microseconds(linli.version) for _ in range(PAIRS))
    page = linli.PageRequest(limit=ROWS)
    lists = [await waited(lambda: store.list_visits(None, page)) for _ in range(30)]
    await store.shutdown()
    return ours, theirs, version, statistics.median(lists) / ROWS


def main(out: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder:
        ours, theirs, version, record = asyncio.run(measured(Path(folder)))
    ratios = [mine / bare for mine, bare in zip(ours, theirs)]
    value = statistics.median(ratios)
    note = (
        f"µs, medians: version() (synchronous) {version:.1f}, identity() generated {statistics.median(theirs):.1f}, "
        f"façade {statistics.median(ours):.1f}; {record:.1f} a record in a list of {ROWS}. Python {sys.version.split()[0]}"
    )
    row = {
        "id": "ffi_call_vs_bare_python",
        "value": round(value, 3),
        "unit": "ratio",
        "goal": GOAL,
        "better": "lower",
        "met": value <= GOAL,
        "samples": [round(ratio, 3) for ratio in ratios],
        "note": note,
    }
    out.write_text(json.dumps([row], ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(note)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
