# SPDX-License-Identifier: MIT
"""Random SerialKit schemas, values and buffers."""
import struct

from serialkit_reference import Encoder, Schema
from serialkit_schema import RANGES
from tagged_reference import tag, uvarint

NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lamb", "mu", "nu"]
WORDS = ["", "x", "ERROR", "INFO", "käse", "a\tb", "😀", "\u0001"]


def random_schema(rng):
    """A schema and the name of its last model; models hold earlier ones by value and any one otherwise."""
    names = ["Type%d" % i for i in range(rng.randint(1, 3))]
    text = ["namespace gen;", "enum Color { RED = 0; GREEN = 1; BLUE = 300; }",
            "enum Level { LOW = 1; HIGH = 2147483647; }"]
    for i, name in enumerate(names):
        numbers = rng.sample(list(range(1, 20)) + [2000, 536870911], 9)
        fields = [random_field(rng, names, i, field, numbers[k])
                  for k, field in enumerate(rng.sample(NAMES, rng.randint(1, 8)))]
        text.append("model %s {\n%s\n}" % (name, "\n".join(fields)))
    return Schema("\n".join(text)), "\n".join(text), names[-1]


def random_field(rng, names, at, name, number):
    kind = rng.random()
    scalar = rng.choice([*RANGES, "bool", "float", "double", "Color", "Level"])
    if kind < 0.3:
        words = [rng.choice(["", "optional"]), scalar]
    elif kind < 0.5:
        words = [rng.choice(["repeated", "packed repeated", "repeated packed"]), scalar]
    elif kind < 0.6:
        words = [rng.choice(["bitmap repeated", "repeated"]), "bool"]
    elif kind < 0.75:
        marks = ["", "optional", "repeated", "interned", "optional interned", "interned repeated"]
        words = [rng.choice(marks), "string"]
    elif kind < 0.8:
        words = [rng.choice(["", "optional", "repeated"]), "bytes"]
    elif kind < 0.9:
        words = [rng.choice(["optional", "repeated"]), rng.choice(names)]
    else:
        words = ["", rng.choice(names[:at]) if at else scalar]
    return "  %s %s = %d;" % (" ".join(w for w in words if w), name, number)


def random_value(rng, schema, name, depth=0):
    out = {}
    for f in schema.models[name]:
        if f.repeated:
            count = 0 if depth > 2 else rng.choice([0, 1, 2, 8 if f.bitmap else 5])
            out[f.name] = [random_element(rng, schema, f, depth) for _ in range(count)]
        elif not f.optional or (depth < 3 and rng.random() < 0.6):
            out[f.name] = random_element(rng, schema, f, depth)
    return out


def random_element(rng, schema, f, depth):
    if f.type in RANGES:
        low, high = RANGES[f.type]
        return rng.choice([0, 1, low, high, rng.randint(low, high), min(high, rng.randint(0, 300))])
    if f.type in schema.enums:
        return rng.choice(list(schema.enums[f.type]))
    if f.type in schema.models:
        return random_value(rng, schema, f.type, depth + 1)
    if f.type == "float":
        return struct.unpack("<f", struct.pack("<f", rng.uniform(-1e6, 1e6)))[0]
    return {"bool": rng.random() < 0.5, "double": rng.uniform(-1e9, 1e9), "string": rng.choice(WORDS),
            "bytes": rng.randbytes(rng.choice([0, 1, 3, 20])).hex()}[f.type]


def random_buffer(rng, schema, name, depth=0):
    """Fields as no encoder writes them: any wire type, any order, repeated, unknown."""
    out = b""
    fields = schema.models[name]
    for _ in range(rng.randint(0, 6)):
        f = rng.choice(fields)
        number = f.number if rng.random() < 0.85 else rng.choice([0, 7, 99, 536870911, 536870912])
        wire_type = rng.choice([schema.wire_type(f.type)] * 4 + [0, 1, 2, 3, 5, 6, 7])
        if wire_type in (0, 6):
            payload = uvarint(rng.choice([0, 1, 2, 5, 127, 255, 2**31, 2**64 - 1, rng.getrandbits(64)]))
        elif wire_type in (1, 5):
            payload = rng.randbytes(8 if wire_type == 1 else 4)
        else:
            content = rng.randbytes(rng.randint(0, 4))
            if f.type in schema.models and depth < 3:
                content = random_buffer(rng, schema, f.type, depth + 1)
            elif f.type == "string":
                content = rng.choice(WORDS).encode()
            elif wire_type == 3:
                content = b"".join(uvarint(rng.choice([0, 1, 200, 70000])) for _ in range(rng.randint(0, 3)))
            payload = uvarint(len(content) + rng.choice([0] * 12 + [1, 5])) + content
        out += tag(number, wire_type) + payload
    if rng.random() < (0.4 if depth == 0 else 0.05):
        strings = [rng.choice(WORDS).encode() for _ in range(rng.randint(0, 3))]
        content = uvarint(len(strings)) + b"".join(uvarint(len(s)) + s for s in strings)
        table = b"\x06" + uvarint(len(content)) + content
        out = table + out if rng.random() < 0.8 else out + table
    return out


def encoded(schema, name, value):
    return Encoder(schema).run(name, value)
