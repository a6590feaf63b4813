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

// WireUnknownMessage is a self-describing message whose type the schema does not have.
type WireUnknownMessage struct {
	TypeID uint64
	Data   []byte // With its header.
}

// WireMessageReader cuts a stream of messages, each behind its length or with a header that has it. It takes pieces of
// any size with Push, has no input of its own, and gives what is complete with Next.
type WireMessageReader struct {
	options *WireOptions
	headers bool // Messages begin with a type id and a size.
	pending []byte
	offset  int
}

// Push adds the next piece of the stream.
func (s *WireMessageReader) Push(piece []byte) {
	s.pending = append(s.pending, piece...)
}

// Next gives the bytes of the next message, with its header where messages have one; nil when more of the stream is
// needed.
func (s *WireMessageReader) Next() ([]byte, error) {
	begin, size, err := s.extent()
	if err == nil && s.options.MaxMessageSize != 0 && size > s.options.MaxMessageSize {
		err = &WireError{Code: "limit-message", Offset: s.offset}
	}
	if err != nil || begin == 0 || size > uint64(len(s.pending)-begin) {
		return nil, err
	}
	end := begin + int(size)
	if s.headers {
		begin = 0
	}
	message := append([]byte{}, s.pending[begin:end]...)
	s.pending = s.pending[end:]
	s.offset += end
	return message, nil
}

// extent gives where the content of the next message begins, and its size; 0 where that is not known yet.
func (s *WireMessageReader) extent() (int, uint64, error) {
	if s.headers {
		if len(s.pending) < 12 {
			return 0, 0, nil
		}
		return 12, wbLittle(s.pending[8:12]), nil
	}
	size, begin := wbReadUvarint(s.pending)
	if begin < 0 {
		return 0, 0, &WireError{Code: "varint-overflow", Offset: s.offset}
	}
	return begin, size, nil
}

// End says what is missing when the stream ends here.
func (s *WireMessageReader) End() error {
	if len(s.pending) > 0 {
		return &WireError{Code: "truncated", Offset: s.offset}
	}
	return nil
}

// AppendWireMessage appends a message behind its length.
func AppendWireMessage(b, message []byte) []byte {
	e := &wbEncoder{buf: b}
	e.uvarint(uint64(len(message)))
	e.raw(message)
	return e.buf
}
