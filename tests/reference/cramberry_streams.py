# SPDX-License-Identifier: MIT
"""Part of the Cramberry decoder: streams of frames. Compressed frames are left to the vectors."""
from tagged_reference import EndOfPart, Reader, in_bits


class Streams(Reader):
    def stream(self, _):
        out, at, pending, trailer, algorithm = [], 0, None, False, None
        try:
            while at < len(self.data):
                begin, header = at, self.data[at]
                length, at = self.varint(at + 1, len(self.data))
                stop = min(at + length, len(self.data))
                if length > len(self.data) - at:
                    self.error("truncated", None, within=in_bits(begin, stop))
                    self.undetermined = True  # how far a frame that is cut is read
                    break
                kind, at = header & 15, stop
                if header >> 6:
                    self.error("frame-reserved-bits", None, within=in_bits(begin, stop))
                    continue
                if kind > 7:
                    self.error("bad-frame-type", None, within=in_bits(begin, stop))
                    continue
                if header & 32:
                    if algorithm is not None:
                        raise NotImplementedError("compressed frames")
                    self.error("compression", None, within=in_bits(begin, stop))
                    continue
                payload = stop - length
                if kind == 0:
                    if trailer:
                        self.warning("data-after-trailer", None, within=in_bits(begin, stop))
                    pending = (pending or []) + [(payload, stop)]
                    if header & 16:
                        self.stream_message(pending, out)
                        pending = None
                    continue
                if kind == 3 and pending:
                    pending = None
                    self.error("truncated", None, severity="maybe")
                trailer = trailer or kind == 2
                try:
                    self.control(kind, begin, payload, stop, out)
                except EndOfPart:
                    pass
                if out and out[-1].get("header", {}).get("key") == "compression":
                    algorithm = out[-1]["header"]["value"]
        except EndOfPart:
            pass
        if pending:
            self.error("truncated", None)
            self.undetermined = True  # how far a message without its end is read
        return out

    def stream_message(self, parts, out):
        first = type(self)(self.schema, self.data, self.limits)
        try:
            number, at = first.varint(*parts[0])
        except EndOfPart:
            self.found += first.found
            return
        self.found += first.found
        body = self.data[at:parts[0][1]] + b"".join(self.data[a:b] for a, b in parts[1:])
        decl = next((d for d in self.schema.declarations.values() if d.kind == "type" and d.type_id() == number), None)
        if decl is None:
            self.warning("unknown-type-id", None, within=in_bits(*parts[0]))
            out.append({"message": {"@type": "#%d" % number, "@bytes": body.hex()}})
            return
        inner = type(self)(self.schema, body, self.limits)
        value = inner.message(decl, 0, len(body), "", 1, False)
        self.undetermined = self.undetermined or inner.undetermined
        for f in inner.found:
            moved = len(parts) == 1 and f.bits is not None
            bits = (f.bits[0] + at * 8, f.bits[1]) if moved else None
            self.error(f.code, None, bits=bits, severity=f.severity)
        out.append({"message": {"@type": self.schema.spelled(decl), **value}})

    def control(self, kind, begin, at, stop, out):
        if kind in (1, 2):
            texts = []
            for _ in range(2):
                length, at = self.varint(at, stop)
                if length > stop - at:
                    self.error("truncated", None, within=in_bits(begin, stop))
                    self.undetermined = True  # what is given of a pair that is not whole
                    return
                texts.append(self.text(self.data[at:at + length], None, in_bits(at, at + length)))
                at += length
            self.leftover(at, stop, False)
            out.append({"header" if kind == 1 else "trailer": dict(zip(("key", "value"), texts))})
        elif kind == 3:
            code, at = self.varint(at, stop)
            out.append({"reset": {"code": code, "text": self.text(self.data[at:stop], None, in_bits(at, stop))}})
        elif kind in (4, 5):
            if stop - at > 64:
                self.error("ping-length", None, within=in_bits(begin, stop))
            else:
                out.append({"ping" if kind == 4 else "pong": self.data[at:stop].hex()})
        elif kind == 6:
            number, at = self.varint(at, stop)
            self.leftover(at, stop, False)
            out.append({"window": number})
        else:
            out.append({"schema": self.text(self.data[at:stop], None, in_bits(at, stop))})
