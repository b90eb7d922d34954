"""Golden vectors of closings and returns, made from docs/spec/counting.md 6.5 and 6.7 and docs/spec/records.md 6.4 alone.

python3 closing_vectors.py          prints tests/vectors/closings.json; the stories read it with the library
"""

import copy
import hashlib
import json

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CLOSED = 4
HOW = {"synced": 1, "file": 2, "voice": 3, "paper": 4, "in_person": 5}
AT = 1_795_394_400_000


def some(size, *names):
    """Bytes that stand for an id."""
    return hashlib.sha256("/".join(map(str, names)).encode()).digest()[:size]


def number(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def signed(value):
    return number(value << 1 if value >= 0 else (-value << 1) - 1)


def text(value):
    data = value.encode()
    return number(len(data)) + data


def listed(items, one):
    return number(len(items)) + b"".join(map(one, items))


def tagged(tag, *parts):
    return hashlib.sha256(tag.encode() + b"\0" + b"".join(parts)).digest()


def part_root(part, ballots):
    return tagged("linli/part-root/1", part, *sorted(ballots))


def root_of(parts):
    return tagged("linli/tally-root/1", *(part + root for part, root in parts))


def pin(one):
    chain, seq, tip = one
    return chain + number(seq) + tip


def handed(one):
    kind, value = one["handed"]
    if kind == "record":
        record, count = value
        body = number(0) + record + number(count)
    else:
        body = number(1) + text(value)
    return body + signed(one["at"]) + bytes([HOW[one["how"]]])


def entry(closing):
    return b"".join(
        [
            number(CLOSED),
            text(closing["rule"]),
            closing["opening"],
            signed(closing["at"]),
            listed(closing["counted"], pin),
            listed(closing["open"], pin),
            listed(closing["parts"], b"".join),
            closing["root"],
            listed(closing["returns"], handed),
            listed(closing["knows"], bytes),
            listed(closing["supersedes"], bytes),
        ]
    )


def returned(one):
    motion, chain, ballots, first, sheets = one
    seqs = (first, first + len(ballots) - 1) if ballots else (0, 0)
    digest = hashlib.sha256(b"".join(ballots)).digest()
    data = motion + chain + number(seqs[0]) + number(seqs[1]) + number(len(ballots)) + number(sheets) + digest + signed(AT)
    return data, digest


def spoken(returns):
    """Of returns in the order of their parts and chains."""
    digest = tagged("linli/return/1", *(returned(one)[0] for one in returns))
    bits = "".join(f"{byte:08b}" for byte in digest)
    return "".join(DIGITS[int(bits[at : at + 5], 2)] for at in range(0, 130, 5))


def closing(name, ballots_of, returns=(), knows=0, supersedes=0, at=AT):
    """A closing of parts with so many counted ballots each, one chain to a part and one that is open."""
    parts, counted, shown = [], [], []
    for part, count in sorted((some(16, name, "part", n), count) for n, count in enumerate(ballots_of)):
        ballots = [some(32, name, part.hex(), n) for n in range(count)]
        root = part_root(part, ballots)
        parts.append((part, root))
        shown.append({"part": part.hex(), "ballots": [one.hex() for one in ballots], "root": root.hex()})
        if ballots:
            counted.append((some(16, part.hex(), "chain"), count + 3, ballots[-1]))
    out = {
        "rule": "stairwell",
        "opening": some(32, name, "opening"),
        "at": at,
        "counted": sorted(counted),
        "open": [(some(16, name, "open"), 200, some(32, name, "open"))],
        "parts": parts,
        "root": root_of(parts),
        "returns": list(returns),
        "knows": sorted(some(32, name, "knows", n) for n in range(knows)),
        "supersedes": sorted(some(32, name, "earlier", n) for n in range(supersedes)),
    }
    return out, shown


def by_record(name, count, at=AT, how="synced"):
    return {"handed": ("record", (some(32, name), count)), "at": at, "how": how}


def by_voice(said, at=AT, how="voice"):
    return {"handed": ("spoken", said), "at": at, "how": how}


MOTION = some(16, "motion")
RETURNS = {
    "none": (MOTION, some(16, "a"), [], 0, 0),
    "one": (MOTION, some(16, "b"), [some(32, "x")], 7, 1),
    "corrected": (MOTION, some(16, "c"), [some(32, "y", n) for n in range(130)], 1, 128),
}


def sound():
    said = spoken([RETURNS["one"]])
    by_id = sorted([by_record("r1", 1), by_record("r2", 300, AT - 1, "file")], key=lambda one: one["handed"][1])
    return {
        "nothing was cast": closing("nothing", [0]),
        "one part": closing("one", [3]),
        "several parts, one of them empty": closing("several", [2, 0, 5], knows=2),
        "returns by record and by voice": closing("returns", [4], [*by_id, by_voice(said, AT - 60_000)]),
        "the third after two": closing("third", [1, 1], supersedes=2, at=AT + 1),
    }


def unsound():
    """Each is the second sound one, changed so."""
    base = lambda: copy.deepcopy(closing("several", [2, 0, 5], knows=2)[0])  # noqa: E731
    out = {}

    def case(name, change):
        one = base()
        change(one)
        out[name] = entry(one).hex()

    case("a root that is not that of its parts", lambda one: one.update(root=some(32, "other")))
    case("a part's root changed and the root not", lambda one: one["parts"].__setitem__(0, (one["parts"][0][0], some(32, "z"))))

    def turned(one):
        one["parts"].reverse()
        one["root"] = root_of(one["parts"])

    case("parts out of order", turned)
    case("pins out of order", lambda one: one["counted"].reverse())
    case("a pin twice", lambda one: one["open"].append(one["open"][0]))
    case("a pin at nothing", lambda one: one.update(open=[(some(16, "o"), 0, some(32, "o"))]))
    case("what it knows out of order", lambda one: one["knows"].reverse())
    case("no rule", lambda one: one.update(rule=""))
    case("a return that came after it", lambda one: one["returns"].append(by_record("r", 1, AT + 1)))
    case("a spoken form one digit short", lambda one: one["returns"].append(by_voice("0" * 25)))
    case("a spoken form with a letter that is none", lambda one: one["returns"].append(by_voice("U" + "0" * 25)))
    case("voice before record", lambda one: one["returns"].extend([by_voice("0" * 26), by_record("r", 1)]))
    return out


def vectors():
    closings = []
    for name, (one, parts) in sound().items():
        closings.append({"name": name, "entry": entry(one).hex(), "parts": parts, "root": one["root"].hex()})
    returns = []
    for name, one in RETURNS.items():
        data, digest = returned(one)
        returns.append(
            {
                "name": name,
                "ballots": [ballot.hex() for ballot in one[2]],
                "hash": digest.hex(),
                "return": data.hex(),
                "spoken": spoken([one]),
            }
        )
    return {"closings": closings, "unsound": unsound(), "returns": returns, "spoken_of_all": spoken(RETURNS.values())}


if __name__ == "__main__":
    print(json.dumps(vectors(), indent=1, ensure_ascii=False))
