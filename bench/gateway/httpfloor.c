/*
 * httpfloor PORT: the answers of echo.h over HTTP, in one loop without a server behind it. No gateway can do with less:
 * what is left is the load generator and the kernel.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "echo.h"

struct connection {
    int socket;
    char *input;
    size_t length, size;
};

static void watch(int epoll, int socket, struct connection *connection)
{
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) < 0)
        abort();
}

static void accept_one(int epoll, int listener)
{
    int on = 1;
    struct connection *connection = calloc(1, sizeof *connection);
    connection->socket = accept(listener, NULL, NULL);
    connection->input = malloc(connection->size = 262144);
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    watch(epoll, connection->socket, connection);
}

static void end(struct connection *connection)
{
    close(connection->socket);
    free(connection->input);
    free(connection);
}

static void send_all(int socket, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(socket, bytes, length, MSG_NOSIGNAL);
        if (sent < 0)
            return; /* the next read tells the end */
        bytes += sent;
        length -= sent;
    }
}

static void reply(int socket, struct text body)
{
    static char *all;
    static size_t size;
    answer(body);
    if (size < output_length + 256)
        all = realloc(all, size = output_length + 65536);
    size_t head = sprintf(all, "HTTP/1.1 %s\r\nMcp-Session-Id: floor\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
                          output_length ? "200 OK" : "202 Accepted", output_length);
    memcpy(all + head, output, output_length);
    send_all(socket, all, head + output_length);
    output_length = 0;
}

/* Answers the first request if it is here as a whole, and returns its length, or 0. */
static size_t serve(const struct connection *connection)
{
    char *head_end = memmem(connection->input, connection->length, "\r\n\r\n", 4);
    if (!head_end)
        return 0;
    *head_end = 0;
    const char *header = strcasestr(connection->input, "\nContent-Length:");
    *head_end = '\r';
    size_t body = header ? strtoul(header + 16, NULL, 10) : 0, head = head_end + 4 - connection->input;
    if (connection->length < head + body)
        return 0;
    reply(connection->socket, (struct text){head_end + 4, body});
    return head + body;
}

static void receive(struct connection *connection)
{
    if (connection->length + 1 >= connection->size)
        connection->input = realloc(connection->input, connection->size *= 2);
    ssize_t got = read(connection->socket, connection->input + connection->length,
                       connection->size - connection->length - 1);
    if (got <= 0) {
        end(connection);
        return;
    }
    connection->length += got;
    size_t served;
    while (connection->length > 0 && (served = serve(connection)) > 0) {
        connection->length -= served;
        memmove(connection->input, connection->input + served, connection->length);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: httpfloor PORT\n");
        return 2;
    }
    struct sockaddr_in address = {AF_INET, htons(atoi(argv[1])), {htonl(INADDR_LOOPBACK)}, {0}};
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 512)) {
        perror("httpfloor");
        return 1;
    }
    int epoll = epoll_create1(0);
    watch(epoll, listener, NULL);
    for (;;) {
        struct epoll_event events[256];
        int count = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr)
                receive(events[i].data.ptr);
            else
                accept_one(epoll, listener);
        }
    }
}
