# SPDX-License-Identifier: MIT
"""The Cramberry schema language as far as the reference codec needs it. It takes sound schemas; checking them is not
its business."""
import copy
import json
import posixpath

from tagged_reference import tokens

# name -> (wire type, kind, bits)
PRIMITIVES = {"bool": (0, "bool", 1), "string": (2, "string", 0), "bytes": (2, "bytes", 0),
              "complex64": (2, "complex", 64), "complex128": (2, "complex", 128), "time": (2, "time", 96),
              "duration": (6, "int", 64), "int": (6, "int", 64), "uint": (0, "uint", 64), "uintptr": (0, "uint", 64),
              "byte": (0, "uint", 8), "fixed32": (5, "uint", 32), "fixed64": (1, "uint", 64),
              "sfixed32": (5, "int", 32), "sfixed64": (1, "int", 64), "float32": (5, "float", 32),
              "float64": (1, "float", 64)}
for _bits in (8, 16, 32, 64):
    PRIMITIVES["int%d" % _bits] = (6, "int", _bits)
    PRIMITIVES["uint%d" % _bits] = (0, "uint", _bits)
ANY_IDS = {"bool": 1, "int8": 2, "int16": 3, "int32": 4, "int64": 5, "uint8": 6, "uint16": 7, "uint32": 8, "uint64": 9,
           "float32": 10, "float64": 11, "string": 12, "bytes": 13, "int": 14, "uint": 15, "complex64": 16,
           "complex128": 17, "time": 64, "duration": 65}
TIMESTAMP = "package google.protobuf; type Timestamp { @field(1) seconds: int64; @field(2) nanos: int32; }"
WRAPPED = {"Bool": "bool", "Int32": "int32", "Int64": "int64", "UInt32": "uint32", "UInt64": "uint64",
           "Float": "float32", "Double": "float64", "String": "string", "Bytes": "bytes"}
STDLIB = ("package cramberry.stdlib; type Timestamp { @field(1) seconds: int64; @field(2) nanos: int32; }"
          " type Duration { @field(1) nanos: int64; } type Empty {}"
          " type Any { @field(1) typeUrl: string; @field(2) value: bytes; }"
          + "".join(" type %sValue { @field(1) value: %s; }" % pair for pair in WRAPPED.items()))
LIBRARY = {"google/protobuf/timestamp.cramberry": TIMESTAMP, "cramberry/stdlib.cramberry": STDLIB}


class Type:
    """A resolved type. kind: bool, int, uint, float, complex, time, string, bytes, enum, array, map, message,
    interface, any. `count` is N of [N]T."""

    def __init__(self, kind, wire_type=2, bits=0, name="", element=None, key=None, count=None, decl=None):
        self.kind, self.wire_type, self.bits, self.name = kind, wire_type, bits, name
        self.element, self.key, self.count, self.decl = element, key, count, decl
        self.optional = False  # a type argument that makes the fields of its type optional

    def scalar(self):
        return self.wire_type in (0, 1, 5, 6)

    def polymorphic(self):
        return self.kind in ("interface", "any")


class Field:
    def __init__(self, name, number, written, marks, default):
        self.name, self.number, self.written, self.marks, self.default = name, number, written, marks, default
        self.type, self.optional = None, False
        self.required = "required" in marks
        oneof = marks.get("oneof")
        self.group = None if oneof is None else oneof[0] if oneof else ""
        self.encoding = marks["encoding"][0] if "encoding" in marks else "packed" if "packed" in marks else None
        self.rules = [text for name, args in marks.items() if name == "validate" for text in args]


class Declaration:
    """kind: type, enum, interface. `full` is package.Name; a generic instance has its arguments in the name."""

    def __init__(self, kind, name, package, marks):
        self.kind, self.name, self.marks = kind, name, marks
        self.full = package + "." + name if package else name
        self.parameters, self.fields, self.values, self.bases = [], [], {}, []
        self.file, self.generic = None, False

    def presence(self):
        return "presence" in self.marks

    def type_id(self):
        return int(self.marks["typeid"][0], 0) if "typeid" in self.marks else fnv(self.full, 64) % 2**31 + 128


def fnv(text, bits):
    prime, value = (0x100000001B3, 0xCBF29CE484222325) if bits == 64 else (0x01000193, 0x811C9DC5)
    for byte in text.encode():
        value = (value ^ byte) * prime % 2**bits
    return value


class File:
    def __init__(self, text):
        self.package, self.imports, self.declared = "", [], {}
        self.words = tokens(text)
        while self.words:
            self.declaration()

    def take(self, word=None):
        found = self.words.pop(0)
        assert word is None or found == word, (found, word)
        return found

    def accept(self, word):
        if self.words and self.words[0] == word:
            return self.words.pop(0)
        return None

    def until(self, stop):
        out = []
        while self.words[0] != stop:
            out.append(self.take())
        self.take()
        return out

    def annotations(self):
        marks = {}
        while self.accept("@"):
            name, args = self.take(), []
            if self.accept("("):
                args = [json.loads(w) if w[0] == '"' else w for w in self.arguments()]
            if name in ("implements", "validate"):
                marks[name] = marks.get(name, []) + args
            else:
                marks[name] = args
        return marks

    def arguments(self):
        """What stands between parentheses: literals or dotted names, of `name = literal` the literal."""
        out, word = [], ""
        for w in [*self.until(")"), ","]:
            if w == ",":
                out.append(word)
            word = "" if w in ",=" else word + w
        return out

    def declaration(self):
        marks = self.annotations()
        word = self.take()
        if word == "package":
            self.package = "".join(self.until(";"))
        elif word == "import":
            words = self.until(";")
            self.imports.append((json.loads(words[0]), words[2] if len(words) > 1 else None))
        elif word == "type":
            self.type(marks)
        elif word == "enum":
            self.enum(marks)
        elif word == "interface":
            decl = self.add("interface", marks)
            words = self.until("{")
            decl.bases = [w for w in words if w not in ("extends", ",")]
            self.until("}")
        elif word == "service":
            self.until("}")

    def add(self, kind, marks):
        decl = Declaration(kind, self.take(), self.package, marks)
        decl.file = self
        self.declared[decl.name] = decl
        return decl

    def type(self, marks):
        decl = self.add("type", marks)
        if self.accept("<"):
            decl.parameters = [w for w in self.until(">") if w != ","]
        if self.accept("extends"):
            decl.bases = [self.type_ref()]
        self.take("{")
        while not self.accept("}"):
            decl.fields.append(self.field())

    def field(self):
        marks = self.annotations()
        name = self.take()
        self.take(":")
        written = self.type_ref()
        default = self.literal() if self.accept("=") else None
        self.take(";")
        return Field(name, int(marks["field"][0], 0) if "field" in marks else None, written, marks, default)

    def type_ref(self):
        """("opt", t), ("array", t, n), ("map", k, v) or ("name", "a.b", [arguments])."""
        written = self.plain_type()
        return ("opt", written) if self.accept("?") else written

    def plain_type(self):
        if self.accept("["):
            count = None if self.words[0] == "]" else int(self.take(), 0)
            self.take("]")
            return ("array", self.plain_type(), count)
        name = self.take()
        if name == "map":
            self.take("<")
            key = self.type_ref()
            self.take(",")
            value = self.type_ref()
            self.take(">")
            return ("map", key, value)
        while self.accept("."):
            name += "." + self.take()
        arguments = []
        if self.accept("<"):
            arguments.append(self.type_ref())
            while self.accept(","):
                arguments.append(self.type_ref())
            self.take(">")
        return ("name", name, arguments)

    def literal(self):
        word = self.take()
        if word == "[":
            out = []
            while not self.accept("]"):
                out.append(self.literal())
                self.accept(",")
            return out
        if word == "{":
            self.take("}")
            return {}
        if word[0] == '"':
            return json.loads(word)
        if word in ("true", "false"):
            return word == "true"
        if word == "-":
            return -self.literal()
        if word[0].isdigit() or word[0] == "-":
            return int(word, 0) if not any(c in word for c in ".eE") or "x" in word else float(word)
        while self.accept("."):
            word = self.take()
        return word

    def enum(self, marks):
        decl = self.add("enum", marks)
        self.take("{")
        number = -1
        while not self.accept("}"):
            self.annotations()
            name = self.take()
            number = int(self.take(), 0) if self.accept("=") else number + 1
            decl.values[name] = number
            self.take(";")


class Schema:
    """Declarations by full name, their fields resolved; generic instances are made by use."""

    def __init__(self, text, files=None):
        self.sources, self.loaded, self.declarations = {**LIBRARY, **(files or {})}, {}, {}
        self.root = File(text)
        self.load(self.root, "")
        self.reachable = [d for f in [self.root, *self.loaded.values()] for d in f.declared.values()]
        for decl in self.reachable:
            if not decl.parameters:
                self.declarations[decl.full] = decl
        for decl in list(self.declarations.values()):
            self.resolve_fields(decl, {})

    def load(self, file, folder):
        """Reads the imports of a file: relative to it, else as they are written."""
        for i, (path, alias) in enumerate(file.imports):
            near = posixpath.normpath(posixpath.join(folder, path))
            path = near if near in self.sources else path
            file.imports[i] = (path, alias)
            if path not in self.loaded:
                self.loaded[path] = File(self.sources[path])
                self.load(self.loaded[path], posixpath.dirname(path))

    def resolve_fields(self, decl, bound):
        if decl.kind != "type" or getattr(decl, "resolved", False):
            return
        decl.resolved = True
        inherited = []
        for base in decl.bases:
            inherited = self.resolve(base, decl.file, bound).decl.fields
        number = max([f.number for f in inherited], default=0)
        for f in decl.fields:
            f.number = number + 1 if f.number is None else f.number
            number = f.number
            written = f.written
            if written[0] == "opt":
                f.optional, written = True, written[1]
            f.type = self.resolve(written, decl.file, bound, f.encoding)
            f.optional = f.optional or f.type.optional
        decl.fields = [*inherited, *decl.fields]
        decl.ordered = sorted(decl.fields, key=lambda f: f.number)

    def resolve(self, written, file, bound, encoding=None):
        if written[0] == "opt":
            optional = copy.copy(self.resolve(written[1], file, bound))
            optional.optional = True
            return optional
        if written[0] == "array":
            element = self.resolve(written[1], file, bound)
            coded = encoding in ("packed", "delta", "rle", "sparse") or (encoding or "").startswith("bitpack")
            if element.name in ("byte", "uint8") and not coded:
                return Type("bytes", count=written[2])
            return Type("array", element=element, count=written[2])
        if written[0] == "map":
            return Type("map", key=self.resolve(written[1], file, bound), element=self.resolve(written[2], file, bound))
        return self.named(written[1], written[2], file, bound)

    def named(self, name, arguments, file, bound):
        if isinstance(bound.get(name), Type):
            return bound[name]
        if name in PRIMITIVES:
            wire_type, kind, bits = PRIMITIVES[name]
            return Type(kind, wire_type, bits, name)
        if name == "any":
            return Type("any", 7, name="any")
        decl = self.find(name, file)
        if arguments:
            decl = self.instance(decl, [self.resolve(a, file, bound) for a in arguments])
        if decl.kind == "enum":
            return Type("enum", 0, 31, decl.name, decl=decl)
        if decl.kind == "interface":
            by_id = decl.marks.get("typeref", ["id"])[0] == "id"
            return Type("interface", 7 if by_id else 2, name=decl.name, decl=decl)
        return Type("message", name=decl.name, decl=decl)

    def find(self, name, file):
        if name in file.declared:
            return file.declared[name]
        first, _, last = name.rpartition(".")
        for path, alias in file.imports:
            imported = self.loaded[path]
            if (not first or first in (alias, imported.package)) and last in imported.declared:
                return imported.declared[last]
        if first == file.package:
            return file.declared[last]
        return next(d for d in self.reachable if d.full == name or d.name == name)

    def instance(self, generic, arguments):
        suffix = "<%s>" % ",".join(self.full_name(a) for a in arguments)
        full = generic.full + suffix
        if full in self.declarations:
            return self.declarations[full]
        decl = Declaration("type", generic.name, generic.file.package, generic.marks)
        decl.full, decl.file, decl.generic = full, generic.file, True
        decl.name = generic.name + "<%s>" % ",".join(a.name for a in arguments)
        decl.bases = generic.bases
        decl.fields = [Field(f.name, f.number, f.written, f.marks, f.default) for f in generic.fields]
        self.declarations[full] = decl
        self.resolve_fields(decl, dict(zip(generic.parameters, arguments)))
        return decl

    def full_name(self, t):
        return t.decl.full if t.decl else t.name

    def message(self, name):
        """The declaration that a type name in a request or in "@type" means; None when there is none."""
        for decl in self.declarations.values():
            if decl.kind == "type" and name in (decl.full, decl.name):
                return decl
        return None

    def spelled(self, decl):
        """The name "@type" has: bare where it is unique."""
        same = [d for d in self.declarations.values() if d.kind == "type" and d.name == decl.name]
        return decl.name if len(same) == 1 else decl.full

    def implementations(self, interface):
        """The message types that a value of an interface may have."""
        return [d for d in self.declarations.values() if d.kind == "type" and any(
            self.is_a(self.find(name, d.file), interface) for name in d.marks.get("implements", []))]

    def is_a(self, decl, wanted):
        return decl is wanted or any(self.is_a(self.find(b, decl.file), wanted) for b in decl.bases)

    def discriminator(self, interface, decl):
        """The name under which `decl` stands in a field of this interface."""
        prefix = interface.marks.get("typeprefix")
        return prefix[0] + "." + decl.name if prefix else decl.full
