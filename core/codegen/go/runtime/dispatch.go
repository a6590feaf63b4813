package wirebench

// wbValue is a struct of the schema.
type wbValue interface {
	appendJSON(b []byte, typeName string) []byte
}

// wbType is a type that one can ask for by its name.
type wbType struct {
	name     string
	fullName string
	typeID   uint64 // Of a self-describing message; else 0.
	size     int    // Bytes of a bit record; else 0.
	decode   func(d *wbDecoder) wbValue
	encode   func(r *wbReader, v *wbJSON) func(e *wbEncoder)
}

// wbFindType finds a type by its name; where there is only one it needs none.
func wbFindType(types []wbType, name string) *wbType {
	if name == "" && len(types) == 1 {
		return &types[0]
	}
	for i := range types {
		if types[i].name == name || (name != "" && types[i].fullName == name) {
			return &types[i]
		}
	}
	return nil
}

// wbChooseType finds the type that a user means: a name that imported schemas have too means the schema's own type.
func wbChooseType(types []wbType, name string) *wbType {
	if found := wbFindType(types, name); found != nil {
		return found
	}
	return wbFindType(types, wbPackage+"."+name)
}

func wbUnknownType(name string) error {
	return &WireError{Code: "unknown-type", Offset: -1, Where: name}
}

// checkType refuses another type than the one that is meant.
func (r *wbReader) checkType(v *wbJSON, types []wbType, meant *wbType) {
	named := v.find("@type")
	if named == nil {
		return
	}
	if given := wbFindType(types, named.text); named.kind != '"' || given == nil {
		r.fail("unknown-type")
	} else if given != meant {
		r.fail("type-not-allowed")
	}
}

func wbEncodeJSON(types []wbType, name string, text []byte, options *WireOptions) ([]byte, error) {
	kind := wbChooseType(types, name)
	if kind == nil {
		return nil, wbUnknownType(name)
	}
	v, err := wbParseJSON(text)
	if err != nil {
		return nil, err
	}
	return wbEncodeOne(types, kind, v, options, nil)
}

func wbEncodeOne(types []wbType, kind *wbType, v *wbJSON, options *WireOptions, to []byte) ([]byte, error) {
	r := &wbReader{}
	r.checkType(v, types, kind)
	encode := kind.encode(r, v)
	if r.err != nil {
		return nil, r.err
	}
	return wbEncode(to, options, encode)
}

func wbDecodeJSON(types []wbType, name string, data []byte, options *WireOptions) ([]byte, error) {
	kind := wbChooseType(types, name)
	if kind == nil {
		return nil, wbUnknownType(name)
	}
	var value wbValue
	err := wbDecode(data, options, func(d *wbDecoder) { value = kind.decode(d) })
	if err != nil {
		return nil, err
	}
	return value.appendJSON(nil, ""), nil
}

// wbEncodeList encodes the messages of a buffer that stand one after another, behind lengths where delimited.
func wbEncodeList(types []wbType, kind *wbType, v *wbJSON, delimited bool, options *WireOptions) ([]byte, error) {
	r := &wbReader{}
	if !r.is(v, '[') {
		return nil, r.err
	}
	out := []byte{}
	for i := range v.items {
		item := &v.items[i]
		of, raw, err := wbMessageType(types, kind, item)
		if err != nil {
			return nil, err
		}
		if raw != nil {
			out = append(out, raw...)
			continue
		}
		message, failed := wbEncodeOne(types, of, item, options, nil)
		if failed != nil {
			return nil, failed
		}
		if delimited {
			e := &wbEncoder{buf: out}
			e.uvarint(uint64(len(message)))
			out = e.buf
		}
		out = append(out, message...)
	}
	return out, nil
}

// wbMessageType tells what a message of a buffer is; of one whose type the schema does not have it gives the bytes.
func wbMessageType(types []wbType, kind *wbType, v *wbJSON) (*wbType, []byte, *WireError) {
	r := &wbReader{}
	if !r.is(v, '{') || kind != nil {
		return kind, nil, r.err
	}
	if unknown := v.find("@unknown"); unknown != nil {
		bytes := r.bytes(unknown)
		sound := len(v.items) == 1 && len(bytes) >= 12 && wbLittle(bytes[8:12]) == uint64(len(bytes)-12)
		for i := range types {
			sound = sound && types[i].typeID != wbLittle(bytes[:8])
		}
		if !sound {
			r.fail("bad-unknown")
		}
		return nil, bytes, r.err
	}
	named := v.find("@type")
	if named == nil {
		r.fail("missing-type")
		return nil, nil, r.err
	}
	found := wbFindType(types, named.text)
	if found == nil || named.kind != '"' {
		r.fail("unknown-type")
	} else if found.typeID == 0 {
		r.fail("type-not-allowed")
	}
	return found, nil, r.err
}

// wbDecodeMessages reads self-describing messages up to the end.
func wbDecodeMessages(types []wbType, data []byte, options *WireOptions) ([]byte, error) {
	out := []byte{'['}
	for at := 0; at < len(data); {
		d := wbDecoderOf(data, options)
		d.pos = at
		id := d.header()
		out = wbComma(out)
		var kind *wbType
		for i := range types {
			if types[i].typeID == id && id != 0 {
				kind = &types[i]
			}
		}
		if d.err == nil && kind == nil {
			out = append(out, `{"@unknown":`...)
			out = append(wbBytesJSON(out, data[at:d.end]), '}')
			at = d.end
			continue
		}
		if d.err == nil {
			d.pos, d.end = at, len(data)
			value := kind.decode(d)
			if d.err == nil {
				out = value.appendJSON(out, kind.name)
				at = d.pos
			}
		}
		if d.err != nil {
			return nil, d.err
		}
	}
	return append(out, ']'), nil
}

// wbDecodeConcatenated reads values of one type up to the end.
func wbDecodeConcatenated(kind *wbType, data []byte, options *WireOptions) ([]byte, error) {
	out := []byte{'['}
	for at := 0; at < len(data); {
		d := wbDecoderOf(data, options)
		d.pos = at
		if most := options.MaxMessageSize; most != 0 && kind.size == 0 && uint64(len(data)-at) > most {
			d.end = at + int(most)
		}
		value := kind.decode(d)
		if d.err != nil {
			return nil, d.err
		}
		if d.pos == at {
			break
		}
		out = value.appendJSON(wbComma(out), kind.name)
		at = d.pos
	}
	return append(out, ']'), nil
}

// wbDecodeDelimited reads messages of one type behind their lengths.
func wbDecodeDelimited(kind *wbType, data []byte, options *WireOptions) ([]byte, error) {
	out := []byte{'['}
	for at := 0; at < len(data); {
		length, size := wbReadUvarint(data[at:])
		code := ""
		switch {
		case size == 0:
			code = "truncated"
		case size < 0:
			code = "varint-overflow"
		case options.MaxMessageSize != 0 && length > options.MaxMessageSize:
			code = "limit-message"
		case length > uint64(len(data)-at-size):
			code = "truncated"
		}
		if code != "" {
			return nil, &WireError{Code: code, Offset: at}
		}
		d := wbDecoderOf(data, options)
		d.pos = at + size
		d.begin = d.pos
		d.end = d.pos + int(length)
		at = d.end
		value := kind.decode(d)
		if d.err != nil {
			return nil, d.err
		}
		out = value.appendJSON(wbComma(out), kind.name)
	}
	return append(out, ']'), nil
}
