#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes plugin_registry.json and plugin_registry.bin beside this file: the same ones on every run.

62 plugins with 1,759 parameters, about 112 KiB on the wire. The encoder here is independent of the program's, so that
the two check each other.
"""

import json
import pathlib
import struct

PLUGIN_COUNT = 62
PARAMETER_COUNT = 1759

MAKERS = [("Aurora Audio", "AuRo"), ("Basalt", "BsLt"), ("Cinder Labs", "CnLb"), ("Delta Works", "DlWk"),
          ("Ember", "EmBr"), ("Fjord Sound", "FjSd"), ("Granite DSP", "GrDs")]
EFFECTS = [("Reverb", "rvrb"), ("Delay", "dely"), ("Compressor", "comp"), ("Equaliser", "eqlz"), ("Chorus", "chor"),
           ("Limiter", "lmtr"), ("Synth", "snth"), ("Gate", "gate"), ("Phaser", "phsr")]
# name, identifier, unit, smallest, largest, default
CONTROLS = [("Mix", "mix", "%", 0.0, 100.0, 50.0), ("Gain", "gain", "dB", -60.0, 12.0, 0.0),
            ("Attack", "attack", "ms", 0.5, 250.0, 10.0), ("Release", "release", "ms", 5.0, 2500.0, 120.0),
            ("Cutoff", "cutoff", "Hz", 20.0, 20000.0, 1000.0), ("Resonance", "resonance", "", 0.0, 1.0, 0.25),
            ("Pre-delay", "predelay", "ms", 0.0, 500.0, 20.0), ("Width", "width", "%", 0.0, 200.0, 100.0),
            ("Threshold", "threshold", "dB", -48.0, 0.0, -18.0), ("Ratio", "ratio", ":1", 1.0, 20.0, 4.0),
            ("Bypass", "bypass", "", 0.0, 1.0, 0.0), ("Depth", "depth", "%", 0.0, 100.0, 30.0),
            ("Rate", "rate", "Hz", 0.125, 16.0, 1.5), ("Saturation", "saturation", "dB", 0.0, 24.0, 3.0)]

READABLE = 1 << 30
WRITABLE = 1 << 31
CAN_RAMP = 1 << 25


class Random:
    """A linear congruential generator: the same numbers in every version of Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def make_parameter(random, plugin, index):
    name, identifier, unit, smallest, largest, default = CONTROLS[(plugin * 5 + index) % len(CONTROLS)]
    number = index // len(CONTROLS) + 1
    writable = name != "Bypass" or plugin % 4 != 0
    ramps = writable and unit != "" and random.below(4) != 0
    # Quarters and halves only, so that the numbers look the same in JSON and as 32-bit floats.
    current = smallest + (largest - smallest) * random.below(5) / 4
    return {
        "address": plugin * 2**32 + index * 16 + random.below(16),
        "display_name": name if number == 1 else f"{name} {number}",
        "identifier": f"{index:03}_{identifier}_{number}",
        "unit": unit,
        "min_value": smallest,
        "max_value": largest,
        "default_value": default,
        "current_value": current,
        "raw_flags": READABLE + (WRITABLE if writable else 0) + (CAN_RAMP if ramps else 0),
        "is_writable": writable,
        "can_ramp": ramps,
    }


def make_registry():
    random = Random(62)
    # The counts differ from plugin to plugin and come out at the total exactly.
    counts = [4 + random.below(48) for _ in range(PLUGIN_COUNT)]
    at = 0
    while sum(counts) != PARAMETER_COUNT:
        step = 1 if sum(counts) < PARAMETER_COUNT else -1
        if counts[at] + step > 0:
            counts[at] += step
        at = (at + 1) % PLUGIN_COUNT
    plugins = []
    for plugin, count in enumerate(counts):
        maker, maker_id = MAKERS[plugin % len(MAKERS)]
        effect, subtype = EFFECTS[plugin % len(EFFECTS)]
        plugins.append({
            "name": f"{maker}: {effect} {plugin // len(EFFECTS) + 1}",
            "manufacturer_id": maker_id,
            "component_type": "aumu" if effect == "Synth" else "aufx",
            "component_subtype": subtype,
            "parameters": [make_parameter(random, plugin, index) for index in range(count)],
        })
    return {"plugins": plugins, "total_plugin_count": len(plugins), "total_parameter_count": sum(counts)}


def text(value):
    data = value.encode("utf-8")
    return struct.pack("<I", len(data)) + data


def encode_parameter(p):
    return (struct.pack("<Q", p["address"]) + text(p["display_name"]) + text(p["identifier"]) + text(p["unit"])
            + struct.pack("<ffffI??", p["min_value"], p["max_value"], p["default_value"], p["current_value"],
                          p["raw_flags"], p["is_writable"], p["can_ramp"]))


def encode_plugin(p):
    head = b"".join(text(p[key]) for key in ("name", "manufacturer_id", "component_type", "component_subtype"))
    return head + struct.pack("<I", len(p["parameters"])) + b"".join(map(encode_parameter, p["parameters"]))


def encode_registry(r):
    plugins = b"".join(map(encode_plugin, r["plugins"]))
    return struct.pack("<I", len(r["plugins"])) + plugins + struct.pack(
        "<II", r["total_plugin_count"], r["total_parameter_count"])


def main():
    registry = make_registry()
    folder = pathlib.Path(__file__).resolve().parent
    # A parameter a line keeps the file readable and its differences small.
    lines = json.dumps(registry, indent=None, ensure_ascii=False)
    lines = lines.replace('{"address"', '\n      {"address"').replace('{"name"', '\n    {"name"')
    (folder / "plugin_registry.json").write_text(lines + "\n", encoding="utf-8")
    (folder / "plugin_registry.bin").write_bytes(encode_registry(registry))


if __name__ == "__main__":
    main()
