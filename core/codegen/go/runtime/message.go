package wirebench

import "io"

// wbDecode reads one message that is all of data.
func wbDecode(data []byte, options *WireOptions, decode func(d *wbDecoder)) error {
	d := wbDecoderOf(data, options)
	if options.MaxMessageSize != 0 && uint64(len(data)) > options.MaxMessageSize {
		d.fail("limit-message", 0)
	} else {
		decode(d)
	}
	return d.result()
}

// header reads the type id and the payload size of a message and bounds what follows by them.
func (d *wbDecoder) header() (id uint64) {
	begin := d.pos
	if d.left() < 12 {
		d.fail("truncated", begin)
		return 0
	}
	id = d.fixed64()
	size := uint64(d.fixed32())
	if most := d.options.MaxMessageSize; most != 0 && uint64(wbMin(d.end-begin, int(size)+12)) > most {
		d.fail("limit-message", begin)
	} else if size > uint64(d.left()) {
		d.fail("truncated", begin)
	} else {
		d.end = d.pos + int(size)
	}
	return id
}

// closeMessage refuses a payload that the fields did not use up.
func (d *wbDecoder) closeMessage() {
	if d.err == nil && d.pos < d.end {
		d.fail("payload-size", d.pos)
	}
}

// wbSize gives the bytes that encode writes, -1 where it cannot.
func wbSize(encode func(e *wbEncoder)) int {
	e := &wbEncoder{options: &wbDefaults, counting: true}
	size := e.measure(encode)
	if e.err != nil {
		return -1
	}
	return size
}

// wbReadAll reads all that a reader gives, and no more than one byte above the limit.
func wbReadAll(r io.Reader, options *WireOptions) ([]byte, error) {
	if most := options.MaxMessageSize; most != 0 && most < 1<<62 {
		r = io.LimitReader(r, int64(most)+1)
	}
	return io.ReadAll(r)
}
