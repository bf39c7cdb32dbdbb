/*
 * ticker NAME PERIOD_MICROSECONDS: prints "NAME SEQUENCE at=REALTIME_NANOSECONDS ..." again and again, a line of about
 * 120 bytes each period, at fixed times: what a delay made late is printed at once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    long period = atol(argv[2]) * 1000;
    struct timespec next, now;
    clock_gettime(CLOCK_MONOTONIC, &next);
    char line[256];
    for (long sequence = 1;; sequence++) {
        clock_gettime(CLOCK_REALTIME, &now);
        int length = snprintf(line, sizeof line, "%s %ld at=%lld INFO handled request for tenant 4711 in 12 ms, 200 OK, cache hit, %ld\n",
                              argv[1], sequence, now.tv_sec * 1000000000LL + now.tv_nsec, sequence * 7919);
        if (write(STDOUT_FILENO, line, length) != length)
            return 1;
        next.tv_nsec += period;
        while (next.tv_nsec >= 1000000000) {
            next.tv_nsec -= 1000000000;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}
