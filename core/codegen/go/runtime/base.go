package wirebench

import (
	"encoding/binary"
	"fmt"
	"time"
	"unicode/utf8"
	"unsafe"
)

// WireError says why a value could not be encoded or decoded.
type WireError struct {
	Code   string // Stable code, such as "truncated" or "value-range".
	Offset int    // Byte of the input at which reading failed; -1 where there is none.
	Where  string // What it is about: a type and its field, or a path.
}

// Error gives the code, the place and the offset.
func (e *WireError) Error() string {
	text := e.Code
	if e.Where != "" {
		text += " at " + e.Where
	}
	if e.Offset >= 0 {
		text += fmt.Sprintf(" (byte %d)", e.Offset)
	}
	return text
}

// Is makes errors.Is look at the code alone.
func (e *WireError) Is(target error) bool {
	other, ok := target.(*WireError)
	return ok && other.Code == e.Code
}

// WireOptions bound what untrusted input may cost. They hold per message; 0 means no limit.
type WireOptions struct {
	MaxMessageSize   uint64        // Bytes of a message.
	MaxDepth         uint32        // Nested structs; the outermost is 1.
	MaxTextSize      uint64        // Bytes of a text or of bytes.
	MaxElements      uint64        // Of one array or map.
	MaxTotalElements uint64        // Of all arrays and maps.
	Timeout          time.Duration // For decoding one message.
	Strict           bool          // Unknown fields are errors.
	ValidateUTF8     bool          // Text that is not UTF-8 is an error.
	NoCopy           bool          // Decoded text and bytes share memory with the input, which must not change then.

	// Decompress gives the payload of a compressed stream frame, of at most limit bytes where that is not 0.
	Decompress func(algorithm string, payload []byte, limit int) ([]byte, error)
	// Compress compresses the payload of a stream frame.
	Compress func(algorithm string, payload []byte) ([]byte, error)
}

const (
	wbDeepest      = 500         // Structs, where the options say no limit.
	wbMostElements = 100_000_000 // Where the options say no limit.
	wbMostImplied  = 10_000_000
	wbMostExpanded = 1 << 30
)

func wbDepthLimit(options *WireOptions) uint32 {
	if options.MaxDepth == 0 || options.MaxDepth > wbDeepest {
		return wbDeepest
	}
	return options.MaxDepth
}

func wbOr(limit, otherwise uint64) uint64 {
	if limit == 0 {
		return otherwise
	}
	return limit
}

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

func wbZigzag(value int64) uint64 {
	return uint64(value)<<1 ^ uint64(value>>63)
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

// wbEncoder walks a value twice: it counts bytes and finds what is wrong, and then writes into a buffer of that size.
type wbEncoder struct {
	buf      []byte
	n        int // Bytes counted.
	counting bool
	sizes    []int // Of parts, in the order in which they begin; -1 where one is left out.
	next     int   // The next of sizes when writing.
	err      *WireError
	options  *WireOptions
	depth    uint32
	total    uint64
	indexes  map[string]uint64 // Of the string table.
	strings  []string
	tableTag uint64 // Of the string table.
}

func (e *wbEncoder) writeTable() {
	if len(e.strings) == 0 {
		return
	}
	e.uvarint(e.tableTag)
	part := e.open()
	e.texts()
	e.close(part)
}

// tableSize counts the string table, which comes first when writing.
func (e *wbEncoder) tableSize() int {
	if len(e.strings) == 0 {
		return 0
	}
	before := e.n
	e.texts()
	size := e.n - before
	e.n = before
	e.sizes = append([]int{size}, e.sizes...)
	return wbUvarintSize(e.tableTag) + wbUvarintSize(uint64(size)) + size
}

func (e *wbEncoder) texts() {
	e.uvarint(uint64(len(e.strings)))
	for _, text := range e.strings {
		e.uvarint(uint64(len(text)))
		e.rawText(text)
	}
}

func (e *wbEncoder) fail(code, where string) {
	if e.err == nil {
		e.err = &WireError{Code: code, Offset: -1, Where: where}
	}
}

// wbEncode appends what encode writes to buf.
func wbEncode(buf []byte, options *WireOptions, encode func(e *wbEncoder)) ([]byte, error) {
	e := &wbEncoder{options: options, counting: true}
	size := e.measure(encode)
	if e.err != nil {
		return nil, e.err
	}
	if cap(buf)-len(buf) < size {
		grown := make([]byte, len(buf), len(buf)+size)
		copy(grown, buf)
		buf = grown
	}
	e.buf = buf
	e.counting = false
	e.writeTable()
	encode(e)
	return e.buf, nil
}

// measure gives the number of bytes; with an error where the value cannot be encoded.
func (e *wbEncoder) measure(encode func(e *wbEncoder)) int {
	encode(e)
	size := e.n + e.tableSize()
	if e.options.MaxMessageSize != 0 && uint64(size) > e.options.MaxMessageSize {
		e.fail("limit-message", "")
	}
	return size
}

func (e *wbEncoder) enter(where string) bool {
	e.depth++
	if e.depth > wbDepthLimit(e.options) {
		e.fail("limit-depth", where)
	}
	return e.err == nil
}

func (e *wbEncoder) leave() {
	e.depth--
}

// elements counts the elements of an array or the entries of a map.
func (e *wbEncoder) elements(count int, where string) {
	if !e.counting {
		return
	}
	e.total += uint64(count)
	if e.options.MaxElements != 0 && uint64(count) > e.options.MaxElements {
		e.fail("limit-array", where)
	}
	if e.options.MaxTotalElements != 0 && e.total > e.options.MaxTotalElements {
		e.fail("limit-total", where)
	}
}

func (e *wbEncoder) checkText(size int, where string) {
	if e.options.MaxTextSize != 0 && uint64(size) > e.options.MaxTextSize {
		e.fail("limit-string", where)
	}
}

func (e *wbEncoder) uvarint(value uint64) {
	if e.counting {
		e.n += wbUvarintSize(value)
		return
	}
	for value >= 0x80 {
		e.buf = append(e.buf, byte(value)|0x80)
		value >>= 7
	}
	e.buf = append(e.buf, byte(value))
}

func wbUvarintSize(value uint64) int {
	size := 1
	for value >= 0x80 {
		value >>= 7
		size++
	}
	return size
}

// stored writes a little-endian number of width bytes, or a varint where width is 0.
func (e *wbEncoder) stored(value uint64, width int) {
	switch width {
	case 0:
		e.uvarint(value)
	case 4:
		e.fixed32(uint32(value))
	case 8:
		e.fixed64(value)
	default:
		for i := 0; i < width; i++ {
			e.fixed8(uint8(value >> (8 * i)))
		}
	}
}

func (e *wbEncoder) fixed8(value uint8) {
	if e.counting {
		e.n++
		return
	}
	e.buf = append(e.buf, value)
}

func (e *wbEncoder) fixed16(value uint16) {
	if e.counting {
		e.n += 2
		return
	}
	e.buf = append(e.buf, byte(value), byte(value>>8))
}

func (e *wbEncoder) fixed32(value uint32) {
	if e.counting {
		e.n += 4
		return
	}
	e.buf = append(e.buf, byte(value), byte(value>>8), byte(value>>16), byte(value>>24))
}

func (e *wbEncoder) fixed64(value uint64) {
	e.fixed32(uint32(value))
	e.fixed32(uint32(value >> 32))
}

func (e *wbEncoder) raw(bytes []byte) {
	if e.counting {
		e.n += len(bytes)
		return
	}
	e.buf = append(e.buf, bytes...)
}

func (e *wbEncoder) rawText(text string) {
	if e.counting {
		e.n += len(text)
		return
	}
	e.buf = append(e.buf, text...)
}

// wbPart is a part that stands behind its length.
type wbPart struct {
	index int
	start int
}

// open begins a part behind a varint length.
func (e *wbEncoder) open() wbPart {
	if !e.counting {
		e.uvarint(uint64(e.nextSize()))
		return wbPart{}
	}
	e.sizes = append(e.sizes, 0)
	return wbPart{len(e.sizes) - 1, e.n}
}

func (e *wbEncoder) nextSize() int {
	e.next++
	return e.sizes[e.next-1]
}

// close ends a part and gives its size while counting.
func (e *wbEncoder) close(part wbPart) int {
	if !e.counting {
		return 0
	}
	size := e.n - part.start
	e.sizes[part.index] = size
	e.n += wbUvarintSize(uint64(size))
	return size
}

// openSized begins a part behind a little-endian length of width bytes.
func (e *wbEncoder) openSized(width int) wbPart {
	if !e.counting {
		e.stored(uint64(e.nextSize()), width)
		return wbPart{}
	}
	e.n += width
	e.sizes = append(e.sizes, 0)
	return wbPart{len(e.sizes) - 1, e.n}
}

func (e *wbEncoder) closeSized(part wbPart) {
	if e.counting {
		e.sizes[part.index] = e.n - part.start
	}
}

// wbMark is a place from which on everything may turn out to be left out.
type wbMark struct {
	index   int
	n       int
	omitted bool
}

func (e *wbEncoder) mark() wbMark {
	if !e.counting {
		return wbMark{omitted: e.nextSize() < 0}
	}
	e.sizes = append(e.sizes, 0)
	return wbMark{len(e.sizes) - 1, e.n, false}
}

// omitIf takes back what was counted since the mark.
func (e *wbEncoder) omitIf(mark wbMark, omit bool) {
	if !e.counting || !omit {
		return
	}
	e.n = mark.n
	e.sizes = e.sizes[:mark.index+1]
	e.sizes[mark.index] = -1
}

func wbBit(value bool) uint64 {
	if value {
		return 1
	}
	return 0
}
