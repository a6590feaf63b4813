package wirebench

import "unicode/utf8"

// takeTable reads the string table behind its tag, which begins at at.
func (d *wbDecoder) takeTable(at int) {
	if d.depth > 1 {
		d.fail("string-table-position", at)
		return
	}
	end := d.open()
	d.table = nil
	d.hasTable = true
	count := d.uvarint()
	if d.err == nil && d.countElements(count, 0) && d.fits(count, 1) {
		d.table = make([]string, 0, count)
		for ; count > 0 && d.err == nil; count-- {
			text := d.openText()
			d.table = append(d.table, d.asText(d.rest()))
			d.close(text)
		}
	}
	d.close(end)
}

// interned reads a text by its index in the table. mayBeInline are the numbers of fields that are written as indexes.
func (d *wbDecoder) interned(dialect *wbDialect, mayBeInline []uint64) string {
	at := d.pos
	index := d.uvarint()
	if d.err != nil {
		return ""
	}
	if !d.hasTable && dialect.guesses && d.isInline(dialect, index, mayBeInline) {
		return d.asText(d.take(int(index)))
	}
	if index >= uint64(len(d.table)) {
		d.fail("string-index", at)
		return ""
	}
	return d.table[index]
}

// isInline tells whether an index into a table that is not there is the length of text that follows instead.
func (d *wbDecoder) isInline(dialect *wbDialect, length uint64, mayBeInline []uint64) bool {
	if length == 0 || length > uint64(d.left()) || (d.options.MaxTextSize != 0 && length > d.options.MaxTextSize) {
		return false
	}
	if n := len(d.guesses); n == 0 || d.guesses[n-1].depth != d.depth {
		d.guesses = append(d.guesses, d.guess(dialect, mayBeInline))
	}
	guess := &d.guesses[len(d.guesses)-1]
	at := d.pos - guess.begin
	return guess.isText(at, int(length)) && guess.parses[at+int(length)]
}

// guess looks at the rest of the message once, from its end on.
func (d *wbDecoder) guess(dialect *wbDialect, mayBeInline []uint64) wbGuess {
	bytes := d.data[d.pos:d.end]
	guess := wbGuess{depth: d.depth, begin: d.pos}
	guess.starts = make([]bool, len(bytes)+1)
	guess.text = make([]int, len(bytes)+1)
	guess.starts[len(bytes)] = true
	covered := make([]bool, len(bytes)+1)
	for i := range bytes {
		size := wbCharacter(bytes[i:])
		guess.starts[i] = size > 0
		for part := 0; part < size; part++ {
			covered[i+part] = true
		}
	}
	for i := len(bytes) - 1; i >= 0; i-- {
		if covered[i] {
			guess.text[i] = guess.text[i+1] + 1
		}
	}
	guess.parses = make([]bool, len(bytes)+1)
	guess.parses[len(bytes)] = true
	for i := len(bytes) - 1; i >= 0; i-- {
		guess.parses[i] = guess.parsesFrom(dialect, bytes, i, d.depth == 1, mayBeInline)
	}
	return guess
}

// wbCharacter gives the bytes of the character that begins here; 0 where there is none that people write.
func wbCharacter(bytes []byte) int {
	char, size := utf8.DecodeRune(bytes)
	control := char < 0x20 && char != '\t' && char != '\n' && char != '\r'
	if control || (char >= 0x7F && char < 0xA0) || (char == utf8.RuneError && size <= 1) {
		return 0
	}
	return size
}

func (g *wbGuess) isText(at, length int) bool {
	if length <= 0 || length > len(g.parses)-1-at || !g.starts[at] || g.text[at] < length {
		return false
	}
	return g.starts[at+length] || g.text[at+length] == 0
}

func (g *wbGuess) parsesFrom(dialect *wbDialect, bytes []byte, at int, outermost bool, mayBeInline []uint64) bool {
	tag, size := wbReadUvarint(bytes[at:])
	if size <= 0 {
		return false
	}
	at += size
	number := tag >> 3
	table := number == 0 && tag == dialect.table && outermost
	if (number == 0 && !table) || number > wbHighestNumber {
		return false
	}
	how := dialect.skip[tag&7]
	if table {
		how = wbSkipLength
	}
	varints := 1
	switch how {
	case wbSkipNone:
		return false
	case wbSkipFixed32:
		return g.parsesBehind(at, 4)
	case wbSkipFixed64:
		return g.parsesBehind(at, 8)
	case wbSkipReference:
		varints = 2
	}
	var value uint64
	for ; varints > 0; varints-- {
		value, size = wbReadUvarint(bytes[at:])
		if size <= 0 {
			return false
		}
		at += size
	}
	if how != wbSkipVarint {
		return g.parsesBehind(at, value)
	}
	inline := tag&7 == dialect.table && wbHas(mayBeInline, number) && value <= uint64(len(bytes)) && g.isText(at, int(value))
	return (inline && g.parsesBehind(at, value)) || g.parses[at]
}

func (g *wbGuess) parsesBehind(at int, size uint64) bool {
	return size <= uint64(len(g.parses)-1-at) && g.parses[at+int(size)]
}
