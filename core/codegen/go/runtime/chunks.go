package wirebench

import "io"

const wbChunk = 64 * 1024 // Bytes of a message that are collected before a frame is written.

// WireMessageWriter writes one message of a stream in pieces, so that nobody has to hold it as a whole. Sizes are said
// before what they measure, as they stand on the wire. The first error stays.
type WireMessageWriter struct {
	to     io.Writer
	number uint8 // Of the frame type.
	buf    []byte
	parts  []uint64 // Bytes that are still to come of the fields that are open, innermost last.
	err    error
}

// StartMessage begins a message with a type id. Its frames are written to to, uncompressed.
func (s *WireFrameWriter) StartMessage(to io.Writer, typeID uint64) *WireMessageWriter {
	m := &WireMessageWriter{to: to}
	for number := range s.types {
		if s.types[number].body == wbFrameMessage {
			m.number = uint8(number)
		}
	}
	e := &wbEncoder{}
	e.uvarint(typeID)
	m.buf = e.buf
	return m
}

func (m *WireMessageWriter) fail(code string) error {
	if m.err == nil {
		m.err = &WireError{Code: code, Offset: -1}
	}
	return m.err
}

// Write adds whole fields as they are encoded, or bytes of the field that is open.
func (m *WireMessageWriter) Write(piece []byte) (int, error) {
	if n := len(m.parts); n > 0 {
		if uint64(len(piece)) > m.parts[n-1] {
			return 0, m.fail("payload-size")
		}
		for i := range m.parts {
			m.parts[i] -= uint64(len(piece))
		}
	}
	if m.err != nil {
		return 0, m.err
	}
	m.buf = append(m.buf, piece...)
	if len(m.buf) >= wbChunk {
		m.flush(0)
	}
	return len(piece), m.err
}

func (m *WireMessageWriter) flush(ends uint8) {
	e := &wbEncoder{buf: []byte{m.number | ends}}
	e.uvarint(uint64(len(m.buf)))
	e.raw(m.buf)
	m.buf = m.buf[:0]
	if _, err := m.to.Write(e.buf); err != nil && m.err == nil {
		m.err = err
	}
}

func (m *WireMessageWriter) uvarint(value uint64) error {
	e := &wbEncoder{}
	e.uvarint(value)
	_, err := m.Write(e.buf)
	return err
}

func (m *WireMessageWriter) open(size uint64) error {
	if err := m.uvarint(size); err != nil {
		return err
	}
	if n := len(m.parts); n > 0 && size > m.parts[n-1] {
		return m.fail("payload-size")
	}
	m.parts = append(m.parts, size)
	return nil
}

// StartField begins a field of size bytes: text, bytes, or a message, the fields of which follow.
func (m *WireMessageWriter) StartField(number uint32, size uint64) error {
	for wireType := range wbTags.skip {
		if wbTags.skip[wireType] == wbSkipLength {
			if err := m.uvarint(uint64(number)<<3 | uint64(wireType)); err != nil {
				return err
			}
			return m.open(size)
		}
	}
	return m.fail("bad-wire-type")
}

// EndField ends the innermost field, all bytes of which must be there.
func (m *WireMessageWriter) EndField() error {
	n := len(m.parts)
	if n == 0 || m.parts[n-1] != 0 {
		return m.fail("payload-size")
	}
	m.parts = m.parts[:n-1]
	return m.err
}

// Complete ends the message.
func (m *WireMessageWriter) Complete() error {
	if len(m.parts) > 0 {
		return m.fail("payload-size")
	}
	if m.err == nil {
		m.flush(wbFrameEnds)
	}
	return m.err
}

// WireArrayWriter writes the elements of an array, each behind its length.
type WireArrayWriter struct {
	m    *WireMessageWriter
	left uint64
}

// StartArray begins an array of count elements that takes size bytes, count and lengths included.
func (m *WireMessageWriter) StartArray(number uint32, size, count uint64) (*WireArrayWriter, error) {
	if err := m.StartField(number, size); err != nil {
		return nil, err
	}
	return &WireArrayWriter{m, count}, m.uvarint(count)
}

// WriteElement adds an element as it is encoded.
func (a *WireArrayWriter) WriteElement(content []byte) error {
	if err := a.StartElement(uint64(len(content))); err != nil {
		return err
	}
	if _, err := a.m.Write(content); err != nil {
		return err
	}
	return a.m.EndField()
}

// StartElement begins an element of size bytes, which are written to the message and ended with EndField.
func (a *WireArrayWriter) StartElement(size uint64) error {
	if a.left == 0 {
		return a.m.fail("array-count")
	}
	a.left--
	return a.m.open(size)
}

// Close ends the array.
func (a *WireArrayWriter) Close() error {
	if a.left > 0 {
		return a.m.fail("array-count")
	}
	return a.m.EndField()
}
