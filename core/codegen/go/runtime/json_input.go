package wirebench

import (
	"encoding/base64"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

// wbReader makes values of JSON. The first error stays.
type wbReader struct {
	err  *WireError
	path []string
}

// result is the error as callers see it.
func (r *wbReader) result() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

// mayBeNamed refuses a "@type" that is none of the names.
func (r *wbReader) mayBeNamed(v *wbJSON, names ...string) {
	named := v.find("@type")
	for _, name := range names {
		if named == nil || named.text == name {
			return
		}
	}
	r.fail("type-not-allowed")
}

// push goes into a part of a value; pop goes back.
func (r *wbReader) push(step string) {
	r.path = append(r.path, step)
}

func (r *wbReader) pop() {
	r.path = r.path[:len(r.path)-1]
}

func (r *wbReader) pushIndex(index int) {
	r.push("[" + strconv.Itoa(index) + "]")
}

func (r *wbReader) fail(code string) {
	if r.err != nil {
		return
	}
	where := ""
	for _, step := range r.path {
		if where != "" && step[0] != '[' {
			where += "."
		}
		where += step
	}
	r.err = &WireError{Code: code, Offset: -1, Where: where}
}

// failAt is fail for a part of where the reader is.
func (r *wbReader) failAt(step, code string) {
	r.push(step)
	r.fail(code)
	r.pop()
}

// is refuses null and values of another kind.
func (r *wbReader) is(v *wbJSON, kind byte) bool {
	if v.kind == kind {
		return true
	}
	if v.kind == 'n' {
		r.fail("missing-value")
	} else {
		r.fail("wrong-type")
	}
	return false
}

func (r *wbReader) bool(v *wbJSON) bool {
	return r.is(v, 'b') && v.truth
}

// wbParseInteger reads -?[0-9]+, and with allowHex -?0x[0-9a-fA-F]+ too. known: it has that form; fits: in 64 bits.
func wbParseInteger(text string, allowHex bool) (negative bool, magnitude uint64, known, fits bool) {
	if strings.HasPrefix(text, "-") {
		negative = true
		text = text[1:]
	}
	base := 10
	if allowHex && strings.HasPrefix(text, "0x") {
		base = 16
		text = text[2:]
	}
	if text == "" || text[0] == '+' || text[0] == '-' || strings.Contains(text, "_") {
		return
	}
	magnitude, err := strconv.ParseUint(text, base, 64)
	if err == nil {
		return negative, magnitude, true, true
	}
	number, ok := err.(*strconv.NumError)
	return negative, 0, ok && number.Err == strconv.ErrRange, false
}

func (r *wbReader) integer(v *wbJSON) (negative bool, magnitude uint64) {
	if v.kind != '0' && v.kind != '"' {
		r.is(v, '0')
		return
	}
	negative, magnitude, known, fits := wbParseInteger(v.text, v.kind == '"')
	if !known {
		r.fail("wrong-type")
	} else if !fits {
		r.fail("value-range")
	}
	return negative, magnitude
}

func (r *wbReader) uint(v *wbJSON, lowest, highest uint64) uint64 {
	negative, magnitude := r.integer(v)
	if (negative && magnitude != 0) || magnitude < lowest || magnitude > highest {
		r.fail("value-range")
	}
	return magnitude
}

func (r *wbReader) int(v *wbJSON, lowest, highest int64) int64 {
	negative, magnitude := r.integer(v)
	value := int64(magnitude)
	if negative {
		value = -value
	}
	if (!negative && magnitude > math.MaxInt64) || (negative && magnitude > 1<<63) || value < lowest || value > highest {
		r.fail("value-range")
	}
	return value
}

// float gives the bits of a float of 32 or 64 bits.
func (r *wbReader) float(v *wbJSON, bits int) uint64 {
	if v.kind == '0' {
		value, err := strconv.ParseFloat(v.text, bits)
		if err != nil {
			r.fail("value-range")
		}
		if bits == 32 {
			return uint64(math.Float32bits(float32(value)))
		}
		return math.Float64bits(value)
	}
	if v.kind != '"' {
		r.is(v, '0')
		return 0
	}
	sign, infinity, nan := uint64(1)<<31, uint64(0x7F800000), uint64(0x7FC00000)
	if bits == 64 {
		sign, infinity, nan = 1<<63, 0x7FF0000000000000, 0x7FF8000000000000
	}
	switch v.text {
	case "NaN":
		return nan
	case "Infinity":
		return infinity
	case "-Infinity":
		return infinity | sign
	}
	if !strings.HasPrefix(v.text, "NaN:0x") {
		r.fail("wrong-type")
		return 0
	}
	digits := v.text[len("NaN:0x"):]
	value, err := strconv.ParseUint(digits, 16, 64)
	if err != nil || len(digits) != bits/4 || value&infinity != infinity || value&^sign == infinity {
		r.fail("value-range")
	}
	return value
}

func (r *wbReader) text(v *wbJSON) string {
	if raw := v.find("@bytes"); raw != nil && len(v.items) == 1 {
		return string(r.bytes(raw))
	}
	if !r.is(v, '"') {
		return ""
	}
	if v.loneSurrogate {
		r.fail("invalid-utf8")
	}
	return v.text
}

// wbParseBytes reads hex digits with spaces, or Base64 behind "base64:".
func wbParseBytes(text string) ([]byte, bool) {
	if !strings.HasPrefix(text, "base64:") {
		bytes, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
		return bytes, err == nil
	}
	text = strings.NewReplacer("-", "+", "_", "/").Replace(text[len("base64:"):])
	padded := strings.HasSuffix(text, "=")
	digits := strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
	if strings.ContainsAny(digits, "=\r\n") || (padded && len(text)%4 != 0) {
		return nil, false
	}
	bytes, err := base64.RawStdEncoding.DecodeString(digits)
	return bytes, err == nil
}

func (r *wbReader) bytes(v *wbJSON) []byte {
	if !r.is(v, '"') {
		return nil
	}
	bytes, ok := wbParseBytes(v.text)
	if !ok {
		r.fail("invalid-bytes")
	}
	return bytes
}

// exactly reads as many bytes as to holds.
func (r *wbReader) exactly(v *wbJSON, to []byte) {
	bytes := r.bytes(v)
	if r.err == nil && len(bytes) != len(to) {
		r.fail("array-count")
	}
	copy(to, bytes)
}

// bytesOf reads size bytes.
func (r *wbReader) bytesOf(v *wbJSON, size int) []byte {
	bytes := make([]byte, size)
	r.exactly(v, bytes)
	return bytes
}

// enum reads a name, or a number where highest is not 0.
func (r *wbReader) enum(v *wbJSON, names wbNames, highest uint64) uint64 {
	if v.kind == '0' && highest != 0 {
		return r.uint(v, 0, highest)
	}
	if r.is(v, '"') && !v.loneSurrogate {
		for _, entry := range names {
			if entry.name == v.text {
				return entry.value
			}
		}
	}
	r.fail("unknown-enum-value")
	return 0
}

// flags reads an object of flags, or an array of the names of those that are set.
func (r *wbReader) flags(v *wbJSON, flags wbNames) uint64 {
	if v.kind != '[' && !r.is(v, '{') {
		return 0
	}
	var value uint64
	for i := range v.items {
		item := &v.items[i]
		name, kind := item.text, byte('"')
		if v.kind == '{' {
			name, kind = v.keys[i], 'b'
		}
		if item.kind != kind {
			r.fail("wrong-type")
		}
		known := false
		for _, flag := range flags {
			if flag.name == name {
				known = true
				if kind == '"' || item.truth {
					value |= flag.value
				}
			}
		}
		if !known {
			r.fail("unknown-flag")
		}
	}
	return value
}

// count refuses what is no array, and another number of elements than a fixed one (negative: any number is right).
func (r *wbReader) count(v *wbJSON, fixed int) bool {
	if !r.is(v, '[') {
		return false
	}
	if fixed >= 0 && len(v.items) != fixed {
		r.fail("array-count")
	}
	return r.err == nil
}
