"""An office, phones and a hub for the contract tests."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, AsyncIterator, List, Set

import linli

KEY = bytes(range(32))
PAGE = linli.PageRequest()
SYNC = linli.SyncOptions(retries=0)
DOORS = ["3-1-101", "3-1-102", "3-1-201", "3-1-202"]
# The residents of the register: none of these words may stand in an error, a log line or a panic.
RESIDENTS = ["赵一", "钱二", "孙三", "李四", "13800000001"]
REGISTER = (
    "幢,单元,室,面积,户主,电话\n3,1,101,89.5,赵一,13800000001\n3,1,102,89.5,钱二,\n3,1,201,89.5,孙三,\n3,1,202,89.5,李四,\n"
)

crossed: Set[str] = set()
"""Names of what crossed the border in this run."""
raised: List[linli.Error] = []
"""Every error that was raised in this run."""


class Hub:
    """`linli-hub serve`, on a free port."""

    def __init__(self, data: Path) -> None:
        self.program = os.environ["LINLI_HUB"]
        self.data = data
        made = subprocess.run([self.program, "init", "--data", data], check=True, capture_output=True, text=True)
        self.token: str = json.loads(made.stdout)["token"]
        self.serve("127.0.0.1:0")

    def serve(self, listen: str) -> None:
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--listen", listen],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        self.address = ready["listening"].replace("https://", "")
        self.url, self.pin = f"https://{self.address}", ready["pin"]

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)


def draft(door: str = DOORS[0], outcome: linli.VisitOutcome = linli.VisitOutcome.HOME, **more: Any) -> linli.VisitDraft:
    return linli.VisitDraft(household=door, outcome=outcome, **more)


def opened(folder: Path, name: str, **more: Any) -> Any:
    return linli.Workspace.open(folder / name, key=KEY, **more)


@contextlib.asynccontextmanager
async def office(folder: Path, root: linli.RootPolicy = linli.RootPolicy.ONE_OF_ONE) -> AsyncIterator[linli.Workspace]:
    """A founded office with a register of four households in stairwell 3-1, and a grid."""
    async with opened(folder, "office") as store:
        await store.create_community("月亮湾社区", "月亮湾", root)
        register = folder / "register.csv"
        register.write_text(REGISTER, "utf-8")
        done = await store.import_register(str(register), False)
        assert (done.imported, done.problems) == (4, [])
        await store.define_grid("第一网格", [linli.Scope.stairwell("3-1")])
        yield store


async def admitted(store: linli.Workspace, phone: linli.Workspace, role: linli.Role, scope: linli.ScopeName, name: str) -> Any:
    """Face to face; the phone gets the roster as a bundle."""
    return await let_in(store, phone, await store.invite(role, scope, name))


async def let_in(store: linli.Workspace, phone: linli.Workspace, invitation: str) -> Any:
    """The steps after an invitation."""
    enrolment = await phone.join(invitation)
    digits = await phone.answer_challenge(await store.challenge(enrolment))
    made = await store.admit(enrolment, digits)
    await hand_over(store, phone)
    return made


async def hand_over(giver: linli.Workspace, taker: linli.Workspace) -> linli.Received:
    """Everything that the taker lacks and may read, as a bundle."""
    return await taker.receive(await giver.bundle(await taker.request()))


@contextlib.asynccontextmanager
async def leader(folder: Path, store: linli.Workspace, name: str = "王桂芳") -> AsyncIterator[linli.Workspace]:
    """A building leader of stairwell 3-1."""
    async with opened(folder, name) as phone:
        await admitted(store, phone, linli.Role.BUILDING_LEADER, linli.Scope.stairwell("3-1"), name)
        yield phone


def tally_draft(**more: Any) -> linli.TallyDraft:
    fields = {
        "title": "楼道堆物整治",
        "rule": linli.Rule.STAIRWELL,
        "voters": linli.Electorate.scope(linli.Scope.stairwell("3-1")),
        "deadline": datetime.now(timezone.utc) + timedelta(days=1),
    }
    return linli.TallyDraft(**{**fields, **more})


def ballot(tally: linli.DocId, voter: str, choice: Any = linli.Choice.YES, **more: Any) -> linli.BallotDraft:
    fields = {"kind": linli.BallotKind.CAST, "authority": linli.BallotAuthority.COLLECTOR}
    return linli.BallotDraft(tally=tally, voter=voter, choice=choice, **{**fields, **more})


async def count(store: linli.Workspace) -> int:
    """The number of visits that a store lists, over all pages."""
    found, page = 0, await store.list_visits(None, linli.PageRequest(limit=200))
    while True:
        found += len(page.items)
        if page.next is None:
            return found
        page = await store.list_visits(None, linli.PageRequest(limit=200, after=page.next))
