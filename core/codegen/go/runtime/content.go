package wirebench

import (
	"math"
	"math/big"
	"sort"
	"time"
)

// WireTime is a point in time: seconds since 1970-01-01T00:00:00Z, which the zero value is, and nanoseconds from there on.
type WireTime struct {
	Seconds int64
	Nanos   int32 // 0 to 999,999,999
}

// WireTimeOf converts a time.
func WireTimeOf(t time.Time) WireTime {
	return WireTime{t.Unix(), int32(t.Nanosecond())}
}

// Time converts to UTC.
func (t WireTime) Time() time.Time {
	return time.Unix(t.Seconds, int64(t.Nanos)).UTC()
}

const wbPerSecond = 1_000_000_000

func (t WireTime) valid() bool {
	return t.Nanos >= 0 && t.Nanos < wbPerSecond
}

// nanoseconds since 1970; false where 64 bits do not hold them.
func (t WireTime) nanoseconds() (int64, bool) {
	seconds, nanos := t.Seconds, int64(t.Nanos)
	if seconds < 0 {
		seconds++
		nanos -= wbPerSecond
	}
	if seconds > math.MaxInt64/wbPerSecond || seconds < math.MinInt64/wbPerSecond {
		return 0, false
	}
	total := seconds*wbPerSecond + nanos
	if (nanos > 0 && total < seconds*wbPerSecond) || (nanos < 0 && total > seconds*wbPerSecond) {
		return 0, false
	}
	return total, true
}

func wbTimeOfNanoseconds(total int64) WireTime {
	seconds, nanos := total/wbPerSecond, total%wbPerSecond
	if nanos < 0 {
		seconds--
		nanos += wbPerSecond
	}
	return WireTime{seconds, int32(nanos)}
}

func (d *wbDecoder) time() WireTime {
	if d.err == nil && d.left() != 12 {
		d.fail("bad-length", d.pos)
	}
	t := WireTime{int64(d.fixed64()), int32(d.fixed32())}
	if d.err == nil && !t.valid() {
		d.fail("value-range", d.pos-4)
	}
	return t
}

func (e *wbEncoder) time(t WireTime, where string) {
	if !t.valid() {
		e.fail("value-range", where)
	}
	e.fixed64(uint64(t.Seconds))
	e.fixed32(uint32(t.Nanos))
}

// deltaTime gives the number by which a time stands in an array of differences.
func (e *wbEncoder) deltaTime(t WireTime, where string) uint64 {
	total, ok := t.nanoseconds()
	if !ok || !t.valid() {
		e.fail("value-range", where)
	}
	return uint64(total)
}

// WireDecimal is an IEEE 754 decimal128 number as it lies on the wire; see ParseWireDecimal.
type WireDecimal [16]byte

func wbBigIntParts(value *big.Int) (uint8, []byte) {
	if value == nil {
		return 0, nil
	}
	if value.Sign() < 0 {
		return 1, value.Bytes()
	}
	return 0, value.Bytes()
}

func (d *wbDecoder) bigInt() *big.Int {
	value := new(big.Int)
	if d.err != nil || d.pos == d.end || !d.textFits(uint64(d.left())) {
		return value
	}
	sign := d.fixed8()
	if sign > 1 {
		d.fail("bigint-sign", d.pos-1)
		return value
	}
	end := d.open()
	value.SetBytes(d.rest())
	if sign == 1 {
		value.Neg(value)
	}
	d.close(end)
	return value
}

func (e *wbEncoder) bigInt(value *big.Int, where string) {
	sign, magnitude := wbBigIntParts(value)
	e.checkText(1+wbUvarintSize(uint64(len(magnitude)))+len(magnitude), where)
	e.fixed8(sign)
	e.uvarint(uint64(len(magnitude)))
	e.raw(magnitude)
}

func wbIsZeroBigInt(value *big.Int) bool {
	return value == nil || value.Sign() == 0
}

// wbFloat32Bits gives the bits that are written where floats have one right form.
func wbFloat32Bits(value float32) uint32 {
	bits := math.Float32bits(value)
	switch {
	case bits == 1<<31:
		return 0
	case bits&^(1<<31) > 0x7F800000:
		return 0x7FC00000
	}
	return bits
}

func wbFloat64Bits(value float64) uint64 {
	bits := math.Float64bits(value)
	switch {
	case bits == 1<<63:
		return 0
	case bits&^(1<<63) > 0x7FF0000000000000:
		return 0x7FF8000000000000
	}
	return bits
}

func (d *wbDecoder) complex64() complex64 {
	if d.err == nil && d.left() != 8 {
		d.fail("bad-length", d.pos)
	}
	re := math.Float32frombits(d.fixed32())
	return complex(re, math.Float32frombits(d.fixed32()))
}

func (d *wbDecoder) complex128() complex128 {
	if d.err == nil && d.left() != 16 {
		d.fail("bad-length", d.pos)
	}
	re := math.Float64frombits(d.fixed64())
	return complex(re, math.Float64frombits(d.fixed64()))
}

func wbComplexNonZero(value complex128) bool {
	return wbFloat64Bits(real(value)) != 0 || wbFloat64Bits(imag(value)) != 0
}

func (e *wbEncoder) complex64(value complex64) {
	e.fixed32(wbFloat32Bits(real(value)))
	e.fixed32(wbFloat32Bits(imag(value)))
}

func (e *wbEncoder) complex128(value complex128) {
	e.fixed64(wbFloat64Bits(real(value)))
	e.fixed64(wbFloat64Bits(imag(value)))
}

func wbSameComplex(a, b complex128) bool {
	return wbFloat64Bits(real(a)) == wbFloat64Bits(real(b)) && wbFloat64Bits(imag(a)) == wbFloat64Bits(imag(b))
}

// wbSameBigInt compares integers; none at all is 0.
func wbSameBigInt(a, b *big.Int) bool {
	if wbIsZeroBigInt(a) || wbIsZeroBigInt(b) {
		return wbIsZeroBigInt(a) == wbIsZeroBigInt(b)
	}
	return a.Cmp(b) == 0
}

func wbCloneBigInt(value *big.Int) *big.Int {
	if value == nil {
		return nil
	}
	return new(big.Int).Set(value)
}

func (v *WireForeign) same(w *WireForeign) bool {
	return v.ID == w.ID && v.Name == w.Name && string(v.Data) == string(w.Data)
}

func (v *WireForeign) clone() *WireForeign {
	return &WireForeign{v.ID, v.Name, wbCloneBytes(v.Data)}
}

// wbSortKey is a key of a map with the bytes it is sorted by.
type wbSortKey[K comparable] struct {
	key   K
	bytes string
}

// wbSortedKeys gives the keys of a map in the order of their bytes.
func wbSortedKeys[K comparable, V any](entries map[K]V, bytes func(key K) string) ([]K, []string) {
	all := make([]wbSortKey[K], 0, len(entries))
	for key := range entries {
		all = append(all, wbSortKey[K]{key, bytes(key)})
	}
	sort.Slice(all, func(i, j int) bool { return all[i].bytes < all[j].bytes })
	keys, texts := make([]K, len(all)), make([]string, len(all))
	for i := range all {
		keys[i], texts[i] = all[i].key, all[i].bytes
	}
	return keys, texts
}

// wbStoredText is a number as bytes, for comparing keys: width bytes little-endian, or a varint where width is 0.
func wbStoredText(value uint64, width int) string {
	e := &wbEncoder{}
	e.stored(value, width)
	return string(e.buf)
}

// WireForeign is a value whose type the schema does not have: its id, hash or name, whichever the wire has, and its bytes.
type WireForeign struct {
	ID   uint64
	Name string
	Data []byte
}
