/*
 * echod [FILE]: an MCP server over stdio, see echo.h. With FILE it appends "pid monotonic-nanoseconds" and a line feed
 * when it has answered initialize.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "echo.h"

static void flush(void)
{
    size_t done = 0;
    while (done < output_length) {
        ssize_t wrote = write(STDOUT_FILENO, output + done, output_length - done);
        if (wrote < 0)
            exit(1);
        done += wrote;
    }
    output_length = 0;
}

static void note(const char *path)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    FILE *file = fopen(path, "a");
    if (!file)
        exit(1);
    fprintf(file, "%d %lld\n", (int)getpid(), now.tv_sec * 1000000000LL + now.tv_nsec);
    fclose(file);
}

int main(int argc, char **argv)
{
    size_t size = 65536, length = 0;
    char *input = malloc(size);
    for (;;) {
        if (length == size)
            input = realloc(input, size *= 2);
        ssize_t got = input ? read(STDIN_FILENO, input + length, size - length) : -1;
        if (got <= 0)
            return got < 0;

        int initialized = 0;
        char *begin = input, *searched = input + length, *end = searched + got, *line_end;
        while ((line_end = memchr(searched, '\n', end - searched))) {
            initialized |= answer((struct text){begin, line_end - begin});
            begin = searched = line_end + 1;
        }
        flush();
        if (initialized && argc > 1)
            note(argv[1]);
        length = end - begin;
        memmove(input, begin, length);
    }
}
