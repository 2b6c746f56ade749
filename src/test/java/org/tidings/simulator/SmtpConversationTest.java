package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests each kind of mailbox over real SMTP connections. */
class SmtpConversationTest {
    private static final String SENDER = "b+TOKEN@mail.studio.example";

    private World world;
    private SmtpClient client;

    @BeforeEach
    void connect() throws IOException {
        world = new World();
        client = new SmtpClient(world.listener.port());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@x.test",
                "ann+delivery@x.test",
                "ann+open@x.test",
                "ann+click@x.test",
                "ann+prefetch@x.test",
                "ann+scanner@x.test",
                "ann+late-bounce@x.test",
                "ann+complaint@x.test",
                "ann+autoreply@x.test",
                "ann+unsubscribe@x.test",
                "ann+surprise@x.test"
            })
    void mailboxAcceptsTheMessage(String address) throws IOException {
        assertThat(client.send(SENDER, address, World.MESSAGE)).startsWith("250");
        assertThat(world.inboxes.of(address)).singleElement().satisfies(arrival -> {
            assertThat(arrival.sender()).isEqualTo(SENDER);
            assertThat(new String(arrival.raw(), StandardCharsets.UTF_8)).contains("Spring_recital");
            assertThat(arrival.notes().get(0).text()).isEqualTo("accepted");
        });
    }

    @ParameterizedTest
    @CsvSource({"ann+bounce@x.test, 550 5.1.1", "ann+full@x.test, 452 4.2.2", "ann+blocked@x.test, 550 5.7.1"})
    void mailboxRejectsEveryAttempt(String address, String reply) throws IOException {
        assertThat(client.recipient(SENDER, address)).startsWith(reply);
        assertThat(client.recipient(SENDER, address)).startsWith(reply);

        assertThat(world.inboxes.of(address))
                .hasSize(2)
                .allSatisfy(arrival -> assertThat(arrival.hasMessage()).isFalse());
        assertThat(notes(address)).allSatisfy(note -> assertThat(note).startsWith("refused " + reply));
    }

    @Test
    void greylistingDefersTheFirstAttemptOfEachMessage() throws IOException {
        assertThat(client.recipient(SENDER, "ann+greylist@x.test")).startsWith("451 4.7.1");
        assertThat(client.recipient("b+OTHER@mail.studio.example", "ann+greylist@x.test"))
                .as("another message")
                .startsWith("451 4.7.1");
        assertThat(client.recipient(SENDER, "eve+greylist@x.test"))
                .as("another recipient")
                .startsWith("451 4.7.1");

        assertThat(client.send(SENDER, "ann+greylist@x.test", World.MESSAGE)).startsWith("250");
    }

    @Test
    void connectionStaysUsableAfterARejection() throws IOException {
        client.send(SENDER, "ann+bounce@x.test", World.MESSAGE);
        assertThat(client.send(SENDER, "ann@x.test", World.MESSAGE)).startsWith("250");
    }

    @Test
    void deliversToEveryRecipient() throws IOException {
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<ann@x.test>");
        client.say("RCPT TO:<eve@x.test>");
        client.say("DATA");
        client.say("Subject: hello\r\n\r\n..dots\r\n.");

        for (String address : List.of("ann@x.test", "eve@x.test")) {
            assertThat(new String(world.inboxes.of(address).get(0).raw(), StandardCharsets.UTF_8))
                    .isEqualTo("Subject: hello\r\n\r\n.dots\r\n");
        }
    }

    private List<String> notes(String address) {
        return world.inboxes.of(address).stream()
                .map(arrival -> arrival.notes().get(0).text())
                .toList();
    }
}
