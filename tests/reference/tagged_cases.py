# SPDX-License-Identifier: MIT
"""Cases for differential.py in the tagged formats: what the specification determines about an answer."""
import json

import cramberry_generator
import cramberry_reference as cramberry
import serialkit_generator
import serialkit_reference as serialkit
from reference_vectors import named
from tagged_reference import Refused


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


class RefusedCase:
    """A request to encode a value with errors; each must be found with its code and path, and no other."""

    def __init__(self, request, problems):
        self.request, self.problems, self.decoder, self.value = request, problems, None, None

    def difference(self, answer):
        errors = [d for d in answer["diagnostics"] if d["severity"] == "error"]
        for code, path in self.problems:
            if not any(named(d["code"], code) and path in (None, d["path"]) for d in errors):
                return "errors: expected %s at %s" % (code, path)
        for d in errors:
            if not any(named(d["code"], code) and path in (None, d["path"]) for code, path in self.problems):
                return "errors: did not expect %s at %s" % (d["code"], d["path"])
        return None


def spoiled(rng, value):
    """The value with some of its parts replaced by what may not fit there."""
    if rng.random() < 0.08:
        return rng.choice([None, True, 5, -1, 5.0, 2**64, "x", "0x1f", [], [1], {}, {"zz": 1}])
    if isinstance(value, dict) and "@type" not in value:
        return {k: spoiled(rng, v) for k, v in value.items()}
    if isinstance(value, list):
        return [spoiled(rng, v) for v in value]
    return value


def refused_cases(module, base, schema, root, value, rng):
    for _ in range(4):
        wrong = spoiled(rng, value)
        encoder, data = module.Encoder(schema), None
        try:
            data = encoder.run(root, wrong)
        except Refused as refused:
            if not encoder.undetermined:
                yield RefusedCase({**base, "op": "encode", "value": wrong}, refused.problems)
        if data is not None and not encoder.undetermined:
            yield TaggedCase({**base, "op": "encode", "value": wrong}, None, data.hex())


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


def serialkit_streams(rng, broken, same):
    schema, text, root = serialkit_generator.random_schema(rng)
    base = {"format": "serialkit", "schema": text, "type": root, "stream": True}
    values = [serialkit_generator.random_value(rng, schema, root) for _ in range(rng.randint(0, 3))]
    data = serialkit.Encoder(schema).stream(root, values)
    named_values = [{"@type": root, **value} for value in values]
    yield TaggedCase({**base, "op": "encode", "value": named_values}, same, data.hex())
    for buffer in [data, *broken(rng, data)]:
        decoder = serialkit.Decoder(schema, buffer)
        expected = decoder.stream(root)
        yield TaggedCase({**base, "op": "decode", "hex": buffer.hex()}, same, None, decoder, expected)


def cramberry_streams(rng, broken, same):
    schema, text, root = cramberry_generator.random_schema(rng)
    base = {"format": "cramberry", "schema": text, "stream": True}
    values = [cramberry_generator.random_frame(rng, schema, root) for _ in range(rng.randint(0, 5))]
    data = cramberry.Encoder(schema).stream(None, values)
    yield TaggedCase({**base, "op": "encode", "value": values}, same, data.hex())
    for buffer in [data, *broken(rng, data)]:
        decoder = cramberry.Decoder(schema, buffer)
        try:
            expected = decoder.stream(None)
        except NotImplementedError:
            continue
        yield TaggedCase({**base, "op": "decode", "hex": buffer.hex()}, same, None, decoder, expected)


def serialkit_cases(rng, broken, same):
    schema, text, root = serialkit_generator.random_schema(rng)
    base = {"format": "serialkit", "schema": text, "type": root}
    value = serialkit_generator.random_value(rng, schema, root)
    data = serialkit.Encoder(schema).run(root, value)
    yield TaggedCase({**base, "op": "encode", "value": value}, same, data.hex())
    yield from refused_cases(serialkit, base, schema, root, value, rng)
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
    yield from refused_cases(cramberry, base, schema, root, value, rng)
    odd = [cramberry_generator.random_buffer(rng, decl) for _ in range(6)]
    for buffer in [data, *broken(rng, data), *odd]:
        decoder = cramberry.Decoder(schema, buffer)
        expected = decoder.run(root)
        canonical = None
        silent = not any(f.severity == "error" or f.code == "non-canonical-varint" for f in decoder.found)
        if silent and not decoder.undetermined:
            canonical = cramberry.Encoder(schema).run(root, expected) == buffer
        yield TaggedCase({**base, "op": "decode", "hex": buffer.hex()}, same, None, decoder, expected, canonical)
