package org.tidings.blast.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.platform.dns.DnsAnswer;
import org.tidings.platform.dns.NoDns;

/** The checks of the review page as staff read them: what is wrong, who is concerned, and where it is fixed. */
@QuarkusTest
class PreflightTest {

    private static final String GOOD = "<p>No class today, see you on Monday.</p>";

    @Inject
    TestAccounts accounts;

    @Inject
    NoDns dns;

    @Test
    void ordinaryMessagePassesAllChecks() {
        Browser dana = new Browser(accounts.owner());
        assertThat(review(dana, draft(dana, "Class cancelled", "ann@river.example", GOOD))
                        .text())
                .contains("All checks passed.");
    }

    @Test
    void manyPeopleAreNamedInShort() {
        Browser dana = new Browser(accounts.owner());
        String many = IntStream.range(10, 70).mapToObj(n -> "p" + n + "@x.org").collect(Collectors.joining("\n"));
        Element finding =
                finding(review(dana, draft(dana, "News", "Ann <ann@x.org>\n" + many, "<p>Hi {{last_name}}</p>")));
        assertThat(finding.text()).contains("{{last_name}} is empty for 61 people");
        assertThat(finding.expectFirst("summary").text()).isEqualTo("Ann, ann@x.org; p10@x.org; p11@x.org and 58 more");
        assertThat(finding.select("details li")).hasSize(50);
        assertThat(finding.expectFirst("details p").text()).isEqualTo("And 11 more.");
    }

    @Test
    void mistypedDomainsAreNamedWithTheirPeople() {
        Browser dana = new Browser(accounts.owner());
        Element finding = finding(review(dana, draft(dana, "News", "Ann Lee <ann@gmial.com>\nbob@gmail.com", GOOD)));
        assertThat(finding.text())
                .contains("1 address ends in @gmial.com. It is probably a typing error for @gmail.com.")
                .contains("Ann Lee, ann@gmial.com");
        assertThat(finding.expectFirst("a").attr("href")).endsWith("/edit#pasted");
    }

    @Test
    void findingsAboutTheSubjectLeadToItsField() {
        Browser dana = new Browser(accounts.owner());
        Element finding = finding(review(dana, draft(dana, "SPRING RECITAL", "ann@x.org", GOOD)));
        assertThat(finding.expectFirst("a").attr("href")).endsWith("/edit#subject");
    }

    @Test
    void placeholdersOfAStartingPointAreNotSent() {
        Browser dana = new Browser(accounts.owner());
        String id = draft(dana, "News of [month]", "ann@x.org", "<p>[Sold out] See you! [Your name]</p>");
        Document page = review(dana, id);
        assertThat(page.select("main li:contains(Replace “)").eachText())
                .containsExactly("Replace “[month]”. Fix it", "Replace “[Your name]”. Fix it");
        assertThat(page.select("main li:contains(Replace “) a").eachAttr("href"))
                .containsExactly("/blasts/" + id + "/edit#subject", "/blasts/" + id + "/edit#html");
    }

    @Test
    void blastThatNobodyWouldGetCannotBeSent() {
        Browser dana = new Browser(accounts.owner());
        Document page = review(dana, draft(dana, "News", "nope", GOOD));
        assertThat(page.expectFirst("[role=alert]").text()).contains("No one would get this");
        assertThat(page.select("#send button")).isEmpty();
    }

    @Test
    void missingReplyAddressIsAdvisedUntilThereIsOne() {
        Browser dana = new Browser(accounts.owner());
        String id = dana.draft("News", "ann@x.org", GOOD);
        assertThat(review(dana, id).text()).contains("There is no reply address");
        assertThat(review(dana, draft(dana, "News", "ann@x.org", GOOD, "no-reply@river.example"))
                        .text())
                .contains("Answers go to an address that nobody seems to read.");
    }

    @Test
    void linksAreCheckedInTheBackground() {
        dns.answer("no-such-host.example", DnsAnswer.NO_SUCH_NAME);
        Browser dana = new Browser(accounts.owner());
        String id = draft(
                dana,
                "News",
                "ann@x.org",
                "<p>The dates are in our <a href='https://no-such-host.example/dates'>calendar</a>"
                        + " and on <a href='http://192.168.1.7/plan'>the plan</a>.</p>");
        Document page = Awaitility.await()
                .until(
                        () -> Jsoup.parse(dana.page("/blasts/" + id + "/review/links")),
                        links -> links.select("[hx-get]").isEmpty());
        assertThat(page.text())
                .contains("This link leads to a website that does not exist.")
                .contains("https://no-such-host.example/dates")
                .contains("This link works only inside your own network");
    }

    private static Element finding(Document page) {
        assertThat(page.select(".findings > li")).hasSize(1);
        return page.expectFirst(".findings > li");
    }

    private static Document review(Browser staff, String id) {
        return Jsoup.parse(staff.page("/blasts/" + id + "/review"));
    }

    private static String draft(Browser staff, String subject, String to, String html) {
        return draft(staff, subject, to, html, "office@river.example");
    }

    private static String draft(Browser staff, String subject, String to, String html, String replyTo) {
        return staff.multipart("subject", subject, "pasted", to, "html", html, "purpose", "SERVICE", "replyTo", replyTo)
                .post("/blasts/new")
                .then()
                .statusCode(303)
                .extract()
                .header("Location")
                .replaceAll(".*/blasts/([^/]+)/edit", "$1");
    }
}
