"""Plants one bug at a time in the second program of flows and sees whether the comparison finds it.

    python3 flow_plants.py path/to/linli [--count 8000] [--seed 1]

A comparison that finds nothing says little until it has been seen to find something. Exit 1 if a bug stays unseen.
"""

import argparse
import json
import pathlib
import pickle
import random
import subprocess
import sys
import tempfile

import compare_flows
import flow_matters as matters

HERE = pathlib.Path(__file__).resolve().parent
FOLD, NEEDS, TIME, VALUES = "flow_oracle.py", "flow_oracle_needs.py", "flow_oracle_time.py", "flow_oracle_values.py"

# rule, file, the words that stand there, the words that stand there instead
PLANTS = [
    ("time: seen is not looked at", FOLD, 'step["at"], step["seen"], self.file["now"]', 'step["at"], self.file["now"]'),
    ("time: now is not looked at", FOLD, 'step["at"], step["seen"], self.file["now"]', 'step["at"], step["seen"]'),
    ("1 an amendment moves the state", FOLD, 'kind["to"]["by"] == name:', "False:"),
    ("1 an amendment need not fit", FOLD, 'values.fits(field, step["amended"][name], words_count=True)', "True"),
    ("1 an amended text need not be text", FOLD, "words_count=True", "words_count=False"),
    ("1 what is taken away holds", FOLD, 'name in step["removed"] and', "False and"),
    ("1 taking away goes before another value", FOLD, 'name in step["removed"] and name not in step["amended"]', 'name in step["removed"]'),
    ("1 words are structure", VALUES, 'field["type"] == "text":\n            continue', "False:\n            continue"),
    ("1 words in rows are structure", VALUES, 'column["type"] == "text"}', "False}"),
    ("2 forked steps never take part", FOLD, 'step["standing"] == "forked"', "False"),
    ("2 his own later step carries a forked one", FOLD, ' and self.steps[other]["by"] != step["by"]', ""),
    ("2 contested steps take part", FOLD, 'step["standing"] == "accepted"', 'step["standing"] != "forked"'),
    ("3a the operation is not compared", FOLD, 'kind is None or step["operation"] != kind["may"]', "kind is None"),
    ("3a values need not fit", FOLD, 'not values.all_fit(step["values"], kind["fields"])', "False"),
    ("3a the field of `to` may be absent", FOLD, 'kind["to"]["by"] not in step["values"]', "False"),
    ("3a anything may open", FOLD, "if opening == bool(after):", "if opening and after:"),
    ("3a any opening opens", FOLD, 'self.file["opening"] != one', "False"),
    ("3b what waits is not waited for", FOLD, ' or self.verdict.get(a) == "waiting"', ""),
    ("3c only the first holds back", FOLD, ' or self.steps[a]["by"] == step["by"]', ""),
    ("3c anybody's holds back", FOLD, 'self.steps[a]["by"] == step["by"])', "True)"),
    ("3c what is held holds nothing back", FOLD, ' or self.verdict[a] == "held"', ""),
    ("3d a side step can be continued", FOLD, " or not self.is_main(first)", " or False"),
    ("3d a side step may have several", FOLD, 'kind["to"] is None and len(after) > 1', "False"),
    ("3d `*` is every state", FOLD, '("*" in kind["from"] and state not in self.final)', '("*" in kind["from"])'),
    ("3e ancestors may be rolled back to", FOLD, "any(self.is_ancestor(first, other) for other in named if other != first)", "False"),
    ("3e only parents are ancestors", FOLD, "seen.add(other)", "continue"),
    ("3e one head can be settled", FOLD, "settle and len(named) < 2", "False"),
    ("3f settling leads elsewhere", FOLD, "self.state[one] = self.state[first]", "self.state[one] = self.state[named[-1]]"),
    ("3 final heads are named by any step", FOLD, "(settle or self.state[a] not in self.final)", "True"),
    ("4 what is built on can be withdrawn", FOLD, "one in self.named[other] and other not in self.withdrawn", "False"),
    ("4 what was withdrawn keeps its past", FOLD, " and other not in self.withdrawn\n", "\n"),
    ("4 an end can be withdrawn", FOLD, "if self.state[one] in self.final:", "if False:"),
    ("5 heads by first alone", FOLD, "for other in self.named[one]}", "for other in self.named[one][:1]}"),
    ("6 duplicates in structure alone", FOLD, "and self.first(one) == self.first(of)", ""),
    ("6 nothing is a duplicate", FOLD, "            one != of\n", "            False\n"),
    ("6 side steps of duplicates are lost", FOLD, "owners = [one] + [other for other in named if self.is_duplicate(other, one)]", "owners = [one]"),
    ("once: any step that cites it decided it", NEEDS, "decided = [other for other in before if", "decided = [other for other in matter.mains if other != one and"),
    ("once: the first that cited it is told", NEEDS, "decided[-1]}", "decided[0]}"),
    ("once: every need of a tally asks", NEEDS, 'need["need"] == "tally" and (need["once"] or need["again"])]', 'need["need"] == "tally"]'),
    ("once: what corrects cites nothing", NEEDS, '(need["once"] or need["again"])]', 'need["once"]]'),
    ("again: the first result is corrected", NEEDS, "            tally, rules, outcome = said(matter, results[-1])\n            if tally", "            tally, rules, outcome = said(matter, results[0])\n            if tally"),
    ("again: the same outcome corrects", NEEDS, 'if tally == field:\n                if outcome == need["outcome"]:', "if tally == field:\n                if False:"),
    ("again: any tally corrects", NEEDS, "if not link:", "if False:"),
    ("again: a re-vote corrects nothing", NEEDS, "if not link:", "if True:"),
    ("again: a re-vote of a re-vote corrects nothing", NEEDS, "for _ in range(RE_VOTES):", "for _ in range(1):"),
    ("again: one link too many", NEEDS, "RE_VOTES = 16", "RE_VOTES = 17"),
    ("again: a re-vote confirms what stands", NEEDS, "if still:\n", "if False:\n"),
    ("again: a re-vote never confirms", NEEDS, "if still:\n", "if True:\n"),
    ("stands: an undecided tally says otherwise", NEEDS, 'if now in (None, "undecided")', "if now in (None,)"),
    ("stands: the first result", NEEDS, "tally, rules, outcome = said(matter, results[-1])\n        still", "tally, rules, outcome = said(matter, results[0])\n        still"),
    ("stands: by any rule", NEEDS, "rule in rules and now == outcome", "now == outcome"),
    ("said: when is not looked at", NEEDS, 'if is_judged(need, held) and isinstance(held.get(need["field"]), str)', 'if isinstance(held.get(need["field"]), str)'),
    ("switch: a step stands under one word alone", NEEDS, "chosen not in wanted", "[chosen] != wanted"),
    ("switch: a word of the point is not looked at", NEEDS, 'point["field"] is None or any(', "True or any("),
    ("next: all heads", FOLD, '"continues": open_heads', '"continues": matter.heads'),
    ("next: a named opening can be repeated", FOLD, ' and matter.file["opening"] is None', ""),
    ("needs: when is not looked at", NEEDS, 'need["when"] is None', "True"),
    ("needs: roles of the roster it cites", NEEDS, 'if role in step["roles"]:', "if False:"),
    ("share rounds down", NEEDS, "b * have >= a * of", "have >= a * of // b"),
    ("share of nobody", NEEDS, "and of > 0", ""),
    ("share of a group that nobody knows is a flaw", NEEDS, 'if given and holders is None and need["of"] in matter.file["unknown"]:', "if False:"),
    ("share of a group that stands nowhere is no flaw", NEEDS, ' and need["of"] in matter.file["unknown"]', ""),
    ("share counts twice", NEEDS, "people & holders", "people"),
    ("share: unless is not looked at", NEEDS, "            if others:\n", "            if False:\n"),
    ("share: unless of a role that nobody knows is met", NEEDS, 'if others is None and need["unless"] in matter.file["unknown"]:', "if False:"),
    ("share: unless of a role that stands nowhere is unknown", NEEDS, 'if others is None and need["unless"] in matter.file["unknown"]:', "if others is None:"),
    ("matter: about is not looked at", NEEDS, 'if need["about"] is None:', "if True:"),
    ("matter: about the cited tally alone", NEEDS, "for _ in range(RE_VOTES + 1):", "for _ in range(1):"),
    ("matter: about what lies before the last result", NEEDS, "if cited == last:", "if False:"),
    ("matter: about nobody knows what is a flaw", NEEDS, "if tallies is None:\n        return None", "if tallies is None:\n        return False"),
    ("covers any", NEEDS, "return given and not missing", 'return given and len(missing) < len(need["all"])'),
    ("every of none", NEEDS, "bool(rows) and not failing", "not failing"),
    ("sum of other columns", NEEDS, 'row.get(need["column"], 0)', 'row.get(need["column"], 1)'),
    ("done by any", NEEDS, "return not missing, {", 'return len(missing) < len(need["steps"]), {'),
    ("tally by any rule", NEEDS, 'rule in need["rules"] and', ""),
    ("an unknown tally is a flaw", NEEDS, 'file["tallies"]:\n            return None, {}', 'file["tallies"]:\n            return False, {"outcome": None}'),
    ("matter: what it passed", NEEDS, "[state, *passed]", "[state]"),
    ("since the first", NEEDS, "found[-1] if found", "found[0] if found"),
    ("since is a moment too early", NEEDS, "matter.time(one) >= end", "matter.time(one) > end - 3600000"),
    ("another of all", NEEDS, 'matter.steps[than]["by"] != by', "False"),
    ("own: a word without a role", NEEDS, "(role is not None and", "(role is None or"),
    ("not: absent", NEEDS, 'not (isinstance(field, str) and field in need["in"])', 'isinstance(field, str) and field not in need["in"]'),
    ("order at once", NEEDS, "matter.time(first) - HOUR", "matter.time(first)"),
    ("settle: duplicates", NEEDS, " and not matter.is_duplicate(other, first)", ""),
    ("settle: his own all", NEEDS, "if not all(", "if not any("),
    ("rows see the future", NEEDS, "matter.time(side) > matter.time(one)", "False"),
    ("rows see what is of the same moment not", NEEDS, "matter.time(side) > matter.time(one)", "matter.time(side) >= matter.time(one)"),
    ("rows see the step itself", NEEDS, "side == one or ", ""),
    ("rows without own needs", NEEDS, 'other["need"] == "own" and', "False and"),
    ("rows from the first such step", NEEDS, "line[at[-1]:]", "line[at[0]:]"),
    ("per: the earliest counts", NEEDS, "matter.when(later) > matter.when(side)", "matter.when(later) < matter.when(side)"),
    ("per: rows without it", NEEDS, "if per in cells and not any(", "if per not in cells or not any("),
    ("clocks: every start runs", FOLD, "if not ends and after is not None:", "if False:"),
    ("clocks: the next start is no end", FOLD, "if after is not None and hits", "if False and hits"),
    ("clocks: side steps of the first alone", FOLD, "for one in stretch for side in attached[one]", "for one in stretch[:1] for side in attached[one]"),
    ("clocks: the last end", FOLD, "min(ends, key=matter.when)", "max(ends, key=matter.when)"),
    ("clocks: the value after", FOLD, 'line[:at + 1], period["by"]', 'line, period["by"]'),
    ("clocks: the last final step", FOLD, "while made > 0", "while False"),
    ("clocks: late is void", FOLD, '"void" if matter.time(line[made]) <= due else "late"', '"void"'),
    ("clocks: least at the moment", FOLD, '"running" if now < due else "free"', '"free"'),
    ("clocks: by pack first", FOLD, "key=lambda row: row[:2]", "key=lambda row: row[1::-1]"),
    ("calendar: on before off", TIME, 'if day in calendar["off"]:\n        return False', "if False:\n        return False"),
    ("calendar: on", TIME, 'if day in calendar["on"]:', "if False:"),
    ("calendar: years", TIME, 'date_of(day).year not in calendar["years"]', "False"),
    ("period: the day counts", TIME, 'day += period["days"]\n', 'day += period["days"] - 1\n'),
    ("period: no roll", TIME, 'while period["roll"] and', "while False and"),
    ("period: months", TIME, "(date.day, 30, 29, 28)", "(28,)"),
    ("duties: late is done", FOLD, 'min(done) <= due else "late"', 'True else "late"'),
    ("duties: the last day", TIME, "now <= last\n        number", "now < last\n        number"),
    ("duties: weeks", TIME, "monday + 6, now <= monday + 6", "monday + 7, now <= monday + 6"),
    ("duties: any flow", FOLD, 'one["flow"] == duty["flow"] and', ""),
    ("duties: any state", FOLD, 'one["state"] in duty["in"]', "True"),
]

RUN = """
import pickle, sys
import compare_flows, flow_oracle
for command, documents, answers in pickle.load(open(sys.argv[1], "rb")):
    ask = {"flow": flow_oracle.fold, "duties": flow_oracle.duties}[command]
    for number, (data, answer) in enumerate(zip(documents, answers)):
        try:
            wanted = compare_flows.expected(ask, data)
        except Exception as error:
            print(f"{command} {number}: {error!r}")
            sys.exit(1)
        why = compare_flows.differs(answer, wanted)
        if why:
            print(f"{command} {number}: {why[:200]}")
            sys.exit(1)
"""


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("linli")
    args.add_argument("--count", type=int, default=8000)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    asked = []
    for command, make, _, part in compare_flows.COMMANDS:
        documents = [make(random.Random(f"{args.seed}-{number}")) for number in range(args.count // part)]
        asked.append((command, documents, compare_flows.run(args.linli, command, documents)))
    unseen = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "tests" / "python"
        folder.mkdir(parents=True)
        (folder / "asked").write_bytes(pickle.dumps(asked))
        for rule, file, there, instead in PLANTS:
            for source in HERE.glob("*flow*.py"):
                text = source.read_text("utf-8")
                if source.name == FOLD:
                    text = text.replace("pathlib.Path(__file__)", f"pathlib.Path({str(HERE / FOLD)!r})")
                if source.name == file:
                    if there not in text:
                        sys.exit(f"{rule}: {there!r} does not stand in {file}")
                    text = text.replace(there, instead)
                (folder / source.name).write_text(text, "utf-8")
            ran = subprocess.run([sys.executable, "-c", RUN, "asked"], cwd=folder, capture_output=True, check=False, text=True)
            if ran.returncode == 0:
                unseen.append(rule)
            print(f"{'UNSEEN' if ran.returncode == 0 else 'found '} {rule}: {(ran.stdout or ran.stderr[-300:]).strip()[:160]}")
    print(json.dumps({"seed": args.seed, "planted": len(PLANTS), "found": len(PLANTS) - len(unseen), "unseen": unseen}))
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
