package wirebench

import (
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"
)

func wbTextsJSON(b []byte, texts []string) []byte {
	b = append(b, '[')
	for _, text := range texts {
		b = wbTextJSON(wbComma(b), text)
	}
	return append(b, ']')
}

func wbAllText(keys []string) bool {
	for _, key := range keys {
		if !utf8.ValidString(key) {
			return false
		}
	}
	return true
}

// wbEntry is an entry of a map.
type wbEntry struct {
	key   *wbJSON
	value *wbJSON
}

// entries gives those of an object, where keys are text, or of an array of pairs.
func (r *wbReader) entries(v *wbJSON, textKeys bool) []wbEntry {
	var entries []wbEntry
	if v.kind == '{' && textKeys {
		for i := range v.items {
			entries = append(entries, wbEntry{&wbJSON{kind: '"', text: v.keys[i]}, &v.items[i]})
		}
		return entries
	}
	if !r.is(v, '[') {
		return nil
	}
	for i := range v.items {
		pair := &v.items[i]
		if pair.kind != '[' || len(pair.items) != 2 {
			r.fail("wrong-type")
			return nil
		}
		entries = append(entries, wbEntry{&pair.items[0], &pair.items[1]})
	}
	return entries
}

// texts reads the texts of a string table.
func (r *wbReader) texts(v *wbJSON) []string {
	if !r.is(v, '[') {
		return nil
	}
	var texts []string
	for i := range v.items {
		texts = append(texts, r.text(&v.items[i]))
	}
	return texts
}

// typeOf gives what "@type" says.
func (r *wbReader) typeOf(v *wbJSON) *wbJSON {
	if !r.is(v, '{') {
		return nil
	}
	named := v.find("@type")
	if named == nil {
		r.fail("missing-type")
	}
	return named
}

// only gives the value of an object that has nothing but it and its type.
func (r *wbReader) only(v *wbJSON, name string) *wbJSON {
	for _, key := range v.keys {
		if key != name && key != "@type" {
			r.failAt(key, "unknown-key")
		}
	}
	value := v.find(name)
	if value == nil {
		r.failAt(name, "missing-value")
	}
	return value
}

// wbKnownTypes are the ids or hashes and the names that a type which the schema does not have cannot have.
type wbKnownTypes struct {
	numbers []uint64
	names   []string
}

func (k *wbKnownTypes) hasName(name string) bool {
	for _, known := range k.names {
		if known == name {
			return true
		}
	}
	return false
}

// foreign reads a value of a type that the schema does not have. by is 'i' (id), 'n' (name) or 'h' (hash).
func (r *wbReader) foreign(v, named *wbJSON, by byte, known wbKnownTypes) *WireForeign {
	bytes := v.find("@bytes")
	if bytes == nil {
		r.fail("unknown-type")
		return nil
	}
	value := &WireForeign{}
	if by == 'n' {
		value.Name = r.foreignName(named, known)
	} else {
		value.ID = r.foreignNumber(named, by, known)
	}
	for _, key := range v.keys {
		if key != "@type" && key != "@bytes" {
			r.failAt(key, "unknown-key")
		}
	}
	value.Data = r.foreignBytes(bytes)
	if r.err != nil {
		return nil
	}
	return value
}

func (r *wbReader) foreignBytes(v *wbJSON) []byte {
	bytes, ok := wbParseBytes(v.text)
	if v.kind != '"' || !ok {
		r.fail("invalid-bytes")
	}
	return bytes
}

func (r *wbReader) foreignName(named *wbJSON, known wbKnownTypes) string {
	if raw := named.find("@bytes"); raw != nil && len(named.items) == 1 {
		if bytes := r.foreignBytes(raw); !utf8.Valid(bytes) {
			return string(bytes)
		}
	}
	if named.kind != '"' || named.text == "" || named.loneSurrogate {
		r.fail("unknown-type")
	} else if known.hasName(named.text) {
		r.fail("type-not-allowed")
	}
	return named.text
}

func (r *wbReader) foreignNumber(named *wbJSON, by byte, known wbKnownTypes) uint64 {
	if named.kind != '"' || !strings.HasPrefix(named.text, "#") {
		r.fail("unknown-type")
		return 0
	}
	negative, number, ok, fits := wbParseInteger(named.text[1:], true)
	if !ok || !fits || negative || number == 0 || (by == 'h' && number > 0xFFFFFFFF) {
		r.fail("unknown-type")
	} else if wbHas(known.numbers, number) {
		r.fail("type-not-allowed")
	}
	return number
}

func (v *WireForeign) appendJSON(b []byte, hash bool) []byte {
	b = wbKey(append(b, '{'), "@type")
	switch {
	case hash:
		digits := strconv.FormatUint(v.ID, 16)
		b = wbQuote(b, "#0x"+strings.Repeat("0", 8-wbMin(8, len(digits)))+digits)
	case v.Name != "":
		b = wbTextJSON(b, v.Name)
	default:
		b = wbQuote(b, "#"+strconv.FormatUint(v.ID, 10))
	}
	b = append(wbKey(b, "@bytes"), '"')
	b = append(b, hex.EncodeToString(v.Data)...)
	return append(b, '"', '}')
}

// unknown reads the fields that a struct does not have; known are the numbers of those it has.
func (r *wbReader) unknown(v *wbJSON, dialect *wbDialect, known []uint64) []byte {
	bytes := r.bytes(v)
	if r.err != nil || len(bytes) == 0 {
		return nil
	}
	fields, ok := wbSplitFields(dialect, bytes)
	for _, field := range fields {
		ok = ok && !wbHas(known, field.number)
	}
	if !ok {
		r.fail("bad-unknown")
	}
	return bytes
}
