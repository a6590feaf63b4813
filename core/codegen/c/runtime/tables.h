// SPDX-License-Identifier: MIT

/* The tables of a schema, which generated code brings and the engine reads. Nothing in them is for hands. */

#define WB_NONE 0xFFFFFFFFu

enum {
    WB_OP_BITS,
    WB_OP_FIXED,
    WB_OP_TEXT,
    WB_OP_SEQUENCE,
    WB_OP_MESSAGE,
    WB_OP_LIST,
    WB_OP_OPTIONAL,
    WB_OP_RECORD,
    WB_OP_SLOTS,
    WB_OP_VARINT,
    WB_OP_CONTENT,
    WB_OP_TAGGED,
    WB_OP_PRESENCE_MAP,
    WB_OP_SERIES,
    WB_OP_MAP,
    WB_OP_REFERENCE
};

/* What a value is in memory. */
enum {
    WB_KIND_NONE,
    WB_KIND_BOOL,
    WB_KIND_UINT,
    WB_KIND_INT,
    WB_KIND_FLOAT,
    WB_KIND_TEXT,
    WB_KIND_BYTES,
    WB_KIND_ENUM,
    WB_KIND_FLAGS,
    WB_KIND_DATE,
    WB_KIND_TIME,
    WB_KIND_COMPLEX,
    WB_KIND_UUID,
    WB_KIND_DECIMAL,
    WB_KIND_BIGINT,
    WB_KIND_STRUCT,
    WB_KIND_LIST,
    WB_KIND_MAP,
    WB_KIND_UNION
};

enum {
    WB_SELF = 1, /* Delimits itself. */
    WB_SIGNED = 2,
    WB_CANONICAL_FLOAT = 4,
    WB_REVERSED = 8,
    WB_FIXED_COUNT = 16,
    WB_FLAT = 32, /* In memory as on the wire of a little-endian machine. */
    WB_ONEOF = 64,
    WB_INLINE_BYTES = 128 /* Bytes of a fixed number, in place. */
};

enum { WB_CODING_PLAIN, WB_CODING_SIGN_EXTENDED, WB_CODING_ZIGZAG };

enum {
    WB_SERIES_PACKED,
    WB_SERIES_BITS,
    WB_SERIES_COUNTED,
    WB_SERIES_DELTA,
    WB_SERIES_RUN_LENGTH,
    WB_SERIES_DICTIONARY,
    WB_SERIES_SPARSE,
    WB_SERIES_PREFIX,
    WB_SERIES_BIT_PACKED
};

struct wb_encoder;
struct wb_decoder;

/* The functions that are printed for a struct. */
typedef struct wb_code {
    size_t (*size)(struct wb_encoder *e, const void *value);
    uint8_t *(*put)(struct wb_encoder *e, uint8_t *at, const void *value);
    const uint8_t *(*get)(struct wb_decoder *d, const uint8_t *at, const uint8_t *end, void *value);
} wb_code;

typedef struct wb_node {
    const wb_code *code; /* Null where the engine does it all. */
    uint8_t op;
    uint8_t kind;
    uint8_t bits; /* Of a number in memory. */
    uint8_t prefix; /* Bytes of a length or count. */
    uint8_t coding; /* Of a varint or a series. */
    uint8_t bit_width; /* Of bit-packed elements. */
    uint8_t count_bits;
    uint8_t flags;
    uint32_t size; /* Of the value in memory. */
    uint32_t stride; /* Of an element or entry in memory. */
    uint32_t detail; /* Enum, flags, date, reference. */
    uint32_t first_slot;
    uint32_t slot_count;
    uint32_t first_order; /* Slots in the order of writing. */
    uint32_t first_number; /* Slots by number. */
    uint32_t unknown; /* Offset of the unknown fields; WB_NONE. */
    uint32_t strings; /* Offset of the string table that came with them; WB_NONE. */
    uint64_t min_bits;
    uint64_t capacity;
    uint64_t lowest;
    uint64_t highest;
    uint64_t type_id;
} wb_node;

enum { WB_ALWAYS, WB_OPTIONAL, WB_DEFAULT, WB_REQUIRED, WB_REPEATED };

enum {
    WB_SLOT_PRESENCE_BIT = 1,
    WB_SLOT_BOXED = 2, /* A pointer stands in the struct. */
    WB_SLOT_FIELD = 4, /* There is something in memory. */
    WB_SLOT_MUST = 8, /* JSON must give it. */
    WB_SLOT_NULL = 16, /* null means that it is left out. */
    WB_SLOT_COUNTS = 32 /* Its absence is looked at. */
};

typedef struct wb_slot {
    const char *name;
    uint32_t node;
    uint32_t value; /* Offset in memory. */
    uint32_t has; /* Offset of the bool that says whether there is a value; WB_NONE. */
    uint32_t number;
    uint16_t oneof;
    uint8_t occurs;
    uint8_t flags;
    uint32_t first_form;
    uint32_t form_count;
    uint32_t default_bytes;
    uint32_t first_rule;
    uint32_t rule_count;
    uint64_t offset; /* Bits from the start of a record. */
    uint64_t zeros; /* Elements and structs that a missing one stands for. */
} wb_slot;

enum { WB_FORM_VALUE, WB_FORM_ELEMENT, WB_FORM_RUN, WB_FORM_BIT_RUN, WB_FORM_TABLE_INDEX };

typedef struct wb_form {
    uint8_t wire_type;
    uint8_t form;
} wb_form;

typedef struct wb_number {
    uint32_t number;
    uint32_t slot;
} wb_number;

typedef struct wb_name {
    const char *name;
    uint64_t number; /* Of flags: the bit. */
} wb_name;

typedef struct wb_names {
    const wb_name *names;
    uint32_t count;
    bool open; /* Numbers without a name are values too. */
    uint64_t defined;
} wb_names;

typedef struct wb_date {
    int64_t origin;
    int64_t unit;
    uint64_t units;
} wb_date;

enum { WB_BY_ID, WB_BY_NAME, WB_BY_HASH, WB_BY_BARE_ID };

typedef struct wb_reference {
    uint8_t by;
    uint32_t first_type;
    uint32_t type_count;
} wb_reference;

typedef struct wb_reference_type {
    uint64_t id;
    uint32_t hash;
    uint32_t node;
    const char *wire_name;
    const char *short_name;
    const char *full_name;
} wb_reference_type;

enum { WB_LESS, WB_LESS_EQUAL, WB_EQUAL, WB_NOT_EQUAL, WB_GREATER_EQUAL, WB_GREATER };
enum { WB_LITERAL_INT, WB_LITERAL_UINT, WB_LITERAL_FLOAT, WB_LITERAL_TEXT };

enum {
    WB_MATCH_BYTE,
    WB_MATCH_SPLIT,
    WB_MATCH_FOUND,
    WB_MATCH_TEXT_BEGIN,
    WB_MATCH_TEXT_END,
    WB_MATCH_LINE_BEGIN,
    WB_MATCH_LINE_END,
    WB_MATCH_WORD_EDGE,
    WB_MATCH_NO_WORD_EDGE
};

enum { WB_MOST_STEPS = 2048 };

typedef struct wb_match_step {
    uint8_t op;
    uint16_t next;
    uint16_t other; /* Of a split: a second step; of a byte: index of the set it is in. */
} wb_match_step;

/* A bit a byte. */
typedef struct wb_match_set {
    uint32_t words[8];
} wb_match_set;

/* A regular expression. */
typedef struct wb_pattern {
    const wb_match_step *steps;
    const wb_match_set *sets;
    uint32_t step_count;
} wb_pattern;

typedef struct wb_rule {
    bool unchecked; /* A regular expression with too many steps. */
    bool length; /* Of the length, not of the value. */
    uint8_t relation;
    uint8_t literal;
    int64_t integer;
    uint64_t natural;
    double fraction;
    wb_text text;
    const wb_pattern *pattern; /* What the text is searched for; null for the other rules. */
} wb_rule;

enum { WB_SKIP_NONE, WB_SKIP_VARINT, WB_SKIP_FIXED32, WB_SKIP_FIXED64, WB_SKIP_LENGTH, WB_SKIP_REFERENCE };

enum { WB_BODY_NONE, WB_BODY_MESSAGE, WB_BODY_PAIR, WB_BODY_CODE, WB_BODY_OPAQUE, WB_BODY_NUMBER, WB_BODY_TEXT };

typedef struct wb_frame_type {
    const char *name;
    uint8_t body;
    uint8_t most_bytes; /* 0: any number. */
    bool ends_stream;
    bool abandons_message;
} wb_frame_type;

typedef enum wb_framing {
    WB_FRAMING_NONE,
    WB_FRAMING_MESSAGES, /* Messages with headers of type id and size. */
    WB_FRAMING_DELIMITED, /* Each value behind its length. */
    WB_FRAMING_FRAMES,
    WB_FRAMING_CONCATENATED /* One after another without anything between. */
} wb_framing;

typedef struct wb_type {
    const char *name;
    const char *full_name;
    uint32_t node;
    uint8_t framings; /* A bit for each that several of them can have. */
} wb_type;

typedef struct wb_schema {
    const char *package; /* Whose types bare names mean. */
    const wb_node *nodes;
    const wb_slot *slots;
    const uint32_t *order;
    const wb_number *numbers;
    const wb_form *forms;
    const wb_names *enums;
    const wb_names *flags;
    const wb_date *dates;
    const wb_reference *references;
    const wb_reference_type *reference_types;
    const wb_name *known_types;
    const wb_rule *rules;
    const wb_bytes *defaults;
    const wb_type *types;
    const wb_frame_type *frames; /* 16 of them; null where there are none. */
    uint32_t type_count;
    uint32_t known_type_count;
    uint8_t skip[8];
    uint8_t table_wire_type; /* 0xFF: there is no string table. */
    bool guess_inline_text;
    bool merge_unknown;
    bool enums_by_number;
    bool nulls_shown;
    wb_framing framing; /* That of a buffer when nobody says more. */
    wb_reference messages; /* Of stream frames. */
    wb_options limits;
} wb_schema;
