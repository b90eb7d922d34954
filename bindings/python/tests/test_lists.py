"""Lists and drafts as Python people expect them: rows one by one, keywords, defaults."""

from __future__ import annotations

import inspect
from pathlib import Path

import linli
import people
from conftest import surface
from linli._core import linli_ffi as ffi
from people import KEY, ballot, draft, office, tally_draft


async def test_a_list_is_walked_row_by_row_over_its_pages(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        visits = {await store.record_visit(draft(people.DOORS[n % 2], note=str(n))) for n in range(7)}
        assert [one async for one in store.topics()] == []
        topic = await store.collect_topic(linli.TopicDraft(source=linli.TopicSource.VISIT, title="灯", text="不亮"))
        hazard = linli.HazardDraft(place=linli.Scope.stairwell("3-1"), kind="消防", severity=linli.Severity.LOW, text="堆物")
        await store.report_hazard(hazard)
        by_pages = [one async for one in store.visits(page_size=3)]
        assert len(by_pages) == 7 and {one.visit for one in by_pages} == visits
        assert by_pages == [one async for one in store.visits()] == (await store.list_visits()).items
        assert len([one async for one in store.visits("3-1-101", page_size=1)]) == 4
        assert [one.topic async for one in store.topics(page_size=1)] == [topic]
        assert [one.kind async for one in store.hazards()] == ["消防"] and [one async for one in store.rounds()] == []
        assert await store.visits(page_size=1).__anext__() == by_pages[0]


def test_the_blocking_twin_walks_as_well(tmp_path: Path) -> None:
    with linli.SyncWorkspace.open(tmp_path / "office", key=KEY) as store:
        store.create_community("月亮湾社区", "月亮湾")
        (tmp_path / "register.csv").write_text(people.REGISTER, "utf-8")
        store.import_register(str(tmp_path / "register.csv"))
        visits = [store.record_visit(draft(note=str(n))) for n in range(5)]
        assert {one.visit for one in store.visits(page_size=2)} == set(visits)
        assert next(store.visits()).household and list(store.topics()) == list(store.rounds()) == list(store.hazards()) == []


async def test_a_real_community_is_what_is_founded_if_nothing_is_said(tmp_path: Path) -> None:
    async with people.opened(tmp_path, "office") as store:
        assert len((await store.create_community("月亮湾社区")).recovery) == 3


async def test_a_ballot_is_a_first_one_of_its_collector_if_nothing_is_said(tmp_path: Path) -> None:
    async with office(tmp_path) as store, people.leader(tmp_path, store) as phone:
        tally = await phone.open_tally(tally_draft())
        said = linli.BallotDraft(tally=tally, voter="3-1-101", choice=linli.Choice.YES)
        assert said == ballot(tally, "3-1-101") and await phone.cast_ballot(said)
        withdrawn = linli.BallotDraft(tally=tally, voter="3-1-101", kind=linli.BallotKind.WITHDRAW)
        assert withdrawn.choice is None and await phone.cast_ballot(withdrawn)


def test_every_draft_takes_keywords_and_what_may_be_left_out_has_a_default() -> None:
    drafts = [name for name, *_ in surface("record") if name.endswith("Draft")]
    assert len(drafts) >= 6
    for name in drafts:
        for field in list(inspect.signature(getattr(linli, name).__init__).parameters.values())[1:]:
            assert field.kind is field.KEYWORD_ONLY, (name, field)
            optional = "Optional" in str(field.annotation) or "List" in str(field.annotation)
            assert not optional or field.default is not field.empty, (name, field)
    for name in ("list_topics", "list_rounds", "list_hazards", "list_visits"):
        inspect.signature(getattr(ffi.Workspace, name)).bind(None)
