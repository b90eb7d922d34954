"""The form of matter files, duty files and packs, for the second program of flows (flow_oracle.py)."""

import json

import flow_oracle_time as time

LIMIT = 2**53
TYPES = (
    "text", "choice", "flag", "int", "fen", "cm2", "date", "time", "period",
    "member", "household", "person", "place", "body", "doc", "tally", "rows",
)
KEYS = {
    "share": {"of", "share"}, "covers": {"column", "all"}, "every": {"column", "is"}, "sum": {"column", "equals"},
    "done": {"steps"}, "tally": {"field", "rules", "outcome"}, "stands": set(), "matter": {"field", "flow", "in"},
    "since": {"step", "period"}, "another": {"than"}, "own": {"field", "roles"}, "not": {"field", "in"},
    "photos": {"least"},
}


class Refused(Exception):
    """The file is refused (exit 2)."""


class Odd:
    """A number that is not written in digits alone (or in more than any field takes)."""


def parse(data):
    if data.startswith(b"\xef\xbb\xbf"):
        raise Refused("byte-order mark")

    def pairs(found):
        if len({key for key, _ in found}) != len(found):
            raise Refused("doubled key")
        return dict(found)

    def constant(name):
        raise Refused(name)

    def number(text):
        # A number that no field takes is none here; 64 bits are far beyond ±2⁵³.
        return int(text) if len(text) < 30 and -(2**63) <= int(text) < 2**63 else Odd()

    try:
        root = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=pairs,
            parse_int=number,
            parse_float=lambda text: Odd(),
            parse_constant=constant,
        )
        # A lone surrogate cannot be encoded.
        json.dumps(root, ensure_ascii=False, default=lambda odd: None).encode("utf-8")
    except ValueError as error:
        raise Refused("not JSON") from error
    return root


def text(value):
    if not isinstance(value, str):
        raise Refused("no text")
    return value


def flag(value):
    if not isinstance(value, bool):
        raise Refused("no flag")
    return value


def whole(value):
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LIMIT:
        raise Refused("no whole number")
    return value


def instant(value):
    at = time.moment(text(value))
    if at is None:
        raise Refused("no time")
    return at


def list_of(item):
    def check(value):
        if not isinstance(value, list):
            raise Refused("no list")
        return [item(one) for one in value]

    return check


def map_of(item):
    def check(value):
        if not isinstance(value, dict):
            raise Refused("no object")
        return {key: item(one) for key, one in value.items()}

    return check


def any_value(value):
    return value


def word(value):
    if not isinstance(value, (str, bool, int)):
        raise Refused("no word")
    return value


def title(value):
    get(value, "zh", text, None)
    get(value, "en", text, None)


def about(found):
    """Members that no fold looks at, and that have a form all the same."""
    get(found, "title", title, None)
    get(found, "clause", text, None)
    get(found, "status", one_of("text", "law", "default", "unverified"), None)


def one_of(*words):
    def check(value):
        if text(value) not in words:
            raise Refused("no such word")
        return value

    return check


NEEDED = object()


def get(found, name, check, default=NEEDED):
    if not isinstance(found, dict):
        raise Refused("no object")
    if found.get(name) is None:
        if default is NEEDED:
            raise Refused("missing " + name)
        return default
    return check(found[name])


def once(names):
    if len(set(names)) != len(names):
        raise Refused("a name twice")


# ---- packs ---------------------------------------------------------------------------------------------------


def plain_period(value):
    units = [unit for unit in ("hours", "days", "working_days", "months") if get(value, unit, whole, None) is not None]
    if len(units) != 1:
        raise Refused("no period")
    return {units[0]: value[units[0]], "roll": get(value, "roll", flag, False)}


def chosen_period(value):
    if get(value, "by", text, None) is None:
        return plain_period(value)
    return {"by": value["by"], "cases": get(value, "cases", map_of(plain_period)), "else": get(value, "else", plain_period, None)}


def words(value):
    if isinstance(value, dict):
        return list(map_of(title)(value))

    def one_word(one):
        if isinstance(one, str):
            return one
        about(one)
        return get(one, "word", text)

    return list_of(one_word)(value)


def condition(value):
    return get(value, "field", text), get(value, "is", list_of(word))


def must(value):
    if not isinstance(value, dict):
        flag(value)
    elif get(value, "when", condition, None) is None:
        condition(value)


def field(value, inside=False):
    kind = get(value, "type", text)
    if kind not in TYPES or (inside and kind == "rows"):
        raise Refused("no type")
    about(value)
    get(value, "must", must, None)
    get(value, "least", whole, None)
    get(value, "most", whole, None)
    columns = get(value, "columns", list_of(lambda one: field(one, True)), [])
    once([column["field"] for column in columns])
    return {
        "field": get(value, "field", text), "type": kind, "many": get(value, "many", flag, False),
        "of": get(value, "of", words, []), "columns": columns,
    }


def need(value):
    name = get(value, "need", text)
    if name not in KEYS:
        raise Refused("no need")
    found = {"need": name}
    for key in KEYS[name]:
        found[key] = get(value, key, {
            "share": list_of(whole), "all": list_of(word), "is": list_of(word), "steps": list_of(text),
            "rules": list_of(text), "in": list_of(text), "than": list_of(text), "roles": map_of(text),
            "least": whole, "period": chosen_period,
        }.get(key, text))
    if name == "share" and len(found["share"]) != 2:
        raise Refused("no share")
    if name in ("share", "covers", "every", "sum"):
        for key in ("field", "side", "per", "from"):
            found[key] = get(value, key, text, None)
        if (found["field"] is None) == (found["side"] is None):
            raise Refused("field or side")
    if name == "share":
        found["column"] = get(value, "column", text, None)
        found["is"] = get(value, "is", list_of(word), None)
        found["unless"] = get(value, "unless", text, None)
    if name == "matter":
        found["about"] = get(value, "about", text, None)
    if name == "not":
        get(value, "clause", text, None)
        get(value, "offer", lambda offer: text(offer) if isinstance(offer, str) else title(offer), None)
    if name == "tally":
        found["again"] = get(value, "again", flag, False)
        found["once"] = get(value, "once", flag, False) and not found["again"]
    if name == "done":
        found["from"] = get(value, "from", text, None)
        found["per"] = get(value, "per", text, None)
    found["when"] = get(value, "when", condition, None)
    return found


def target(value):
    if isinstance(value, str):
        return value
    return {"by": get(value, "by", text), "cases": get(value, "cases", map_of(text))}


def step(value):
    about(value)
    get(value, "opens", target, None)
    found = {
        "step": get(value, "step", text), "may": get(value, "may", text),
        "from": get(value, "from", lambda states: ["*"] if states == "*" else list_of(text)(states), []),
        "to": get(value, "to", target, None), "fields": get(value, "fields", list_of(field), []),
        "needs": get(value, "needs", list_of(need), []),
    }
    once([one["field"] for one in found["fields"]])
    return found


def point(value):
    if isinstance(value, str):
        return {"step": value, "field": None}
    return {"step": get(value, "step", text), "field": get(value, "field", text), "is": get(value, "is", list_of(word))}


def clock(value):
    about(value)
    found = {
        "clock": get(value, "clock", text), "from": get(value, "from", list_of(point)),
        "until": get(value, "until", list_of(point)),
        "within": get(value, "within", chosen_period, None), "least": get(value, "least", chosen_period, None),
    }
    if (found["within"] is None) == (found["least"] is None):
        raise Refused("within or least")
    return found


def state(value):
    about({**value, "clause": None, "status": None} if isinstance(value, dict) else value)
    return get(value, "state", text), get(value, "final", flag, False)


def flow(value):
    about({**value, "status": None} if isinstance(value, dict) else value)
    get(value, "class", text, None)
    get(value, "at", list_of(text), None)
    found = {
        "flow": get(value, "flow", text), "settle": get(value, "settle", text),
        "states": get(value, "states", list_of(state)),
        "steps": get(value, "steps", list_of(step)), "clocks": get(value, "clocks", list_of(clock), []),
    }
    once([name for name, _ in found["states"]])
    once([one["step"] for one in found["steps"]] + ["settle"])
    return found


def duty(value):
    about(value)
    get(value, "at", text, None)
    every = get(value, "every", text)
    due = get(value, "due", plain_period)
    if every not in ("week", "month", "quarter", "half_year", "year") or "hours" in due:
        raise Refused("no duty")
    return {"duty": get(value, "duty", text), "every": every, "due": due, "flow": get(value, "flow", text), "in": get(value, "in", list_of(text))}


def switch(value):
    about(value)

    def one_word(one):
        about({**one, "clause": None} if isinstance(one, dict) else one)
        return {"word": get(one, "word", text), "takes": get(one, "takes", list_of(point), [])}

    return {
        "switch": get(value, "switch", text), "flow": get(value, "flow", text), "default": get(value, "default", text),
        "of": get(value, "of", list_of(one_word)),
    }


def pack(value, known):
    if isinstance(value, str):
        if value not in known:
            raise Refused("no such pack")
        value = known[value]
    get(value, "edition", text, None)
    get(value, "title", title, None)
    found = {
        "pack": get(value, "pack", text), "flows": get(value, "flows", list_of(flow)),
        "duties": get(value, "duties", list_of(duty), []),
    }
    switches = get(value, "switches", list_of(switch), [])
    for one in found["flows"]:
        one["switches"] = [other for other in switches if other["flow"] == one["flow"]]
    once([one["flow"] for one in found["flows"]])
    return found


# ---- files ---------------------------------------------------------------------------------------------------


def day(value):
    found = time.day_of_text(text(value))
    if found is None:
        raise Refused("no day")
    return found


def calendar(value):
    return {
        "years": set(get(value, "years", list_of(whole), [])),
        "off": set(get(value, "off", list_of(day), [])), "on": set(get(value, "on", list_of(day), [])),
    }


NO_CALENDAR = {"years": set(), "off": set(), "on": set()}


def taken(value):
    found = {
        "id": get(value, "id", text), "step": get(value, "step", text), "operation": get(value, "operation", text),
        "at": get(value, "at", instant), "by": get(value, "by", text), "after": get(value, "after", list_of(text)),
        "values": get(value, "values", map_of(any_value), {}), "amended": get(value, "amended", map_of(any_value), {}),
        "removed": get(value, "removed", list_of(text), []),
        "photos": get(value, "photos", whole, 0), "seen": get(value, "seen", instant, None),
        "standing": get(value, "standing", text, "accepted"), "withdrawn": get(value, "withdrawn", flag, False),
        "roles": get(value, "roles", map_of(list_of(text)), {}),
    }
    found["after"] = list(dict.fromkeys(found["after"]))
    return found


def version_1(root):
    if get(root, "version", whole) != 1:
        raise Refused("version")


def matter(data, known=()):
    root = parse(data)
    version_1(root)
    the_pack = get(root, "pack", lambda value: pack(value, known))
    name = get(root, "flow", text)
    facts = get(root, "facts", map_of(any_value), {})
    found = {
        "flow": next((one for one in the_pack["flows"] if one["flow"] == name), None),
        "now": get(root, "now", instant), "opening": get(root, "opening", text, None),
        "steps": get(root, "steps", list_of(taken)),
        "roles": get(facts, "roles", map_of(list_of(text)), {}), "unknown": get(facts, "unknown", list_of(text), []),
        "tallies": get(facts, "tallies", map_of(lambda one: (get(one, "rule", text), get(one, "outcome", text), get(one, "again", text, None))), {}),
        "matters": get(facts, "matters", map_of(
            lambda one: (
                get(one, "flow", text), get(one, "state", text, None), get(one, "passed", list_of(text), []),
                get(one, "tallies", list_of(text), None),
            )), {}),
        "switches": get(facts, "switches", map_of(text), {}),
        "calendar": get(facts, "calendar", calendar, NO_CALENDAR),
    }
    if found["flow"] is None:
        raise Refused("no such flow")
    once([one["id"] for one in found["steps"]])
    return found


def duties(data, known=()):
    root = parse(data)
    version_1(root)
    return {
        "duties": get(root, "pack", lambda value: pack(value, known))["duties"],
        "now": get(root, "now", instant), "since": get(root, "since", instant),
        "matters": get(root, "matters", list_of(lambda one: {
            "flow": get(one, "flow", text), "period": get(one, "period", text),
            "state": get(one, "state", text, None), "at": get(one, "at", instant),
        })),
        "calendar": get(root, "calendar", calendar, NO_CALENDAR),
    }
