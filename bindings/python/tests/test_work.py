"""At the doors, on the rounds, in deliberation: each operation once, and that it did what it says."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import linli
import people
from people import PAGE, ballot, draft, leader, office, tally_draft


async def test_a_visit_is_recorded_corrected_withdrawn_and_its_first_version_stays(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        again = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)
        visit = await store.record_visit(draft(note="在阳台", met="赵一", call_back=again, mode=linli.VisitMode.DOWNSTAIRS))
        await store.correct(visit, linli.VisitChange(outcome=linli.VisitOutcome.REFUSED, note=None), "听错门铃")
        (listed,) = (await store.list_visits("3-1-101", PAGE)).items
        assert (listed.visit, listed.outcome, listed.note) == (visit, linli.VisitOutcome.REFUSED, None)
        assert (listed.standing, listed.call_back, listed.mode) == (linli.Standing.CORRECTED, again, linli.VisitMode.DOWNSTAIRS)
        await store.correct(visit, linli.VisitChange(call_back=None), "不用再来")
        (listed,) = (await store.list_visits("3-1-101", PAGE)).items
        assert (listed.call_back, listed.met, listed.outcome) == (None, "赵一", linli.VisitOutcome.REFUSED)
        await store.withdraw(visit, "走错门了")
        versions = await store.visit_history(visit)
        refused = linli.VisitOutcome.REFUSED
        assert [one.outcome for one in versions] == [linli.VisitOutcome.HOME, refused, refused, None]
        (listed,) = (await store.list_visits(None, PAGE)).items
        assert listed.standing is linli.Standing.WITHDRAWN


async def test_a_household_its_round_and_its_search(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        await store.record_visit(draft())
        stops = await store.round_list(linli.Scope.stairwell("3-1"))
        assert [stop.door.split("/")[-1] for stop in stops] == people.DOORS
        visited = [stop.last_outcome for stop in stops]
        assert visited.count(linli.VisitOutcome.HOME) == 1 and visited.count(None) == 3
        view = await store.household("3-1-101")
        assert view.people[0].kind is linli.PersonKind.OWNER and len(view.visits) == 1
        hits = await store.search("赵一", 10)
        assert view.household in {hit.id for hit in hits} | {view.household} and hits
        assert "3-1" in {place.name for place in await store.places()}
        added = await store.add_place(linli.Scope.stairwell("3-2"))
        assert (added.name, added.level) == ("3-2", linli.Level.STAIRWELL)


async def test_lists_come_in_pages(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        visits = {await store.record_visit(draft(note=str(n))) for n in range(7)}
        seen, page = [], await store.list_visits(None, linli.PageRequest(limit=3))
        while True:
            seen += [one.visit for one in page.items]
            if page.next is None:
                break
            page = await store.list_visits(None, linli.PageRequest(limit=3, after=page.next))
        assert len(seen) == 7 and set(seen) == visits


async def test_numbers_of_other_systems(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        visit = await store.record_visit(draft())
        await store.set_external_id(visit, "城市平台", "HZ-1")
        (known,) = await store.external_ids(visit)
        assert (known.system, known.values) == ("城市平台", ["HZ-1"])


async def test_a_round_its_log_and_a_hazard(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        round = await store.start_round(linli.Scope.stairwell("3-1"), "消防周查")
        assert await store.start_round(linli.Scope.stairwell("3-1"), "消防周查") == round
        await store.log_entry(linli.LogDraft(round=round, item="灭火器", result=linli.ItemResult.FAULT, note="压力不足"))
        (listed,) = (await store.list_rounds(PAGE)).items
        assert listed.items[0].entries[0].result is linli.ItemResult.FAULT
        hazard = await store.report_hazard(
            linli.HazardDraft(
                place=linli.Scope.stairwell("3-1"), kind="消防", severity=linli.Severity.MEDIUM, text="压力不足", round=round
            )
        )
        (found,) = (await store.list_hazards(PAGE)).items
        assert (found.hazard, found.severity, found.standing) == (hazard, linli.Severity.MEDIUM, linli.Standing.AS_WRITTEN)


async def test_what_is_corrected_is_said_by_kind(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        stairwell = linli.Scope.stairwell("3-1")
        topic = await store.collect_topic(
            linli.TopicDraft(source=linli.TopicSource.VISIT, title="灯", text="不亮", household="3-1-101")
        )
        await store.correct(topic, linli.TopicChange(title="楼道灯", text=None), "换个说法")
        (listed,) = (await store.list_topics(PAGE)).items
        assert (listed.title, listed.text, listed.household) == ("楼道灯", None, "3-1-101")
        await store.correct(topic, linli.TopicChange(household=None), "不是这户提的")
        assert (await store.list_topics(PAGE)).items[0].household is None
        round = await store.start_round(stairwell, "消防周查")
        entry = await store.log_entry(linli.LogDraft(round=round, item="灭火器", result=linli.ItemResult.FAULT, note="压力不足"))
        await store.correct(entry, linli.LogChange(result=linli.ItemResult.OK), "看错了")
        (logged,) = (await store.list_rounds(PAGE)).items[0].items[0].entries
        assert (logged.result, logged.note) == (linli.ItemResult.OK, "压力不足")
        hazard = await store.report_hazard(
            linli.HazardDraft(place=stairwell, kind="消防", severity=linli.Severity.LOW, text="堆物")
        )
        await store.correct(hazard, linli.HazardChange(severity=linli.Severity.HIGH), "着火了")
        await store.correct(hazard, linli.HazardChange(text="堆物起火"), "着火了")
        (found,) = (await store.list_hazards(PAGE)).items
        assert (found.severity, found.text, found.kind) == (linli.Severity.HIGH, "堆物起火", "消防")
        matter = await store.matter(hazard)
        assert (matter.flow, matter.steps[0].step) == ("hazard", "report")
        with pytest.raises(linli.InputError) as cleared:
            await store.correct(hazard, linli.HazardChange(text=None), "")
        assert (cleared.value.code, cleared.value.field) == ("field_missing", "text")
        with pytest.raises(linli.InputError) as another:
            await store.correct(hazard, linli.VisitChange(note="走访"), "不是走访")
        assert (another.value.code, another.value.field) == ("field_unknown", "fields")


async def test_two_who_write_an_agenda_apart_are_brought_together(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        agenda = await store.edit_agenda("title", "楼道堆物", scope=linli.Scope.stairwell("3-1"))
        await people.hand_over(store, phone)
        await store.edit_agenda("title", "清理楼道", agenda)
        await phone.edit_agenda("title", "楼道堆物整治", agenda=agenda)
        await people.hand_over(phone, store)
        (conflict,) = (await store.conflicts()).items
        assert {value.value for value in conflict.values} == {"清理楼道", "楼道堆物整治"}
        # A stairwell's agenda is its building leader's: she decides, not the office.
        with pytest.raises(linli.NotAllowedError) as refused:
            await store.resolve(conflict.document, conflict.field, "清理楼道")
        assert refused.value.code == "not_allowed"
        await people.hand_over(store, phone)
        await phone.resolve(conflict.document, conflict.field, "清理楼道")
        await people.hand_over(phone, store)
        assert (await store.conflicts()).items == []
        view = await store.agenda(agenda)
        assert [value.value for field in view.fields for value in field.values] == ["清理楼道"]
        assert [one.agenda for one in (await store.list_agendas()).items] == [agenda]


async def test_topics(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        topic = await store.collect_topic(
            linli.TopicDraft(source=linli.TopicSource.VISIT, title="灯", text="坏了一周", household="3-1-101")
        )
        (listed,) = (await store.list_topics(PAGE)).items
        assert (listed.topic, listed.source, listed.title) == (topic, linli.TopicSource.VISIT, "灯")


async def test_a_tally_is_counted_as_linli_recount_counts_it(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        rules = {rule.rule: rule for rule in await phone.openable_rules(linli.Scope.stairwell("3-1"))}
        assert rules[linli.Rule.STAIRWELL].may and not rules[linli.Rule.COMMITTEE].may
        tally = await phone.open_tally(tally_draft())
        for door, choice in zip(people.DOORS, [linli.Choice.YES, linli.Choice.YES, linli.Choice.NO, linli.Choice.YES]):
            await phone.cast_ballot(ballot(tally, door, choice))
        await phone.cast_ballot(ballot(tally, people.DOORS[2], linli.Choice.YES, kind=linli.BallotKind.CORRECT))
        await phone.cast_ballot(ballot(tally, people.DOORS[3], None, kind=linli.BallotKind.WITHDRAW))
        returned = await phone.collecting_done(tally)
        assert len(returned.spoken) == 26 and returned.text.startswith("linli-return:")
        await people.hand_over(phone, store)
        view = await store.tally(tally)
        assert view.answer is not None and view.disputed == []
        assert json.loads(view.answer)["yes"]["lower"] <= 3
        assert "楼道议事" in (view.explanation_zh or "") and "Stairwell" in (view.explanation_en or "")
        file = tmp_path / "tally.json"
        file.write_text(view.input, "utf-8")
        said = subprocess.run([os.environ["LINLI"], "recount", "--json", file], check=True, capture_output=True, text=True)
        assert json.loads(said.stdout) == json.loads(view.answer) == json.loads(await linli.recount(view.input))
        (summary,) = await store.list_tallies()
        assert (summary.tally, summary.voters, summary.rule) == (tally, 4, linli.Rule.STAIRWELL)
        assert await store.witnesses(tally) == []


async def test_a_closed_tally_is_certified(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        tally = await phone.open_tally(tally_draft(readings=["present-only"]))
        cast = [await phone.cast_ballot(ballot(tally, door)) for door in people.DOORS[:3]]
        assert await phone.sign_in(tally, people.DOORS[:3]) == 3
        returned = await phone.collecting_done(tally)
        told = linli.HandedReturn(text=returned.spoken.lower(), how=linli.ReturnHow.PAPER)
        closed = await phone.close_tally(tally, [told])
        await people.hand_over(phone, store)
        view = await store.tally(tally)
        assert (view.state, view.provisional) == (linli.TallyState.CLOSED, False)
        (closing,) = view.closings
        assert (closing.closing, closing.root, closing.agreement) == (closed.closing, closed.root, linli.RootAgreement.SAME)
        (listed,) = closing.returns
        assert (listed.how, listed.here, listed.missing, listed.in_time) == (linli.ReturnHow.SYNCED, 3, 0, True)
        text = await phone.certificate(tally)
        certificate = json.loads(text)
        assert certificate["root"] == closed.root and people.DOORS[0] not in text
        receipt = await phone.receipt(tally, cast[0])
        assert receipt in {one["id"] for one in certificate["public"]["ballots"]}
        whole, hers = [await phone.challenge_file(tally, voter) for voter in (None, people.DOORS[0])]
        assert all(door in whole for door in people.DOORS)
        assert people.DOORS[0] in hers and people.DOORS[1] not in hers
        file = tmp_path / "certificate.json"
        file.write_text(text, "utf-8")
        subprocess.run([os.environ["LINLI"], "verify", "--json", file], check=True, capture_output=True)


async def test_a_slip_of_a_household_speaks_in_every_tally(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        (slip,) = await store.issue_slips(people.DOORS[:1])
        await people.hand_over(store, phone)
        tally = await phone.open_tally(tally_draft())
        await phone.cast_ballot(ballot(tally, slip.voter, authority=linli.BallotAuthority.SLIP, slip=slip.slip))
        (cast,) = json.loads((await phone.tally(tally)).input)["ballots"]
        assert (cast["voter"], cast["authority"]) == (people.DOORS[0], "slip")


async def test_a_sealed_vote_is_opened_by_two_of_its_three_holders(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone, leader(tmp_path, store, "二号") as other:
        await people.hand_over(store, phone)
        holders = [(await one.identity()).member for one in (store, phone, other)]
        with pytest.raises(linli.InputError) as few:
            await phone.open_tally(tally_draft(key_holders=holders[:2]))
        assert (few.value.code, few.value.field) == ("field_range", "key_holders")
        tally = await phone.open_tally(tally_draft(key_holders=holders))
        assert [one.sealed for one in await phone.list_tallies()] == [True]
        await phone.cast_ballot(ballot(tally, people.DOORS[0]))
        seal = (await phone.vote(tally)).seal
        assert seal and (seal.state, seal.unread, len(seal.holders)) == (linli.SealState.SEALED, 1, 3)
        with pytest.raises(linli.InputError) as early:
            await phone.hand_over_key(tally)
        assert early.value.code == "tally_open"
        await phone.close_tally(tally)
        await phone.hand_over_key(tally)
        half = (await phone.tally(tally)).seal
        assert half and half.state == linli.SealState.AWAITS_KEYS
        await people.hand_over(phone, store)
        await store.hand_over_key(tally)
        meter = await store.vote(tally)
        assert meter.seal and meter.seal.state == linli.SealState.OPENED and meter.heads.yes_low == 1
        (cast,) = json.loads((await store.tally(tally)).input)["ballots"]
        assert cast["choice"] == "yes"


async def test_an_owner_of_two_flats_is_one_voter(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        silent = linli.UnitWithoutVote(unit=people.DOORS[3], why=linli.WithoutVote.NO_REPRESENTATIVE)
        roll = linli.OwnersRoll(households=people.DOORS, owners=[people.DOORS[:2]], without_vote=[silent])
        tally = await phone.open_tally(tally_draft(voters=linli.Electorate.owners(roll)))
        lines = json.loads((await phone.tally(tally)).input)["roll"]
        assert [line["entitled"] for line in lines] == [True, True, False]


async def test_a_phones_clock_alone_makes_no_ballot_late(tmp_path: Path) -> None:
    """Late ballots are listed when a tally is closed; until then a ballot after the deadline stands in the file like others."""
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        yesterday = datetime.now(timezone.utc) - timedelta(days=1)
        tally = await phone.open_tally(tally_draft(deadline=yesterday))
        cast = await phone.cast_ballot(ballot(tally, people.DOORS[0]))
        view = await phone.tally(tally)
        assert json.loads(view.answer or "{}")["late"] == []
        assert [one["id"] for one in json.loads(view.input)["ballots"]] == [cast]


async def test_named_and_listed_voters_and_allotted_sheets(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        me = (await phone.identity()).member
        assert me is not None
        voters = linli.Electorate.households(people.DOORS[:2])
        sheets = [linli.SheetAllotment(member=me, sheets=1)]
        tally = await phone.open_tally(tally_draft(voters=voters, sheets=sheets))
        mandate = tmp_path / "mandate"
        mandate.write_bytes(bytes(700))
        paper = linli.PaperDraft(
            capacity=linli.SignerCapacity.AGENT,
            served=linli.Served(at=datetime.now(timezone.utc) - timedelta(days=1), how=linli.ServedHow.HANDED),
            mandate=linli.Picture(file=str(mandate)),
        )
        await phone.cast_ballot(ballot(tally, people.DOORS[0], paper=paper))
        with pytest.raises(linli.InputError) as used:
            await phone.cast_ballot(ballot(tally, people.DOORS[1]))
        assert used.value.code == "sheets_used_up"


async def test_several_motions_share_a_sheet_and_a_vote_is_taken_again(tmp_path: Path) -> None:
    async with office(tmp_path) as store, leader(tmp_path, store) as phone:
        deadline = datetime.now(timezone.utc) + timedelta(days=1)
        draft = linli.QuestionDraft(
            form=linli.SheetForm.OPTIONS,
            motions=[linli.MotionDraft(title=title, rule=linli.Rule.STAIRWELL) for title in ("周六清理", "周日清理")],
            voters=linli.Electorate.scope(linli.Scope.stairwell("3-1")),
            deadline=deadline,
        )
        first, second = await phone.open_question(draft)
        answers = [linli.Choice.NO, linli.Choice.YES]
        sheet = linli.SheetDraft(tally=second, voter=people.DOORS[0], answers=answers)
        assert len(await phone.cast_sheet(sheet)) == 2
        view = await phone.question(first)
        assert [one.tally for one in view.motions] == [first, second] and view.undecided and view.torn == []
        with pytest.raises(linli.InputError) as open_still:
            await phone.vote_again(first, deadline)
        assert open_still.value.code == "tally_open"
        other = await phone.vote_by(first, ["of-all"])
        assert other.tally == first and other.heads.yes_need == (other.heads.of + 1) // 2
        await phone.close_tally(first)
        again = await phone.vote_again(first, deadline)
        shown = {one.tally: (one.shared, one.again) for one in await phone.list_tallies()}
        assert shown == {first: (True, None), second: (True, None), again: (False, first)}


async def test_a_register_comes_in_and_goes_out_and_an_import_is_taken_back(tmp_path: Path) -> None:
    async with office(tmp_path) as store:
        more = tmp_path / "more.csv"
        more.write_text("幢,单元,室,户主,电话\n4,1,102,周平,\n4,1,103,吴某,abc\n", "utf-8")
        preview = await store.import_register(str(more), True)
        assert preview.undo is None and preview.problems[0].row == 3 and preview.problems[0].zh
        assert {"door", "building"} <= {column.field for column in preview.readings[0].columns} and preview.readings[0].zh
        assert [person.name for person in preview.people_added] == ["周平"] and preview.new_compounds == []
        named = await store.import_register(str(more), True, columns={"note": "E"})
        assert named.problems == []
        done = await store.import_register(str(more), False)
        assert done.imported == preview.imported and done.undo
        assert await store.undo_import(done.undo) >= 1
        files = ["a.xlsx", "b.xlsx", "c.csv", "d.xlsx"]
        for what, name in zip(linli.ExportKind, files):
            await store.export(what, str(tmp_path / name))
            assert (tmp_path / name).stat().st_size > 0
        again = await store.import_register(str(tmp_path / "a.xlsx"), True)
        assert (again.imported, again.conflicts) == (0, [])


def test_words_have_names_in_both_languages() -> None:
    words = {(one.vocabulary, one.word): (one.zh, one.en) for one in linli.word_texts()}
    assert words["visit_outcome", "not_home"] == ("不在家", "not home")
    assert linli.version().count(".") == 2


def test_a_script_needs_no_asyncio(tmp_path: Path) -> None:
    with linli.SyncWorkspace.open(tmp_path / "office", key=linli.KeyFile(tmp_path / "office.key")) as store:
        store.create_community("月亮湾社区", None, linli.RootPolicy.ONE_OF_ONE)
        assert store.identity().registrar
        with pytest.raises(linli.InputError):
            store.list_visits(None, linli.PageRequest(limit=201))
    store.shutdown()
    with linli.SyncWorkspace(tmp_path / "office", key=linli.KeyFile(tmp_path / "office.key")) as again:
        assert again.identity().roles == [linli.Role.COMMUNITY_OFFICE]
    assert (tmp_path / "office.key").stat().st_mode & 0o777 == 0o600


async def test_a_household_votes_by_its_slip_and_on_its_own_phone(tmp_path: Path) -> None:
    async with office(tmp_path) as store, people.leader(tmp_path, store) as phone, people.opened(tmp_path, "home") as home:
        place = linli.Scope.stairwell("3-1")
        member = (await people.admitted(store, home, linli.Role.HOUSEHOLD_REPRESENTATIVE, place, "赵六")).member
        await store.appoint_representative(people.DOORS[1], member)
        tally = await phone.open_tally(people.tally_draft())
        await people.hand_over(phone, store)
        (slip,) = await store.hand_out_slips(tally, [people.DOORS[0]])
        assert slip.voter == people.DOORS[0]
        for other in (phone, home):
            await people.hand_over(store, other)
        authority = linli.BallotAuthority.SLIP
        with pytest.raises(linli.InputError):
            await phone.cast_ballot(people.ballot(tally, people.DOORS[1], authority=authority, slip=slip.slip))
        assert await phone.cast_ballot(people.ballot(tally, people.DOORS[0], authority=authority, slip=slip.slip))
        assert await home.cast_ballot(people.ballot(tally, people.DOORS[1]))
        with pytest.raises(linli.Error) as anothers:
            await home.cast_ballot(people.ballot(tally, people.DOORS[2]))
        assert anothers.value.code == "not_allowed"
