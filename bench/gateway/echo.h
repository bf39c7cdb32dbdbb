/*
 * The answers of a small MCP server of the legacy era whose cost is next to nothing, so that a gateway's own cost shows:
 * initialize, ping, tools/list, and tools/call of "echo", which gives its argument "message" back.
 */
#include <stdlib.h>
#include <string.h>

struct text {
    const char *at;
    size_t length;
};

static char *output;
static size_t output_length, output_size;

static void put(struct text text)
{
    if (output_length + text.length > output_size) {
        output_size = (output_length + text.length) * 2 + 65536;
        output = realloc(output, output_size);
        if (!output)
            abort();
    }
    memcpy(output + output_length, text.at, text.length);
    output_length += text.length;
}

static void print(const char *string)
{
    put((struct text){string, strlen(string)});
}

static const char *after_blanks(const char *at, const char *end)
{
    while (at < end && strchr(" \t\r\n", *at))
        at++;
    return at;
}

/* `at` is an opening quote; returns what is behind the closing one: the first that has no odd number of \ before it. */
static const char *after_string(const char *at, const char *end)
{
    const char *begin = at + 1, *quote = at;
    while ((quote = memchr(quote + 1, '"', end - quote - 1))) {
        const char *before = quote;
        while (before > begin && before[-1] == '\\')
            before--;
        if ((quote - before) % 2 == 0)
            return quote + 1;
    }
    return end;
}

static const char *after_value(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        if (*at == '"') {
            at = after_string(at, end);
        } else if (*at == '{' || *at == '[') {
            depth++;
            at++;
        } else if (depth > 0 && (*at == '}' || *at == ']')) {
            depth--;
            at++;
        } else if (depth > 0) {
            at++;
            continue;
        } else {
            while (at < end && !strchr(",}] \t\r\n", *at))
                at++;
        }
        if (depth == 0)
            return at;
    }
    return end;
}

/* The JSON value of a member of a JSON object; empty when there is none. */
static struct text member(struct text object, const char *name)
{
    const char *end = object.at + object.length, *at = after_blanks(object.at, end);
    while (at < end && (*at == '{' || *at == ',')) {
        const char *key = after_blanks(at + 1, end);
        const char *key_end = after_string(key, end);
        const char *colon = after_blanks(key_end, end);
        const char *value = colon < end ? after_blanks(colon + 1, end) : end;
        at = after_value(value, end);
        size_t length = strlen(name);
        if ((size_t)(key_end - key) == length + 2 && !memcmp(key + 1, name, length))
            return (struct text){value, at - value};
        at = after_blanks(at, end);
    }
    return (struct text){"", 0};
}

static int is(struct text value, const char *string)
{
    size_t length = strlen(string);
    return value.length == length + 2 && !memcmp(value.at + 1, string, length);
}

static void print_tools(void)
{
    print("\"result\":{\"tools\":[{\"name\":\"echo\",\"description\":\"Gives the message back\",\"inputSchema\":"
          "{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}},\"required\":[\"message\"]}}]}}\n");
}

/* Adds the answer to one message, with its line feed, to the output. Returns whether that was initialize. */
static int answer(struct text message)
{
    struct text id = member(message, "id"), method = member(message, "method"), params = member(message, "params");
    int initialize = is(method, "initialize");
    if (!id.length || !method.length)
        return 0;

    print("{\"jsonrpc\":\"2.0\",\"id\":");
    put(id);
    print(",");
    if (is(method, "tools/call") && is(member(params, "name"), "echo")) {
        print("\"result\":{\"content\":[{\"type\":\"text\",\"text\":");
        put(member(member(params, "arguments"), "message"));
        print("}]}}\n");
    } else if (initialize) {
        print("\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}},"
              "\"serverInfo\":{\"name\":\"echod\",\"version\":\"1\"}}}\n");
    } else if (is(method, "tools/list")) {
        print_tools();
    } else if (is(method, "ping")) {
        print("\"result\":{}}\n");
    } else {
        print("\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}\n");
    }
    return initialize;
}
