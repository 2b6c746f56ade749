package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.RelayErrors;
import org.tidings.delivery.transport.smtp.Client.Sent;
import org.tidings.delivery.transport.smtp.SmtpPeer.Script;

/** Connections that break, servers that leave and servers that do not speak SMTP. */
class SmtpFailureTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @ParameterizedTest
    @CsvSource({
        "connect, relay",
        "EHLO, relay",
        "MAIL, transport",
        "RCPT, transport",
        "DATA, transport",
        "content, transport",
        "., unanswered"
    })
    void closedOrSilentConnectionTellsHowFarTheMessageCame(String stage, String rule) throws Exception {
        for (String fault : List.of(SmtpPeer.CLOSE, SmtpPeer.SILENCE)) {
            // a small content leaves in one write with its final dot
            String expected = stage.equals("content") ? Outcome.UNANSWERED : rule;
            try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on(stage, fault));
                    Client client = new Client(peer).timeout(SHORT)) {
                List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example");
                assertThat(sent.get(0).verdict()).as(fault).isEqualTo("a TRANSPORT " + expected);
                assertThat(sent.get(0).outcome().diagnosis().sentence()).isEqualTo(RelayErrors.NO_ANSWER);
                assertThat(sent.subList(1, sent.size()))
                        .as("the one that was announced, at most")
                        .hasSizeLessThan(2)
                        .allSatisfy(next -> assertThat(next.verdict()).isEqualTo("b TRANSPORT relay"));
                assertThat(peer.contents()).hasSize(stage.equals(".") ? 1 : 0);
            }
        }
    }

    @Test
    void contentThatDoesNotFitIntoTheSocketIsInterrupted() throws Exception {
        String large = "A: b\r\n\r\n" + ("x".repeat(98) + "\r\n").repeat(300_000);
        try (StalledPeer peer = new StalledPeer();
                Client client = new Client("127.0.0.1", peer.port()).timeout(SHORT)) {
            List<Sent> sent = client.send(TestMessage.to("a@x.example").withContent(large));
            assertThat(sent.get(0).verdict()).isEqualTo("a TRANSPORT transport");
        }
    }

    @Test
    void serverThatClosesAfterEachMessageCostsNobodyAnything() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on(".", "250 ok" + SmtpPeer.AND_CLOSE));
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example", "b@x.example", "c@x.example"))
                    .containsExactly("a DELIVERED accepted", "b DELIVERED accepted", "c DELIVERED accepted");
            assertThat(peer.connections()).isEqualTo(3);
            assertThat(peer.contents()).hasSize(3);
        }
    }

    @Test
    void serverThatSays421AfterSomeMessagesCostsNobodyAnything() throws Exception {
        Script script = Script.pipelining()
                .on("MAIL", "250 ok", "250 ok", "421 4.7.0 Enough on this connection" + SmtpPeer.AND_CLOSE);
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            assertThat(client.send("a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"))
                    .hasSize(5)
                    .allSatisfy(sent -> assertThat(sent.verdict()).endsWith("DELIVERED accepted"));
            assertThat(peer.connections()).isEqualTo(3);
        }
    }

    @Test
    void messageBeginsAgainOnlyOnce() throws Exception {
        Script leaving = Script.pipelining().on("MAIL", "250 ok", SmtpPeer.CLOSE);
        Script gone = Script.pipelining().on("MAIL", SmtpPeer.CLOSE);
        try (SmtpPeer peer = new SmtpPeer(leaving, gone);
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example", "b@x.example", "c@x.example"))
                    .containsExactly("a DELIVERED accepted", "b TRANSPORT transport");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void idleConnectionThatWasClosedIsReplacedUnnoticed() throws Exception {
        Script timingOut = Script.pipelining().on(".", "250 ok\r\n421 4.4.2 Idle for too long" + SmtpPeer.AND_CLOSE);
        try (SmtpPeer peer = new SmtpPeer(timingOut, Script.pipelining());
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example")).containsExactly("a DELIVERED accepted");
            assertThat(client.verdicts("b@x.example")).containsExactly("b DELIVERED accepted");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void restartedServerIsFoundAgain() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            client.send("a@x.example");
            peer.dropConnections();
            assertThat(client.verdicts("b@x.example", "c@x.example"))
                    .containsExactly("b DELIVERED accepted", "c DELIVERED accepted");
        }
    }

    @Test
    void closingReplyToTheRecipientIsAboutTheMessage() throws Exception {
        Script script = Script.pipelining().on("RCPT", "421 4.2.1 Mailbox busy" + SmtpPeer.AND_CLOSE, "250 ok");
        try (SmtpPeer peer = new SmtpPeer(script, Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example");
            assertThat(sent.get(0).outcome().isAnswer()).isTrue();
            assertThat(sent.get(0).outcome().text()).isEqualTo("421 4.2.1 Mailbox busy");
            assertThat(sent.get(1).verdict()).isEqualTo("b DELIVERED accepted");
        }
    }

    @Test
    void closingReplyToContentLetsTheAnnouncedMessageBeginAgain() throws Exception {
        Script script = Script.pipelining().on(".", "421 4.3.2 Shutting down" + SmtpPeer.AND_CLOSE);
        try (SmtpPeer peer = new SmtpPeer(script, Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example");
            assertThat(sent.get(0).outcome().text()).isEqualTo("421 4.3.2 Shutting down");
            assertThat(sent.get(0).outcome().diagnosis().worthRetrying()).isTrue();
            assertThat(sent).hasSize(2);
            assertThat(sent.get(1).verdict()).isEqualTo("b DELIVERED accepted");
        }
    }

    @Test
    void lostReplyMakesOneMessageUncertainAndTheNextNotBegun() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on(".", "250 ok", SmtpPeer.CLOSE));
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example", "d@x.example");
            assertThat(sent.stream().map(Sent::verdict))
                    .containsExactly("a DELIVERED accepted", "b TRANSPORT unanswered", "c TRANSPORT relay");
            assertThat(sent.get(1).outcome().mayHaveArrived()).isTrue();
            assertThat(sent.get(2).outcome().isAboutRelay()).isTrue();
        }
    }

    @Test
    void connectionLostAtAnEmptyContentCostsNobodyAnything() throws Exception {
        Script script = Script.pipelining()
                .on("RCPT", "550 5.1.1 No such user", "250 ok")
                .on(".", SmtpPeer.CLOSE);
        try (SmtpPeer peer = new SmtpPeer(script, Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example");
            assertThat(sent.get(0).outcome().text()).isEqualTo("550 5.1.1 No such user");
            assertThat(sent.subList(1, 3))
                    .allSatisfy(next -> assertThat(next.verdict()).endsWith("DELIVERED accepted"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connect | SSH-2.0-OpenSSH_9.2        | relay",
                "connect | 354 what?                  | relay",
                "EHLO    | 250-one\\nnothing        | relay",
                "MAIL    | Hello                      | transport",
                "RCPT    | 2x0 ok                     | transport",
                "RCPT    | 354 go                     | transport",
                "DATA    | 250 ok                     | transport",
                "DATA    | 700 go                     | transport",
                ".       | 25                         | unanswered",
                ".       | 354 more                   | unanswered"
            })
    void repliesAgainstTheProtocolEndTheConnection(String stage, String reply, String rule) throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on(stage, reply), Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example");
            assertThat(sent.get(0).verdict()).isEqualTo("a TRANSPORT " + rule);
            assertThat(sent.get(0).outcome().diagnosis().sentence()).isEqualTo(RelayErrors.UNASKED);
            assertThat(client.verdicts("c@x.example")).containsExactly("c DELIVERED accepted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void replyThatNobodyAskedForIsNeverTakenForAnother(String stage) throws Exception {
        String usual = stage.equals("connect") ? "220 peer" : stage.equals("DATA") ? "354 go" : "250 ok";
        Script script = Script.pipelining();
        if (!stage.equals("EHLO")) {
            script.on(stage, usual + "\r\n250 unasked");
        } else {
            script.on("EHLO", "250-peer\r\n250 PIPELINING\r\n250 unasked");
        }
        script.on(".", stage.equals(".") ? new String[] {"250 ok\r\n250 unasked"} : new String[] {"550 5.1.1 No"});
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example");
            long delivered = sent.stream()
                    .filter(one -> one.verdict().endsWith("accepted"))
                    .count();
            assertThat(delivered).isEqualTo(stage.equals(".") ? 1 : 0);
            assertThat(sent)
                    .last()
                    .satisfies(one ->
                            assertThat(one.outcome().diagnosis().sentence()).isEqualTo(RelayErrors.UNASKED));
        }
    }

    @Test
    void overlongLinesAreCutAndEndlessRepliesRefused() throws Exception {
        Script script = Script.pipelining()
                .on(".", "250 " + "x".repeat(5_000), "250-" + ("y".repeat(80) + "\r\n250-").repeat(2_000) + "z");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example");
            assertThat(sent.get(0).outcome().text()).hasSize(1_000);
            assertThat(sent.get(1).verdict()).isEqualTo("b TRANSPORT unanswered");
        }
    }

    @Test
    void serverThatDripsItsReplyIsCutOffInTime() throws Exception {
        try (DrippingPeer peer = new DrippingPeer();
                Client client = new Client("127.0.0.1", peer.port()).timeout(SHORT)) {
            long start = System.nanoTime();
            List<Sent> sent = client.send("a@x.example");
            assertThat(sent.get(0).verdict()).isEqualTo("a TRANSPORT relay");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(SHORT.dividedBy(2), SHORT.multipliedBy(5));
        }
    }

    @Test
    void nothingIsTakenAfterAFailure() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on("connect", SmtpPeer.CLOSE));
                Client client = new Client(peer)) {
            Queue<TestMessage> queue = new ArrayDeque<>(IntStream.range(0, 10)
                    .mapToObj(i -> TestMessage.to("m" + i + "@x.example"))
                    .toList());
            List<Sent> sent = client.sendFrom(queue);
            assertThat(sent).hasSize(1);
            assertThat(sent.get(0).outcome().diagnosis().ruleId()).isEqualTo(Outcome.NOT_BEGUN);
            assertThat(queue).hasSize(9);
        }
    }

    @Test
    void callerThatFailsLeavesNoConnectionThatWaitsForContent() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            Queue<TestMessage> failing = new ArrayDeque<>(List.of(TestMessage.to("a@x.example"))) {
                @Override
                public TestMessage poll() {
                    if (isEmpty()) {
                        throw new IllegalStateException("No database");
                    }
                    return super.poll();
                }
            };
            assertThatThrownBy(() -> client.sendFrom(failing)).hasMessage("No database");
            assertThat(client.verdicts("b@x.example")).containsExactly("b DELIVERED accepted");
            assertThat(peer.contents()).containsExactly("Subject: Hi\n\nHello b@x.example\n");
        }
    }

    @Test
    void connectionThatRestedIsTriedBeforeItIsUsed() throws Exception {
        Script script = Script.pipelining().on("RSET", "250 ok", SmtpPeer.SILENCE);
        try (SmtpPeer peer = new SmtpPeer(script, Script.pipelining());
                Client client = new Client(peer)) {
            client.send("a@x.example");
            assertThat(afterARest(client, "b@x.example")).containsExactly("b DELIVERED accepted");
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(afterARest(client, "c@x.example")).containsExactly("c DELIVERED accepted");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    /** Longer than a quarter of a second. */
    private static List<String> afterARest(Client client, String address) {
        long rested = System.nanoTime() + Duration.ofMillis(300).toNanos();
        await().until(() -> System.nanoTime() > rested);
        return client.verdicts(address);
    }
}
