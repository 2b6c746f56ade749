package org.tidings.delivery.transport.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.smtp.Client.Sent;
import org.tidings.delivery.transport.smtp.SmtpPeer.Script;
import org.tidings.diagnosis.Verdict;

/** Mail transactions with a server that behaves, whatever it makes of the messages. */
class SmtpTransactionTest {

    @Test
    void contentAndNextEnvelopeGoTogether() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example");

            assertThat(sent).extracting(Sent::to).containsExactly("a@x.example", "b@x.example", "c@x.example");
            assertThat(sent).extracting(Sent::outcome).allSatisfy(outcome -> {
                assertThat(outcome.diagnosis().verdict()).isEqualTo(Verdict.DELIVERED);
                assertThat(outcome.text()).isEqualTo("250 2.0.0 taken");
                assertThat(outcome.isAnswer()).isTrue();
            });
            assertThat(peer.contents())
                    .containsExactly(
                            "Subject: Hi\n\nHello a@x.example\n",
                            "Subject: Hi\n\nHello b@x.example\n",
                            "Subject: Hi\n\nHello c@x.example\n");
            assertThat(peer.connections()).isEqualTo(1);
            assertThat(peer.commands())
                    .startsWith(
                            "EHLO client.example",
                            "MAIL FROM:<b+1@bounces.example>",
                            "RCPT TO:<a@x.example>",
                            "DATA",
                            "MAIL FROM:<b+1@bounces.example>");
        }
    }

    @Test
    void messageThatBecameInvalidAfterItsEnvelopeIsNotSent() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send(
                    TestMessage.to("a@x.example"),
                    TestMessage.to("b@x.example").validWhile(() -> false),
                    TestMessage.to("c@x.example"));

            assertThat(sent).extracting(one -> one.outcome().isWithdrawn()).containsExactly(false, true, false);
            assertThat(peer.commands()).contains("RCPT TO:<b@x.example>");
            assertThat(peer.contents())
                    .containsExactly("Subject: Hi\n\nHello a@x.example\n", "Subject: Hi\n\nHello c@x.example\n");
            assertThat(peer.connections()).isEqualTo(2);
        }
    }

    @Test
    void endThatMessagesShareFollowsTheirBeginning() throws Exception {
        String end = "0123456789\r\n".repeat(10_000) + "last\r\n";
        String received = end.replace("\r\n", "\n");
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("PIPELINING", "SIZE 1000000"));
                Client client = new Client(peer)) {
            client.send(
                    TestMessage.to("a@x.example").withSharedEnd(end),
                    TestMessage.to("b@x.example").withSharedEnd(end));

            assertThat(peer.contents())
                    .containsExactly(
                            "Subject: Hi\n\nHello a@x.example\n" + received,
                            "Subject: Hi\n\nHello b@x.example\n" + received);
            int size = "Subject: Hi\r\n\r\nHello a@x.example\r\n".length() + end.length();
            assertThat(peer.commands()).contains("MAIL FROM:<b+1@bounces.example> SIZE=" + size);
        }
    }

    @Test
    void closedConnectionSaysQuit() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining())) {
            try (Client client = new Client(peer)) {
                client.send("a@x.example");
            }
            assertThat(peer.commands()).endsWith("QUIT");
        }
    }

    @Test
    void serverWithoutPipeliningGetsOneCommandAtATime() throws Exception {
        Script script = Script.oneByOne().on("RCPT", "250 ok", "550 5.1.1 No such user", "250 ok");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example", "b@x.example", "c@x.example"))
                    .containsExactly(
                            "a DELIVERED accepted", verdict("b", "550 5.1.1 No such user"), "c DELIVERED accepted");
            assertThat(peer.commands())
                    .containsExactly(
                            "EHLO client.example",
                            "MAIL FROM:<b+1@bounces.example>",
                            "RCPT TO:<a@x.example>",
                            "DATA",
                            "MAIL FROM:<b+1@bounces.example>",
                            "RCPT TO:<b@x.example>",
                            "RSET",
                            "MAIL FROM:<b+1@bounces.example>",
                            "RCPT TO:<c@x.example>",
                            "DATA");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"503 5.5.1 No recipients", "554 5.5.1 No valid recipients"})
    void refusedRecipientWhoseDataIsRefusedCostsOnlyItself(String data) throws Exception {
        Script script = Script.pipelining()
                .on("RCPT", "250 ok", "550 5.1.1 No such user", "250 ok")
                .on("DATA", "354 go", data, "354 go");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example", "b@x.example", "c@x.example"))
                    .containsExactly(
                            "a DELIVERED accepted", verdict("b", "550 5.1.1 No such user"), "c DELIVERED accepted");
            assertThat(peer.contents()).hasSize(2);
            assertThat(peer.commands()).containsOnlyOnce("RSET");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.5.1 No valid recipients", "250 ok"})
    void refusedRecipientWhoseDataIsAcceptedGetsAnEmptyContentThatDoesNotCount(String dot) throws Exception {
        Script script = Script.pipelining()
                .on("RCPT", "250 ok", "550-5.1.1 No\r\n550 5.1.1 such user", "250 ok")
                .on(".", "250 first", dot, "250 third");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "b@x.example", "c@x.example");
            assertThat(sent.stream().map(Sent::verdict))
                    .containsExactly(
                            "a DELIVERED accepted", verdict("b", "550 5.1.1 No such user"), "c DELIVERED accepted");
            assertThat(sent.get(1).outcome().text()).isEqualTo("550 5.1.1 No such user");
            assertThat(sent.get(2).outcome().text()).isEqualTo("250 third");
            assertThat(peer.contents()).hasSize(3).element(1).isEqualTo("");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void emptyContentIsNeverSentToARecipientThatWasAccepted() throws Exception {
        Script odd = Script.pipelining().on("MAIL", "550 5.7.1 Not you", "250 ok");
        try (SmtpPeer peer = new SmtpPeer(odd, Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example");
            assertThat(sent.get(0).outcome().diagnosis().ruleId()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(client.verdicts("b@x.example")).containsExactly("b DELIVERED accepted");
            assertThat(peer.contents()).containsExactly("Subject: Hi\n\nHello b@x.example\n");
        }
    }

    @Test
    void refusedContentIsAboutTheMessage() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining().on(".", "554 5.7.1 Spam", "250 ok"));
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example", "b@x.example"))
                    .containsExactly(verdict("a", "554 5.7.1 Spam"), "b DELIVERED accepted");
        }
    }

    @Test
    void refusedDataIsAboutTheMessageAndTheTransactionIsReset() throws Exception {
        Script script = Script.pipelining().on("DATA", "452 4.3.1 Mailbox full", "354 go");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            assertThat(client.verdicts("a@x.example", "b@x.example"))
                    .containsExactly(verdict("a", "452 4.3.1 Mailbox full"), "b DELIVERED accepted");
            assertThat(peer.commands()).containsOnlyOnce("RSET");
        }
    }

    @Test
    void temporaryRefusalOfTheSenderIsAboutTheRelayAndEndsSending() throws Exception {
        Script script = Script.pipelining().on("MAIL", "454 4.7.0 Temporary authentication failure");
        try (SmtpPeer peer = new SmtpPeer(script.on("RCPT", "503 no").on("DATA", "503 no"));
                Client client = new Client(peer)) {
            Queue<TestMessage> queue = messages(3);
            List<Sent> sent = client.sendFrom(queue);
            assertThat(sent).hasSize(1);
            assertThat(queue).hasSize(2);
            Outcome outcome = sent.get(0).outcome();
            assertThat(outcome.isAboutRelay()).isTrue();
            assertThat(outcome.diagnosis().sentence())
                    .isEqualTo("The mail server rejected the connection: 454 4.7.0 Temporary authentication failure");
        }
    }

    @Test
    void throttlingAtTheFinalDotEndsSendingAfterTheMessageThatWasAnnounced() throws Exception {
        Script script = Script.pipelining().on(".", "454 Throttling failure: Maximum sending rate exceeded.", "250 ok");
        try (SmtpPeer peer = new SmtpPeer(script);
                Client client = new Client(peer)) {
            Queue<TestMessage> queue = messages(5);
            List<Sent> sent = client.sendFrom(queue);
            assertThat(sent).hasSize(2);
            assertThat(sent.get(0).outcome().diagnosis().slowsRelay()).isTrue();
            assertThat(sent.get(1).outcome().diagnosis().verdict()).isEqualTo(Verdict.DELIVERED);
            assertThat(queue).hasSize(3);
        }
    }

    @Test
    void messageThatCannotBeRenderedHasItsOutcomeInOrderAndTouchesNothing() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send(
                    TestMessage.to("a@x.example").withContent("(fails)"),
                    TestMessage.to("b@x.example"),
                    TestMessage.to("c@x.example").withContent("(fails too)"),
                    TestMessage.to("d@x.example").withContent("(overflows)"),
                    TestMessage.to("e@x.example"));
            assertThat(sent.stream().map(Sent::verdict))
                    .containsExactly(
                            "a UNKNOWN rendering",
                            "b DELIVERED accepted",
                            "c UNKNOWN rendering",
                            "d UNKNOWN rendering",
                            "e DELIVERED accepted");
            assertThat(sent.get(0).outcome().diagnosis().permanent()).isTrue();
            assertThat(peer.commands()).noneMatch(command -> command.contains("<c@") || command.contains("<d@"));
        }
    }

    @Test
    void addressThatWouldInjectACommandIsNotSent() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send(TestMessage.to("a@x.example>\r\nRCPT TO:<thief@x.example"));
            assertThat(sent.get(0).verdict()).isEqualTo("a UNKNOWN rendering");
            assertThat(peer.connections()).isZero();
        }
    }

    @Test
    void sizeIsGivenWhereItIsAnnounced() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("PIPELINING", "SIZE 1000"));
                Client client = new Client(peer)) {
            List<Sent> sent = client.send(
                    TestMessage.to("a@x.example").withContent("A: b\r\n\r\n.dot\r\n"),
                    TestMessage.to("b@x.example").withContent("A: b\r\n\r\n" + "x".repeat(1000) + "\r\n"),
                    TestMessage.to("c@x.example").withContent("A: b\r\n\r\n.dot\r\n"));
            assertThat(peer.commands()).contains("MAIL FROM:<b+1@bounces.example> SIZE=14");
            Outcome tooLarge = sent.get(1).outcome();
            assertThat(tooLarge.diagnosis().codes()).isEqualTo("552 5.3.4");
            assertThat(tooLarge.diagnosis().verdict()).isNotEqualTo(Verdict.HARD);
            assertThat(tooLarge.text()).contains("1010 octets");
            assertThat(sent.get(2).verdict()).isEqualTo("c DELIVERED accepted");
            assertThat(peer.commands()).noneMatch(command -> command.contains("<b@"));
        }
    }

    @Test
    void internationalAddressNeedsSmtputf8() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            assertThat(client.verdicts("jürgen@x.example", "b@x.example"))
                    .containsExactly("jürgen DELIVERED accepted", "b DELIVERED accepted");
            assertThat(peer.commands())
                    .contains("MAIL FROM:<b+1@bounces.example> SMTPUTF8", "RCPT TO:<jürgen@x.example>")
                    .containsOnlyOnce("MAIL FROM:<b+1@bounces.example>");
        }
        try (SmtpPeer peer = new SmtpPeer(Script.announcing("PIPELINING"));
                Client client = new Client(peer)) {
            List<Sent> sent = client.send("a@x.example", "jürgen@x.example", "b@x.example");
            assertThat(sent.stream().map(Sent::verdict))
                    .containsExactly("a DELIVERED accepted", "jürgen BLOCKED smtputf8", "b DELIVERED accepted");
            assertThat(sent.get(1).outcome().text()).contains("SMTPUTF8");
        }
    }

    @Test
    void linesThatBeginWithADotGetAnother() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            client.send(TestMessage.to("a@x.example")
                    .withContent(".\r\n..x\r\na.b\r\n.\r\nlonger than eight octets\r\n.\r\nc\r\nd\r\n"));
            assertThat(peer.contents()).containsExactly("..\n...x\na.b\n..\nlonger than eight octets\n..\nc\nd\n");
        }
    }

    @Test
    void largeMessageArrivesWhole() throws Exception {
        String large = "A: b\r\n\r\n" + (".".repeat(70) + "\r\n").repeat(40_000);
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer)) {
            List<Sent> sent = client.send(
                    TestMessage.to("a@x.example").withContent(large),
                    TestMessage.to("b@x.example").withContent("A: b\r\n\r\n" + "x".repeat(300_000) + "\r\n"),
                    TestMessage.to("c@x.example"));
            assertThat(sent.stream().map(Sent::verdict))
                    .containsExactly("a DELIVERED accepted", "b DELIVERED accepted", "c DELIVERED accepted");
            assertThat(peer.contents().get(0)).hasSize(6 + (71 + 1) * 40_000);
            assertThat(peer.contents().get(1)).hasSize(6 + 300_001);
        }
    }

    @Test
    void connectionCarriesSoManyMessages() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Script.pipelining());
                Client client = new Client(peer).perConnection(2)) {
            assertThat(client.send("a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"))
                    .hasSize(5)
                    .allSatisfy(sent -> assertThat(sent.verdict()).endsWith("DELIVERED accepted"));
            assertThat(peer.connections()).isEqualTo(3);
            assertThat(peer.commands().stream().filter("QUIT"::equals)).hasSize(2);
        }
    }

    private static Queue<TestMessage> messages(int count) {
        return new ArrayDeque<>(IntStream.range(0, count)
                .mapToObj(i -> TestMessage.to("m" + i + "@x.example"))
                .toList());
    }

    private static String verdict(String name, String reply) {
        var diagnosis = new SmtpReply(Integer.parseInt(reply.substring(0, 3)), List.of(reply)).diagnosis();
        return name + " " + diagnosis.verdict() + " " + diagnosis.ruleId();
    }
}
