// SPDX-License-Identifier: MIT

/* Dates and times as text. */

/* Days since 1970 of a date of the Gregorian calendar. */
static int64_t wb_days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2 ? 1 : 0;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t of_era = year - era * 400;
    const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void wb_date_of(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    days += 719468;
    const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const int64_t of_era = days - era * 146097;
    const int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    const int64_t shifted = (5 * of_year + 2) / 153;
    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted + (shifted < 10 ? 3 : -9);
    *year = years + era * 400 + (*month <= 2 ? 1 : 0);
}

/* The number of `digits` digits; -1 when one of the characters is no digit. */
static int wb_digits_at(const char *text, size_t digits)
{
    int value = 0;
    for (size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* Seconds since 1970 of `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`. */
static bool wb_civil_seconds(wb_text text, int64_t *seconds)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char *const at = text.data;
    if ((text.size != 10 && text.size != 19) || at[4] != '-' || at[7] != '-')
        return false;
    if (text.size == 19 && ((at[10] != 'T' && at[10] != 't') || at[13] != ':' || at[16] != ':'))
        return false;
    const int year = wb_digits_at(at, 4);
    const int month = wb_digits_at(at + 5, 2);
    const int day = wb_digits_at(at + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1)
        return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > lengths[month - 1] + (month == 2 && leap ? 1 : 0))
        return false;
    *seconds = wb_days_of(year, month, day) * 86400;
    if (text.size == 10)
        return true;
    const int hour = wb_digits_at(at + 11, 2);
    const int minute = wb_digits_at(at + 14, 2);
    const int second = wb_digits_at(at + 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    *seconds += hour * 3600 + minute * 60 + second;
    return true;
}

static void wb_print_civil(wb_printer *p, int64_t seconds, bool with_time)
{
    char text[80];
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    const int64_t days = seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0);
    const int64_t time = seconds - days * 86400;
    wb_date_of(days, &year, &month, &day);
    snprintf(text, sizeof text, "%04lld-%02d-%02d", (long long)year, (int)month, (int)day);
    wb_print_text(p, text);
    if (with_time) {
        snprintf(text, sizeof text, "T%02d:%02d:%02d", (int)(time / 3600), (int)(time / 60 % 60), (int)(time % 60));
        wb_print_text(p, text);
    }
}

/* RFC 3339 in UTC; seconds and nanoseconds apart where the year is not within 0 to 9999. */
static void wb_print_time(wb_printer *p, const wb_time *time)
{
    char fraction[16];
    if (time->seconds < INT64_C(-62167219200) || time->seconds > INT64_C(253402300799)) {
        wb_print_text(p, "{\"seconds\":");
        wb_print_number(p, (uint64_t)time->seconds, true);
        wb_print_text(p, ",\"nanos\":");
        wb_print_number(p, (uint64_t)(int64_t)time->nanos, true);
        wb_print_text(p, "}");
        return;
    }
    wb_print_text(p, "\"");
    wb_print_civil(p, time->seconds, true);
    if (time->nanos != 0) {
        size_t size = (size_t)snprintf(fraction, sizeof fraction, ".%09d", (int)time->nanos);
        while (size > 1 && fraction[size - 1] == '0')
            --size;
        wb_print(p, fraction, size);
    }
    wb_print_text(p, "Z\"");
}

static bool wb_read_time_text(wb_text text, wb_time *time)
{
    size_t at = 19;
    if (text.size <= 19 || !wb_civil_seconds(wb_text_at(text.data, 19), &time->seconds))
        return false;
    time->nanos = 0;
    if (text.data[at] == '.') {
        size_t digits = 0;
        for (++at; at < text.size && text.data[at] >= '0' && text.data[at] <= '9'; ++at, ++digits)
            time->nanos = digits < 9 ? time->nanos * 10 + (text.data[at] - '0') : 0;
        if (digits == 0 || digits > 9)
            return false;
        for (; digits < 9; ++digits)
            time->nanos *= 10;
    }
    const char *const zone = text.data + at;
    const size_t left = text.size - at;
    if (left == 1 && (*zone == 'Z' || *zone == 'z'))
        return true;
    if (left != 6 || (*zone != '+' && *zone != '-') || zone[3] != ':')
        return false;
    const int hours = wb_digits_at(zone + 1, 2);
    const int minutes = wb_digits_at(zone + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    const int64_t east = hours * 3600 + minutes * 60;
    time->seconds -= *zone == '+' ? east : -east;
    return true;
}

static wb_error wb_json_time(const wb_json *json, wb_time *time)
{
    if (json->kind == WB_JSON_STRING)
        return wb_read_time_text(json->text, time) ? WB_OK : WB_BAD_DATE;
    if (json->kind != WB_JSON_OBJECT)
        return WB_WRONG_TYPE;
    if (wb_json_find(json, "seconds") == NULL)
        return WB_MISSING_VALUE;
    for (size_t i = 0; i < json->count; ++i) {
        uint64_t number = 0;
        const bool seconds = wb_text_is(json->keys[i], "seconds");
        if (!seconds && !wb_text_is(json->keys[i], "nanos"))
            return WB_UNKNOWN_KEY;
        const wb_error error = wb_json_integer(&json->items[i], true, seconds ? (uint64_t)INT64_MIN : 0,
                                               seconds ? (uint64_t)INT64_MAX : (uint64_t)(WB_SECOND - 1), &number);
        if (error != WB_OK)
            return error;
        if (seconds)
            time->seconds = (int64_t)number;
        else
            time->nanos = (int32_t)number;
    }
    return WB_OK;
}
