// SPDX-License-Identifier: MIT
#pragma once

#include "core/formats/format.h"

#include <string>
#include <vector>

namespace wirebench::bitschema {

/// What may be written at an offset of a schema text.
struct CompletionContext {
    enum class Place : std::uint8_t { Nowhere, Key, Value };
    enum class Object : std::uint8_t { Document, Field, KeyedField, Element, Other };

    Place place = Place::Nowhere;
    Object object = Object::Other; ///< The object the key belongs to.
    bool json = true; ///< Texts and keys stand in quotes.
    bool valueFollows = false; ///< Key: a colon is there already.
    std::string key; ///< Value: the key it is for.
    std::string type; ///< The object's `type`, as far as it is written.
    std::vector<std::string> siblings; ///< Keys the object has besides the one at the offset.
    TextRange replace; ///< What a completion takes the place of.
};

CompletionContext completionContext(const SchemaSource& source, std::uint32_t offset);

/// The same for YAML. Works on lines and their indentation, since a line that is being typed is often no YAML yet.
CompletionContext yamlCompletionContext(std::string_view text, std::uint32_t offset);

/// What an object is by its place: the keys and list items (empty) that lead to it from the document.
CompletionContext::Object objectAt(const std::vector<std::string>& path);

} // namespace wirebench::bitschema
