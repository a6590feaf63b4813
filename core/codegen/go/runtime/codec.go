package wirebench

import (
	"io"
	"math/big"
	"reflect"
)

// WireCodec encodes and decodes the values of one type in a way of its own.
type WireCodec[T any] interface {
	Encode(w *WireWriter, value T) error
	Decode(r *WireReader) (T, error)
	Size(value T) int
}

// WireWriter collects what a codec writes.
type WireWriter struct {
	e wbEncoder
}

// Bytes gives what was written.
func (w *WireWriter) Bytes() []byte {
	return w.e.buf
}

// Write appends bytes as they are.
func (w *WireWriter) Write(bytes []byte) (int, error) {
	w.e.raw(bytes)
	return len(bytes), nil
}

// WriteByte appends one byte.
func (w *WireWriter) WriteByte(b byte) error {
	w.e.fixed8(b)
	return nil
}

// WriteUvarint appends an unsigned number as a varint.
func (w *WireWriter) WriteUvarint(value uint64) error {
	w.e.uvarint(value)
	return nil
}

// WriteSvarint appends a signed number as a zigzag varint.
func (w *WireWriter) WriteSvarint(value int64) error {
	w.e.uvarint(wbZigzag(value))
	return nil
}

// WriteBytes appends bytes behind their length.
func (w *WireWriter) WriteBytes(bytes []byte) error {
	w.e.uvarint(uint64(len(bytes)))
	w.e.raw(bytes)
	return nil
}

// WriteFixedBytes appends bytes as they are.
func (w *WireWriter) WriteFixedBytes(bytes []byte) error {
	w.e.raw(bytes)
	return nil
}

// WireReader gives a codec what it reads.
type WireReader struct {
	d wbDecoder
}

// NewWireReader reads data.
func NewWireReader(data []byte) *WireReader {
	return &WireReader{wbDecoder{data: data, end: len(data), options: &wbDefaults}}
}

// Read reads as many bytes as there are.
func (r *WireReader) Read(bytes []byte) (int, error) {
	n := copy(bytes, r.d.data[r.d.pos:r.d.end])
	r.d.pos += n
	if n == 0 && len(bytes) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// ReadByte reads one byte.
func (r *WireReader) ReadByte() (byte, error) {
	return r.d.fixed8(), r.d.result()
}

// ReadUvarint reads an unsigned number.
func (r *WireReader) ReadUvarint() (uint64, error) {
	return r.d.uvarint(), r.d.result()
}

// ReadSvarint reads a signed number.
func (r *WireReader) ReadSvarint() (int64, error) {
	return wbUnzigzag(r.d.uvarint()), r.d.result()
}

// ReadBytes reads bytes behind their length.
func (r *WireReader) ReadBytes() ([]byte, error) {
	end := r.d.open()
	bytes := append([]byte{}, r.d.rest()...)
	r.d.close(end)
	return bytes, r.d.result()
}

// ReadFixedBytes reads so many bytes.
func (r *WireReader) ReadFixedBytes(size int) ([]byte, error) {
	return append([]byte{}, r.d.take(size)...), r.d.result()
}

// UUIDCodec encodes UUIDs as their 16 bytes.
type UUIDCodec struct{}

// Encode writes a UUID.
func (UUIDCodec) Encode(w *WireWriter, value [16]byte) error {
	return w.WriteFixedBytes(value[:])
}

// Decode reads a UUID.
func (UUIDCodec) Decode(r *WireReader) (value [16]byte, err error) {
	copy(value[:], r.d.take(len(value)))
	return value, r.d.result()
}

// Size is always 16.
func (UUIDCodec) Size([16]byte) int {
	return 16
}

// Decimal128Codec encodes decimal numbers as their 16 bytes.
type Decimal128Codec struct{}

// Encode writes a number.
func (Decimal128Codec) Encode(w *WireWriter, value WireDecimal) error {
	return w.WriteFixedBytes(value[:])
}

// Decode reads a number.
func (Decimal128Codec) Decode(r *WireReader) (value WireDecimal, err error) {
	copy(value[:], r.d.take(len(value)))
	return value, r.d.result()
}

// Size is always 16.
func (Decimal128Codec) Size(WireDecimal) int {
	return 16
}

// BigIntCodec encodes integers of any size: sign, length, magnitude.
type BigIntCodec struct{}

// Encode writes an integer; nil is 0.
func (BigIntCodec) Encode(w *WireWriter, value *big.Int) error {
	sign, magnitude := wbBigIntParts(value)
	w.e.fixed8(sign)
	return w.WriteBytes(magnitude)
}

// Decode reads an integer.
func (BigIntCodec) Decode(r *WireReader) (*big.Int, error) {
	return r.d.bigInt(), r.d.result()
}

// Size gives the bytes of an integer.
func (BigIntCodec) Size(value *big.Int) int {
	_, magnitude := wbBigIntParts(value)
	return 1 + wbUvarintSize(uint64(len(magnitude))) + len(magnitude)
}

// wbAnyCodec is a codec of a type that is not known here.
type wbAnyCodec interface {
	encode(value any) ([]byte, error)
	decode(data []byte, to any) error
}

type wbCodecOf[T any] struct {
	codec WireCodec[T]
}

func (c wbCodecOf[T]) encode(value any) ([]byte, error) {
	if pointer, ok := value.(*T); ok {
		value = *pointer
	}
	w := &WireWriter{}
	err := c.codec.Encode(w, value.(T))
	return w.Bytes(), err
}

func (c wbCodecOf[T]) decode(data []byte, to any) error {
	value, err := c.codec.Decode(NewWireReader(data))
	*to.(*T) = value
	return err
}

func (r *WireRegistry) codecOf(v any) wbAnyCodec {
	kind := reflect.TypeOf(v)
	r.mu.RLock()
	defer r.mu.RUnlock()
	codec, ok := r.codecs[kind]
	if !ok && kind != nil && kind.Kind() == reflect.Ptr {
		codec, ok = r.codecs[kind.Elem()]
	}
	if !ok {
		return nil
	}
	return codec.(wbAnyCodec)
}

func wbMarshalAny(v any) ([]byte, error) {
	if codec := DefaultWireRegistry.codecOf(v); codec != nil {
		return codec.encode(v)
	}
	if marshaler, ok := v.(wbMarshaler); ok {
		return wbMarshal(marshaler)
	}
	return nil, &WireError{Code: "unknown-type", Offset: -1}
}

func wbUnmarshalAny(data []byte, v any) error {
	if codec := DefaultWireRegistry.codecOf(v); codec != nil {
		return codec.decode(data, v)
	}
	if unmarshaler, ok := v.(wbUnmarshaler); ok {
		return wbUnmarshal(unmarshaler, data)
	}
	return &WireError{Code: "unknown-type", Offset: -1}
}

// wbCopyOf copies a value, or what a pointer points to.
func wbCopyOf[T any](v T) (T, error) {
	var result T
	source, target := any(v), any(&result)
	if kind := wbTypeOf[T](); kind.Kind() == reflect.Ptr {
		fresh := reflect.New(kind.Elem())
		reflect.ValueOf(&result).Elem().Set(fresh)
		target = fresh.Interface()
	} else {
		source = any(&v)
	}
	data, err := wbMarshalAny(source)
	if err != nil {
		return result, err
	}
	return result, wbUnmarshalAny(data, target)
}

func wbUnmarshalStrict[T any](data []byte) (T, error) {
	var result T
	expected, known := DefaultWireRegistry.TypeIDFor(&result)
	id, size := wbReadUvarint(data)
	if size <= 0 {
		return result, &WireError{Code: "truncated"}
	}
	if !known || id != expected {
		return result, &WireError{Code: "type-id"}
	}
	return result, wbUnmarshalAny(data[size:], &result)
}
