# SPDX-License-Identifier: MIT
"""Random Cramberry schemas, values and buffers."""
import struct

from cramberry_schema import ANY_IDS, PRIMITIVES, Schema, Type
from cramberry_values import time_text, uuid_text
from tagged_reference import tag, uvarint

NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lamb", "mu", "nu"]
NUMBERS = [n for n, (wire_type, kind, _) in PRIMITIVES.items() if wire_type in (0, 1, 5, 6) and n != "byte"]
INTEGERS = [n for n in NUMBERS if PRIMITIVES[n][1] in ("int", "uint")]
KEYS = [n for n in INTEGERS if n != "duration"] + ["bool", "string", "bytes", "Color"]
WORDS = ["", "a", "ab", "abc", "b", "käse", "😀", "\u0001"]


def random_schema(rng):
    """A schema, its text and the name of its last type."""
    mode = rng.choice(["", "", '@typeref("name") ', '@typeref("hash") ', '@typeref("name") @typeprefix("pre.fix") '])
    names = ["Type%d" % i for i in range(rng.randint(1, 3))]
    package = rng.choice(["package gen;", "package gen.deep;", ""])
    text = [package, "enum Color { RED; GREEN; BLUE = 300; }", "%sinterface Shape { }" % mode,
            "@implements(Shape) @typeid(200) type Circle { r: uint32; }",
            "@implements(Shape) type Square { s: int32?; t: string; }"]
    for i, name in enumerate(names):
        presence = rng.random() < 0.2
        fields = rng.sample(NAMES, rng.randint(1, 9 if presence else 7))
        numbers = rng.sample(list(range(1, 20)) + [2000, 536870911], len(fields))
        lines = ["  @field(%d) %s" % (numbers[k], random_field(rng, names, i, field, presence))
                 for k, field in enumerate(fields)]
        text.append("%stype %s {\n%s\n}" % ("@presence " if presence else "", name, "\n".join(lines)))
    return Schema("\n".join(text)), "\n".join(text), names[-1]


def random_field(rng, names, at, name, presence):
    kind = rng.random()
    if kind < 0.3:
        return random_coded(rng, name)
    written = random_type(rng, names, at, 0)
    if written in names[at:]:
        return "%s: %s?;" % (name, written)
    marks = rng.choice(["", "", "", "", "?", "?", "@required ", "@oneof "])
    if written[0] == "[" or written[:3] == "map":
        marks = rng.choice(["", "", "?"])
    if marks == "?":
        return "%s: %s?;" % (name, written)
    if marks == "" and not presence and rng.random() < 0.3:
        default = {"string": '"dé"', "bool": "true", "Color": "GREEN", "int32": "-7", "uint64": "7", "float64": "1.5",
                   "[]int32": "[1, 2]"}.get(written)
        if default:
            return "%s: %s = %s;" % (name, written, default)
    return "%s%s: %s;" % (marks, name, written)


def random_coded(rng, name):
    optional = rng.choice(["", "", "?"])
    number = rng.choice([n for n in NUMBERS if n != "uint8"] + ["Color", "uint8"])
    length = rng.choice(["[]", "[]", "[]", "[3]"])
    encoding, written = rng.choice([
        ("packed", length + rng.choice([n for n in NUMBERS if n != "uint8"])),
        ("delta", length + rng.choice([*INTEGERS, "time"])), ("rle", length + number), ("sparse", length + number),
        ("dict", length + rng.choice(["string", "bytes"])), ("prefix", length + rng.choice(["string", "bytes"])),
        ("bitpack=%d" % rng.choice([1, 3, 8]), length + rng.choice(["uint8", "uint16", "fixed64", "Color"])),
        ("bitpack=1", length + "bool"),
        ("fixed", rng.choice(["[4]byte", "[8]byte", "[3]byte", "[2]int32", "[2]string", "[2]Shape", "[2]Circle"])),
        ("codec=uuid", rng.choice(["[16]byte", "bytes"])), ("codec=decimal128", rng.choice(["[16]byte", "bytes"])),
        ("codec=bigint", "bytes")])
    return '@encoding("%s") %s: %s%s;' % (encoding, name, written, optional)


def random_type(rng, names, at, depth):
    kind = rng.random()
    if kind < 0.35:
        return rng.choice(NUMBERS + ["byte", "Color"])
    if kind < 0.5:
        return rng.choice(["string", "bytes", "time", "complex64", "complex128"])
    if kind < 0.6:
        return rng.choice(["any", "Shape"])
    if kind < 0.7 and depth < 2:
        return "map<%s, %s>" % (rng.choice(KEYS), random_type(rng, names, at, depth + 1))
    if kind < 0.9 and depth < 2:
        # What a type with required fields is worth when it is left out is not said, so none stands in a [N]T.
        if rng.random() < 0.3:
            return "[2]" + random_type(rng, [], 0, depth + 1)
        return "[]" + random_type(rng, names, at, depth + 1)
    return rng.choice(names + ["Circle", "Square"])


def random_value(rng, schema, decl, depth=0):
    out, groups = {}, set()
    for f in decl.fields:
        if f.group is not None:
            if f.group in groups or rng.random() < 0.4:
                continue
            groups.add(f.group)
        elif not f.required and (rng.random() < 0.25 or depth > 3):
            continue
        value = random_field_value(rng, schema, f, depth)
        if value is not None:
            out[f.name] = value
    return out


def random_field_value(rng, schema, f, depth):
    if f.encoding == "codec=uuid":
        return uuid_text(rng.choice([bytes(16), rng.randbytes(16)]))
    if f.encoding == "codec=decimal128":
        return rng.choice(["0", "1.50", "-0.001", "12345678901234567890", "1E+3"])
    if f.encoding == "codec=bigint":
        return str(rng.choice([0, 1, -1, 255, -256, rng.getrandbits(200)]))
    width = int(f.encoding[8:]) if (f.encoding or "").startswith("bitpack") else None
    if width is not None:
        highest = min((1 << width) - 1, 1 if f.type.element.kind == "bool" else 1 << 62)
        values = [rng.randint(0, highest) for _ in range(f.type.count or rng.randint(0, 6))]
        if f.type.element.kind == "bool":
            return [v == 1 for v in values]
        return [min(v, 1) for v in values] if f.type.element.kind == "enum" else values
    if f.encoding == "delta" and f.type.element.kind == "time":
        return [time_text(rng.randint(-2**33, 2**33), rng.choice([0, 1, 500000000]))
                for _ in range(f.type.count or rng.randint(0, 4))]
    value = random_of(rng, schema, f.type, depth, f.required)
    if f.encoding in ("rle", "sparse", "dict") and value and rng.random() < 0.7:
        return [rng.choice(value[:2]) for _ in value]
    return value


def random_of(rng, schema, t, depth, needed=False):
    if t.kind in ("int", "uint"):
        low, high = (-1 << t.bits - 1, (1 << t.bits - 1) - 1) if t.kind == "int" else (0, (1 << t.bits) - 1)
        return rng.choice([0, 0, 1, low, high, rng.randint(low, high)])
    if t.kind == "array":
        count = t.count or (0 if depth > 3 else rng.choice([0, 1, 2, 4]))
        return [random_of(rng, schema, t.element, depth + 1) for _ in range(count)]
    if t.kind == "map":
        return random_map(rng, schema, t, depth)
    if t.kind == "message":
        return random_value(rng, schema, t.decl, depth + 1)
    if t.kind in ("interface", "any"):
        return random_polymorphic(rng, schema, t, depth, needed)
    size = t.count if t.count is not None else rng.choice([0, 1, 3, 17])
    seconds = rng.choice([0, 1, -1, rng.randint(-62135596800, 253402300799)])
    return {"bool": rng.random() < 0.5, "enum": rng.choice(["RED", "GREEN", "BLUE"]),
            "float": random_float(rng, t.bits), "string": rng.choice(WORDS),
            "bytes": rng.choice([bytes(size), rng.randbytes(size)]).hex(),
            "complex": [random_float(rng, t.bits // 2), random_float(rng, t.bits // 2)],
            "time": time_text(seconds, rng.choice([0, 1, 120000000]))}[t.kind]


def random_float(rng, bits):
    code = "<f" if bits == 32 else "<d"
    return rng.choice([0.0, 1.0, struct.unpack(code, struct.pack(code, rng.uniform(-1e9, 1e9)))[0]])


def random_map(rng, schema, t, depth):
    entries = {}
    for _ in range(0 if depth > 3 else rng.choice([0, 1, 3])):
        key = random_of(rng, schema, t.key, depth + 1)
        entries[repr(key)] = (key, random_of(rng, schema, t.element, depth + 1))
    if t.key.kind == "string":
        return dict(entries.values())
    return [[k, v] for k, v in entries.values()]


def random_polymorphic(rng, schema, t, depth, needed):
    if not needed and (depth > 3 or rng.random() < 0.2):
        return None
    if t.kind == "any" and rng.random() < 0.6:
        name = rng.choice(list(ANY_IDS))
        wire_type, kind, bits = PRIMITIVES[name]
        return {"@type": name, "value": random_of(rng, schema, Type(kind, wire_type, bits, name), depth)}
    decl = schema.message(rng.choice(["Circle", "Square"]))
    return {"@type": decl.name, **random_value(rng, schema, decl, depth + 1)}


def random_frame(rng, schema, root):
    key, value = rng.choice(WORDS), rng.choice(WORDS)
    kind = rng.choice(["message"] * 5 + ["header", "trailer", "reset", "ping", "pong", "window", "schema"])
    if kind == "message":
        decl = schema.message(rng.choice([root, "Circle", "Square"]))
        return {kind: {"@type": decl.name, **random_value(rng, schema, decl)}}
    content = {"header": {"key": key, "value": value}, "trailer": {"key": key, "value": value},
               "reset": {"code": rng.choice([0, 1, 300]), "text": value}, "window": rng.choice([0, 1, 300, 2**63]),
               "schema": value}
    return {kind: content.get(kind, rng.randbytes(rng.choice([0, 1, 64])).hex())}


def random_buffer(rng, decl):
    """Fields as no encoder writes them: any wire type, any order, repeated, unknown."""
    out = b""
    for _ in range(rng.randint(0, 6)):
        f = rng.choice(decl.fields)
        number = f.number if rng.random() < 0.9 else rng.choice([0, 7, 99, 536870911, 536870912])
        wire_type = rng.choice([f.type.wire_type] * 6 + [0, 1, 2, 5, 6, 7])
        if wire_type in (0, 6):
            payload = uvarint(rng.choice([0, 1, 2, 5, 127, 255, 2**31, 2**64 - 1, rng.getrandbits(64)]))
        elif wire_type in (1, 5):
            payload = rng.choice([bytes(8), rng.randbytes(8)])[:8 if wire_type == 1 else 4]
        else:
            small = [0, 0, 1, 1, 2, 3, 4, 8, 97, 128, 200]
            content = bytes(rng.choice(small) for _ in range(rng.randint(0, 9)))
            payload = uvarint(len(content) + rng.choice([0] * 12 + [1, 5])) + content
            if wire_type == 7:
                payload = uvarint(rng.choice([0, 1, 5, 12, 18, 200, 300])) + payload
        out += tag(number, wire_type) + payload
    return out
