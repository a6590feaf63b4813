package wirebench

// wbExtras says what an object may have beside the fields of its struct.
type wbExtras int

const (
	wbNested    wbExtras = iota // Nothing.
	wbTyped                     // "@type"
	wbOutermost                 // "@type" and "@strings"
)

// typeKey accepts "@type" where the type of a value may be said.
func (r *wbReader) typeKey(extras wbExtras) {
	if extras == wbNested {
		r.fail("unknown-key")
	}
}
