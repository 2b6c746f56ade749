package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.tidings.Sql;
import org.tidings.TestAccounts;

/** What an owner does with blasts that are sent again, in a browser or by a program. */
public final class RoundSteps {

    private static final String MESSAGE =
            "<p>Hi {{first_name|there}}, <a href=\"https://x.example/first\">tickets</a></p>";

    private final TestAccounts.Person owner;
    private final Sql sql;

    public RoundSteps(TestAccounts.Person owner, Sql sql) {
        this.owner = owner;
        this.sql = sql;
    }

    /** Presses the button of a review that was opened before. */
    public ValidatableResponse start(String id, String reason, Document review) {
        return start(
                id, reason, Integer.parseInt(review.select("input[name=number]").attr("value")));
    }

    public ValidatableResponse start(String id, String reason, int number) {
        return owner.browser()
                .formParam("reason", reason)
                .formParam("days", 3)
                .formParam("number", number)
                .post("/blasts/" + id + "/rounds")
                .then();
    }

    public ValidatableResponse startByProgram(String id, Map<String, ?> body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/blasts/" + id + "/rounds")
                .then();
    }

    public void call(String id, String outcome, String shown) {
        String home = page(id, "/calls")
                .select("tbody tr")
                .get(0)
                .select("input[name=home]")
                .attr("value");
        RequestSpecification form = owner.browser().formParam("home", home);
        if (!outcome.isEmpty()) {
            form.formParam("outcome", outcome);
        }
        if (!shown.isEmpty()) {
            form.formParam("shown", shown);
        }
        form.post("/blasts/" + id + "/calls").then().statusCode(303);
    }

    public Document page(String id, String path) {
        return Jsoup.parse(owner.browser()
                .get("/blasts/" + id + path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replace("<wbr>", ""));
    }

    public String content(String id, String query) {
        return owner.browser()
                .get("/blasts/" + id + "/content?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The blast, whose counts add up. */
    public Map<String, Object> blast(String id) {
        Map<String, Object> blast =
                owner.program().get("/api/v1/blasts/" + id).jsonPath().getMap("");
        assertThat(counts(blast).values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(blast.get("selected"));
        return blast;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Integer> counts(Map<String, Object> blast) {
        return (Map<String, Integer>) blast.get("counts");
    }

    /** The latest row of an address. */
    public Map<String, Object> row(String id, String email) {
        return rows(id).stream()
                .filter(row -> email.equals(row.get("email")))
                .max(Comparator.comparing(row -> Integer.valueOf((String) row.get("id"))))
                .orElse(new HashMap<>());
    }

    public Map<String, Object> rowById(String id, String number) {
        return rows(id).stream()
                .filter(row -> number.equals(row.get("id")))
                .findFirst()
                .orElseThrow();
    }

    public List<Map<String, Object>> rows(String id) {
        return owner.program()
                .get("/api/v1/blasts/" + id + "/recipients?limit=1000")
                .path("items");
    }

    /** The latest row of an address, once its second message has a status. */
    public Map<String, Object> awaitRow(String id, String email, String status) {
        return await().until(
                        () -> row(id, email),
                        row -> status.equals(row.get("status"))
                                && Integer.valueOf(2).equals(row.get("round")));
    }

    public static Map<String, Object> list(String... emails) {
        return Map.of(
                "recipients",
                Stream.of(emails)
                        .map(email -> Map.of("email", email, "firstName", "Ann"))
                        .toList());
    }

    /** The key of a blast that everyone in it was sent. */
    public String send(Map<String, Object> audience) {
        String id = created("blasts", Map.of("subject", "Recital", "html", MESSAGE, "audience", audience));
        awaitCompleted(id);
        return id;
    }

    /** Nobody waits, and the blast says so. */
    public Map<String, Object> awaitCompleted(String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> blast(id),
                        blast -> counts(blast).get("SENT") == 0 && "COMPLETED".equals(blast.get("state")));
    }

    public String contact(String name, String email) {
        return created(
                "contacts",
                Map.of("firstName", name, "addresses", email.isEmpty() ? List.of() : List.of(Map.of("email", email))));
    }

    /** Replaces the addresses of a contact. */
    public void setAddresses(String contact, String... emails) {
        owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "addresses",
                        Stream.of(emails).map(email -> Map.of("email", email)).toList()))
                .patch("/api/v1/contacts/" + contact)
                .then()
                .statusCode(200);
    }

    private String created(String what, Map<String, Object> body) {
        return owner.program()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/" + what)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public void refuse(String email, String kind) {
        owner.program()
                .contentType("application/json")
                .body(Map.of("kind", kind, "granted", false))
                .put("/api/v1/addresses/" + email + "/consent")
                .then()
                .statusCode(200);
    }

    public long key(String id) {
        return Long.parseLong(sql.value("select id from blast where public_id = '" + id + "'"));
    }

    /** As if the messages had been delivered four days ago. */
    public void makeOlder(String id) {
        sql.sql("update recipient set delivered_at = delivered_at - interval 4 day where blast_id = " + key(id)
                + " and delivered_at > '1971-01-01'");
    }

    /** People who got the blast four days ago and have not read it. */
    public void addDelivered(String id, int people) {
        long key = key(id);
        sql.sql("insert into address (account_id, email, created_at) select " + owner.accountId()
                + ", concat('q', s.seq, '@rounds.test'), utc_timestamp(6) from seq_2_to_" + (people + 1) + " s");
        sql.sql(
                "insert into recipient (blast_id, seq, address_id, email, status, attempts, sent_at, delivered_at, last_activity_at)"
                        + " select " + key + ", substring_index(substring(a.email, 2), '@', 1), a.id, a.email, 1, 1,"
                        + " utc_timestamp(6) - interval 4 day, utc_timestamp(6) - interval 4 day, utc_timestamp(6) from address a"
                        + " where a.account_id = " + owner.accountId() + " and a.email like 'q%@rounds.test'");
        sql.sql("update blast set next_seq = " + (people + 2) + " where id = " + key);
        sql.sql("update recipient_counts set delivery = delivery + " + people + " where blast_id = " + key);
    }
}
