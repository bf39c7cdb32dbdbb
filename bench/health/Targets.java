import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Listens on two ports of loopback, answers HTTP on the first and nothing on the second, and prints both. */
final class Targets {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private Targets() {}

    public static void main(String[] arguments) throws Exception {
        var answers = new ServerSocket(0, 5_000, InetAddress.getLoopbackAddress());
        var hangs = new ServerSocket(0, 5_000, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().start(() -> serve(answers, ANSWER));
        Thread.ofPlatform().start(() -> serve(hangs, new byte[0]));
        System.out.println(answers.getLocalPort() + " " + hangs.getLocalPort());
    }

    private static void serve(ServerSocket socket, byte[] answer) {
        while (true) {
            try {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> talk(client, answer));
            } catch (Exception e) {
                return;
            }
        }
    }

    private static void talk(Socket client, byte[] answer) {
        try (client) {
            InputStream in = client.getInputStream();
            var buffer = new byte[4_096];
            while (in.read(buffer) > 0) {
                client.getOutputStream().write(answer);
            }
        } catch (Exception e) {
            // the prober has gone
        }
    }
}
