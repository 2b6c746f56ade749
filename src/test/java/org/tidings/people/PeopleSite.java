package org.tidings.people;

import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.tidings.TestAccounts;

/** The pages about people and the API, as one person uses them. */
record PeopleSite(TestAccounts.Person owner) {

    static final String FAMILIES = """
            external_id,first_name,last_name,email,phone,born,household_id,household,role,tags,class,class_status,class_from,marketing,shirt
            1,Ann,Larsen,ann@example.org;ann.work@example.org,22 33 44 55,,h1,Larsen,guardian,board,,,,yes,
            2,Bo,Larsen,ann@example.org,,,h1,Larsen,guardian,,,,,no,
            3,Ida,Larsen,,,2018-05-02,h1,Larsen,student,,Level 1,enrolled,2026-09-01,,S
            3,Ida,Larsen,,,,h2,Berg,student,,Team,waitlisted,,,
            ,Nobody,,,,,,,,,,,,,
            4,Cy,Wrong,cy(at)example.org,,,,,,,,,,,
            """;

    String imported(String name, String content) {
        String task = uploaded(name, content);
        start(task, choices(task));
        return task;
    }

    String imported(String name, byte[] content) {
        String task = uploaded(name, content);
        start(task, choices(task));
        return task;
    }

    String uploaded(String name, String content) {
        return uploaded(name, content.getBytes(StandardCharsets.UTF_8));
    }

    String uploaded(String name, byte[] content) {
        String location = owner.browser()
                .multiPart("file", name, content)
                .post("/people/import")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    List<String> choices(String task) {
        return page("/people/import/" + task)
                .select("select[name=column] option[selected]")
                .eachAttr("value");
    }

    void start(String task, List<String> columns) {
        post("/people/import/" + task + "/start", Map.of("column", columns));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> page("/people/import/" + task)
                        .select("#progress")
                        .text()
                        .isEmpty());
    }

    String added(Map<String, List<String>> form) {
        String location = post("/people/new", form).extract().header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    ValidatableResponse post(String path, Map<String, List<String>> form) {
        var request = owner.browser();
        form.forEach((name, values) -> request.formParam(name, values));
        return request.post(path).then().statusCode(303);
    }

    Document page(String path) {
        return Jsoup.parse(
                owner.browser().get(path).then().statusCode(200).extract().asString());
    }

    JsonPath contact(String id) {
        return owner.program()
                .get("/api/v1/contacts/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    List<Object> list(String path) {
        return owner.program()
                .get("/api/v1/" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }
}
