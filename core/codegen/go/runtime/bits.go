package wirebench

import "time"

// wbGetBits reads width bits (at most 64) at bit offset at, least significant first.
func wbGetBits(bytes []byte, at uint64, width uint) uint64 {
	var value uint64
	for got := uint(0); got < width; {
		shift := uint(at+uint64(got)) & 7
		value |= uint64(bytes[(at+uint64(got))>>3]>>shift) << got
		got += 8 - shift
	}
	if width < 64 {
		value &= 1<<width - 1
	}
	return value
}

// wbPutBits sets width bits (at most 64) of zeros at bit offset at.
func wbPutBits(bytes []byte, at uint64, width uint, value uint64) {
	if width < 64 {
		value &= 1<<width - 1
	}
	for put := uint(0); put < width; {
		shift := uint(at+uint64(put)) & 7
		bytes[(at+uint64(put))>>3] |= byte(value>>put) << shift
		put += 8 - shift
	}
}

func wbReverse(bytes []byte) {
	for i, j := 0, len(bytes)-1; i < j; i, j = i+1, j-1 {
		bytes[i], bytes[j] = bytes[j], bytes[i]
	}
}

// biased gives what is stored of a number with a least value.
func (e *wbEncoder) biased(value, lowest, highest uint64, where string) uint64 {
	return e.known(value >= lowest && value <= highest, value-lowest, where)
}

func (e *wbEncoder) biasedInt(value, lowest, highest int64, where string) uint64 {
	return e.known(value >= lowest && value <= highest, uint64(value)-uint64(lowest), where)
}

// known refuses a value that the schema does not have.
func (e *wbEncoder) known(truth bool, stored uint64, where string) uint64 {
	if !truth {
		e.fail("value-range", where)
	}
	return stored
}

// units gives the whole units of unit seconds from the origin to a time.
func (e *wbEncoder) units(value time.Time, origin, unit, most int64, where string) uint64 {
	since := value.Unix() - origin
	if since%unit != 0 || value.Nanosecond() != 0 {
		e.fail("date-not-whole", where)
	}
	return e.known(since >= 0 && since/unit <= most, uint64(since/unit), where)
}

// most refuses a stored number that means nothing.
func (d *wbDecoder) most(stored, highest uint64, code string) uint64 {
	if stored > highest {
		d.fail(code, 0)
		return 0
	}
	return stored
}

func (d *wbDecoder) onlyFlags(stored, defined uint64) uint64 {
	if stored&^defined != 0 {
		d.fail("undefined-flag", 0)
	}
	return stored & defined
}

// slots gives the number of elements of an array.
func (d *wbDecoder) slots(count, most uint64) uint64 {
	if count > most {
		d.fail("count-above-max", 0)
		return 0
	}
	if !d.countElements(count, 0) {
		return 0
	}
	return count
}

// wbClearBits makes bits zero.
func wbClearBits(bytes []byte, at, width uint64) {
	for ; width > 0 && at&7 != 0; at, width = at+1, width-1 {
		bytes[at>>3] &^= 1 << (at & 7)
	}
	for ; width >= 8; at, width = at+8, width-8 {
		bytes[at>>3] = 0
	}
	if width > 0 {
		bytes[at>>3] &^= 1<<width - 1
	}
}

// record gives a copy of the bytes of a record, the least significant first.
func (d *wbDecoder) record(size int, reversed bool) []byte {
	bytes := d.take(size)
	if bytes == nil {
		return nil
	}
	bytes = append([]byte(nil), bytes...)
	if reversed {
		wbReverse(bytes)
	}
	return bytes
}

// writeRecord puts a record back where it was read.
func (d *wbDecoder) writeRecord(bytes []byte, reversed bool) {
	if reversed {
		wbReverse(bytes)
	}
	copy(d.data, bytes)
}
