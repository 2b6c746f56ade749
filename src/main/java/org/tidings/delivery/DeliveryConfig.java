package org.tidings.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How this node sends. */
@ConfigMapping(prefix = "tidings.delivery")
public interface DeliveryConfig {

    /**
     * How messages are handed to the relay; both transports read {@code quarkus.mailer.*}. Choose {@code pipelined} where the mailer is the
     * limit: for more than about 3,000 messages a second, or a relay that is far away.
     */
    @WithDefault("mailer")
    TransportKind transport();

    /** SMTP connections of this node to all its relays together, at least 1. More help where the relay is far away; many relays refuse more than 20 or 50. */
    @WithDefault("20")
    @Min(1)
    int connections();

    /**
     * The relays, by the name of their mailer: {@code east} is {@code quarkus.mailer.east}, {@code default} is {@code quarkus.mailer} itself.
     * None means the default mailer alone.
     */
    Map<String, Share> relays();

    /** Most messages a second of this node; none means as fast as the relay takes them. */
    Optional<@Positive Double> rate();

    /** Most messages a second of this node to one receiving domain, by domain, as in {@code domain-rate."gmail.com"}. */
    Map<String, @Positive Double> domainRate();

    /** The allowed number of attempts for one recipient, at least 1. After the last one a soft bounce becomes Failed. */
    @WithDefault("6")
    @Min(1)
    int attempts();

    /** Wait before the second attempt. Shorter than the usual greylisting (5 minutes) wastes one. */
    @WithDefault("5m")
    Duration retryDelay();

    /** Each further wait is this many times longer: 5 m, 15 m, 45 m, 2.25 h, 6.75 h by default. At least 1. */
    @WithDefault("3")
    @DecimalMin("1")
    double retryFactor();

    /** What counts as delivered. */
    @WithDefault("accepted")
    Confirmation confirmation();

    /** Longest time one message may take, from connecting to the relay's last answer (RFC 5321 section 4.5.3.2 allows minutes). */
    @WithDefault("2m")
    Duration sendTimeout();

    /** How long a claimed recipient belongs to its node, which renews it in time; what a crashed node held is taken over after this. */
    @WithDefault("30s")
    Duration lease();

    /** How much of the mail goes by a relay. */
    interface Share {

        /** In proportion to the other relays' weights, at least 1. */
        @Min(1)
        int weight();
    }

    /** The implementations of {@link org.tidings.delivery.transport.Transport}. */
    enum TransportKind {
        /** The Quarkus mailer. */
        MAILER,
        /** Our own SMTP client, which pipelines (RFC 2920). */
        PIPELINED
    }

    /** What counts as delivered. */
    enum Confirmation {
        /** A 250 from the next hop: direct delivery, the simulator. */
        ACCEPTED,
        /** Only a delivery event or notice: Amazon SES, relays that queue. */
        CONFIRMED
    }
}
