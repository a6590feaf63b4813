// SPDX-License-Identifier: MIT

package plug

import (
	"bytes"
	"errors"
	"testing"
	"unsafe"
)

func sample() *Plugin {
	return &Plugin{ID: 42, Name: "Reverb", Active: true, Opt: &Inner{1, -2}, Many: []Inner{{3, 4}}, Xs: []float32{1.5}}
}

func TestFunctionsOfATypeAgree(t *testing.T) {
	plugin := sample()
	data, err := EncodePlugin(plugin)
	if err != nil || SizePlugin(plugin) != len(data) {
		t.Fatal(err)
	}
	var buffer bytes.Buffer
	if err := EncodePluginToWriter(plugin, &buffer); err != nil || !bytes.Equal(buffer.Bytes(), data) {
		t.Error(err)
	}
	back := new(Plugin)
	if err := DecodePluginFromReader(back, &buffer); err != nil || !back.Equal(plugin) {
		t.Error(err)
	}
}

func TestErrorsHaveNames(t *testing.T) {
	data, _ := EncodePlugin(sample())
	for end := range data {
		if err := DecodePlugin(new(Plugin), data[:end]); !errors.Is(err, ErrUnexpectedEOF) {
			t.Errorf("%d bytes: %v", end, err)
		}
	}
	options := DefaultWireOptions()
	options.MaxElements = 0
	options.MaxTotalElements = 1
	if err := DecodePluginWith(new(Plugin), data, options); !errors.Is(err, ErrTooManyElements) {
		t.Error(err)
	}
	if MaxSerializedSize != 128<<20 || MaxArrayElements != 1_000_000 || MaxTotalElements != 10_000_000 {
		t.Error("the limits are others")
	}
}

func TestMessagesAreDispatched(t *testing.T) {
	hello, err := EncodeHello(&Hello{Who: "me", P: *sample()})
	if err != nil {
		t.Fatal(err)
	}
	if message, err := DispatchMessage(hello); err != nil || message.(*Hello).Who != "me" {
		t.Error(err)
	}
	bye, _ := EncodeBye(&Bye{7})
	unknown := []byte{1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 0, 9}
	var got []any
	buffer := append(append(append([]byte{}, hello...), unknown...), bye...)
	err = DispatchMessages(buffer, DefaultWireOptions(), func(message any) error {
		got = append(got, message)
		return nil
	})
	if err != nil || len(got) != 3 || got[2].(*Bye).Code != 7 || !bytes.Equal(got[1].(*WireUnknownMessage).Data, unknown) {
		t.Error(err, got)
	}
	reader := NewWireMessageReader(nil)
	count := 0
	for i := range buffer {
		reader.Push(buffer[i : i+1])
		message, err := reader.Next()
		if err != nil {
			t.Fatal(err)
		}
		if message != nil {
			count++
		}
	}
	if err := reader.End(); err != nil || count != 3 {
		t.Error(err, count)
	}
	if err := DecodeBye(new(Bye), hello); err == nil {
		t.Error("this is another message")
	}
}

func TestMetadata(t *testing.T) {
	if Metadata.InnerSize != unsafe.Sizeof(Inner{}) || Metadata.PluginAlignment != unsafe.Alignof(Plugin{}) {
		t.Error(Metadata)
	}
}
