"""Somebody else's office script, with the wheel alone: opens a store, records a visit and lists it, with and without asyncio.

python3 round.py FOLDER
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import linli

REGISTER = "幢,单元,室,户主\n3,1,501,王某\n3,1,502,李某\n"


async def record(folder: Path, key: linli.KeyFile) -> linli.RecordId:
    async with linli.Workspace.open(folder / "office", key=key) as office:
        await office.create_community("月亮湾社区", "月亮湾", linli.RootPolicy.TWO_OF_THREE)
        register = folder / "register.csv"
        register.write_text(REGISTER, encoding="utf-8")
        done = await office.import_register(str(register), False)
        assert done.imported == 2, done.problems
        draft = linli.VisitDraft(household="3-1-501", outcome=linli.VisitOutcome.NOT_HOME, note="傍晚再来")
        return await office.record_visit(draft)


def main(folder: Path) -> None:
    folder.mkdir(parents=True)
    key = linli.KeyFile(folder / "office.key")
    visit = asyncio.run(record(folder, key))
    with linli.SyncWorkspace.open(folder / "office", key=key) as office:
        (listed,) = office.list_visits("3-1-501", linli.PageRequest()).items
        assert (listed.visit, listed.note) == (visit, "傍晚再来")
        try:
            office.household("3-1-999")
        except linli.InputError as error:
            assert (error.code, error.field) == ("household_unknown", "household")
        else:
            raise AssertionError("there is no such household")
        stops = office.round_list(linli.Scope.stairwell("3-1"))
        for stop in stops:
            print(stop.door, stop.last_outcome.name if stop.last_outcome else "-")
        assert [stop.last_outcome for stop in stops] == [linli.VisitOutcome.NOT_HOME, None]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
