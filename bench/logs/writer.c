/*
 * Prints lines of about 120 bytes as fast as the pipe takes them: `writer NUMBER seconds|lines COUNT [stay]`.
 *
 * A line is the writer's number, the line's, counted from 1, and a text of a program, in bursts of levels and shapes; a
 * text comes again after 8,192 lines, which is far more than one compressed block has. The last line's text is "end".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TEXTS = 8192, LONGEST = 200, BUFFER = 64 << 10 };

static char texts[TEXTS][LONGEST];
static size_t lengths[TEXTS];
static char buffer[BUFFER];
static uint64_t state;

static uint64_t any(uint64_t below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state >> 11) % below;
}

static const char *module(void) {
    static const char *const names[] = {"http.server", "db.pool", "worker.queue", "cache", "auth.session", "mcp.router"};
    return names[any(6)];
}

/* A third of all names something by a UUID, as requests and traces do. */
static void identify(char *id) {
    if (any(3) == 0) {
        unsigned long a = any(1UL << 32), b = any(1 << 16), c = any(1 << 12), d = any(1 << 12), e = any(1UL << 48);
        sprintf(id, "%08lx-%04lx-4%03lx-a%03lx-%012lx", a, b, c, d, e);
    } else {
        sprintf(id, "req-%lu", (unsigned long)any(10000000));
    }
}

static int describe(char *text) {
    unsigned long n = any(9000), m = any(100000);
    char id[40];
    identify(id);
    int head = sprintf(text, " 2026-05-28T12:%02d:%02d.%03dZ ", (int)any(60), (int)any(60), (int)any(1000));
    char *rest = text + head;
    switch (any(5)) {
        case 0:
            return head + sprintf(rest, "INFO  [%s] POST /api/tools/call?id=%lu 200 %lums request_id=%s", module(), m, n, id);
        case 1:
            return head + sprintf(rest, "DEBUG [%s] session %s got connection %lu of pool primary", module(), id, n % 32);
        case 2:
            return head + sprintf(rest, "{\"level\":\"info\",\"msg\":\"tool call finished\",\"trace\":\"%s\",\"ms\":%lu}", id, n);
        case 3:
            return head + sprintf(rest, "WARN  [%s] slow query took %lums: SELECT * FROM items trace=%s", module(), n, id);
        default:
            return head + sprintf(rest, "processed job %lu, attempt 1 of 3 for tenant t-%lu, key %s", m, n, id);
    }
}

static void print_all(size_t length) {
    for (size_t written = 0; written < length;) {
        ssize_t count = write(STDOUT_FILENO, buffer + written, length - written);
        if (count < 0) {
            exit(1);
        }
        written += (size_t)count;
    }
}

int main(int argc, char **argv) {
    if (argc < 4) {
        return 2;
    }
    unsigned long number = strtoul(argv[1], NULL, 10), count = strtoul(argv[3], NULL, 10);
    int timed = strcmp(argv[2], "seconds") == 0;
    time_t end = time(NULL) + (time_t)count;
    state = 0x9e3779b97f4a7c15ULL * (number + 1);
    for (int i = 0; i < TEXTS; i++) {
        lengths[i] = (size_t)describe(texts[i]);
        texts[i][lengths[i]++] = '\n';
    }

    size_t filled = 0;
    unsigned long line = 1;
    for (; timed ? line % 1024 != 0 || time(NULL) < end : line < count; line++) {
        if (filled + LONGEST + 64 > BUFFER) {
            print_all(filled);
            filled = 0;
        }
        char digits[24];
        int at = sizeof digits;
        for (unsigned long rest = line; rest > 0; rest /= 10) {
            digits[--at] = (char)('0' + rest % 10);
        }
        if (number > 9) {
            buffer[filled++] = (char)('0' + number / 10);
        }
        buffer[filled++] = (char)('0' + number % 10);
        buffer[filled++] = ' ';
        memcpy(buffer + filled, digits + at, sizeof digits - (size_t)at);
        filled += sizeof digits - (size_t)at;
        memcpy(buffer + filled, texts[line % TEXTS], lengths[line % TEXTS]);
        filled += lengths[line % TEXTS];
    }
    filled += (size_t)sprintf(buffer + filled, "%lu %lu end\n", number, line);
    print_all(filled);
    if (argc > 4) {
        pause();
    }
    return 0;
}
