package org.tidings.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that replaces Tidings and records requests. */
final class Recorder implements AutoCloseable {
    record Call(String method, String path, String userAgent, String contentType, String body) {
        String line() {
            return method + " " + path;
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Recorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::record);
        server.start();
    }

    private void record(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                header(exchange, "User-Agent"),
                header(exchange, "Content-Type"),
                body));
        boolean click = exchange.getRequestURI().getPath().startsWith("/c/");
        if (click) {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/outside-world");
        }
        exchange.sendResponseHeaders(click ? 302 : 200, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Call> calls() {
        return calls;
    }

    List<String> lines() {
        return calls.stream().map(Call::line).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
