package wirebench

func wbZigzag(value int64) uint64 {
	return uint64(value)<<1 ^ uint64(value>>63)
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

func (e *wbEncoder) putTable() {
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

// result is the error as callers see it.
func (e *wbEncoder) result() error {
	if e.err == nil {
		return nil
	}
	return e.err
}

// wbEncode appends what encode writes to buf.
func wbEncode(buf []byte, options *WireOptions, encode func(e *wbEncoder)) ([]byte, error) {
	e := wbNewEncoder()
	defer wbFreeEncoder(e)
	e.options = options
	e.counting = true
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
	e.putTable()
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
