package wirebench

import (
	"fmt"
	"time"
)

// WireError says why a value could not be encoded or decoded.
type WireError struct {
	Code   string // Stable code, such as "truncated" or "value-range".
	Offset int    // Byte of the input at which reading failed; -1 where there is none.
	Where  string // What it is about: a type and its field, or a path.
}

// Error gives the code, the place and the offset.
func (e *WireError) Error() string {
	text := e.Code
	if e.Where != "" {
		text += " at " + e.Where
	}
	if e.Offset >= 0 {
		text += fmt.Sprintf(" (byte %d)", e.Offset)
	}
	return text
}

// Is makes errors.Is look at the code alone.
func (e *WireError) Is(target error) bool {
	other, ok := target.(*WireError)
	return ok && other.Code == e.Code
}

// WireOptions bound what untrusted input may cost. They hold per message; 0 means no limit.
type WireOptions struct {
	MaxMessageSize   uint64        // Bytes of a message.
	MaxDepth         uint32        // Nested structs; the outermost is 1.
	MaxTextSize      uint64        // Bytes of a text or of bytes.
	MaxElements      uint64        // Of one array or map.
	MaxTotalElements uint64        // Of all arrays and maps.
	Timeout          time.Duration // For decoding one message.
	Strict           bool          // Unknown fields are errors.
	ValidateUTF8     bool          // Text that is not UTF-8 is an error.
	NoCopy           bool          // Decoded text and bytes share memory with the input, which must not change then.

	// Decompress gives the payload of a compressed stream frame, of at most limit bytes where that is not 0.
	Decompress func(algorithm string, payload []byte, limit int) ([]byte, error)
	// Compress compresses the payload of a stream frame.
	Compress func(algorithm string, payload []byte) ([]byte, error)
}

const (
	wbDeepest      = 500         // Structs, where the options say no limit.
	wbMostElements = 100_000_000 // Where the options say no limit.
	wbMostImplied  = 10_000_000
	wbMostExpanded = 1 << 30
)

func wbDepthLimit(options *WireOptions) uint32 {
	if options.MaxDepth == 0 || options.MaxDepth > wbDeepest {
		return wbDeepest
	}
	return options.MaxDepth
}

func wbOr(limit, otherwise uint64) uint64 {
	if limit == 0 {
		return otherwise
	}
	return limit
}

func wbCloneBytes(bytes []byte) []byte {
	return wbCloneSlice(bytes)
}

// wbCloneSlice copies elements; nil stays nil.
func wbCloneSlice[T any](elements []T) []T {
	if elements == nil {
		return nil
	}
	return append([]T{}, elements...)
}

func wbMin(a, b int) int {
	if a < b {
		return a
	}
	return b
}
