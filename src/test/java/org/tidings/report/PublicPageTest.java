package org.tidings.report;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.PublicPages;

@QuarkusTest
class PublicPageTest {

    @Inject
    TestAccounts accounts;

    @Inject
    PublicPages pages;

    @Test
    void messageIsPublicOnlyWhenSomebodyMadeItSo() {
        TestAccounts.Person dana = accounts.owner();
        String id = sent(dana);
        String path = path(dana, id);
        given().get(path).then().statusCode(404).body(containsString("This message is not public"));

        publish(dana, id, "UNLISTED");
        given().get(path)
                .then()
                .statusCode(200)
                .header("X-Robots-Tag", "noindex")
                .header("Content-Security-Policy", containsString("sandbox"))
                .body(
                        containsString("<title>Spring recital</title>"),
                        containsString("Dear families"),
                        not(containsString("Ann")));

        publish(dana, id, "LISTED");
        given().get(path).then().statusCode(200).header("X-Robots-Tag", nullValue());
        publish(dana, id, "OFF");
        given().get(path).then().statusCode(404);
    }

    @Test
    void clearedMessageIsNoLongerPublic() {
        TestAccounts.Person dana = accounts.owner();
        String id = sent(dana);
        String path = path(dana, id);
        publish(dana, id, "UNLISTED");
        QuarkusTransaction.requiringNew().run(() -> Blast.update("cleared = true where publicId = ?1", id));
        given().get(path).then().statusCode(404);
    }

    @Test
    void peopleOfOtherAccountsCannotPublish() {
        String id = sent(accounts.owner());
        accounts.owner()
                .browser()
                .formParam("page", "LISTED")
                .post("/blasts/" + id + "/public-page")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/abc", "/a/", "/a/AAAAAAAAAAAAAAAA"})
    void wrongAddressesLeadNowhere(String path) {
        given().get(path).then().statusCode(404);
    }

    @Test
    void reportShowsTheAddress() {
        TestAccounts.Person dana = accounts.owner();
        String id = sent(dana);
        publish(dana, id, "UNLISTED");
        String page = dana.browser().get("/blasts/" + id + "?tab=content").asString();
        String address = Jsoup.parse(page).select("#public-page a").attr("href");
        org.assertj.core.api.Assertions.assertThat(address).endsWith(path(dana, id));
    }

    private static void publish(TestAccounts.Person staff, String id, String page) {
        staff.browser()
                .formParam("page", page)
                .post("/blasts/" + id + "/public-page")
                .then()
                .statusCode(303);
    }

    private String path(TestAccounts.Person staff, String id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> pages.address(Blast.find(staff.accountId(), id).orElseThrow()))
                .replaceFirst("https?://[^/]+", "");
    }

    private static String sent(TestAccounts.Person staff) {
        String edit = staff.browser()
                .multiPart("subject", "Spring recital")
                .multiPart("pasted", "Ann Lee <ann@x.test>")
                .multiPart("html", "<p>Dear {{first_name|families}}</p>")
                .post("/blasts/new")
                .getHeader("Location");
        String id = edit.replaceAll(".*/blasts/([^/]+)/edit", "$1");
        staff.browser()
                .formParam("when", "now")
                .post("/blasts/" + id + "/send")
                .then()
                .statusCode(303);
        return id;
    }
}
