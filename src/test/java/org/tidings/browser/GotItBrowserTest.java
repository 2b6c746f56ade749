package org.tidings.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.outbox.SimulatedInbox;

/** A parent confirms a notice by one press, which a scanner that requests everything in the message cannot do. */
@QuarkusTest
@TestProfile(BrowserProfile.class)
class GotItBrowserTest {

    private static final Pattern URL = Pattern.compile("http://localhost:\\d+/[\\w/?=.-]+");
    private static final String MESSAGE =
            "<p>No class today, <a href=\"https://studio.example/why\">the reason</a>.</p><p><a href=\"{{got_it_url}}\">Got it</a></p>"
                    + "<p><a href=\"{{poll_url}}?answer=yes\">Yes</a> <a href=\"{{poll_url}}?answer=no\">No</a></p>";

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Test
    void onlyAPressConfirmsAndAnswers() throws Exception {
        TestAccounts.Person dana = accounts.owner();
        SimulatedInbox inbox = new SimulatedInbox(dana);
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@parent.example";
        String blast = send(dana, email);
        String source = inbox.awaitSource(email, 1).replace("=3D", "=");
        Set<String> urls = new LinkedHashSet<>(
                URL.matcher(source).results().map(MatchResult::group).toList());
        Assertions.assertThat(urls).anyMatch(url -> url.contains("/y/")).anyMatch(url -> url.endsWith("?answer=no"));
        scan(urls);

        Assertions.assertThat(gotIt(dana, blast)).isZero();
        try (Tab staff = Tab.open(home).logIn(dana);
                Tab parent = Tab.phoneWithoutJavaScript(home)) {
            parent.page().navigate(path(urls, "/y/[a-z2-7]+$"));
            parent.expectHeading("Have you read this message?");
            parent.press("Got it");
            parent.expectHeading("Thank you");
            parent.page().navigate(path(urls, "/y/[a-z2-7]+\\?answer=no$"));
            parent.press("No");
            parent.expectText("[role=status]", "Your answer is No");
            parent.press("Maybe");
            parent.expectText("[role=status]", "Your answer is Maybe");
            parent.expectNoComplaints();

            expectInApi(dana, blast);
            staff.page().navigate("/blasts/" + blast);
            staff.expectText("#answer-GOT_IT", "Got it 1 of 1");
            staff.expectText("#answer-MAYBE", "Maybe 1");
            staff.expectText("#answer-NO", "No 0");
            staff.page().locator("#answer-MAYBE").click();
            staff.expectText("#people-list", email);
            staff.expectText("#people-list", "Answered maybe");
            staff.page().navigate("/blasts/" + blast + "/calls?proof=READ");
            staff.expectText("#call-sum", "1 with a sign of reading");
            staff.page().navigate("/blasts/" + blast + "/recipients/" + email);
            staff.expectText("main", "Pressed the button that confirms reading");
            staff.expectText("main", "Answered: no");
            staff.page().navigate("/blasts/" + blast + "/engagement");
            assertThat(staff.page().frameLocator(".message-frame").getByTitle("Got it: 1 person"))
                    .isVisible();
            assertThat(staff.page().frameLocator(".message-frame").getByTitle("Link 1: 0 people"))
                    .isVisible();
            staff.expectNoComplaints();
        }
    }

    private static void expectInApi(TestAccounts.Person owner, String blast) {
        var recipient =
                owner.program().get("/api/v1/blasts/" + blast + "/recipients").jsonPath();
        Assertions.assertThat(recipient.getString("items[0].gotItAt")).isNotNull();
        Assertions.assertThat(recipient.getString("items[0].answer")).isEqualTo("MAYBE");
        Assertions.assertThat(recipient.getString("items[0].readBy")).isEqualTo("person");
        Assertions.assertThat(recipient.getString("items[0].status")).isEqualTo("DELIVERY");
    }

    /** As a security gateway does it: HEAD, then GET, redirects followed, and the one-click request of RFC 8058 at every address. */
    private static void scan(Set<String> urls) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        for (String url : urls) {
            for (HttpRequest.Builder request : List.of(
                    request(url).method("HEAD", HttpRequest.BodyPublishers.noBody()),
                    request(url).GET(),
                    request(url)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")))) {
                Assertions.assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .as(url)
                        .isLessThan(500);
            }
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header(
                        "User-Agent",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0");
    }

    private static String path(Set<String> urls, String form) {
        return urls.stream()
                .filter(url -> Pattern.compile(form).matcher(url).find())
                .findFirst()
                .orElseThrow();
    }

    private static int gotIt(TestAccounts.Person owner, String blast) {
        var found = owner.program().get("/api/v1/blasts/" + blast).jsonPath();
        return found.getInt("gotIt") + found.getInt("answers.YES") + found.getInt("answers.NO");
    }

    private static String send(TestAccounts.Person owner, String email) {
        String id = owner.program()
                .contentType("application/json")
                .body(Map.of(
                        "subject",
                        "Pool closed",
                        "html",
                        MESSAGE,
                        "purpose",
                        "SERVICE",
                        "audience",
                        Map.of("recipients", List.of(Map.of("email", email, "firstName", "Ann")))))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().until(
                        () -> owner.program().get("/api/v1/blasts/" + id).path("counts.DELIVERY"),
                        Integer.valueOf(1)::equals);
        return id;
    }
}
