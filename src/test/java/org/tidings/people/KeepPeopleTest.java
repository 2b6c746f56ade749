package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class KeepPeopleTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts blasts;

    @Inject
    Transactions transactions;

    private TestAccounts.Person owner;
    private PeopleSite site;
    private Blast blast;

    @BeforeEach
    void aBlastToAStrangerAndToAKnownPerson() {
        owner = accounts.owner();
        site = new PeopleSite(owner);
        site.added(Map.of("firstName", List.of("Ann"), "email", List.of("ann@example.org")));
        blast = blasts.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
        blasts.recipient(blast, "ann@example.org", "Ann", RecipientStatus.OPEN, null);
        blasts.recipient(blast, "bob@example.org", "Bob", RecipientStatus.OPEN, null);
        run("insert ignore into address (account_id, email, created_at) values (?, 'bob@example.org', now(6))");
        run("update recipient r join address a on a.account_id = ? and a.email = r.email set r.address_id = a.id"
                + " where r.blast_id = " + blast.key());
    }

    @Test
    void recipientsWithoutAPersonAreAddedWhenStaffSaySo() {
        assertThat(site.list("contacts")).hasSize(1);
        String task = keepAll().statusCode(303).extract().header("Location");
        assertThat(task).contains("/people/import/");
        await().atMost(Duration.ofSeconds(20)).until(() -> site.list("contacts").size() == 2);
        assertThat(owner.program()
                        .get("/api/v1/contacts?email=bob@example.org")
                        .jsonPath()
                        .getList("items.firstName"))
                .containsExactly("Bob");

        assertThat(keepAll().statusCode(303).extract().header("Location")).endsWith("/blasts/" + blast.publicId);
    }

    @Test
    void oneRecipientIsAddedOnce() {
        String added = keepOne("bob@example.org").statusCode(303).extract().header("Location");
        assertThat(site.list("contacts")).hasSize(2);
        assertThat(keepOne("bob@example.org").extract().header("Location")).isEqualTo(added);
        assertThat(site.list("contacts")).hasSize(2);
        keepOne("nobody@example.org").statusCode(404);
    }

    @Test
    void anotherAccountCannotKeepThem() {
        TestAccounts.Person stranger = accounts.owner();
        String path = "/blasts/" + blast.publicId + "/keep";
        stranger.browser().post(path).then().statusCode(404);
        stranger.browser()
                .formParam("email", "bob@example.org")
                .post(path + "/one")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse keepAll() {
        return owner.browser().post("/blasts/" + blast.publicId + "/keep").then();
    }

    private ValidatableResponse keepOne(String email) {
        return owner.browser()
                .formParam("email", email)
                .post("/blasts/" + blast.publicId + "/keep/one")
                .then();
    }

    private void run(String sql) {
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setLong(1, owner.accountId());
                update.executeUpdate();
            }
        });
    }
}
