package wirebench

// unknown reads the fields that a struct does not have; known tells the numbers of those it has.
func (r *wbReader) unknown(v *wbJSON, dialect *wbDialect, known func(number uint64) bool) []byte {
	bytes := r.bytes(v)
	if r.err != nil || len(bytes) == 0 {
		return nil
	}
	fields, ok := wbSplitFields(dialect, bytes)
	for _, field := range fields {
		ok = ok && !known(field.number)
	}
	if !ok {
		r.fail("bad-unknown")
	}
	return bytes
}
