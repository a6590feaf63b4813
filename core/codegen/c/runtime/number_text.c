// SPDX-License-Identifier: MIT

/* Integers of any size and decimal numbers as text. */

enum { WB_MOST_DECIMAL_BYTES = 5120, WB_DECIMAL_BIAS = 6176, WB_DECIMAL_HIGHEST = 6111, WB_DECIMAL_DIGITS = 34 };

/* Decimal digits of a magnitude, or hex when it is long: that conversion takes time by the square. Memory of malloc();
   null when there is none. */
static char *wb_natural_text(wb_bytes magnitude)
{
    if (magnitude.size > WB_MOST_DECIMAL_BYTES) {
        wb_buffer buffer = {NULL, 0, 0};
        wb_printer p = {&buffer, false};
        wb_print_text(&p, "0x");
        wb_print_hex(&p, magnitude);
        wb_print(&p, "", 1);
        if (p.failed)
            wb_buffer_free(&buffer);
        return (char *)buffer.data;
    }
    const size_t room = magnitude.size * 3 + 2;
    uint8_t *const rest = malloc(magnitude.size + 1);
    char *const digits = malloc(room);
    if (rest == NULL || digits == NULL) {
        free(rest);
        free(digits);
        return NULL;
    }
    wb_copy_bytes(rest, magnitude.data, magnitude.size);
    size_t at = room;
    digits[--at] = '\0';
    for (size_t first = 0; first < magnitude.size;) {
        unsigned carry = 0;
        for (size_t i = first; i < magnitude.size; ++i) {
            carry = carry << 8 | rest[i];
            rest[i] = (uint8_t)(carry / 10);
            carry %= 10;
        }
        digits[--at] = (char)('0' + (int)carry);
        while (first < magnitude.size && rest[first] == 0)
            ++first;
    }
    if (magnitude.size == 0)
        digits[--at] = '0';
    memmove(digits, digits + at, room - at);
    free(rest);
    return digits;
}

/* Reads decimal digits, or `0x` and hex digits, as a magnitude without leading zeros. */
static wb_error wb_read_natural(wb_text text, wb_arena *arena, wb_bytes *magnitude)
{
    uint8_t *const bytes = wb_arena_alloc(arena, text.size + 1);
    size_t size = 0;
    magnitude->data = bytes;
    magnitude->size = 0;
    if (bytes == NULL)
        return WB_OUT_OF_MEMORY;
    if (text.size > 2 && text.data[0] == '0' && text.data[1] == 'x') {
        const size_t digits = text.size - 2;
        size = (digits + 1) / 2;
        for (size_t i = 0; i < digits; ++i) {
            const int digit = wb_hex_digit(text.data[text.size - 1 - i]);
            if (digit < 0)
                return WB_WRONG_TYPE;
            bytes[size - 1 - i / 2] = (uint8_t)(bytes[size - 1 - i / 2] | digit << (i % 2 * 4));
        }
    } else {
        for (size_t i = 0; i < text.size; ++i) {
            if (text.data[i] < '0' || text.data[i] > '9')
                return WB_WRONG_TYPE;
        }
        if (text.size == 0)
            return WB_WRONG_TYPE;
        for (; text.size != 0 && *text.data == '0'; --text.size)
            ++text.data;
        if (text.size > (size_t)WB_MOST_DECIMAL_BYTES * 2409 / 1000)
            return WB_VALUE_RANGE;
        for (size_t i = 0; i < text.size; ++i) { /* least significant byte first */
            unsigned carry = (unsigned)(text.data[i] - '0');
            for (size_t j = 0; j < size; ++j) {
                carry += bytes[j] * 10u;
                bytes[j] = (uint8_t)carry;
                carry >>= 8;
            }
            if (carry != 0)
                bytes[size++] = (uint8_t)carry;
        }
        wb_reverse(bytes, size);
    }
    while (size != 0 && *magnitude->data == 0) {
        ++magnitude->data;
        --size;
    }
    magnitude->size = size;
    return WB_OK;
}

static void wb_print_scientific(wb_printer *p, const char *digits, int exponent)
{
    char text[16];
    wb_print(p, digits, 1);
    if (digits[1] != '\0') {
        wb_print_text(p, ".");
        wb_print_text(p, digits + 1);
    }
    snprintf(text, sizeof text, "E%s%d", exponent < 0 ? "" : "+", exponent);
    wb_print_text(p, text);
}

static void wb_print_plain_decimal(wb_printer *p, const char *digits, size_t fraction)
{
    const size_t size = strlen(digits);
    if (size > fraction) {
        wb_print(p, digits, size - fraction);
    } else {
        wb_print_text(p, "0");
    }
    if (fraction == 0)
        return;
    wb_print_text(p, ".");
    for (size_t i = size; i < fraction; ++i)
        wb_print_text(p, "0");
    wb_print_text(p, size > fraction ? digits + (size - fraction) : digits);
}

static const char *wb_decimal_special(const uint8_t *bytes)
{
    for (size_t i = 0; i < 15; ++i) {
        if (bytes[i] != 0)
            return NULL;
    }
    return bytes[15] == 0x78 ? "\"Infinity\""
        : bytes[15] == 0xF8  ? "\"-Infinity\""
        : bytes[15] == 0x7C  ? "\"NaN\""
                             : NULL;
}

static void wb_print_decimal(wb_printer *p, const uint8_t *bytes)
{
    const wb_bytes raw = {bytes, 16};
    const int exponent = ((bytes[14] | bytes[15] << 8) >> 1 & 0x3FFF) - WB_DECIMAL_BIAS;
    uint8_t magnitude[15];
    if (exponent > WB_DECIMAL_HIGHEST) {
        const char *const special = wb_decimal_special(bytes);
        if (special != NULL)
            wb_print_text(p, special);
        else
            wb_print_raw(p, raw);
        return;
    }
    for (size_t i = 0; i < 15; ++i) /* one bit and 14 bytes */
        magnitude[i] = bytes[14 - i];
    magnitude[0] &= 1u;
    const wb_bigint coefficient = {false, {magnitude, sizeof magnitude}};
    char *const digits = wb_natural_text(wb_significant(&coefficient));
    if (digits == NULL) {
        p->failed = true;
        return;
    }
    const int size = (int)strlen(digits);
    if (size > WB_DECIMAL_DIGITS) {
        wb_print_raw(p, raw);
    } else {
        wb_print_text(p, (bytes[15] & 0x80u) != 0 ? "\"-" : "\"");
        if (exponent <= 0 && exponent + size - 1 >= -6)
            wb_print_plain_decimal(p, digits, (size_t)-exponent);
        else
            wb_print_scientific(p, digits, exponent + size - 1);
        wb_print_text(p, "\"");
    }
    free(digits);
}

/* The number behind `e`; saturates far outside every exponent. */
static bool wb_read_exponent(wb_text text, int64_t *exponent)
{
    const bool negative = text.size != 0 && *text.data == '-';
    size_t at = negative || (text.size != 0 && *text.data == '+') ? 1 : 0;
    if (at == text.size)
        return false;
    for (*exponent = 0; at < text.size; ++at) {
        if (text.data[at] < '0' || text.data[at] > '9')
            return false;
        if (*exponent < INT64_C(1000000000000000))
            *exponent = *exponent * 10 + (text.data[at] - '0');
    }
    *exponent = negative ? -*exponent : *exponent;
    return true;
}

/* Splits `digits[.digits]` into its digits; false when it is something else. */
static bool wb_read_mantissa(wb_text text, char *digits, size_t *size, size_t *fraction)
{
    bool point = false;
    for (size_t i = 0; i < text.size; ++i) {
        const char c = text.data[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        digits[(*size)++] = c;
        *fraction += point ? 1 : 0;
    }
    return *size != 0;
}

static wb_error wb_read_decimal(wb_text text, wb_arena *arena, uint8_t *bytes)
{
    memset(bytes, 0, 16);
    bytes[15] = wb_text_is(text, "Infinity") ? 0x78
        : wb_text_is(text, "-Infinity")      ? 0xF8
        : wb_text_is(text, "NaN")            ? 0x7C
                                             : 0;
    if (bytes[15] != 0)
        return WB_OK;
    const bool negative = text.size != 0 && *text.data == '-';
    if (negative || (text.size != 0 && *text.data == '+'))
        text = wb_text_at(text.data + 1, text.size - 1);
    int64_t exponent = 0;
    size_t mark = 0;
    while (mark < text.size && text.data[mark] != 'e' && text.data[mark] != 'E')
        ++mark;
    if (mark < text.size && !wb_read_exponent(wb_text_at(text.data + mark + 1, text.size - mark - 1), &exponent))
        return WB_WRONG_TYPE;
    char *const digits = wb_arena_raw(arena, mark + 1);
    size_t size = 0;
    size_t fraction = 0;
    size_t zeros = 0;
    wb_bytes coefficient;
    if (digits == NULL)
        return WB_OUT_OF_MEMORY;
    if (!wb_read_mantissa(wb_text_at(text.data, mark), digits, &size, &fraction))
        return WB_WRONG_TYPE;
    while (zeros + 1 < size && digits[zeros] == '0')
        ++zeros;
    exponent -= (int64_t)fraction;
    if (size - zeros > WB_DECIMAL_DIGITS || exponent < -WB_DECIMAL_BIAS || exponent > WB_DECIMAL_HIGHEST)
        return WB_VALUE_RANGE;
    const wb_error error = wb_read_natural(wb_text_at(digits + zeros, size - zeros), arena, &coefficient);
    for (size_t i = 0; error == WB_OK && i < coefficient.size; ++i)
        bytes[i] = coefficient.data[coefficient.size - 1 - i];
    const unsigned biased = (unsigned)(exponent + WB_DECIMAL_BIAS);
    bytes[14] = (uint8_t)(bytes[14] | biased << 1);
    bytes[15] = (uint8_t)(biased >> 7 | (negative ? 0x80u : 0u));
    return error;
}
