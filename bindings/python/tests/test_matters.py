"""A half-year of public revenue (5.1.2): refused while it does not add up, then published; and a pack of one's own."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Dict

import pytest

import linli
import people
from people import hand_over, office

COMPOUND = linli.Scope.compound("月亮湾")


def half_year(income: int) -> Dict[str, Any]:
    return {
        "period": "2026-H1",
        "income": [{"source": "premises", "amount": income}],
        "spending": [{"use": "repair", "amount": 20_000}],
        "total_in": 120_000,
        "total_out": 20_000,
        "balance": 100_000,
    }


async def test_what_does_not_add_up_is_refused_with_its_numbers_and_what_does_is_published(tmp_path: Path) -> None:
    async with office(tmp_path) as store, people.opened(tmp_path, "committee") as committee:
        await people.admitted(store, committee, linli.Role.COMMITTEE, COMPOUND, "钱一")
        await hand_over(store, committee)
        flow = await committee.flow("revenue-notice")
        (opening,) = [step for step in flow.steps if step.opening]
        (income,) = [field for field in opening.fields if field.field == "income"]
        assert [column.kind for column in income.columns] == [linli.FieldType.CHOICE, linli.FieldType.FEN]
        with pytest.raises(linli.StateError) as wrong:
            await committee.open_matter("revenue-notice", COMPOUND, values=half_year(110_000))
        assert wrong.value.code == "need_unmet" and "110000" in wrong.value.zh and "120000" in wrong.value.zh
        with pytest.raises(linli.InputError) as unfit:
            await committee.open_matter("revenue-notice", COMPOUND, values={"period": "2026-H1"})
        assert (unfit.value.code, unfit.value.field) == ("field_missing", "total_in")

        opened = await committee.open_matter("revenue-notice", COMPOUND, values=half_year(120_000))
        notice = {"kind": "revenue", "title": "上半年公共收益", "text": "见附表"}
        posted = await committee.take_step(opened.matter, "publish", opening=notice)
        await committee.amend_step(opened.record, {"balance": 100_000}, "核对")
        await committee.comment(opened.matter, "三楼住户问过", opened.record)
        view = await committee.matter(opened.matter)
        assert (view.state, view.named_by, view.conflict) == ("published", posted.opened, False)
        assert linli.plain(view.values) == {**half_year(120_000), "notice": posted.opened[0]}
        assert [flaw.need for flaw in view.lacking] == ["photos"]
        assert [one.text for one in view.comments] == ["三楼住户问过"]
        assert any(step.step == "close" and step.may for step in view.next)

        file = tmp_path / "matter.json"
        file.write_text(await committee.matter_file(opened.matter), "utf-8")
        said = subprocess.run([os.environ["LINLI"], "flow", "--json", file], check=True, capture_output=True, text=True)
        assert json.loads(said.stdout)["state"] == "published"
        listed = (await committee.list_matters(linli.MatterFilter(flow="revenue-notice"))).items
        assert [one.matter for one in listed] == [opened.matter]
        assert {one.matter async for one in committee.matters()} == {opened.matter, *posted.opened}
        await committee.withdraw_step(posted.record, "照片没拍")
        assert (await committee.matter(opened.matter)).state == "prepared"
        now = datetime.now(timezone.utc)
        due: Any = await committee.obligations(now, now + timedelta(days=500))
        assert any(one.is_duty() and one.duty == "half-year-revenue" and one.scope == "月亮湾" for one in due)


PACK = {
    "pack": "yueliangwan",
    "edition": "1",
    "title": {"zh": "月亮湾物业", "en": "Moon Bay property"},
    "flows": [
        {
            "flow": "repair",
            "class": "form_answers",
            "at": ["stairwell"],
            "title": {"zh": "报修", "en": "repair order"},
            "settle": "handle_incident",
            "states": [
                {"state": "open", "title": {"zh": "待修", "en": "open"}},
                {"state": "done", "title": {"zh": "已修", "en": "done"}, "final": True},
            ],
            "steps": [
                {
                    "step": "report",
                    "title": {"zh": "报修", "en": "report"},
                    "status": "default",
                    "may": "report_incident",
                    "from": [],
                    "to": "open",
                    "fields": [
                        {"field": "what", "title": {"zh": "什么坏了", "en": "what"}, "type": "text", "must": True},
                        {"field": "urgent", "title": {"zh": "急", "en": "urgent"}, "type": "flag"},
                        {"field": "doors", "title": {"zh": "住户", "en": "doors"}, "type": "household", "many": True},
                    ],
                },
                {
                    "step": "repair",
                    "title": {"zh": "修", "en": "repair"},
                    "status": "default",
                    "may": "report_incident",
                    "from": ["open"],
                    "to": "done",
                    "fields": [],
                },
            ],
            "clocks": [],
        }
    ],
    "duties": [],
}


async def test_a_pack_of_ones_own_is_taken_up_and_its_forms_are_filled(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        with pytest.raises(linli.InputError) as unsound:
            await store.adopt_pack(b"{}")
        assert unsound.value.code == "pack_unsound"
        adopted = await store.adopt_pack(json.dumps(PACK).encode())
        assert (adopted.pack, adopted.edition) == ("yueliangwan", "1")
        assert [pack.pack for pack in await store.packs() if pack.own] == ["yueliangwan"]
        values = {"what": "单元门锁", "urgent": True, "doors": people.DOORS[:2], "note": None}
        opened = await store.open_matter("repair", linli.Scope.stairwell("3-1"), values=values)
        shown = linli.plain((await store.matter(opened.matter)).values)
        assert (shown["what"], shown["urgent"], len(shown["doors"])) == ("单元门锁", True, 2)
        await store.take_step(opened.matter, "repair")
        assert (await store.matter(opened.matter)).state == "done"
        with pytest.raises(TypeError):
            await store.open_matter("repair", linli.Scope.stairwell("3-1"), values={"what": 1.5})
