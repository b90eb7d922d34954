"""A community, its phones and its hub, driven from outside as docs/drive.md and docs/hub.md say: two programs, lines of
JSON, signals. Knows nothing of how they are made.

    python3 check_hub.py PATH_TO_LINLI        (linli-hub lies beside it)
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

LINLI = Path(sys.argv[1]).resolve()
HUB = LINLI.with_name("linli-hub")
REGISTER = "幢,单元,室,户主,面积\n" + "".join(
    f"{building},1,{floor}0{n},住户{building}{floor}{n},{80 + n}.5\n"
    for building in (1, 2)
    for floor in range(1, 4)
    for n in (1, 2)
)

passed = failed = 0


def check(what, holds):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


class Store:
    """A session of `linli drive`."""

    def __init__(self, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            [LINLI, "drive", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def ask(self, op, **fields):
        print(json.dumps({"id": 1, "op": op, **fields}), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def ok(self, op, **fields):
        answer = self.ask(op, **fields)
        if "ok" not in answer:
            raise SystemExit(f"{op} was refused: {answer}")
        return answer["ok"]

    def code(self, op, **fields):
        return self.ask(op, **fields).get("error", {}).get("code")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        self.process.stdin.close()
        return self.process.wait(timeout=60)


class Hub:
    """`linli-hub serve`."""

    def __init__(self, data, listen="127.0.0.1:0"):
        self.process = subprocess.Popen(
            [HUB, "serve", "--data", data, "--listen", listen],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self.process.stdout.readline()
        said = json.loads(line) if line else {}
        self.url, self.pin = said.get("listening", ""), said.get("pin", "")

    def place(self):
        return self.url.removeprefix("https://")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def hub(*words):
    """One command of the hub: exit code, and the one document on its standard output."""
    done = subprocess.run([HUB, *words], capture_output=True, text=True, timeout=120)
    return done.returncode, json.loads(done.stdout) if done.stdout.strip() else {}


def join(office, folder, scope, name):
    """A new phone, face to face."""
    invitation = office.ok("invite", role="building_leader", scope=scope, name=name)["invitation"]
    phone = Store(folder)
    enrolment = phone.ok("join", invitation=invitation)["enrolment"]
    challenge = office.ok("challenge", enrolment=enrolment)["challenge"]
    digits = phone.ok("answer_challenge", challenge=challenge)["digits"]
    office.ok("admit", enrolment=enrolment, digits=digits)
    office.ok("sync")
    return phone


def settle(stores):
    for _ in range(6):
        moved = [store.ok("sync") for store in stores]
        if not any(report["sent"] + report["received"] for report in moved):
            return True
    return False


def visits(phone, door, count):
    return {phone.ok("record_visit", household=door, outcome="home", note=f"{n}")["visit"] for n in range(count)}


def digest(store, scope):
    return store.ok("digest")["digests"].get(scope)


def held(store):
    found, after = [], None
    while True:
        page = store.ok("list_visits", limit=500, **({"after": after} if after else {}))
        found += [visit["visit"] for visit in page["visits"]]
        after = page["next"]
        if after is None:
            return found


def story(folder):
    data = folder / "hub"
    code, made = hub("init", "--data", data)
    check("init gives a token and a pin", code == 0 and made["token"] and len(made["pin"]) == 64)
    code, _ = hub("init", "--data", data)
    check("init makes no second hub in a folder", code == 2)
    server = Hub(data)
    check("serve says where and with which pin", server.place().startswith("127.0.0.1:") and server.pin == made["pin"])

    office = Store(folder / "office")
    office.ok("create_community", name="月亮湾社区", compound="月亮湾")
    register = folder / "register.csv"
    register.write_text(REGISTER, encoding="utf-8")
    check("the register is in", office.ok("import_register", file=str(register))["imported"] == 12)
    check("no hub yet", office.code("sync") == "hub_missing")
    claim = {"hub": server.url, "pin": server.pin}
    check("a wrong token", office.code("claim_hub", **claim, token="0" * 32) == "hub_token")
    wrong_pin = {"hub": server.url, "pin": "0" * 64}
    check("a wrong pin", office.code("claim_hub", **wrong_pin, token=made["token"]) == "hub_not_trusted")
    check("claimed", office.ok("claim_hub", **claim, token=made["token"])["roster_index"] > 0)
    other = Store(folder / "other office")
    other.ok("create_community", name="太阳湾社区")
    check("one token, one community", other.code("claim_hub", **claim, token=made["token"]) in ("hub_claimed", "hub_token"))
    check("a store closes cleanly", other.close() == 0)

    one = join(office, folder / "one", {"building": "1"}, "王桂芳")
    two = join(office, folder / "two", {"building": "2"}, "陈国强")
    first = one.ok("sync")
    check("a first sync brings the register", first["received"] > 0 and first["complete"])
    two.ok("sync")
    made_by_one, made_by_two = visits(one, "1-1-101", 30), visits(two, "2-1-201", 30)
    day = one.ok("sync")
    check("a day is one request", (day["requests"], day["sent"]) == (1, 30))
    idle = one.ok("sync")
    check("nothing new is one request", (idle["requests"], idle["sent"], idle["received"]) == (1, 0, 0))
    check("and a few bytes", idle["bytes_up"] + idle["bytes_down"] <= 500)
    check("all settle", settle([two, office, one]))
    check("the office has all visits, once each", sorted(held(office)) == sorted(made_by_one | made_by_two))
    check("a leader has his own building's alone", sorted(held(one)) == sorted(made_by_one))
    check("same digest", digest(one, "1-1") == digest(office, "1-1") is not None)
    check("not of what he may not see", digest(one, "2-1") is None)

    # Killed, and started again on the same folder.
    made_by_one |= visits(one, "1-1-102", 5)
    check("handed over before the kill", one.ok("sync")["sent"] == 5)
    server.kill()
    made_by_two |= visits(two, "2-1-202", 5)
    check("no hub, no loss", two.code("sync") == "hub_unreachable")
    server = Hub(data, server.place())
    check("the same pin after a kill", server.pin == made["pin"])
    check("all settle after a kill", settle([office, two, one]))
    check("every acknowledged visit", sorted(held(office)) == sorted(made_by_one | made_by_two))

    # Backed up while it serves; then more work; then the machine is gone.
    backup = folder / "backup"
    code, copied = hub("backup", "--data", data, "--to", backup)
    check("a backup of a serving hub", code == 0 and backup.is_file() and copied["bytes"] == backup.stat().st_size)
    made_by_one |= visits(one, "1-1-201", 7)
    check("handed over after the backup", one.ok("sync")["sent"] == 7)
    two.kill()
    two = Store(folder / "two")
    made_by_two |= visits(two, "2-1-301", 3)
    server.kill()
    shutil.rmtree(data)
    code, _ = hub("restore", "--data", data, "--from", backup)
    check("restored", code == 0)
    server = Hub(data, server.place())
    check("the same pin after a restore", server.pin == made["pin"])
    for store in (one, two, office, one, two):
        store.ok("sync")
    check("all settle after a restore", settle([office, one, two]))
    check("what the backup lacked came back", sorted(held(office)) == sorted(made_by_one | made_by_two))
    check("same digest after a restore", digest(one, "1-1") == digest(office, "1-1") is not None)

    code, status = hub("status", "--data", data, "--json")
    (community,) = status["communities"]
    check("status counts", code == 0 and community["records"] > 70 and community["devices"] == 3)
    code, verified = hub("verify", "--data", data, "--json")
    check("verify finds nothing wrong", (code, verified["failures"]) == (0, []))
    check("and checks all of it", verified["records"] == community["records"])

    for store in (office, one, two):
        check("a store closes cleanly", store.close() == 0)
    check("SIGTERM ends a hub with 0", server.end() == 0)
    damaged = bytearray(backup.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    backup.write_bytes(damaged)
    code, _ = hub("restore", "--data", folder / "again", "--from", backup)
    check("a damaged backup is refused", code in (1, 2) and not (folder / "again" / "hub.key").exists())


def main():
    with tempfile.TemporaryDirectory() as folder:
        story(Path(folder))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


os.environ.pop("LINLI_LOG", None)
sys.exit(main())
