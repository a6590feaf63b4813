// SPDX-License-Identifier: MIT
#include "core/wire/annotation_sink.h"
#include "core/wire/tagged_fields.h"
#include "core/wire/tagged_leaves.h"
#include "core/wire/tagged_map.h"
#include "core/wire/tagged_message.h"
#include "core/wire/tagged_missing.h"
#include "core/wire/tagged_reference.h"
#include "core/wire/tagged_series.h"
#include "core/wire/tagged_straight.h"
#include "core/wire/tagged_table.h"

namespace wirebench {

template class TaggedDecoder<AnnotationSink>;

} // namespace wirebench
