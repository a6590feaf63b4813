package wirebench

// How the payload of a frame lies.
const (
	wbFrameNone = iota
	wbFrameMessage
	wbFramePair
	wbFrameCode
	wbFrameOpaque
	wbFrameNumber
	wbFrameText
)

const (
	wbFrameEnds       = 0x10
	wbFrameCompressed = 0x20
	wbFrameReserved   = 0xC0
)

// wbFrameType is what a schema's streams say of one type of frame.
type wbFrameType struct {
	body     uint8
	ends     bool // The stream: messages behind it are out of place.
	abandons bool // An unfinished message.
	most     int  // Bytes of the payload; 0 where only the limits bound it.
	key      string
	first    string // What the two parts of the payload are called.
	second   string
}

// WireFrame is a message of a stream or something else that a stream says. Kind tells which fields count.
type WireFrame struct {
	Kind   string // As the schema's format calls it: "message", "header" …
	Number uint8  // Of the frame type.
	TypeID uint64 // Of a message.
	Data   []byte // Of a message, whole and decompressed; or opaque bytes.
	Key    string // Of a pair.
	Text   string // The value of a pair, or a text.
	Code   uint64 // A code or a number.
}

// WireFrameReader cuts a stream into frames. It takes pieces of any size with Push, has no input of its own, and gives
// what is complete with Next.
type WireFrameReader struct {
	options   *WireOptions
	types     *[16]wbFrameType
	pending   []byte
	offset    int // Of pending in the stream.
	algorithm string
	open      bool
	number    uint8
	typeID    uint64
	content   []byte
	err       *WireError
}

// Push adds the next piece of the stream.
func (s *WireFrameReader) Push(piece []byte) {
	s.pending = append(s.pending, piece...)
}

// Next gives the next frame, a message as soon as it is whole; nil when more of the stream is needed.
func (s *WireFrameReader) Next() (*WireFrame, error) {
	for s.err == nil {
		size, length := s.complete()
		if size == 0 || s.err != nil {
			break
		}
		header := s.pending[0]
		payload := s.pending[size-length : size]
		frame := s.frame(header, payload)
		s.pending = s.pending[size:]
		s.offset += size
		if frame != nil && s.err == nil {
			return frame, nil
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	return nil, nil
}

// End says what is missing when the stream ends here.
func (s *WireFrameReader) End() error {
	if s.err == nil && (len(s.pending) > 0 || s.open) {
		s.fail("truncated")
	}
	if s.err != nil {
		return s.err
	}
	return nil
}

func (s *WireFrameReader) fail(code string) {
	if s.err == nil {
		s.err = &WireError{Code: code, Offset: s.offset}
	}
}

// complete gives the bytes of the frame and those of its payload; 0 when they are not all there.
func (s *WireFrameReader) complete() (int, int) {
	if len(s.pending) < 2 {
		return 0, 0
	}
	length, bytes := wbReadUvarint(s.pending[1:])
	if bytes < 0 {
		s.fail("varint-overflow")
	}
	if bytes <= 0 || length > uint64(len(s.pending)-1-bytes) {
		return 0, 0
	}
	return 1 + bytes + int(length), int(length)
}

func (s *WireFrameReader) frame(header uint8, payload []byte) *WireFrame {
	number := header & 0x0F
	kind := &s.types[number]
	if header&wbFrameReserved != 0 {
		s.fail("frame-reserved-bits")
	} else if kind.body == wbFrameNone {
		s.fail("bad-frame-type")
	}
	if s.err == nil && header&wbFrameCompressed != 0 {
		payload = s.decompress(payload)
	}
	if s.err != nil {
		return nil
	}
	if kind.body == wbFrameMessage {
		return s.message(kind, number, header&wbFrameEnds != 0, payload)
	}
	if kind.abandons {
		s.open = false
	}
	return s.control(kind, number, payload)
}

func (s *WireFrameReader) decompress(payload []byte) []byte {
	if s.algorithm == "" || s.options.Decompress == nil {
		s.fail("compression")
		return nil
	}
	room := 0
	if s.options.MaxMessageSize != 0 {
		room = int(s.options.MaxMessageSize) + 10
		if s.open {
			room -= len(s.content)
		}
	}
	inflated, err := s.options.Decompress(s.algorithm, payload, room)
	if err != nil {
		s.fail("compression")
	} else if room != 0 && len(inflated) > room {
		s.fail("limit-message")
	}
	return inflated
}

func (s *WireFrameReader) message(kind *wbFrameType, number uint8, ends bool, payload []byte) *WireFrame {
	if !s.open {
		id, size := wbReadUvarint(payload)
		if size == 0 {
			s.fail("truncated")
		} else if size < 0 {
			s.fail("varint-overflow")
		}
		if s.err != nil {
			return nil
		}
		payload = payload[size:]
		s.typeID, s.number, s.content, s.open = id, number, nil, true
	}
	if most := s.options.MaxMessageSize; most != 0 && uint64(len(s.content)+len(payload)) > most {
		s.fail("limit-message")
		return nil
	}
	s.content = append(s.content, payload...)
	if !ends {
		return nil
	}
	s.open = false
	return &WireFrame{Kind: kind.key, Number: s.number, TypeID: s.typeID, Data: s.content}
}

// control reads a frame that is no part of a message.
func (s *WireFrameReader) control(kind *wbFrameType, number uint8, payload []byte) *WireFrame {
	frame := &WireFrame{Kind: kind.key, Number: number}
	options := *s.options
	options.MaxTextSize = 0
	options.NoCopy = false
	d := &wbDecoder{data: payload, end: len(payload), options: &options}
	switch kind.body {
	case wbFramePair:
		frame.Key = d.asText(d.sized())
		frame.Text = d.asText(d.sized())
		if d.err == nil && !kind.ends && frame.Key == "compression" {
			s.algorithm = frame.Text
		}
	case wbFrameCode:
		frame.Code = d.uvarint()
		frame.Text = d.asText(d.data[d.pos:])
	case wbFrameNumber:
		frame.Code = d.uvarint()
	case wbFrameText:
		frame.Text = d.asText(payload)
	default:
		frame.Data = append([]byte{}, payload...)
	}
	if kind.most != 0 && len(payload) > kind.most {
		s.fail("ping-length")
	} else if d.err != nil {
		s.fail(d.err.Code)
	}
	return frame
}

// sized gives bytes behind their length.
func (d *wbDecoder) sized() []byte {
	length := d.uvarint()
	if d.err != nil || length > uint64(d.left()) {
		d.fail("truncated", d.pos)
		return nil
	}
	return d.take(int(length))
}

// WireFrameWriter writes the frames of a stream one at a time.
type WireFrameWriter struct {
	options   *WireOptions
	types     *[16]wbFrameType
	algorithm string
}

const wbCompressAbove = 1024 // Bytes of a payload.

// Append writes a frame behind b. Messages behind a header that names a compression are compressed where that pays.
func (s *WireFrameWriter) Append(b []byte, frame *WireFrame) ([]byte, error) {
	kind := &s.types[frame.Number&0x0F]
	e := &wbEncoder{}
	switch kind.body {
	case wbFrameNone:
		return b, &WireError{Code: "bad-frame-type", Offset: -1}
	case wbFrameMessage:
		e.uvarint(frame.TypeID)
		e.raw(frame.Data)
	case wbFramePair:
		e.uvarint(uint64(len(frame.Key)))
		e.rawText(frame.Key)
		e.uvarint(uint64(len(frame.Text)))
		e.rawText(frame.Text)
		if !kind.ends && frame.Key == "compression" {
			s.algorithm = frame.Text
		}
	case wbFrameCode:
		e.uvarint(frame.Code)
		e.rawText(frame.Text)
	case wbFrameNumber:
		e.uvarint(frame.Code)
	case wbFrameText:
		e.rawText(frame.Text)
	default:
		e.raw(frame.Data)
	}
	if kind.most != 0 && len(e.buf) > kind.most {
		return b, &WireError{Code: "ping-length", Offset: -1}
	}
	return s.appendPayload(b, frame.Number&0x0F, kind.body == wbFrameMessage, e.buf)
}

func (s *WireFrameWriter) appendPayload(b []byte, header uint8, message bool, payload []byte) ([]byte, error) {
	if message {
		header |= wbFrameEnds
	}
	if message && s.algorithm != "" && s.algorithm != "none" && len(payload) > wbCompressAbove {
		if s.options.Compress == nil {
			return b, &WireError{Code: "compression", Offset: -1}
		}
		compressed, err := s.options.Compress(s.algorithm, payload)
		if err != nil {
			return b, &WireError{Code: "compression", Offset: -1}
		}
		payload = compressed
		header |= wbFrameCompressed
	}
	e := &wbEncoder{buf: append(b, header)}
	e.uvarint(uint64(len(payload)))
	e.raw(payload)
	return e.buf, nil
}
