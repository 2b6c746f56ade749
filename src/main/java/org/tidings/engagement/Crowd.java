package org.tidings.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognises a scanner by its requests for several recipients: a company's gateway scans the messages of all its people as they arrive, either
 * from one network or from many networks of a cloud provider.
 */
public final class Crowd {

    /** A couple who share a connection may both read at once. */
    private static final int FEWEST = 3;

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** Domains of mailbox providers for the public, where many people read at once; their scanners are known by other rules. */
    private static final Pattern PUBLIC = Pattern.compile(
            "(?:gmail|googlemail|outlook|hotmail|live|msn|icloud|me|mac|yahoo|ymail|rocketmail|aol|aim|gmx|web|t-online|freenet|mail"
                    + "|proton|protonmail|pm|zoho|fastmail|hey|comcast|xfinity|verizon|att|sbcglobal|bellsouth|cox|charter|spectrum"
                    + "|btinternet|sky|virginmedia|ntlworld|talktalk|orange|wanadoo|free|sfr|laposte|libero|virgilio|tiscali|alice"
                    + "|telenet|skynet|ziggo|kpnmail|online|telia|bluewin|bigpond|optusnet|xtra|shaw|rogers|telus|sympatico|videotron"
                    + "|seznam|wp|o2|onet|interia|yandex|qq|163|126|naver|daum|rediffmail|uol|bol|terra)\\.[a-z.]{2,6}");

    /**
     * A recent request soon after delivery.
     *
     * @param blastId the blast
     * @param seq the recipient's number within the blast
     * @param network number of the network from which it came; 0 if unknown
     * @param domain the domain of the recipient's address
     */
    public record Member(long blastId, int seq, Instant at, long network, String domain) {

        private boolean isNear(Member other) {
            return blastId == other.blastId
                    && Duration.between(at, other.at).abs().compareTo(AT_ONCE) <= 0
                    && ((network != 0 && network == other.network)
                            || (domain.equals(other.domain) && !isPublic(domain)));
        }
    }

    private Crowd() {}

    /** Whether several recipients made requests at the same time as this one, from its network or with addresses of its domain. */
    public static boolean surrounds(Member member, Collection<Member> recent) {
        return recent.stream()
                        .filter(other -> other.seq() != member.seq() && member.isNear(other))
                        .mapToInt(Member::seq)
                        .distinct()
                        .limit(FEWEST)
                        .count()
                >= FEWEST - 1;
    }

    private static boolean isPublic(String domain) {
        return PUBLIC.matcher(domain.toLowerCase(Locale.ROOT)).matches();
    }
}
