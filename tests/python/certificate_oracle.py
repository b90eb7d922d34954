"""A second program that verifies a tally's certificate, written from docs/spec/certificate.md, docs/spec/records.md and
docs/spec/counting.md alone.

    python3 certificate_oracle.py FILE        (exit 1 if a fault is found, 2 if it is no certificate)
"""

import hashlib
import json
import sys

import recount_oracle as oracle
import sealed_oracle

# ed25519 (RFC 8032), slow and short.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def recover(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x


def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    out = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            out = add(out, point)
        point = add(point, point)
        scalar >>= 1
    return out


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def same(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
NEUTRAL = (0, 1, 1, 0)


def holds(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or same(times(8, a), NEUTRAL) or same(times(8, r), NEUTRAL):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return same(times(s, BASE), add(r, times(k, a)))


def tagged(tag, *parts):
    return hashlib.sha256(tag.encode() + b"\0" + b"".join(parts)).digest()


class Refused(Exception):
    def __init__(self, code, record=None):
        super().__init__(code)
        self.code, self.record = code, record


class Postcard:
    """Reads postcard, and that it was canonical."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if self.at + count > len(self.data):
            raise ValueError("too short")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self):
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                if byte == 0 and shift > 7:
                    raise ValueError("overlong")
                return value

    def signed(self):
        value = self.number()
        return (value >> 1) ^ -(value & 1)

    def text(self):
        return self.take(self.number()).decode("utf-8")

    def list(self, item):
        return [item() for _ in range(self.number())]

    def id(self):
        return self.take(16).hex()

    def hash(self):
        return self.take(32).hex()

    def pin(self):
        return (self.id(), self.number(), self.hash())

    def part(self):
        return [self.id(), self.hash()]


SIGNERS = {"owner", "co_owner", "agent", "legal_person", "other", "unsigned"}
HOW = {1: "synced", 2: "file", 3: "voice", 4: "paper", 5: "in_person"}


def header_of(data):
    read = Postcard(data)
    if read.take(1) != b"\x01":
        raise ValueError("version")
    out = {"community": read.id(), "scope": read.id(), "doc": read.id(), "kind": read.number(), "device": read.id()}
    out |= {"chain": read.id(), "seq": read.number()}
    after = read.number()
    out["prev"] = read.take((16, 32)[after])
    out["change"] = read.hash()
    out["body"] = read.hash() if read.number() else None
    out |= {"index": read.number(), "roster": read.hash(), "hlc": read.number()}
    if read.at != len(data):
        raise ValueError("trailing bytes")
    start = after == 0
    bound = tagged("linli/chain/1", bytes.fromhex(out["device"]), out["prev"], bytes.fromhex(out["scope"]))[:16].hex()
    if start and (out["seq"] != 1 or bound != out["chain"]) or not start and out["seq"] <= 1:
        raise Refused("record_chain_binding")
    return out


def time(millis):
    """RFC 3339 in China's time, as the library writes it."""
    from datetime import datetime, timedelta, timezone

    there = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=millis)
    text = there.astimezone(timezone(timedelta(hours=8))).isoformat(timespec="milliseconds")
    return text.replace(".000", "")


def closing_of(data):
    """The closing entry of a motion's document: variant 4."""
    read = Postcard(data)
    if read.number() != 4:
        raise ValueError("no closing")
    out = {"rule": read.text(), "opening": read.hash(), "at": read.signed()}
    out["counted"], out["open"] = read.list(read.pin), read.list(read.pin)
    out["parts"], out["root"] = read.list(read.part), read.hash()

    def listed():
        if read.number() == 0:
            handed = {"record": read.hash(), "spoken": None, "ballots": read.number()}
        else:
            handed = {"record": None, "spoken": read.text(), "ballots": None}
        return handed | {"at": read.signed(), "how": HOW[read.take(1)[0]]}

    out["returns"] = read.list(listed)
    out["knows"], out["supersedes"] = read.list(read.hash), read.list(read.hash)
    if read.at != len(data):
        raise ValueError("trailing bytes")
    joined = b"".join(bytes.fromhex(part + root) for part, root in out["parts"])
    if tagged("linli/tally-root/1", joined).hex() != out["root"]:
        raise ValueError("the root is not that of the parts")
    return out


def canonical(value):
    def whole(item):
        if isinstance(item, float):
            raise ValueError("a number is not whole")
        for inner in item.values() if isinstance(item, dict) else item if isinstance(item, list) else ():
            whole(inner)

    whole(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record(value):
    try:
        header, key = bytes.fromhex(value["header"]), bytes.fromhex(value["key"])
        signature = bytes.fromhex(value["signature"])
        chunk = None if value["chunk"] is None else bytes.fromhex(value["chunk"])
    except (KeyError, TypeError, ValueError):
        raise Refused("certificate_record") from None
    name = tagged("linli/header/1", header).hex()
    try:
        read = header_of(header)
    except ValueError:
        raise Refused("record_header") from None
    if chunk is not None and hashlib.sha256(chunk[8:]).hexdigest() != read["change"]:
        raise Refused("record_chunk_hash")
    device = tagged("linli/device/1", key)[:16].hex()
    if device != read["device"] or not holds(key, b"linli/record/1\0" + header, signature):
        raise Refused("record_signature", name)
    return name, read, chunk


def entry_in(chunk):
    """The closings that a chunk of one entry holds (docs/spec/records.md 4): its value stands last but for some bytes about
    nothing. Every place is tried at which one can begin; it says its own length, and its root is that of its parts."""
    found = []
    for at in range(len(chunk)):
        if chunk[at] != 4:
            continue
        for end in range(len(chunk), max(at, len(chunk) - 8), -1):
            try:
                found.append(closing_of(chunk[at:end]))
            except (ValueError, KeyError, IndexError, UnicodeDecodeError):
                pass
    return found


def answer(file):
    told = oracle.count(json.dumps(file, ensure_ascii=False).encode())
    told.pop("explanation", None)
    return told


def verify(data):
    statement = json.loads(data.decode("utf-8"))
    if not isinstance(statement, dict) or statement.get("certificate") != 1:
        raise ValueError("not a certificate")
    faults = []
    try:
        unsigned = {name: value for name, value in statement.items() if name != "signatures"}
        message = b"linli/certificate/1\0" + hashlib.sha256(canonical(unsigned)).digest()
        all_hold = [
            holds(bytes.fromhex(one["key"]), message, bytes.fromhex(one["signature"]))
            and one["device"] == tagged("linli/device/1", bytes.fromhex(one["key"]))[:16].hex()
            for one in statement["signatures"]
        ]
        if not all_hold or not all(all_hold):
            raise ValueError("signature")
    except (KeyError, TypeError, ValueError):
        faults.append("certificate_signature")

    def of_this(read):
        return read["doc"] == statement.get("tally") and read["community"] == statement.get("community") and read["kind"] == 5

    for which in ("opening", "closing"):
        try:
            name, read, chunk = record(statement.get("records", {}).get(which, {}))
        except Refused as refused:
            faults.append(refused.code)
            continue
        if which == "opening":
            if not of_this(read) or name != statement.get("opening"):
                faults.append("certificate_opening")
            continue
        said = {
            "root": statement.get("root"),
            "parts": [[part.get("id"), part.get("root")] for part in statement.get("parts") or []],
            "rule": statement.get("rule"),
            "opening": statement.get("opening"),
            "at": statement.get("closed"),
            "returns": statement.get("returns"),
        }
        agrees = False
        for closing in entry_in(chunk or b""):
            closing["returns"] = [one | {"at": time(one["at"])} for one in closing["returns"]]
            told = {field: closing[field] for field in said if field != "at"} | {"at": time(closing["at"])}
            agrees = agrees or told == said
        if not of_this(read) or not agrees:
            faults.append("certificate_closing")
    try:
        keys, sound = [], True
        for value in statement["records"]["keys"]:
            try:
                keys.append(record(value))
            except Refused as refused:
                faults.append(refused.code)
                sound = False
        sound = sound and sealed_oracle.opens(statement, keys)
    except Exception:  # noqa: BLE001 whatever is wrong with it, it does not open
        sound = False
    if not sound:
        faults.append("certificate_seal")
    try:
        result, public = statement["result"], statement["public"]
        sound = result["certificate"] is True and result["outcome"] != "undecided"
        sound = sound and result["participation"]["of"] == statement["roll"]["entitled"]
        signers, by_right = statement["signers"], statement["classes"]
        sound = sound and set(signers) <= SIGNERS
        sound = sound and all(type(count) is int for count in [*signers.values(), *by_right.values()])
        sound = sound and sum(signers.values()) == sum(by_right.values())
        if public is not None:
            told = {name: value for name, value in result.items() if name != "explanation"}
            sound = sound and answer(public) == told
            sound = sound and all(public[name] == statement[name] for name in ("pack", "rule", "readings"))
            classes = {"collector": 0, "slip": 0, "supervisor": 0}
            for ballot in public["ballots"]:
                if ballot["standing"] != "late":
                    classes[ballot["authority"]] += 1
            sound = sound and classes == statement["classes"]
    except Exception:  # noqa: BLE001 whatever is wrong with it, it does not follow
        sound = False
    if not sound:
        faults.append("certificate_result")
    return faults


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    try:
        faults = verify(data)
    except (ValueError, UnicodeDecodeError):
        print(json.dumps({"error": "not a certificate"}))
        return 2
    print(json.dumps({"failures": faults}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
