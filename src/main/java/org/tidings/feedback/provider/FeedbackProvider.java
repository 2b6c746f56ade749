package org.tidings.feedback.provider;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider of mail that reports by webhook what became of messages. Creating one validates its configuration. */
public interface FeedbackProvider {

    /** The name in the path {@code /hooks/NAME} and in {@code tidings.feedback.NAME.*}. */
    String id();

    /** The name that staff know. */
    String displayName();

    /** Whether the operator has set what it needs to verify requests. Otherwise nothing is accepted from it, or sent to it. */
    boolean isConfigured();

    /**
     * Checks that the provider sent the request, before anything of it is used.
     *
     * @throws RefusedException when it did not
     * @throws ProviderUnavailableException when it cannot be checked at the moment
     * @throws MalformedBodyException when it does not have the form of a request of this provider
     */
    VerifiedBody verify(HookRequest request);

    /**
     * The events of a request. A malformed or unknown event is logged and left out, and does not affect the others.
     *
     * @throws MalformedBodyException when there is no event to be found
     */
    List<? extends ProviderEvent> parse(VerifiedBody body);

    /**
     * Headers by which the provider learns the recipient and that it must not track, because Tidings does. In ASCII, folded with CRLF and a
     * space.
     *
     * @param token of the recipient; null for a message that belongs to no blast
     */
    Map<String, String> headers(@Nullable String token);

    /** Removes addresses from the provider's own suppression list. */
    SuppressionApi suppressions();
}
