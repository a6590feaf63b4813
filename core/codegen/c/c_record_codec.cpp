// SPDX-License-Identifier: MIT
// Records of bits: a place for each field that is known when the code is printed.
#include "core/codegen/c/c_codec.h"

#include <algorithm>

namespace wirebench::c {

namespace {

class RecordPrinter : public CodecPrinter {
public:
    using CodecPrinter::CodecPrinter;

    void write()
    {
        function(Function::Size, [this](CodeWriter& out) { out.line("return $1;", std::to_string(bytes())); });
        function(Function::Put, [this](CodeWriter& out) {
            out.line("return wb_put_whole_record(e, $1, at, memory);", nodeAt('e', entry().node));
        });
        function(Function::Get, [this](CodeWriter& out) {
            out.line("return wb_get_whole_record(d, $1, at, end, memory);", nodeAt('d', entry().node));
        });
    }

private:
    std::uint64_t bytes() const { return std::max<std::uint64_t>(1, (node().minBits + 7) / 8); }
};

} // namespace

void writeRecordCodec(CodeWriter& out, const Context& context, std::uint32_t index)
{
    RecordPrinter(out, context, index).write();
}

} // namespace wirebench::c
