package org.tidings.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.TestAccounts;

/**
 * Ids of things of an account.
 *
 * @param byPath ids by the beginning of the template of a path, the longest first
 */
record OneOfEverything(Map<String, String> byPath, String blast) {

    static OneOfEverything of(TestAccounts.Person owner, String blast) {
        RequestSpecification person = owner.browser()
                .formParam("firstName", "Ann")
                .formParam("lastName", "Lee")
                .formParam("newHousehold", "Lee");
        String ann = created(person, "/people/new");
        String team = created(
                owner.browser()
                        .formParam("name", "Team")
                        .formParam("weekday", "2")
                        .formParam("startsAt", "16:00"),
                "/classes/new");
        owner.browser().formParam("who", "Ann").post("/classes/" + team + "/add");
        String household = found("/households/(\\w+)", owner.browser().get("/people/" + ann));
        String segment = owner.program()
                .contentType("application/json")
                .body("{\"name\": \"All\", \"rule\": {\"everyone\": true}}")
                .post("/api/v1/segments")
                .path("id");
        owner.browser()
                .multiPart("action", "save-template")
                .multiPart("templateName", "Monthly news")
                .multiPart("html", "<p>Hello</p>")
                .post("/blasts/new");

        Map<String, String> ids = new LinkedHashMap<>();
        ids.put(
                "/people/import",
                created(
                        owner.browser().multiPart("file", "people.csv", "email\nx@riverside.example\n".getBytes(UTF_8)),
                        "/people/import"));
        ids.put("/people", ann);
        ids.put("/api/v1/contacts", ann);
        ids.put("/households", household);
        ids.put("/api/v1/households", household);
        ids.put("/classes", team);
        ids.put("/teach", team);
        ids.put("/api/v1/classes", team);
        ids.put("/segments", segment);
        ids.put("/api/v1/segments", segment);
        ids.put("/api/v1/enrolments", owner.program().get("/api/v1/enrolments").path("items[0].id"));
        ids.put("/templates", found("/templates/([0-9A-Z]{26})", owner.browser().get("/templates")));
        ids.put("/api/v1/templates", ids.get("/templates"));
        String webhook = owner.program()
                .contentType("application/json")
                .body("{\"url\": \"https://hooks.example/tidings\", \"events\": [\"blast.started\"]}")
                .post("/api/v1/webhooks")
                .path("id");
        ids.put("/settings/webhooks", webhook);
        ids.put("/api/v1/webhooks", webhook);
        ids.put("/settings/staff", String.valueOf(owner.staffId()));
        ids.put(
                "/settings/api-keys",
                found("/api-keys/(\\d+)/revoke", owner.browser().get("/settings/api-keys")));
        assertThat(ids.values()).doesNotContainNull();
        return new OneOfEverything(ids, blast);
    }

    /** The id for a path; that of the blast where nothing else belongs. */
    String idFor(String template) {
        return byPath.entrySet().stream()
                .filter(entry -> template.startsWith(entry.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(blast);
    }

    /** The last part of the address of what was created. */
    private static String created(RequestSpecification request, String path) {
        String location = URI.create(
                        request.post(path).then().statusCode(303).extract().header("Location"))
                .getPath();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String found(String pattern, Response page) {
        Matcher found = Pattern.compile(pattern)
                .matcher(page.then().statusCode(200).extract().asString());
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
