package wirebench

import "strconv"

// wbFramesJSON decodes a stream; message makes the JSON of a message.
func wbFramesJSON(types *[16]wbFrameType, data []byte, options *WireOptions, message func(b []byte, frame *WireFrame) ([]byte, error)) ([]byte, error) {
	reader := &WireFrameReader{options: options, types: types}
	reader.Push(data)
	out := []byte{'['}
	for {
		frame, err := reader.Next()
		if err != nil {
			return nil, err
		}
		if frame == nil {
			break
		}
		kind := &types[frame.Number]
		out = wbKey(append(wbComma(out), '{'), kind.key)
		switch kind.body {
		case wbFrameMessage:
			if out, err = message(out, frame); err != nil {
				return nil, err
			}
		case wbFramePair:
			out = wbTextJSON(wbKey(append(out, '{'), kind.first), frame.Key)
			out = append(wbTextJSON(wbKey(out, kind.second), frame.Text), '}')
		case wbFrameCode:
			out = strconv.AppendUint(wbKey(append(out, '{'), kind.first), frame.Code, 10)
			out = append(wbTextJSON(wbKey(out, kind.second), frame.Text), '}')
		case wbFrameNumber:
			out = strconv.AppendUint(out, frame.Code, 10)
		case wbFrameText:
			out = wbTextJSON(out, frame.Text)
		default:
			out = wbBytesJSON(out, frame.Data)
		}
		out = append(out, '}')
	}
	if err := reader.End(); err != nil {
		return nil, err
	}
	return append(out, ']'), nil
}

// wbFramesOfJSON encodes a stream; message gives the type id and the content of a message.
func wbFramesOfJSON(types *[16]wbFrameType, text []byte, options *WireOptions, message func(r *wbReader, v *wbJSON) (uint64, []byte, error)) ([]byte, error) {
	v, failed := wbParseJSON(text)
	if failed != nil {
		return nil, failed
	}
	r := &wbReader{}
	if !r.is(v, '[') {
		return nil, r.err
	}
	writer := &WireFrameWriter{options: options, types: types}
	out := []byte{}
	for i := range v.items {
		r.pushIndex(i)
		frame := r.frame(types, &v.items[i])
		if r.err != nil {
			return nil, r.err
		}
		var err error
		if types[frame.Number].body == wbFrameMessage {
			frame.TypeID, frame.Data, err = message(r, &v.items[i].items[0])
			if err != nil {
				return nil, err
			}
		}
		if out, err = writer.Append(out, frame); err != nil {
			return nil, err
		}
		r.pop()
	}
	return out, nil
}

// frame reads an object with one key that says what the frame is. The content of a message is left to the caller.
func (r *wbReader) frame(types *[16]wbFrameType, v *wbJSON) *WireFrame {
	if !r.is(v, '{') {
		return nil
	}
	if len(v.items) != 1 {
		r.fail("oneof-multiple")
		return nil
	}
	frame := &WireFrame{}
	item := &v.items[0]
	known := false
	for number := range types {
		kind := &types[number]
		if kind.body == wbFrameNone || kind.key != v.keys[0] {
			continue
		}
		known = true
		frame.Kind, frame.Number = kind.key, uint8(number)
		switch kind.body {
		case wbFrameMessage:
			r.is(item, '{')
		case wbFramePair, wbFrameCode:
			r.parts(kind, item, frame)
		case wbFrameNumber:
			frame.Code = r.uint(item, 0, 1<<64-1)
		case wbFrameText:
			frame.Text = r.text(item)
		default:
			frame.Data = r.bytes(item)
		}
	}
	if !known {
		r.fail("unknown-key")
	}
	return frame
}

func (r *wbReader) parts(kind *wbFrameType, v *wbJSON, frame *WireFrame) {
	if !r.is(v, '{') {
		return
	}
	for i, key := range v.keys {
		r.push(key)
		switch {
		case key == kind.first && kind.body == wbFramePair:
			frame.Key = r.text(&v.items[i])
		case key == kind.first:
			frame.Code = r.uint(&v.items[i], 0, 1<<64-1)
		case key == kind.second:
			frame.Text = r.text(&v.items[i])
		default:
			r.fail("unknown-key")
		}
		r.pop()
	}
	for _, name := range []string{kind.first, kind.second} {
		if v.find(name) == nil {
			r.failAt(name, "missing-value")
		}
	}
}
