package wirebench

import (
	"encoding/binary"
	"time"
	"unicode/utf8"
	"unsafe"
)

// wbDecoder reads one message. The first error stays; nothing is read behind it.
type wbDecoder struct {
	data     []byte
	pos      int
	end      int // Of the part that is being read.
	begin    int // Of the message.
	tagAt    int // Of the tag that was read last.
	err      *WireError
	options  *WireOptions
	depth    uint32
	opened   uint32
	deadline time.Time
	total    uint64
	implied  uint64
	expanded uint64
	table    []string // Of the message, where it has one.
	hasTable bool
	unknown  bool // Some struct of the message has unknown fields.
	guesses  []wbGuess
}

// wbGuess tells, for the rest of one open message, where inline texts may stand. See wbDecoder.inlineText.
type wbGuess struct {
	depth  uint32
	begin  int
	starts []bool // A character starts here.
	text   []int  // Bytes of text from here on.
	parses []bool // What follows is whole fields.
}

func wbDecoderOf(data []byte, options *WireOptions) *wbDecoder {
	d := &wbDecoder{data: data, end: len(data), options: options}
	if options.Timeout > 0 {
		d.deadline = time.Now().Add(options.Timeout)
	}
	return d
}

// result is the error as callers see it.
func (d *wbDecoder) result() error {
	if d.err == nil {
		return nil
	}
	return d.err
}

func (d *wbDecoder) fail(code string, at int) {
	if d.err == nil {
		d.err = &WireError{Code: code, Offset: at}
	}
	d.pos = d.end
}

// name says what a problem is about, unless something inside it has.
func (d *wbDecoder) name(where string) {
	if d.err.Where == "" {
		d.err.Where = where
	}
}

func (d *wbDecoder) left() int {
	return d.end - d.pos
}

// more tells whether the part has bytes left to read.
func (d *wbDecoder) more() bool {
	d.opened++
	if d.opened&0xFFF == 0 {
		d.checkTime()
	}
	return d.pos < d.end
}

func (d *wbDecoder) checkTime() {
	if d.options.Timeout > 0 && time.Now().After(d.deadline) {
		d.fail("limit-time", d.pos)
	}
}

// enter begins a struct.
func (d *wbDecoder) enter() bool {
	if d.err != nil {
		return false
	}
	d.depth++
	if d.depth > wbDepthLimit(d.options) {
		d.fail("limit-depth", d.pos)
	}
	return d.err == nil
}

func (d *wbDecoder) leave() {
	for n := len(d.guesses); n > 0 && d.guesses[n-1].depth >= d.depth; n-- {
		d.guesses = d.guesses[:n-1]
	}
	d.depth--
}

func (d *wbDecoder) uvarint() uint64 {
	if d.pos < d.end && d.data[d.pos] < 0x80 {
		d.pos++
		return uint64(d.data[d.pos-1])
	}
	return d.longUvarint()
}

func (d *wbDecoder) longUvarint() uint64 {
	value, size := wbReadUvarint(d.data[d.pos:d.end])
	switch {
	case size == 0:
		d.fail("truncated", d.pos)
	case size < 0:
		d.fail("varint-overflow", d.pos)
	default:
		d.pos += size
	}
	return value
}

// wbReadUvarint gives a varint and its size: 0 where it is cut short, -1 where it has more than 64 bits.
func wbReadUvarint(data []byte) (uint64, int) {
	var value uint64
	for i := 0; i < len(data) && i < binary.MaxVarintLen64; i++ {
		b := data[i]
		if i == binary.MaxVarintLen64-1 && b > 1 {
			return 0, -1
		}
		value |= uint64(b&0x7F) << (7 * i)
		if b < 0x80 {
			return value, i + 1
		}
	}
	return 0, 0
}

// take gives the next size bytes, which share memory with the input.
func (d *wbDecoder) take(size int) []byte {
	if d.left() < size {
		d.fail("truncated", d.pos)
		return nil
	}
	d.pos += size
	return d.data[d.pos-size : d.pos]
}

// stored gives a little-endian number of width bytes, or a varint where width is 0.
func (d *wbDecoder) stored(width int) uint64 {
	switch width {
	case 0:
		return d.uvarint()
	case 4:
		return uint64(d.fixed32())
	case 8:
		return d.fixed64()
	}
	return wbLittle(d.take(width))
}

func wbLittle(bytes []byte) uint64 {
	var value uint64
	for i, b := range bytes {
		value |= uint64(b) << (8 * i)
	}
	return value
}

func (d *wbDecoder) fixed8() uint8 {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *wbDecoder) fixed16() uint16 {
	if b := d.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (d *wbDecoder) fixed32() uint32 {
	if b := d.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (d *wbDecoder) fixed64() uint64 {
	if b := d.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// inRange refuses a number that its type does not have.
func (d *wbDecoder) inRange(value, lowest, highest uint64) uint64 {
	if value < lowest || value > highest {
		d.fail("value-range", d.pos)
		return 0
	}
	return value
}

func (d *wbDecoder) inIntRange(value, lowest, highest int64) int64 {
	if value < lowest || value > highest {
		d.fail("value-range", d.pos)
		return 0
	}
	return value
}

func wbUnzigzag(stored uint64) int64 {
	return int64(stored>>1) ^ -int64(stored&1)
}

// countElements holds the elements of one array or map against the limits.
func (d *wbDecoder) countElements(count, before uint64) bool {
	most := wbOr(d.options.MaxElements, wbMostElements)
	if count > most || before > most-count {
		d.fail("limit-array", d.pos)
		return false
	}
	return d.countTotal(count)
}

func (d *wbDecoder) countTotal(count uint64) bool {
	most := wbOr(d.options.MaxTotalElements, wbMostElements)
	if d.total > most || count > most-d.total {
		d.fail("limit-total", d.pos)
		return false
	}
	d.total += count
	return true
}

// countImplied bounds elements that have no bytes of their own where the limits say nothing.
func (d *wbDecoder) countImplied(count uint64) bool {
	d.implied += count
	if d.options.MaxTotalElements == 0 && d.implied > wbMostImplied {
		d.fail("limit-total", d.pos)
		return false
	}
	return true
}

// fits refuses a count of elements of at least least bytes each that the part cannot hold.
func (d *wbDecoder) fits(count uint64, least int) bool {
	if count > uint64(d.left()/least) {
		d.fail("truncated", d.pos)
		return false
	}
	return true
}

// expand bounds what texts take that stand once and are read often.
func (d *wbDecoder) expand(bytes int) bool {
	most := wbOr(d.options.MaxMessageSize, wbMostExpanded)
	if d.expanded > most || uint64(bytes) > most-d.expanded {
		d.fail("limit-message", d.pos)
		return false
	}
	d.expanded += uint64(bytes)
	return true
}

// wbCapacity is the room that is made for elements before they are read.
func wbCapacity(count uint64) int {
	if count > 4096 {
		return 4096
	}
	return int(count)
}

// listCount reads a count of width bytes of elements that take at least least bytes each.
func (d *wbDecoder) listCount(width, least int) uint64 {
	count := d.stored(width)
	if d.err != nil || !d.countElements(count, 0) || !d.fits(count, least) {
		return 0
	}
	return count
}

// present reads a presence byte.
func (d *wbDecoder) present() bool {
	presence := d.fixed8()
	if presence > 1 {
		d.fail("bad-presence", d.pos-1)
	}
	return d.err == nil && presence == 1
}

// sizedText reads text behind a length of width bytes.
func (d *wbDecoder) sizedText(width int) string {
	length := d.stored(width)
	if d.err != nil || !d.textFits(length) {
		return ""
	}
	if length > uint64(d.left()) {
		d.fail("truncated", d.pos)
		return ""
	}
	return d.asText(d.take(int(length)))
}

func (d *wbDecoder) textFits(bytes uint64) bool {
	if d.options.MaxTextSize != 0 && bytes > d.options.MaxTextSize {
		d.fail("limit-string", d.pos)
		return false
	}
	return true
}

// asText makes text of bytes of the input or of a copy of them.
func (d *wbDecoder) asText(bytes []byte) string {
	if d.options.ValidateUTF8 && !utf8.Valid(bytes) {
		d.fail("invalid-utf8", d.pos)
		return ""
	}
	if d.options.NoCopy && len(bytes) > 0 {
		return *(*string)(unsafe.Pointer(&bytes))
	}
	return string(bytes)
}

func (d *wbDecoder) asBytes(bytes []byte) []byte {
	if d.options.NoCopy {
		return bytes[:len(bytes):len(bytes)]
	}
	return append([]byte{}, bytes...)
}
