// SPDX-License-Identifier: MIT
#include "core/codegen/swift/swift_runtime.h"

#include <vector>

namespace wirebench {

namespace embedded {

extern const std::string_view swift_clock;
extern const std::string_view swift_errors;
extern const std::string_view swift_codecs;
extern const std::string_view swift_access;
extern const std::string_view swift_fields;
extern const std::string_view swift_structs;
extern const std::string_view swift_bit_composites;
extern const std::string_view swift_bits;
extern const std::string_view swift_content;
extern const std::string_view swift_encoding;
extern const std::string_view swift_enums;
extern const std::string_view swift_features;
extern const std::string_view swift_frame_reader;
extern const std::string_view swift_frame_writer;
extern const std::string_view swift_frames;
extern const std::string_view swift_json_dates;
extern const std::string_view swift_json_decimal;
extern const std::string_view swift_json_floats;
extern const std::string_view swift_json_output;
extern const std::string_view swift_json_parser;
extern const std::string_view swift_json_text;
extern const std::string_view swift_json_tree;
extern const std::string_view swift_json_types;
extern const std::string_view swift_json_values;
extern const std::string_view swift_leaves;
extern const std::string_view swift_lists;
extern const std::string_view swift_lookahead;
extern const std::string_view swift_map_codec;
extern const std::string_view swift_maps;
extern const std::string_view swift_number_text;
extern const std::string_view swift_presence;
extern const std::string_view swift_reader;
extern const std::string_view swift_records;
extern const std::string_view swift_reference_cases;
extern const std::string_view swift_reference_json;
extern const std::string_view swift_references;
extern const std::string_view swift_rule_patterns;
extern const std::string_view swift_rules;
extern const std::string_view swift_scalars;
extern const std::string_view swift_sequences;
extern const std::string_view swift_series;
extern const std::string_view swift_series_numbers;
extern const std::string_view swift_series_texts;
extern const std::string_view swift_stream_dispatch;
extern const std::string_view swift_stream_messages;
extern const std::string_view swift_stream_reader;
extern const std::string_view swift_stream_types;
extern const std::string_view swift_string_table;
extern const std::string_view swift_tagged;
extern const std::string_view swift_tagged_fields;
extern const std::string_view swift_tagged_lists;
extern const std::string_view swift_tagged_values;
extern const std::string_view swift_texts;
extern const std::string_view swift_utf8;
extern const std::string_view swift_views;
extern const std::string_view swift_writer;

} // namespace embedded

namespace swift {

std::span<const std::string_view> runtimeParts()
{
    static const std::vector<std::string_view> parts{
        // It imports, so it stands first.
        embedded::swift_clock,
        embedded::swift_errors,
        embedded::swift_codecs,
        embedded::swift_access,
        embedded::swift_fields,
        embedded::swift_structs,
        embedded::swift_bit_composites,
        embedded::swift_bits,
        embedded::swift_content,
        embedded::swift_encoding,
        embedded::swift_enums,
        embedded::swift_features,
        embedded::swift_frame_reader,
        embedded::swift_frame_writer,
        embedded::swift_frames,
        embedded::swift_json_dates,
        embedded::swift_json_decimal,
        embedded::swift_json_floats,
        embedded::swift_json_output,
        embedded::swift_json_parser,
        embedded::swift_json_text,
        embedded::swift_json_tree,
        embedded::swift_json_types,
        embedded::swift_json_values,
        embedded::swift_leaves,
        embedded::swift_lists,
        embedded::swift_lookahead,
        embedded::swift_map_codec,
        embedded::swift_maps,
        embedded::swift_number_text,
        embedded::swift_presence,
        embedded::swift_reader,
        embedded::swift_records,
        embedded::swift_reference_cases,
        embedded::swift_reference_json,
        embedded::swift_references,
        embedded::swift_rule_patterns,
        embedded::swift_rules,
        embedded::swift_scalars,
        embedded::swift_sequences,
        embedded::swift_series,
        embedded::swift_series_numbers,
        embedded::swift_series_texts,
        embedded::swift_stream_dispatch,
        embedded::swift_stream_messages,
        embedded::swift_stream_reader,
        embedded::swift_stream_types,
        embedded::swift_string_table,
        embedded::swift_tagged,
        embedded::swift_tagged_fields,
        embedded::swift_tagged_lists,
        embedded::swift_tagged_values,
        embedded::swift_texts,
        embedded::swift_utf8,
        embedded::swift_views,
        embedded::swift_writer,
    };
    return parts;
}

} // namespace swift

} // namespace wirebench
