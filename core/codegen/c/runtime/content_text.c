// SPDX-License-Identifier: MIT

/* Texts of numbers, dates, times and bytes: how they are spelled in JSON. */

static const uint64_t wb_quiet_nan[2] = {UINT64_C(0x7FC00000), UINT64_C(0x7FF8000000000000)};

/* The decimal point is the one of the locale for the C library. */
static void wb_swap_point(char *text, char from, char to)
{
    char *const point = strchr(text, from);
    if (point != NULL)
        *point = to;
}

static void wb_print_float(wb_printer *p, uint64_t bits, unsigned width)
{
    char text[64];
    const bool wide = width == 64;
    const uint64_t infinity = wide ? UINT64_C(0x7FF0000000000000) : UINT64_C(0x7F800000);
    const uint64_t magnitude = bits & (wb_low_bits(width) >> 1);
    const bool negative = magnitude != bits;
    if (magnitude > infinity) {
        wb_print_text(p, "\"NaN");
        if (bits != wb_quiet_nan[wide ? 1 : 0]) {
            snprintf(text, sizeof text, ":0x%0*llx", wide ? 16 : 8, (unsigned long long)bits);
            wb_print_text(p, text);
        }
        wb_print_text(p, "\"");
        return;
    }
    if (magnitude == infinity) {
        wb_print_text(p, negative ? "\"-Infinity\"" : "\"Infinity\"");
        return;
    }
    double value = 0;
    float few = 0;
    const uint32_t few_bits = (uint32_t)bits;
    if (wide)
        memcpy(&value, &bits, sizeof value);
    else
        memcpy(&few, &few_bits, sizeof few);
    for (int digits = wide ? 15 : 6; digits <= 17; ++digits) {
        snprintf(text, sizeof text, "%.*g", digits, wide ? value : (double)few);
        if (wide ? strtod(text, NULL) == value : strtof(text, NULL) == few)
            break;
    }
    wb_swap_point(text, *localeconv()->decimal_point, '.');
    wb_print_text(p, text);
    if (strpbrk(text, ".e") == NULL)
        wb_print_text(p, ".0");
}

/* An integer as JSON gives it: `-?[0-9]+`, in a string also `0x...`. */
typedef struct wb_integer {
    bool negative;
    bool fits;
    uint64_t magnitude;
} wb_integer;

static bool wb_read_integer(wb_text text, bool quoted, wb_integer *integer)
{
    size_t at = 0;
    integer->negative = text.size != 0 && text.data[0] == '-';
    integer->fits = true;
    integer->magnitude = 0;
    at += integer->negative ? 1 : 0;
    const bool hex = quoted && text.size - at > 2 && text.data[at] == '0' && text.data[at + 1] == 'x';
    at += hex ? 2 : 0;
    if (at == text.size)
        return false;
    for (; at < text.size; ++at) {
        const int digit = wb_hex_digit(text.data[at]);
        const unsigned base = hex ? 16 : 10;
        if (digit < 0 || (unsigned)digit >= base)
            return false;
        if (integer->magnitude > (UINT64_MAX - (unsigned)digit) / base)
            integer->fits = false;
        integer->magnitude = integer->magnitude * base + (unsigned)digit;
    }
    return true;
}

/* Reads an integer of 64 bits from `lowest` to `highest`, two's complement where it is signed. */
static wb_error wb_json_integer(const wb_json *json, bool is_signed, uint64_t lowest, uint64_t highest, uint64_t *value)
{
    wb_integer integer;
    const bool quoted = json->kind == WB_JSON_STRING;
    if ((!quoted && json->kind != WB_JSON_NUMBER) || !wb_read_integer(json->text, quoted, &integer))
        return WB_WRONG_TYPE;
    if (!integer.fits)
        return WB_VALUE_RANGE;
    *value = integer.negative ? 0 - integer.magnitude : integer.magnitude;
    if (is_signed) {
        const uint64_t most = integer.negative ? UINT64_C(1) << 63 : (UINT64_C(1) << 63) - 1;
        return integer.magnitude > most || (int64_t)*value < (int64_t)lowest || (int64_t)*value > (int64_t)highest
            ? WB_VALUE_RANGE
            : WB_OK;
    }
    return (integer.negative && integer.magnitude != 0) || *value < lowest || *value > highest ? WB_VALUE_RANGE : WB_OK;
}

static wb_error wb_json_nan(wb_text digits, unsigned width, uint64_t *bits)
{
    const uint64_t infinity = width == 64 ? UINT64_C(0x7FF0000000000000) : UINT64_C(0x7F800000);
    *bits = 0;
    for (size_t i = 0; i < digits.size; ++i) {
        const int digit = wb_hex_digit(digits.data[i]);
        if (digit < 0)
            return WB_WRONG_TYPE;
        *bits = *bits << 4 | (uint64_t)digit;
    }
    if (digits.size == 0)
        return WB_WRONG_TYPE;
    return digits.size == width / 4 && (*bits & (wb_low_bits(width) >> 1)) > infinity ? WB_OK : WB_VALUE_RANGE;
}

static wb_error wb_json_float(const wb_json *json, unsigned width, uint64_t *bits)
{
    const bool wide = width == 64;
    const uint64_t infinity = wide ? UINT64_C(0x7FF0000000000000) : UINT64_C(0x7F800000);
    const wb_text text = json->text;
    if (json->kind == WB_JSON_NUMBER) {
        char *const copy = malloc(text.size + 1);
        if (copy == NULL)
            return WB_OUT_OF_MEMORY;
        memcpy(copy, text.data, text.size);
        copy[text.size] = '\0';
        wb_swap_point(copy, '.', *localeconv()->decimal_point);
        if (wide) {
            const double value = strtod(copy, NULL);
            memcpy(bits, &value, sizeof value);
        } else {
            const float value = strtof(copy, NULL);
            uint32_t few = 0;
            memcpy(&few, &value, sizeof few);
            *bits = few;
        }
        free(copy);
        return (*bits & (wb_low_bits(width) >> 1)) == infinity ? WB_VALUE_RANGE : WB_OK;
    }
    if (json->kind != WB_JSON_STRING)
        return WB_WRONG_TYPE;
    if (text.size > 6 && memcmp(text.data, "NaN:0x", 6) == 0)
        return wb_json_nan(wb_text_at(text.data + 6, text.size - 6), width, bits);
    if (wb_text_is(text, "NaN"))
        *bits = wb_quiet_nan[wide ? 1 : 0];
    else if (wb_text_is(text, "Infinity"))
        *bits = infinity;
    else if (wb_text_is(text, "-Infinity"))
        *bits = infinity | UINT64_C(1) << (width - 1);
    else
        return WB_WRONG_TYPE;
    return WB_OK;
}

static bool wb_read_base64(wb_text text, uint8_t *out, size_t *size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    size_t padding = 0;
    uint32_t window = 0;
    unsigned bits = 0;
    for (; text.size != 0 && text.data[text.size - 1] == '=' && padding < 2; ++padding)
        --text.size;
    if (text.size % 4 == 1 || (padding != 0 && (text.size + padding) % 4 != 0))
        return false;
    for (size_t i = 0; i < text.size; ++i) {
        const char *const found = text.data[i] == '\0' ? NULL : strchr(digits, text.data[i]);
        if (found == NULL)
            return false;
        const uint32_t digit = (uint32_t)(found - digits);
        window = window << 6 | (digit < 64 ? digit : digit - 2);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[(*size)++] = (uint8_t)(window >> bits);
        }
    }
    return true;
}

/* Reads hex digits, spaces among them, or Base64 behind `base64:`. */
static wb_error wb_read_bytes(wb_text text, wb_arena *arena, wb_bytes *bytes)
{
    uint8_t *const out = wb_arena_raw(arena, text.size + 1);
    int high = -1;
    bytes->data = out;
    bytes->size = 0;
    if (out == NULL)
        return WB_OUT_OF_MEMORY;
    if (text.size >= 7 && memcmp(text.data, "base64:", 7) == 0)
        return wb_read_base64(wb_text_at(text.data + 7, text.size - 7), out, &bytes->size) ? WB_OK : WB_INVALID_BYTES;
    for (size_t i = 0; i < text.size; ++i) {
        const int digit = wb_hex_digit(text.data[i]);
        if (text.data[i] == ' ')
            continue;
        if (digit < 0)
            return WB_INVALID_BYTES;
        if (high >= 0)
            out[bytes->size++] = (uint8_t)(high << 4 | digit);
        high = high >= 0 ? -1 : digit;
    }
    return high < 0 ? WB_OK : WB_INVALID_BYTES;
}

/* The bytes of `{"@bytes": "..."}` with nothing else in it; null when it is something else. */
static const wb_json *wb_raw_bytes(const wb_json *json)
{
    return json->kind == WB_JSON_OBJECT && json->count == 1 ? wb_json_find(json, "@bytes") : NULL;
}

static wb_error wb_json_bytes(const wb_json *json, wb_arena *arena, wb_bytes *bytes)
{
    return json->kind == WB_JSON_STRING ? wb_read_bytes(json->text, arena, bytes) : WB_INVALID_BYTES;
}

static void wb_print_bytes(wb_printer *p, wb_bytes bytes)
{
    wb_print_text(p, "\"");
    wb_print_hex(p, bytes);
    wb_print_text(p, "\"");
}

static void wb_print_raw(wb_printer *p, wb_bytes bytes)
{
    wb_print_text(p, "{\"@bytes\":");
    wb_print_bytes(p, bytes);
    wb_print_text(p, "}");
}

static void wb_print_any_text(wb_printer *p, wb_text text)
{
    if (wb_is_utf8(text)) {
        wb_print_string(p, text);
    } else {
        const wb_bytes bytes = {(const uint8_t *)text.data, text.size};
        wb_print_raw(p, bytes);
    }
}
