# SPDX-License-Identifier: MIT
"""A second BitSchema codec on plain integers, written apart from the program, to compare it with."""
import datetime

UNITS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}


def random_schema(rng):
    fields = [random_field(rng, "f%d" % i, 0) for i in range(rng.randint(1, 6))]
    schema = {"name": "Rec", "container": "bytes", "fields": fields}
    if rng.random() < 0.4:
        schema["byte_order"] = "big"
    if rng.random() < 0.4:
        schema["alignment"] = "byte"
    if rng.random() < 0.3:
        shift = rng.randint(1, 20)
        fields[0]["offset"] = shift
    return schema


def random_field(rng, name, depth):
    field = random_type(rng, depth)
    field = dict({"name": name}, **field)
    if field["type"] != "padding" and rng.random() < 0.25:
        field["nullable"] = True
    return field


def random_type(rng, depth):
    kind = rng.choice(["bool", "uint", "int", "int", "enum", "date", "bitmask", "padding", "struct", "array"])
    if depth > 2 and kind in ("struct", "array"):
        kind = "uint"
    if kind == "uint":
        return {"type": "uint", "bits": rng.choice([1, 3, 8, 13, 32, 63, 64])}
    if kind == "int":
        if rng.random() < 0.4:
            return {"type": "int", "bits": rng.choice([2, 7, 16, 64]), "signed": rng.random() < 0.5}
        low = rng.randint(-2000, 2000)
        return {"type": "int", "min": low, "max": low + rng.choice([0, 1, 2, 100, 4095, 4096])}
    if kind == "enum":
        return {"type": "enum", "values": ["v%d" % i for i in range(rng.choice([1, 2, 3, 5, 255]))]}
    if kind == "date":
        resolution = rng.choice(list(UNITS))
        start = datetime.datetime(rng.randint(1, 9000), rng.randint(1, 12), rng.randint(1, 28))
        end = start + datetime.timedelta(seconds=UNITS[resolution] * rng.choice([0, 1, 10, 10000]))
        return {"type": "date", "resolution": resolution, "min_date": start.isoformat()[:10],
                "max_date": end.isoformat() if resolution != "day" else end.isoformat()[:10]}
    if kind == "bitmask":
        positions = rng.sample(range(12), rng.randint(1, 5))
        return {"type": "bitmask", "flags": {"p%d" % p: p for p in positions}}
    if kind == "padding":
        return {"type": "padding", "bits": rng.randint(1, 9)}
    if kind == "struct":
        return {"type": "struct", "fields": [random_field(rng, "s%d" % i, depth + 1)
                                             for i in range(rng.randint(1, 3))]}
    if kind == "array":
        element = random_type(rng, depth + 1)
        while element["type"] == "padding":
            element = random_type(rng, depth + 1)
        if rng.random() < 0.2:
            element["nullable"] = True
        return {"type": "array", "of": element, rng.choice(["length", "max_length"]): rng.choice([1, 2, 3, 7])}
    return {"type": "bool"}


def limits_of(field):
    if "min" in field:
        low = field["min"]
    else:
        low = -(1 << (field["bits"] - 1)) if field.get("signed") else 0
    if "max" in field:
        return low, field["max"]
    return low, (1 << (field["bits"] - 1)) - 1 if field.get("signed") else (1 << field["bits"]) - 1


def moment(text):
    return datetime.datetime.fromisoformat(text)


def units_of(field):
    span = moment(field["max_date"]) - moment(field["min_date"])
    return int(span.total_seconds()) // UNITS[field["resolution"]]


class Layout:
    """Offsets of the fields of one record, by the rules of the schema document."""

    def __init__(self, fields, alignment):
        self.alignment = alignment
        self.places = []
        at = self.bits = 0
        for field in fields:
            width = self.width(field)
            whole = width + (1 if field.get("nullable") else 0)
            if "offset" in field:
                at = field["offset"]
            elif alignment == "byte" and width >= 8 and field["type"] != "padding":
                at = (at + 7) // 8 * 8
            self.places.append((field, at, width))
            at += whole
            if whole:
                self.bits = max(self.bits, at)

    def width(self, field):
        kind = field["type"]
        if kind == "bool":
            return 1
        if kind in ("uint", "padding"):
            return field["bits"]
        if kind == "int":
            low, high = limits_of(field)
            return field.get("bits", (high - low).bit_length())
        if kind == "enum":
            return (len(field["values"]) - 1).bit_length()
        if kind == "date":
            return units_of(field).bit_length()
        if kind == "bitmask":
            return max(field["flags"].values()) + 1
        if kind == "struct":
            return Layout(field["fields"], self.alignment).bits
        return self.count_bits(field) + self.capacity(field) * self.element_bits(field)

    def element_bits(self, field):
        return self.width(field["of"]) + (1 if field["of"].get("nullable") else 0)

    @staticmethod
    def capacity(field):
        return field.get("length", field.get("max_length"))

    @staticmethod
    def count_bits(field):
        return field["max_length"].bit_length() if "max_length" in field else 0


def random_value(rng, field):
    if field.get("nullable") and rng.random() < 0.4:
        return None
    kind = field["type"]
    if kind == "bool":
        return rng.random() < 0.5
    if kind == "uint":
        return rng.getrandbits(field["bits"])
    if kind == "int":
        return rng.randint(*limits_of(field))
    if kind == "enum":
        return rng.choice(field["values"])
    if kind == "date":
        step = UNITS[field["resolution"]] * rng.randint(0, units_of(field))
        return spell_date(field, moment(field["min_date"]) + datetime.timedelta(seconds=step))
    if kind == "bitmask":
        return {name: rng.random() < 0.5 for name, _ in by_position(field)}
    if kind == "struct":
        return {f["name"]: random_value(rng, f) for f in field["fields"] if f["type"] != "padding"}
    count = field["length"] if "length" in field else rng.randint(0, field["max_length"])
    return [random_value(rng, field["of"]) for _ in range(count)]


def by_position(field):
    return sorted(field["flags"].items(), key=lambda flag: flag[1])


def spell_date(field, when):
    return when.isoformat()[:10] if field["resolution"] == "day" else when.isoformat()


def pack(field, value, layout):
    """The field's bits as an integer, presence bit first where there is one."""
    if field.get("nullable"):
        if value is None:
            return 0
        return 1 | pack_value(field, value, layout) << 1
    return pack_value(field, value, layout)


def pack_value(field, value, layout):
    kind = field["type"]
    if kind == "bool":
        return int(value)
    if kind == "uint":
        return value
    if kind == "int":
        return value - limits_of(field)[0]
    if kind == "enum":
        return field["values"].index(value)
    if kind == "date":
        return int((moment(value) - moment(field["min_date"])).total_seconds()) // UNITS[field["resolution"]]
    if kind == "bitmask":
        return sum(1 << position for name, position in field["flags"].items() if value[name])
    if kind == "struct":
        return pack_record(Layout(field["fields"], layout.alignment), value)
    packed = len(value) if "max_length" in field else 0
    for i, element in enumerate(value):
        packed |= pack(field["of"], element, layout) << (layout.count_bits(field) + i * layout.element_bits(field))
    return packed


def pack_record(layout, value):
    packed = 0
    for field, at, _ in layout.places:
        if field["type"] != "padding":
            packed |= pack(field, value[field["name"]], layout) << at
    return packed


def size_of(layout):
    return max(1, (layout.bits + 7) // 8)


def encode(schema, value):
    layout = Layout(schema["fields"], schema.get("alignment", "packed"))
    return pack_record(layout, value).to_bytes(size_of(layout), schema.get("byte_order", "little"))


class Decoder:
    """Decodes one record from whole bytes. `codes` is the set of what went wrong."""

    def __init__(self, schema, data):
        self.codes = set()
        self.layout = Layout(schema["fields"], schema.get("alignment", "packed"))
        size = size_of(self.layout)
        if len(data) > size:
            self.codes.add("trailing-bytes")
        self.packed = int.from_bytes(data[:size], schema.get("byte_order", "little"))

    def run(self):
        if self.packed >> self.layout.bits:
            self.codes.add("bits-above-total")
        return self.record(self.layout, self.packed & ((1 << self.layout.bits) - 1))

    def record(self, layout, packed):
        out = {}
        covered = 0
        for field, at, width in layout.places:
            whole = width + (1 if field.get("nullable") else 0)
            covered |= ((1 << whole) - 1) << at
            bits = packed >> at & ((1 << whole) - 1)
            if field["type"] == "padding":
                if bits:
                    self.codes.add("padding-not-zero")
                continue
            keep, value = self.field(field, bits, width, layout)
            if keep:
                out[field["name"]] = value
        if packed & ~covered:
            self.codes.add("padding-not-zero")
        return out

    def field(self, field, bits, width, layout):
        if field.get("nullable"):
            if not bits & 1:
                if bits:
                    self.codes.add("null-not-zero")
                return True, None
            bits >>= 1
        return self.value(field, bits, layout)

    def value(self, field, bits, layout):
        kind = field["type"]
        if kind == "bool":
            return True, bool(bits)
        if kind == "uint":
            return True, bits
        if kind == "int":
            low, high = limits_of(field)
            return (True, low + bits) if low + bits <= high else self.raw("value-range", bits)
        if kind == "enum":
            known = bits < len(field["values"])
            return (True, field["values"][bits]) if known else self.raw("unknown-enum-value", bits)
        if kind == "date":
            if bits > units_of(field):
                return self.raw("past-max-date", bits)
            seconds = bits * UNITS[field["resolution"]]
            return True, spell_date(field, moment(field["min_date"]) + datetime.timedelta(seconds=seconds))
        if kind == "bitmask":
            if bits & ~sum(1 << p for p in field["flags"].values()):
                return self.raw("undefined-flag", bits)
            return True, {name: bool(bits >> p & 1) for name, p in by_position(field)}
        if kind == "struct":
            return True, self.record(Layout(field["fields"], layout.alignment), bits)
        return self.array(field, bits, layout)

    def raw(self, code, bits):
        self.codes.add(code)
        return True, bits

    def array(self, field, bits, layout):
        count_bits, size = layout.count_bits(field), layout.element_bits(field)
        count = bits & ((1 << count_bits) - 1) if count_bits else layout.capacity(field)
        if count > layout.capacity(field):
            self.codes.add("count-above-max")
            return False, None
        bits >>= count_bits
        out = []
        for _ in range(count):
            out.append(self.field(field["of"], bits & ((1 << size) - 1), layout.width(field["of"]), layout)[1])
            bits >>= size
        if bits:
            self.codes.add("unused-slots-not-zero")
        return True, out
