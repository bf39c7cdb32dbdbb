/*
 * beacon SOCKET NAME: sends "NAME pid monotonic-nanoseconds" as one datagram to a Unix socket as the first thing it
 * does, then waits to be killed.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (argc != 3 || strlen(argv[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "usage: beacon SOCKET NAME\n");
        return 2;
    }
    strcpy(address.sun_path, argv[1]);

    char text[128];
    int length = snprintf(text, sizeof text, "%s %d %lld", argv[2], (int)getpid(),
                          now.tv_sec * 1000000000LL + now.tv_nsec);
    int out = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (sendto(out, text, length, 0, (struct sockaddr *)&address, sizeof address) != length) {
        perror("beacon");
        return 1;
    }
    for (;;)
        pause();
}
