/*
 * Local time.  wasix-libc (2025-12-24) takes every zone for UTC.  Its localtime_r and mktime ask the
 * functions here instead, which know zones by a rule as POSIX has it (Base Definitions, 8.3, TZ):
 * "CET-1CEST,M3.5.0,M10.5.0/3".  TZ is such a rule, or the name of a zone whose rule the host has given at
 * the start, or that of a file with one at its end (RFC 8536); without TZ it is the host's own zone.
 * Times before the rule's zone got it are taken by the rule, too.
 */
#define _GNU_SOURCE
#include "host_zone.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, NAME_SIZE = 16, RULE_SIZE = 256 };

/* Where zones' files are, if anywhere. */
#define ZONES "/usr/share/zoneinfo/"

/* When summer time begins or ends: in each year on a day, so many seconds after its first. */
struct change {
    enum { MONTH_WEEK_DAY, JULIAN, DAY_OF_YEAR } kind;
    int month, week, day;
    long time;
};

/* 0 is standard time, 1 is summer time. */
struct zone {
    char names[2][NAME_SIZE];
    /* Seconds east of Greenwich. */
    long offsets[2];
    bool has_summer;
    struct change begin, end;
};

char *tzname[2];
long timezone;
int daylight;
/* What wasix-libc's gmtime_r calls its zone. */
const char __utc[] = "UTC";

static struct zone zone;
/* What the zone was made of: TZ, or nothing where there is none. */
static char current[RULE_SIZE];
static bool is_set;

static const char *host_zones = "";

void
wasix_set_host_zones(const char *zones)
{
    host_zones = zones;
    is_set = false;
}

/* ------------------------------------------------------------------ rules */

/* "CET" or "<+03>". */
static bool
read_name(const char **text, char name[NAME_SIZE])
{
    const char *start = *text;
    const bool is_quoted = *start == '<';
    if (is_quoted) {
        start++;
    }
    const char *end = start;
    while (is_quoted ? *end != '>' && *end != '\0' : isalpha((unsigned char)*end)) {
        end++;
    }
    const size_t length = end - start;
    if (length < 3 || length >= NAME_SIZE || (is_quoted && *end != '>')) {
        return false;
    }
    memcpy(name, start, length);
    name[length] = '\0';
    *text = is_quoted ? end + 1 : end;
    return true;
}

static bool
read_number(const char **text, int highest, int *number)
{
    if (!isdigit((unsigned char)**text)) {
        return false;
    }
    int value = 0;
    while (isdigit((unsigned char)**text) && value <= highest) {
        value = 10 * value + (*(*text)++ - '0');
    }
    *number = value;
    return value <= highest;
}

/* "-1", "+5:30" or "02:00:00", in seconds. */
static bool
read_time(const char **text, long *seconds)
{
    const long sign = **text == '-' ? -1 : 1;
    if (**text == '-' || **text == '+') {
        (*text)++;
    }
    int hours, minutes = 0, rest = 0;
    /* A week: RFC 8536 (3.3.1) lets days begin that much later or earlier. */
    if (!read_number(text, 167, &hours)) {
        return false;
    }
    if (**text == ':') {
        (*text)++;
        if (!read_number(text, 59, &minutes)) {
            return false;
        }
        if (**text == ':') {
            (*text)++;
            if (!read_number(text, 59, &rest)) {
                return false;
            }
        }
    }
    *seconds = sign * (hours * (long)HOUR + minutes * MINUTE + rest);
    return true;
}

/* ",M3.5.0", ",J60" or ",59", and "/3" after it. */
static bool
read_change(const char **text, struct change *change)
{
    if (*(*text)++ != ',') {
        return false;
    }
    *change = (struct change){.kind = DAY_OF_YEAR, .time = 2 * HOUR};
    bool is_read;
    if (**text == 'M') {
        (*text)++;
        change->kind = MONTH_WEEK_DAY;
        is_read = read_number(text, 12, &change->month) && *(*text)++ == '.' &&
                  read_number(text, 5, &change->week) && *(*text)++ == '.' &&
                  read_number(text, 6, &change->day) && change->month > 0 && change->week > 0;
    } else if (**text == 'J') {
        (*text)++;
        change->kind = JULIAN;
        is_read = read_number(text, 365, &change->day) && change->day > 0;
    } else {
        is_read = read_number(text, 365, &change->day);
    }
    if (is_read && **text == '/') {
        (*text)++;
        is_read = read_time(text, &change->time);
    }
    return is_read;
}

static bool
read_rule(const char *text, struct zone *result)
{
    struct zone made = {0};
    long west;
    if (!read_name(&text, made.names[0]) || !read_time(&text, &west)) {
        return false;
    }
    made.offsets[0] = made.offsets[1] = -west;
    strcpy(made.names[1], made.names[0]);
    if (*text != '\0') {
        made.has_summer = true;
        if (!read_name(&text, made.names[1])) {
            return false;
        }
        made.offsets[1] = made.offsets[0] + HOUR;
        if (*text != ',' && *text != '\0') {
            if (!read_time(&text, &west)) {
                return false;
            }
            made.offsets[1] = -west;
        }
        /* POSIX leaves it open when summer time is then; this is what others take, too. */
        if (*text == '\0') {
            text = ",M3.2.0,M11.1.0";
        }
        if (!read_change(&text, &made.begin) || !read_change(&text, &made.end) || *text != '\0') {
            return false;
        }
    }
    *result = made;
    return true;
}

/* ------------------------------------------------------------------- zones */

/* The rule that the host has given for a zone, in "NAME=RULE;NAME=RULE"; its own has no name. */
static bool
read_host_zone(const char *name, struct zone *result)
{
    const size_t length = strlen(name);
    for (const char *entry = host_zones; *entry != '\0';) {
        const size_t size = strcspn(entry, ";");
        if (size > length && strncmp(entry, name, length) == 0 && entry[length] == '=') {
            char rule[RULE_SIZE];
            const size_t rule_size = size - length - 1;
            if (rule_size >= sizeof rule) {
                return false;
            }
            memcpy(rule, entry + length + 1, rule_size);
            rule[rule_size] = '\0';
            return read_rule(rule, result);
        }
        entry += size;
        if (*entry == ';') {
            entry++;
        }
    }
    return false;
}

/* The rule at the end of a zone's file, between two line feeds. */
static bool
read_zone_file(const char *name, struct zone *result)
{
    char path[PATH_MAX];
    const char *folder = *name == '/' ? "" : ZONES;
    if (strstr(name, "..") != NULL ||
        snprintf(path, sizeof path, "%s%s", folder, name) >= (int)sizeof path) {
        return false;
    }
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char magic[4], tail[RULE_SIZE + 1];
    bool is_read = fread(magic, 1, sizeof magic, file) == sizeof magic &&
                   memcmp(magic, "TZif", sizeof magic) == 0;
    if (is_read) {
        fseek(file, 0, SEEK_END);
        const long size = ftell(file);
        fseek(file, size > RULE_SIZE ? size - RULE_SIZE : 0, SEEK_SET);
        const size_t count = fread(tail, 1, RULE_SIZE, file);
        is_read = count > 0 && tail[count - 1] == '\n';
        if (is_read) {
            tail[count - 1] = '\0';
            /* What is before can hold any bytes. */
            const char *rule = memrchr(tail, '\n', count - 1);
            is_read = rule != NULL && read_rule(rule + 1, result);
        }
    }
    fclose(file);
    return is_read;
}

/* Makes the zone that TZ names be the one, if it is not yet. */
static void
find_zone(void)
{
    const char *name = getenv("TZ");
    if (name == NULL) {
        name = "";
    } else if (*name == '\0') {
        name = "UTC0";
    } else if (*name == ':') {
        name++;
    }
    if (is_set && strcmp(name, current) == 0) {
        return;
    }
    if (!read_host_zone(name, &zone) && !read_rule(name, &zone) &&
        (*name == '\0' || !read_zone_file(name, &zone))) {
        zone = (struct zone){.names = {"UTC", "UTC"}};
    }
    is_set = strlen(name) < sizeof current;
    if (is_set) {
        strcpy(current, name);
    }
    tzname[0] = zone.names[0];
    tzname[1] = zone.names[1];
    timezone = -zone.offsets[0];
    daylight = zone.has_summer;
}

void
tzset(void)
{
    find_zone();
}

/* ------------------------------------------------------------------- times */

static bool
is_leap(long long year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days since 1970 of the first day of a year. */
static long long
first_day(long long year)
{
    const long long before = year - 1;
    /* Rounded down, whatever the sign. */
    const long long fourths = (before - ((before % 4) + 4) % 4) / 4;
    const long long hundredths = (before - ((before % 100) + 100) % 100) / 100;
    const long long four_hundredths = (before - ((before % 400) + 400) % 400) / 400;
    return 365 * (year - 1970) + (fourths - 492) - (hundredths - 19) + (four_hundredths - 4);
}

static long long
year_of(long long time)
{
    const long long day = (time - ((time % DAY) + DAY) % DAY) / DAY;
    /* 365.2425 days a year; off by one at most. */
    long long year = 1970 + day * 400 / 146097;
    while (first_day(year) > day) {
        year--;
    }
    while (first_day(year + 1) <= day) {
        year++;
    }
    return year;
}

static const int MONTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/* When a change is in a year, by a clock on a wall, in seconds since 1970. */
static long long
time_of(const struct change *change, long long year)
{
    long long day = first_day(year);
    if (change->kind == DAY_OF_YEAR) {
        day += change->day;
    } else if (change->kind == JULIAN) {
        /* 29 February is never counted. */
        day += change->day - 1 + (is_leap(year) && change->day > 59);
    } else {
        for (int month = 1; month < change->month; month++) {
            day += MONTHS[month - 1] + (month == 2 && is_leap(year));
        }
        const int length = MONTHS[change->month - 1] + (change->month == 2 && is_leap(year));
        /* 1 January 1970 was a Thursday. */
        const int weekday = (int)(((day + 4) % 7 + 7) % 7);
        int date = (change->day - weekday + 7) % 7 + 7 * (change->week - 1);
        /* The fifth one is the last. */
        if (date >= length) {
            date -= 7;
        }
        day += date;
    }
    return day * DAY + change->time;
}

/*
 * What wasix-libc's localtime_r and mktime ask.  A time is of UTC, or one by a clock on a wall; `other` is
 * the offset that it does not have.
 */
void
__secs_to_zone(long long time, int is_local, int *is_summer, int *offset, long *other,
               const char **name)
{
    find_zone();
    int index = 0;
    if (zone.has_summer) {
        const long long year = year_of(is_local ? time : time + zone.offsets[0]);
        long long begin = time_of(&zone.begin, year);
        long long end = time_of(&zone.end, year);
        if (!is_local) {
            begin -= zone.offsets[0];
            end -= zone.offsets[1];
        }
        /* In the south it ends before it begins. */
        index = begin < end ? time >= begin && time < end : time >= begin || time < end;
    }
    *is_summer = index;
    *offset = (int)zone.offsets[index];
    if (other != NULL) {
        *other = zone.offsets[1 - index];
    }
    *name = zone.names[index];
}

/* What strftime asks for %Z. */
const char *
__tm_to_tzname(const struct tm *time)
{
    return time->__tm_zone == NULL ? "" : time->__tm_zone;
}
