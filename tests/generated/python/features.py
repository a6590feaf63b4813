#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What generated Python has beside encoding and decoding: features.py WIREBENCH_CLI FOLDER."""
import importlib
import os
import subprocess
import sys
import unittest
import zlib

ORDERS = """package shop.orders;
enum Status { PENDING = 0; SENT = 1; }
interface Payment { amount(): int64; }
@implements(Payment) @typeid(128) type Card { @field(1) @validate("match ^[0-9]{4}$") digits: string; }
type Item { @field(1) @validate("> 0") quantity: uint32; @field(2) price: float64; }
type Order {
  @field(1) @required customer: int64;
  @field(2) status: Status;
  @field(3) items: []Item;
  @field(4) payment: Payment;
  @field(5) @oneof("note") text: string;
  @field(6) @oneof("note") data: bytes;
  @field(7) byName: map<string, Item>;
}
service Shop { rpc Place(Order): Item; rpc Watch(Order): stream Item; }
"""
PACKET = '{"name": "Packet", "fields": [{"name": "a", "type": "uint", "bits": 4}, ' \
         '{"name": "b", "type": "int", "min": -5, "max": 5, "nullable": true}]}'


def setUpModule():
    os.makedirs(FOLDER, exist_ok=True)
    for name, text in (("orders.cramberry", ORDERS), ("packet.bitschema.json", PACKET)):
        path = os.path.join(FOLDER, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run([PROGRAM, "generate", path, "--lang", "python", "--out", FOLDER, "--package",
                        name.split(".")[0], "--with", "json,validation,builders,equals,clone,hooks"], check=True)
    sys.path.insert(0, FOLDER)
    global orders, packet, rt
    orders, packet, rt = map(importlib.import_module, ("orders", "packet", "wirebench_runtime"))


class Features(unittest.TestCase):
    def order(self):
        return orders.Order(customer=1, items=[orders.Item(quantity=2, price=1.5)], payment=orders.Card(digits="1234"),
                            by_name={"a": orders.Item(quantity=1)})

    def test_values_are_equal_when_their_fields_are(self):
        self.assertEqual(orders.Order.from_bytes(self.order().to_bytes()), self.order())
        self.assertNotEqual(self.order(), orders.Order(customer=1))
        self.assertEqual(self.order().size(), len(self.order().to_bytes()))

    def test_equals_looks_at_every_bit(self):
        nan = orders.Item(quantity=1, price=float("nan"))
        self.assertTrue(nan.equals(orders.Item(quantity=1, price=float("nan"))))
        self.assertFalse(orders.Item(price=0.0).equals(orders.Item(price=-0.0)))
        self.assertFalse(nan.equals(self.order()))

    def test_clones_share_nothing(self):
        order = self.order()
        copy = order.clone()
        copy.items[0].quantity = 9
        copy.by_name["b"] = orders.Item(quantity=3)
        self.assertEqual(order, self.order())

    def test_bytes_need_not_be_copied(self):
        data = orders.Order(customer=1, data=b"abc").to_bytes()
        order = orders.Order.from_bytes(data, rt.Limits(no_copy=True))
        self.assertIsInstance(order.data, memoryview)
        self.assertIs(order.data.obj, data)
        self.assertEqual((order, order.to_bytes()), (orders.Order.from_bytes(data), data))
        clone = order.clone()
        self.assertEqual((clone.data, type(clone.data)), (b"abc", bytes))
        self.assertTrue(clone.equals(order) and order.equals(clone))
        self.assertFalse(order.equals(orders.Order(customer=1, data=b"abd")))

    def test_time_has_a_limit(self):
        lists = orders.Order(customer=1, items=[orders.Item(quantity=1)] * 1000).to_bytes()
        maps = orders.Order(customer=1, by_name={str(i): orders.Item(quantity=1) for i in range(1000)}).to_bytes()
        for data in (lists, maps):
            with self.assertRaises(rt.DecodeError) as caught:
                orders.Order.from_bytes(data, rt.Limits(seconds=1e-9))
            self.assertEqual(caught.exception.code, "limit-time")
            orders.Order.from_bytes(data, rt.Limits(seconds=0))

    def test_builders_ask_for_required_fields(self):
        item = orders.Item.builder().set_quantity(2).set_price(1.5).build()
        order = orders.Order.builder().set_customer(1).add_items(item).build()
        self.assertEqual(order.items, [orders.Item(quantity=2, price=1.5)])
        with self.assertRaises(rt.EncodeError) as caught:
            orders.Order.builder().add_items(item).build()
        self.assertEqual((caught.exception.code, caught.exception.path), ("missing-value", "customer"))

    def test_rules_are_checked_alone_and_on_encoding(self):
        order = self.order()
        order.validate()
        order.payment.digits = "12a4"
        for check in (order.validate, order.to_bytes):
            with self.assertRaises(rt.EncodeError) as caught:
                check()
            self.assertEqual(caught.exception.code, "validate")
            self.assertTrue(caught.exception.path.startswith("payment"))

    def test_errors_of_encoding_say_where(self):
        order = self.order()
        order.items.append(orders.Item(quantity=1 << 40))
        with self.assertRaises(rt.EncodeError) as caught:
            order.to_bytes()
        self.assertEqual((caught.exception.code, caught.exception.path), ("value-range", "items[1].quantity"))
        order = self.order()
        order.by_name["x"] = orders.Item(quantity=-1, price=1.0)
        with self.assertRaises(rt.EncodeError) as caught:
            order.to_bytes()
        self.assertEqual(caught.exception.path, 'byName["x"].quantity')

    def test_one_field_of_a_group(self):
        order = self.order()
        self.assertIsNone(order.which_text())
        order.data = b"x"
        self.assertEqual(order.which_text(), "data")
        order.text = ""
        with self.assertRaises(rt.EncodeError) as caught:
            order.to_bytes()
        self.assertEqual(caught.exception.code, "oneof-multiple")

    def test_enums_keep_numbers_without_a_name(self):
        order = self.order()
        order.status = orders.Status(77)
        again = orders.Order.from_bytes(order.to_bytes())
        self.assertEqual(again.status, 77)
        self.assertFalse(again.status.is_known)
        self.assertTrue(orders.Status.SENT.is_known)
        self.assertEqual(again.to_json()["status"], 77)

    def test_json_says_where_it_is_wrong(self):
        self.assertEqual(orders.Order.from_json(self.order().to_json()), self.order())
        for value, code, path in (({"customer": 1, "items": [{"quantity": "x"}]}, "wrong-type", "items[0].quantity"),
                                  ({}, "missing-value", "customer"),
                                  ({"customer": 1, "itmes": []}, "unknown-key", "itmes"),
                                  ({"customer": 1, "payment": {"@type": "Item"}}, "type-not-allowed", "payment")):
            with self.assertRaises(rt.JsonError) as caught:
                orders.Order.from_json(value)
            self.assertEqual((caught.exception.code, caught.exception.path), (code, path))
        with self.assertRaises(rt.JsonError):
            rt.loads('{"a": 1, "a": 2}')

    def test_text_that_is_not_utf8_can_be_kept(self):
        data = bytes.fromhex("0e02") + bytes.fromhex("2a02c328")  # customer 1, text
        with self.assertRaises(rt.DecodeError) as caught:
            orders.Order.from_bytes(data)
        self.assertEqual((caught.exception.code, caught.exception.offset), ("invalid-utf8", 4))
        order = orders.Order.from_bytes(data, rt.Limits(validate_utf8=False))
        self.assertEqual(order.to_bytes(), data)
        self.assertEqual(order.to_json()["text"], {"@bytes": "c328"})

    def test_compression_goes_through_functions_of_the_user(self):
        def inflate(data, most):
            return zlib.decompressobj().decompress(data, most)

        big = orders.Order(customer=1, text="a" * 5000)
        writer = orders.stream_writer(compress={"zstd": lambda data, level: zlib.compress(data)})
        stream = writer.write(rt.Frame("header", ("compression", "zstd"))) + writer.write(rt.Frame("message", big))
        self.assertLess(len(stream), 200)
        frames = []
        reader = orders.stream_reader(decompress={"zstd": inflate})
        for at in range(0, len(stream), 7):
            frames += reader.feed(stream[at:at + 7])
        reader.finish()
        self.assertEqual(frames[1].value, big)
        for limits, functions, code in ((orders.LIMITS, None, "compression"),
                                        (rt.Limits(message_bytes=100), {"zstd": inflate}, "limit-message")):
            with self.assertRaises(rt.DecodeError) as caught:
                list(orders.stream_reader(limits, functions).feed(stream))
            self.assertEqual(caught.exception.code, code)

    def test_a_stream_that_ends_early_is_told(self):
        writer = orders.stream_writer()
        reader = orders.stream_reader()
        list(reader.feed(writer.write(rt.Frame("message", self.order()))[:-1]))
        with self.assertRaises(rt.DecodeError):
            reader.finish()

    def test_hooks_see_every_call(self):
        seen = []
        rt.hooks.before = lambda operation, name: seen.append((operation, name))
        rt.hooks.after = lambda operation, name, seconds: seen.append(seconds >= 0)
        try:
            self.order().to_bytes()
        finally:
            rt.hooks.before = rt.hooks.after = None
        self.assertEqual(seen, [("encode", "Order"), True])

    def test_services_are_protocols(self):
        class Mine(orders.Shop):
            pass

        with self.assertRaises(NotImplementedError):
            Mine().watch(self.order())
        self.assertTrue(hasattr(orders, "PaymentMethods"))

    def test_single_fields_of_a_packed_value(self):
        value = packet.Packet(a=9, b=-3)
        packed = value.encode()
        self.assertEqual(packed, 9 | 1 << 4 | 2 << 5)
        self.assertEqual(packet.Packet.decode(packed), value)
        self.assertEqual(packet.Packet.read_b(packed), -3)
        self.assertEqual(packet.Packet.write_b(packed, None), 9)
        self.assertEqual(packet.Packet.write_a(packed, 1) & packet.Packet.A_MASK, 1)
        self.assertEqual((packet.Packet.B_OFFSET, packet.Packet.B_BITS, packet.Packet.B_MASK), (4, 5, 0x1F0))
        with self.assertRaises(rt.EncodeError) as caught:
            packet.Packet(a=16).to_bytes()
        self.assertEqual((caught.exception.code, caught.exception.path), ("value-range", "a"))

    def test_values_that_nest_without_end_are_refused(self):
        limits = rt.Limits(depth=0)
        loop = orders.Order(customer=1)
        loop.payment = loop
        with self.assertRaises(rt.EncodeError):
            loop.to_bytes(limits)


if __name__ == "__main__":
    if sys.version_info < (3, 10):
        print("SKIPPED: Python is older than 3.10")
        sys.exit(77)
    PROGRAM, FOLDER = sys.argv.pop(1), sys.argv.pop(1)
    unittest.main()
