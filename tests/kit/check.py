"""Holds an implementation against the kit. The last line says `N passed, N failed`; exit 1 if anything failed.

    python3 check.py recount -- COMMAND…      each tally file on standard input; an answer on standard output, or exit 2
    python3 check.py sync HUB -- COMMAND…     COMMAND URL PIN TOKEN WEATHER for each weather, on a hub that HUB practises

`recount` compares everything but the explanation. `sync` starts `HUB practice`, and lets COMMAND, given the hub and the name of
the weather, do whatever its own sync test does: it must exit 0 once all its records are at the hub, or, in the weather `none`,
once it has told its user that they are still here.
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
WEATHERS = ["good", "lift", "garage", "slow", "none"]
PATIENCE = 120


def one_recount(command, file):
    wanted = json.loads(file.with_suffix("").with_suffix(".answer.json").read_text(encoding="utf-8"))
    ran = subprocess.run(command, input=file.read_bytes(), capture_output=True, check=False, timeout=PATIENCE)
    if wanted == {"refused": True}:
        return None if ran.returncode == 2 else f"exit {ran.returncode}, but the file is to be refused with 2"
    if ran.returncode != 0:
        return f"exit {ran.returncode}: {ran.stdout[:200]!r} {ran.stderr[:200]!r}"
    try:
        found = json.loads(ran.stdout)
    except ValueError:
        return f"no JSON: {ran.stdout[:200]!r}"
    found.pop("explanation", None)
    wanted.pop("explanation", None)
    keys = sorted(key for key in {*found, *wanted} if found.get(key) != wanted.get(key))
    return "; ".join(f"{key}: {found.get(key)}, expected {wanted.get(key)}" for key in keys) or None


def recount(command):
    files = sorted(file for file in (HERE / "recount").rglob("*.json") if not file.name.endswith(".answer.json"))
    if not files:
        return [("the kit", "holds no vectors")]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        reasons = pool.map(lambda file: one_recount(command, file), files)
        return [(str(file.relative_to(HERE)), why) for file, why in zip(files, reasons)]


def sync(hub, command):
    results = []
    for weather in WEATHERS:
        with tempfile.TemporaryDirectory() as folder:
            practice = subprocess.Popen(
                [hub, "practice", folder],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            try:
                at = json.loads(practice.stdout.readline())
                practice.stdin.write(weather + "\n")
                practice.stdin.flush()
                practice.stdout.readline()
                words = [*command, at["url"], at["pin"], at["token"], weather]
                ran = subprocess.run(words, capture_output=True, check=False, timeout=PATIENCE)
                why = None if ran.returncode == 0 else f"exit {ran.returncode}: {ran.stderr[-300:]!r}"
                results.append((f"sync in the weather {weather}", why))
            except (ValueError, subprocess.TimeoutExpired) as error:
                results.append((f"sync in the weather {weather}", str(error)))
            finally:
                practice.stdin.close()
                practice.wait(30)
    return results


def main(words):
    if "--" not in words or not words[words.index("--") + 1 :]:
        print(__doc__, file=sys.stderr)
        return 2
    at = words.index("--")
    command = words[at + 1 :]
    match words[:at]:
        case ["recount"]:
            results = recount(command)
        case ["sync", hub]:
            results = sync(hub, command)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    failed = [(name, why) for name, why in results if why]
    for name, why in failed[:20]:
        print(f"{name}: {why}", file=sys.stderr)
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
