"""One person's part of the field day, in Python: README.md says what it is.

python3 day.py PERSON SCRIPT STORE BOARD
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import linli

PATIENCE = 120.0
EVERYTHING = linli.PageRequest(limit=200)


class Board:
    """The folder that everybody sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes) -> None:
        draft = self.folder / f".{name}.draft"
        draft.write_bytes(content)
        draft.rename(self.folder / name)

    def put_json(self, name: str, value: object) -> None:
        self.put(name, json.dumps(value, ensure_ascii=False).encode())

    async def wait(self, name: str) -> bytes:
        file = self.folder / name
        for _ in range(int(PATIENCE / 0.05)):
            if file.exists():
                return file.read_bytes()
            await asyncio.sleep(0.05)
        raise TimeoutError(f"nobody put {name} on the board")

    async def wait_json(self, name: str) -> Any:
        return json.loads(await self.wait(name))


def word(kind: Any, name: Optional[str]) -> Any:
    return None if name is None else kind[name.upper()]


def scope(said: Optional[Dict[str, str]]) -> Optional[linli.ScopeName]:
    if said is None:
        return None
    ((kind, name),) = said.items()
    return linli.Scope.community() if kind == "community" else getattr(linli.Scope, kind)(name)


class Office:
    """Founds, invites, admits, and decides at the end."""

    def __init__(self, name: str, script: Dict[str, Any], files: Path, board: Board) -> None:
        self.name, self.script, self.files, self.board = name, script, files, board
        self.tally = self.agenda = linli.DocId("")

    async def work(self, office: linli.Workspace) -> None:
        script = self.script
        await office.create_community(script["community"], script["compound"], linli.RootPolicy.TWO_OF_THREE)
        register = await office.import_register(str(self.files / script["register"]), False)
        if register.imported != script["expected"]["households"]:
            raise AssertionError(f"{register.imported} households came in, and {register.problems}")
        stairwells = [linli.Scope.stairwell(label) for label in script["grid"]["stairwells"]]
        await office.define_grid(script["grid"]["name"], stairwells)
        hub = await self.board.wait_json("hub.json")
        await office.claim_hub(hub["url"], hub["pin"], hub["token"], linli.SyncOptions(), None)
        collectors = script["collectors"]
        for one in collectors:
            role = word(linli.Role, one["role"])
            invitation = await office.invite(role, scope(one["scope"]), one["name"])
            self.board.put(f"invitation-{one['name']}.txt", invitation.encode())
        members = {}
        for one in collectors:
            enrolment = (await self.board.wait(f"enrolment-{one['name']}.txt")).decode()
            self.board.put(f"challenge-{one['name']}.txt", (await office.challenge(enrolment)).encode())
            digits = (await self.board.wait(f"digits-{one['name']}.txt")).decode()
            members[one["name"]] = (await office.admit(enrolment, digits)).member
        agenda, begun = script["agenda"], None
        for field, value in agenda["fields"].items():
            begun = await office.edit_agenda(field, value, begun, None if begun else scope(agenda["scope"]))
        self.agenda = begun
        await office.sync()
        self.board.put_json("open.json", {"agenda": self.agenda, "members": members})
        self.tally = (await self.board.wait_json("tally.json"))["tally"]
        for one in collectors:
            await self.board.wait(f"worked-{one['name']}")
        await office.sync()
        left = await contradicted(office, self.agenda)
        if left:
            raise AssertionError(f"the agenda is still contradicted: {left}")
        self.board.put("closed", b"")


class Collector:
    """Joins, works without a network, and syncs at the end."""

    def __init__(self, name: str, script: Dict[str, Any], board: Board) -> None:
        self.name, self.script, self.board = name, script, board
        (self.me,) = (one for one in script["collectors"] if one["name"] == name)
        self.tally = self.agenda = self.round = linli.DocId("")
        self.visit = linli.RecordId("")

    async def work(self, phone: linli.Workspace) -> None:
        invitation = (await self.board.wait(f"invitation-{self.name}.txt")).decode()
        self.board.put(f"enrolment-{self.name}.txt", (await phone.join(invitation)).encode())
        challenge = (await self.board.wait(f"challenge-{self.name}.txt")).decode()
        self.board.put(f"digits-{self.name}.txt", (await phone.answer_challenge(challenge)).encode())
        opened = await self.board.wait_json("open.json")
        self.agenda = opened["agenda"]
        await phone.sync()
        if self.name == self.script["tally"]["by"]:
            await self.open_tally(phone, opened["members"])
        self.tally = (await self.board.wait_json("tally.json"))["tally"]
        await phone.sync()
        for act in self.me["acts"]:
            acting: Callable[..., Any] = getattr(self, f"act_{act['act']}")
            await acting(phone, act)
        await phone.sync()
        self.board.put(f"worked-{self.name}", b"")
        await self.board.wait("closed")

    async def open_tally(self, phone: linli.Workspace, members: Dict[str, linli.MemberId]) -> None:
        tally = self.script["tally"]
        draft = linli.TallyDraft(
            title=tally["title"],
            rule=word(linli.Rule, tally["rule"].replace("-", "_")),
            voters=linli.Electorate.scope(scope(tally["voters"])),
            deadline=datetime.now(timezone.utc) + timedelta(days=1),
            sheets=[linli.SheetAllotment(member=members[name], sheets=n) for name, n in tally["sheets"].items()],
        )
        opened = await phone.open_tally(draft)
        await phone.sync()
        self.board.put_json("tally.json", {"tally": opened})

    async def act_visit(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        draft = linli.VisitDraft(
            household=act["household"],
            outcome=word(linli.VisitOutcome, act["outcome"]),
            mode=word(linli.VisitMode, act.get("mode")),
            note=act.get("note"),
            met=act.get("met"),
        )
        self.visit = await phone.record_visit(draft)

    async def act_correct(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        said = act["fields"]
        change = linli.VisitChange(outcome=word(linli.VisitOutcome, said.get("outcome")), note=said.get("note", linli.KEEP))
        await phone.correct(self.visit, change, act["reason"])

    async def act_withdraw(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        await phone.withdraw(self.visit, act["reason"])

    async def act_topic(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        draft = linli.TopicDraft(
            source=word(linli.TopicSource, act["source"]),
            title=act["title"],
            text=act["text"],
            household=act.get("household"),
            scope=scope(act.get("scope")),
        )
        await phone.collect_topic(draft)

    async def act_agenda(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        await phone.edit_agenda(act["field"], act["value"], self.agenda)

    async def act_ballot(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        draft = linli.BallotDraft(
            tally=self.tally,
            voter=act["voter"],
            choice=word(linli.Choice, act["choice"]),
            kind=linli.BallotKind.CAST,
            authority=linli.BallotAuthority.COLLECTOR,
        )
        await phone.cast_ballot(draft)

    async def act_round(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        self.round = await phone.start_round(scope(act["place"]), act["template"])

    async def act_log(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        result = word(linli.ItemResult, act["result"])
        await phone.log_entry(linli.LogDraft(round=self.round, item=act["item"], result=result, note=act.get("note")))

    async def act_hazard(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        draft = linli.HazardDraft(
            place=scope(act["place"]),
            kind=act["kind"],
            severity=word(linli.Severity, act["severity"]),
            text=act["text"],
            round=self.round,
        )
        await phone.report_hazard(draft)

    async def act_returned(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        await phone.collecting_done(self.tally)

    async def act_request(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        self.board.put(f"request-{self.name}.txt", (await phone.request()).encode())

    async def act_bundle(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        request = (await self.board.wait(f"request-{act['for']}.txt")).decode()
        self.board.put(f"bundle-{act['for']}.bin", await phone.bundle(request))

    async def act_receive(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        await phone.receive(await self.board.wait(f"bundle-{self.name}.bin"))

    async def act_decide(self, phone: linli.Workspace, act: Dict[str, Any]) -> None:
        found = await contradicted(phone, self.agenda)
        if found != [act["field"]]:
            raise AssertionError(f"{found} of the agenda are contradicted, not {act['field']}")
        await phone.resolve(self.agenda, act["field"], act["value"])


async def contradicted(store: linli.Workspace, agenda: linli.DocId) -> List[str]:
    """The fields of the agenda that contradict each other here."""
    page = await store.conflicts(linli.PageRequest(limit=200))
    return [one.field for one in page.items if one.document == agenda]


async def ended(store: linli.Workspace, who: Any) -> Dict[str, Any]:
    """Syncs until nothing moves, and says what this store holds."""
    while True:
        records = (await store.sync()).records
        if records.sent == records.received == 0:
            break
    verified = await store.verify()
    digest = await store.digest()
    visits = (await store.list_visits(None, EVERYTHING)).items
    agenda = await store.agenda(who.agenda)
    (title,) = (field.values for field in agenda.fields if field.name == "title")
    tally = await store.tally(who.tally)
    return {
        "person": who.name,
        "language": "python",
        "failures": len(verified.failures),
        "digests": {one.scope: [one.records, one.state] for one in digest.scopes},
        "visits": len(visits),
        "withdrawn": sum(visit.standing is linli.Standing.WITHDRAWN for visit in visits),
        "topics": len((await store.list_topics(EVERYTHING)).items),
        "hazards": len((await store.list_hazards(EVERYTHING)).items),
        "title": title[0].value if len(title) == 1 else [one.value for one in title],
        "outcome": tally.outcome and tally.outcome.name.lower(),
        "disputed": len(tally.disputed),
    }


async def main(arguments: List[str]) -> None:
    name, script_path, folder, board_folder = arguments
    script_file = Path(script_path)
    script = json.loads(script_file.read_text("utf-8"))
    board = Board(Path(board_folder))
    who = Office(name, script, script_file.parent, board) if name == "office" else Collector(name, script, board)
    async with linli.Workspace.open(folder, key=linli.KeyFile(f"{folder}.key")) as store:
        await who.work(store)
        board.put_json(f"done-{name}.json", await ended(store, who))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    asyncio.run(main(sys.argv[1:]))
