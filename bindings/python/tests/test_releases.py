"""A store of every release opens and holds what that release wrote: tests/stores/README.md."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import linli
import people
from people import draft

STORES = Path(__file__).resolve().parents[3] / "tests" / "stores"
RELEASES = sorted(folder.name for folder in STORES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("release", RELEASES)
async def test_a_store_of_every_release_opens(tmp_path: Path, release: str) -> None:
    expected = json.loads((STORES / release / "expected.json").read_text("utf-8"))
    shutil.copytree(STORES / release / "store", tmp_path / "store")
    page = linli.PageRequest(limit=200)
    async with linli.Workspace.open(tmp_path / "store", key=bytes.fromhex(expected["key"])) as store:
        verified = await store.verify()
        assert (verified.failures, verified.records) == ([], expected["records"])
        assert len(await store.round_list(linli.Scope.stairwell("3-1"))) == expected["households"]
        visits = (await store.list_visits(None, page)).items
        withdrawn = sum(one.standing is linli.Standing.WITHDRAWN for one in visits)
        assert (len(visits), withdrawn) == (expected["visits"], expected["withdrawn"])
        assert len((await store.list_topics(page)).items) == expected["topics"]
        assert len((await store.list_hazards(page)).items) == expected["hazards"]
        (agenda,) = (await store.list_agendas()).items
        assert [one.values[0].value for one in agenda.fields if one.name == "text"] == [expected["text"]]
        digest = {one.scope: [one.records, one.state] for one in (await store.digest()).scopes}
        assert digest == expected["digests"]
        await store.record_visit(draft("3-1-101"))
        assert await people.count(store) == expected["visits"] + 1


def test_there_is_a_store_of_at_least_one_release() -> None:
    assert RELEASES
