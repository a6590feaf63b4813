package wirebench

import "math/bits"

// rightCount refuses another number of elements than a fixed one (negative: any number is right).
func (d *wbDecoder) rightCount(count uint64, fixed int64) {
	if fixed >= 0 && count != uint64(fixed) {
		d.fail("array-count", d.pos)
	}
}

// varintsLeft gives the number of varints that end in the rest of the part.
func (d *wbDecoder) varintsLeft() uint64 {
	var count uint64
	for _, b := range d.data[d.pos:d.end] {
		if b < 0x80 {
			count++
		}
	}
	return count
}

// packedCount counts scalars of width bytes (0: varints) that stand one after another up to the end of the part, behind
// before elements that are there.
func (d *wbDecoder) packedCount(width, before int) int {
	var count uint64
	if width == 0 {
		count = d.varintsLeft()
	} else {
		count = uint64(d.left() / width)
	}
	if d.err != nil || !d.countElements(count, uint64(before)) {
		return 0
	}
	return int(count)
}

// wbReadPacked appends scalars up to the end of the part.
func wbReadPacked[T any](d *wbDecoder, to []T, width int, value func(stored uint64) T) []T {
	count := d.packedCount(width, len(to))
	if count > 0 && cap(to)-len(to) < count {
		to = append(make([]T, 0, len(to)+count), to...)
	}
	for d.pos < d.end && d.err == nil {
		to = append(to, value(d.stored(width)))
	}
	return to
}

// wbReadBitmap appends eight bools a byte up to the end of the part.
func wbReadBitmap(d *wbDecoder, to []bool) []bool {
	if d.err != nil || !d.countElements(uint64(d.left())*8, uint64(len(to))) {
		return to
	}
	for _, b := range d.rest() {
		for bit := 0; bit < 8; bit++ {
			to = append(to, b>>bit&1 != 0)
		}
	}
	return to
}

// wbReadDelta reads differences up to the end of the part; value makes an element of their sum.
func wbReadDelta[T any](d *wbDecoder, fixed int64, value func(sum uint64) T) []T {
	count := d.varintsLeft()
	if d.err != nil || !d.countElements(count, 0) {
		return nil
	}
	to := make([]T, 0, count)
	var sum uint64
	for d.pos < d.end && d.err == nil {
		sum += uint64(wbUnzigzag(d.uvarint()))
		to = append(to, value(sum))
	}
	d.rightCount(uint64(len(to)), fixed)
	return to
}

func wbReadRuns[T any](d *wbDecoder, fixed int64, width int, value func(stored uint64) T) []T {
	var to []T
	for d.pos < d.end && d.err == nil {
		run := d.uvarint()
		element := value(d.stored(width))
		if d.err != nil {
			break
		}
		if run == 0 {
			d.fail("run-zero", d.pos)
			break
		}
		if fixed >= 0 && run > uint64(fixed)-uint64(len(to)) {
			d.fail("array-count", d.pos)
			break
		}
		if !d.countElements(run, uint64(len(to))) || !d.countImplied(run-1) {
			break
		}
		for ; run > 0; run-- {
			to = append(to, element)
		}
	}
	d.rightCount(uint64(len(to)), fixed)
	return to
}

// seriesCount reads the number of elements; false for a body without bytes and where there is an error.
func (d *wbDecoder) seriesCount(fixed int64) (uint64, bool) {
	if d.err != nil {
		return 0, false
	}
	if d.pos == d.end {
		d.rightCount(0, fixed)
		return 0, false
	}
	count := d.uvarint()
	return count, d.err == nil && d.countElements(count, 0)
}

func wbReadSparse[T any](d *wbDecoder, fixed int64, width int, value func(stored uint64) T) []T {
	count, ok := d.seriesCount(fixed)
	if !ok {
		return nil
	}
	d.rightCount(count, fixed)
	stored := d.uvarint()
	if d.err == nil && stored > count {
		d.fail("sparse-count", d.pos)
	}
	least := 1 + width
	if width == 0 {
		least = 2
	}
	if d.err != nil || !d.countImplied(count-stored) || !d.fits(stored, least) {
		return nil
	}
	to := make([]T, count)
	zero := value(0)
	for i := range to {
		to[i] = zero
	}
	var position uint64
	for ; stored > 0 && d.err == nil; stored-- {
		gap := d.uvarint()
		if d.err == nil && gap >= count-position {
			d.fail("sparse-gap", d.pos)
		}
		if d.err != nil {
			return nil
		}
		position += gap
		to[position] = value(d.stored(width))
		position++
	}
	return to
}

func wbReadBitPacked[T any](d *wbDecoder, fixed int64, width uint, value func(stored uint64) T) []T {
	count, ok := d.seriesCount(fixed)
	if !ok {
		return nil
	}
	if count > uint64(d.left())*8/uint64(width) {
		d.fail("truncated", d.pos)
		return nil
	}
	to := make([]T, count)
	for i := range to {
		to[i] = value(wbGetBits(d.data[d.pos:d.end], uint64(i)*uint64(width), width))
	}
	d.pos += int((count*uint64(width) + 7) / 8)
	d.rightCount(count, fixed)
	return to
}

func wbReadDictionary[T any](d *wbDecoder, fixed int64, value func(bytes []byte) T) []T {
	if d.err == nil && d.pos == d.end {
		d.rightCount(0, fixed)
		return nil
	}
	texts := d.uvarint()
	if d.err != nil || !d.fits(texts, 1) {
		return nil
	}
	entries := make([]T, 0, texts)
	sizes := make([]int, 0, texts)
	for ; texts > 0 && d.err == nil; texts-- {
		end := d.open()
		if d.err == nil && d.textFits(uint64(d.left())) {
			sizes = append(sizes, d.left())
			entries = append(entries, value(d.rest()))
		}
		d.close(end)
	}
	count := d.uvarint()
	if d.err != nil || !d.countElements(count, 0) || !d.fits(count, 1) {
		return nil
	}
	to := make([]T, 0, count)
	for i := uint64(0); i < count && d.err == nil; i++ {
		index := d.uvarint()
		if d.err == nil && index >= uint64(len(entries)) {
			d.fail("dict-index", d.pos)
		}
		if d.err == nil && d.expand(sizes[index]) {
			to = append(to, entries[index])
		}
	}
	d.rightCount(count, fixed)
	return to
}

func wbReadPrefixed[T any](d *wbDecoder, fixed int64, value func(bytes []byte) T) []T {
	count, ok := d.seriesCount(fixed)
	if !ok || !d.fits(count, 2) {
		return nil
	}
	to := make([]T, 0, count)
	var text []byte
	for i := uint64(0); i < count && d.err == nil; i++ {
		shared := d.uvarint()
		if d.err == nil && shared > uint64(len(text)) {
			d.fail("prefix-length", d.pos)
		}
		end := d.open()
		if d.err != nil {
			break
		}
		text = append(append([]byte(nil), text[:shared]...), d.rest()...)
		d.close(end)
		if d.textFits(uint64(len(text))) && d.expand(len(text)) {
			to = append(to, value(text))
		}
	}
	d.rightCount(count, fixed)
	return to
}

func wbWriteDelta[T any](e *wbEncoder, elements []T, number func(element T) uint64) {
	var previous uint64
	for _, element := range elements {
		now := number(element)
		e.uvarint(wbZigzag(int64(now - previous)))
		previous = now
	}
}

func wbWriteRuns[T any](e *wbEncoder, elements []T, width int, stored func(element T) uint64) {
	for i := 0; i < len(elements); {
		value := stored(elements[i])
		run := 1
		for i+run < len(elements) && stored(elements[i+run]) == value {
			run++
		}
		e.uvarint(uint64(run))
		e.stored(value, width)
		i += run
	}
}

func wbWriteSparse[T any](e *wbEncoder, elements []T, width int, stored func(element T) uint64) {
	var count uint64
	for _, element := range elements {
		if stored(element) != 0 {
			count++
		}
	}
	e.uvarint(uint64(len(elements)))
	e.uvarint(count)
	var zeros uint64
	for _, element := range elements {
		value := stored(element)
		if value == 0 {
			zeros++
			continue
		}
		e.uvarint(zeros)
		e.stored(value, width)
		zeros = 0
	}
}

func wbWriteBitPacked[T any](e *wbEncoder, elements []T, width uint, where string, stored func(element T) uint64) {
	e.uvarint(uint64(len(elements)))
	bytes := make([]byte, (uint64(len(elements))*uint64(width)+7)/8)
	for i, element := range elements {
		value := stored(element)
		if bits.Len64(value) > int(width) {
			e.fail("value-range", where)
		}
		wbPutBits(bytes, uint64(i)*uint64(width), width, value)
	}
	e.raw(bytes)
}

func (e *wbEncoder) bitmap(elements []bool) {
	if e.counting {
		e.n += (len(elements) + 7) / 8
		return
	}
	bytes := make([]byte, (len(elements)+7)/8)
	for i, element := range elements {
		if element {
			bytes[i/8] |= 1 << (i % 8)
		}
	}
	e.raw(bytes)
}

func wbWriteDictionary[T ~string | ~[]byte](e *wbEncoder, elements []T) {
	indexes := make(map[string]uint64)
	var texts []string
	for _, element := range elements {
		if _, known := indexes[string(element)]; !known {
			indexes[string(element)] = uint64(len(texts))
			texts = append(texts, string(element))
		}
	}
	e.uvarint(uint64(len(texts)))
	for _, text := range texts {
		e.uvarint(uint64(len(text)))
		e.rawText(text)
	}
	e.uvarint(uint64(len(elements)))
	for _, element := range elements {
		e.uvarint(indexes[string(element)])
	}
}

func wbWritePrefixed[T ~string | ~[]byte](e *wbEncoder, elements []T) {
	e.uvarint(uint64(len(elements)))
	previous := ""
	for _, element := range elements {
		now := string(element)
		shared := 0
		for shared < len(now) && shared < len(previous) && now[shared] == previous[shared] {
			shared++
		}
		e.uvarint(uint64(shared))
		e.uvarint(uint64(len(now) - shared))
		e.rawText(now[shared:])
		previous = now
	}
}

// wbTexts gives elements of a fixed size as texts.
func wbTexts[T any](elements []T, text func(element T) string) []string {
	texts := make([]string, len(elements))
	for i := range elements {
		texts[i] = text(elements[i])
	}
	return texts
}

func wbCheckTexts[T ~string | ~[]byte](e *wbEncoder, elements []T, where string) {
	for _, element := range elements {
		e.checkText(len(element), where)
	}
}
