package org.tidings.report.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.engagement.DeviceClass;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class FiguresPageTest {

    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Mobile/15E148";

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    MailedPeople people;

    @Inject
    Ledger ledger;

    @Inject
    FigureQueries queries;

    @Inject
    TestClock clock;

    @AfterEach
    void realTime() {
        clock.reset();
    }

    @Test
    void figuresTellPeopleFromMachines() {
        TestAccounts.Person dana = accounts.owner();
        Blast blast = samples.blast(dana.accountId(), dana.staffId(), "Recital", BlastState.COMPLETED);
        people.sql("insert into blast_link (blast_id, position, url, label) values (" + blast.key()
                + ", 0, 'https://x.example/', 'Buy tickets')");
        List<Mailed> mailed = people.add(
                blast, List.of("ann@gmail.com", "bob@gmail.com", "cid@school.example"), RecipientStatus.DELIVERY);
        ledger.apply(List.of(
                event(blast, mailed.get(0), EventType.OPENED, 7),
                event(blast, mailed.get(0), EventType.CLICKED, 90).withLink(0),
                event(blast, mailed.get(1), EventType.OPENED, 7).byMachine(),
                event(blast, mailed.get(2), EventType.CLICKED, 8).withLink(0).byUnknown()));

        Figures figures = queries.count(blast.key(), started(blast));

        assertThat(figures.firstHour().get(1)).isEqualTo(new Slot(1, 1, 0, 1, 1));
        assertThat(figures.firstDay().get(1)).isEqualTo(new Slot(101, 0, 1, 0, 0));
        assertThat(figures.providers())
                .containsExactly(
                        new Figures.OfProvider("Gmail", 2, 2, 1, 1),
                        new Figures.OfProvider("school.example", 1, 1, 0, 0));
        assertThat(figures.devices()).containsExactly(new Figures.OfDevice(DeviceClass.PHONE, 1, 1));
        Document page = page(dana, blast);
        assertThat(page.select("main").text())
                .contains("Gmail 2 2 1 1 50%", "Phone 1 1 100%", "1 Buy ticketshttps://x.example/ 1 1 0 1")
                .contains("There is no earlier blast of this kind.");
        dana.browser()
                .get("/blasts/" + blast.publicId + "/engagement/message")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(containsString("Link 1: 1 person, 1 click"));
    }

    @Test
    void figuresOfALargeBlastAreCountedInTheBackgroundAndKept() {
        TestAccounts.Person dana = accounts.owner();
        Blast blast = samples.blast(dana.accountId(), dana.staffId(), "Large", BlastState.COMPLETED);
        samples.recipients(blast, FigureStore.FEW + 100);
        assertThat(page(dana, blast).text()).contains("are being counted");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(page(dana, blast).select("main").text()).contains("x.example 20,100", "Counted"));
        String counted = countedAt(blast);

        people.sql("update recipient_counts set clicked = clicked + 1 where blast_id = " + blast.key());
        page(dana, blast);
        assertThat(countedAt(blast)).as("not again within a minute").isEqualTo(counted);
        clock.advance(Duration.ofMinutes(2));
        page(dana, blast);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(countedAt(blast)).isNotEqualTo(counted));
    }

    @Test
    void earlierBlastsOfTheSameKindAreCompared() {
        TestAccounts.Person dana = accounts.owner();
        for (int i = 0; i < 4; i++) {
            Blast earlier = samples.blast(dana.accountId(), dana.staffId(), "Week " + i, BlastState.COMPLETED);
            people.add(earlier, List.of("ann@x.example", "bob@x.example"), RecipientStatus.DELIVERY);
            people.add(earlier, List.of("cid@x.example", "dan@x.example"), RecipientStatus.OPEN);
        }
        Blast notice = samples.blast(dana.accountId(), dana.staffId(), "Notice", BlastState.COMPLETED);
        people.sql("update blast set purpose = 'SERVICE' where id = " + notice.key());
        Blast blast = samples.blast(dana.accountId(), dana.staffId(), "Now", BlastState.COMPLETED);
        people.add(blast, List.of("ann@x.example"), RecipientStatus.CLICK);

        String text = page(dana, blast).select("main").text();
        assertThat(text)
                .contains("Read by 100% of those reached, usually 50%.", "Week 0", "Week 3")
                .doesNotContain("Notice");
        assertThat(page(dana, notice).select("main").text()).doesNotContain("Week 0");
    }

    @Test
    void figuresOfOthersAreNotFound() {
        TestAccounts.Person dana = accounts.owner();
        Blast blast = samples.blast(dana.accountId(), dana.staffId(), "Recital", BlastState.COMPLETED);
        Blast draft = samples.blast(dana.accountId(), dana.staffId(), "Draft", BlastState.DRAFT);
        for (TestAccounts.Person other : List.of(accounts.owner(), accounts.staff(dana.accountId()))) {
            for (String page : List.of("", "/message")) {
                other.browser()
                        .get("/blasts/" + blast.publicId + "/engagement" + page)
                        .then()
                        .statusCode(404);
            }
        }
        dana.browser().get("/blasts/" + draft.publicId + "/engagement").then().statusCode(404);
    }

    private static Document page(TestAccounts.Person person, Blast blast) {
        return Jsoup.parse(person.browser()
                .get("/blasts/" + blast.publicId + "/engagement")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static Instant started(Blast blast) {
        return Objects.requireNonNull(blast.startedAt);
    }

    private String countedAt(Blast blast) {
        return String.valueOf(
                people.value("select counted_at from engagement_figures where blast_id = " + blast.key()));
    }

    private static NewEvent event(Blast blast, Mailed person, EventType type, int minutes) {
        return NewEvent.of(person.key(), type, started(blast).plus(Duration.ofMinutes(minutes)))
                .byVisitor(PHONE);
    }
}
