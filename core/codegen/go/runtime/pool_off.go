package wirebench

func wbNewEncoder() *wbEncoder {
	return new(wbEncoder)
}

func wbFreeEncoder(*wbEncoder) {
}
