"""Screens in one read each, the register by hand, drafts, frames, pages and forms."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import linli
from people import DOORS, PAGE, RESIDENTS, ballot, draft, hand_over, leader, office, tally_draft


async def test_a_round_on_the_screens(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        await hand_over(store, phone)
        today = await phone.today(None)
        assert [tab.place.label for tab in today.places] == ["3-1"] and today.places[0].doors == 4
        assert [row.door for floor in today.floors for row in floor.doors] == DOORS
        visit = await phone.record_visit(draft(note="灯不亮"))
        row = (await phone.today(linli.Scope.stairwell("3-1"))).floors[0].doors[0]
        assert row.last is not None and row.last.visit == visit and row.last.by.name == "王桂芳" and row.unsent == 1
        door = await phone.door(DOORS[0])
        assert door.household == row.household and [one.visit for one in door.visits] == [visit]
        name = next(field for field in door.people[0].fields if field.field == "name")
        assert (name.label.en, name.values[0].value) == ("name", RESIDENTS[0])
        assert await phone.safety(visit) == linli.Safety.HERE
        me = await phone.me()
        assert me.member is not None and me.member.role == linli.Role.BUILDING_LEADER and me.enrolment.is_admitted()
        screen = await phone.sync_screen()
        assert screen.debt.records == sum(one.records for one in screen.by_kind) > 0
        assert (await phone.sync_state()).is_idle() and screen.state.is_idle()
        thing = await phone.thing(visit)
        assert (thing.kind, thing.household) == (linli.ThingKind.VISIT, door.household)
        found = (await phone.search_list(RESIDENTS[1], PAGE)).items
        assert {one.thing.household for one in found} == {(await phone.door(DOORS[1])).household}


async def test_lists_by_a_filter_with_their_totals(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        await hand_over(store, phone)
        assert [row.door async for row in phone.households(page_size=3)] == DOORS
        assert [row.door async for row in phone.households(linli.HouseholdFilter(text=RESIDENTS[2]))] == [DOORS[2]]
        topic = await phone.collect_topic(
            linli.TopicDraft(source=linli.TopicSource.VISIT, title="灯", text="灯不亮", household=DOORS[0])
        )
        assert [one.topic async for one in phone.topics(linli.TopicFilter(household=DOORS[0]))] == [topic]
        assert [one.topic for one in (await phone.list_topics(PAGE)).items] == [topic]
        assert (await phone.topic(topic)).by.name == "王桂芳"
        round = await phone.start_round(linli.Scope.stairwell("3-1"), "消防周查")
        entry = await phone.log_entry(linli.LogDraft(round=round, item="灭火器", result=linli.ItemResult.FAULT))
        hazard = await phone.report_hazard(
            linli.HazardDraft(
                place=linli.Scope.stairwell("3-1"), kind="消防", severity=linli.Severity.HIGH, text="堵", round=round
            )
        )
        screen = await phone.round(round)
        assert [line.answers[0].entry for line in screen.lines] == [entry] and screen.hazards[0].hazard == hazard
        assert [one.hazard async for one in phone.hazards(linli.HazardFilter(round=round))] == [hazard]
        assert [one.hazard for one in (await phone.list_hazards(PAGE)).items] == [hazard]
        before = await phone.preview_share(str(hazard), linli.Language.ZH)
        assert await phone.shares() == []
        given = await phone.share(str(hazard), linli.Language.ZH)
        assert given.text.startswith(before.text) and len(await phone.shares()) == 1
        picture = tmp_path / "picture.jpg"
        picture.write_bytes(bytes(900))
        photo = await phone.attach_photo(linli.PhotoDraft(entity=str(hazard), file=str(picture)))
        assert [one.photo for one in (await phone.preview_share(str(hazard), linli.Language.ZH)).photos] == [photo]
        handed = await phone.share_photo(photo, linli.Language.EN)
        assert handed.number == 2 and (await phone.shares())[0].kind == linli.ThingKind.PHOTO
        tally = await phone.open_tally(tally_draft())
        await phone.cast_ballot(ballot(tally, DOORS[0]))
        meter = await phone.vote(tally)
        assert meter.own_part is not None and meter.next.zh and meter.next.en
        assert (meter.own_part.have, meter.own_part.of, meter.heads.of, meter.may_cast) == (1, 4, 4, True)
        states = {row.voter: row.state async for row in phone.roll(tally)}
        assert states[DOORS[0]] == linli.VoterState.VOTED and states[DOORS[1]] == linli.VoterState.NOT_YET
        assert (await phone.vote_roll(tally, PAGE)).total == 4


async def test_a_conflict_is_shown_with_who_decides(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as first, leader(tmp_path, store, "李梅") as second:
        for phone in (first, second):
            await hand_over(store, phone)
        agenda = await first.edit_agenda("title", "灯", None, linli.Scope.stairwell("3-1"))
        await hand_over(first, second)
        await first.edit_agenda("title", "电梯", agenda)
        await second.edit_agenda("title", "车棚", agenda)
        await hand_over(second, first)
        shown = (await first.conflict_list(PAGE)).items
        assert [one async for one in first.contradictions()] == shown
        assert (shown[0].document, shown[0].thing.kind, shown[0].mine) == (agenda, linli.ThingKind.AGENDA, True)
        assert {value.said.zh for value in shown[0].values} == {"电梯", "车棚"}


async def test_the_register_by_hand_and_what_is_given_back(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        await hand_over(store, phone)
        person = (await phone.door(DOORS[0])).people[0].person
        change = await phone.propose_change(
            linli.RegisterDraft(household=DOORS[0], person=person, edits=[linli.Edit.set("phone", "13900000000")])
        )
        assert [one.change for one in await phone.own_changes()] == [change]
        await hand_over(phone, store)
        waiting = await store.waiting_changes()
        assert (waiting[0].change, waiting[0].by.name, waiting[0].decided) == (change, "王桂芳", None)
        await store.decide_change(change, True, "核对过")
        fields = {field.field: field.values for field in (await store.door(DOORS[0])).people[0].fields}
        assert "13900000000" in [one.value for one in fields["phone"]]
        await store.propose_change(
            linli.RegisterDraft(household=DOORS[1], edits=[linli.Edit.flags([linli.Flag.DOG]), linli.Edit.clear("note")])
        )
        assert (await store.door(DOORS[1])).flags == [linli.Flag.DOG]
        with pytest.raises(linli.InputError) as refused:
            await store.propose_change(linli.RegisterDraft(household=DOORS[1], edits=[linli.Edit.area(900_000)]))
        assert (refused.value.code, refused.value.field) == ("field_missing", "evidence")
        await store.propose_change(linli.RegisterDraft(household=DOORS[2], act=linli.Act.renumbered("203", 2), evidence="房产证"))
        assert (await store.door("3-1-203")).floor == 2
        visit = await phone.record_visit(draft())
        await hand_over(phone, store)
        await store.return_record(visit, "请补原因")
        await hand_over(store, phone)
        returned = await phone.returned()
        assert [(one.visit, one.note) for one in returned] == [(visit, "请补原因")]
        row = (await phone.today(None)).floors[0].doors[0]
        assert row.due == linli.Due.RETURNED


async def test_a_draft_is_kept_committed_and_undone(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        key = linli.DraftKey(screen="visit", thing=DOORS[0])
        await store.save_draft(key, {"outcome": "not_home", "note": "再来"})
        kept = await store.drafts()
        assert [(one.key, {field.field: field.text for field in one.fields}) for one in kept] == [
            (key, {"outcome": "not_home", "note": "再来"})
        ]
        made = await store.commit_draft(key)
        assert await store.drafts() == [] and made.until > datetime.now(timezone.utc)
        assert (await store.door(DOORS[0])).visits[0].visit == made.record
        await store.undo(made.record)
        assert (await store.door(DOORS[0])).visits == []
        with pytest.raises(linli.InputError, match="record_unknown"):
            await store.undo(made.record)


def test_frames_go_in_any_order_and_on_after_a_kill() -> None:
    bytes = random.Random(7).randbytes(5_000)
    shown = linli.frames(bytes, 400)
    assert len(shown) == 13
    sink = linli.FrameSink.empty()
    for frame in reversed(shown[5:]):
        sink.take(frame)
    assert sink.bytes() is None and (sink.progress().have, sink.progress().of) == (8, 13)
    again = linli.FrameSink.empty()
    for frame in sink.frames() + shown:
        again.take(frame)
    assert again.bytes() == bytes
    with pytest.raises(linli.InputError) as refused:
        again.take("LF/none")
    assert refused.value.code == "bundle_damaged"


def month_in_china() -> str:
    return datetime.now(timezone(timedelta(hours=8))).strftime("%Y-%m")


async def test_paper_months_and_forms(tmp_path: Path) -> None:
    began = month_in_china()
    async with office(tmp_path) as store:
        blank = tmp_path / "摸底.csv"
        blank.write_text("幢,单元,室,户主,是否独居,备注\n", "utf-8")
        form = await store.adopt_form(str(blank))
        assert "是否独居" in [one.heading for one in form.questions] and "户主" in form.known
        matter = (await store.open_matter(form.flow, linli.Scope.stairwell("3-1"))).matter
        filled = await store.export_form(matter, str(blank), str(tmp_path / "filled.csv"))
        assert (filled.answered, filled.missing) == (0, 4)
        await store.export_matters(str(tmp_path / "matters.xlsx"))
        assert (tmp_path / "matters.xlsx").stat().st_size > 1000
        pages = await store.pages(matter)
        html = await store.page(matter, pages[0].page, linli.Language.ZH)
        assert html.startswith("<!DOCTYPE html>") and pages[0].title.zh
        # A month turns at midnight in China, whatever this machine's zone; perhaps while the test ran.
        statements = [await store.statement(month) for month in sorted({began, month_in_china()})]
        counted = await store.statistics(began)
        assert counted.whole.doors == sum(line.figures.doors for line in counted.places) > 0
        assert all(statement.contested == [] for statement in statements)
        assert linli.DocKind.REGISTER in {line.kind for statement in statements for line in statement.lines}
        made = await store.card(linli.Language.EN)
        seen = await store.check_card(made.text, made.card.community.upper())
        assert (seen.state, seen.card) == (linli.CardState.GENUINE, made.card)


async def test_what_a_place_takes_of_a_pack_and_what_other_systems_want(tmp_path: Path) -> None:
    place = linli.Scope.stairwell("3-1")
    async with office(tmp_path) as store:
        pages = await store.place_pages(place)
        sheet = await store.place_page(place, pages[0].page, linli.Language.ZH)
        assert sheet.startswith("<!DOCTYPE html>") and all(door.rsplit("-", 1)[1] in sheet for door in DOORS)
        system = (await store.elsewhere_systems())[0]
        assert (await store.to_type(system.system, False, PAGE)).items == []
        listed = tmp_path / "platform.csv"
        listed.write_text(f"{system.number},{','.join(system.headings)}\nA-1{',x' * len(system.headings)}\n", "utf-8")
        told = await store.import_typed(system.system, str(listed))
        assert ([row.number for row in told.unmatched], told.closed, told.open) == (["A-1"], [], 0)
        assert await store.silent_doors() == []
        # Its own rules name other systems: off, nobody asks for them.
        entry = await store.choose_pack(system.pack)
        assert entry > 0 and await store.elsewhere_systems() == []


async def test_a_vote_of_households_asks_nobody_whether_two_owners_are_one(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        await hand_over(store, phone)
        tally = await phone.open_tally(tally_draft())
        assert await phone.perhaps_one_owner(tally) == []
