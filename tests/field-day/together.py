"""Everybody's part of the field day at once, each person in a process and a language of his own, over a real hub.

    python3 together.py --hub LINLI_HUB --language NAME='COMMAND' [--language …] [--folder DIR] [--once]

COMMAND is what starts a program of README.md; the four arguments follow it. With several languages the parts go round, so that
each language is the office once; `--once` plays only the first arrangement. Without --language Python plays everybody. Without
--hub, LINLI_HUB says where the hub is. The last line is `N passed, N failed`.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List, Tuple

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "day.json"
PATIENCE = 300.0
PYTHON = f"{shlex.quote(sys.executable)} -B {shlex.quote(str(HERE / 'day.py'))}"

passed = failed = 0


def check(what: str, holds: bool) -> None:
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}", flush=True)


class Hub:
    """A real `linli-hub` on a free port, over TLS."""

    def __init__(self, program: str, folder: Path) -> None:
        data = folder / "hub"
        made = subprocess.run([program, "init", "--data", data], check=True, capture_output=True, text=True)
        self.log = (folder / "hub.log").open("w")
        self.process = subprocess.Popen(
            [program, "serve", "--data", data, "--listen", "127.0.0.1:0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        address = ready["listening"].removeprefix("https://")
        self.where = {
            "url": f"https://{address}",
            "pin": ready["pin"],
            "token": json.loads(made.stdout)["token"],
        }

    def close(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.log.close()


def played(hub: str, parts: Dict[str, Tuple[str, str]], folder: Path) -> Dict[str, Any]:
    """Plays the day; gives what each person wrote at the end, of those who came to it."""
    board = folder / "board"
    board.mkdir()
    serving = Hub(hub, folder)
    running: Dict[str, subprocess.Popen[bytes]] = {}
    logs = {}
    try:
        (board / ".hub.draft").write_text(json.dumps(serving.where))
        (board / ".hub.draft").rename(board / "hub.json")
        for person, (_, command) in parts.items():
            logs[person] = (folder / f"{person}.log").open("wb")
            words = shlex.split(command) + [person, str(SCRIPT), str(folder / f"store-{person}"), str(board)]
            running[person] = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=logs[person], stderr=subprocess.STDOUT)
        until = time.monotonic() + PATIENCE
        # Whoever fails leaves the others waiting for him: nobody is waited for then.
        while any(one.poll() is None for one in running.values()) and time.monotonic() < until:
            if any(one.poll() not in (None, 0) for one in running.values()):
                break
            time.sleep(0.05)
    finally:
        for one in running.values():
            if one.poll() is None:
                one.kill()
            one.wait()
        for log in logs.values():
            log.close()
        check("the hub ends well", serving.close() == 0)
    for person, (language, _) in parts.items():
        fine = running[person].returncode == 0
        check(f"{person} in {language} comes to the end", fine)
        if not fine:
            said = (folder / f"{person}.log").read_text("utf-8", "replace")
            print("\n".join(said.splitlines()[-20:]), flush=True)
    found = {person: board / f"done-{person}.json" for person in parts}
    return {person: json.loads(file.read_text("utf-8")) for person, file in found.items() if file.exists()}


def compare(script: Dict[str, Any], parts: Dict[str, Tuple[str, str]], done: Dict[str, Any]) -> None:
    """Against what the script expects, and everybody against everybody."""
    expected = dict(script["expected"])
    expected.pop("households")
    shared: Dict[str, Dict[str, Tuple[str, ...]]] = {}
    for person, said in done.items():
        who = f"{person} in {parts[person][0]}"
        check(f"{who} says who and in what", (said["person"], said["language"]) == (person, parts[person][0]))
        check(f"{who} finds no fault in the store", said["failures"] == 0)
        known = expected if person == "office" else {key: expected[key] for key in ("title", "outcome", "disputed")}
        for key, value in known.items():
            check(f"{who}: {key} is {said[key]!r}, not {value!r}", said[key] == value)
        for scope, digests in said["digests"].items():
            shared.setdefault(scope, {})[person] = tuple(digests)
    everybody = set(shared.get(script["shared"], {}))
    check(f"all hold {script['shared']}, not {sorted(everybody)} alone", everybody == set(parts))
    for scope, digests in sorted(shared.items()):
        check(f"{scope} is the same at {', '.join(digests)}", len(set(digests.values())) == 1)


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--hub", default=os.environ.get("LINLI_HUB"))
    parser.add_argument("--language", action="append", default=[])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args()
    if not options.hub:
        parser.error("where is linli-hub? --hub or LINLI_HUB")
    languages: List[Tuple[str, str]] = []
    for one in options.language or [f"python={PYTHON}"]:
        name, _, command = one.partition("=")
        languages.append((name, command or PYTHON))
    script = json.loads(SCRIPT.read_text("utf-8"))
    people = ["office"] + [one["name"] for one in script["collectors"]]
    for turn in range(1 if options.once else len(languages)):
        parts = {person: languages[(turn + n) % len(languages)] for n, person in enumerate(people)}
        print(", ".join(f"{person}: {language}" for person, (language, _) in parts.items()), flush=True)
        with tempfile.TemporaryDirectory(prefix="linli-day-", dir=options.folder) as folder:
            compare(script, parts, played(options.hub, parts, Path(folder)))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
