// SPDX-License-Identifier: MIT
// What generated C++ has beside the encoding and decoding that run.py proves. Says which line does not hold.
#include "devices.h"
#include "notes.h"
#include "sensor.h"
#include "shop.h"
#include "wirebench_hooks.h"
#include "wirebench_pool.h"

#include <iostream>

namespace wb = ::wirebench_runtime;

namespace {

using Bytes = std::vector<std::uint8_t>;

int failures = 0;

void check(bool holds, const char* said, int line)
{
    if (holds)
        return;
    std::cout << "features.cpp:" << line << ": " << said << "\n";
    ++failures;
}

#define CHECK(...) check((__VA_ARGS__), #__VA_ARGS__, __LINE__)

shop::Card card(std::string number)
{
    return shop::CardBuilder().number(std::move(number)).build();
}

shop::Order order()
{
    return shop::OrderBuilder()
        .id(7)
        .add_items(shop::ItemBuilder().name("pen").count(2).build())
        .add_items(shop::ItemBuilder().name("ink").count(1).build())
        .payment(card("4111"))
        .put_parts("cap", shop::ItemBuilder().name("cap").count(3).build())
        .mail("a@b")
        .desk(3)
        .add_tags("new")
        .status(shop::Status::PAID)
        .build();
}

void testBuilders()
{
    const shop::Order made = order();
    CHECK(made.id == 7 && made.items.size() == 2 && made.items[1].name == "ink" && made.parts.at("cap").count == 3);
    CHECK(!made.mail && made.desk == 3); // the later one of the group
    CHECK(made.payment.kind() == shop::Payment::Kind::card && made.payment.card()->number == "4111");
    CHECK(made.payment.coin() == nullptr);
    shop::Order back;
    CHECK(back.deserialize(made.serialize()) && back == made);

    const shop::ItemBuilder incomplete = shop::ItemBuilder().name("pen");
    CHECK(incomplete.check() == std::vector<wb::Violation>{{"count", "missing-required", ""}});
    std::string said;
    try {
        shop::ItemBuilder().name("pencil").count(100).build();
    } catch (const wb::InvalidValue& invalid) {
        said = invalid.what();
        CHECK(invalid.violations().size() == 2);
    }
    CHECK(said == "name: validate, count: validate");
}

void testValidation()
{
    shop::Order wrong = order();
    CHECK(wrong.validate().empty());
    wrong.items[1].count = 100;
    wrong.parts["cap"].name = "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4";
    wrong.payment.set_coin().worth = 0;
    CHECK(wrong.validate().size() == 2); // a coin of no worth is not written
    wrong.mail = "a@b";
    shop::Order inner;
    inner.items.emplace_back().name = "pencil";
    wrong.next.emplace() = inner;
    const std::vector<wb::Violation> expected{{"", "oneof-multiple", ""},
                                              {"items[1].count", "validate", "<= 99"},
                                              {"parts[\"cap\"].name", "validate", "len <= 5"},
                                              {"next.items[0].name", "validate", "len <= 5"}};
    CHECK(wrong.validate() == expected);
    Bytes bytes;
    CHECK(wrong.try_serialize(bytes).code == "oneof-multiple" && bytes.empty());
    wrong.mail.reset();
    CHECK(wrong.try_serialize(bytes).code == "validate" && bytes.empty());

    shop::Card paid;
    paid.number = "41a1";
    CHECK(paid.validate() == std::vector<wb::Violation>{{"number", "validate", "match ^[0-9]+$"}});
    CHECK(paid.try_serialize(bytes).code == "validate");
    paid.number = "4111";
    CHECK(paid.validate().empty());

    sensor::Sensor reading;
    reading.id = 4096;
    reading.mode = static_cast<sensor::mode>(3);
    const std::vector<wb::Violation> ranges{{"id", "value-range", ""}, {"mode", "unknown-enum-value", ""}};
    CHECK(reading.validate() == ranges);

    notes::Note note;
    note.replies.resize(1);
    note.replies[0].title = std::string(11 << 20, 'x');
    CHECK(note.validate() == std::vector<wb::Violation>{{"replies[0].title", "limit-string", ""}});
}

void testClone()
{
    const shop::Order first = order();
    shop::Order copy = first.clone();
    CHECK(copy == first);
    copy.payment.card()->number = "0";
    copy.items[0].name = "cup";
    CHECK(copy != first && first.payment.card()->number == "4111" && first.items[0].name == "pen");
    CHECK(first.payment.clone() == first.payment);
}

class Desk : public shop::Shop {
public:
    shop::Order Find(const shop::Item& request) override { return shop::OrderBuilder().add_items(request).build(); }
    void Watch(const std::function<std::optional<shop::Item>()>& request,
               const std::function<void(const shop::Order&)>& result) override
    {
        while (const std::optional<shop::Item> item = request())
            result(Find(*item));
    }
};

class Cash : public shop::PaymentMethods {
public:
    std::int64_t amount() const override { return 5; }
};

void testServices()
{
    Desk desk;
    shop::Shop& shop = desk;
    int asked = 0;
    std::vector<shop::Order> orders;
    shop.Watch(
        [&]() -> std::optional<shop::Item> {
            if (++asked > 2)
                return std::nullopt;
            return shop::ItemBuilder().name("pen").count(static_cast<std::uint32_t>(asked)).build();
        },
        [&](const shop::Order& made) { orders.push_back(made); });
    CHECK(orders.size() == 2 && orders[1].items[0].count == 2);
    const Cash cash;
    const shop::PaymentMethods& methods = cash;
    CHECK(methods.amount() == 5);
}

void testPackedFields()
{
    using Layout = sensor::SensorLayout;
    static_assert(Layout::kBits == 20 && Layout::level.offset == 12 && Layout::level.width == 5);
    static_assert(Layout::id.mask == 0xFFF && Layout::ready.mask == 1u << 19);
    sensor::Sensor reading;
    reading.id = 0x123;
    reading.level = -3;
    reading.mode = sensor::mode::auto_mode;
    Bytes bytes = reading.serialize();
    CHECK(bytes.size() == 3);
    const std::uint32_t packed = reading.pack();
    CHECK((packed & Layout::id.mask) == 0x123 && (packed & Layout::ready.mask) == 0);
    CHECK(bytes
          == Bytes{static_cast<std::uint8_t>(packed >> 16), static_cast<std::uint8_t>(packed >> 8 & 0xFF),
                   static_cast<std::uint8_t>(packed & 0xFF)}); // the first byte is the highest one
    sensor::Sensor back;
    CHECK(back.unpack(packed) && back == reading);
    CHECK(!back.unpack(3u << Layout::mode.offset)); // a mode that there is not

    std::optional<std::int8_t> level;
    CHECK(!Layout::get_level(bytes, level) && level == std::int8_t{-3});
    CHECK(!Layout::set_level(bytes, std::int8_t{7}) && !Layout::set_ready(bytes, true));
    CHECK(Layout::set_level(bytes, std::int8_t{8}).code == "value-range");
    CHECK(back.deserialize(bytes) && back.level == 7 && back.ready && back.id == 0x123);
    CHECK(!Layout::set_level(bytes, std::nullopt) && back.deserialize(bytes) && !back.level && back.ready);
    std::uint16_t id = 0;
    CHECK(Layout::get_id(std::span(bytes).first(2), id).code == "truncated");
    CHECK(!Layout::get_id(bytes, id) && id == 0x123);
}

void testHooks()
{
    std::vector<std::string> calls;
    const auto note = [&](std::string_view what) {
        return [&calls, what](std::string_view type, std::size_t bytes, std::chrono::nanoseconds time) {
            calls.push_back(std::string(what) + " " + std::string(type) + " " + std::to_string(bytes)
                            + (time.count() < 0 ? " early" : ""));
        };
    };
    const wb::Hooks hooks{note("encode"), note("decode")};
    wb::set_hooks(&hooks);
    const shop::Card paid = card("12");
    const Bytes bytes = paid.serialize();
    shop::Card back;
    CHECK(back.deserialize(bytes) && !back.deserialize(std::span(bytes).first(1)));
    wb::set_hooks(nullptr);
    CHECK(paid.serialize() == bytes);
    const std::string size = std::to_string(bytes.size());
    CHECK(calls == std::vector<std::string>{"encode Card " + size, "decode Card " + size, "decode Card 1"});
}

void testPools()
{
    wb::BufferPool pool(2, 1000);
    const std::uint8_t* memory = nullptr;
    {
        wb::BufferPool::Buffer buffer = pool.take();
        CHECK(!order().serialize_into(buffer.bytes) && !buffer.bytes.empty());
        memory = buffer.bytes.data();
        const std::size_t before = buffer.bytes.size();
        CHECK(!order().serialize_into(buffer.bytes) && buffer.bytes.size() == before); // not appended
        CHECK(buffer.bytes.data() == memory && pool.idle() == 0);
    }
    CHECK(pool.idle() == 1);
    wb::BufferPool::Buffer again = pool.take();
    CHECK(again.bytes.empty() && !order().serialize_into(again.bytes) && again.bytes.data() == memory);
    wb::BufferPool::Buffer large = pool.take();
    large.bytes.resize(2000);
    again = std::move(large); // both are held until they go
    CHECK(pool.idle() == 0);
}

/// Hands the bytes over in pieces; gives the values, and the error at the end.
template <class Reader, class Value, class Take>
wb::Error readInPieces(Reader reader, std::span<const std::uint8_t> bytes, std::size_t piece, Value value, Take take)
{
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.subspan(at, std::min(piece, bytes.size() - at)));
        while (reader.next(value) == wb::Step::value)
            take(value);
    }
    return reader.finish();
}

void testFrames()
{
    shop::StreamWriter writer(shop::kLimits);
    Bytes bytes;
    std::vector<shop::StreamItem> items(3);
    items[0].type = static_cast<std::uint8_t>(shop::FrameKind::header);
    items[0].key = "app";
    items[0].text = "shop";
    items[1].type = static_cast<std::uint8_t>(shop::FrameKind::data);
    items[1].message = order();
    items[2].type = static_cast<std::uint8_t>(shop::FrameKind::data);
    items[2].message = card("4111");
    for (const shop::StreamItem& item : items)
        CHECK(!writer.append(bytes, item));
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        std::vector<shop::StreamItem> got;
        const wb::Error error = readInPieces(shop::StreamReader(shop::kLimits), bytes, piece, shop::StreamItem(),
                                             [&](const shop::StreamItem& item) { got.push_back(item); });
        CHECK(!error && got == items);
    }
    const wb::Error cut = readInPieces(shop::StreamReader(shop::kLimits), std::span(bytes).first(bytes.size() - 1), 3,
                                       shop::StreamItem(), [](const shop::StreamItem&) {});
    CHECK(cut.code == "truncated" && cut.offset == bytes.size() - 1);
}

void testMessages()
{
    Bytes bytes;
    const devices::Moved moved{.to = {.x = 5, .label = "here"}, .path = {{.x = 1, .label = "a"}}};
    const std::vector<devices::AnyMessage> messages{moved, devices::Gone{.id = 9}};
    for (const devices::AnyMessage& message : messages)
        CHECK(!devices::MessageFormat::write(message, bytes));
    bytes[bytes.size() - 16] ^= 0xFF; // another type id
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        std::vector<devices::AnyMessage> got;
        const wb::Error error
            = readInPieces(devices::MessageReader(devices::kLimits), bytes, piece, devices::AnyMessage(),
                           [&](const devices::AnyMessage& message) { got.push_back(message); });
        CHECK(!error && got.size() == 2 && got[0] == messages[0]);
        CHECK(std::get<wb::UnknownMessage>(got[1]).bytes.size() == 16);
    }
}

void testDelimited()
{
    Bytes bytes;
    std::vector<notes::Note> all(3);
    all[1].title = "two";
    all[1].marks = {1, 300, 70000};
    all[2].author = "me";
    for (const notes::Note& note : all)
        CHECK(!wb::append_delimited(bytes, note, notes::kLimits));
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        std::vector<notes::Note> got;
        const wb::Error error = readInPieces(wb::DelimitedReader<notes::Note>(notes::kLimits), bytes, piece,
                                             notes::Note(), [&](const notes::Note& note) { got.push_back(note); });
        CHECK(!error && got == all);
    }
}

void testConcatenated()
{
    Bytes bytes;
    std::vector<sensor::Sensor> all(4);
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].id = static_cast<std::uint16_t>(i * 1000);
        CHECK(!all[i].try_serialize(bytes));
    }
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        std::vector<sensor::Sensor> got;
        const wb::Error error = readInPieces(wb::ConcatenatedReader<sensor::Sensor>(sensor::kLimits), bytes, piece,
                                             sensor::Sensor(), [&](const sensor::Sensor& one) { got.push_back(one); });
        CHECK(!error && got == all);
    }
}

void testTime()
{
    notes::Note note;
    note.replies.resize(200'000);
    const Bytes structs = note.serialize();
    wb::Options options = notes::kLimits;
    CHECK(options.milliseconds == 30'000);
    notes::Note back;
    CHECK(!back.try_deserialize(structs, options));
    options.milliseconds = 1;
    CHECK(back.try_deserialize(structs, options).code == "limit-time");
    CHECK(!back.try_deserialize(notes::Note().serialize(), options));
    options.milliseconds = 0;
    CHECK(!back.try_deserialize(structs, options) && back.replies.size() == note.replies.size());

    shop::Order order;
    for (int i = 0; i < 100'000; ++i)
        order.parts[std::to_string(i)].count = 1;
    options = shop::kLimits;
    options.milliseconds = 1;
    CHECK(shop::Order().try_deserialize(order.serialize(), options).code == "limit-time");
}

void testOptions()
{
    const Bytes bytes = order().serialize();
    shop::Order back;
    wb::Options options = shop::kLimits;
    options.array_elements = 1;
    CHECK(back.try_deserialize(bytes, options).code == "limit-array");
    CHECK(order().serialized_size() == bytes.size());
    options = shop::kLimits;
    options.message_bytes = bytes.size() - 1;
    CHECK(back.try_deserialize(bytes, options).code == "limit-message");
    Bytes out;
    CHECK(order().try_serialize(out, options).code == "limit-message" && out.empty());

    const Bytes paid = card("1").serialize();
    shop::Item item; // takes the text for its name, and lacks what it must have
    CHECK(item.try_deserialize(paid).code == "missing-required");
    const Bytes strange = shop::OrderBuilder().status(shop::Status::PAID).build().serialize();
    shop::Card narrow;
    CHECK(!narrow.try_deserialize(strange) && !narrow.unknown_fields.empty());
    CHECK(narrow.serialize() == strange);
    options = shop::kLimits;
    options.strict = true;
    CHECK(narrow.try_deserialize(strange, options).code == "unknown-field");
    notes::Note note;
    note.title = "\xFF";
    const Bytes text = note.serialize();
    CHECK(note.try_deserialize(text).code == "invalid-utf8");
    options = notes::kLimits;
    options.validate_utf8 = false;
    CHECK(!note.try_deserialize(text, options) && note.title == "\xFF");
    sensor::Sensor reading;
    CHECK(reading.try_deserialize({}).code == "truncated");
}

} // namespace

int main()
{
    testBuilders();
    testValidation();
    testClone();
    testServices();
    testPackedFields();
    testHooks();
    testPools();
    testFrames();
    testMessages();
    testDelimited();
    testConcatenated();
    testOptions();
    testTime();
    if (failures == 0)
        std::cout << "done\n";
    return failures == 0 ? 0 : 1;
}
