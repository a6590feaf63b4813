package wirebench

import (
	"sync/atomic"
	"time"
)

// WireHooks are called behind every encoding and decoding, for profilers. Those that are nil are not.
type WireHooks struct {
	OnEncode func(typeName string, size int, duration time.Duration)
	OnDecode func(typeName string, size int, duration time.Duration)
	OnAlloc  func(size int) // A buffer was made.
}

var wbHooks atomic.Value

// SetWireHooks has hooks called from now on; nil ends that. It may be called at any time.
func SetWireHooks(hooks *WireHooks) {
	wbHooks.Store(hooks)
}

func wbCurrentHooks() *WireHooks {
	hooks, _ := wbHooks.Load().(*WireHooks)
	return hooks
}

func wbEncodeHooked(name string, buf []byte, options *WireOptions, encode func(e *wbEncoder)) ([]byte, error) {
	hooks := wbCurrentHooks()
	if hooks == nil {
		return wbEncode(buf, options, encode)
	}
	begin := time.Now()
	out, err := wbEncode(buf, options, encode)
	if hooks.OnAlloc != nil && cap(out) != cap(buf) {
		hooks.OnAlloc(cap(out))
	}
	if hooks.OnEncode != nil {
		hooks.OnEncode(name, len(out)-len(buf), time.Since(begin))
	}
	return out, err
}

func wbDecodeHooked(name string, data []byte, options *WireOptions, decode func(d *wbDecoder)) error {
	hooks := wbCurrentHooks()
	if hooks == nil || hooks.OnDecode == nil {
		return wbDecode(data, options, decode)
	}
	begin := time.Now()
	err := wbDecode(data, options, decode)
	hooks.OnDecode(name, len(data), time.Since(begin))
	return err
}
