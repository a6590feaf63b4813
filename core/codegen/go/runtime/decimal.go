package wirebench

import (
	"encoding/hex"
	"errors"
	"math/big"
	"strconv"
	"strings"
)

const (
	wbDecimalBias     = 6176
	wbHighestExponent = 6111
	wbDecimalDigits   = 34
)

var (
	wbDecimalInfinity = WireDecimal{15: 0x78}
	wbDecimalNegative = WireDecimal{15: 0xF8} // Infinity with a sign.
	wbDecimalNaN      = WireDecimal{15: 0x7C}
)

// ParseWireDecimal reads a number such as "-1.50" or "1E+3", with at most 34 digits, or "NaN", "Infinity", "-Infinity".
func ParseWireDecimal(text string) (WireDecimal, error) {
	value, code := wbParseDecimal(text)
	if code != "" {
		return value, errors.New(strconv.Quote(text) + " is no decimal128 number")
	}
	return value, nil
}

func wbParseDecimal(text string) (WireDecimal, string) {
	switch text {
	case "Infinity":
		return wbDecimalInfinity, ""
	case "-Infinity":
		return wbDecimalNegative, ""
	case "NaN":
		return wbDecimalNaN, ""
	}
	negative := strings.HasPrefix(text, "-")
	if negative || strings.HasPrefix(text, "+") {
		text = text[1:]
	}
	var exponent int64
	if mark := strings.IndexAny(text, "eE"); mark >= 0 {
		digits := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(text[mark+1:], "-"), "+"), "0")
		if !wbIsDigits(text[mark+1:], true) {
			return WireDecimal{}, "wrong-type"
		}
		if len(digits) > 15 {
			digits = digits[:15]
		}
		exponent, _ = strconv.ParseInt("0"+digits, 10, 64)
		if text[mark+1] == '-' {
			exponent = -exponent
		}
		text = text[:mark]
	}
	whole, fraction := text, ""
	if point := strings.IndexByte(text, '.'); point >= 0 {
		whole, fraction = text[:point], text[point+1:]
	}
	digits := whole + fraction
	if !wbIsDigits(digits, false) {
		return WireDecimal{}, "wrong-type"
	}
	digits = strings.TrimLeft(digits, "0")
	exponent -= int64(len(fraction))
	if len(digits) > wbDecimalDigits || exponent < -wbDecimalBias || exponent > wbHighestExponent {
		return WireDecimal{}, "value-range"
	}
	return wbMakeDecimal(negative, digits, uint64(exponent+wbDecimalBias)), ""
}

func wbMakeDecimal(negative bool, digits string, biased uint64) WireDecimal {
	var value WireDecimal
	coefficient, _ := new(big.Int).SetString("0"+digits, 10)
	for i, b := range coefficient.Bytes() {
		value[len(coefficient.Bytes())-1-i] = b
	}
	value[14] |= byte(biased << 1)
	value[15] = byte(biased >> 7)
	if negative {
		value[15] |= 0x80
	}
	return value
}

func wbIsDigits(text string, signed bool) bool {
	if signed && (strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+")) {
		text = text[1:]
	}
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// String writes the number as ParseWireDecimal reads it, digits and exponent kept; a pattern that is none in hex.
func (v WireDecimal) String() string {
	if text, ok := v.number(); ok {
		return text
	}
	return hex.EncodeToString(v[:])
}

func (v WireDecimal) number() (string, bool) {
	exponent := int(v[14]>>1) + int(v[15]&0x7F)<<7 - wbDecimalBias
	if exponent > wbHighestExponent {
		switch v {
		case wbDecimalInfinity:
			return "Infinity", true
		case wbDecimalNegative:
			return "-Infinity", true
		}
		return "NaN", v == wbDecimalNaN
	}
	bytes := make([]byte, 15)
	for i := range bytes {
		bytes[i] = v[14-i]
	}
	bytes[0] &= 1
	digits := new(big.Int).SetBytes(bytes).String()
	if len(digits) > wbDecimalDigits {
		return "", false
	}
	sign := ""
	if v[15]&0x80 != 0 {
		sign = "-"
	}
	return sign + wbDecimalText(digits, exponent), true
}

func wbDecimalText(digits string, exponent int) string {
	adjusted := exponent + len(digits) - 1
	if exponent <= 0 && adjusted >= -6 {
		fraction := -exponent
		if fraction == 0 {
			return digits
		}
		if len(digits) <= fraction {
			digits = strings.Repeat("0", fraction+1-len(digits)) + digits
		}
		return digits[:len(digits)-fraction] + "." + digits[len(digits)-fraction:]
	}
	if len(digits) > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	if adjusted < 0 {
		return digits + "E" + strconv.Itoa(adjusted)
	}
	return digits + "E+" + strconv.Itoa(adjusted)
}
