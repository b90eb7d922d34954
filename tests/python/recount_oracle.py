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
PACKS = {
    "db3305-309-2024": ("stairwell", "proposal", "unanimous", "representatives"),
    "civil-code": ("unanimous", "committee", "assembly-ordinary", "assembly-special"),
}
ASSEMBLY = ("assembly-ordinary", "assembly-special")
PASS_READINGS = {
    "stairwell": ("pass-at-half", "of-yes-and-no", "of-all"),
    "committee": ("pass-at-half",),
}


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


def read(data):
    root = parse(data)
    if field(root, "version", whole_number) != 1:
        raise Refused("unknown version")
    field(root, "title", text, None)
    rules = sorted({rule for rules in PACKS.values() for rule in rules})
    rule = field(root, "rule", one_of(rules))
    first = next(pack for pack, rules in PACKS.items() if rule in rules)
    pack = field(root, "pack", one_of(tuple(PACKS)), first)
    if rule not in PACKS[pack]:
        raise Refused("pack does not hold the rule")
    every_reading = ("invalid-takes-part", "present-only", "pass-at-half", "of-yes-and-no", "of-all")
    readings = field(root, "readings", list_of(one_of(every_reading)), [])
    if len(set(readings)) != len(readings):
        raise Refused("a reading twice")
    of_rule = {"invalid-takes-part", *PASS_READINGS.get(rule, ())}
    if rule == "stairwell":
        of_rule.add("present-only")
    if not set(readings) <= of_rule:
        raise Refused("reading not of the rule")
    if len(set(readings) & set(PASS_READINGS.get(rule, ()))) > 1:
        raise Refused("more than one pass reading")

    def voter(found):
        area = 0
        name = field(found, "voter", filled)
        if rule in ASSEMBLY:
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
    if rule in ASSEMBLY and sum(one["area"] for one in entitled) == 0:
        raise Refused("no area")
    by_id = {}
    for one in ballots:
        if by_id.setdefault(one["id"], one) != one:
            raise Refused("two ballots with one id")
    refuse_circles(by_id)
    return rule, set(readings), roll, by_id, outstanding


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


def settle(readings, roll, by_id):
    """Steps 1 to 5: for every entitled voter his own and his possible answers, and the lists of ballots."""
    entitled = {one["voter"]: one for one in roll if one["entitled"]}
    ineligible = {i for i, b in by_id.items() if b["voter"] not in entitled}
    late = {i for i, b in by_id.items() if b["standing"] == "late"} - ineligible
    effect = set(by_id) - ineligible - late
    if "present-only" in readings:
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
    rule, readings, roll, by_id, outstanding = read(data)
    entitled, possible, lists = settle(readings, roll, by_id)
    takes_part = {"yes", "no", "abstain", "blank"}
    if "invalid-takes-part" in readings:
        takes_part.add("invalid")
    reachable = {
        name for name, one in entitled.items() if one["present"] or "present-only" not in readings
    }

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

    # An inequality is a·x + b·z + … ≥ 0 or > 0.
    part = {
        "stairwell": (lambda a: 3 * p(a) - 2 * n(a), False),
        "proposal": None,
        "unanimous": (lambda a: p(a) - n(a), False),
        "representatives": (lambda a: 3 * p(a) - 2 * n(a), False),
        "committee": (lambda a: 2 * p(a) - n(a), True),
        "assembly-ordinary": (lambda a: 3 * p(a) - 2 * n(a), False),
        "assembly-special": (lambda a: 3 * p(a) - 2 * n(a), False),
    }[rule]
    passing = {
        "stairwell": (lambda a: 2 * y(a) - p(a), True),
        "proposal": (lambda a: 5 * y(a) - n(a), False),
        "unanimous": (lambda a: y(a) - n(a), False),
        "representatives": (lambda a: 2 * y(a) - p(a), True),
        "committee": (lambda a: 2 * y(a) - n(a), True),
        "assembly-ordinary": (lambda a: 2 * y(a) - p(a), True),
        "assembly-special": (lambda a: 4 * y(a) - 3 * p(a), False),
    }[rule]
    if rule == "stairwell" and "pass-at-half" in readings:
        passing = (lambda a: 2 * y(a) - p(a), False)
    if rule == "stairwell" and "of-yes-and-no" in readings:
        passing = (lambda a: y(a) - no(a), True)
    if rule == "stairwell" and "of-all" in readings:
        passing = (lambda a: 2 * y(a) - n(a), False)
    if rule == "committee" and "pass-at-half" in readings:
        passing = (lambda a: 2 * y(a) - n(a), False)

    weights = [lambda name: 1]
    if rule in ASSEMBLY:
        weights.append(lambda name: entitled[name]["area"])

    def judge(inequality):
        if inequality is None:
            return True, True
        worth, strict = inequality
        worst, best = True, True
        for weight in weights:
            least, greatest = ends(worth, weight)
            worst = worst and (least > 0 if strict else least >= 0)
            best = best and (greatest > 0 if strict else greatest >= 0)
        return worst, best

    part_worst, part_best = judge(part)
    pass_worst, pass_best = judge(passing)
    if part_worst and pass_worst:
        outcome = "passed"
    elif not part_best:
        outcome = "no_quorum"
    elif not pass_best:
        plain = rule == "stairwell" and not readings & set(PASS_READINGS["stairwell"])
        half = ends(lambda a: 2 * y(a) - p(a), weights[0]) == [0, 0]
        outcome = "tie" if plain and part_worst and half else "failed"
    else:
        outcome = "undecided"

    def least_above(share, strict):
        """The least whole number that is at least (or more than) this share."""
        floor = share.numerator // share.denominator
        return floor + 1 if strict or floor != share else floor

    def numbers(weight):
        of = sum(weight(name) for name in entitled)
        have = ends(p, weight)[0]
        if rule == "proposal":
            need = 0
        elif rule == "unanimous":
            need = of
        elif rule == "committee":
            need = of // 2 + 1
        else:
            need = least_above(Fraction(2 * of, 3), False)
        taking_part = max(have, need)
        if rule == "proposal":
            yes_need = least_above(Fraction(of, 5), False)
        elif rule == "unanimous":
            yes_need = of
        elif rule == "committee":
            yes_need = least_above(Fraction(of, 2), "pass-at-half" not in readings)
        elif "of-all" in readings:
            yes_need = least_above(Fraction(of, 2), False)
        elif "of-yes-and-no" in readings:
            yes_need = None
        elif rule == "assembly-special":
            yes_need = least_above(Fraction(3 * taking_part, 4), False)
        else:
            yes_need = least_above(Fraction(taking_part, 2), "pass-at-half" not in readings)
        lower, upper = ends(y, weight)
        return {
            "participation": {"have": have, "need": need, "of": of},
            "yes": {"lower": lower, "upper": upper, "need": yes_need},
        }

    answer = {"outcome": outcome, "certificate": outcome != "undecided", **numbers(weights[0]), **lists}
    if rule in ASSEMBLY:
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
