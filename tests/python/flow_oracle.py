"""A second program for flows, written from the page on flows alone, to check the first one.

    python3 flow_oracle.py FILE            prints the answer of a matter file (without its explanation), exit 0, or 2
    python3 flow_oracle.py --duties FILE   the same for a file of duties

It shares no code with the Rust engine and prefers the obvious way to the fast one: every question ("is it an
ancestor?", "who stands on the line?") is asked anew from the words of the page.
"""

import json
import pathlib
import sys

import flow_oracle_file as form
import flow_oracle_needs as needs
import flow_oracle_time as time
import flow_oracle_values as values

MATRIX = pathlib.Path(__file__).resolve().parents[2] / "core/src/rules/packs/authority.tsv"


def matrix():
    """operation → roles with ● or ○, in the order of the columns."""
    lines = [line.split("\t") for line in MATRIX.read_text("utf-8").splitlines() if not line.startswith("#")]
    head = lines[0][1:]
    return {row[0]: [role for role, cell in zip(head, row[1:]) if "●" in cell or "○" in cell] for row in lines[1:]}


OPEN_TO = matrix()


class Matter:
    """A matter file, and what the fold says of its steps."""

    def __init__(self, file):
        self.file = file
        self.flow = file["flow"]
        self.final = {name for name, final in self.flow["states"] if final}
        self.kinds = {step["step"]: step for step in self.flow["steps"]}
        self.kinds["settle"] = {
            "step": "settle", "may": self.flow["settle"], "from": None, "to": "the first's", "fields": [], "needs": [],
        }
        self.steps = {step["id"]: step for step in file["steps"]}
        self.order = self.in_order()
        self.past = {}
        for one in self.order:
            self.past[one] = set()
            for other in self.steps[one]["after"]:
                if other in self.steps:
                    self.past[one] |= {other} | self.past[other]
        self.take_part = self.who_takes_part()
        self.verdict, self.state, self.named = {}, {}, {}
        for one in self.order:
            if one in self.take_part:
                self.named[one] = []
                self.verdict[one] = self.judge(one)
        self.withdrawn = set()
        for one in reversed(self.order):
            if one in self.take_part and self.steps[one]["withdrawn"] and not self.is_kept(one):
                self.withdrawn.add(one)
        self.placed = [one for one in self.order if self.verdict.get(one) == "placed" and one not in self.withdrawn]
        self.mains = [one for one in self.placed if self.is_main(one)]
        self.sides = [one for one in self.placed if not self.is_main(one)]
        named = {other for one in self.mains for other in self.named[one]}
        self.heads = sorted(one for one in self.mains if one not in named)
        self.lines = {head: self.line(head) for head in self.heads}

    # ---- structure --------------------------------------------------------------------------------------------

    def in_order(self):
        """Every step after those that it comes after."""
        order, done = [], set()
        left = list(self.steps)
        while left:
            ready = [one for one in left if all(a in done or a not in self.steps for a in self.steps[one]["after"])]
            if not ready:
                raise form.Refused("a circle")
            order += ready
            done.update(ready)
            left = [one for one in left if one not in done]
        return order

    def kind(self, one):
        return self.kinds[self.steps[one]["step"]]

    def is_main(self, one):
        return self.kind(one)["to"] is not None

    def structure(self, one):
        return values.structure(self.steps[one]["values"], self.kind(one)["fields"])

    def holds(self, one):
        """The values that hold in a placed step, and whether an amendment does."""
        kind, step = self.kind(one), self.steps[one]
        found, changed = dict(step["values"]), False
        for field in kind["fields"]:
            name = field["field"]
            if isinstance(kind["to"], dict) and kind["to"]["by"] == name:
                continue
            if name in step["amended"] and values.fits(field, step["amended"][name], words_count=True):
                found[name] = step["amended"][name]
                changed = True
            elif name in step["removed"] and name not in step["amended"]:
                found.pop(name, None)
                changed = True
        return found, changed

    def time(self, one):
        step = self.steps[one]
        return min(at for at in (step["at"], step["seen"], self.file["now"]) if at is not None)

    def when(self, one):
        return self.time(one), one

    def first(self, one):
        return self.steps[one]["after"][0] if self.steps[one]["after"] else None

    # ---- 2, 3, 4 ----------------------------------------------------------------------------------------------

    def who_takes_part(self):
        found = set()
        for one in reversed(self.order):
            step = self.steps[one]
            if step["standing"] == "accepted":
                found.add(one)
            elif step["standing"] == "forked":
                if any(one in self.past[other] and self.steps[other]["by"] != step["by"] for other in found):
                    found.add(one)
        return found

    def judge(self, one):
        step = self.steps[one]
        after, first = step["after"], self.first(one)
        # (a)
        kind = self.kinds.get(step["step"])
        if kind is None or step["operation"] != kind["may"]:
            return "misplaced"
        if not values.all_fit(step["values"], kind["fields"]):
            return "misplaced"
        if isinstance(kind["to"], dict) and kind["to"]["by"] not in step["values"]:
            return "misplaced"
        opening = kind["from"] == []
        if opening == bool(after):
            return "misplaced"
        if opening and self.file["opening"] is not None and self.file["opening"] != one:
            return "misplaced"
        # (b)
        if any(a not in self.steps or self.verdict.get(a) == "waiting" for a in after):
            return "waiting"
        # (c)
        if any(a not in self.take_part or self.verdict[a] == "held"
               for a in after if a == first or self.steps[a]["by"] == step["by"]):
            return "held"
        # (d)
        if first is not None:
            if self.verdict[first] == "misplaced" or not self.is_main(first):
                return "misplaced"
            state = self.state[first]
            if kind["from"] is not None:
                if state not in kind["from"] and not ("*" in kind["from"] and state not in self.final):
                    return "misplaced"
            if kind["to"] is None and len(after) > 1:
                return "misplaced"
        # (e)
        settle = step["step"] == "settle"
        named = []
        for a in after:
            if a == first:
                named.append(a)
            elif self.verdict.get(a) == "placed" and self.is_main(a) and (settle or self.state[a] not in self.final):
                named.append(a)
        if any(self.is_ancestor(first, other) for other in named if other != first):
            return "misplaced"
        if settle and len(named) < 2:
            return "misplaced"
        # (f)
        if kind["to"] is not None:
            if settle:
                self.state[one] = self.state[first]
            elif isinstance(kind["to"], dict):
                word = step["values"][kind["to"]["by"]]
                if not isinstance(word, str) or word not in kind["to"]["cases"]:
                    return "misplaced"
                self.state[one] = kind["to"]["cases"][word]
            else:
                self.state[one] = kind["to"]
        self.named[one] = named
        return "placed"

    def is_ancestor(self, one, of):
        todo, seen = [of], set()
        while todo:
            for other in self.named[todo.pop()]:
                if other == one:
                    return True
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return False

    def is_kept(self, one):
        """Whether a step that says `withdrawn` does not count as withdrawn."""
        if self.verdict[one] != "placed" or not self.is_main(one):
            return False
        if self.state[one] in self.final:
            return True
        return any(
            one in self.named[other] and other not in self.withdrawn
            for other in self.order
            if self.verdict.get(other) == "placed" and self.is_main(other)
        )

    # ---- 5, 6 -------------------------------------------------------------------------------------------------

    def line(self, head):
        """From the opening to this main step."""
        found = []
        while head is not None:
            found.insert(0, head)
            head = self.first(head)
        return found

    def is_duplicate(self, one, of):
        return (
            one != of
            and self.steps[one]["step"] == self.steps[of]["step"]
            and self.first(one) == self.first(of)
            and values.same(self.structure(one), self.structure(of))
        )

    def attached(self, line, following):
        """step on the line → the placed side steps attached to it; `following` names what the step after the line names."""
        found = {}
        for number, one in enumerate(line):
            named = self.named[line[number + 1]] if number + 1 < len(line) else following
            owners = [one] + [other for other in named if self.is_duplicate(other, one)]
            found[one] = [side for side in self.sides if self.first(side) in owners]
        return found

    def value_on(self, line, field):
        """The value that holds in the last main step on the line that gives the field one."""
        for one in reversed(line):
            held, _ = self.holds(one)
            if field in held:
                return held[field]
        return None


def clocks(matter):
    found = []
    for head in matter.heads:
        line = matter.lines[head]
        attached = matter.attached(line, [])

        def hits(points, one):
            held, _ = matter.holds(one)
            return any(
                matter.steps[one]["step"] == point["step"]
                and (point["field"] is None or any(values.same(held.get(point["field"], values.NOTHING), word) for word in point["is"]))
                for point in points
            )

        rows = []
        for order, clock in enumerate(matter.flow["clocks"]):
            starts = [number for number, one in enumerate(line) if hits(clock["from"], one)]
            for which, at in enumerate(starts):
                after = starts[which + 1] if which + 1 < len(starts) else None
                stretch = line[at:after]
                ends = [one for one in stretch[1:] if hits(clock["until"], one)]
                if after is not None and hits(clock["until"], line[after]):
                    ends.append(line[after])
                ends += [side for one in stretch for side in attached[one] if hits(clock["until"], side)]
                if not ends and after is not None:
                    continue
                period = clock["within"] or clock["least"]
                if "by" in period:
                    period = needs.choose(period, matter.value_on(line[:at + 1], period["by"]))
                    if period is None:
                        continue
                end = min(ends, key=matter.when) if ends else None
                due = time.period_end(matter.time(line[at]), period, matter.file["calendar"])
                rows.append((at, order, {
                    "head": head, "clock": clock["clock"], "start": line[at],
                    "due": None if due is None else time.written(due), "end": end,
                    "state": clock_state(matter, clock, line, due, end),
                }))
        found += [row for _, _, row in sorted(rows, key=lambda row: row[:2])]
    return found


def clock_state(matter, clock, line, due, end):
    now = matter.file["now"]
    if due is None:
        return "unknown"
    final = matter.state[line[-1]] in matter.final
    if clock["within"]:
        if end is not None:
            return "met" if matter.time(end) <= due else "late"
        if final:
            made = len(line) - 1
            while made > 0 and matter.state[line[made - 1]] in matter.final:
                made -= 1
            return "void" if matter.time(line[made]) <= due else "late"
        return "running" if now <= due else "overdue"
    if end is not None:
        return "met" if matter.time(end) >= due else "short"
    if final:
        return "void"
    return "running" if now < due else "free"


def next_steps(matter):
    found = []
    for step in matter.flow["steps"]:
        if not matter.mains:
            if step["from"] == [] and matter.file["opening"] is None:
                found.append({"step": step["step"], "open_to": OPEN_TO.get(step["may"], []), "continues": []})
            continue
        open_heads = []
        for head in matter.heads:
            state = matter.state[head]
            if state in step["from"] or ("*" in step["from"] and state not in matter.final):
                open_heads.append(head)
        if open_heads:
            found.append({"step": step["step"], "open_to": OPEN_TO.get(step["may"], []), "continues": open_heads})
    if len(matter.heads) > 1:
        found.append({"step": "settle", "open_to": OPEN_TO.get(matter.flow["settle"], []), "continues": matter.heads})
    return found


def fold(data, known=()):
    """The answer to a matter file, without its explanation and without the needs of `next`."""
    matter = Matter(form.matter(data, known))
    states = {matter.state[head] for head in matter.heads}
    on_lines = {one for line in matter.lines.values() for one in line}
    attached = {side for line in matter.lines.values() for sides in matter.attached(line, []).values() for side in sides}
    listed = {
        verdict: sorted(one for one, said in matter.verdict.items() if said == verdict and one not in matter.withdrawn)
        for verdict in ("misplaced", "waiting", "held")
    }
    flaws, lacking = [], []
    for one in sorted(matter.placed):
        needs.judge(matter, one, flaws, lacking)
    return {
        "state": states.pop() if len(states) == 1 else None,
        "conflict": matter.heads if len(matter.heads) > 1 else [],
        "heads": matter.heads,
        "overruled": sorted([one for one in matter.mains if one not in on_lines] + [one for one in matter.sides if one not in attached]),
        **listed,
        "withdrawn": sorted(matter.withdrawn),
        "amended": sorted(one for one in matter.placed if matter.holds(one)[1]),
        "next": next_steps(matter),
        "flaws": flaws,
        "lacking": lacking,
        "clocks": clocks(matter),
    }


def duties(data, known=()):
    """The answer to a file of duties."""
    file = form.duties(data, known)
    since, today = time.day_of(file["since"]), time.day_of(file["now"])
    found = []
    for duty in file["duties"]:
        for code, last, lasts in time.periods(duty["every"], since, today):
            if last < since:
                continue
            # The period starts on the last day; at which hour makes no difference to days and months.
            due = time.period_end(time.end_of(last) - 1, duty["due"], file["calendar"])
            done = [
                one["at"] for one in file["matters"]
                if one["flow"] == duty["flow"] and one["period"] == code and one["state"] in duty["in"]
            ]
            if done:
                state = "done" if due is None or min(done) <= due else "late"
            elif lasts:
                state = "coming"
            elif due is None:
                state = "unknown"
            else:
                state = "open" if file["now"] <= due else "breach"
            found.append({"duty": duty["duty"], "period": code, "due": None if due is None else time.written(due), "state": state})
    return {"duties": found}


def main(words):
    ask = fold
    if words[:1] == ["--duties"]:
        ask, words = duties, words[1:]
    try:
        print(json.dumps(ask(pathlib.Path(words[0]).read_bytes()), ensure_ascii=False))
    except form.Refused as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
