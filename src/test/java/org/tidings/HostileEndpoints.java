package org.tidings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** All endpoints, as the OpenAPI document lists them, and what a hostile client sends them. */
final class HostileEndpoints {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final String JSON = "application/json";

    /** In place of an id: encoded as a client would, or not at all valid. */
    private static final List<String> IDS = List.of(
            "0",
            "-1",
            "99999999999999999999",
            "%20",
            "%ff",
            "%ed%a0%80",
            "%D9%A1%D9%A2",
            "%F0%9F%98%80",
            "%E2%80%A8forged",
            "'%22--",
            "%25s%25n",
            "x".repeat(4_000));

    private static final List<String> VALUES = Stream.of(
                    "99999999999999999999",
                    "-1",
                    "1e999",
                    "2026-02-30",
                    "+1000000000-01-01T00:00:00Z",
                    "a\u0000b",
                    "\r\n2026-11-27 00:00:00,000 INFO  forged",
                    "\u2028\ufeff\u202e",
                    "\ud83d\ude00".repeat(50),
                    "[[[[{\"a\":",
                    "{{a" + " ".repeat(5_000))
            .map(HostileEndpoints::encoded)
            .toList();

    /** Not valid as an encoded value. */
    private static final List<String> BAD_ENCODINGS = List.of("%zz", "%", "%ff%fe", "%c0%af");

    /**
     * One request without its credential.
     *
     * @param body a character for each byte
     */
    record Request(String method, String path, String type, String body) {

        byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return method + " " + start(path) + " " + type + " " + start(body);
        }

        private static String start(String text) {
            return text.substring(0, Math.min(text.length(), 100));
        }
    }

    /** @param fields of its form */
    record Endpoint(String method, String path, List<String> parameters, List<String> fields) {

        boolean isApi() {
            return path.startsWith("/api/");
        }

        /** With an id that does not exist. */
        String anyPath() {
            return withId("none");
        }

        private String withId(String id) {
            return path.replaceAll("\\{[^}]*}", id.replace("$", "\\$"));
        }

        Stream<Request> hostileRequests() {
            List<Request> requests = new ArrayList<>();
            if (path.contains("{")) {
                IDS.forEach(id -> requests.add(new Request(method, withId(id), "", "")));
            }
            for (String parameter : parameters) {
                Stream.concat(VALUES.stream(), BAD_ENCODINGS.stream())
                        .forEach(value ->
                                requests.add(new Request(method, anyPath() + "?" + parameter + "=" + value, "", "")));
            }
            if (!method.equals("GET")) {
                bodies().forEach(requests::add);
            }
            return requests.stream();
        }

        /** As many forms as there are values, each with another value in each field. */
        private Stream<Request> bodies() {
            List<Request> requests = new ArrayList<>();
            if (!fields.isEmpty()) {
                for (int shift = 0; shift < VALUES.size(); shift++) {
                    List<String> pairs = new ArrayList<>();
                    for (int i = 0; i < fields.size(); i++) {
                        pairs.add(encoded(fields.get(i)) + "=" + VALUES.get((i + shift) % VALUES.size()));
                    }
                    requests.add(request(FORM, String.join("&", pairs)));
                }
            }
            BAD_ENCODINGS.forEach(value -> requests.add(request(FORM, "name=" + value)));
            requests.add(request(FORM, "a=1&".repeat(1_500)));
            requests.add(request("application/x-www-form-urlencoded; charset=none", "a=1"));
            requests.add(request("multipart/form-data", "--b\r\n"));
            requests.add(request("multipart/form-data; boundary=", "--b\r\n"));
            requests.add(request(MULTIPART, "--b\r\nContent-Disposition: form-data; name=\"html\"\r\n\r\nno end"));
            requests.add(request(
                    MULTIPART,
                    String.join(
                            "\r\n",
                            "--b",
                            "Content-Disposition: form-data; name=\"file\"; filename=\"../../\0\"",
                            "Content-Type: \u00ff",
                            "Content-Transfer-Encoding: base64",
                            "",
                            "!!!",
                            "--b--")));
            requests.add(request(
                    MULTIPART,
                    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n".repeat(1_500) + "--b--"));
            requests.add(request(JSON, "[".repeat(50_000)));
            requests.add(request(JSON, "{\"a\":".repeat(50_000)));
            requests.add(request(JSON, "{\"subject\":\"\u00ff\u00fe\"}"));
            requests.add(request(JSON, "{\"subject\":\"\\ud800\\u0000\"}"));
            requests.add(request(JSON, "{\"a\":1e999999999}"));
            requests.add(request(JSON, "null"));
            requests.add(request(JSON, ""));
            requests.add(request("application/json; charset=utf-16", "{}"));
            requests.add(
                    request("application/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
            requests.add(request("*/*;;", "x"));
            return requests.stream();
        }

        private Request request(String type, String body) {
            return new Request(method, anyPath(), type, body);
        }
    }

    private HostileEndpoints() {}

    static List<Endpoint> of(String openApi) throws IOException {
        JsonNode document = new ObjectMapper().readTree(openApi);
        List<Endpoint> endpoints = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    endpoints.add(new Endpoint(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            parameters(method.getValue()),
                            fields(method.getValue(), document)));
                }
            }
        }
        return endpoints;
    }

    private static List<String> parameters(JsonNode method) {
        return StreamSupport.stream(method.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .toList();
    }

    private static List<String> fields(JsonNode method, JsonNode document) {
        List<String> names = new ArrayList<>();
        method.path("requestBody").path("content").forEach(content -> {
            JsonNode schema = content.path("schema");
            JsonNode resolved =
                    schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
            resolved.path("properties").fieldNames().forEachRemaining(names::add);
        });
        return names.stream().distinct().toList();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
