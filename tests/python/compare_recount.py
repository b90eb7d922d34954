"""Compares `linli recount` with the second counter on thousands of random tally files, sound and malformed.

    python3 compare_recount.py path/to/linli [--count 3000] [--seed 1] [--keep DIR]

Everything but the explanation must agree, and so must the exit codes. Exit 1 with the file's text on any difference.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import subprocess
import sys

import recount_oracle as oracle

RULES = [
    "stairwell", "stairwell", "stairwell", "proposal", "unanimous", "representatives",
    "committee", "assembly-ordinary", "assembly-special",
]
READINGS = ["invalid-takes-part", "present-only", "pass-at-half", "of-yes-and-no", "of-all"]
# Sorted by code point these stand in another order than by UTF-16 unit, by length, or after folding.
NAMES = ["a", "b", "A", "B", "a ", "3-1-501", "3-1-502", "é", "e\u0301", "\uff5e", "\U0001f600", "户", "10", "9", "\u0000", "\ue000"]


def own_row(rng):
    """A rule of a community's own, with its name."""
    words = {"zh": "三分之二", "en": "two thirds"}

    def inequality(counted, of):
        of = rng.choice(of)
        share = sorted(rng.choice([1, 1, 2, 3, 5, 7, 10**6]) for _ in range(2))
        more_than = rng.random() < 0.5 and not (of == "all" and share[0] == share[1])
        return {"counted": counted, "share": share, "of": of, "more_than": more_than}

    def passing():
        return inequality("yes", ["all", "participants", "yes-and-no"])

    name = rng.choice(["by-two-thirds", "x_1.y", "stairwell", "committee"])
    may = "open_stairwell_tally" if name == "stairwell" else "open_assembly"
    row = {"title": words, "status": rng.choice(["text", "law", "default", "unverified"]), "may": may}
    row.update({"clause": words, "unit": words, "pass": passing()})
    row["measures"] = rng.choice([["heads"], ["heads", "area"]])
    if rng.random() < 0.7:
        row["part"] = inequality("participants", ["all"])
    if rng.random() < 0.3:
        row["pass"] = {"counted": "yes", "share": [1, 2], "of": "participants", "more_than": True}
        row["half_is_tie"] = rng.random() < 0.8
    changes = {
        "strictly": {"pass": passing()},
        "laxly": {"pass": passing(), "invalid_takes_part": rng.random() < 0.5},
        "who-is-here": {"present_only": True},
        "spoiled": {"invalid_takes_part": True},
    }
    names = rng.sample(sorted(changes), rng.randint(0, len(changes)))
    if names or rng.random() < 0.5:
        row["readings"] = {one: {"title": words, **changes[one]} for one in names}
    return name, row


def spoil_row(rng, row):
    """One change after which a row does not hang together, or has another form."""
    kind = rng.randrange(10)
    if kind == 0:
        del row[rng.choice(sorted(row))]
    elif kind == 1:
        row["pass"] = {**row["pass"], "counted": rng.choice(["participants", "no", 1])}
    elif kind == 2:
        row["pass"] = {**row["pass"], "share": rng.choice([[0, 1], [2, 1], [1, 10**6 + 1], [1], [1, 2, 3], ["1", 2]])}
    elif kind == 3:
        row["measures"] = rng.choice([[], ["area"], ["heads", "heads"], ["area", "heads"], ["cm2"], "heads"])
    elif kind == 4:
        row["status"] = rng.choice(["rumour", "", None])
    elif kind == 5:
        row["clause"] = rng.choice([{"zh": "", "en": "x"}, {"zh": "x"}, "x", {"zh": " ", "en": "x"}])
    elif kind == 6:
        row["half_is_tie"] = True
        row["pass"] = {"counted": "yes", "share": [2, 3], "of": "all", "more_than": False}
    elif kind == 7:
        row["readings"] = {"nothing": {"title": {"zh": "无", "en": "nothing"}}}
    elif kind == 8:
        row["may"] = rng.choice(["open_stairwell_tally", "open_assembly", "visit"])
    else:
        row["colour"] = "red"


def sound(rng):
    """A file that is refused only by chance."""
    rule = rng.choice(RULES)
    file = {"version": 1, "rule": rule}
    brought = rng.random() < 0.3
    if brought:
        rule, row = own_row(rng)
        if rng.random() < 0.15:
            spoil_row(rng, row)
        file = {"version": 1, "rule": rule if rng.random() < 0.97 else "unanimous"}
        pack = rng.choice(["moon-bay"] * 20 + ["civil-code"])
        file["pack"] = {"pack": pack, "edition": "1", "rules": {rule: row}}
        given = row.get("readings", {})
        if given and rng.random() < 0.7:
            file["readings"] = rng.sample(sorted(given), rng.randint(0, len(given)))
    if rng.random() < 0.3:
        file["title"] = rng.choice(["", "楼道堆物整治", "\u2028"])
    if not brought and rng.random() < 0.3:
        file["pack"] = next(pack for pack, rules in oracle.PACKS.items() if rule in rules)
    if not brought and rng.random() < 0.5:
        allowed = ["invalid-takes-part"]
        if rule == "stairwell":
            allowed += ["present-only", rng.choice(READINGS[2:])]
        if rule == "committee":
            allowed += ["pass-at-half"]
        file["readings"] = rng.sample(allowed, rng.randint(0, len(allowed)))
    size = rng.choice([1, 2, 3, 3, 4, 5, 6, 8, 12, 24])
    names = rng.sample(NAMES, min(size, len(NAMES))) + [f"v{i}" for i in range(len(NAMES), size)]
    roll = []
    for name in names:
        voter = {"voter": name}
        if brought or rule in oracle.ASSEMBLY or rng.random() < 0.2:
            voter["area_cm2"] = rng.choice([0, 1, 2, 3, 891200, 1000000, 2**53 - 1, rng.randint(0, 3000000)])
        if rng.random() < 0.1:
            voter["entitled"] = rng.random() < 0.5
        if rng.random() < 0.25:
            voter["present"] = rng.random() < 0.5
        roll.append(voter)
    file["roll"] = roll
    lean = rng.choice([["yes"], ["yes", "no"], ["yes", "yes", "no"], list(oracle.CHOICES)])
    busy = rng.choice([0.0, 0.2, 0.8])
    ballots = []
    for name in names:
        if rng.random() < 0.15:
            continue
        for _ in range(1 if rng.random() >= busy else rng.randint(2, 6)):
            ballots.append(ballot(rng, f"b{len(ballots)}", name, lean, ballots, busy))
    if rng.random() < 0.2:
        ballots.append(ballot(rng, "x\u00e9", rng.choice(["stranger", *names]), lean, ballots, 1))
    if ballots and rng.random() < 0.3:
        ballots.append(dict(rng.choice(ballots)))
    rng.shuffle(ballots)
    file["ballots"] = ballots
    if rng.random() < 0.4:
        file["outstanding"] = rng.choice([0, 1, 1, 2, 3, 5, 100, 10**30])
    if rng.random() < 0.1:
        file["unknown"] = rng.choice([None, -0.5, {"x": [{}, [], {"voter": None}]}])
    return file


def ballot(rng, number, name, lean, before, busy):
    one = {"id": number, "voter": name, "collector": rng.choice(["m1", "m1", "m2"])}
    kind = rng.choice(["cast", "cast", "correct", "withdraw"] if rng.random() < busy else ["cast"])
    if kind != "cast" or rng.random() < 0.2:
        one["kind"] = kind
    if kind != "withdraw":
        one["choice"] = rng.choice(lean)
    if rng.random() < busy:
        one["authority"] = rng.choice(["collector", "collector", "slip", "supervisor", "supervisor"])
    if rng.random() < busy * 0.5:
        one["standing"] = rng.choice(["accepted", "contested", "late"])
    mine = [other["id"] for other in before if other["voter"] == name]
    named = []
    if mine and rng.random() < 0.8:
        named += rng.sample(mine, rng.randint(1, len(mine)))
    if rng.random() < 0.05:
        named.append(rng.choice(["missing", *[other["id"] for other in before]]))
    if named or rng.random() < 0.1:
        one["supersedes"] = named
    return one


def spoil(rng, file):
    """One small change that often makes the file unsound."""
    places = [file] + file["roll"] + file["ballots"]
    target = rng.choice([file, rng.choice(places)])
    kind = rng.randrange(14)
    keys = list(target)
    if kind == 0 and keys:
        del target[rng.choice(keys)]
    elif kind in (1, 2, 3) and keys:
        target[rng.choice(keys)] = rng.choice(
            [None, True, 0, -1, 1.0, 2, "", "x", [], {}, ["x"], [""], [[]], 2**53, 2**53 - 1, [None], "1"]
        )
    elif kind == 4:
        file["pack"] = rng.choice(["db3305-309-2024", "civil-code", "other"])
    elif kind == 5:
        file["readings"] = [rng.choice(READINGS) for _ in range(rng.randint(1, 3))]
    elif kind == 6 and file["ballots"]:
        one, other = rng.choice(file["ballots"]), rng.choice(file["ballots"])
        one["supersedes"] = list(one.get("supersedes", [])) + [other["id"]]
    elif kind == 7 and file["ballots"]:
        rng.choice(file["ballots"])["id"] = rng.choice(file["ballots"])["id"]
    elif kind == 8:
        rng.choice(file["roll"])["voter"] = rng.choice(file["roll"])["voter"]
    elif kind == 9:
        for voter in file["roll"]:
            if rng.random() < 0.9:
                voter[rng.choice(["entitled", "area_cm2"])] = rng.choice([False, 0])
    elif kind == 10 and file["ballots"]:
        rng.choice(file["ballots"])["kind"] = rng.choice(["withdraw", "cast", "other"])
    elif kind == 11 and file["ballots"]:
        one = rng.choice(file["ballots"])
        twin = {"kind": "cast", "authority": "collector", "supersedes": [], "standing": "accepted", **one}
        twin["supersedes"] = list(reversed(twin["supersedes"])) * rng.randint(1, 2)
        file["ballots"].append(twin)
    elif kind == 12 and file["ballots"]:
        one = rng.choice(file["ballots"])
        one.update({"kind": "withdraw", "choice": rng.choice([None, "yes"])})
    elif kind == 13:
        rng.choice(file["roll"])["area_cm2"] = rng.choice([2**53 - 1, 2**53, 2**64, 10**40])


SPOILED_TEXT = [
    lambda rng, text: "\ufeff" + text,
    lambda rng, text: text.replace("1", "1.0", 1),
    lambda rng, text: text.replace("1", "1e0", 1),
    lambda rng, text: text.replace("1", "01", 1),
    lambda rng, text: text.replace('"version"', '"vers\\u0069on"', 1),
    lambda rng, text: text.replace("{", '{"version":1,', 1),
    lambda rng, text: text.replace("{", '{"\\u0076ersion":1,', 1),
    lambda rng, text: text.replace("{", '{"q":{"a":1,"b":2,"a":3},', 1),
    lambda rng, text: text.replace("{", '{"q":["\\ud800"],', 1),
    lambda rng, text: text.replace("{", '{"q":["\\ud83d\\ude00"],', 1),
    lambda rng, text: text.replace("{", '{"\\udc00":1,', 1),
    lambda rng, text: text.replace("{", '{"q":"\\ud83d\\u0041",', 1),
    lambda rng, text: text.replace("{", '{"q":-0,"r":1.5E+3,', 1),
    lambda rng, text: text.replace("{", '{"outstanding":-0,', 1),
    lambda rng, text: text.replace("{", '{"q":NaN,', 1),
    lambda rng, text: text.replace("{", '{"q":-Infinity,', 1),
    lambda rng, text: text.replace("{", '{"q":"\t",', 1),
    lambda rng, text: text.replace("{", '{"q":"\\x",', 1),
    lambda rng, text: text.replace("{", '{"q":tru,', 1),
    lambda rng, text: text.replace("{", '{"q":' + "[" * 200 + "]" * 200 + ",", 1),
    lambda rng, text: text.replace("{", "{,", 1),
    lambda rng, text: text.replace("}", ",}", 1),
    lambda rng, text: text + " \r\n\t ",
    lambda rng, text: text + "x",
    lambda rng, text: text + text,
    lambda rng, text: "[" + text + "]",
    lambda rng, text: "\u00a0" + text,
    lambda rng, text: "",
    lambda rng, text: text[: rng.randrange(len(text))],
]


def document(rng):
    """The bytes of one file to compare."""
    file = sound(rng)
    fate = rng.random()
    if fate > 0.7:
        spoil(rng, file)
    text = json.dumps(file, ensure_ascii=rng.random() < 0.3, indent=rng.choice([None, 1]))
    if 0.6 < fate <= 0.7:
        text = rng.choice(SPOILED_TEXT)(rng, text)
    data = text.encode("utf-8", errors="surrogatepass")
    if 0.58 < fate <= 0.6:
        at = rng.randrange(len(data))
        data = data[:at] + bytes([rng.randrange(256)]) + data[at + rng.randint(0, 1):]
    return data


def expected(data):
    try:
        return 0, oracle.count(data)
    except oracle.Refused as fault:
        return 2, str(fault)


def compare(linli, data):
    """None, or what differs."""
    code, wanted = expected(data)
    ran = subprocess.run([linli, "recount", "-", "--json"], input=data, capture_output=True, check=False)
    if ran.returncode != code:
        return f"exit {ran.returncode}, expected {code} ({wanted}): {ran.stdout!r} {ran.stderr!r}"
    found = json.loads(ran.stdout)
    if code == 2:
        error = found.get("error", {})
        if set(found) != {"error"} or not {"code", "at", "zh", "en"} <= set(error):
            return f"no error document: {found}"
        if not isinstance(error["at"].get("line"), int):
            return f"no line: {found}"
        return None
    explanation = found.pop("explanation", None)
    if not (explanation and explanation.get("zh") and explanation.get("en")):
        return "no explanation in both languages"
    if found != wanted:
        keys = sorted(key for key in {*found, *wanted} if found.get(key) != wanted.get(key))
        return "; ".join(f"{key}: {found.get(key)}, expected {wanted.get(key)}" for key in keys)
    return None


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("linli")
    args.add_argument("--count", type=int, default=3000)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--keep", type=pathlib.Path, help="write the files that differ here")
    args = args.parse_args()
    documents = [document(random.Random(f"{args.seed}-{number}")) for number in range(args.count)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        results = list(pool.map(lambda data: compare(args.linli, data), documents))
    differ = [(number, why) for number, why in enumerate(results) if why]
    for number, why in differ[:5]:
        print(f"file {args.seed}-{number}: {why}\n  {documents[number][:2000]!r}", file=sys.stderr)
        if args.keep:
            args.keep.mkdir(parents=True, exist_ok=True)
            (args.keep / f"{args.seed}-{number}.json").write_bytes(documents[number])
    outcomes = {}
    for data in documents:
        code, wanted = expected(data)
        kind = wanted["outcome"] if code == 0 else "refused"
        outcomes[kind] = outcomes.get(kind, 0) + 1
    print(json.dumps({"seed": args.seed, "files": args.count, "differ": len(differ), "expected": outcomes}))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
