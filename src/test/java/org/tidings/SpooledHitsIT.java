package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.embedded.UnpackedServer;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.recipient.EventType;

/** A visitor is led on whatever the database does, and the click counts once, whatever befalls the processes before it is stored. */
class SpooledHitsIT {

    private static final String SECRET = "secret of the spool test";
    private static final Tokens TOKENS = new Tokens(List.of(SECRET.getBytes(StandardCharsets.UTF_8)));
    private static final String TARGET = "https://x.example/details";

    @TempDir
    static Path folder;

    private static ForeignMailServer mx;
    private static PackagedTidings tidings;
    private static DatabaseOfTidings database;

    @BeforeAll
    static void start() throws IOException {
        mx = new ForeignMailServer(ForeignMailServer.freePort()).start();
        UnpackedServer.shareWith(folder);
        tidings = new PackagedTidings(
                folder,
                Map.of(
                        "quarkus.mailer.host",
                        "127.0.0.1",
                        "quarkus.mailer.port",
                        String.valueOf(mx.port()),
                        "tidings.secret",
                        SECRET));
        tidings.start();
        database = new DatabaseOfTidings(folder);
    }

    @AfterAll
    static void stop() {
        tidings.close();
        mx.close();
    }

    @Test
    void clicksAreAnsweredWhileTheDatabaseHangsAndCountOnce() throws Exception {
        Mailed ann = mail("hangs");
        database.signal("STOP");
        assertLedOn(ann, 3);
        assertThat(folder.resolve("hits.spool"))
                .as("none of them is in the database")
                .exists();
        database.signal("CONT");

        awaitClicks(ann, 3);
    }

    @Test
    void clicksAreAnsweredWhileTheDatabaseIsGoneAndCountOnce() throws Exception {
        Mailed ann = mail("gone");
        tidings.killDatabase();
        assertLedOn(ann, 3);

        awaitClicks(ann, 3);
    }

    @Test
    void clicksInTheSpoolOutliveTheApplication() throws Exception {
        Mailed ann = mail("killed");
        database.signal("STOP");
        assertLedOn(ann, 3);
        tidings.kill();
        assertThat(folder.resolve("hits.spool")).exists();
        tidings.start(); // it ends the database server that was left behind

        awaitClicks(ann, 3);
    }

    private record Mailed(String blast, String link) {}

    private static Mailed mail(String domain) throws Exception {
        String blast = tidings.send(Map.of(
                "subject",
                "Recital",
                "html",
                "<p><a href=\"" + TARGET + "\">details</a></p>",
                "audience",
                Map.of("recipients", List.of(Map.of("email", "ann@" + domain + ".example")))));
        await().atMost(Duration.ofMinutes(1)).until(() -> count(blast, "DELIVERY") == 1);
        List<Long> row = database.numbers(
                "select blast_id, seq, address_id from recipient order by blast_id desc, seq desc limit 1");
        TokenSubject subject = new TokenSubject(row.get(0), row.get(1).intValue(), row.get(2));
        // a click within seconds of delivery is a person's only if the message was opened before
        tidings.open("/o/" + TOKENS.sign(TokenPurpose.OPEN, subject) + ".gif");
        await().atMost(Duration.ofMinutes(1)).until(() -> count(blast, "OPEN") == 1);
        return new Mailed(blast, "/c/" + TOKENS.signClick(subject, 0, TARGET));
    }

    private static void assertLedOn(Mailed person, int clicks) {
        for (int i = 0; i < clicks; i++) {
            assertThat(tidings.redirect(person.link())).isEqualTo(TARGET);
        }
    }

    private static void awaitClicks(Mailed person, long clicks) {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> count(person.blast(), "CLICK") == 1);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() ->
                        !Files.exists(folder.resolve("hits.spool")) && !Files.exists(folder.resolve("hits.replaying")));
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> clicksOfTheLatest().equals(List.of(clicks, clicks)));
    }

    /** As events, and in the recipient's row. */
    private static List<Long> clicksOfTheLatest() throws Exception {
        return database.numbers("select count(*), max(r.clicks) from recipient r join recipient_event e"
                + " on e.blast_id = r.blast_id and e.seq = r.seq and e.type = " + EventType.CLICKED.code()
                + " and not e.undecided where r.blast_id = (select max(blast_id) from recipient)");
    }

    private static int count(String blast, String status) {
        var answer = tidings.blast(blast);
        return answer == null ? 0 : answer.get("counts").get(status).intValue();
    }
}
