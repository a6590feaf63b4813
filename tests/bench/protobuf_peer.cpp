// SPDX-License-Identifier: MIT
// The peer: the same data as Protocol Buffers messages whose schema, like ours, is known at run time only.
#include "tests/bench/registry.h"

#include <benchmark/benchmark.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>

#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace wirebench::bench {

namespace {

namespace pb = google::protobuf;
using Field = pb::FieldDescriptorProto;

struct FieldRow {
    const char* name;
    Field::Type type;
    const char* message; // of an array of messages, else null
};

void addMessage(pb::FileDescriptorProto& file, const char* name, std::initializer_list<FieldRow> rows)
{
    pb::DescriptorProto* message = file.add_message_type();
    message->set_name(name);
    int number = 0;
    for (const FieldRow& row : rows) {
        Field* field = message->add_field();
        field->set_name(row.name);
        field->set_number(++number);
        field->set_type(row.type);
        field->set_label(row.message ? Field::LABEL_REPEATED : Field::LABEL_OPTIONAL);
        if (row.message)
            field->set_type_name(row.message);
    }
}

pb::FileDescriptorProto registryFile()
{
    pb::FileDescriptorProto file;
    file.set_name("plugin_registry.proto");
    file.set_syntax("proto3");
    addMessage(file, "PluginRegistry",
               {{"plugins", Field::TYPE_MESSAGE, "Plugin"},
                {"total_plugin_count", Field::TYPE_UINT32, nullptr},
                {"total_parameter_count", Field::TYPE_UINT32, nullptr}});
    addMessage(file, "Plugin",
               {{"name", Field::TYPE_STRING, nullptr},
                {"manufacturer_id", Field::TYPE_STRING, nullptr},
                {"component_type", Field::TYPE_STRING, nullptr},
                {"component_subtype", Field::TYPE_STRING, nullptr},
                {"parameters", Field::TYPE_MESSAGE, "Parameter"}});
    addMessage(file, "Parameter",
               {{"address", Field::TYPE_UINT64, nullptr},
                {"display_name", Field::TYPE_STRING, nullptr},
                {"identifier", Field::TYPE_STRING, nullptr},
                {"unit", Field::TYPE_STRING, nullptr},
                {"min_value", Field::TYPE_FLOAT, nullptr},
                {"max_value", Field::TYPE_FLOAT, nullptr},
                {"default_value", Field::TYPE_FLOAT, nullptr},
                {"current_value", Field::TYPE_FLOAT, nullptr},
                {"raw_flags", Field::TYPE_UINT32, nullptr},
                {"is_writable", Field::TYPE_BOOL, nullptr},
                {"can_ramp", Field::TYPE_BOOL, nullptr}});
    return file;
}

struct Peer {
    pb::DescriptorPool pool;
    pb::DynamicMessageFactory factory{&pool};
    const pb::Message* prototype = nullptr;
    std::unique_ptr<pb::Message> message;
    std::string bytes;

    Peer()
    {
        const pb::FileDescriptor* file = pool.BuildFile(registryFile());
        prototype = factory.GetPrototype(file->FindMessageTypeByName("PluginRegistry"));
        message.reset(prototype->New());
        const auto status = pb::util::JsonStringToMessage(registryJson(), message.get());
        if (!status.ok() || !message->SerializeToString(&bytes)) {
            std::fprintf(stderr, "The benchmark cannot run: the sample does not fit the peer's schema: %s\n",
                         status.ToString().c_str());
            std::exit(1);
        }
    }
};

const Peer& peer()
{
    static const Peer instance;
    return instance;
}

// Looks at every field once, as an inspector must.
std::uint64_t visit(const pb::Message& message)
{
    const pb::Descriptor& type = *message.GetDescriptor();
    const pb::Reflection& reflection = *message.GetReflection();
    std::uint64_t sum = 0;
    std::string scratch;
    for (int i = 0; i < type.field_count(); ++i) {
        const pb::FieldDescriptor* field = type.field(i);
        switch (field->cpp_type()) {
        case pb::FieldDescriptor::CPPTYPE_MESSAGE:
            for (int k = 0, count = reflection.FieldSize(message, field); k < count; ++k)
                sum += visit(reflection.GetRepeatedMessage(message, field, k));
            break;
        case pb::FieldDescriptor::CPPTYPE_STRING:
            sum += reflection.GetStringReference(message, field, &scratch).size();
            break;
        case pb::FieldDescriptor::CPPTYPE_UINT32:
            sum += reflection.GetUInt32(message, field);
            break;
        case pb::FieldDescriptor::CPPTYPE_UINT64:
            sum += reflection.GetUInt64(message, field);
            break;
        case pb::FieldDescriptor::CPPTYPE_FLOAT:
            sum += reflection.GetFloat(message, field) > 0 ? 1u : 0u;
            break;
        default:
            sum += reflection.GetBool(message, field) ? 1u : 0u;
            break;
        }
    }
    return sum;
}

void parseAndVisit(benchmark::State& state)
{
    const Peer& instance = peer();
    for (auto _ : state) {
        const std::unique_ptr<pb::Message> message(instance.prototype->New());
        message->ParseFromString(instance.bytes);
        benchmark::DoNotOptimize(visit(*message));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(instance.bytes.size()));
}

void serialize(benchmark::State& state)
{
    const Peer& instance = peer();
    for (auto _ : state) {
        std::string bytes;
        instance.message->SerializeToString(&bytes);
        benchmark::DoNotOptimize(bytes.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(instance.bytes.size()));
}

} // namespace

void addProtobufBenchmarks()
{
    benchmark::RegisterBenchmark(kPeerDecode, parseAndVisit)->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(kPeerEncode, serialize)->Unit(benchmark::kMicrosecond);
}

} // namespace wirebench::bench
