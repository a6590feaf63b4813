# SPDX-License-Identifier: MIT
"""The SerialKit schema language as far as the reference codec needs it: sound schemas."""
from tagged_reference import tokens

RANGES = {"int8": (-2**7, 2**7 - 1), "int16": (-2**15, 2**15 - 1), "int32": (-2**31, 2**31 - 1),
          "int64": (-2**63, 2**63 - 1), "uint8": (0, 2**8 - 1), "byte": (0, 2**8 - 1), "uint16": (0, 2**16 - 1),
          "uint32": (0, 2**32 - 1), "uint64": (0, 2**64 - 1)}
MODIFIERS = {"optional", "repeated", "packed", "interned", "bitmap"}
LIMITS = {"message": 64 << 20, "depth": 100, "string": 10 << 20, "array": 1000000, "total": 10000000,
          "strict": False, "validate_utf8": True}


class Field:
    def __init__(self, name, number, type_name, modifiers):
        self.name, self.number, self.type, self.modifiers = name, number, type_name, modifiers
        self.repeated, self.interned = "repeated" in modifiers, "interned" in modifiers
        self.optional, self.bitmap, self.packed = ("optional" in modifiers, "bitmap" in modifiers,
                                                   "packed" in modifiers)


class Schema:
    """models: name -> list of fields; enums: name -> {value name: number}."""

    def __init__(self, text):
        self.models, self.enums = {}, {}
        words = tokens(text)
        while words:
            word = words.pop(0)
            if word == "namespace":
                del words[:words.index(";") + 1]
            elif word == "enum":
                name = words.pop(0)
                self.enums[name] = self.enum(words)
            elif word == "model":
                name = words.pop(0)
                self.models[name] = self.model(words)

    def enum(self, words):
        end = words.index("}")
        body = [w for w in words[1:end] if w not in ";,"]
        del words[:end + 1]
        return {body[i]: int(body[i + 2]) for i in range(0, len(body), 3)}

    def model(self, words):
        end = words.index("}")
        body = words[1:end]
        del words[:end + 1]
        fields = []
        while body:
            modifiers = set()
            while body[0] in MODIFIERS:
                modifiers.add(body.pop(0))
            fields.append(Field(body[1], int(body[3]), body[0], modifiers))
            del body[:5]
        return fields

    def wire_type(self, type_name):
        if type_name == "double":
            return 1
        if type_name == "float":
            return 5
        return 2 if type_name in ("string", "bytes") or type_name in self.models else 0
