// SPDX-License-Identifier: MIT

package orders

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"testing"
	"time"
)

var (
	_ Marshaler     = (*Order)(nil)
	_ Appender      = (*Order)(nil)
	_ Unmarshaler   = (*Order)(nil)
	_ Sizer         = (*Order)(nil)
	_ StreamEncoder = (*Order)(nil)
	_ StreamDecoder = (*Order)(nil)

	_ Codec[[16]byte] = UUIDCodec{}
	_ Codec[*big.Int] = BigIntCodec{}
)

func sample() *Order {
	order := NewOrder()
	order.ID = -5
	order.Status = StatusPaid
	order.Items = []Item{{X: 1, C: complex(1, 2)}, {}}
	order.Pay = &Card{Number: "4111", Expiry: WireTimeOf(time.Unix(1000, 7))}
	order.Tags = map[string][]int32{"b": {1, -1}, "a": nil}
	note, b := "note", "b"
	order.Note, order.B = &note, &b
	order.Sub = NewOrder()
	order.Sub.Any = AnyInt64(7)
	order.Fixed = [3]float64{1, 2, 3}
	order.Big = big.NewInt(-300)
	order.Maybe = []int32{}
	order.Uid[3] = 9
	return order
}

func encoded(t *testing.T, order *Order) []byte {
	t.Helper()
	data, err := order.MarshalCramberry()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func decoded(t *testing.T, data []byte) *Order {
	t.Helper()
	order := new(Order)
	if err := order.UnmarshalCramberry(data); err != nil {
		t.Fatal(err)
	}
	return order
}

func TestRoundTrip(t *testing.T) {
	order := sample()
	data := encoded(t, order)
	if size := order.CramberrySize(); size != len(data) {
		t.Errorf("size %d of %d bytes", size, len(data))
	}
	back := decoded(t, data)
	if !order.Equal(back) {
		t.Errorf("%+v\n%+v", order, back)
	}
	if back.Maybe == nil || back.A != nil {
		t.Error("an empty optional is there, an absent one is not")
	}
}

func TestCloneSharesNothing(t *testing.T) {
	order := sample()
	order.UnknownFields = []byte{0xF8, 0x07, 1}
	clone := order.Clone()
	if !clone.Equal(order) {
		t.Fatal("the clone differs")
	}
	before := encoded(t, order)
	clone.Items[0].X = 99
	clone.Tags["b"][0] = 99
	*clone.Note = "other"
	clone.Sub.ID = 99
	clone.Pay.(*Card).Number = "other"
	clone.Big.SetInt64(99)
	clone.UnknownFields[2] = 2
	if !bytes.Equal(before, encoded(t, order)) {
		t.Error("a change of the clone changed the value")
	}
	if clone.Equal(order) {
		t.Error("the clone was changed")
	}
}

func TestRulesAreChecked(t *testing.T) {
	order := sample()
	if err := order.Validate(); err != nil {
		t.Error(err)
	}
	order.Name = "lower"
	if err := order.Validate(); !errors.Is(err, ErrRuleBroken) {
		t.Error(err)
	}
	if _, err := order.MarshalCramberry(); !errors.Is(err, ErrRuleBroken) {
		t.Error(err)
	}
	order = sample()
	order.A = new(int32)
	if err := order.Validate(); err == nil {
		t.Error("two fields of a group are set")
	}
}

func TestBuilder(t *testing.T) {
	order, err := NewOrderBuilder().ID(3).A(4).B("b").Note("n").Name("XY").Build()
	if err != nil {
		t.Fatal(err)
	}
	if order.ID != 3 || order.A != nil || *order.B != "b" || *order.Note != "n" {
		t.Errorf("%+v", order)
	}
	if _, err := NewOrderBuilder().Name("too long a name").Build(); err == nil {
		t.Error("the rule is broken")
	}
}

func TestCyclesEndWithAnError(t *testing.T) {
	order := NewOrder()
	order.Sub = order
	if _, err := order.MarshalCramberry(); !errors.Is(err, ErrTooDeep) {
		t.Error(err)
	}
}

func TestLimitsAndStrictness(t *testing.T) {
	data := append(encoded(t, sample()), 0xF8, 0x07, 1)
	options := DefaultWireOptions()
	if err := new(Order).UnmarshalCramberryWith(data, options); err != nil {
		t.Error(err)
	}
	options.Strict = true
	if err := new(Order).UnmarshalCramberryWith(data, options); err == nil {
		t.Error("there is an unknown field")
	}
	options = DefaultWireOptions()
	options.MaxElements = 1
	if err := new(Order).UnmarshalCramberryWith(data, options); !errors.Is(err, ErrArrayTooLarge) {
		t.Error(err)
	}
	text := []byte{0x12, 1, 0xFF}
	if err := new(Order).UnmarshalCramberry(text); !errors.Is(err, ErrInvalidUTF8) {
		t.Error(err)
	}
	options = DefaultWireOptions()
	options.ValidateUTF8 = false
	if err := new(Order).UnmarshalCramberryWith(text, options); err != nil {
		t.Error(err)
	}
}

func TestTimeHasALimit(t *testing.T) {
	order := sample()
	order.Items = make([]Item, 20_000)
	data := encoded(t, order)
	options := DefaultWireOptions()
	options.Timeout = time.Nanosecond
	if err := new(Order).UnmarshalCramberryWith(data, options); !errors.Is(err, ErrTookTooLong) {
		t.Error(err)
	}
	options.Timeout = 0
	if err := new(Order).UnmarshalCramberryWith(data, options); err != nil {
		t.Error(err)
	}
}

func TestDecodingWithoutCopies(t *testing.T) {
	data := encoded(t, &Order{Name: "ABC", Pay: &Coin{Raw: []byte("raw")}})
	options := DefaultWireOptions()
	options.NoCopy = true
	order := new(Order)
	if err := order.UnmarshalCramberryWith(data, options); err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("raw"))
	data[at] = 'R'
	if raw := order.Pay.(*Coin).Raw; string(raw) != "Raw" {
		t.Errorf("%q is a copy", raw)
	}
}

func TestStreamsOfTheLanguage(t *testing.T) {
	var buffer bytes.Buffer
	order := sample()
	if err := order.WriteCramberry(&buffer); err != nil {
		t.Fatal(err)
	}
	back := new(Order)
	if err := back.ReadCramberry(&buffer); err != nil || !back.Equal(order) {
		t.Error(err, back)
	}
}

func TestJSON(t *testing.T) {
	order := sample()
	text, err := json.Marshal(order)
	if err != nil {
		t.Fatal(err)
	}
	back := new(Order)
	if err := json.Unmarshal(text, back); err != nil || !back.Equal(order) {
		t.Errorf("%v\n%s", err, text)
	}
	if err := json.Unmarshal([]byte(`{"id": 1, "nothing": 2}`), back); err == nil {
		t.Error("there is no field of that name")
	}
}

// Gift is a payment that the schema does not know.
type Gift struct{ From string }

func (*Gift) IsPayment() {}

func (g *Gift) MarshalCramberry() ([]byte, error) { return []byte(g.From), nil }

func (g *Gift) UnmarshalCramberry(data []byte) error {
	g.From = string(data)
	return nil
}

func TestTypesCanBeAdded(t *testing.T) {
	order := NewOrder()
	order.Pay = &Gift{"me"}
	if _, err := order.MarshalCramberry(); err == nil {
		t.Error("nobody knows gifts yet")
	}
	RegisterImplementation[Payment, Gift]("shop.Gift", 5000)
	back := decoded(t, encoded(t, order))
	if gift, ok := back.Pay.(*Gift); !ok || gift.From != "me" {
		t.Errorf("%+v", back.Pay)
	}
	if id, ok := DefaultRegistry.TypeIDFor(&Card{}); !ok || id != CardTypeID {
		t.Error("the schema's types are in the registry", id)
	}
	if name, _ := DefaultRegistry.NameForID(128); name != "shop.orders.Card" {
		t.Error(name)
	}
}

type celsius float64

type celsiusCodec struct{}

func (celsiusCodec) Encode(w *Writer, value celsius) error { return w.WriteSvarint(int64(value * 10)) }

func (celsiusCodec) Decode(r *Reader) (celsius, error) {
	value, err := r.ReadSvarint()
	return celsius(value) / 10, err
}

func (celsiusCodec) Size(celsius) int { return 10 }

func TestCodecs(t *testing.T) {
	RegisterCodec[celsius](celsiusCodec{})
	data, err := Marshal(celsius(-21.5))
	if err != nil {
		t.Fatal(err)
	}
	var back celsius
	if err := Unmarshal(data, &back); err != nil || back != -21.5 {
		t.Error(err, back)
	}
	w := &Writer{}
	if err := (BigIntCodec{}).Encode(w, big.NewInt(-300)); err != nil || len(w.Bytes()) != (BigIntCodec{}).Size(big.NewInt(-300)) {
		t.Error(err, w.Bytes())
	}
	if value, err := (BigIntCodec{}).Decode(NewReader(w.Bytes())); err != nil || value.Int64() != -300 {
		t.Error(err, value)
	}
}

func TestFunctionsForAnyType(t *testing.T) {
	order := sample()
	clone, err := Clone(order)
	if err != nil || !Equal(order, clone) || Size(order) != len(MustMarshal(order)) {
		t.Error(err)
	}
	card := &Card{Number: "1"}
	data := append([]byte{0x80, 0x01}, MustMarshal(card)...)
	if back, err := UnmarshalStrict[Card](data); err != nil || back.Number != "1" {
		t.Error(err)
	}
	if _, err := UnmarshalStrict[Coin](data); err == nil {
		t.Error("this is a card")
	}
}

func TestFramesComeInPieces(t *testing.T) {
	writer := NewWireFrameWriter(nil)
	var data []byte
	for _, message := range []Message{&Card{Number: "1"}, sample()} {
		frame, err := EncodeMessage(message, nil)
		if err != nil {
			t.Fatal(err)
		}
		if data, err = writer.Append(data, frame); err != nil {
			t.Fatal(err)
		}
	}
	reader := NewWireFrameReader(nil)
	var got []Message
	for i := range data {
		reader.Push(data[i : i+1])
		frame, err := reader.Next()
		if err != nil {
			t.Fatal(err)
		}
		if frame == nil {
			continue
		}
		message, err := DecodeMessage(frame, nil)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, message)
	}
	if err := reader.End(); err != nil || len(got) != 2 || !got[1].(*Order).Equal(sample()) {
		t.Error(err, got)
	}
}

func TestHooksAndPools(t *testing.T) {
	var encodedBytes, decodedBytes int
	SetWireHooks(&WireHooks{
		OnEncode: func(name string, size int, _ time.Duration) { encodedBytes = size },
		OnDecode: func(name string, size int, _ time.Duration) { decodedBytes = size },
	})
	defer SetWireHooks(nil)
	buffer, err := sample().AppendCramberry(GetWireBuffer())
	if err != nil {
		t.Fatal(err)
	}
	decoded(t, buffer)
	if encodedBytes != len(buffer) || decodedBytes != len(buffer) {
		t.Error(encodedBytes, decodedBytes)
	}
	PutWireBuffer(buffer)
}

// Methods and services are interfaces of the language.
var _ PaymentMethods = amounts{}

type amounts struct{}

func (amounts) Amount() int64 { return 1 }

func TestMessagesAreWrittenInChunks(t *testing.T) {
	var stream bytes.Buffer
	raw := bytes.Repeat([]byte("0123456789"), 30_000)
	message := NewWireFrameWriter(nil).StartMessage(&stream, CoinTypeID)
	head, _ := (&Coin{N: 5}).MarshalCramberry()
	if _, err := message.Write(head); err != nil {
		t.Fatal(err)
	}
	if err := message.StartField(2, uint64(len(raw))); err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(raw); at += 1000 {
		if _, err := message.Write(raw[at : at+1000]); err != nil {
			t.Fatal(err)
		}
	}
	if err := message.EndField(); err != nil {
		t.Fatal(err)
	}
	if err := message.Complete(); err != nil {
		t.Fatal(err)
	}
	reader := NewWireFrameReader(nil)
	reader.Push(stream.Bytes())
	frame, err := reader.Next()
	if err != nil || frame == nil {
		t.Fatal(err)
	}
	coin, err := DecodeMessage(frame, nil)
	if err != nil || coin.(*Coin).N != 5 || !bytes.Equal(coin.(*Coin).Raw, raw) {
		t.Error(err)
	}
}

func TestArraysAreWrittenByElements(t *testing.T) {
	order := &Order{Name: "ABC", Items: []Item{{X: 5}, {X: 7}}}
	var elements [][]byte
	size := uint64(1)
	for i := range order.Items {
		element, _ := order.Items[i].MarshalCramberry()
		elements = append(elements, element)
		size += 1 + uint64(len(element))
	}
	var stream bytes.Buffer
	message := NewWireFrameWriter(nil).StartMessage(&stream, OrderTypeID)
	array, err := message.StartArray(4, size, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, element := range elements {
		if err := array.WriteElement(element); err != nil {
			t.Fatal(err)
		}
	}
	if err := array.WriteElement(nil); err == nil {
		t.Error("there are two elements")
	}
	message = NewWireFrameWriter(nil).StartMessage(&stream, OrderTypeID)
	if array, err = message.StartArray(4, size, 2); err != nil {
		t.Fatal(err)
	}
	stream.Reset()
	for _, element := range elements {
		if err := array.WriteElement(element); err != nil {
			t.Fatal(err)
		}
	}
	if err := array.Close(); err != nil {
		t.Fatal(err)
	}
	if err := message.Complete(); err != nil {
		t.Fatal(err)
	}
	reader := NewWireFrameReader(nil)
	reader.Push(stream.Bytes())
	frame, err := reader.Next()
	if err != nil || !bytes.Equal(frame.Data, encoded(t, order)) {
		t.Error(err)
	}
}
