// SPDX-License-Identifier: MIT
#include "core/codegen/rust/rust_runtime.h"

namespace wirebench::embedded {

extern const std::string_view rust_base;
extern const std::string_view rust_decoder;
extern const std::string_view rust_tagged;
extern const std::string_view rust_measure;
extern const std::string_view rust_writer;
extern const std::string_view rust_encoding;
extern const std::string_view rust_patterns;
extern const std::string_view rust_scalars;
extern const std::string_view rust_contents;
extern const std::string_view rust_values;
extern const std::string_view rust_series;
extern const std::string_view rust_number_series;
extern const std::string_view rust_text_series;
extern const std::string_view rust_maps;
extern const std::string_view rust_unions;
extern const std::string_view rust_sequences;
extern const std::string_view rust_records;
extern const std::string_view rust_bit_fields;
extern const std::string_view rust_streams;
extern const std::string_view rust_frames;
extern const std::string_view rust_views;
extern const std::string_view rust_json;
extern const std::string_view rust_json_values;
extern const std::string_view rust_json_text;
extern const std::string_view rust_json_contents;
extern const std::string_view rust_json_numbers;
extern const std::string_view rust_json_objects;
extern const std::string_view rust_json_streams;

} // namespace wirebench::embedded

namespace wirebench::rust {

std::vector<std::string_view> runtimeParts(bool json)
{
    std::vector<std::string_view> parts{
        embedded::rust_base,        embedded::rust_decoder,    embedded::rust_tagged,   embedded::rust_measure,
        embedded::rust_writer,      embedded::rust_encoding,   embedded::rust_patterns, embedded::rust_scalars,
        embedded::rust_contents,    embedded::rust_values,     embedded::rust_series,   embedded::rust_number_series,
        embedded::rust_text_series, embedded::rust_maps,       embedded::rust_unions,   embedded::rust_sequences,
        embedded::rust_records,     embedded::rust_bit_fields, embedded::rust_streams,  embedded::rust_frames,
        embedded::rust_views};
    if (json)
        parts.insert(parts.end(),
                     {embedded::rust_json, embedded::rust_json_values, embedded::rust_json_text,
                      embedded::rust_json_contents, embedded::rust_json_numbers, embedded::rust_json_objects,
                      embedded::rust_json_streams});
    return parts;
}

} // namespace wirebench::rust
