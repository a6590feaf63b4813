package wirebench

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// wbJSON is a JSON value. Numbers keep their text.
type wbJSON struct {
	kind          byte // 'n', 'b', '0', '"', '[' or '{'
	truth         bool
	loneSurrogate bool // Of a text.
	text          string
	keys          []string // Of an object; keys[i] names items[i].
	items         []wbJSON
}

func (v *wbJSON) isNull() bool {
	return v.kind == 'n'
}

func (v *wbJSON) find(key string) *wbJSON {
	for i := range v.keys {
		if v.keys[i] == key {
			return &v.items[i]
		}
	}
	return nil
}

const wbDeepestJSON = 512

type wbJSONParser struct {
	text  []byte
	pos   int
	depth int
	err   *WireError
}

func wbParseJSON(text []byte) (*wbJSON, *WireError) {
	p := &wbJSONParser{text: text}
	v := p.value()
	p.space()
	if p.err == nil && p.pos < len(text) {
		p.fail("syntax")
	}
	return &v, p.err
}

func (p *wbJSONParser) fail(code string) {
	if p.err == nil {
		p.err = &WireError{Code: code, Offset: p.pos}
	}
	p.pos = len(p.text)
}

func (p *wbJSONParser) space() {
	for p.pos < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.pos]) >= 0 {
		p.pos++
	}
}

// take moves behind token when it stands here.
func (p *wbJSONParser) take(token string) bool {
	if p.err != nil || !strings.HasPrefix(string(p.text[p.pos:wbMin(p.pos+len(token), len(p.text))]), token) {
		return false
	}
	p.pos += len(token)
	return true
}

func (p *wbJSONParser) value() wbJSON {
	p.space()
	switch {
	case p.take("null"):
		return wbJSON{kind: 'n'}
	case p.take("true"):
		return wbJSON{kind: 'b', truth: true}
	case p.take("false"):
		return wbJSON{kind: 'b'}
	case p.take("\""):
		text, lone := p.stringRest()
		return wbJSON{kind: '"', text: text, loneSurrogate: lone}
	case p.take("["):
		return p.container('[', "]")
	case p.take("{"):
		return p.container('{', "}")
	}
	return wbJSON{kind: '0', text: p.number()}
}

func (p *wbJSONParser) container(kind byte, closer string) wbJSON {
	v := wbJSON{kind: kind}
	p.depth++
	if p.depth > wbDeepestJSON {
		p.fail("limit-depth")
	}
	var known map[string]bool
	p.space()
	for first := true; p.err == nil && !p.take(closer); first = false {
		if !first && !p.take(",") {
			p.fail("syntax")
			break
		}
		if kind == '{' {
			known = p.key(&v, known)
		}
		v.items = append(v.items, p.value())
		p.space()
	}
	p.depth--
	return v
}

func (p *wbJSONParser) key(v *wbJSON, known map[string]bool) map[string]bool {
	p.space()
	if !p.take("\"") {
		p.fail("syntax")
		return known
	}
	key, lone := p.stringRest()
	if lone {
		p.fail("invalid-utf8")
	}
	if known == nil {
		known = make(map[string]bool)
	}
	if known[key] {
		p.fail("duplicate-key")
	}
	known[key] = true
	v.keys = append(v.keys, key)
	p.space()
	if !p.take(":") {
		p.fail("syntax")
	}
	return known
}

// stringRest reads a text behind its opening quote, and whether it has half of a surrogate pair.
func (p *wbJSONParser) stringRest() (string, bool) {
	var out []byte
	lone := false
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		switch {
		case c == '"':
			p.pos++
			if !utf8.Valid(out) {
				p.fail("invalid-utf8")
			}
			return string(out), lone
		case c == '\\':
			char := p.escape()
			lone = lone || utf16.IsSurrogate(char)
			out = utf8.AppendRune(out, char)
		case c < 0x20:
			p.fail("syntax")
		default:
			out = append(out, c)
			p.pos++
		}
	}
	p.fail("syntax")
	return "", false
}

// escape reads a character behind a backslash; half of a surrogate pair is given as it is.
func (p *wbJSONParser) escape() rune {
	p.pos++
	if p.pos >= len(p.text) {
		return 0
	}
	c := p.text[p.pos]
	p.pos++
	if c != 'u' {
		at := strings.IndexByte(`"\/bfnrt`, c)
		if at < 0 {
			p.fail("syntax")
			return 0
		}
		return rune("\"\\/\b\f\n\r\t"[at])
	}
	char := p.hex4()
	if utf16.IsSurrogate(char) && p.pos+1 < len(p.text) && p.text[p.pos] == '\\' && p.text[p.pos+1] == 'u' {
		at := p.pos
		p.pos += 2
		if pair := utf16.DecodeRune(char, p.hex4()); pair != utf8.RuneError {
			return pair
		}
		p.pos = at
	}
	return char
}

func (p *wbJSONParser) hex4() rune {
	if p.pos+4 > len(p.text) {
		p.fail("syntax")
		return 0
	}
	value, err := strconv.ParseUint(string(p.text[p.pos:p.pos+4]), 16, 16)
	if err != nil {
		p.fail("syntax")
		return 0
	}
	p.pos += 4
	return rune(value)
}

// number reads a number in the form that JSON gives it.
func (p *wbJSONParser) number() string {
	begin := p.pos
	p.take("-")
	if !p.take("0") {
		p.digits()
	}
	if p.take(".") {
		p.digits()
	}
	if p.take("e") || p.take("E") {
		if !p.take("+") {
			p.take("-")
		}
		p.digits()
	}
	if p.err != nil {
		return ""
	}
	return string(p.text[begin:p.pos])
}

func (p *wbJSONParser) digits() {
	begin := p.pos
	for p.pos < len(p.text) && p.text[p.pos] >= '0' && p.text[p.pos] <= '9' {
		p.pos++
	}
	if p.pos == begin {
		p.fail("syntax")
	}
}
