package wirebench

import (
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// wbKey appends a key, behind a comma where something stands before it.
func wbKey(b []byte, key string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = wbQuote(b, key)
	return append(b, ':')
}

func wbComma(b []byte) []byte {
	if b[len(b)-1] != '[' {
		b = append(b, ',')
	}
	return b
}

// wbQuote appends a JSON text. Requires UTF-8.
func wbQuote(b []byte, text string) []byte {
	b = append(b, '"')
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < 0x20 || c == 0x7F:
			b = append(b, `\u00`...)
			b = append(b, hex.EncodeToString([]byte{c})...)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func wbTextJSON(b []byte, text string) []byte {
	if utf8.ValidString(text) {
		return wbQuote(b, text)
	}
	return wbRawJSON(b, []byte(text))
}

func wbRawJSON(b, bytes []byte) []byte {
	b = append(b, `{"@bytes":`...)
	b = wbBytesJSON(b, bytes)
	return append(b, '}')
}

func wbBytesJSON(b, bytes []byte) []byte {
	b = append(b, '"')
	b = append(b, hex.EncodeToString(bytes)...)
	return append(b, '"')
}

func wbFloat32JSON(b []byte, value float32) []byte {
	bits := math.Float32bits(value)
	return wbFloatJSON(b, float64(value), uint64(bits), 32, bits == 0x7FC00000)
}

func wbFloat64JSON(b []byte, value float64) []byte {
	bits := math.Float64bits(value)
	return wbFloatJSON(b, value, bits, 64, bits == 0x7FF8000000000000)
}

func wbFloatJSON(b []byte, value float64, bits uint64, width int, plainNaN bool) []byte {
	switch {
	case plainNaN:
		return append(b, `"NaN"`...)
	case value != value:
		digits := strconv.FormatUint(bits, 16)
		b = append(b, `"NaN:0x`...)
		b = append(b, strings.Repeat("0", width/4-len(digits))...)
		b = append(b, digits...)
		return append(b, '"')
	case math.IsInf(value, 1):
		return append(b, `"Infinity"`...)
	case math.IsInf(value, -1):
		return append(b, `"-Infinity"`...)
	}
	begin := len(b)
	b = strconv.AppendFloat(b, value, 'g', -1, width)
	if !strings.ContainsAny(string(b[begin:]), ".e") {
		b = append(b, ".0"...)
	}
	return b
}

// wbNames are the names of enum values, or of flags by their bits.
type wbNames []struct {
	name  string
	value uint64
}

func wbEnumJSON(b []byte, value uint64, names wbNames) []byte {
	for _, entry := range names {
		if entry.value == value {
			return wbQuote(b, entry.name)
		}
	}
	return strconv.AppendUint(b, value, 10)
}

func wbFlagsJSON(b []byte, value uint64, flags wbNames) []byte {
	b = append(b, '{')
	for _, flag := range flags {
		b = wbKey(b, flag.name)
		b = strconv.AppendBool(b, value&flag.value != 0)
	}
	return append(b, '}')
}

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

func wbDateJSON(b []byte, value time.Time, withTime bool) []byte {
	if withTime {
		return value.UTC().AppendFormat(b, `"2006-01-02T15:04:05"`)
	}
	return value.UTC().AppendFormat(b, `"2006-01-02"`)
}

// wbParseCivil reads exactly YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss, as seconds since 1970.
func wbParseCivil(text string, withTime bool) (int64, bool) {
	layout := "2006-01-02"
	if withTime {
		layout = "2006-01-02T15:04:05"
	}
	if len(text) != len(layout) {
		return 0, false
	}
	value, err := time.Parse(layout, text)
	if err != nil || value.Year() < 1 {
		return 0, false
	}
	return value.Unix(), true
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
