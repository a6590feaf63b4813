package wirebench

import "time"

// date reads a date, or a date and time, and refuses one that is no whole number of units behind the origin.
func (r *wbReader) date(v *wbJSON, withTime bool, origin, unit, units int64) time.Time {
	if !r.is(v, '"') {
		return time.Time{}
	}
	seconds, ok := wbParseCivil(v.text, withTime)
	since := seconds - origin
	switch {
	case !ok:
		r.fail("bad-date")
	case since%unit != 0:
		r.fail("date-not-whole")
	case since < 0 || since/unit > units:
		r.fail("value-range")
	}
	return time.Unix(seconds, 0).UTC()
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
