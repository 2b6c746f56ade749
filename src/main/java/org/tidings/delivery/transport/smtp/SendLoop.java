package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.delivery.transport.Outcome;
import org.tidings.delivery.transport.smtp.EnvelopeReply.Command;
import org.tidings.diagnosis.Verdict;

/**
 * One call of {@link SmtpConnection#send}. In the steady state each turn writes the content of a message together with the envelope of the next
 * and reads four replies.
 *
 * <p>A message of which nothing but the envelope was sent begins again on a fresh connection, once, when the server closed a connection that had
 * served others before.
 */
final class SendLoop<M extends OutboundMessage> {

    private final SmtpConnection connection;
    private final Supplier<@Nullable M> next;
    private final BiConsumer<M, Outcome> outcomes;
    private final long halfNanos;
    /** After an outcome about the relay nothing more is taken. */
    private boolean stopping;

    SendLoop(SmtpConnection connection, Supplier<@Nullable M> next, BiConsumer<M, Outcome> outcomes) {
        this.connection = connection;
        this.next = next;
        this.outcomes = outcomes;
        this.halfNanos = connection.sendTimeoutNanos() / 2;
    }

    void run() {
        Outgoing<M> current = take();
        while (current != null) {
            current = turn(current);
        }
    }

    private @Nullable Outgoing<M> take() {
        if (stopping) {
            return null;
        }
        M message = next.get();
        return message == null ? null : connection.renderer().render(message);
    }

    /** Concludes the message, or leaves it to be begun again. Returns what comes next. */
    private @Nullable Outgoing<M> turn(Outgoing<M> current) {
        Outcome unsendable = current.failure();
        if (unsendable != null) {
            return concluded(current, unsendable);
        }
        if (current.isAnnounced() && !current.message().isValid()) {
            // paused, cancelled or taken over while the relay took its time for the message before
            connection.drop();
            outcomes.accept(current.message(), Outcome.withdrawn());
            return take();
        }
        long startNanos = System.nanoTime();
        Session session;
        try {
            session = current.isAnnounced()
                    ? connection.announcedOn(startNanos + halfNanos)
                    : connection.session(startNanos + halfNanos);
        } catch (IOException | RuntimeException failure) {
            return concluded(current, Outcomes.failed(Outcome.NOT_BEGUN, failure));
        }
        Outcome unfit = unfit(current, session);
        if (unfit != null) {
            return concluded(current, unfit);
        }
        EnvelopeReply reply;
        try {
            reply = envelope(current, session);
            if (reply.awaitsContent()) {
                session.wire().requireSilence();
            }
        } catch (IOException failure) {
            return lostEnvelope(current, session, failure);
        }
        SmtpReply refusal = reply.refusal();
        return refusal == null ? content(current, session, startNanos) : refused(current, session, reply, refusal);
    }

    private EnvelopeReply envelope(Outgoing<M> current, Session session) throws IOException {
        RenderedContent content = content(current);
        if (!session.capabilities().pipelining()) {
            return session.ask(content.envelope(), content.size());
        }
        if (!current.isAnnounced()) {
            session.announce(content.envelope(), content.size());
            session.wire().flush();
        }
        return session.awaitEnvelope();
    }

    /** Why this server cannot be given the message; null when it can. */
    private @Nullable Outcome unfit(Outgoing<M> current, Session session) {
        RenderedContent content = content(current);
        Capabilities capabilities = session.capabilities();
        if (!capabilities.fits(content.size())) {
            return Outcomes.tooLarge(content.size(), capabilities.largest());
        }
        return content.envelope().isInternationalized() && !capabilities.internationalized()
                ? Outcomes.notAscii()
                : null;
    }

    private @Nullable Outgoing<M> content(Outgoing<M> current, Session session, long startNanos) {
        long usedNanos = System.nanoTime() - startNanos;
        Outgoing<M> following = following(session);
        long sendingNanos = System.nanoTime() - usedNanos;
        SmtpReply reply;
        try {
            session.wire().setDeadline(sendingNanos + halfNanos);
            session.content(content(current));
            session.end();
            announce(following, session);
            session.flushEnd();
            session.wire().setDeadline(sendingNanos + 2 * halfNanos);
            reply = finalReply(session);
        } catch (IOException failure) {
            connection.drop();
            concluded(current, Outcomes.lost(session.isFinalDotSent(), failure), following);
            if (following != null) {
                Outcome unsendable = following.failure();
                concluded(
                        following, unsendable == null ? Outcomes.failed(Outcome.NOT_BEGUN, failure) : unsendable, null);
            }
            return null;
        }
        if (reply.isClosing()) {
            connection.drop();
            forget(following);
        } else {
            session.countAnswered();
        }
        return concluded(current, Outcomes.of(reply), following);
    }

    private static SmtpReply finalReply(Session session) throws IOException {
        SmtpReply reply = session.wire().read();
        if (reply.isIntermediate()) {
            throw UnexpectedReplyException.to("the message", reply);
        }
        return reply;
    }

    private @Nullable Outgoing<M> refused(
            Outgoing<M> current, Session session, EnvelopeReply reply, SmtpReply refusal) {
        boolean first = session.answered() == 0;
        if (refusal.isClosing()) {
            connection.drop();
            if (reply.refused() == Command.MAIL && !first && current.beginAgain()) {
                return current;
            }
            return concluded(current, Outcomes.refused(reply.refused(), refusal));
        }
        session.countAnswered();
        Outcome outcome = Outcomes.refused(reply.refused(), refusal);
        if (!reply.awaitsContent()) {
            return concluded(current, outcome);
        }
        if (reply.recipientAccepted()) {
            connection.drop(); // a final dot could deliver an empty message
            return concluded(current, outcome);
        }
        stopping |= isAboutRelay(outcome);
        outcomes.accept(current.message(), outcome);
        return emptyContent(session);
    }

    /** The server waits for content although it refused the recipient. What it replies to none counts for nothing. */
    private @Nullable Outgoing<M> emptyContent(Session session) {
        Outgoing<M> following = following(session);
        try {
            session.wire().setDeadline(System.nanoTime() + halfNanos);
            session.end();
            announce(following, session);
            session.wire().flush();
            if (finalReply(session).isClosing()) {
                connection.drop();
                forget(following);
            }
        } catch (IOException failure) {
            connection.drop();
            forget(following);
        }
        return following == null ? take() : following;
    }

    /** The message whose envelope goes with the content of the present one; null when there is none or the server does not pipeline. */
    private @Nullable Outgoing<M> following(Session session) {
        if (!session.capabilities().pipelining() || !connection.hasRoomAfter(session)) {
            return null;
        }
        session.wire().clearDeadline();
        return take();
    }

    private void announce(@Nullable Outgoing<M> following, Session session) {
        if (following == null || following.failure() != null || unfit(following, session) != null) {
            return;
        }
        RenderedContent content = content(following);
        session.announce(content.envelope(), content.size());
        following.announced();
    }

    /** Its connection is gone, and it was not begun. */
    private void forget(@Nullable Outgoing<M> following) {
        if (following != null) {
            following.beginAgain();
        }
    }

    private @Nullable Outgoing<M> lostEnvelope(Outgoing<M> current, Session session, IOException failure) {
        connection.drop();
        boolean closedByServer =
                !(failure instanceof SocketTimeoutException) && !(failure instanceof UnexpectedReplyException);
        if (closedByServer && session.answered() > 0 && current.beginAgain()) {
            return current;
        }
        return concluded(current, Outcomes.failed(Outcome.INTERRUPTED, failure));
    }

    private @Nullable Outgoing<M> concluded(Outgoing<M> current, Outcome outcome) {
        return concluded(current, outcome, null);
    }

    private @Nullable Outgoing<M> concluded(Outgoing<M> current, Outcome outcome, @Nullable Outgoing<M> following) {
        stopping |= isAboutRelay(outcome);
        outcomes.accept(current.message(), outcome);
        return following == null ? take() : following;
    }

    private static boolean isAboutRelay(Outcome outcome) {
        return outcome.diagnosis().verdict() == Verdict.TRANSPORT;
    }

    private static RenderedContent content(Outgoing<?> sendable) {
        return Objects.requireNonNull(sendable.content());
    }
}
