package org.tidings.feedback.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

/** Tests of export, import and undo. */
@QuarkusTest
class InvalidFilesPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    private TestAccounts.Person owner;
    private Blast blast;

    @BeforeEach
    void createBounce() {
        owner = accounts.owner();
        blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
        Mailed mia = people.add(blast, List.of("mia@gmial.com"), RecipientStatus.DELIVERY)
                .get(0);
        people.sql("update recipient set first_name = 'Mia', last_name = 'Larsen'" + mia.where());
        bounce(mia);
    }

    private void bounce(Mailed person) {
        ledger.apply(List.of(NewEvent.of(person.key(), EventType.BOUNCED, clock.instant())
                .because("No such mailbox.", "mailbox-unknown", "550 5.1.1")));
    }

    @Test
    void importAddsValidLinesAndReportsOthers() {
        upload(owner, "Name,E-Mail\r\nAnn,ANN@old.example\r\nBen,not an address\r\nMia,mia@gmial.com\r\n")
                .then()
                .statusCode(200)
                .body(containsString("1 added, 1 already in the list, 1 skipped"))
                .body(containsString("Line 3: not an address"));
        owner.program().get("/api/v1/invalid?q=ann@old.example").then().body("items[0].reason", equalTo("Imported"));
    }

    @Test
    void undoReleasesOnlyTheAddressesOfTheFile() {
        upload(owner, "email\r\nold@old.example\r\n").then().statusCode(200);
        String page = upload(owner, "email\r\nann@old.example\r\nmia@gmial.com\r\nben@old.example\r\n")
                .then()
                .statusCode(200)
                .body(containsString("<strong>bounced.csv</strong>: 2 added, 1 already in the list"))
                .extract()
                .asString();
        String since = page.replaceFirst("(?s).*name=\"since\" value=\"([^\"]+)\".*", "$1");
        for (String wrong : List.of("", "yesterday")) {
            undo(owner, wrong).statusCode(404);
        }
        undo(accounts.owner(), since).statusCode(303);
        owner.browser().get("/invalid").then().body(containsString("ann@old.example"));
        Mailed ben = people.add(blast, List.of("ben@old.example"), RecipientStatus.DELIVERY)
                .get(0);
        bounce(ben);

        undo(owner, since).statusCode(303);
        owner.browser()
                .get("/invalid")
                .then()
                .body(containsString("old@old.example"))
                .body(containsString("mia@gmial.com"))
                .body(containsString("ben@old.example")) // bounced in the meantime
                .body(not(containsString("ann@old.example")));
    }

    @Test
    void fileWithoutAddressColumnIsRejected() {
        upload(owner, "colour\r\nred\r\n").then().statusCode(422).body(containsString("alert-warning"));
        owner.browser()
                .multiPart("csv", "", new byte[0])
                .post("/invalid/import")
                .then()
                .statusCode(422)
                .body(containsString("Choose a CSV file"));
    }

    @Test
    void exportEscapesFormulasAndCanBeImported() {
        upload(owner, "email\r\n'=1+1@x.example\r\n").then().body(containsString("1 added"));
        String csv = owner.browser()
                .get("/invalid/invalid-addresses.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8")
                .header("Content-Disposition", containsString("attachment"))
                .extract()
                .asString();
        assertThat(csv.lines().toList().get(0)).isEqualTo("\uFEFFemail,name,reason,code,since,blast");
        assertThat(csv)
                .contains("\r\n\"'=1+1@x.example\",\"\",\"Imported\",")
                .contains("\"mia@gmial.com\",\"Mia Larsen\",");
        upload(owner, csv).then().body(containsString("0 added, 2 already in the list, 0 skipped"));
    }

    private static ValidatableResponse undo(TestAccounts.Person person, String since) {
        return person.browser()
                .formParam("since", since)
                .post("/invalid/import/undo")
                .then();
    }

    static Response upload(TestAccounts.Person person, String csv) {
        return person.browser()
                .multiPart("csv", "bounced.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/invalid/import");
    }
}
