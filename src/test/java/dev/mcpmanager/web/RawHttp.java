package dev.mcpmanager.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sends bytes over a socket of its own and reads the reply, so that tests control every header. Immutable. */
record RawHttp(int port) {

    record Reply(int status, String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .collect(Collectors.joining(", "));
        }
    }

    /** @param headers whole lines; Host is ours unless one is given, and the connection closes after the reply */
    Reply send(String method, String path, String body, String... headers) throws IOException {
        var request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return raw(request + "\r\n" + body);
    }

    Reply get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    Reply raw(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream());
        }
    }

    /** Status of the reply to {@code bytes}, whether or not the connection stays open after it. */
    int status(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            String start = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            return Integer.parseInt(start.substring(9));
        }
    }

    static Reply read(InputStream in) throws IOException {
        String reply = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int end = reply.indexOf("\r\n\r\n");
        String head = reply.substring(0, end);
        return new Reply(Integer.parseInt(head.substring(9, 12)), head, reply.substring(end + 4));
    }
}
