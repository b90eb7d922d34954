"""The needs of a step, for the second program of flows (flow_oracle.py)."""

import flow_oracle_time as time
import flow_oracle_values as values

HOUR = 3_600_000
# Rule, outcome and the tally that it votes on again, of one that the facts lack.
NO_TALLY = (None, None, None)
# Re-votes of re-votes that are followed.
RE_VOTES = 16


def choose(period, word):
    """The period that a table gives to a word."""
    if isinstance(word, str) and word in period["cases"]:
        return period["cases"][word]
    return period["else"]


def role_of(matter, one, role):
    step = matter.steps[one]
    if role in step["roles"]:
        return set(step["roles"][role])
    return set(matter.file["roles"][role]) if role in matter.file["roles"] else None


def is_judged(need, held):
    if need["when"] is None:
        return True
    field, words = need["when"]
    return any(values.same(held.get(field, values.NOTHING), word) for word in words)


def own_is_met(matter, one, need, held):
    word = held.get(need["field"])
    role = need["roles"].get(word) if isinstance(word, str) else None
    return (role is not None and matter.steps[one]["by"] in (role_of(matter, one, role) or ())), role


def side_rows(matter, one, need, name):
    """The rows of a side step, as the step `one` sees them: [(side step, cells)]."""
    main = matter.is_main(one)
    line = matter.line(matter.first(one)) if matter.first(one) is not None else []
    attached = matter.attached(line, matter.named[one] if main else [])
    if need["from"] is not None:
        at = [number for number, other in enumerate(line) if matter.steps[other]["step"] == need["from"]]
        line = line[at[-1]:] if at else []
    rows = []
    for side in (side for other in line for side in attached[other]):
        if side == one or matter.steps[side]["step"] != name or matter.time(side) > matter.time(one):
            continue
        held, _ = matter.holds(side)
        if all(
            own_is_met(matter, side, other, held)[0]
            for other in matter.kind(side)["needs"]
            if other["need"] == "own" and is_judged(other, held)
        ):
            rows.append((side, {**held, "by": matter.steps[side]["by"]}))
    if need.get("per") is not None:
        per = need["per"]
        rows = [
            (side, cells) for side, cells in rows
            if per in cells and not any(
                values.same(cells[per], other.get(per, values.NOTHING)) and matter.when(later) > matter.when(side)
                for later, other in rows
            )
        ]
    return rows


def told(matter, one, need, held):
    """(whether it is met or None if unknown, what it tells)."""
    name, file, by = need["need"], matter.file, matter.steps[one]["by"]
    field = held.get(need["field"], values.NOTHING) if need.get("field") is not None else values.NOTHING
    before = matter.line(matter.first(one)) if matter.first(one) is not None else []
    rows, given = None, field is not values.NOTHING
    if need.get("side") is not None:
        rows = [cells for _, cells in side_rows(matter, one, need, need["side"])]
        given = bool(rows)
    elif name in ("covers", "every", "sum"):
        rows = [row for row in field if isinstance(row, dict)] if isinstance(field, list) else []

    def last(names):
        found = [other for other in before if matter.steps[other]["step"] in names]
        return found[-1] if found else None

    if name == "share":
        holders = role_of(matter, one, need["of"])
        if rows is None:
            people = field if isinstance(field, list) else [field]
            people = {one for one in people if isinstance(one, str)}
        else:
            if need["column"] is not None and need["is"] is not None:
                rows = [row for row in rows if any(values.same(row.get(need["column"], values.NOTHING), word) for word in need["is"])]
            people = {row["by"] for row in rows}
            given = bool(rows)
        if given and need["unless"] is not None:
            others = role_of(matter, one, need["unless"])
            if others is None and need["unless"] in matter.file["unknown"]:
                return None, {}
            if others:
                return False, {"unless": need["unless"], "held": len(others)}
        if given and holders is None and need["of"] in matter.file["unknown"]:
            return None, {}
        holders = holders or set()
        a, b = need["share"]
        have, of = len(people & holders), len(holders)
        # A share of nothing (b = 0) has no least number; the check of packs refuses it.
        least = -(-a * of // b) if b else 0
        return given and of > 0 and b * have >= a * of, {"have": have, "of": of, "least": least}
    if name == "covers":
        missing = [word for word in need["all"] if not any(values.same(row.get(need["column"], values.NOTHING), word) for row in rows)]
        return given and not missing, {"missing": missing}
    if name == "every":
        failing = [row for row in rows if not any(values.same(row.get(need["column"], values.NOTHING), word) for word in need["is"])]
        return bool(rows) and not failing, {"failing": len(failing)}
    if name == "sum":
        cells = [row.get(need["column"], 0) for row in rows]
        have = sum(cell for cell in cells if isinstance(cell, int) and not isinstance(cell, bool))
        wanted = held.get(need["equals"])
        if isinstance(wanted, bool) or not isinstance(wanted, int):
            wanted = None
        return given and wanted is not None and have == wanted, {"have": have, "wanted": wanted}
    if name == "done":
        missing = [side for side in need["steps"] if not side_rows(matter, one, need, side)]
        return not missing, {"missing": missing}
    if name == "tally":
        results = [other for other in before if said(matter, other)]
        if not isinstance(field, str):
            return False, {"outcome": None, "decided": None} if need["again"] and not results else {"outcome": None}
        if need["again"]:
            tells = {"outcome": file["tallies"].get(field, NO_TALLY)[1], "decided": results[-1] if results else None}
            if not results:
                return False, tells
            tally, rules, outcome = said(matter, results[-1])
            if tally == field:
                if outcome == need["outcome"]:
                    return False, tells
            else:
                link = is_re_vote(file["tallies"], field, tally)
                if link is None:
                    return None, {}
                if not link:
                    return False, tells
                if outcome == need["outcome"]:
                    still = holds_still(file["tallies"], tally, rules, outcome)
                    if still is None:
                        return None, {}
                    if still:
                        return False, tells
        if need["once"]:
            decided = [other for other in before if cites(matter, other, field)]
            if decided:
                return False, {"outcome": file["tallies"].get(field, NO_TALLY)[1], "decided": decided[-1]}
        if field not in file["tallies"]:
            return None, {}
        rule, outcome, _ = file["tallies"][field]
        return rule in need["rules"] and outcome == need["outcome"], {"outcome": outcome}
    if name == "stands":
        results = [other for other in before if said(matter, other)]
        if not results:
            return True, {}
        tally, rules, outcome = said(matter, results[-1])
        still = holds_still(file["tallies"], tally, rules, outcome)
        return still, {} if still is None else {"outcome": file["tallies"][tally][1], "decided": results[-1]}
    if name == "matter":
        if not isinstance(field, str):
            return False, {"state": None}
        if field not in file["matters"]:
            return None, {}
        flow, state, passed, tallies = file["matters"][field]
        if flow != need["flow"] or not any(one in need["in"] for one in [state, *passed]):
            return False, {"state": state}
        if need["about"] is None:
            return True, {"state": state}
        cited = held.get(need["about"])
        cited = cited if isinstance(cited, str) else None
        results = [other for other in before if said(matter, other)]
        met = is_about(file["tallies"], tallies, cited, said(matter, results[-1])[0] if results else None)
        return met, {"state": state, "about": cited} if met is False else {"state": state}
    if name == "since":
        start = last([need["step"]])
        if start is None:
            return False, {"from": None}
        period = need["period"]
        if "by" in period:
            period = choose(period, matter.value_on(matter.line(start), period["by"]))
            if period is None:
                return None, {}
        end = time.period_end(matter.time(start), period, file["calendar"])
        if end is None:
            return None, {}
        return matter.time(one) >= end, {"from": time.written(end)}
    if name == "another":
        than = last(need["than"])
        return than is None or matter.steps[than]["by"] != by, {"not": by}
    if name == "own":
        met, role = own_is_met(matter, one, need, held)
        return met, {"role": role}
    if name == "not":
        return not (isinstance(field, str) and field in need["in"]), {}
    if name == "photos":
        have = matter.steps[one]["photos"]
        return have >= need["least"], {"have": have, "least": need["least"]}
    raise AssertionError(name)


def is_re_vote(tallies, tally, first):
    """Whether a tally votes the first again, or a re-vote of it; None if the facts lack one on the way."""
    for _ in range(RE_VOTES):
        if tally not in tallies:
            return None
        tally = tallies[tally][2]
        if tally is None:
            return False
        if tally == first:
            return True
    return False


def is_about(facts, tallies, cited, last):
    """Whether a matter about some tallies is about the one cited, or one before it, back to the last result's; None if nobody can tell."""
    if tallies is None:
        return None
    for _ in range(RE_VOTES + 1):
        if cited is None:
            return False
        if cited in tallies:
            return True
        if cited == last:
            return False
        if cited not in facts:
            return None
        cited = facts[cited][2]
    return False


def holds_still(tallies, tally, rules, outcome):
    """Whether a tally says what was said by it; None where that cannot be told."""
    rule, now, _ = tallies.get(tally, NO_TALLY)
    if now in (None, "undecided"):
        return None
    return rule in rules and now == outcome


def cites(matter, one, tally):
    """Whether a step says an outcome by a tally."""
    held, _ = matter.holds(one)
    return any(held.get(need["field"]) == tally for need in saying(matter, one))


def saying(matter, one):
    """The needs by which a step says a result: by a new tally, or correcting one."""
    return [need for need in matter.kind(one)["needs"] if need["need"] == "tally" and (need["once"] or need["again"])]


def said(matter, one):
    """(tally, rules, outcome) of the result that a step says, or None."""
    held, _ = matter.holds(one)
    for need in saying(matter, one):
        if is_judged(need, held) and isinstance(held.get(need["field"]), str):
            return held[need["field"]], need["rules"], need["outcome"]
    return None


def switched(matter, one, held):
    """What the switches tell of a step, those that speak against it."""
    for switch in matter.flow["switches"] if matter.steps[one]["step"] != "settle" else []:
        chosen = matter.file["switches"].get(switch["switch"])
        wanted = []
        for word in switch["of"]:
            for point in word["takes"]:
                if point["step"] == matter.steps[one]["step"] and (
                    point["field"] is None or any(values.same(held.get(point["field"], values.NOTHING), is_one) for is_one in point["is"])
                ):
                    wanted.append(word["word"])
                    break
        if chosen is not None and wanted and chosen not in wanted:
            yield {"switch": switch["switch"], "chosen": chosen, "wanted": wanted}


def judge(matter, one, flaws, lacking):
    """Adds what a placed step lacks."""
    held, _ = matter.holds(one)
    by, first = matter.steps[one]["by"], matter.first(one)
    for need in matter.kind(one)["needs"]:
        if not is_judged(need, held):
            continue
        met, tells = told(matter, one, need, held)
        if met is False:
            (lacking if need["need"] == "photos" else flaws).append({"step": one, "need": need["need"], **tells})
    flaws.extend({"step": one, "need": "switch", **tells} for tells in switched(matter, one, held))
    if first is not None and matter.time(one) < matter.time(first) - HOUR:
        flaws.append({"step": one, "need": "order"})
    named = matter.named[one]
    if matter.is_main(one) and len(named) > 1 and matter.steps[first]["by"] == by:
        others = [other for other in named if other != first and not matter.is_duplicate(other, first)]
        if not all(matter.steps[other]["by"] == by for other in others):
            flaws.append({"step": one, "need": "settle"})
