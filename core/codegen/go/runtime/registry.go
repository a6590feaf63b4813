package wirebench

import (
	"hash/fnv"
	"reflect"
	"sync"
)

// WireRegistry knows types by the ids and names by which values say what they are. The schema's types are in it from the
// start; more can be added at any time, and are then read and written where an interface takes them.
type WireRegistry struct {
	mu        sync.RWMutex
	types     map[reflect.Type]*wbRegistered
	ids       map[uint64]*wbRegistered
	names     map[string]*wbRegistered
	allowed   map[reflect.Type][]*wbRegistered // By interface.
	codecs    map[reflect.Type]any
	nextID    uint64
	extending bool // Types of users are there.
}

type wbRegistered struct {
	id   uint64
	name string
	kind reflect.Type
}

// NewWireRegistry gives an empty registry.
func NewWireRegistry() *WireRegistry {
	return &WireRegistry{
		types:   make(map[reflect.Type]*wbRegistered),
		ids:     make(map[uint64]*wbRegistered),
		names:   make(map[string]*wbRegistered),
		allowed: make(map[reflect.Type][]*wbRegistered),
		codecs:  make(map[reflect.Type]any),
		nextID:  128,
	}
}

// DefaultWireRegistry is the registry that encoding and decoding look at.
var DefaultWireRegistry = NewWireRegistry()

func wbTypeOf[T any]() reflect.Type {
	return reflect.TypeOf((*T)(nil)).Elem()
}

func (r *WireRegistry) add(kind reflect.Type, id uint64, name string) *wbRegistered {
	if known, ok := r.types[kind]; ok {
		return known
	}
	if id == 0 {
		for r.ids[r.nextID] != nil {
			r.nextID++
		}
		id = r.nextID
	}
	entry := &wbRegistered{id, name, kind}
	r.types[kind], r.ids[id], r.names[name] = entry, entry, entry
	return entry
}

// implement adds a type and says that it may stand where the interface is.
func (r *WireRegistry) implement(in, kind reflect.Type, id uint64, name string) uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	entry := r.add(kind, id, name)
	r.allowed[in] = append(r.allowed[in], entry)
	return entry.id
}

// RegisterType adds a type; an id of 0 takes the next that is free. It gives the id.
func (r *WireRegistry) RegisterType(kind reflect.Type, name string, id uint64) uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.extending = true
	return r.add(kind, id, name).id
}

// RegisterImplementation adds a type, a pointer to which implements the interface, which takes it from now on.
func (r *WireRegistry) RegisterImplementation(in, kind reflect.Type, name string, id uint64) uint64 {
	r.RegisterType(kind, name, id)
	return r.implement(in, kind, id, name)
}

// TypeIDFor gives the id of a value's type.
func (r *WireRegistry) TypeIDFor(v any) (uint64, bool) {
	if entry := r.entryOf(v); entry != nil {
		return entry.id, true
	}
	return 0, false
}

func (r *WireRegistry) entryOf(v any) *wbRegistered {
	kind := reflect.TypeOf(v)
	if kind != nil && kind.Kind() == reflect.Ptr {
		kind = kind.Elem()
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.types[kind]
}

// TypeForID gives the type with an id.
func (r *WireRegistry) TypeForID(id uint64) (reflect.Type, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if entry := r.ids[id]; entry != nil {
		return entry.kind, true
	}
	return nil, false
}

// NameForID gives the name of the type with an id.
func (r *WireRegistry) NameForID(id uint64) (string, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if entry := r.ids[id]; entry != nil {
		return entry.name, true
	}
	return "", false
}

// ImplementationsOf gives the ids of the types that an interface takes.
func (r *WireRegistry) ImplementationsOf(in reflect.Type) []uint64 {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var ids []uint64
	for _, entry := range r.allowed[in] {
		ids = append(ids, entry.id)
	}
	return ids
}

// RegisterWireType adds a type to the default registry; an id of 0 takes the next that is free.
func RegisterWireType[T any](name string, id uint64) uint64 {
	return DefaultWireRegistry.RegisterType(wbTypeOf[T](), name, id)
}

// RegisterWireImplementation lets *T stand where the interface I is.
func RegisterWireImplementation[I any, T any](name string, id uint64) uint64 {
	return DefaultWireRegistry.RegisterImplementation(wbTypeOf[I](), wbTypeOf[T](), name, id)
}

// RegisterWireCodec has a codec encode and decode the values of a type.
func RegisterWireCodec[T any](codec WireCodec[T]) {
	DefaultWireRegistry.mu.Lock()
	defer DefaultWireRegistry.mu.Unlock()
	DefaultWireRegistry.codecs[wbTypeOf[T]()] = wbCodecOf[T]{codec}
}

// find gives the type of users that an interface takes and test holds for.
func (r *WireRegistry) find(in reflect.Type, test func(entry *wbRegistered) bool) *wbRegistered {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if !r.extending {
		return nil
	}
	for _, entry := range r.allowed[in] {
		if test(entry) {
			return entry
		}
	}
	return nil
}

func wbNameHash(name string) uint64 {
	hash := fnv.New32a()
	hash.Write([]byte(name))
	return uint64(hash.Sum32())
}

// wbRegisteredValue reads a value of a type that the schema does not have and the registry has; else it gives foreign.
func wbRegisteredValue[I any](d *wbDecoder, foreign *WireForeign, byHash bool) I {
	entry := DefaultWireRegistry.find(wbTypeOf[I](), func(entry *wbRegistered) bool {
		switch {
		case foreign.Name != "":
			return entry.name == foreign.Name
		case byHash:
			return wbNameHash(entry.name) == foreign.ID
		}
		return entry.id == foreign.ID
	})
	if entry != nil {
		value := reflect.New(entry.kind).Interface()
		if held, ok := value.(I); ok {
			if err := wbUnmarshalAny(foreign.Data, value); err != nil {
				d.fail("bad-registered", d.pos)
			}
			return held
		}
	}
	return any(foreign).(I)
}

// wbForeignOf encodes a value of a type that the registry has and the schema does not; nil where it cannot.
func wbForeignOf(v any, byName, byHash bool) *WireForeign {
	entry := DefaultWireRegistry.entryOf(v)
	if entry == nil {
		return nil
	}
	data, err := wbMarshalAny(v)
	if err != nil {
		return nil
	}
	switch {
	case byName:
		return &WireForeign{Name: entry.name, Data: data}
	case byHash:
		return &WireForeign{ID: wbNameHash(entry.name), Data: data}
	}
	return &WireForeign{ID: entry.id, Data: data}
}
