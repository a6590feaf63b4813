// SPDX-License-Identifier: MIT

// The driver answers requests (core/codegen/README.md) with generated code.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
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

// decompress asks codec.py; the arguments of the driver are its command.
func decompress(algorithm string, payload []byte, most int) ([]byte, error) {
	if strings.ContainsAny(algorithm, " \n") {
		return nil, fmt.Errorf("compression %q is not known", algorithm)
	}
	command := exec.Command(os.Args[1], os.Args[2:]...)
	command.Stdin = strings.NewReader(fmt.Sprintf("decompress %s %d %x\n", algorithm, most, payload))
	answer, err := command.Output()
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(string(answer))
	if !strings.HasPrefix(text, "ok") {
		return nil, fmt.Errorf("%s: %s", algorithm, text)
	}
	return hex.DecodeString(strings.TrimSpace(text[2:]))
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
