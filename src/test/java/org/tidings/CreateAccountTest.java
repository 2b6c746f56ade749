package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;

/** Tests of the command {@code create-account}. */
@QuarkusTest
class CreateAccountTest {

    private static final String PASSWORD = "a long password by the sea";

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@lakeside.example";
    private TestAccounts.Person dana;

    @BeforeEach
    void createAnotherAccount() {
        dana = accounts.owner();
    }

    @Test
    void ownerOfTheNewAccountLogsInAndSeesNothingOfOthers() {
        assertThat(create(
                        "Lakeside Swim School",
                        "Europe/Oslo",
                        "Lee Park",
                        " " + email.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(CreateAccount.DONE);
        assertThat(said()).contains("\"Lakeside Swim School\" is created.", "can log in as its owner.");

        Response in = RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("email", email)
                .formParam("password", PASSWORD)
                .post("/login");
        in.then().statusCode(303);
        RestAssured.given()
                .cookie("tidings-session", in.getCookie("tidings-session"))
                .get("/settings/staff")
                .then()
                .statusCode(200)
                .body(
                        containsString("Lakeside Swim School"),
                        containsString("Lee Park"),
                        not(containsString(dana.email())));
        RestAssured.given()
                .cookie("tidings-session", in.getCookie("tidings-session"))
                .get("/settings/audit")
                .then()
                .body(containsString("Created the account"), containsString("By the operator, with a command"));
    }

    @Test
    void wrongDetailsAreRefused() {
        refused("1 to 200 characters", " ", "Europe/Oslo", "Lee Park", email);
        refused("not a time zone", "Lakeside", "Mars/Olympus", "Lee Park", email);
        refused("is not an email address", "Lakeside", "Europe/Oslo", "Lee Park", "lee");
        refused("Someone already logs in as " + dana.email(), "Lakeside", "Europe/Oslo", "Lee Park", dana.email());
        assertThat(CreateAccount.run(List.of("Lakeside"), out())).isEqualTo(CreateAccount.REFUSED);
        assertThat(said()).contains("Usage: create-account");
    }

    private void refused(String why, String... arguments) {
        assertThat(create(arguments)).isEqualTo(CreateAccount.REFUSED);
        assertThat(said()).contains(why);
    }

    private int create(String... arguments) {
        return transactions.callNew(
                connection -> CreateAccount.run(connection, List.of(arguments), () -> PASSWORD, out()));
    }

    private PrintStream out() {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
