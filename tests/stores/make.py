"""Makes the store of a release: README.md says when.

python3 make.py FOLDER        (FOLDER/store and FOLDER/expected.json; the package `linli` must be importable)
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path

import linli

KEY = bytes(range(32))
PAGE = linli.PageRequest(limit=200)
REGISTER = "幢,单元,室,面积,户主,电话\n" + "".join(
    f"3,1,{floor}0{door},89.5,住户{floor}{door},\n" for floor in (1, 2, 3) for door in (1, 2)
)


async def fill(office: linli.Workspace, folder: Path) -> None:
    """A little of everything."""
    await office.create_community("月亮湾社区", "月亮湾", linli.RootPolicy.TWO_OF_THREE)
    register = folder / "register.csv"
    register.write_text(REGISTER, "utf-8")
    await office.import_register(str(register), False)
    stairwell = linli.Scope.stairwell("3-1")
    await office.define_grid("第一网格", [stairwell])
    outcomes = [linli.VisitOutcome.HOME, linli.VisitOutcome.NOT_HOME, linli.VisitOutcome.REFUSED]
    visits = [
        await office.record_visit(linli.VisitDraft(household=f"3-1-{n}01", outcome=outcome, note=f"第{n}次"))
        for n, outcome in enumerate(outcomes, 1)
    ]
    await office.correct(visits[0], linli.VisitChange(note="补记"), "补记")
    await office.withdraw(visits[2], "走错门了")
    topic = linli.TopicDraft(source=linli.TopicSource.VISIT, title="楼道灯", text="坏了一周", household="3-1-101")
    await office.collect_topic(topic)
    agenda = await office.edit_agenda("title", "楼道堆物", scope=stairwell)
    for text in ("一、清理五楼。", "一、清理五楼。二、添置鞋柜。"):
        await office.edit_agenda("text", text, agenda)
    round = await office.start_round(stairwell, "消防周查")
    await office.log_entry(linli.LogDraft(round=round, item="灭火器", result=linli.ItemResult.FAULT, note="压力不足"))
    await office.report_hazard(
        linli.HazardDraft(place=stairwell, kind="消防", severity=linli.Severity.MEDIUM, text="灭火器压力不足", round=round)
    )


async def described(office: linli.Workspace) -> object:
    """What every later version must find."""
    visits = (await office.list_visits(None, PAGE)).items
    digest = await office.digest()
    (agenda,) = (await office.list_agendas(PAGE)).items
    return {
        "key": KEY.hex(),
        "records": (await office.verify()).records,
        "households": len(await office.round_list(linli.Scope.stairwell("3-1"))),
        "visits": len(visits),
        "withdrawn": sum(visit.standing is linli.Standing.WITHDRAWN for visit in visits),
        "topics": len((await office.list_topics(PAGE)).items),
        "hazards": len((await office.list_hazards(PAGE)).items),
        "text": next(field.values[0].value for field in agenda.fields if field.name == "text"),
        "digests": {one.scope: [one.records, one.state] for one in digest.scopes},
    }


async def main(folder: Path) -> None:
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        async with linli.Workspace.open(folder / "store", key=KEY) as office:
            await fill(office, Path(scratch))
            said = await described(office)
    (folder / "expected.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
