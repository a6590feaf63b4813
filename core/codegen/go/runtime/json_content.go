package wirebench

import (
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
)

func (r *wbReader) complex(v *wbJSON, bits int) (uint64, uint64) {
	if !r.is(v, '[') {
		return 0, 0
	}
	if len(v.items) != 2 {
		r.fail("wrong-type")
		return 0, 0
	}
	return r.float(&v.items[0], bits), r.float(&v.items[1], bits)
}

func (r *wbReader) time(v *wbJSON) WireTime {
	if v.kind == '{' {
		return r.timeParts(v)
	}
	if !r.is(v, '"') {
		return WireTime{}
	}
	value, ok := wbParseTime(v.text)
	if !ok {
		r.fail("bad-date")
	}
	return value
}

func (r *wbReader) timeParts(v *wbJSON) WireTime {
	var value WireTime
	for i, key := range v.keys {
		r.push(key)
		switch key {
		case "seconds":
			value.Seconds = r.int(&v.items[i], math.MinInt64, math.MaxInt64)
		case "nanos":
			value.Nanos = int32(r.uint(&v.items[i], 0, wbPerSecond-1))
		default:
			r.fail("unknown-key")
		}
		r.pop()
	}
	if v.find("seconds") == nil {
		r.failAt("seconds", "missing-value")
	}
	return value
}

func (r *wbReader) uuid(v *wbJSON) [16]byte {
	var value [16]byte
	if !r.is(v, '"') {
		return value
	}
	text := v.text
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		r.fail("invalid-bytes")
		return value
	}
	digits := text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
	if n, err := hex.Decode(value[:], []byte(digits)); err != nil || n != 16 {
		r.fail("invalid-bytes")
	}
	return value
}

func (r *wbReader) decimal(v *wbJSON) WireDecimal {
	var value WireDecimal
	if raw := v.find("@bytes"); raw != nil && len(v.items) == 1 {
		bytes := r.bytes(raw)
		if len(bytes) != len(value) {
			r.fail("invalid-bytes")
		}
		copy(value[:], bytes)
		return value
	}
	if !r.is(v, '"') {
		return value
	}
	value, code := wbParseDecimal(v.text)
	if code != "" {
		r.fail(code)
	}
	return value
}

func (r *wbReader) bigInt(v *wbJSON) *big.Int {
	if v.kind != '0' && !r.is(v, '"') {
		return nil
	}
	text := strings.TrimPrefix(v.text, "-")
	base := 10
	if strings.HasPrefix(text, "0x") {
		base = 16
		text = text[2:]
	}
	value, ok := new(big.Int).SetString(text, base)
	if !ok || strings.ContainsAny(text, "+-_") {
		r.fail("wrong-type")
		return nil
	}
	if strings.HasPrefix(v.text, "-") {
		value.Neg(value)
	}
	return value
}

func wbTimeJSON(b []byte, value WireTime) []byte {
	const yearZero, endOf9999 = -62167219200, 253402300800
	if value.Seconds < yearZero || value.Seconds >= endOf9999 {
		b = append(b, `{"seconds":`...)
		b = strconv.AppendInt(b, value.Seconds, 10)
		b = append(b, `,"nanos":`...)
		b = strconv.AppendInt(b, int64(value.Nanos), 10)
		return append(b, '}')
	}
	return value.Time().AppendFormat(b, `"2006-01-02T15:04:05.999999999Z"`)
}

// wbParseTime reads an RFC 3339 time with up to nine digits of fraction.
func wbParseTime(text string) (WireTime, bool) {
	text = strings.ToUpper(text)
	if len(text) < len("2006-01-02T15:04:05Z") || text[10] != 'T' {
		return WireTime{}, false
	}
	rest := text[19:]
	var nanos int64
	if rest[0] == '.' {
		digits := rest[1:]
		if end := strings.IndexAny(digits, "Z+-"); end >= 0 {
			digits = digits[:end]
		}
		rest = rest[1+len(digits):]
		value, err := strconv.ParseUint(digits, 10, 64)
		if err != nil || len(digits) > 9 {
			return WireTime{}, false
		}
		nanos = int64(value)
		for i := len(digits); i < 9; i++ {
			nanos *= 10
		}
	}
	layout := "2006-01-02T15:04:05Z07:00"
	if rest != "Z" && len(rest) != len("+00:00") {
		return WireTime{}, false
	}
	value, err := time.Parse(layout, text[:19]+rest)
	if err != nil {
		return WireTime{}, false
	}
	return WireTime{value.Unix(), int32(nanos)}, true
}

func wbUUIDJSON(b []byte, value [16]byte) []byte {
	digits := hex.EncodeToString(value[:])
	return wbQuote(b, digits[:8]+"-"+digits[8:12]+"-"+digits[12:16]+"-"+digits[16:20]+"-"+digits[20:])
}

func wbBigIntJSON(b []byte, value *big.Int) []byte {
	const mostDecimalBytes = 5120
	if value == nil {
		return append(b, `"0"`...)
	}
	b = append(b, '"')
	if len(value.Bytes()) <= mostDecimalBytes {
		b = value.Append(b, 10)
		return append(b, '"')
	}
	if value.Sign() < 0 {
		b = append(b, '-')
	}
	b = append(b, "0x"...)
	b = append(b, hex.EncodeToString(value.Bytes())...)
	return append(b, '"')
}

func wbDecimalJSON(b []byte, value WireDecimal) []byte {
	if text, ok := value.number(); ok {
		return wbQuote(b, text)
	}
	return wbRawJSON(b, value[:])
}
