// SPDX-License-Identifier: MIT

// The driver answers requests (core/codegen/README.md) with generated code.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// options has the fields of the WireOptions of every module, so that it converts to them.
type options struct {
	MaxMessageSize   uint64
	MaxDepth         uint32
	MaxTextSize      uint64
	MaxElements      uint64
	MaxTotalElements uint64
	Timeout          time.Duration
	Strict           bool
	ValidateUTF8     bool
	NoCopy           bool
	Decompress       func(algorithm string, payload []byte, limit int) ([]byte, error)
	Compress         func(algorithm string, payload []byte) ([]byte, error)
}

// module is the generated code of one schema.
type module struct {
	defaults     func() *options
	encode       func(typeName string, text []byte, o *options) ([]byte, error)
	decode       func(typeName string, data []byte, o *options) ([]byte, error)
	encodeStream func(framing, typeName string, text []byte, o *options) ([]byte, error)
	decodeStream func(framing, typeName string, data []byte, o *options) ([]byte, error)
}

type request struct {
	Module       string
	Op           string
	Type         string
	Value        json.RawMessage
	Hex          string
	Stream       bool
	Framing      string
	Limits       *limits
	ValidateUTF8 *bool `json:"validate_utf8"`
}

// limits are those of a request; what it does not name stays as it is.
type limits struct {
	Message      *uint64
	Depth        *uint32
	String       *uint64
	Array        *uint64
	Total        *uint64
	Time         *float64
	Strict       *bool
	ValidateUTF8 *bool `json:"validate_utf8"`
}

func set[T any](to *T, given *T) {
	if given != nil {
		*to = *given
	}
}

func (r *request) options(o *options) *options {
	if given := r.Limits; given != nil {
		set(&o.MaxMessageSize, given.Message)
		set(&o.MaxDepth, given.Depth)
		set(&o.MaxTextSize, given.String)
		set(&o.MaxElements, given.Array)
		set(&o.MaxTotalElements, given.Total)
		set(&o.Strict, given.Strict)
		set(&o.ValidateUTF8, given.ValidateUTF8)
		if given.Time != nil {
			o.Timeout = time.Duration(*given.Time * float64(time.Second))
		}
	}
	set(&o.ValidateUTF8, r.ValidateUTF8)
	o.Decompress = decompress
	return o
}

func (r *request) answer() ([]byte, error) {
	m, known := modules[r.Module]
	if !known {
		return nil, fmt.Errorf("there is no module %q", r.Module)
	}
	o := r.options(m.defaults())
	if r.Op == "encode" {
		var bytes []byte
		var err error
		if r.Stream {
			bytes, err = m.encodeStream(r.Framing, r.Type, r.Value, o)
		} else {
			bytes, err = m.encode(r.Type, r.Value, o)
		}
		return []byte(`"hex":"` + hex.EncodeToString(bytes) + `"`), err
	}
	data, err := hex.DecodeString(strings.ReplaceAll(r.Hex, " ", ""))
	if err != nil {
		return nil, err
	}
	var text []byte
	if r.Stream {
		text, err = m.decodeStream(r.Framing, r.Type, data, o)
	} else {
		text, err = m.decode(r.Type, data, o)
	}
	return append([]byte(`"value":`), text...), err
}

// decompress has the programs of the machine do what the standard library cannot.
func decompress(algorithm string, payload []byte, _ int) ([]byte, error) {
	switch algorithm {
	case "snappy":
		return unsnappy(payload)
	case "lz4", "zstd":
		// The programs read one another's files.
		magic := map[string]string{"lz4": "\x04\x22\x4d\x18", "zstd": "\x28\xb5\x2f\xfd"}[algorithm]
		if !strings.HasPrefix(string(payload), magic) {
			return nil, fmt.Errorf("these are no bytes of %s", algorithm)
		}
		command := exec.Command(algorithm, "-d", "-c", "-q")
		command.Stdin = strings.NewReader(string(payload))
		return command.Output()
	}
	return nil, fmt.Errorf("compression %q is not known", algorithm)
}

var errSnappy = errors.New("broken snappy block")

// unsnappy reads a raw snappy block.
func unsnappy(block []byte) ([]byte, error) {
	size, n := binary.Uvarint(block)
	if n <= 0 || size > 1<<30 {
		return nil, errSnappy
	}
	block = block[n:]
	var out []byte
	for len(block) > 0 {
		tag := block[0]
		length, extra := int(tag>>2)+1, 0
		if tag&3 == 0 && length > 60 {
			extra = length - 60
		} else if tag&3 != 0 {
			extra = []int{0, 1, 2, 4}[tag&3]
		}
		if len(block) < 1+extra {
			return nil, errSnappy
		}
		number := 0
		for i := extra; i > 0; i-- {
			number = number<<8 | int(block[i])
		}
		block = block[1+extra:]
		if tag&3 == 0 {
			if extra > 0 {
				length = number + 1
			}
			if length > len(block) {
				return nil, errSnappy
			}
			out = append(out, block[:length]...)
			block = block[length:]
			continue
		}
		if tag&3 == 1 {
			length = int(tag>>2&7) + 4
			number |= int(tag>>5) << 8
		}
		if number == 0 || number > len(out) {
			return nil, errSnappy
		}
		for ; length > 0; length-- {
			out = append(out, out[len(out)-number])
		}
	}
	if uint64(len(out)) != size {
		return nil, errSnappy
	}
	return out, nil
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return
		}
		var r request
		if err := json.Unmarshal(line, &r); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		answer, err := r.answer()
		if err != nil {
			text, _ := json.Marshal(err.Error())
			fmt.Fprintf(out, "{\"ok\":false,\"error\":%s}\n", text)
			continue
		}
		fmt.Fprintf(out, "{\"ok\":true,%s}\n", answer)
	}
}
