package org.tidings.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A separate JVM with a running embedded database, for tests that kill it. */
final class LauncherProcess implements AutoCloseable {
    private static final String READY = "ready on port ";

    private final Process process;
    private final BufferedReader output;
    private int port;

    private LauncherProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Runs the database until standard input is closed. */
    public static void main(String[] arguments) throws IOException {
        try {
            var access = EmbeddedDatabase.running(Path.of(arguments[0]).toAbsolutePath());
            System.out.println(READY + access.port());
        } catch (EmbeddedDatabaseException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
        while (System.in.read() >= 0) {
            // until the test closes the pipe
        }
        System.exit(0);
    }

    /** Starts a process without waiting for its database. */
    static LauncherProcess begin(Path dataFolder) throws IOException {
        return new LauncherProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LauncherProcess.class.getName(),
                        dataFolder.toString())
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Starts a process and waits until its database accepts connections. */
    static LauncherProcess start(Path dataFolder) throws IOException {
        var started = begin(dataFolder);
        var said = new StringBuilder();
        for (var line = started.output.readLine(); line != null; line = started.output.readLine()) {
            if (line.startsWith(READY)) {
                started.port = Integer.parseInt(line.substring(READY.length()));
                return started;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The database did not start: " + said);
    }

    int port() {
        return port;
    }

    /** The output of the process after it has ended. */
    String lastWords() {
        return output.lines().collect(Collectors.joining("\n"));
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Shuts the process down cleanly. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }
}
