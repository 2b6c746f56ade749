package org.tidings.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A program that receives webhooks on this machine. It answers as it is told, and remembers what it accepted and what not. */
final class Receiver implements AutoCloseable {

    static final int SILENT = 0;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Integer> answer = message -> 200;

    /** A request. */
    record Received(String id, String timestamp, String signature, String body, int answered) {

        String type() {
            return JsonPath.from(body).getString("type");
        }

        String data(String name) {
            return JsonPath.from(body).getString("data." + name);
        }
    }

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        Received message = new Received(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                0);
        int status = answer.apply(message);
        all.add(new Received(message.id(), message.timestamp(), message.signature(), message.body(), status));
        if (status != SILENT) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    /** From now on it answers with this status. */
    void answers(int status) {
        answer = message -> status;
    }

    void answers(Function<Received, Integer> status) {
        answer = status;
    }

    /** All requests, in the order of their arrival. */
    List<Received> all() {
        return all;
    }

    List<Received> accepted() {
        return all.stream().filter(message -> message.answered() / 100 == 2).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
