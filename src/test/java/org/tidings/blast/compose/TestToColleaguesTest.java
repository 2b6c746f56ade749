package org.tidings.blast.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class TestToColleaguesTest {

    @Inject
    TestAccounts accounts;

    @Test
    void testGoesToChosenColleaguesToo() {
        Browser dana = new Browser(accounts.owner());
        TestAccounts.Person sam = accounts.staff(dana.person().accountId());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        assertThat(Jsoup.parse(dana.page("/blasts/" + id + "/preview"))
                        .select("[name=colleague]")
                        .eachAttr("value"))
                .containsExactly(sam.email());

        Response sent = dana.form()
                .formParam("to", "me@x.test")
                .formParam("colleague", sam.email())
                .post("/blasts/" + id + "/test");

        sent.then().statusCode(303);
        assertThat(flash(sent)).contains("me@x.test").contains(sam.email());
    }

    @Test
    void colleaguesAloneAreEnough() {
        Browser dana = new Browser(accounts.owner());
        TestAccounts.Person sam = accounts.staff(dana.person().accountId());
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        dana.form()
                .formParam("to", " ")
                .formParam("colleague", sam.email())
                .post("/blasts/" + id + "/test")
                .then()
                .statusCode(303);
    }

    @Test
    void peopleOfOtherAccountsAreNoColleagues() {
        Browser dana = new Browser(accounts.owner());
        TestAccounts.Person stranger = accounts.owner();
        String id = dana.draft("Recital", "ann@x.org", "<p>Hi</p>");
        Response sent = dana.form()
                .formParam("to", "me@x.test")
                .formParam("colleague", stranger.email())
                .post("/blasts/" + id + "/test");
        assertThat(flash(sent)).contains("me@x.test").doesNotContain(stranger.email());
        dana.form()
                .formParam("colleague", stranger.email())
                .post("/blasts/" + id + "/test")
                .then()
                .statusCode(422)
                .body(containsString("Enter an email address such as"));
    }

    private static String flash(Response response) {
        return URLDecoder.decode(response.getCookie("tidings-flash"), UTF_8);
    }
}
