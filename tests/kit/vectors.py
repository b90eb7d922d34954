"""Writes vectors for the kit: random tally files, sound and malformed, each with the answer that two counters agree on.

    python3 vectors.py path/to/linli OUT [--count 500] [--seed 1]

The answer is that of the second counter; a file about which `linli recount` disagrees ends the run.
"""

import argparse
import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import compare_recount  # noqa: E402


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("linli")
    args.add_argument("out", type=pathlib.Path)
    args.add_argument("--count", type=int, default=500)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for number in range(args.count):
        data = compare_recount.document(random.Random(f"kit-{args.seed}-{number}"))
        why = compare_recount.compare(args.linli, data)
        if why:
            print(f"vector {number}: {why}", file=sys.stderr)
            return 1
        code, wanted = compare_recount.expected(data)
        answer = wanted if code == 0 else {"refused": True}
        (args.out / f"{number:04}.json").write_bytes(data)
        text = json.dumps(answer, ensure_ascii=False, indent=1)
        (args.out / f"{number:04}.answer.json").write_text(text + "\n", encoding="utf-8")
    print(f"{args.count} vectors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
