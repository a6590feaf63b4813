package wirebench

import "sync"

const wbMostPooled = 64 * 1024 // Bytes: larger buffers are left to the garbage collector.

var wbEncoders = sync.Pool{New: func() any { return new(wbEncoder) }}

func wbNewEncoder() *wbEncoder {
	return wbEncoders.Get().(*wbEncoder)
}

func wbFreeEncoder(e *wbEncoder) {
	*e = wbEncoder{sizes: e.sizes[:0]}
	wbEncoders.Put(e)
}

var wbBuffers = sync.Pool{New: func() any { return new([]byte) }}

// GetWireBuffer gives an empty buffer to append to.
func GetWireBuffer() []byte {
	return (*wbBuffers.Get().(*[]byte))[:0]
}

// PutWireBuffer gives a buffer back, which must not be used any more.
func PutWireBuffer(buffer []byte) {
	if cap(buffer) <= wbMostPooled {
		wbBuffers.Put(&buffer)
	}
}
