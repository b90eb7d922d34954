"""A second counter of tally files, written from the page on counting alone, to check the first one.

    python3 recount_oracle.py FILE      prints the answer (without its explanation), exit 0, or the fault, exit 2

It shares no code and no data with the Rust counter and prefers the obvious way to the fast one.
"""

import json
import sys
from fractions import Fraction

CHOICES = ("yes", "no", "abstain", "blank", "invalid")
NOT_VOTING = "not voting"
ANSWERS = CHOICES + (NOT_VOTING,)


def share(counted, a, b, of, more_than=False):
    return {"counted": counted, "share": (a, b), "of": of, "more_than": more_than}


def part(a, b, more_than=False):
    return share("participants", a, b, "all", more_than)


def row(part_of, passing, readings=None, measures=("heads",), tie=False):
    """A rule as rules.md has it; whoever spoils a sheet takes part under one reading of every rule."""
    readings = {"invalid-takes-part": {"invalid_takes_part": True}, **(readings or {})}
    return {"measures": measures, "part": part_of, "pass": passing, "half_is_tie": tie, "readings": readings}


MORE_THAN_HALF = share("yes", 1, 2, "participants", True)
BOTH = ("heads", "area")
STAIRWELL = {
    "present-only": {"present_only": True},
    "pass-at-half": {"pass": share("yes", 1, 2, "participants")},
    "of-yes-and-no": {"pass": share("yes", 1, 2, "yes-and-no", True)},
    "of-all": {"pass": share("yes", 1, 2, "all")},
}
UNANIMOUS = row(part(1, 1), share("yes", 1, 1, "all"))
PACKS = {
    "db3305-309-2024": {
        "stairwell": row(part(2, 3), MORE_THAN_HALF, STAIRWELL, tie=True),
        "proposal": row(None, share("yes", 1, 5, "all")),
        "unanimous": UNANIMOUS,
        "representatives": row(part(2, 3), MORE_THAN_HALF),
    },
    "civil-code": {
        "unanimous": UNANIMOUS,
        "committee": row(
            part(1, 2, True), share("yes", 1, 2, "all", True), {"pass-at-half": {"pass": share("yes", 1, 2, "all")}}
        ),
        "assembly-ordinary": row(part(2, 3), MORE_THAN_HALF, measures=BOTH),
        "assembly-special": row(part(2, 3), share("yes", 3, 4, "participants"), measures=BOTH),
    },
}
ASSEMBLY = ("assembly-ordinary", "assembly-special")
MAY = ("open_stairwell_tally", "open_assembly")
STATUS = ("text", "law", "default", "unverified")
MOST_PARTS = 10**6
MOST_READINGS = 16


class Refused(Exception):
    """The file is refused (exit 2)."""


class TooDeep(Exception):
    """This interpreter cannot say; the page sets no limit."""


class Number(str):
    """A number as written."""


# ---- reading -------------------------------------------------------------------------------------------------


def parse(data):
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused("byte-order mark")
    try:
        text = data.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8") from error

    def whole(value):
        if isinstance(value, str) and any(0xD800 <= ord(c) <= 0xDFFF for c in value):
            raise Refused("lone surrogate")

    def pairs(found):
        keys = set()
        for key, value in found:
            whole(key)
            if key in keys:
                raise Refused("doubled key")
            keys.add(key)
            for inner in walk(value):
                whole(inner)
        return dict(found)

    def walk(value):
        # Objects have been looked through when they were closed.
        todo = [value]
        while todo:
            one = todo.pop()
            if isinstance(one, list):
                todo.extend(one)
            elif isinstance(one, str):
                yield one

    def constant(name):
        raise Refused("not JSON: " + name)

    try:
        root = json.loads(
            text, object_pairs_hook=pairs, parse_int=Number, parse_float=Number, parse_constant=constant
        )
    except RecursionError as error:
        raise TooDeep from error
    except ValueError as error:
        raise Refused("not JSON") from error
    for one in walk(root):
        whole(one)
    return root


def is_text(value):
    return isinstance(value, str) and not isinstance(value, Number)


def whole_number(value):
    if not isinstance(value, Number):
        raise Refused("wrong type")
    if not all(c in "0123456789" for c in value):
        raise Refused("not a whole number")
    # The page sets no limit to `outstanding`; more digits than these are more voters than any file has.
    return int(value) if len(value) < 60 else 10**60


def text(value):
    if not is_text(value):
        raise Refused("wrong type")
    return value


def filled(value):
    if text(value) == "":
        raise Refused("empty")
    return value


def one_of(values):
    def check(value):
        if text(value) not in values:
            raise Refused("unknown value")
        return value

    return check


def flag(value):
    if not isinstance(value, bool):
        raise Refused("wrong type")
    return value


def list_of(item):
    def check(value):
        if not isinstance(value, list):
            raise Refused("wrong type")
        return [item(one) for one in value]

    return check


REQUIRED = object()


def field(found, name, check, default=REQUIRED):
    if not isinstance(found, dict):
        raise Refused("wrong type")
    if name in found:
        return check(found[name])
    if default is REQUIRED:
        raise Refused("missing " + name)
    return default


def form(found, wanted, optional=()):
    """An object with these fields and no other."""
    if not isinstance(found, dict) or set(found) - set(wanted) - set(optional) or set(wanted) - set(found):
        raise Refused("wrong form")
    return found


def both_languages(found):
    form(found, ("zh", "en"))
    if not all(text(found[one]).strip() for one in found):
        raise Refused("not said in both languages")


def code(name):
    plain = "abcdefghijklmnopqrstuvwxyz0123456789_.-"
    if not 0 < len(name) <= 64 or not all(c in plain for c in name):
        raise Refused("no code")


def inequality(found, counted, of):
    form(found, ("counted", "share", "of", "more_than"))
    if text(found["counted"]) != counted or text(found["of"]) not in of:
        raise Refused("inequality")
    parts = list_of(whole_number)(found["share"])
    if len(parts) != 2 or not 0 < parts[0] <= parts[1] <= MOST_PARTS:
        raise Refused("no share")
    more_than = flag(found["more_than"])
    if more_than and parts[0] == parts[1] and found["of"] == "all":
        raise Refused("more than all")
    return share(counted, *parts, found["of"], more_than)


def brought_row(name, found):
    """A row that a file brings (1.4)."""
    code(name)
    optional = ("part", "half_is_tie", "readings")
    form(found, ("title", "status", "may", "clause", "unit", "measures", "pass"), optional)
    for words in ("title", "clause", "unit"):
        both_languages(found[words])
    one_of(STATUS)(found["status"])
    if one_of(MAY)(found["may"]) != MAY[0 if name == "stairwell" else 1]:
        raise Refused("may")
    measures = list_of(one_of(BOTH))(found["measures"])
    if sorted(measures) not in (["heads"], ["area", "heads"]):
        raise Refused("measures")
    passes = ("all", "participants", "yes-and-no")
    of_all = inequality(found["part"], "participants", ("all",)) if "part" in found else None
    passing = inequality(found["pass"], "yes", passes)
    tie = field(found, "half_is_tie", flag, False)
    if tie and passing != MORE_THAN_HALF:
        raise Refused("no half to tie")
    readings = {}
    given = found.get("readings", {})
    if not isinstance(given, dict) or len(given) > MOST_READINGS:
        raise Refused("readings")
    for reading, changes in given.items():
        code(reading)
        form(changes, ("title",), ("pass", "invalid_takes_part", "present_only"))
        both_languages(changes["title"])
        one = {key: flag(changes[key]) for key in ("invalid_takes_part", "present_only") if key in changes}
        if "pass" in changes:
            one["pass"] = inequality(changes["pass"], "yes", passes)
        if not any(one.values()):
            raise Refused("a reading that changes nothing")
        readings[reading] = one
    return {
        "measures": tuple(measures),
        "part": of_all,
        "pass": passing,
        "half_is_tie": tie,
        "readings": readings,
    }


def brought_pack(found):
    """The name and rows of a pack that a file brings. Whatever else lies in it is not counting's."""
    name = field(found, "pack", text)
    if "edition" in found and found["edition"] is not None:
        text(found["edition"])
    rules = found.get("rules", {})
    if not isinstance(rules, dict):
        raise Refused("rules")
    if name in PACKS:
        raise Refused("a pack of this version in place of its name")
    return {rule: brought_row(rule, one) for rule, one in rules.items()}


def rule_of(root):
    """The row of the rule that a file names."""
    given = root.get("pack") if isinstance(root, dict) else None
    if isinstance(given, dict):
        rows = brought_pack(given)
        rule = field(root, "rule", text)
        if rule not in rows:
            raise Refused("pack does not hold the rule")
        return rows[rule]
    rule = field(root, "rule", text)
    first = next((pack for pack, rules in PACKS.items() if rule in rules), None)
    if first is None:
        raise Refused("unknown rule")
    pack = field(root, "pack", one_of(tuple(PACKS)), first)
    if rule not in PACKS[pack]:
        raise Refused("pack does not hold the rule")
    return PACKS[pack][rule]


def read(data):
    root = parse(data)
    if field(root, "version", whole_number) != 1:
        raise Refused("unknown version")
    field(root, "title", text, None)
    rule = rule_of(root)
    readings = field(root, "readings", list_of(one_of(tuple(rule["readings"]))), [])
    if len(set(readings)) != len(readings):
        raise Refused("a reading twice")
    if sum("pass" in rule["readings"][one] for one in readings) > 1:
        raise Refused("more than one pass reading")
    by_area = "area" in rule["measures"]
    present_only = any(rule["readings"][one].get("present_only") for one in readings)

    def voter(found):
        area = 0
        name = field(found, "voter", filled)
        if by_area:
            area = field(found, "area_cm2", whole_number)
            if area > 2**53 - 1:
                raise Refused("area too large")
        return {
            "voter": name,
            "area": area,
            "entitled": field(found, "entitled", flag, True),
            "present": field(found, "present", flag, True),
        }

    def ballot(found):
        kind = field(found, "kind", one_of(("cast", "correct", "withdraw")), "cast")
        if kind == "withdraw":
            if "choice" in found:
                raise Refused("choice on a withdrawal")
            choice = None
        else:
            choice = field(found, "choice", one_of(CHOICES))
        return {
            "id": field(found, "id", filled),
            "voter": field(found, "voter", filled),
            "kind": kind,
            "choice": choice,
            "collector": field(found, "collector", filled),
            "authority": field(found, "authority", one_of(("collector", "slip", "supervisor")), "collector"),
            "supersedes": frozenset(field(found, "supersedes", list_of(filled), [])),
            "standing": field(found, "standing", one_of(("accepted", "contested", "late")), "accepted"),
        }

    roll = field(root, "roll", list_of(voter))
    ballots = field(root, "ballots", list_of(ballot))
    outstanding = field(root, "outstanding", whole_number, 0)

    if not roll:
        raise Refused("empty roll")
    if len({one["voter"] for one in roll}) != len(roll):
        raise Refused("a voter twice")
    entitled = [one for one in roll if one["entitled"]]
    if not entitled:
        raise Refused("nobody entitled")
    if by_area and sum(one["area"] for one in entitled) == 0:
        raise Refused("no area")
    by_id = {}
    for one in ballots:
        if by_id.setdefault(one["id"], one) != one:
            raise Refused("two ballots with one id")
    refuse_circles(by_id)
    return rule, readings, present_only, roll, by_id, outstanding


def refuse_circles(by_id):
    state = {}  # absent: not seen; 1: on the way; 2: done
    for start in by_id:
        if start in state:
            continue
        state[start] = 1
        way = [(start, iter(by_id[start]["supersedes"]))]
        while way:
            one, rest = way[-1]
            following = next((name for name in rest if name in by_id and state.get(name) != 2), None)
            if following is None:
                state[one] = 2
                way.pop()
            elif state.get(following) == 1:
                raise Refused("circle")
            else:
                state[following] = 1
                way.append((following, iter(by_id[following]["supersedes"])))


# ---- from ballots to answers -----------------------------------------------------------------------------------


def answer_of(ballot):
    return NOT_VOTING if ballot["kind"] == "withdraw" else ballot["choice"]


def settle(present_only, roll, by_id):
    """Steps 1 to 5: for every entitled voter his own and his possible answers, and the lists of ballots."""
    entitled = {one["voter"]: one for one in roll if one["entitled"]}
    ineligible = {i for i, b in by_id.items() if b["voter"] not in entitled}
    late = {i for i, b in by_id.items() if b["standing"] == "late"} - ineligible
    effect = set(by_id) - ineligible - late
    if present_only:
        effect = {i for i in effect if entitled[by_id[i]["voter"]]["present"]}

    def acting(authority):
        return [
            b
            for i, b in by_id.items()
            if i in effect and b["standing"] == "accepted" and b["authority"] == authority
        ]

    def names(ballot):
        return [
            by_id[i] for i in ballot["supersedes"] if i in by_id and by_id[i]["voter"] == ballot["voter"]
        ]

    superseded = set()
    for ballot in acting("slip"):
        superseded |= {other["id"] for other in names(ballot)}
    for ballot in acting("collector"):
        for other in names(ballot):
            if (
                other["standing"] == "accepted"
                and other["authority"] == "collector"
                and other["collector"] == ballot["collector"]
            ):
                superseded.add(other["id"])
    by_collector_or_slip = frozenset(superseded)

    without_right = set()
    for ballot in acting("supervisor"):
        seen = [
            other
            for other in names(ballot)
            if other["authority"] in ("collector", "slip")
            and other["id"] in effect
            and other["id"] not in by_collector_or_slip
        ]
        answers = {answer_of(other) for other in seen}
        dispute = len(answers) >= 2 or any(other["standing"] == "contested" for other in seen)
        if dispute and answer_of(ballot) in answers:
            superseded |= {
                other["id"] for other in names(ballot) if other["authority"] in ("collector", "supervisor")
            }
        else:
            without_right.add(ballot["id"])

    standing = effect - superseded - without_right
    live, taken_back, opened = set(), set(), set()
    for i in standing:
        if by_id[i]["standing"] == "contested":
            opened.add(i)
        elif by_id[i]["kind"] == "withdraw":
            taken_back.add(i)
        else:
            live.add(i)

    own, possible, disputed, duplicates, contested = {}, {}, [], [], []
    mine = {name: [] for name in entitled}
    for i in standing:
        mine[by_id[i]["voter"]].append(i)
    for name in entitled:
        sheets = [i for i in mine[name] if i in live]
        own[name] = {by_id[i]["choice"] for i in sheets}
        if not sheets or any(i in taken_back for i in mine[name]):
            own[name].add(NOT_VOTING)
        if len(own[name]) >= 2:
            disputed.append(name)
        elif len(sheets) >= 2:
            duplicates.append(name)
        extra = [i for i in mine[name] if i in opened]
        if extra:
            contested.append(name)
        possible[name] = own[name] | {answer_of(by_id[i]) for i in extra}
    lists = {
        "disputed": disputed,
        "duplicates": duplicates,
        "contested": contested,
        "late": late,
        "ineligible": ineligible,
        "not_counted": set(by_id) - ineligible - late - live - opened,
    }
    return entitled, possible, {key: sorted(names) for key, names in lists.items()}


# ---- counting --------------------------------------------------------------------------------------------------


def count(data):
    rule, readings, present_only, roll, by_id, outstanding = read(data)
    entitled, possible, lists = settle(present_only, roll, by_id)
    changes = [rule["readings"][one] for one in readings]
    takes_part = {"yes", "no", "abstain", "blank"}
    if any(one.get("invalid_takes_part") for one in changes):
        takes_part.add("invalid")
    passing = next((one["pass"] for one in changes if "pass" in one), rule["pass"])
    reachable = {name for name, one in entitled.items() if one["present"] or not present_only}

    def ends(worth, weight):
        """Least and greatest of the sum over voters of worth(answer) × weight(voter), over all completions."""
        found = []
        for sign in (1, -1):
            least_of_all = min(sign * worth(answer) for answer in ANSWERS)
            total, gains = 0, []
            for name in entitled:
                least = min(sign * worth(answer) for answer in possible[name])
                total += least * weight(name)
                if name in reachable:
                    gains.append((least - least_of_all) * weight(name))
            gains.sort(reverse=True)
            total -= sum(gains[:outstanding])
            found.append(sign * total)
        return found

    def p(answer):
        return 1 if answer in takes_part else 0

    def y(answer):
        return 1 if answer == "yes" else 0

    def no(answer):
        return 1 if answer == "no" else 0

    def n(_):
        return 1

    counted = {"participants": p, "yes": y}
    bases = {"all": n, "participants": p, "yes-and-no": lambda a: y(a) + no(a)}

    def slack(one):
        """What an answer adds to both sides: it holds where the sum is at least 0, or above."""
        a, b = one["share"]
        return lambda answer: b * counted[one["counted"]](answer) - a * bases[one["of"]](answer)

    weights = [lambda name: 1]
    if "area" in rule["measures"]:
        weights.append(lambda name: entitled[name]["area"])

    def judge(inequality):
        if inequality is None:
            return True, True
        worth, strict = slack(inequality), inequality["more_than"]
        worst, best = True, True
        for weight in weights:
            least, greatest = ends(worth, weight)
            worst = worst and (least > 0 if strict else least >= 0)
            best = best and (greatest > 0 if strict else greatest >= 0)
        return worst, best

    part_worst, part_best = judge(rule["part"])
    pass_worst, pass_best = judge(passing)
    if part_worst and pass_worst:
        outcome = "passed"
    elif not part_best:
        outcome = "no_quorum"
    elif not pass_best:
        plain = rule["half_is_tie"] and passing == rule["pass"] and not any("pass" in one for one in changes)
        half = ends(slack(rule["pass"]), weights[0]) == [0, 0]
        outcome = "tie" if plain and part_worst and half else "failed"
    else:
        outcome = "undecided"

    def fewest(one, base):
        """The least whole number that is this share of a base, or more than it."""
        exact = Fraction(one["share"][0] * base, one["share"][1])
        floor = exact.numerator // exact.denominator
        return floor + 1 if one["more_than"] or floor != exact else floor

    def numbers(weight):
        of = sum(weight(name) for name in entitled)
        have = ends(p, weight)[0]
        need = fewest(rule["part"], of) if rule["part"] else 0
        base = {"all": of, "participants": max(have, need), "yes-and-no": None}[passing["of"]]
        yes_need = None if base is None else fewest(passing, base)
        lower, upper = ends(y, weight)
        return {
            "participation": {"have": have, "need": need, "of": of},
            "yes": {"lower": lower, "upper": upper, "need": yes_need},
        }

    answer = {"outcome": outcome, "certificate": outcome != "undecided", **numbers(weights[0]), **lists}
    if "area" in rule["measures"]:
        answer["area"] = numbers(weights[1])
    return answer


def main():
    try:
        with open(sys.argv[1], "rb") as file:
            answer = count(file.read())
    except Refused as fault:
        print(json.dumps({"refused": str(fault)}))
        return 2
    print(json.dumps(answer, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
