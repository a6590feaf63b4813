// SPDX-License-Identifier: MIT
#include "core/codegen/typescript/typescript_runtime.h"

#include <vector>

namespace wirebench {

namespace embedded {

extern const std::string_view typescript_errors;
extern const std::string_view typescript_json;
extern const std::string_view typescript_reader;
extern const std::string_view typescript_writer;
extern const std::string_view typescript_shapes;
extern const std::string_view typescript_numbers;
extern const std::string_view typescript_floats;
extern const std::string_view typescript_texts;
extern const std::string_view typescript_content;
extern const std::string_view typescript_big_numbers;
extern const std::string_view typescript_bits;
extern const std::string_view typescript_structs;
extern const std::string_view typescript_sequences;
extern const std::string_view typescript_series;
extern const std::string_view typescript_series_numbers;
extern const std::string_view typescript_series_texts;
extern const std::string_view typescript_maps;
extern const std::string_view typescript_references;
extern const std::string_view typescript_reference_json;
extern const std::string_view typescript_tagged;
extern const std::string_view typescript_repeated;
extern const std::string_view typescript_string_table;
extern const std::string_view typescript_records;
extern const std::string_view typescript_record_structs;
extern const std::string_view typescript_encoding;
extern const std::string_view typescript_streams;
extern const std::string_view typescript_messages;
extern const std::string_view typescript_frames;
extern const std::string_view typescript_frame_writer;
extern const std::string_view typescript_frame_reader;
extern const std::string_view typescript_dispatch;

} // namespace embedded

namespace typescript {

std::span<const std::string_view> runtimeParts()
{
    static const std::vector<std::string_view> parts{
        embedded::typescript_errors,         embedded::typescript_json,         embedded::typescript_reader,
        embedded::typescript_writer,         embedded::typescript_shapes,       embedded::typescript_numbers,
        embedded::typescript_floats,         embedded::typescript_texts,        embedded::typescript_content,
        embedded::typescript_big_numbers,    embedded::typescript_bits,         embedded::typescript_structs,
        embedded::typescript_sequences,      embedded::typescript_series,       embedded::typescript_series_numbers,
        embedded::typescript_series_texts,   embedded::typescript_maps,         embedded::typescript_references,
        embedded::typescript_reference_json, embedded::typescript_tagged,       embedded::typescript_repeated,
        embedded::typescript_string_table,   embedded::typescript_records,      embedded::typescript_record_structs,
        embedded::typescript_encoding,       embedded::typescript_streams,      embedded::typescript_messages,
        embedded::typescript_frames,         embedded::typescript_frame_writer, embedded::typescript_frame_reader,
        embedded::typescript_dispatch,
    };
    return parts;
}

} // namespace typescript

} // namespace wirebench
