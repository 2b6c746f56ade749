package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.tidings.EndToEnd.FIREFOX;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.counts;
import static org.tidings.EndToEnd.fetch;
import static org.tidings.EndToEnd.links;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.rows;
import static org.tidings.EndToEnd.send;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.CountersHold;

/** A notice with one link, which a scanner follows at delivery and a person later. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class ScannedLinkTest {

    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
    private static final String NOTICE =
            "<p>No classes today, <a href=\"https://studio.example/closed\">the reason</a></p>";

    private static ForeignMailServer mx;

    @Inject
    TestAccounts accounts;

    @Inject
    TestClock clock;

    private TestAccounts.Person owner;
    private String id;

    @BeforeAll
    static void startMailServer() {
        mx = new ForeignMailServer(EndToEnd.SMTP_PORT).start();
    }

    @AfterAll
    static void stopMailServer() {
        mx.close();
    }

    @BeforeEach
    void sendNotice() {
        owner = accounts.owner();
        id = send(owner, blast("Closed", NOTICE, List.of(person("ann@x.example", "Ann"))));
        awaitBlast(owner, id, blast -> counts(blast).get("DELIVERY") == 1);
    }

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void scannerOnTheOnlyLinkMovesNothingAndIsCalledUnconfirmed() {
        followLink(FIREFOX);
        clock.advance(Duration.ofSeconds(10));

        Map<String, Object> blast =
                awaitBlast(owner, id, found -> found.get("unconfirmedClicks").equals(1));
        assertThat(counts(blast)).containsEntry("DELIVERY", 1).containsEntry("CLICK", 0);
        assertThat(blast.get("automaticClicks")).isEqualTo(0);
        assertThat(rows(owner, id).get("ann@x.example").get("readBy")).isEqualTo("unconfirmed");
        assertThat(actors()).containsExactly("UNKNOWN");
        owner.browser()
                .get("/blasts/" + id + "?tab=everyone")
                .then()
                .body(containsString("A click could not be confirmed: it may have been a machine"))
                .body(containsString("Could not be confirmed: 1 click by a person or a machine"));
        owner.browser()
                .get("/blasts/" + id + "/recipients/ann@x.example")
                .then()
                .body(containsString("could not be confirmed: within seconds of delivery"));
        assertThat(EndToEnd.csv(owner, id).get("ann@x.example").getField("read_by"))
                .isEqualTo("unconfirmed");
    }

    @Test
    void personOnAPhoneCountsTwentySecondsAfterDeliveryWithoutPictures() {
        clock.advance(Duration.ofSeconds(20));
        followLink(PHONE);
        clock.advance(Duration.ofSeconds(10));

        awaitBlast(owner, id, found -> counts(found).get("CLICK") == 1);
        assertThat(actors()).containsExactly("PERSON");
    }

    @Test
    void personCountsAfterTheScanner() {
        followLink(FIREFOX);
        clock.advance(Duration.ofMinutes(5));
        followLink(PHONE);
        clock.advance(Duration.ofSeconds(10));

        awaitBlast(owner, id, found -> counts(found).get("CLICK") == 1);
        await().untilAsserted(() -> assertThat(actors()).containsExactly("UNKNOWN", "PERSON"));
    }

    private void followLink(String userAgent) {
        List<ForeignMailServer.Received> mails =
                await().until(() -> mx.received("ann@x.example"), received -> !received.isEmpty());
        fetch(userAgent, links(mails.get(mails.size() - 1)).get(0)).then().statusCode(302);
    }

    private List<String> actors() {
        return owner.program()
                .get("/api/v1/blasts/" + id + "/recipients/ann@x.example/events")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("findAll { it.type == 'CLICKED' }.actor");
    }
}
