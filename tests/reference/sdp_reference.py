# SPDX-License-Identifier: MIT
"""A second SDP codec: small, obvious, slow, and written apart from the program, to compare it with."""
import math
import struct

INTEGERS = {"u8": (1, 0), "u16": (2, 0), "u32": (4, 0), "u64": (8, 0),
            "i8": (1, 1), "i16": (2, 1), "i32": (4, 1), "i64": (8, 1)}
FLOATS = {"f32": ("<f", 4), "f64": ("<d", 8)}
NAMES = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda_", "mu", "nu"]


class Stop(Exception):
    """Nothing more of this buffer can be read."""


class Schema:
    """types: name -> list of (field, type); a type is "u8" …, "str", ("list", t), ("optional", name) or a name."""

    def __init__(self, types):
        self.types = types

    def text(self):
        def spell(t):
            if isinstance(t, str):
                return t
            return ("[]" if t[0] == "list" else "?") + spell(t[1])
        return "\n".join("struct %s {\n%s\n}" % (name, ",\n".join("  %s: %s" % (f, spell(t)) for f, t in fields))
                         for name, fields in self.types.items())

    def smallest(self, t):
        if t in INTEGERS:
            return INTEGERS[t][0]
        if t in FLOATS:
            return FLOATS[t][1]
        if t == "bool" or (isinstance(t, tuple) and t[0] == "optional"):
            return 1
        if t == "str" or isinstance(t, tuple):
            return 4
        return sum(self.smallest(f) for _, f in self.types[t])


def random_schema(rng):
    """Structs refer to earlier ones by value and to any one through lists and optionals."""
    names = ["Type%d" % i for i in range(rng.randint(1, 4))]
    types = {}
    for i, name in enumerate(names):
        fields = []
        for field in rng.sample(NAMES, rng.randint(1, 7)):
            fields.append((field, random_type(rng, names, i)))
        types[name] = fields
    return Schema(types), names[-1]


def random_type(rng, names, at):
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(list(INTEGERS) + list(FLOATS) + ["bool", "bool"])
    if kind < 0.65:
        return "str"
    if kind < 0.8:
        element = random_type(rng, names, at)
        return ("list", element) if isinstance(element, str) else element
    if kind < 0.9:
        return ("optional", rng.choice(names))
    return rng.choice(names[:at]) if at > 0 else "u16"


def random_value(rng, schema, t, depth=0):
    if t in INTEGERS:
        size, signed = INTEGERS[t]
        bits = rng.choice([1, 4, size * 8])
        value = rng.getrandbits(min(bits, size * 8))
        return value - (1 << (size * 8)) if signed and value >> (size * 8 - 1) else value
    if t in FLOATS:
        return json_float(struct.unpack(FLOATS[t][0], rng.randbytes(FLOATS[t][1]))[0], t)
    if t == "bool":
        return rng.random() < 0.5
    if t == "str":
        return "".join(rng.choice("abc äß€😀\"\\\n") for _ in range(rng.randint(0, 12)))
    if isinstance(t, tuple) and t[0] == "list":
        count = 0 if depth > 4 else rng.choice([0, 1, 2, 5])
        return [random_value(rng, schema, t[1], depth + 1) for _ in range(count)]
    if isinstance(t, tuple):
        return None if depth > 4 or rng.random() < 0.4 else random_value(rng, schema, t[1], depth + 1)
    return {f: random_value(rng, schema, ft, depth + 1) for f, ft in schema.types[t]}


def json_float(value, t):
    """Only values whose JSON form needs no special spelling; NaN and infinities have vectors of their own."""
    if math.isnan(value) or math.isinf(value):
        return 0.5
    return value


def encode(schema, t, value):
    if t in INTEGERS:
        return value.to_bytes(INTEGERS[t][0], "little", signed=bool(INTEGERS[t][1]))
    if t in FLOATS:
        return struct.pack(FLOATS[t][0], value)
    if t == "bool":
        return b"\x01" if value else b"\x00"
    if t == "str":
        raw = value.encode()
        return len(raw).to_bytes(4, "little") + raw
    if isinstance(t, tuple) and t[0] == "list":
        return len(value).to_bytes(4, "little") + b"".join(encode(schema, t[1], v) for v in value)
    if isinstance(t, tuple):
        return b"\x00" if value is None else b"\x01" + encode(schema, t[1], value)
    return b"".join(encode(schema, ft, value[f]) for f, ft in schema.types[t])


class Decoder:
    """Decodes as far as it goes. `codes` is the set of what went wrong."""

    def __init__(self, schema, data):
        self.schema, self.data, self.at, self.codes = schema, data, 0, set()

    def run(self, root):
        out = {}
        try:
            self.struct(root, out)
            if self.at < len(self.data):
                self.codes.add("trailing-bytes")
        except Stop:
            pass
        return out

    def take(self, count):
        if len(self.data) - self.at < count:
            self.codes.add("truncated")
            raise Stop
        self.at += count
        return self.data[self.at - count:self.at]

    def struct(self, name, out):
        for field, t in self.schema.types[name]:
            self.value(t, lambda v, f=field: out.__setitem__(f, v))

    def value(self, t, put):
        """Reads a value and hands it to `put`, composites before their content, so that partial ones stay."""
        if t in INTEGERS:
            size, signed = INTEGERS[t]
            put(int.from_bytes(self.take(size), "little", signed=bool(signed)))
        elif t in FLOATS:
            put(spelled_float(self.take(FLOATS[t][1]), t))
        elif t == "bool":
            byte = self.take(1)[0]
            if byte > 1:
                self.codes.add("bool-value")
            put(byte != 0)
        elif t == "str":
            put(self.text(self.take(int.from_bytes(self.take(4), "little"))))
        elif isinstance(t, tuple) and t[0] == "list":
            self.list(t[1], put)
        elif isinstance(t, tuple):
            presence = self.take(1)[0]
            if presence > 1:
                self.codes.add("bad-presence")
                raise Stop
            if presence == 0:
                put(None)
            else:
                self.value(t[1], put)
        else:
            out = {}
            put(out)
            self.struct(t, out)

    def text(self, raw):
        try:
            return raw.decode()
        except UnicodeDecodeError:
            self.codes.add("invalid-utf8")
            return {"@bytes": raw.hex()}

    def list(self, element, put):
        count = int.from_bytes(self.take(4), "little")
        if count > 1_000_000:
            self.codes.add("limit-array")
            raise Stop
        smallest = self.schema.smallest(element)
        there = min(count, (len(self.data) - self.at) // smallest)
        out = []
        put(out)
        if there < count:
            self.codes.add("truncated")
        for _ in range(there):
            self.value(element, out.append)
        if there < count:
            raise Stop


def spelled_float(raw, t):
    value = struct.unpack(FLOATS[t][0], raw)[0]
    if math.isnan(value):
        bits = int.from_bytes(raw, "little")
        quiet = 0x7FC00000 if t == "f32" else 0x7FF8000000000000
        return "NaN" if bits == quiet else "NaN:0x%0*x" % (len(raw) * 2, bits)
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value
