package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.AuditEntry;

@QuarkusTest
class PersonDataTest {

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;
    private PeopleSite site;
    private String ann;

    @BeforeEach
    void aPerson() {
        owner = accounts.owner();
        site = new PeopleSite(owner);
        ann = site.added(Map.of(
                "firstName", List.of("Ann"),
                "lastName", List.of("Larsen"),
                "email", List.of("ann@example.org"),
                "newHousehold", List.of("Larsen"),
                "fieldName", List.of("shirt"),
                "fieldValue", List.of("S"),
                "notes", List.of("Calls after six")));
    }

    @Test
    void allThatIsKeptIsShownDownloadedAndAudited() {
        assertThat(site.page("/people/" + ann + "/data").select("main").text())
                .contains("Ann Larsen", "ann@example.org", "Larsen (guardian)", "shirt S", "Calls after six")
                .contains("No email has been sent");
        owner.browser()
                .get("/people/" + ann + "/data/person.json")
                .then()
                .statusCode(200)
                .body("person.firstName", equalTo("Ann"));
        owner.program().get("/api/v1/contacts/" + ann + "/export").then().statusCode(200);
        assertThat(audit())
                .filteredOn(line -> line.startsWith("person.exported"))
                .hasSize(3);
    }

    @Test
    void erasedPersonIsNamedNowhereInTheAuditTrail() {
        String twin = site.added(Map.of("firstName", List.of("Ann"), "lastName", List.of("Larsen")));
        site.post("/people/" + ann + "/merge", Map.of("other", List.of(twin)));
        assertThat(audit()).anyMatch(line -> line.contains("Larsen"));
        site.post("/people/" + ann + "/erase", Map.of());
        assertThat(audit()).noneMatch(line -> line.contains("Larsen") || line.contains("ann@example.org"));
    }

    @Test
    void filesThatWereNotImportedAreDeletedWhenSomebodyIsErased() {
        String waiting = site.uploaded("people.csv", "first_name,email\nAnn,ann@example.org\n");
        site.post("/people/" + ann + "/erase", Map.of());
        owner.browser().get("/people/import/" + waiting).then().statusCode(404);
    }

    @Test
    void anotherAccountCannotReadIt() {
        TestAccounts.Person stranger = accounts.owner();
        for (String path : List.of("/data", "/data/person.json")) {
            stranger.browser().get("/people/" + ann + path).then().statusCode(404);
        }
        stranger.program().get("/api/v1/contacts/" + ann + "/export").then().statusCode(404);
    }

    private List<String> audit() {
        return QuarkusTransaction.requiringNew()
                .call(() -> AuditEntry.ofAccount(owner.accountId(), 100).stream()
                        .map(entry -> entry.action + " " + entry.subject + " " + entry.detail)
                        .toList());
    }
}
