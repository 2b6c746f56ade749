package org.tidings;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * The receiver of a bench, and a plain sender into it as the reference: Postfix's {@code smtp-sink} and {@code smtp-source} where they are
 * installed, otherwise a {@link DiscardingServer} and a pipelined loop.
 */
public final class SmtpReceiver implements AutoCloseable {

    private static final int SIZE = 5_000;

    private final int port;
    private final Runnable stop;
    private final Optional<Path> source;

    private SmtpReceiver(int port, Runnable stop, Optional<Path> source) {
        this.port = port;
        this.stop = stop;
        this.source = source;
    }

    public static SmtpReceiver start() throws IOException {
        Optional<Path> sink = installed("smtp-sink");
        Optional<Path> source = installed("smtp-source");
        if (sink.isEmpty() || source.isEmpty()) {
            Companion server = Companion.java(DiscardingServer.class);
            return new SmtpReceiver(Integer.parseInt(server.greeting()), server::close, Optional.empty());
        }
        int port = ForeignMailServer.freePort();
        List<String> command = new ArrayList<>(List.of(sink.get().toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // it refuses to run as root
        }
        command.addAll(List.of("127.0.0.1:" + port, "1000"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        await().until(() -> listens(port));
        return new SmtpReceiver(port, process::destroy, source);
    }

    private static Optional<Path> installed(String tool) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(":", -1)),
                        Stream.of("/usr/sbin", "/usr/libexec", "/usr/libexec/postfix"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** The name of the reference. */
    public String reference() {
        return source.isPresent() ? "smtp-source" : "a pipelined loop";
    }

    /** Messages of 5 KB a second from the reference. */
    public double referenceRate(int messages, int connections) throws Exception {
        long began = System.nanoTime();
        if (source.isPresent()) {
            int failed = new ProcessBuilder(
                            source.get().toString(),
                            "-d",
                            "-s",
                            String.valueOf(connections),
                            "-m",
                            String.valueOf(messages),
                            "-l",
                            String.valueOf(SIZE),
                            "127.0.0.1:" + port)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (failed != 0) {
                throw new AssertionError("smtp-source failed");
            }
        } else {
            ExecutorService threads = Executors.newFixedThreadPool(connections);
            List<CompletableFuture<Void>> loops = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int share = messages / connections + (i < messages % connections ? 1 : 0);
                loops.add(CompletableFuture.runAsync(() -> loop(share), threads));
            }
            loops.forEach(CompletableFuture::join);
            threads.shutdown();
        }
        return messages / ((System.nanoTime() - began) / 1e9);
    }

    private void loop(int messages) {
        byte[] envelope = ascii("MAIL FROM:<bench@localhost>\r\nRCPT TO:<"
                + BenchMessage.address(0, "reference.example") + ">\r\nDATA\r\n");
        byte[] message = ascii("Subject: Bench\r\n\r\n" + ("x".repeat(498) + "\r\n").repeat(SIZE / 500) + ".\r\n");
        byte[] both = Arrays.copyOf(message, message.length + envelope.length);
        System.arraycopy(envelope, 0, both, message.length, envelope.length);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            reply(in);
            out.write(ascii("EHLO localhost\r\n"));
            reply(in);
            out.write(envelope);
            for (int i = 1; i <= messages; i++) {
                for (int replies = 0; replies < 3; replies++) {
                    reply(in);
                }
                out.write(i < messages ? both : message);
                reply(in);
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        if (line == null || line.charAt(0) > '3') {
            throw new IOException("Unexpected reply: " + line);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        stop.run();
    }
}
