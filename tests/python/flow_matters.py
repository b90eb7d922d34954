"""Random packs, matters and duties for compare_flows.py: mostly sound, sometimes twisted, now and then malformed."""

import copy
import json

OPERATIONS = ["collect_topic", "screen_topic", "review", "publish", "file", "inspect", "reinspect", "lead_meeting", "nonsense"]
MEMBERS = ["m1", "m2", "m3", "m4"]
ROLES = ["owners_representative", "supervisors", "party"]
WORDS = ["yes", "no", "other"]
BODIES = ["party", "committee", "é", "\U0001f600"]
TYPES = [
    "text", "choice", "choice", "flag", "int", "fen", "cm2", "date", "time", "period", "member", "household", "person",
    "place", "body", "doc", "tally", "rows", "rows",
]
ODD = [None, True, 0, -1, 1.5, 2**53, 2**53 + 1, -(2**53), "", "x", [], {}, ["x"], [""], [{}], [{"nope": 1}], 10**30, "2026-02-30"]


def stamp(rng, around=None):
    """A time near November 2026, on a coarse grid so that moments coincide."""
    if around is not None and rng.random() < 0.7:
        day = around
    else:
        day = rng.randint(1, 28)
    hour, minute = rng.choice([0, 8, 9, 10, 23]), rng.choice([0, 0, 30, 59])
    zone = rng.choice(["+08:00", "+08:00", "+08:00", "Z", "-11:30", "+14:00"])
    fraction = rng.choice(["", "", "", ".5", ".1239"])
    return f"2026-11-{day:02}T{hour:02}:{minute:02}:00{fraction}{zone}"


def title():
    return {"zh": "题", "en": "title"}


# ---- packs ---------------------------------------------------------------------------------------------------


def period(rng):
    found = rng.choice([
        {"hours": rng.choice([0, 2, 48])}, {"days": rng.choice([0, 1, 7])}, {"days": rng.choice([1, 3]), "roll": True},
        {"working_days": rng.choice([0, 1, 5])}, {"months": rng.choice([0, 1, 3, 14])}, {"months": 1, "roll": True},
    ])
    if rng.random() < 0.02:
        found = {rng.choice(["hours", "days", "months"]): rng.choice([10**5, 10**9, 2**53])}
    return found


def any_period(rng, flow):
    choices = [f["field"] for step in flow["steps"] for f in step["fields"] if f["type"] == "choice"]
    if not choices or rng.random() < 0.7:
        return period(rng)
    found = {"by": rng.choice(choices), "cases": {word: period(rng) for word in rng.sample(WORDS, rng.randint(1, 2))}}
    if rng.random() < 0.5:
        found["else"] = period(rng)
    return found


def field(rng, name, inside=False):
    kind = rng.choice(TYPES)
    while inside and kind == "rows":
        kind = rng.choice(TYPES)
    found = {"field": name, "title": title(), "type": kind}
    if kind == "choice":
        words = WORDS if rng.random() < 0.8 else WORDS[:2]
        found["of"] = [{"word": word, "title": title()} for word in words]
    if kind == "rows":
        found["columns"] = [field(rng, column, True) for column in ["c1", "c2", "c3"][: rng.randint(1, 3)]]
        if rng.random() < 0.3:
            found["columns"].append({"field": "words", "title": title(), "type": "text"})
        if rng.random() < 0.7:
            found["columns"][0] = {"field": "c1", "title": title(), "type": rng.choice(["choice", "body", "fen"])}
            if found["columns"][0]["type"] == "choice":
                found["columns"][0]["of"] = [{"word": word, "title": title()} for word in WORDS]
    elif rng.random() < 0.2:
        found["many"] = True
    return found


def pick(rng, fields, *kinds):
    """A field of one of the kinds; if there is none, one is often added."""
    if not any(one["type"] in kinds for one in fields) and rng.random() < 0.6:
        added = field(rng, f"v{len(fields)}")
        while added["type"] not in kinds:
            added = field(rng, f"v{len(fields)}")
        fields.append(added)
    fitting = [one["field"] for one in fields if one["type"] in kinds]
    if fitting and rng.random() < 0.9:
        return rng.choice(fitting)
    return rng.choice([one["field"] for one in fields] + ["nowhere"])


def need(rng, step, flow):
    fields = step["fields"]
    sides = [one["step"] for one in flow["steps"] if "to" not in one] or ["sign"]
    mains = [one["step"] for one in flow["steps"] if "to" in one]
    name = rng.choice([
        "share", "share", "covers", "covers", "every", "every", "sum", "sum", "done", "done", "tally", "tally", "tally", "tally", "tally",
        "stands", "stands", "matter", "since", "since", "another", "another", "own", "not", "photos",
    ])
    found = {"need": name}
    column = rng.choice(["c1", "c1", "c2", "by"])
    if name in ("share", "covers", "every", "sum"):
        if rng.random() < 0.6:
            found["side"] = rng.choice(sides)
            side = next((one for one in flow["steps"] if one["step"] == found["side"]), {"fields": []})
            if rng.random() < 0.5:
                pick(rng, side["fields"], "choice", "body")
            column = rng.choice([one["field"] for one in side["fields"]] + ["by"])
            if rng.random() < 0.4:
                found["per"] = rng.choice([one["field"] for one in side["fields"]] + ["by", "by"])
            if rng.random() < 0.5:
                found["from"] = rng.choice(mains + ["settle"])
        else:
            found["field"] = pick(rng, fields, *{"share": ("member", "household")}.get(name, ("rows",)))
    if name == "share":
        found.update({"of": rng.choice(ROLES), "share": rng.choice([[1, 5], [2, 3], [1, 1], [1, 2]])})
        if "side" in found and rng.random() < 0.5:
            found.update({"column": column, "is": rng.choice([["yes"], ["yes", "no"], [True], BODIES])})
        if rng.random() < 0.2:
            found["unless"] = rng.choice([*ROLES, "nobody"])
    elif name == "covers":
        found.update({"column": column, "all": rng.choice([BODIES[:2], WORDS[:2], ["m1", "m2"], ["yes"]])})
    elif name == "every":
        found.update({"column": column, "is": rng.choice([["yes"], ["yes", "no"], [True], BODIES[:2], ["m1", "m2"]])})
    elif name == "sum":
        found.update({"column": column, "equals": pick(rng, fields, "int", "fen", "cm2")})
    elif name == "done":
        found["steps"] = rng.sample(sides, rng.randint(1, len(sides)))
        if rng.random() < 0.5:
            found["from"] = rng.choice(mains + ["settle"])
    elif name == "tally":
        found.update({
            "field": pick(rng, fields, "tally"), "rules": rng.choice([["stairwell"], ["stairwell", "unanimous"]]),
            "outcome": rng.choice(["passed", "passed", "failed"]),
        })
        if rng.random() < 0.6:
            found[rng.choice(["once", "again"])] = rng.random() < 0.8
        if rng.random() < 0.1:
            found["once"] = True
    elif name == "matter":
        found.update({"field": pick(rng, fields, "doc"), "flow": "notice", "in": rng.choice([["posted"], ["posted", "draft"]])})
        if rng.random() < 0.4:
            found["about"] = pick(rng, fields, "tally")
    elif name == "since":
        found.update({"step": rng.choice(mains + ["settle"]), "period": any_period(rng, flow)})
    elif name == "another":
        found["than"] = rng.sample(mains, rng.randint(1, len(mains)))
    elif name == "own":
        found.update({"field": pick(rng, fields, "choice"), "roles": {word: rng.choice(ROLES) for word in rng.sample(WORDS, 2)}})
    elif name == "not":
        found.update({"field": pick(rng, fields, "choice"), "in": rng.sample(WORDS, rng.randint(1, 2)), "clause": "278", "offer": title()})
    elif name == "photos":
        found["least"] = rng.choice([0, 1, 2])
    if rng.random() < 0.15:
        found["when"] = {"field": pick(rng, fields, "choice"), "is": rng.sample(WORDS, rng.randint(1, 2))}
    return found


def point(rng, flow):
    step = rng.choice(flow["steps"])
    choices = [one for one in step["fields"] if one["type"] == "choice"]
    if choices and rng.random() < 0.5:
        return {"step": step["step"], "field": rng.choice(choices)["field"], "is": rng.sample(WORDS, rng.randint(1, 2))}
    return step["step"] if rng.random() < 0.95 else "settle"


def pack(rng):
    """A pack of one or two flows that hangs together more or less."""
    flows = []
    for name in ["f", "g"][: rng.choice([1, 1, 1, 2])]:
        states = ["s0", "s1", "s2", "s3", "z"][: rng.randint(2, 4)] + ["z"]
        states = list(dict.fromkeys(states))
        flow = {"flow": name, "class": "topic", "clause": "5.1", "title": title(), "settle": rng.choice(OPERATIONS)}
        flow["states"] = [{"state": one, "title": title(), **({"final": True} if one == "z" else {})} for one in states]
        if len(states) > 3 and rng.random() < 0.3:
            flow["states"][-2]["final"] = True
        flow["steps"] = []
        for number in range(rng.randint(3, 7)):
            step = {"step": f"t{number}", "title": title(), "clause": "5.1", "status": "text", "may": rng.choice(OPERATIONS)}
            step["fields"] = [field(rng, f"v{which}") for which in range(rng.choice([0, 1, 1, 2, 3]))]
            if number == 0 or rng.random() < 0.1:
                step["from"] = []
            elif rng.random() < 0.25:
                step["from"] = rng.choice(["*", ["*"]])
            else:
                step["from"] = rng.sample(states, rng.randint(1, len(states)))
            if number == 0 or rng.random() < 0.65:
                choices = [one for one in step["fields"] if one["type"] == "choice" and not one.get("many")]
                if choices and rng.random() < 0.6:
                    words = [word["word"] for word in choices[0]["of"]]
                    if rng.random() < 0.1:
                        words.pop()
                    step["to"] = {"by": choices[0]["field"], "cases": {word: rng.choice(states) for word in words}}
                else:
                    step["to"] = states[0] if number == 0 else rng.choice(states)
            flow["steps"].append(step)
        for step in flow["steps"]:
            step["needs"] = [need(rng, step, flow) for _ in range(rng.choice([0, 1, 1, 2, 3]))]
        flow["clocks"] = []
        for number in range(rng.choice([0, 1, 2, 3])):
            clock = {"clock": f"k{number}", "title": title(), "clause": "5.1"}
            clock["from"] = [point(rng, flow) for _ in range(rng.randint(1, 2))]
            clock["until"] = [point(rng, flow) for _ in range(rng.randint(1, 2))]
            clock[rng.choice(["within", "within", "least"])] = any_period(rng, flow)
            flow["clocks"].append(clock)
        flows.append(flow)
    found = {"pack": "p", "edition": "1", "title": title(), "flows": flows}
    if rng.random() < 0.4:
        found["switches"] = [switch(rng, f"w{number}", rng.choice(flows)) for number in range(rng.choice([1, 1, 2]))]
    return found


def switch(rng, name, flow):
    words = [
        {"word": word, "title": title(), "takes": [point(rng, flow) for _ in range(rng.choice([0, 1, 2]))]}
        for word in WORDS[: rng.randint(1, 3)]
    ]
    return {"switch": name, "title": title(), "flow": rng.choice([flow["flow"], flow["flow"], "g"]), "default": "yes", "of": words}


# ---- matters -------------------------------------------------------------------------------------------------


def one_value(rng, found):
    kind = found["type"]
    if kind == "choice":
        return rng.choice([word["word"] for word in found["of"]])
    if kind == "rows":
        return [
            {column["field"]: value(rng, column) for column in found["columns"] if rng.random() < 0.85}
            for _ in range(rng.choice([0, 1, 1, 2, 3]))
        ]
    return rng.choice({
        "text": ["", "a", "words"], "flag": [True, False], "date": ["2026-11-20", "2024-02-29"],
        "time": ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.25+08:00"], "period": ["2026", "2026-07", "2026-W53", "2026-H1", "2026-Q4"],
        "int": [0, 1, 1, 2], "fen": [0, 1, 2, 2**53], "cm2": [0, 1, 1, 2], "tally": ["y1", "y1", "y1", "y2", "y2", "y9"], "doc": ["x1", "x2", "x9"],
        "body": BODIES,
    }.get(kind, MEMBERS))


def value(rng, found):
    if rng.random() < 0.01:
        return rng.choice(ODD)
    if found.get("many"):
        return [one_value(rng, found) for _ in range(rng.choice([0, 1, 2, 3]))]
    return one_value(rng, found)


def given(rng, step, often):
    found = {}
    by = step.get("to", {}).get("by") if isinstance(step.get("to"), dict) else None
    for one in step["fields"]:
        if rng.random() < (0.98 if one["field"] == by else often):
            found[one["field"]] = value(rng, one)
    return found


def fitting(flow, state, step):
    """Whether a step may follow a state."""
    if step["from"] in ("*", ["*"]):
        return not any(one["state"] == state and one.get("final") for one in flow["states"])
    return state in step["from"]


def roles(rng):
    return {role: rng.sample(MEMBERS, rng.randint(0, 4)) for role in ROLES if rng.random() < 0.8}


def matter(rng, flow):
    """The steps of a matter, grown one by one from what is there."""
    twisted = rng.choice([0.0, 0.02, 0.1])
    ids = [f"s{number}" for number in range(40)]
    if rng.random() < 0.3:
        rng.shuffle(ids)
    ids[3:3] = ["é", "\U0001f600", "\uff5e"]
    # The author's belief: id → (state or None for a side step, members' names are in the step).
    steps, states, named = [], {}, set()
    for number in range(rng.choice([1, 3, 5, 8, 8, 12, 16])):
        leaves = [one for one in states if states[one] is not None and one not in named]
        mains = [one for one in states if states[one] is not None]
        one = {"id": ids[number]}
        first = rng.choice(leaves if leaves and rng.random() < 0.8 else mains) if mains and rng.random() > 0.03 else None
        settle = len(leaves) > 1 and rng.random() < 0.3
        fit = [step for step in flow["steps"] if (first is not None and fitting(flow, states[first], step)) or (first is None and step["from"] == [])]
        if rng.random() < twisted or not fit:
            fit = flow["steps"]
        sides = [step for step in fit if "to" not in step]
        step = rng.choice(sides if sides and rng.random() < 0.3 else fit)
        after = [] if first is None else [first]
        others = [other for other in leaves if other != first]
        if settle:
            step = {"step": "settle", "may": flow["settle"], "fields": [], "to": states.get(first)}
            after = after + others
        elif after and others and "to" in step and rng.random() < 0.6:
            after += rng.sample(others, rng.randint(1, len(others)))
        if steps and rng.random() < twisted:
            after.append(rng.choice([*states, "absent"]))
        if rng.random() < twisted:
            rng.shuffle(after)
        if after and rng.random() < twisted:
            after.append(after[0])
        one.update({"step": step["step"], "operation": step["may"], "by": rng.choice(MEMBERS), "after": after})
        one["at"] = stamp(rng, min(28, 3 + number + rng.randint(0, 1)))
        values = given(rng, step, 0.9)
        if values or rng.random() < 0.5:
            one["values"] = values
        if rng.random() < 0.2 and steps:
            # A twin: the same step from the same head, perhaps with other words.
            twin = copy.deepcopy(rng.choice(steps))
            one = {**twin, "id": ids[number], "at": one["at"], "by": rng.choice([twin["by"], one["by"]])}
            step = next((other for other in flow["steps"] if other["step"] == one["step"]), step)
            for found in step["fields"]:
                if found["type"] == "text" and rng.random() < 0.7:
                    one.setdefault("values", {})[found["field"]] = "other words"
                rows = one.get("values", {}).get(found["field"])
                texts = [column["field"] for column in found.get("columns", []) if column["type"] == "text"]
                for row in rows if isinstance(rows, list) else []:
                    if isinstance(row, dict):
                        row.update({text: "other words" for text in texts})
            one.pop("withdrawn", None)
        if rng.random() < 0.15:
            one["amended"] = given(rng, step, 0.5)
            if rng.random() < 0.3:
                one["amended"][rng.choice(["v0", "v1", "nowhere"])] = rng.choice([*ODD, *WORDS])
        if rng.random() < 0.15:
            one["removed"] = rng.sample(["v0", "v1", "v2", "nowhere"], rng.randint(1, 2))
        if rng.random() < 0.2:
            one["photos"] = rng.choice([0, 1, 2])
        if rng.random() < 0.3:
            one["seen"] = stamp(rng, 3 + number)
        if rng.random() < 0.12:
            one["standing"] = rng.choice(["forked", "forked", "forked", "contested", "accepted"])
        if rng.random() < 0.12:
            one["withdrawn"] = rng.random() < 0.9
        if rng.random() < 0.3:
            one["roles"] = roles(rng)
        if rng.random() < twisted:
            one["operation"] = rng.choice(OPERATIONS)
        if rng.random() < twisted:
            one["step"] = rng.choice([other["step"] for other in flow["steps"]] + ["settle", "nowhere"])
        if rng.random() < twisted:
            one.setdefault("values", {})[rng.choice(["v0", "v1", "nowhere"])] = rng.choice(ODD)
        steps.append(one)
        to = step.get("to")
        if isinstance(to, dict):
            word = one.get("values", {}).get(to["by"])
            to = to["cases"].get(word if isinstance(word, str) else "", None)
        states[one["id"]] = to
        if to is not None:
            named.update(one["after"])
    if rng.random() < 0.2:
        # Something has not arrived.
        del steps[rng.randrange(len(steps))]
    rng.shuffle(steps)
    return steps


def results(rng):
    """A matter file in which votes are said, voted on again and corrected, and little else happens."""
    words = ["passed", "failed"]
    fields = [
        {"field": "v0", "title": title(), "type": "choice", "of": [{"word": word, "title": title()} for word in words]},
        {"field": "v1", "title": title(), "type": "tally"},
        {"field": "v2", "title": title(), "type": "doc"},
    ]

    def step(name, start, to, cites=None):
        needs = [
            {"need": "tally", "field": "v1", "rules": ["stairwell"], "outcome": word, "when": {"field": "v0", "is": [word]}, cites: True}
            for word in words
        ]
        if cites == "again":
            needs.append({"need": "matter", "field": "v2", "flow": "notice", "in": ["posted"], "about": "v1"})
        return {
            "step": name, "title": title(), "may": OPERATIONS[0], "from": start, "to": to, "fields": fields if cites else [],
            "needs": needs if cites else [{"need": "stands"}] if start else [],
        }

    flow = {
        "flow": "f", "class": "topic", "clause": "5.1", "title": title(), "settle": OPERATIONS[0],
        "states": [{"state": name, "title": title()} for name in ["open", "held"]] + [{"state": "done", "title": title(), "final": True}],
        "steps": [
            step("ask", [], "open"), step("vote", ["open", "held"], "held", "once"),
            step("correct", ["open", "held", "done"], "held", "again"), step("close", ["held"], "done"),
        ],
    }
    votes = ["y1", *(f"k{number}" for number in range(rng.choice([1, 1, 2, 3, 15, 16, 17]))), "y2"]
    tallies = {
        vote: {"rule": rng.choice(["stairwell"] * 4 + ["committee"]), "outcome": rng.choice(words * 3 + ["undecided"])}
        | ({"again": before} if before else {})
        for vote, before in zip(votes, [rng.choice([None, None, "y2"]), *votes])
    }
    if rng.random() < 0.2:
        del tallies[rng.choice(votes)]
    steps = [{"id": "s0", "step": "ask", "operation": OPERATIONS[0], "at": stamp(rng, 1), "by": "m1", "after": []}]
    for number in range(1, rng.randint(3, 8)):
        name = rng.choice(["vote", "correct", "correct", "close"]) if number > 1 else "vote"
        one = {
            "id": f"s{number}", "step": name, "operation": OPERATIONS[0], "at": stamp(rng, 1 + number), "by": "m1",
            "after": [steps[rng.choice([-1, -1, -1, 0])]["id"]],
        }
        if name != "close":
            vote = rng.choice([votes[0], votes[0], votes[1], votes[-2], votes[-1], votes[-1], rng.choice(votes)])
            one["values"] = {"v0": rng.choice(words), "v1": vote, "v2": rng.choice(["x1", "x1", "x2", "x3"])}
        steps.append(one)
    return {
        "version": 1, "pack": {"pack": "p", "edition": "1", "title": title(), "flows": [flow]}, "flow": "f", "now": "2026-12-20T09:00:00+08:00",
        "steps": steps, "facts": {"tallies": tallies, "matters": {
            name: {"flow": "notice", "state": "posted"} | rng.choice([{"tallies": [rng.choice(votes)]}] * 4 + [{}]) for name in ["x1", "x2"]
        }},
    }


def file(rng):
    """A matter file as an object."""
    if rng.random() < 0.1:
        return results(rng)
    found = {"version": 1, "pack": pack(rng), "now": stamp(rng)}
    if rng.random() < 0.7:
        found["now"] = "2026-12-" + found["now"][8:]
    flow = rng.choice(found["pack"]["flows"])
    found.update({"flow": flow["flow"], "steps": matter(rng, flow)})
    if rng.random() < 0.5 and found["steps"]:
        openings = [one["id"] for one in found["steps"] if not one["after"]]
        found["opening"] = rng.choice(openings or ["s0"])
    facts = {}
    if rng.random() < 0.9:
        facts["roles"] = roles(rng)
    if rng.random() < 0.5:
        facts["unknown"] = rng.sample([*ROLES, "nobody"], rng.randint(0, 3))
    if rng.random() < 0.8:
        facts["tallies"] = {
            name: {"rule": rng.choice(["stairwell", "stairwell", "committee"]), "outcome": rng.choice(["passed", "failed", "undecided"])}
            | rng.choice([{}, {"again": rng.choice(["y1", "y1", "y2", None])}, {"again": "y1"}])
            for name in ["y1", "y2"]
        }
        facts["matters"] = {
            name: {"flow": rng.choice(["notice", "f"]), "state": rng.choice(["posted", "draft", "kept", None]), "passed": rng.choice([[], ["draft"], ["posted"]])}
            | rng.choice([{}, {"tallies": []}, {"tallies": ["y1"]}, {"tallies": ["y2", "y9"]}])
            for name in ["x1", "x2"]
        }
    if rng.random() < 0.8:
        facts["switches"] = {name: rng.choice([*WORDS, "nowhere"]) for name in ["w0", "w1"] if rng.random() < 0.9}
    if rng.random() < 0.85:
        facts["calendar"] = {
            "years": rng.choice([[2026], [2026, 2027], [2026, 2027], [2025]]),
            "off": rng.sample([f"2026-11-{day:02}" for day in range(2, 28)], 4), "on": ["2026-11-14", "2026-11-15", "2026-11-29"],
        }
    if facts or rng.random() < 0.5:
        found["facts"] = facts
    return found


PLACES = [
    ["version"], ["pack"], ["flow"], ["now"], ["opening"], ["steps"], ["facts"], ["facts", "calendar"], ["facts", "calendar", "years"],
    ["facts", "calendar", "off"], ["facts", "roles"], ["facts", "tallies"], ["facts", "matters"], ["pack", "flows"], ["pack", "pack"],
    ["steps", 0, "id"], ["steps", 0, "step"], ["steps", 0, "operation"], ["steps", 0, "at"], ["steps", 0, "by"], ["steps", 0, "after"],
    ["steps", 0, "values"], ["steps", 0, "amended"], ["steps", 0, "photos"], ["steps", 0, "seen"], ["steps", 0, "standing"],
    ["steps", 0, "withdrawn"], ["steps", 0, "roles"], ["pack", "flows", 0, "flow"], ["pack", "flows", 0, "settle"],
    ["pack", "flows", 0, "states"], ["pack", "flows", 0, "states", 0], ["pack", "flows", 0, "states", 0, "final"],
    ["pack", "flows", 0, "steps"], ["pack", "flows", 0, "clocks"], ["pack", "flows", 0, "clocks", 0, "within"],
    ["pack", "flows", 0, "clocks", 0, "from"], ["pack", "flows", 0, "clocks", 0, "until", 0], ["pack", "flows", 0, "steps", 0, "may"],
    ["pack", "flows", 0, "steps", 0, "from"], ["pack", "flows", 0, "steps", 0, "to"], ["pack", "flows", 0, "steps", 0, "fields"],
    ["pack", "flows", 0, "steps", 0, "fields", 0, "type"], ["pack", "flows", 0, "steps", 0, "fields", 0, "many"],
    ["pack", "flows", 0, "steps", 0, "needs"], ["pack", "flows", 0, "steps", 0, "needs", 0, "need"],
    ["pack", "flows", 0, "steps", 1, "needs", 0, "when"], ["pack", "flows", 0, "steps", 1, "needs", 0, "field"],
    ["pack", "flows", 0, "steps", 1, "needs", 0, "side"], ["since"], ["matters"], ["matters", 0, "at"], ["matters", 0, "period"],
    ["pack", "switches"], ["pack", "switches", 0, "of"], ["pack", "switches", 0, "of", 0, "takes"], ["pack", "switches", 0, "default"],
    ["facts", "switches"], ["pack", "duties"], ["pack", "duties", 0, "every"], ["pack", "duties", 0, "due"], ["calendar"], ["calendar", "on"],
]
WRONG = [
    None, True, 0, -1, 1.0, 2, 2**53, 2**53 + 1, 2**70, "", "x", "*", [], {}, ["x"], [[]], [None], "1", {"zh": 1}, "2026-11-20",
    "2026-11-20T10:00:00", "2026-11-20T10:00:00z", "2026-11-20 10:00:00Z", "2026-11-20t24:00:00Z", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59Z", "2026-11-20T10:00:60Z", {"hours": 1}, {"days": 1, "hours": 1}, {"by": "v0", "cases": {}},
]


def spoil(rng, found):
    """One member anywhere in the form becomes something else, or goes."""
    path = rng.choice(PLACES)
    inner = found
    try:
        for key in path[:-1]:
            inner = inner[key]
        if rng.random() < 0.25:
            del inner[path[-1]]
        else:
            inner[path[-1]] = rng.choice(WRONG)
    except (KeyError, IndexError, TypeError):
        pass
    if rng.random() < 0.1 and isinstance(found.get("steps"), list) and found["steps"]:
        one, other = rng.choice(found["steps"]), rng.choice(found["steps"])
        if isinstance(one, dict) and isinstance(other, dict):
            if rng.random() < 0.5:
                one["id"] = other.get("id")
            elif isinstance(one.get("after"), list):
                one["after"].append(other.get("id"))


SPOILED_TEXT = [
    lambda text: text.replace('"version"', '"version": 1, "version"', 1),
    lambda text: text.replace('"version": 1', '"version": 1.0', 1),
    lambda text: text.replace('"version": 1', '"version": 1e0', 1),
    lambda text: text.replace("{", '{"q":{"a":1,"a":2},', 1),
    lambda text: text.replace("{", '{"q":"\\ud800",', 1),
    lambda text: text.replace("{", '{"q":' + "[" * 100 + "]" * 100 + ",", 1),
    lambda text: text.replace("{", '{"q":-0,"r":1.5E+3,"s":"\\ud83d\\ude00",', 1),
    lambda text: text.replace("{", '{"q":NaN,', 1),
    lambda text: text.replace(": 2", ": -2"),
    lambda text: text.replace(": 1,", ": -0,"),
    lambda text: text.replace(": 2", ": 2e0"),
    lambda text: text + "x",
    lambda text: "\ufeff" + text,
    lambda text: text[:-1],
    lambda text: "",
]


def finish(rng, found):
    """The bytes of a file, on one line."""
    fate = rng.random()
    if fate > 0.92:
        spoil(rng, found)
    text = json.dumps(found, ensure_ascii=rng.random() < 0.3)
    if 0.9 < fate <= 0.92:
        text = rng.choice(SPOILED_TEXT)(text)
    return text.encode("utf-8", errors="surrogatepass")


def document(rng):
    """The bytes of one matter file to compare."""
    return finish(rng, file(rng))


def duty_document(rng):
    """The bytes of one file of duties to compare."""
    def due():
        while "hours" in (found := period(rng)):
            pass
        return found

    every = ["week", "month", "quarter", "half_year", "year"]
    duties = [
        {"duty": f"d{number}", "title": title(), "every": rng.choice(every), "due": due(), "flow": rng.choice(["f", "g"]), "in": rng.choice([["z"], ["z", "s1"]])}
        for number in range(rng.randint(1, 4))
    ]
    codes = ["2026-W44", "2026-W45", "2026-W53", "2026-11", "2026-10", "2026-Q4", "2026-Q3", "2026-H2", "2026-H1", "2026", "2025"]
    matters = [
        {"flow": rng.choice(["f", "g"]), "period": rng.choice(codes), "state": rng.choice(["z", "s1", None]),
         "at": f"{rng.choice(['2026-11', '2026-12', '2027-01'])}-{rng.randint(1, 28):02}T{rng.choice(['00:00:00', '15:59:59.999', '16:00:00'])}Z"}
        for _ in range(rng.randint(0, 12))
    ]
    now = f"{rng.choice(['2026-11', '2026-12', '2027-01', '2027-02'])}-{rng.choice(['01', '15', '28'])}T{rng.choice(['00:00:00', '15:59:59', '16:00:00'])}Z"
    found = {
        "version": 1, "pack": {"pack": "p", "edition": "1", "title": title(), "flows": [], "duties": duties}, "now": now,
        "since": f"{rng.choice(['2025-12', '2026-05', '2026-10', '2027-03'])}-{rng.randint(1, 28):02}T16:00:00Z", "matters": matters,
    }
    if rng.random() < 0.8:
        found["calendar"] = {"years": rng.choice([[2026], [2026, 2027], [2026, 2027, 2028]]), "off": ["2026-12-01", "2027-01-01"], "on": ["2026-12-05"]}
    return finish(rng, found)
