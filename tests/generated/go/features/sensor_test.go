// SPDX-License-Identifier: MIT

package sensor

import (
	"bytes"
	"testing"
	"time"
)

func sample() *Sensor {
	level := int8(-5)
	return &Sensor{ID: 0xABC, Level: &level, Mode: ModeAutoMode, Flags: FlagsWet, Day: time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC),
		Samples: []uint8{1, 7}}
}

func TestRecordIsPacked(t *testing.T) {
	sensor := sample()
	data, err := sensor.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	packed, err := sensor.Pack()
	if err != nil {
		t.Fatal(err)
	}
	if id := packed & SensorIDMask >> SensorIDOffset; id != 0xABC {
		t.Errorf("%#x", id)
	}
	back := new(Sensor)
	if err := back.Unpack(packed); err != nil || !back.Equal(sensor) {
		t.Error(err, back)
	}
	if err := back.UnmarshalBinary(data); err != nil || !back.Equal(sensor) {
		t.Error(err, back)
	}
	if clone := back.Clone(); !clone.Equal(sensor) || clone.Level == back.Level {
		t.Error("the clone shares memory")
	}
}

func TestSingleFields(t *testing.T) {
	data, err := sample().MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if level, err := ReadSensorLevel(data); err != nil || *level != -5 {
		t.Error(err)
	}
	if err := WriteSensorLevel(data, nil); err != nil {
		t.Error(err)
	}
	if err := WriteSensorMode(data, ModeOn); err != nil {
		t.Error(err)
	}
	before := append([]byte(nil), data...)
	if err := WriteSensorMode(data, 3); err == nil || !bytes.Equal(before, data) {
		t.Error("there is no such mode")
	}
	if err := WriteSensorSamples(data, []uint8{5}); err != nil {
		t.Error(err)
	}
	expected := sample()
	expected.Level, expected.Mode, expected.Samples = nil, ModeOn, []uint8{5}
	back := new(Sensor)
	if err := back.UnmarshalBinary(data); err != nil || !back.Equal(expected) {
		t.Error(err, back)
	}
	if _, err := ReadSensorID(data[:2]); err == nil {
		t.Error("these are too few bytes")
	}
}

func TestValuesOutOfRangeAreRefused(t *testing.T) {
	for name, change := range map[string]func(*Sensor){
		"id":      func(s *Sensor) { s.ID = 0x1000 },
		"mode":    func(s *Sensor) { s.Mode = 3 },
		"flags":   func(s *Sensor) { s.Flags = 2 },
		"day":     func(s *Sensor) { s.Day = s.Day.Add(time.Hour) },
		"samples": func(s *Sensor) { s.Samples = make([]uint8, 5) },
	} {
		sensor := sample()
		change(sensor)
		if err := sensor.Validate(); err == nil {
			t.Error(name)
		}
	}
}
