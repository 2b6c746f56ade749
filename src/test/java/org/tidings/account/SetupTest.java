package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.github.f4b6a3.ulid.UlidCreator;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the initial setup. Deletes all accounts; other tests create their own. */
@QuarkusTest
class SetupTest {

    @Inject
    SetupKey setupKey;

    @Inject
    AgroalDataSource database;

    @Inject
    FirstAccount firstAccount;

    /** Deletes the blasts, which the retention job would find; other data of the accounts is left in place. */
    @BeforeEach
    @AfterEach
    void empty() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0");
            statement.execute("delete from installation where name = 'first-account'");
            for (String table : List.of(
                    "recipient_event",
                    "pending_hit",
                    "delivery_queue",
                    "delivery_health",
                    "recipient",
                    "recipient_counts",
                    "blast",
                    "staff_session",
                    "api_key",
                    "audit_entry",
                    "staff_member",
                    "account")) {
                statement.execute("delete from " + table);
            }
            statement.execute("set foreign_key_checks = 1");
        }
    }

    @Test
    void emptyDatabaseRedirectsToTheSetupPage() {
        LoginTest.anonymous().get("/login").then().statusCode(303).header("Location", containsString("/setup"));
        LoginTest.anonymous().get("/setup").then().statusCode(200).body(containsString("Set up Tidings"));
    }

    @Test
    void setupCreatesAnOwnerLogsThemInAndIsThenDisabled() {
        String session = post("Riverside", "dana@riverside.example", "long enough password", 303);
        LoginTest.anonymous()
                .cookie("tidings-session", session)
                .get("/settings")
                .then()
                .statusCode(200)
                .body(containsString("Riverside"), containsString("Europe/Oslo"));
        LoginTest.anonymous().get("/setup").then().statusCode(404);
        LoginTest.anonymous()
                .header("Authorization", "Bearer key-of-the-first-account")
                .get("/api/v1/blasts")
                .then()
                .statusCode(200);
        post("Again", "again@riverside.example", "long enough password", 404);
    }

    @Test
    void strangerWithoutTheKeyCannotClaimTheInstallation() {
        for (String key : new String[] {"", "guess", setupKey.value().substring(1)}) {
            post(key, "Riverside", "dana@riverside.example", "long enough password", 422);
        }
        assertThat(firstAccount.isMissing()).isTrue();
        LoginTest.anonymous()
                .get("/setup?key=" + setupKey.value())
                .then()
                .statusCode(200)
                .body(containsString("value=\"" + setupKey.value() + "\""));
    }

    @Test
    void invalidInputIsMarkedAndCreatesNothing() {
        String unused = post("", "not an address", "short", 422);
        assertThat(unused).isNull();
        assertThat(firstAccount.isMissing()).isTrue();
    }

    @Test
    void concurrentSetupsCreateOneAccount() {
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::create))
                .toList();
        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(accounts()).isEqualTo(1);
    }

    private boolean create() {
        try {
            String email = UlidCreator.getMonotonicUlid() + "@riverside.example";
            firstAccount.create(new FirstAccount.NewAccount("Riverside", "UTC", "Dana", email, "password"));
            return true;
        } catch (AlreadySetUpException e) {
            return false;
        }
    }

    @Transactional
    long accounts() {
        return Account.count();
    }

    private String post(String name, String email, String password, int expected) {
        return post(setupKey.value(), name, email, password, expected);
    }

    @SuppressWarnings("NullAway") // no cookie if nothing was created
    private static String post(String key, String name, String email, String password, int expected) {
        return LoginTest.anonymous()
                .formParam("key", key)
                .formParam("accountName", name)
                .formParam("timeZone", "Europe/Oslo")
                .formParam("name", "Dana Reyes")
                .formParam("email", email)
                .formParam("password", password)
                .post("/setup")
                .then()
                .statusCode(expected)
                .extract()
                .cookie("tidings-session");
    }
}
