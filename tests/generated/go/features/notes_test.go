// SPDX-License-Identifier: MIT

package notes

import (
	"encoding"
	"testing"
)

var (
	_ encoding.BinaryMarshaler   = (*Note)(nil)
	_ encoding.BinaryUnmarshaler = (*Note)(nil)
)

func TestMessagesBehindTheirLengths(t *testing.T) {
	author := "me"
	note := &Note{Title: "a", Author: &author, Marks: []uint32{1, 300}, Kind: KindRich, Replies: []Note{{Title: "b", Author: &author}}}
	var stream []byte
	for i := 0; i < 3; i++ {
		data, err := note.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		stream = AppendWireMessage(stream, data)
	}
	reader := NewWireMessageReader(nil)
	count := 0
	for i := range stream {
		reader.Push(stream[i : i+1])
		message, err := reader.Next()
		if err != nil {
			t.Fatal(err)
		}
		if message == nil {
			continue
		}
		count++
		back := new(Note)
		if err := back.UnmarshalBinary(message); err != nil || !back.Equal(note) {
			t.Error(err, back)
		}
	}
	if err := reader.End(); err != nil || count != 3 {
		t.Error(err, count)
	}
	reader.Push([]byte{5})
	if err := reader.End(); err == nil {
		t.Error("a message is cut short")
	}
}
