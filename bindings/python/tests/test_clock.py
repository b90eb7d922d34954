"""A clock and a seed handed in: the same steps give the same bytes."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import List, Tuple

import pytest

import linli
import linli.testing
from people import KEY

MORNING = datetime(2026, 3, 1, 8, tzinfo=timezone.utc)


async def day(folder: Path, seed: int) -> Tuple[List[datetime], str]:
    folder.mkdir()
    clock = linli.testing.Clock.at(MORNING)
    async with linli.testing.open(folder / "office", key=KEY, clock=clock, seed=seed) as store:
        await store.create_community("月亮湾社区", "月亮湾")
        await store.add_place(linli.Scope.stairwell("3-1"))
        for _ in range(2):
            clock.advance(3600)
            await store.collect_topic(linli.TopicDraft(source=linli.TopicSource.VISIT, title="灯", text="不亮"))
        assert clock.now() == MORNING + timedelta(hours=2)
        topics = [one async for one in store.topics()]
        return [one.at for one in topics], "".join(one.topic for one in topics) + (await store.identity()).device


async def test_a_day_is_played_again_to_the_byte(tmp_path: Path) -> None:
    times, first = await day(tmp_path / "one", 7)
    assert sorted(times) == [MORNING + timedelta(hours=1), MORNING + timedelta(hours=2)]
    assert (times, first) == await day(tmp_path / "two", 7)
    assert first != (await day(tmp_path / "three", 8))[1]


def test_the_blocking_twin_and_the_systems_own(tmp_path: Path) -> None:
    clock = linli.testing.Clock.at(MORNING)
    with linli.testing.open_blocking(tmp_path / "office", key=KEY, clock=clock) as store:
        store.create_community("月亮湾社区", "月亮湾")
        clock.advance(-60)
        store.collect_topic(linli.TopicDraft(source=linli.TopicSource.VISIT, title="灯", text="不亮"))
        assert [one.at for one in store.topics()] == [MORNING - timedelta(minutes=1)]


def test_a_clock_is_not_moved_out_of_time() -> None:
    with pytest.raises(linli.InputError) as caught:
        linli.testing.Clock.at(MORNING).advance(2**62)
    assert (caught.value.code, caught.value.field) == ("field_range", "seconds")


async def test_a_key_source_that_raises_is_the_cause_here_too(tmp_path: Path) -> None:
    with pytest.raises(linli.InputError) as caught:
        await linli.testing.open(tmp_path / "office", key=lambda: bytes(1 // 0), seed=1)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
