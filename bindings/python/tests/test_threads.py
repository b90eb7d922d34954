"""Listeners, tasks that are cancelled, many callers, panics, and the end of the process."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, List, Set, Tuple

import pytest

import linli
import people
from people import KEY, draft, leader, office, opened


def threads() -> int:
    """Of this process, Python's and the library's."""
    return len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else threading.active_count()


class Listening(linli.ChangeListener):
    def __init__(self) -> None:
        self.told: List[linli.Change] = []
        self.on: Set[int] = set()

    def changed(self, changes: Any) -> None:
        self.on.add(threading.get_ident())
        self.told += linli.ChangeSet.of(changes).kinds


class Raising(linli.ChangeListener):
    def __init__(self) -> None:
        self.calls = 0

    def changed(self, changes: Any) -> None:
        self.calls += 1
        raise [ValueError("a defect of the app"), linli.CallbackError.Failed("on purpose")][self.calls % 2]


async def until(holds: object) -> None:
    for _ in range(3000):
        if holds():  # type: ignore[operator]
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come about")


async def test_listeners_are_told_in_order_on_one_thread_after_it_is_durable(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        listening, raising = Listening(), Raising()
        first, second = await phone.subscribe(raising), await phone.subscribe(listening)
        round = await phone.start_round(linli.Scope.stairwell("3-1"), "消防周查")
        await until(lambda: linli.Change("rounds") in listening.told)
        await phone.record_visit(draft())
        await until(lambda: linli.Change("visits") in listening.told)
        tally = await phone.open_tally(people.tally_draft())
        await until(lambda: linli.Change("tally", tally) in listening.told)
        kinds = [one.kind for one in listening.told]
        assert kinds.index("rounds") < kinds.index("visits") < kinds.index("tally") and round
        assert len(listening.on) == 1 and threading.get_ident() not in listening.on
        assert raising.calls >= 3, "one that raises is told of the next change all the same"
        second.cancel()
        second.cancel()
        told = len(listening.told)
        await phone.record_visit(draft())
        await phone.suspend()
        await phone.resume()
        assert len(listening.told) == told
        first.cancel()


async def test_changes_as_an_iterator(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        async with store.changes() as changes:
            assert not await changes.__anext__()
            for n in range(20):
                await store.record_visit(draft(note=str(n)))
            told = await changes.__anext__()
            assert told.kinds == (linli.Change("visits"),), "what piles up comes together, once"
            door = await store.door(draft().household)
            assert door.place and told.places == {door.place.id} and told.ids and door.household in told.ids

            async def rest() -> List[linli.ChangeSet]:
                return [more async for more in changes]

            waiting = asyncio.ensure_future(rest())
            await asyncio.sleep(0)
        await asyncio.wait_for(waiting, 30)


async def test_ten_thousand_subscriptions_leave_no_thread_behind(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        (await store.subscribe(Listening())).cancel()
        before = threads()
        for _ in range(10_000):
            (await store.subscribe(Listening())).cancel()
        gc.collect()
        assert threads() <= before
        handles = linli._core.linli_ffi._UniffiFfiConverterTypeChangeListener._handle_map  # type: ignore[attr-defined]
        await until(lambda: len(handles._map) < 10)


async def test_stores_that_are_shut_leave_no_thread_behind(tmp_path: Path) -> None:
    async with office(tmp_path):
        pass
    gc.collect()
    before = threads()
    for _ in range(10):
        async with opened(tmp_path, "office"):
            pass
    gc.collect()
    await until(lambda: threads() <= before + 1)


async def test_twenty_callers_at_once(tmp_path: Path) -> None:
    async with office(tmp_path) as store:

        async def caller(who: int) -> List[linli.RecordId]:
            mine = []
            for n in range(10):
                mine.append(await store.record_visit(draft(people.DOORS[n % 4], note=f"{who}/{n}")))
                await store.list_visits(None, linli.PageRequest(limit=20))
            return mine

        saved = await asyncio.gather(*(caller(who) for who in range(20)))
        assert len({visit for mine in saved for visit in mine}) == 200 == await people.count(store)
        assert (await store.verify()).failures == []


def test_twenty_threads_at_once(tmp_path: Path) -> None:
    with linli.SyncWorkspace.open(tmp_path / "office", key=KEY) as store:
        store.create_community("月亮湾社区", None, linli.RootPolicy.ONE_OF_ONE)
        register = tmp_path / "register.csv"
        register.write_text(people.REGISTER, "utf-8")
        store.import_register(str(register), False)
        work = [threading.Thread(target=lambda: [store.record_visit(draft()) for _ in range(5)]) for _ in range(20)]
        for one in work:
            one.start()
        for one in work:
            one.join()
        assert len(store.list_visits(None, linli.PageRequest(limit=200)).items) == 100


async def test_cancelled_tasks_tear_nothing_in_half(tmp_path: Path) -> None:
    acknowledged: Set[linli.RecordId] = set()
    async with office(tmp_path) as store:

        async def saving(n: int) -> None:
            acknowledged.add(await store.record_visit(draft(note=str(n))))

        for n in range(100):
            task = asyncio.ensure_future(saving(n))
            if n % 5:
                await asyncio.sleep((n % 5) / 500)
                task.cancel()
            await asyncio.wait([task])
        assert len(acknowledged) >= 20
    async with opened(tmp_path, "office") as again:
        page = await again.list_visits(None, linli.PageRequest(limit=200))
        listed = {one.visit for one in page.items}
        assert acknowledged <= listed and len(listed) <= 100
        assert (await again.verify()).failures == []


class Log(linli.LogSink):
    def __init__(self) -> None:
        self.lines: List[Tuple[linli.LogLevel, str]] = []

    def log(self, level: linli.LogLevel, line: str) -> None:
        self.lines.append((level, line))


class RaisingLog(linli.LogSink):
    def log(self, level: linli.LogLevel, line: str) -> None:
        raise RuntimeError("no room for logs")


@pytest.mark.parametrize("lane", ["write", "read", "network"])
async def test_a_panic_is_an_error_and_the_workspace_goes_on(tmp_path: Path, lane: str) -> None:
    async with office(tmp_path) as store:
        for _ in range(3):
            with pytest.raises(linli.InternalError) as internal:
                await store.probe_panic(lane)
            assert internal.value.code == "internal" and "planted" not in str(internal.value)
        with pytest.raises(linli.InternalError) as here:
            store.probe_panic_here()
        assert here.value.zh and here.value.en and "planted" not in str(here.value)
        await store.record_visit(draft())
        assert await people.count(store) == 1 and (await store.verify()).failures == []


async def test_a_log_hears_of_what_failed_and_may_fail_itself(tmp_path: Path) -> None:
    async with office(tmp_path):
        pass
    log = Log()
    async with opened(tmp_path, "office", log=log) as store:
        with pytest.raises(linli.InputError):
            await store.record_visit(draft("李四"))
        with pytest.raises(linli.InternalError):
            await store.probe_panic("read")
        warned, failed = log.lines
        assert warned == (linli.LogLevel.WARN, "record_visit: household_unknown")
        assert failed == (linli.LogLevel.ERROR, "probe_panic: internal")
    async with opened(tmp_path, "office", log=RaisingLog()) as store:
        with pytest.raises(linli.InputError):
            await store.record_visit(draft("3-9-999"))
        await store.record_visit(draft())


LEAVING = """
import asyncio, sys, linli
async def main():
    store = await linli.Workspace.open(sys.argv[1], key=bytes(32))
    await store.identity()
    async for _ in store.changes():
        break
    if sys.argv[2] == "shut":
        await store.shutdown()
    else:
        asyncio.ensure_future(store.verify())
        await asyncio.sleep(0)
if sys.argv[2] == "blocking":
    linli.SyncWorkspace.open(sys.argv[1], key=bytes(32)).identity()
else:
    asyncio.run(main())
"""


@pytest.mark.parametrize("how", ["shut", "forgotten", "blocking"])
def test_a_process_ends_when_its_work_is_done(tmp_path: Path, how: str) -> None:
    """A thread of the library that is inside Python while it goes down would take the process with it (it did)."""
    started = time.monotonic()
    for n in range(8):
        words = [sys.executable, "-B", "-c", LEAVING, str(tmp_path / "store"), how]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120)
        assert (done.returncode, done.stderr) == (0, ""), f"run {n} after {time.monotonic() - started:.1f} s"
