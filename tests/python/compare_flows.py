"""Compares `linli flow` and `linli duties` with the second program on random matters and duties, sound and malformed.

    python3 compare_flows.py path/to/linli [--count 2000] [--seed 1] [--keep DIR]

One process answers all matters. Everything but the explanation and the needs of `next` must agree, and so must what is
refused. Exit 1 with the file's text on any difference.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import flow_matters as matters
import flow_oracle as oracle
import flow_oracle_file as form

COMMANDS = [("flow", matters.document, oracle.fold, 1), ("duties", matters.duty_document, oracle.duties, 4)]


def expected(ask, data):
    try:
        return ask(data)
    except form.Refused as fault:
        return str(fault)


def differs(found, wanted):
    """None, or what differs."""
    if isinstance(wanted, str):
        error = found.get("error", {})
        if set(found) != {"error"} or not {"code", "at", "zh", "en"} <= set(error):
            return f"answered, expected to be refused ({wanted})"
        return None
    if "error" in found:
        return f"refused: {found['error']}"
    if "heads" in wanted:
        explanation = found.pop("explanation", None)
        if not (explanation and explanation.get("zh") and explanation.get("en")):
            return "no explanation in both languages"
        for one in found["next"]:
            if not isinstance(one.pop("needs", None), list):
                return "no needs in next"
    if found != wanted:
        keys = sorted(key for key in {*found, *wanted} if found.get(key) != wanted.get(key))
        return "; ".join(f"{key}: {found.get(key)}, expected {wanted.get(key)}" for key in keys)
    return None


def run(linli, command, documents):
    """The answers of one process to all documents."""
    with tempfile.NamedTemporaryFile() as lines:
        lines.write(b"\n".join(documents) + b"\n")
        lines.flush()
        ran = subprocess.run([linli, command, "--lines", lines.name], capture_output=True, check=False)
    if ran.returncode not in (0, 2):
        sys.exit(f"linli {command} ended with {ran.returncode}: {ran.stderr[-2000:]!r}")
    answers = ran.stdout.decode("utf-8").splitlines()
    if len(answers) != len(documents):
        sys.exit(f"linli {command} answered {len(answers)} of {len(documents)} lines")
    return [json.loads(line) for line in answers]


def by_themselves(linli, command, documents, answers):
    """A few files, each by a process of its own: the same answers, and the exit codes."""
    for data, answer in zip(documents, answers):
        ran = subprocess.run([linli, command, "-", "--json"], input=data, capture_output=True, check=False)
        alone = json.loads(ran.stdout)
        if "error" in answer:
            same = ran.returncode == 2 and alone["error"]["code"] == answer["error"]["code"]
        else:
            same = ran.returncode == 0 and alone == answer
        if not same:
            return f"alone: exit {ran.returncode}, {alone}"
    return None


def compare(linli, command, make, ask, count, seed, keep):
    """The number of files that were refused, and of those that differ."""
    documents = [make(random.Random(f"{seed}-{number}")) for number in range(count)]
    answers = run(linli, command, documents)
    why = by_themselves(linli, command, documents[:20], answers)
    if why:
        print(f"{command}: {why}", file=sys.stderr)
        return 0, 1
    refused, differ = 0, 0
    for number, (data, found) in enumerate(zip(documents, answers)):
        wanted = expected(ask, data)
        refused += isinstance(wanted, str)
        why = differs(found, wanted)
        if not why:
            continue
        differ += 1
        if differ <= 5:
            print(f"{command} {seed}-{number}: {why}\n  {data[:6000].decode('utf-8', 'replace')}", file=sys.stderr)
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{command}-{seed}-{number}.json").write_bytes(data)
    return refused, differ


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("linli")
    args.add_argument("--count", type=int, default=2000, help="matters; a quarter as many files of duties")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--keep", type=pathlib.Path, help="write the files that differ here")
    args = args.parse_args()
    told = {"seed": args.seed}
    for command, make, ask, part in COMMANDS:
        refused, differ = compare(args.linli, command, make, ask, args.count // part, args.seed, args.keep)
        told[command] = {"files": args.count // part, "refused": refused, "differ": differ}
    print(json.dumps(told))
    return 1 if any(told[command]["differ"] for command, *_ in COMMANDS) else 0


if __name__ == "__main__":
    sys.exit(main())
