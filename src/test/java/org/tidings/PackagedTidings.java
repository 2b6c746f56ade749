package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged application in a process of its own, as an operator runs it, with the embedded database. May be killed and started again. */
final class PackagedTidings implements AutoCloseable {

    static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private static final Path LOG = Path.of("target", "packaged-tidings.log");
    /** More options of the JVM, separated by spaces. */
    private static final List<String> JVM_OPTIONS = Stream.of(
                    System.getProperty("tidings.it.jvm", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final Duration STARTS = Duration.ofMinutes(3);
    /** What benches send by, unless they compare the transports. */
    static final String BENCH_TRANSPORT = System.getProperty("bench.transport", "pipelined");

    static final String KEY = "tidings-key-of-the-process-test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path dataFolder;
    private final Map<String, String> settings;
    private final Map<String, String> environment;
    private final int port = ForeignMailServer.freePort();
    private final int managementPort = ForeignMailServer.freePort();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // as most API clients
            .connectTimeout(Duration.ofSeconds(5))
            .cookieHandler(new CookieManager())
            .build(); // of a redirect that it follows, the client of JDK 17 keeps the timer, which later closes the
    // connection
    private @Nullable Process process;

    /** The transports of {@code -Dtidings.it.transports=mailer,pipelined}, by default this one. */
    static Stream<String> transports(String usual) {
        return Stream.of(System.getProperty("tidings.it.transports", usual).split(","));
    }

    PackagedTidings(Path dataFolder, Map<String, String> settings) {
        this(dataFolder, settings, Map.of());
    }

    PackagedTidings(Path dataFolder, Map<String, String> settings, Map<String, String> environment) {
        this.dataFolder = dataFolder;
        this.settings = settings;
        this.environment = environment;
    }

    /** It sends to that port of this machine, and receives no mail. */
    static PackagedTidings sendingTo(String port, String transport, Path dataFolder, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", port);
        settings.put("tidings.delivery.transport", transport);
        settings.put("tidings.feedback.smtp.port", "0");
        return new PackagedTidings(dataFolder, settings);
    }

    /** Starts the process and waits until it answers. What it says is added to {@code target/packaged-tidings.log}. */
    void start() {
        try {
            process = process(List.of()).start();
        } catch (IOException noProcess) {
            throw new UncheckedIOException(noProcess);
        }
        await().atMost(STARTS).pollInterval(Duration.ofMillis(200)).until(this::answers);
    }

    private ProcessBuilder process(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort,
                "-Dtidings.data-dir=" + dataFolder,
                "-Dtidings.bootstrap.owner-email=dana@riverside.example",
                "-Dtidings.bootstrap.owner-password=correct horse battery",
                "-Dtidings.bootstrap.api-key=" + KEY));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
        builder.environment().putAll(environment);
        return builder;
    }

    private boolean answers() throws IOException {
        if (process == null || !process.isAlive()) {
            throw new AssertionError("Tidings has ended:\n" + lastLines());
        }
        try {
            return call("GET", "/api/v1/blasts").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(LOG);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /** The application; its database server is another. */
    ProcessHandle handle() {
        if (process == null) {
            throw new AssertionError("Tidings is not started");
        }
        return process.toHandle();
    }

    /** Of its pages. */
    int port() {
        return port;
    }

    /** What an operator's collector reads. */
    String metrics() {
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/metrics"))
                        .build())
                .body();
    }

    /** What a supervisor asks. */
    String health() {
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health"))
                        .build())
                .body();
    }

    /** A page as the owner's browser shows it. */
    String page(String path) {
        HttpResponse<String> page = exchange(request(path).build());
        if (page.statusCode() == 303) {
            String form = "email=dana%40riverside.example&password=correct+horse+battery";
            exchange(request("/login")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build());
            page = exchange(request(path).build());
        }
        if (page.statusCode() != 200) {
            throw new AssertionError(path + ": " + page.statusCode());
        }
        return page.body();
    }

    /** What the API answers. */
    String api(String path) {
        HttpResponse<String> answer = call("GET", path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode());
        }
        return answer.body();
    }

    /** How many lines a download of the API has; none of it is kept. */
    long lines(String path) {
        HttpRequest download = request(path)
                .timeout(Duration.ofMinutes(10))
                .header("Authorization", "Bearer " + KEY)
                .build();
        try (Stream<String> lines =
                http.send(download, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.count();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** The size of a file that the owner's browser downloads, after {@link #page}; none of it is kept. */
    long octets(String path) {
        HttpRequest download = request(path).timeout(Duration.ofMinutes(10)).build();
        try {
            HttpResponse<InputStream> answer = http.send(download, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream body = answer.body()) {
                return body.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** Where a link of a message leads. */
    String redirect(String path) {
        HttpClient visitor =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        try {
            HttpResponse<Void> answer = visitor.send(
                    request(path).header("User-Agent", EndToEnd.FIREFOX).build(),
                    HttpResponse.BodyHandlers.discarding());
            return answer.headers().firstValue("Location").orElseThrow();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** Loads the pixel, as a mail program does when somebody opens the message. */
    void open(String path) throws Exception {
        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        request(path)
                                .header(
                                        "User-Agent",
                                        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0")
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** What {@code kill -9} does. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** What an operator or a container's end does: SIGTERM, and waits for the end. */
    void terminate() {
        if (process != null) {
            process.destroy();
            process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        }
    }

    /** Stops it as a sleeping machine would ({@code STOP}), or lets it go on ({@code CONT}). */
    void signal(String name) throws IOException, InterruptedException {
        if (process == null
                || new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                                .start()
                                .waitFor()
                        != 0) {
            throw new AssertionError("SIG" + name + " could not be sent");
        }
    }

    /** The application and its database server. */
    List<ProcessHandle> processes() throws IOException {
        return List.of(ProcessHandle.of(pid()).orElseThrow(), database(dataFolder));
    }

    private long pid() {
        if (process == null) {
            throw new AssertionError("Tidings is not started");
        }
        return process.pid();
    }

    /** {@code kill -9} for its database server alone. */
    void killDatabase() throws IOException {
        killDatabase(dataFolder);
    }

    /** The same for the embedded database in this data folder. */
    static void killDatabase(Path dataFolder) throws IOException {
        ProcessHandle server = database(dataFolder);
        server.destroyForcibly();
        server.onExit().join();
    }

    private static ProcessHandle database(Path dataFolder) throws IOException {
        long pid = Long.parseLong(
                Files.readString(dataFolder.resolve("database").resolve("pid")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Runs the command {@code check} with the settings of this process, and gives its exit code. */
    int check() throws IOException, InterruptedException {
        return command("check");
    }

    /** Runs a command with the settings of this process, and gives its exit code. */
    int command(String... words) throws IOException, InterruptedException {
        return process(List.of(words)).start().waitFor();
    }

    String send(Object blast) throws IOException {
        return send(JSON.writeValueAsBytes(blast), KEY);
    }

    /** The same with a request that is written already, for the account of that key. */
    String send(byte[] blast, String apiKey) throws IOException {
        HttpResponse<String> created = call("POST", "/api/v1/blasts", blast, apiKey);
        if (created.statusCode() != 201) {
            throw new AssertionError(created.body());
        }
        return JSON.readTree(created.body()).get("id").textValue();
    }

    void pause(String id) {
        HttpResponse<String> paused = call("POST", "/api/v1/blasts/" + id + "/pause");
        if (paused.statusCode() != 200) {
            throw new AssertionError(paused.body());
        }
    }

    void resume(String id) {
        HttpResponse<String> resumed = call("POST", "/api/v1/blasts/" + id + "/resume");
        if (resumed.statusCode() != 200) {
            throw new AssertionError(resumed.body());
        }
    }

    /** The blast as the API tells it; null while there is no answer. */
    @Nullable
    JsonNode blast(String id) {
        try {
            HttpResponse<String> answer = call("GET", "/api/v1/blasts/" + id);
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
        } catch (IOException | UncheckedIOException away) {
            return null;
        }
    }

    private HttpResponse<String> call(String method, String path) {
        return call(method, path, new byte[0], KEY);
    }

    /** Sends a CSV file to the API and returns its answer. */
    String upload(String path, Path csv) throws IOException {
        HttpResponse<String> answer = exchange(request(path)
                .timeout(Duration.ofMinutes(5))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofFile(csv))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> call(String method, String path, byte[] body, String apiKey) {
        return exchange(request(path)
                .timeout(Duration.ofSeconds(60 + body.length / 100_000)) // a long list takes its time
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** Ends it in order, and its database with it. */
    @Override
    public void close() {
        terminate();
    }
}
