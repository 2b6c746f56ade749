package org.tidings.signup;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.tidings.TestAccounts;
import org.tidings.outbox.SimulatedInbox;
import org.tidings.platform.time.TestClock;

/** The sign-up form of an account, as a visitor uses it. */
record JoinSite(TestAccounts.Person owner, String shortName, TestClock clock) {

    static final String CONFIRM = "/join/confirm/[a-z2-7]+";

    void open() {
        settings("true", "Yes, send me <news>.").then().statusCode(303);
    }

    void close() {
        settings("false", "Yes, send me <news>.").then().statusCode(303);
    }

    Response settings(String open, String words) {
        return owner.browser()
                .contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("shortName", shortName)
                .formParam("open", open)
                .formParam("words", words)
                .post("/settings/sign-up");
    }

    String path() {
        return "/join/" + shortName;
    }

    String stamp() {
        String page = given().get(path()).then().statusCode(200).extract().asString();
        return Jsoup.parse(page).select("input[name=stamp]").val();
    }

    /** Fills in the form and submits it after a while. */
    ValidatableResponse signUp(String email) {
        return signUp(email, Map.of());
    }

    ValidatableResponse signUp(String email, Map<String, ?> more) {
        String stamp = stamp();
        clock.advance(FormStamp.SHORTEST.plus(Duration.ofSeconds(1)));
        return submit(stamp, email, more);
    }

    ValidatableResponse submit(String stamp, String email, Map<String, ?> more) {
        Map<String, Object> fields = new HashMap<>(Map.of("stamp", stamp, "email", email, "agree", "true"));
        fields.putAll(more);
        RequestSpecification form = given().contentType(ContentType.URLENC.withCharset("UTF-8"));
        fields.forEach((name, value) -> form.formParam(name, value instanceof List<?> list ? list : List.of(value)));
        return form.post(path()).then();
    }

    /** The path of the link in the confirmation. */
    String confirmation(String email) {
        return new SimulatedInbox(owner).awaitPath(email, CONFIRM);
    }

    ValidatableResponse confirm(String email) {
        return given().post(confirmation(email)).then().statusCode(200);
    }
}
