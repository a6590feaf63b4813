# SPDX-License-Identifier: MIT
"""Builds the generated Go code of all modules with the driver (contract: ../run.py)."""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FEATURES = "dispatch,validation,builders,equals,clone,pools,hooks"
PATTERNS = ("patterns", "RE2")
TEXT_IS_UNICODE = False
MAPS_ARE_SORTED = True
MODULE = "generated"


def missing():
    return "" if shutil.which("go") and shutil.which("gofmt") else "go is not installed (package golang-go)."


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


ENTRY = """	"NAME": {
		defaults: func() *options { return (*options)(NAME.DefaultWireOptions()) },
		encode: func(typeName string, text []byte, o *options) ([]byte, error) {
			return NAME.EncodeJSON(typeName, text, (*NAME.WireOptions)(o))
		},
		decode: func(typeName string, data []byte, o *options) ([]byte, error) {
			return NAME.DecodeJSON(typeName, data, (*NAME.WireOptions)(o))
		},
		encodeStream: func(framing, typeName string, text []byte, o *options) ([]byte, error) {
			return NAME.EncodeJSONStream(framing, typeName, text, (*NAME.WireOptions)(o))
		},
		decodeStream: func(framing, typeName string, data []byte, o *options) ([]byte, error) {
			return NAME.DecodeJSONStream(framing, typeName, data, (*NAME.WireOptions)(o))
		},
	},
"""


def module_list(modules):
    """The Go file that tells the driver all modules."""
    imports = "".join("\t\"%s/gen/%s\"\n" % (MODULE, name) for name in modules)
    entries = "".join(ENTRY.replace("NAME", name) for name in modules)
    return "package main\n\nimport (\n%s)\n\nvar modules = map[string]module{\n%s}\n" % (imports, entries)


def run(command, work):
    subprocess.run(command, cwd=work, check=True, capture_output=True, text=True)


def build(work, modules):
    write(os.path.join(work, "go.mod"), "module %s\n\ngo 1.19\n" % MODULE)
    shutil.copy(os.path.join(HERE, "driver.go"), os.path.join(work, "driver.go"))
    write(os.path.join(work, "modules.go"), module_list(modules))
    untidy = subprocess.run(["gofmt", "-l", "gen"], cwd=work, capture_output=True, text=True, check=True).stdout
    if untidy:
        raise subprocess.CalledProcessError(1, "gofmt -l", untidy, "gofmt would change these files.")
    run(["go", "build", "-p", "2", "-gcflags=all=-N -l", "-o", "driver", "."], work)
    run(["go", "vet", "-p", "2", "./gen/..."], work)
    return [os.path.join(work, "driver"), sys.executable, os.path.join(HERE, "..", "codec.py")]
