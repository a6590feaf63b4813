#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The compressions of stream frames for drivers of the tests, in the forms of core/wire/compression.h: LZ4 frames,
Zstandard frames, raw Snappy blocks. Python imports this file; other languages start it and write lines to it:

    decompress ALGORITHM MOST HEX    →  ok HEX  |  broken  |  too-large  |  unknown
    compress ALGORITHM LEVEL HEX     →  ok HEX  |  unknown

MOST is the most bytes that may come out (0: a gigabyte); `unknown` is an algorithm that has no library here.
"""
import ctypes
import ctypes.util
import sys

MOST_WITHOUT_LIMIT = 1 << 30
PIECE = 1 << 16
LZ4F_VERSION = 100
LZ4_LEVELS = 12
SNAPPY_BEST_RATIO = 64

SIZE = ctypes.c_size_t
POINTER = ctypes.c_void_p
TEXT = ctypes.c_char_p
SIZE_OUT = ctypes.POINTER(SIZE)


class Unknown(Exception):
    """An algorithm that nobody knows, or whose library is not there."""


class Broken(Exception):
    """Not data of the algorithm, damaged, cut short, or followed by other bytes."""


class TooLarge(Exception):
    """More comes out than may."""


class Piece(ctypes.Structure):
    """ZSTD_inBuffer and ZSTD_outBuffer."""

    _fields_ = [("data", POINTER), ("size", SIZE), ("pos", SIZE)]


class Lz4Preferences(ctypes.Structure):
    """LZ4F_preferences_t; all zero is the default."""

    _fields_ = [("block_size", ctypes.c_int), ("block_mode", ctypes.c_int), ("content_checksum", ctypes.c_int),
                ("frame_type", ctypes.c_int), ("content_size", ctypes.c_ulonglong), ("dictionary", ctypes.c_uint),
                ("block_checksum", ctypes.c_int), ("level", ctypes.c_int), ("auto_flush", ctypes.c_uint),
                ("favor_speed", ctypes.c_uint), ("reserved", ctypes.c_uint * 3)]


def library(name):
    """The library, or None."""
    for file in (ctypes.util.find_library(name), "lib%s.so.1" % name, "lib%s.so" % name, "lib%s.dylib" % name):
        try:
            if file:
                return ctypes.CDLL(file)
        except OSError:
            pass
    return None


def declare(lib, functions):
    """Tells ctypes the results and arguments of functions; None when one of them is missing."""
    try:
        for name, result, *arguments in functions:
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments
    except AttributeError:
        return None
    return lib


class Lz4:
    def __init__(self):
        self.lib = declare(library("lz4"), [
            ("LZ4F_isError", ctypes.c_uint, SIZE),
            ("LZ4F_createDecompressionContext", SIZE, ctypes.POINTER(POINTER), ctypes.c_uint),
            ("LZ4F_freeDecompressionContext", SIZE, POINTER),
            ("LZ4F_decompress", SIZE, POINTER, POINTER, SIZE_OUT, POINTER, SIZE_OUT, POINTER),
            ("LZ4F_compressFrameBound", SIZE, SIZE, POINTER),
            ("LZ4F_compressFrame", SIZE, POINTER, SIZE, TEXT, SIZE, POINTER)])

    def decompress(self, data, most):
        context = POINTER()
        if self.lib.LZ4F_isError(self.lib.LZ4F_createDecompressionContext(ctypes.byref(context), LZ4F_VERSION)):
            raise MemoryError
        try:
            return self._decompress(context, data, most)
        finally:
            self.lib.LZ4F_freeDecompressionContext(context)

    def _decompress(self, context, data, most):
        source = ctypes.create_string_buffer(data, max(1, len(data)))
        piece = ctypes.create_string_buffer(PIECE)
        out, at, state = bytearray(), 0, 1
        while state:
            read, written = SIZE(len(data) - at), SIZE(PIECE)
            state = self.lib.LZ4F_decompress(context, piece, ctypes.byref(written), ctypes.addressof(source) + at,
                                             ctypes.byref(read), None)
            if self.lib.LZ4F_isError(state) or (state and not read.value and not written.value):
                raise Broken
            append(out, piece, written.value, most)
            at += read.value
        return whole(out, at, data)

    def compress(self, data, level):
        preferences = Lz4Preferences(level=max(0, min(level, LZ4_LEVELS)))
        room = self.lib.LZ4F_compressFrameBound(len(data), ctypes.byref(preferences))
        out = ctypes.create_string_buffer(room)
        size = self.lib.LZ4F_compressFrame(out, room, data, len(data), ctypes.byref(preferences))
        return out.raw[:size]


class Zstd:
    LARGEST_WINDOW = (100, 27)  # ZSTD_d_windowLogMax: 128 MiB

    def __init__(self):
        self.lib = declare(library("zstd"), [
            ("ZSTD_isError", ctypes.c_uint, SIZE),
            ("ZSTD_createDCtx", POINTER),
            ("ZSTD_freeDCtx", SIZE, POINTER),
            ("ZSTD_DCtx_setParameter", SIZE, POINTER, ctypes.c_int, ctypes.c_int),
            ("ZSTD_decompressStream", SIZE, POINTER, ctypes.POINTER(Piece), ctypes.POINTER(Piece)),
            ("ZSTD_compressBound", SIZE, SIZE),
            ("ZSTD_maxCLevel", ctypes.c_int),
            ("ZSTD_compress", SIZE, POINTER, SIZE, TEXT, SIZE, ctypes.c_int)])

    def decompress(self, data, most):
        context = self.lib.ZSTD_createDCtx()
        try:
            if self.lib.ZSTD_isError(self.lib.ZSTD_DCtx_setParameter(context, *self.LARGEST_WINDOW)):
                raise MemoryError
            return self._decompress(context, data, most)
        finally:
            self.lib.ZSTD_freeDCtx(context)

    def _decompress(self, context, data, most):
        source = ctypes.create_string_buffer(data, max(1, len(data)))
        piece = ctypes.create_string_buffer(PIECE)
        given = Piece(ctypes.addressof(source), len(data), 0)
        out, state = bytearray(), 1
        while state:
            taken, before = Piece(ctypes.addressof(piece), PIECE, 0), given.pos
            state = self.lib.ZSTD_decompressStream(context, ctypes.byref(taken), ctypes.byref(given))
            if self.lib.ZSTD_isError(state) or (state and given.pos == before and not taken.pos):
                raise Broken
            append(out, piece, taken.pos, most)
        return whole(out, given.pos, data)

    def compress(self, data, level):
        room = self.lib.ZSTD_compressBound(len(data))
        out = ctypes.create_string_buffer(room)
        level = max(0, min(level, self.lib.ZSTD_maxCLevel()))
        size = self.lib.ZSTD_compress(out, room, data, len(data), level)
        return out.raw[:size]


class Snappy:
    def __init__(self):
        self.lib = declare(library("snappy"), [
            ("snappy_uncompressed_length", ctypes.c_int, TEXT, SIZE, SIZE_OUT),
            ("snappy_validate_compressed_buffer", ctypes.c_int, TEXT, SIZE),
            ("snappy_uncompress", ctypes.c_int, TEXT, SIZE, POINTER, SIZE_OUT),
            ("snappy_max_compressed_length", SIZE, SIZE),
            ("snappy_compress", ctypes.c_int, TEXT, SIZE, POINTER, SIZE_OUT)])

    def decompress(self, data, most):
        size = SIZE()
        if (self.lib.snappy_uncompressed_length(data, len(data), ctypes.byref(size))
                or size.value // SNAPPY_BEST_RATIO > len(data)
                or self.lib.snappy_validate_compressed_buffer(data, len(data))):
            raise Broken
        if size.value > most:
            raise TooLarge
        out = ctypes.create_string_buffer(max(1, size.value))
        if self.lib.snappy_uncompress(data, len(data), out, ctypes.byref(size)):
            raise Broken
        return out.raw[:size.value]

    def compress(self, data, level):
        size = SIZE(self.lib.snappy_max_compressed_length(len(data)))
        out = ctypes.create_string_buffer(size.value)
        self.lib.snappy_compress(data, len(data), out, ctypes.byref(size))
        return out.raw[:size.value]


def append(out, piece, size, most):
    if len(out) + size > most:
        raise TooLarge
    out += piece.raw[:size]


def whole(out, read, data):
    if read != len(data):
        raise Broken
    return bytes(out)


ALGORITHMS = {name: codec for name, codec in (("lz4", Lz4()), ("zstd", Zstd()), ("snappy", Snappy()))
              if codec.lib is not None}


def decompress(algorithm, data, most):
    """Gives what was compressed. Raises Unknown, Broken, TooLarge."""
    if algorithm not in ALGORITHMS:
        raise Unknown(algorithm)
    return ALGORITHMS[algorithm].decompress(bytes(data), most or MOST_WITHOUT_LIMIT)


def compress(algorithm, data, level):
    """Gives compressed bytes. Raises Unknown."""
    if algorithm not in ALGORITHMS:
        raise Unknown(algorithm)
    return ALGORITHMS[algorithm].compress(bytes(data), level)


def answer(line):
    operation, algorithm, number, *data = line.split()
    function = {"decompress": decompress, "compress": compress}[operation]
    try:
        return "ok " + function(algorithm, bytes.fromhex("".join(data)), int(number)).hex()
    except Unknown:
        return "unknown"
    except Broken:
        return "broken"
    except TooLarge:
        return "too-large"


if __name__ == "__main__":
    for request in sys.stdin:
        print(answer(request), flush=True)
