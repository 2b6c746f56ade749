package org.tidings.signup;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidings.account.Account;
import org.tidings.contact.Address;
import org.tidings.contact.Topics;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.outbox.Outbox;
import org.tidings.outbox.OutboxMail;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.RequestLimits;

/**
 * Handles a submitted form: stores it and sends the confirmation. The message contains nothing that was typed, so that nobody can send words of
 * their own to strangers.
 */
@ApplicationScoped
class SignUpRequest {

    /** Sign-ups from one network, such as the Wi-Fi of an open day. */
    static final int MOST_OF_NETWORK = 30;

    /** Confirmations to one address, of all accounts together. */
    static final int MOST_TO_ADDRESS = 3;

    /** Confirmations of one account. More are no sign-ups but an attack on the mailboxes of others. */
    static final int MOST_OF_ACCOUNT = 300;

    private static final Duration NETWORK_PERIOD = Duration.ofHours(1);
    private static final Duration PERIOD = Duration.ofDays(1);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Transactions transactions;
    private final SignUps signUps;
    private final Topics topics;
    private final RequestLimits limits;
    private final Outbox outbox;
    private final Tokens tokens;
    private final Clock clock;

    SignUpRequest(
            Transactions transactions,
            SignUps signUps,
            Topics topics,
            RequestLimits limits,
            Outbox outbox,
            Tokens tokens,
            Clock clock) {
        this.transactions = transactions;
        this.signUps = signUps;
        this.topics = topics;
        this.limits = limits;
        this.outbox = outbox;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Stores a valid form and sends the confirmation, unless the address has bounced or got enough of them. The caller cannot tell.
     *
     * @return false if too many forms come from this network
     */
    boolean accept(Account account, SignUpForm form, String network) {
        if (!limits.allows("sign-up from " + network, MOST_OF_NETWORK, NETWORK_PERIOD)) {
            return false;
        }
        String email = EmailAddress.normalise(form.email).orElseThrow();
        if (limits.allows("confirmation to " + email, MOST_TO_ADDRESS, PERIOD)
                && limits.allows("confirmations of " + account.id, MOST_OF_ACCOUNT, PERIOD)) {
            transactions.run(connection -> store(account, email, form));
        }
        return true;
    }

    private void store(Account account, String email, SignUpForm form) {
        Instant now = clock.instant();
        long id = signUps.add(new SignUp(
                0,
                account.id,
                email,
                form.plainFirstName(),
                form.plainLastName(),
                known(account.id, form.topics()),
                SignUp.words(account),
                now));
        Optional<Address> address = Address.find(account.id, email);
        if (address.map(stored -> stored.invalidSince == null || stored.canLiftComplaint())
                .orElse(true)) {
            outbox.add(account.id, confirmation(account, email, id, now));
        }
    }

    private Set<Long> known(long accountId, Set<Long> chosen) {
        return topics.all(accountId).stream()
                .map(Topics.Topic::id)
                .filter(chosen::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private OutboxMail confirmation(Account account, String email, long id, Instant now) {
        String token = tokens.sign(TokenPurpose.SIGN_UP, new TokenSubject(0, 0, id));
        String lastDay = DAY.format(now.plus(SignUp.VALID).atZone(account.zone()));
        String postal = account.postalAddress;
        return new OutboxMail(
                email,
                "Confirm your sign-up with " + account.name,
                "Hello,\n\nSomeone, probably you, signed up for emails from " + account.name
                        + " with this address. Confirm that you want them.",
                "Confirm",
                "/join/confirm/" + token,
                "The link works until " + lastDay
                        + ". If you did not sign up, ignore this message: you will get nothing" + " else.\n\n"
                        + account.name + (postal == null ? "" : "\n" + postal));
    }
}
