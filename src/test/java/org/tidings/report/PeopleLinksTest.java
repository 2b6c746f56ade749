package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.report.rounds.RoundSteps;

/** The counts of a report lead to their people. */
@QuarkusTest
class PeopleLinksTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    @Test
    void countsOfObjectionsAndClicksAreLinksToTheirPeople() {
        TestAccounts.Person owner = accounts.owner();
        RoundSteps steps = new RoundSteps(owner, sql);
        String id = steps.send(
                RoundSteps.list("ann+complaint@rounds.test", "ben+unsubscribe@rounds.test", "cleo+click@rounds.test"));
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> steps.blast(id),
                        blast -> blast.get("complaints").equals(1)
                                && blast.get("unsubscribes").equals(1)
                                && RoundSteps.counts(blast).get("CLICK") == 1);
        Document report = steps.page(id, "");
        for (String mark : List.of("COMPLAINT", "UNSUBSCRIBED")) {
            String link = report.select("main a[href*=mark=" + mark + "]").attr("href");
            assertThat(rows(owner, link).select("tbody tr")).hasSize(1);
        }
        String clicked =
                steps.page(id, "?tab=links").select("main a[href*=link=]").attr("href");
        assertThat(rows(owner, clicked).select("tbody tr").text()).contains("cleo");
    }

    private static Document rows(TestAccounts.Person owner, String link) {
        return Jsoup.parse(owner.browser().get(link).asString());
    }
}
