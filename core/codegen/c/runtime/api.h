// SPDX-License-Identifier: MIT

/* The engine. Generated code has functions of the same names for each type, which are what to call. `options` may be
   null: then the limits of the format hold. */

/* Bytes that a value takes. */
wb_status wb_encoded_size(const wb_schema *schema, uint32_t node, const void *value, const wb_options *options,
                          size_t *size);
/* Writes a value into `buffer`; `written` are the bytes it takes, also where there is too little room for them. */
wb_status wb_encode(const wb_schema *schema, uint32_t node, const void *value, uint8_t *buffer, size_t capacity,
                    size_t *written, const wb_options *options);
/* Appends a value to a buffer. */
wb_status wb_append(const wb_schema *schema, uint32_t node, const void *value, wb_buffer *out,
                    const wb_options *options);
/* Reads a value; what it refers to lies in `arena`. */
wb_status wb_decode(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const uint8_t *data,
                    size_t size, const wb_options *options);
/* The same of a value that may be followed by other bytes; `used` are its own. */
wb_status wb_decode_first(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const uint8_t *data,
                          size_t size, size_t *used, const wb_options *options);
/* Sets a value to what its fields have when they are missing. */
wb_status wb_init(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena);
/* Looks whether a value could be encoded: its ranges, counts, required fields and rules. */
wb_status wb_validate(const wb_schema *schema, uint32_t node, const void *value, const wb_options *options);
bool wb_equal(const wb_schema *schema, uint32_t node, const void *a, const void *b);
/* Copies a value with all that it refers to. */
wb_status wb_clone(const wb_schema *schema, uint32_t node, void *to, const void *from, wb_arena *arena);

/* JSON. `type` is the name of the value's type to put in front; null for none. */
wb_status wb_to_json(const wb_schema *schema, uint32_t node, const void *value, const char *type, wb_buffer *json);
wb_status wb_from_json(const wb_schema *schema, uint32_t node, void *value, wb_arena *arena, const char *json,
                       size_t size);

/* From the JSON of a value of the type with this name to bytes, and the other way. */
wb_status wb_encode_json(const wb_schema *schema, const char *type, const char *json, size_t size, wb_buffer *out,
                         const wb_options *options);
wb_status wb_decode_json(const wb_schema *schema, const char *type, const uint8_t *data, size_t size, wb_buffer *json,
                         const wb_options *options);

/* A JSON text that was read. */
typedef enum wb_json_kind {
    WB_JSON_NULL,
    WB_JSON_BOOL,
    WB_JSON_NUMBER,
    WB_JSON_STRING,
    WB_JSON_ARRAY,
    WB_JSON_OBJECT
} wb_json_kind;

typedef struct wb_json {
    wb_json_kind kind;
    bool truth;
    bool lone_surrogate; /* A string with half of a surrogate pair. */
    wb_text text; /* Of a string; the literal of a number. */
    wb_text *keys; /* Of an object, one an item. */
    struct wb_json *items; /* Of an array or object. */
    size_t count;
} wb_json;

wb_status wb_json_parse(wb_json *json, wb_arena *arena, const char *text, size_t size);
/* The member with this key; null when there is none. */
const wb_json *wb_json_find(const wb_json *json, const char *key);
/* Appends a JSON text; that of a string with its quotes. */
bool wb_json_print(wb_buffer *out, const wb_json *json);

/* Compression by the algorithm that a stream names ("zstd" ...), which is not part of this code. */
typedef struct wb_compression {
    void *context;
    /* Decompresses into memory of `arena`, at most `limit` bytes. WB_LIMIT_MESSAGE where it would be more,
       WB_COMPRESSION where it cannot. */
    wb_error (*inflate)(void *context, wb_text algorithm, wb_bytes in, uint64_t limit, wb_arena *arena, wb_bytes *out);
    /* Compresses; false when it does not know the algorithm. Null: nothing is compressed. */
    bool (*deflate)(void *context, wb_text algorithm, wb_bytes in, wb_arena *arena, wb_bytes *out);
} wb_compression;

/* One of several values in a row. What counts is up to the framing and to the type of a frame. */
typedef struct wb_item {
    uint8_t frame; /* Number of the frame's type. */
    uint32_t type; /* Messages: 1 and up, in the order of the generated enum; 0: the schema does not have it. */
    void *value; /* Of the type; wb_foreign in frames and wb_bytes in messages where it has none. */
    wb_text key; /* Of a pair. */
    wb_text text; /* Value of a pair, text behind a code, a text. */
    uint64_t number; /* A code, a number. */
    wb_bytes bytes; /* Opaque bytes. */
} wb_item;

typedef enum wb_step {
    WB_STEP_ITEM, /* There is one. */
    WB_STEP_MORE, /* More input is needed for the next one. */
    WB_STEP_FAILED /* See the reader's status; nothing more can be read. */
} wb_step;

/* Reads several values from pieces of input of any size as they come in; no input or output of its own. */
typedef struct wb_reader {
    const wb_schema *schema;
    wb_framing framing;
    uint32_t node; /* Delimited and concatenated: of what each value is. */
    wb_options options;
    const wb_compression *compression;
    wb_status status;
    wb_buffer input;
    size_t used;
    size_t offset; /* Of the first byte of `input` in all that came. */
    wb_buffer content; /* Of the message that is open. */
    wb_buffer algorithm;
    uint64_t type_id;
    bool open;
} wb_reader;

void wb_reader_init(wb_reader *reader, const wb_schema *schema, wb_framing framing, uint32_t node,
                    const wb_options *options, const wb_compression *compression);
void wb_reader_free(wb_reader *reader);
bool wb_reader_feed(wb_reader *reader, const uint8_t *data, size_t size);
/* Takes the next value, whose memory is that of `arena`. */
wb_step wb_reader_next(wb_reader *reader, wb_arena *arena, wb_item *item);
/* To be called at the end of the input: what is left is a value cut short. */
wb_status wb_reader_finish(wb_reader *reader);

typedef struct wb_writer {
    const wb_schema *schema;
    wb_framing framing;
    uint32_t node;
    wb_options options;
    const wb_compression *compression;
    wb_buffer algorithm;
} wb_writer;

void wb_writer_init(wb_writer *writer, const wb_schema *schema, wb_framing framing, uint32_t node,
                    const wb_options *options, const wb_compression *compression);
void wb_writer_free(wb_writer *writer);
/* Appends one value to `out`. */
wb_status wb_writer_append(wb_writer *writer, const wb_item *item, wb_buffer *out);

/* Several values in a row in JSON: an array of them. `framing` says how they follow one another: "messages",
   "delimited", "frames", "concatenated"; null for what is usual. */
wb_status wb_encode_stream_json(const wb_schema *schema, const char *framing, const char *type, const char *json,
                                size_t size, wb_buffer *out, const wb_options *options,
                                const wb_compression *compression);
wb_status wb_decode_stream_json(const wb_schema *schema, const char *framing, const char *type, const uint8_t *data,
                                size_t size, wb_buffer *json, const wb_options *options,
                                const wb_compression *compression);

/* A struct that is being built. Errors stick: after the first one, functions do nothing and wb_finalize() says which it
   was. All memory is the builder's. */
typedef struct wb_tentative wb_tentative;

typedef struct wb_serial_data {
    const uint8_t *data; /* The builder's; null after an error. */
    size_t len;
    wb_error error;
    const char *error_msg;
} wb_serial_data;

/* A builder of a struct; null when there is no memory. */
wb_tentative *wb_builder_new(const wb_schema *schema, uint32_t node);
void wb_builder_free(wb_tentative *root);
/* Begins the struct in a field, or one more of a list of structs. Null after an error. */
wb_tentative *wb_begin(wb_tentative *parent, uint32_t slot);
/* Takes back what was begun, with everything in it. */
void wb_discard(wb_tentative *parent, wb_tentative *tentative);
void wb_set(wb_tentative *tentative, uint32_t slot, const void *value);
void wb_set_string(wb_tentative *tentative, uint32_t slot, const char *text);
/* Adds an element to a list. */
void wb_add(wb_tentative *tentative, uint32_t slot, const void *value);
void wb_add_string(wb_tentative *tentative, uint32_t slot, const char *text);
/* Commits what was begun and not discarded, and encodes. */
wb_serial_data wb_finalize(wb_tentative *root);

/* Fields of bit records in place. */
uint64_t wb_get_bits(const uint8_t *bytes, size_t bit, unsigned count);
void wb_set_bits(uint8_t *bytes, size_t bit, unsigned count, uint64_t value);
/* One field of the packed bytes of a whole record; false when it is absent or no value, or there is no memory. */
bool wb_get_packed(const wb_schema *schema, uint32_t record, uint32_t slot, const uint8_t *packed, void *value);
bool wb_set_packed(const wb_schema *schema, uint32_t record, uint32_t slot, uint8_t *packed, const void *value);

#ifdef __cplusplus
}
#endif

#endif
