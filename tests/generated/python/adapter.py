# SPDX-License-Identifier: MIT
"""Runs the generated Python as it is: see run.py."""
import os
import sys

FEATURES = "json,validation,builders,equals,clone,hooks,dispatch"
TEXT_IS_UNICODE = False


def missing():
    return "" if sys.version_info >= (3, 10) else "Python is older than 3.10"


def build(work, modules):
    return [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "driver.py"),
            os.path.join(work, "gen")]
