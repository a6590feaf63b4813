# SPDX-License-Identifier: MIT
"""Cases for differential.py in the tagged formats: what the specification determines about an answer."""
import json

import cramberry_generator
import cramberry_reference as cramberry
import serialkit_generator
import serialkit_reference as serialkit
from reference_vectors import named


class TaggedCase:
    """A request, and what its answer must hold: bytes, or a value with diagnostics."""

    def __init__(self, request, same, hex_text=None, decoder=None, value=None, canonical=None):
        self.request, self.same, self.hex, self.decoder, self.value = request, same, hex_text, decoder, value
        self.canonical = canonical

    def difference(self, answer):
        if self.decoder is None:
            return None if answer.get("hex") == self.hex else "bytes: expected %s" % self.hex
        if self.decoder.undetermined:
            return None
        return (codes_fault(self.decoder.found, answer["diagnostics"]) or self.canonical_fault(answer)
                or (None if self.same(answer.get("value"), self.value) else
                    "value: expected %s" % json.dumps(self.value, ensure_ascii=False)))

    def canonical_fault(self, answer):
        """Without errors, bytes that the encoder would have written come without warnings, others with one."""
        if self.canonical is None:
            return None
        silent = ("invalid-utf8", "unknown-type-id")
        warned = any(d["severity"] == "warning" and d["code"] not in silent for d in answer["diagnostics"])
        return None if warned != self.canonical else "canonical: expected %s" % self.canonical


def codes_fault(found, answered):
    """Codes, severities, exact bits, bits they must lie in, paths: as far as they are determined."""
    for f in found:
        if f.severity == "maybe" or f.code.startswith("non-canonical-") and f.bits is None:
            continue
        # One end of input cuts several parts; how many of them speak is not fixed.
        if f.code == "truncated" and any(d["code"] == f.code for d in answered):
            continue
        if not any(named(d["code"], f.code) and d["severity"] == f.severity and agrees(f, d) for d in answered):
            return "diagnostics: expected %s" % f
    for d in answered:
        if d["code"].startswith("non-canonical-") and d["code"] != "non-canonical-varint":
            continue
        if d["code"] == "truncated" and any(f.code == "truncated" for f in found):
            continue
        if not any(named(d["code"], f.code) and agrees(f, d) for f in found):
            return "diagnostics: did not expect %s" % d
    return None


def agrees(f, d):
    if f.path is not None and d["path"] != f.path:
        return False
    first, count = d.get("bits", (0, 0))
    if f.bits is not None and f.severity != "maybe":
        return (first, count) == tuple(f.bits)
    if f.within is None:
        return True
    return f.within[0] <= first and first + count <= f.within[0] + f.within[1]


def serialkit_cases(rng, broken, same):
    schema, text, root = serialkit_generator.random_schema(rng)
    base = {"format": "serialkit", "schema": text, "type": root}
    value = serialkit_generator.random_value(rng, schema, root)
    data = serialkit.Encoder(schema).run(root, value)
    yield TaggedCase({**base, "op": "encode", "value": value}, same, data.hex())
    odd = [serialkit_generator.random_buffer(rng, schema, root) for _ in range(6)]
    for buffer in [data, *broken(rng, data), *odd]:
        decoder = serialkit.Decoder(schema, buffer)
        expected = decoder.run(root)
        yield TaggedCase({**base, "op": "decode", "hex": buffer.hex()}, same, None, decoder, expected)


def cramberry_cases(rng, broken, same):
    schema, text, root = cramberry_generator.random_schema(rng)
    decl = schema.message(root)
    base = {"format": "cramberry", "schema": text, "type": root}
    value = cramberry_generator.random_value(rng, schema, decl)
    data = cramberry.Encoder(schema).run(root, value)
    yield TaggedCase({**base, "op": "encode", "value": value}, same, data.hex())
    odd = [cramberry_generator.random_buffer(rng, decl) for _ in range(6)]
    for buffer in [data, *broken(rng, data), *odd]:
        decoder = cramberry.Decoder(schema, buffer)
        expected = decoder.run(root)
        canonical = None
        silent = not any(f.severity == "error" or f.code == "non-canonical-varint" for f in decoder.found)
        if silent and not decoder.undetermined:
            canonical = cramberry.Encoder(schema).run(root, expected) == buffer
        yield TaggedCase({**base, "op": "decode", "hex": buffer.hex()}, same, None, decoder, expected, canonical)
