package wirebench

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"
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
