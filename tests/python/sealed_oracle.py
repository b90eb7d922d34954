"""A second program that opens the ballots of a sealed tally, written from docs/spec/counting.md 6.14 and docs/spec/certificate.md alone:
X25519 (RFC 7748), HKDF-SHA-256 (RFC 5869), ChaCha20-Poly1305 (RFC 8439), slow and short."""

import hashlib
import hmac
import struct

P = 2**255 - 19
BASE = (9).to_bytes(32, "little")
CHOICES = {1: "yes", 2: "no", 3: "abstain", 4: "blank", 5: "invalid"}


def clamped(secret):
    scalar = bytearray(secret)
    scalar[0] &= 248
    scalar[31] = scalar[31] & 127 | 64
    return bytes(scalar)


def x25519(secret, point):
    scalar = int.from_bytes(clamped(secret), "little")
    x1 = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for n in range(254, -1, -1):
        bit = scalar >> n & 1
        if swap != bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb = d * a, c * b
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        aa, bb = a * a % P, b * b % P
        e = aa - bb
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def hkdf(secret, salt, info):
    start = hmac.new(salt, secret, hashlib.sha256).digest()
    return hmac.new(start, info + b"\x01", hashlib.sha256).digest()


def block(key, counter, nonce):
    start = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key))
    start += [counter, *struct.unpack("<3I", nonce)]
    state = start[:]

    def quarter(a, b, c, d):
        for to, by, other, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[to] = (state[to] + state[by]) & 0xFFFFFFFF
            mixed = state[other] ^ state[to]
            state[other] = (mixed << turn | mixed >> 32 - turn) & 0xFFFFFFFF

    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
            quarter(a, b, c, d)
        for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(a, b, c, d)
    return struct.pack("<16I", *((one + other) & 0xFFFFFFFF for one, other in zip(state, start, strict=True)))


def tag_of(key, data, about):
    def padded(text):
        return text + bytes(-len(text) % 16)

    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    s, total = int.from_bytes(key[16:], "little"), 0
    message = padded(about) + padded(data) + struct.pack("<QQ", len(about), len(data))
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at : at + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((total + s) % 2**128).to_bytes(16, "little")


def opened(secret, sealed, context):
    """The choice of a ballot; a seal that does not open is a spoilt sheet."""
    made, data, tag = sealed[:32], sealed[32:33], sealed[33:]
    shared = x25519(secret, made)
    if shared == bytes(32) or len(sealed) != 49:
        return "invalid"
    key = hkdf(shared, made + x25519(secret, BASE), b"linli/sealed-choice/1")
    nonce = bytes(12)
    if tag_of(block(key, 0, nonce)[:32], data, context) != tag:
        return "invalid"
    return CHOICES.get(data[0] ^ block(key, 1, nonce)[0], "invalid")


def share_in(chunk):
    """The share that a chunk of one entry hands over: variant 7, opening, closing, key and share of 32 bytes, and a time."""
    for at in range(len(chunk)):
        rest = chunk[at + 1 :]
        if chunk[at] == 7 and len(rest) > 128:
            yield rest[:32].hex(), rest[64:96]


def is_open(ballot):
    return ballot["authority"] == "supervisor" or ballot["kind"] == "withdraw"


def opens(statement, records):
    """Whether the choices are those that the secret opens, and two holders signed for its key. `records`: of each `keys` its
    name, header and chunk, as far as they are sound."""
    seal = statement.get("seal")
    ballots = (statement.get("public") or {}).get("ballots", [])
    if seal is None:
        return not statement["records"]["keys"] and all(one.get("sealed") is None for one in ballots)
    secret = bytes.fromhex(seal["secret"])
    key = x25519(secret, BASE)
    if seal["key"] != key.hex() or len(records) != len(statement["records"]["keys"]):
        return False
    for _, read, chunk in records:
        of_it = (read["doc"], read["community"]) == (statement["tally"], statement["community"])
        if not of_it or (statement["opening"], key) not in share_in(chunk or b""):
            return False
    if len({read["device"] for _, read, _ in records}) < 2:
        return False
    return all(
        is_open(one)
        if one.get("sealed") is None
        else one["choice"] == opened(secret, bytes.fromhex(one["sealed"]), bytes.fromhex(one["context"]))
        for one in ballots
    )
