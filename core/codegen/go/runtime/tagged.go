package wirebench

import "sort"

// How the payload behind a tag is passed over.
const (
	wbSkipNone = iota
	wbSkipVarint
	wbSkipFixed32
	wbSkipFixed64
	wbSkipLength
	wbSkipReference
)

const (
	wbNoWireType    = 0xFF
	wbHighestNumber = 0x1FFFFFFF
)

// wbDialect is what holds for all tagged messages of a schema.
type wbDialect struct {
	skip      [8]uint8
	table     uint64 // Wire type of the string table's tag; wbNoWireType where there is none.
	guesses   bool   // Without a table, an index may be the length of text that follows.
	canonical bool   // Unknown fields are merged by number.
}

// nextTag gives the tag of the next field; 0 at the end of the message and after an error.
func (d *wbDecoder) nextTag(dialect *wbDialect) uint64 {
	for d.more() {
		at := d.pos
		d.tagAt = at
		tag := d.uvarint()
		if d.err != nil {
			return 0
		}
		number := tag >> 3
		if number == 0 && tag == dialect.table {
			d.takeTable(at)
			continue
		}
		if dialect.skip[tag&7] == wbSkipNone {
			d.fail("bad-wire-type", at)
			return 0
		}
		if number == 0 || number > wbHighestNumber {
			d.fail("bad-field-number", at)
			return 0
		}
		return tag
	}
	return 0
}

// open begins a part behind a varint length and gives the end of what is around it.
func (d *wbDecoder) open() int {
	length := d.uvarint()
	return d.openOf(length)
}

func (d *wbDecoder) openOf(length uint64) int {
	end := d.end
	if length > uint64(d.left()) {
		d.fail("truncated", d.pos)
		return end
	}
	d.end = d.pos + int(length)
	return end
}

// openText is open for text and bytes, which have a limit.
func (d *wbDecoder) openText() int {
	length := d.uvarint()
	if !d.textFits(length) {
		return d.end
	}
	return d.openOf(length)
}

// close goes on behind a part.
func (d *wbDecoder) close(end int) {
	if d.err != nil {
		d.pos = end
	} else {
		d.pos = d.end
	}
	d.end = end
}

// rest gives the bytes up to the end of the part.
func (d *wbDecoder) rest() []byte {
	bytes := d.data[d.pos:d.end]
	d.pos = d.end
	return bytes
}

// text is the rest of a part as text.
func (d *wbDecoder) text() string {
	if !d.textFits(uint64(d.left())) {
		return ""
	}
	return d.asText(d.rest())
}

func (d *wbDecoder) bytes() []byte {
	if !d.textFits(uint64(d.left())) {
		return nil
	}
	return d.asBytes(d.rest())
}

// exactly fills bytes with the rest of a part, which must be as long.
func (d *wbDecoder) exactly(bytes []byte, code string) {
	if d.left() != len(bytes) {
		d.fail(code, d.pos)
		return
	}
	copy(bytes, d.rest())
}

// bytesOf is the rest of a part, which must have size bytes.
func (d *wbDecoder) bytesOf(size int) []byte {
	if d.left() != size {
		d.fail("array-count", d.pos)
		return nil
	}
	return d.asBytes(d.rest())
}

// fill copies bytes of the right number.
func (d *wbDecoder) fill(to, bytes []byte) {
	if len(to) != len(bytes) {
		d.fail("array-count", d.pos)
	}
	copy(to, bytes)
}

// countOf reads the count of an array or map whose elements take at least least bytes each; a part without bytes is
// empty.
func (d *wbDecoder) countOf(least int) uint64 {
	if d.err != nil || d.pos == d.end {
		return 0
	}
	count := d.uvarint()
	if d.err != nil || !d.countElements(count, 0) || !d.fits(count, least) {
		return 0
	}
	return count
}

// presence reads the bits that say which fields are there.
func (d *wbDecoder) presence() []byte {
	size := d.uvarint()
	if size > uint64(d.left()) {
		d.fail("truncated", d.pos)
		return nil
	}
	return d.take(int(size))
}

func wbIsPresent(bits []byte, field int) bool {
	return field/8 < len(bits) && bits[field/8]>>(field%8)&1 != 0
}

// noneBeyond refuses bits of fields that there are not.
func (d *wbDecoder) noneBeyond(bits []byte, fields int) {
	for i := fields; d.err == nil && i < len(bits)*8; i++ {
		if wbIsPresent(bits, i) {
			d.fail("presence-bit", d.pos)
		}
	}
}

// noValue is a value that is not there, of which no bytes may follow.
func (d *wbDecoder) noValue() {
	if d.left() > 0 {
		d.fail("nil-length", d.pos)
	}
}

// typeName reads the name of the type of what follows.
func (d *wbDecoder) typeName() string {
	length := d.uvarint()
	if length > uint64(d.left()) {
		d.fail("truncated", d.pos)
		return ""
	}
	return string(d.take(int(length)))
}

func (d *wbDecoder) skipBytes(size uint64) {
	if size > uint64(d.left()) {
		d.fail("truncated", d.pos)
		return
	}
	d.pos += int(size)
}

func (d *wbDecoder) skip(how uint8) {
	switch how {
	case wbSkipVarint:
		d.uvarint()
	case wbSkipFixed32:
		d.skipBytes(4)
	case wbSkipFixed64:
		d.skipBytes(8)
	case wbSkipReference:
		d.uvarint()
		d.skipBytes(d.uvarint())
	case wbSkipLength:
		d.skipBytes(d.uvarint())
	default:
		d.fail("bad-wire-type", d.pos)
	}
}

// mismatch refuses a field of a known number with a wire type that it cannot have.
func (d *wbDecoder) mismatch(dialect *wbDialect, tag uint64) {
	at := d.pos
	d.skip(dialect.skip[tag&7])
	d.fail("wire-type-mismatch", at)
}

// unknownField appends the tag and the payload of a field to kept.
func (d *wbDecoder) unknownField(dialect *wbDialect, tag uint64, kept []byte) []byte {
	begin := d.tagAt
	d.skip(dialect.skip[tag&7])
	if d.err == nil && d.options.Strict {
		d.fail("unknown-field", begin)
	}
	if d.err != nil {
		return kept
	}
	d.unknown = true
	return append(kept, d.data[begin:d.pos]...)
}

// keptStrings is the string table where unknown fields may refer to it.
func (d *wbDecoder) keptStrings() []string {
	if !d.unknown || len(d.table) == 0 {
		return nil
	}
	return d.table
}

// wbField is a field of a struct that the schema does not have.
type wbField struct {
	number uint64
	bytes  []byte
}

// wbSplitFields gives the whole fields that bytes consist of; false where they do not.
func wbSplitFields(dialect *wbDialect, bytes []byte) ([]wbField, bool) {
	d := &wbDecoder{data: bytes, end: len(bytes), options: &WireOptions{}}
	var fields []wbField
	for d.pos < d.end {
		begin := d.pos
		tag := d.uvarint()
		if tag>>3 == 0 || tag>>3 > wbHighestNumber {
			return nil, false
		}
		d.skip(dialect.skip[tag&7])
		if d.err != nil {
			return nil, false
		}
		fields = append(fields, wbField{tag >> 3, bytes[begin:d.pos]})
	}
	return fields, d.err == nil
}

// unknown gives the fields that are to be written among those of a struct, by number.
func (e *wbEncoder) unknown(dialect *wbDialect, bytes []byte, where string) []wbField {
	if len(bytes) == 0 {
		return nil
	}
	fields, ok := wbSplitFields(dialect, bytes)
	if !ok {
		e.fail("bad-unknown", where)
	}
	if dialect.canonical {
		sort.SliceStable(fields, func(i, j int) bool { return fields[i].number < fields[j].number })
	}
	return fields
}

// unknownBelow writes the fields with numbers below number and gives the others.
func (e *wbEncoder) unknownBelow(fields []wbField, number uint64) []wbField {
	for len(fields) > 0 && fields[0].number < number {
		e.raw(fields[0].bytes)
		fields = fields[1:]
	}
	return fields
}

// differs tells whether encode writes something other than expected.
func (e *wbEncoder) differs(expected string, encode func(e *wbEncoder)) bool {
	written, err := wbEncode(nil, &WireOptions{}, encode)
	return err != nil || string(written) != expected
}

// wbFill reads a default.
func wbFill(bytes string, decode func(d *wbDecoder)) {
	decode(&wbDecoder{data: []byte(bytes), end: len(bytes), options: &WireOptions{}})
}

// wbTakes tells whether encode writes more than size bytes.
func wbTakes(encode func(e *wbEncoder), size int) bool {
	e := &wbEncoder{options: &WireOptions{}, counting: true}
	encode(e)
	return e.n > size
}

func wbHas(numbers []uint64, number uint64) bool {
	for _, known := range numbers {
		if known == number {
			return true
		}
	}
	return false
}

// wbAny tells whether test holds for some element.
func wbAny[T any](elements []T, test func(element T) bool) bool {
	for i := range elements {
		if test(elements[i]) {
			return true
		}
	}
	return false
}

func wbAnyBytes(bytes []byte) bool {
	return wbAny(bytes, func(b byte) bool { return b != 0 })
}

// wbCount counts what is true.
func wbCount(truths ...bool) int {
	count := 0
	for _, truth := range truths {
		if truth {
			count++
		}
	}
	return count
}

// wbCodePoints counts characters; bytes that begin none count for nothing.
func wbCodePoints(text string) uint64 {
	var count uint64
	for i := 0; i < len(text); i++ {
		if text[i]&0xC0 != 0x80 {
			count++
		}
	}
	return count
}

// keep lets the string table begin with texts that unknown fields refer to.
func (e *wbEncoder) keep(texts []string, tag uint64) {
	e.tableTag = tag
	if !e.counting || e.indexes != nil {
		return
	}
	e.indexes = make(map[string]uint64)
	e.strings = append(e.strings, texts...)
	for i, text := range texts {
		if _, known := e.indexes[text]; !known {
			e.indexes[text] = uint64(i)
		}
	}
}

// interned writes the index of a text in the string table.
func (e *wbEncoder) interned(text, where string) {
	e.checkText(len(text), where)
	index, known := e.indexes[text]
	if !known {
		index = uint64(len(e.strings))
		e.indexes[text] = index
		e.strings = append(e.strings, text)
	}
	e.uvarint(index)
}
