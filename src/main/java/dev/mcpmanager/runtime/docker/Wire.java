package dev.mcpmanager.runtime.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An open connection to the engine, whose ends can be closed one by one. Thread-safe: one thread may read while another
 * writes, and {@link #close} and {@link #endOutput} end what blocks there.
 */
final class Wire implements Closeable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private interface OutputEnd {
        void end() throws IOException;
    }

    private final InputStream in;
    private final OutputStream out;
    private final OutputEnd outputEnd;
    private final Closeable whole;

    private Wire(InputStream in, OutputStream out, OutputEnd outputEnd, Closeable whole) {
        this.in = in;
        this.out = out;
        this.outputEnd = outputEnd;
        this.whole = whole;
    }

    /** @param patience how long connecting may take, at most 10 s */
    static Wire open(Endpoint endpoint, Duration patience) throws IOException {
        int connect = (int) Math.min(CONNECT.toMillis(), patience.toMillis());
        return endpoint.isLocal() ? unix(endpoint) : tcp(endpoint, connect);
    }

    @SuppressWarnings("resource") // owned by the wire, or closed here
    private static Wire unix(Endpoint endpoint) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(endpoint.address().getPath()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new Wire(
                Channels.newInputStream(channel), Channels.newOutputStream(channel), channel::shutdownOutput, channel);
    }

    private static Wire tcp(Endpoint endpoint, int connect) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(
                    new InetSocketAddress(
                            endpoint.address().getHost(), endpoint.address().getPort()),
                    connect);
            plain.setTcpNoDelay(true);
            // waits for an end may be silent for days, and the other machine may vanish
            plain.setKeepAlive(true);
            Socket socket = endpoint.certificates().isPresent()
                    ? secured(
                            plain,
                            endpoint,
                            new TlsFiles(endpoint.certificates().get()))
                    : plain;
            return new Wire(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, Endpoint endpoint, TlsFiles files) throws IOException {
        String host = endpoint.address().getHost();
        var socket = (SSLSocket) files.context()
                .getSocketFactory()
                .createSocket(plain, host, endpoint.address().getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        plain.setSoTimeout((int) CONNECT.toMillis());
        socket.startHandshake();
        plain.setSoTimeout(0);
        return socket;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** The other side reads the end; what it sends still arrives. */
    void endOutput() throws IOException {
        outputEnd.end();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
