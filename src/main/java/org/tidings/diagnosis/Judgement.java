package org.tidings.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidings.diagnosis.Topic.Standing;

/**
 * From the claims of an answer to a verdict. The table:
 *
 * <table>
 * <caption>What is decided, from the top</caption>
 * <tr><td>words about the address, and nothing against them</td><td>permanent</td><td>proven dead</td></tr>
 * <tr><td></td><td>permanent, at or after DATA, and no status agrees; or temporary and given up</td><td>suspected</td></tr>
 * <tr><td></td><td>temporary</td><td>passes</td></tr>
 * <tr><td></td><td>before the recipient was named</td><td>the sender's fault</td></tr>
 * <tr><td>words about the address and words about something else</td><td></td><td>suspected</td></tr>
 * <tr><td>words about something else</td><td></td><td>what they say</td></tr>
 * <tr><td>words of doubt</td><td>and an address status</td><td>proven dead</td></tr>
 * <tr><td></td><td>otherwise</td><td>suspected</td></tr>
 * <tr><td>no words understood</td><td>an address status, no other words</td><td>proven dead</td></tr>
 * <tr><td></td><td>an address status beside other words</td><td>suspected</td></tr>
 * <tr><td></td><td>any other status</td><td>what it says</td></tr>
 * <tr><td></td><td>temporary</td><td>passes</td></tr>
 * <tr><td></td><td>permanent, or given up</td><td>suspected</td></tr>
 * </table>
 */
final class Judgement {

    private final Reply reply;
    private final Circumstances circumstances;
    private final Claims words;
    private final Optional<Claim> status;
    private final List<Claim> grounds = new ArrayList<>();

    private Judgement(Reply reply, Circumstances circumstances, Claims words) {
        this.reply = reply;
        this.circumstances = circumstances;
        this.words = words;
        this.status = StatusTopics.of(reply);
    }

    static Diagnosis of(Reply reply, Circumstances circumstances, Claims words) {
        Judgement judgement = new Judgement(reply, circumstances, words);
        return judgement.decide();
    }

    private Diagnosis decide() {
        if (reply.code() / 100 == 2) {
            return verdict(Topic.ACCEPTED, Verdict.DELIVERED);
        }
        Optional<Claim> address = words.best(Standing.ADDRESS);
        Optional<Claim> doubt = words.best(Standing.DOUBT);
        Optional<Claim> rival = rival();
        if (rival.isPresent() && address.isPresent()) {
            return contradiction(address.get(), rival.get());
        }
        Optional<Claim> unsure = words.of(Topic.ADDRESS_DOUBTED);
        if (rival.isPresent() && unsure.isPresent()) {
            return contradiction(unsure.get(), rival.get());
        }
        if (rival.isPresent()) {
            return whatItSays(rival.get());
        }
        if (address.isPresent()) {
            return address(address.get());
        }
        if (status.filter(claim -> claim.is(Standing.ADDRESS)).isPresent()) {
            return addressStatus(status.get(), doubt);
        }
        if (doubt.isPresent()) {
            return doubted(doubt.get());
        }
        if (status.isPresent()) {
            return whatItSays(status.get());
        }
        return nothing();
    }

    /** The words speak of the sender, the message, the way, or something that passes. */
    private Optional<Claim> rival() {
        return words.best(Standing.OURS).or(() -> words.best(Standing.PASSING));
    }

    private Diagnosis contradiction(Claim address, Claim rival) {
        if (rival.topic() == Topic.DNS_TROUBLE && address.topic() == Topic.DOMAIN_UNKNOWN) {
            return whatItSays(rival);
        }
        grounds.add(address);
        grounds.add(rival);
        if (isTemporary() && !isGivenUp()) {
            return verdict(rival.topic(), rival.topic().verdict);
        }
        return verdict(address.topic(), Verdict.SUSPECTED);
    }

    private Diagnosis address(Claim address) {
        grounds.add(address);
        status.ifPresent(grounds::add);
        if (circumstances.step() == Step.BEFORE_RECIPIENT) {
            grounds.add(Claim.of(Topic.SENDER_REFUSED, Grounds.Origin.STEP, "before the recipient was named"));
            return verdict(Topic.SENDER_REFUSED, isPermanent() ? Verdict.BLOCKED : Verdict.SOFT);
        }
        Optional<Claim> against = status.filter(claim -> claim.source() == Grounds.Origin.STATUS)
                .filter(claim -> !claim.is(Standing.ADDRESS) && !isSaidOfAll(claim, address));
        if (against.isPresent()) {
            return isAboutUs(against.get(), address)
                    ? whatItSays(against.get())
                    : contradiction(address, against.get());
        }
        if (address.topic() == Topic.INACTIVE && words.of(Topic.MESSAGE_REFUSED).isPresent()) {
            return verdict(address.topic(), Verdict.SUSPECTED); // it may be our own account
        }
        if (isTemporary()) {
            return isGivenUp() ? verdict(address.topic(), Verdict.SUSPECTED) : verdict(Topic.TEMPORARY, Verdict.SOFT);
        }
        if (circumstances.step() == Step.DATA
                && address.source() == Grounds.Origin.WORDS
                && status.filter(claim -> claim.is(Standing.ADDRESS)).isEmpty()) {
            grounds.add(Claim.of(Topic.CONTENT, Grounds.Origin.STEP, "after the content was sent"));
            return verdict(address.topic(), Verdict.SUSPECTED);
        }
        return isPermanent() ? verdict(address.topic(), Verdict.HARD) : verdict(Topic.UNCLEAR, Verdict.UNKNOWN);
    }

    /** Some servers send one status for all they refuse. A policy status beside an account that is closed may be about our own account at the relay. */
    private boolean isSaidOfAll(Claim status, Claim address) {
        if (reply.code() == 556) {
            return true; // RFC 7504: the domain takes no mail
        }
        return switch (status.topic()) {
            case SYSTEM, TEMPORARY -> true;
            case POLICY, PROTOCOL -> address.topic() == Topic.MAILBOX_UNKNOWN;
            // 5.7.27 is about the sender's null MX (RFC 7505); sendmail says it of the recipient's
            case SPF -> isQuoted() && address.topic() == Topic.DOMAIN_UNKNOWN;
            default -> false;
        };
    }

    /** In our own conversation it may be our relay that speaks, of our account or of our domain. */
    private boolean isAboutUs(Claim status, Claim address) {
        return status.topic() == Topic.SENDER_REFUSED
                || (!isQuoted() && status.topic() == Topic.POLICY && address.topic() == Topic.INACTIVE)
                || (!isQuoted() && status.topic() == Topic.SPF && address.topic() == Topic.DOMAIN_UNKNOWN);
    }

    private Diagnosis addressStatus(Claim status, Optional<Claim> doubt) {
        grounds.add(status);
        doubt.ifPresent(grounds::add);
        if (circumstances.step() == Step.BEFORE_RECIPIENT) {
            return verdict(Topic.SENDER_REFUSED, Verdict.BLOCKED);
        }
        if (!isSurelyPermanent()) {
            return isGivenUp() ? verdict(status.topic(), Verdict.SUSPECTED) : verdict(Topic.TEMPORARY, Verdict.SOFT);
        }
        boolean alone = doubt.isEmpty()
                && words.areAllUnderstood()
                && words.of(Topic.MESSAGE_REFUSED).isEmpty();
        boolean confirmed =
                doubt.filter(claim -> claim.topic() == Topic.ADDRESS_REFUSED).isPresent();
        return verdict(status.topic(), alone || confirmed ? Verdict.HARD : Verdict.SUSPECTED);
    }

    private Diagnosis doubted(Claim doubt) {
        grounds.add(doubt);
        if (circumstances.step() == Step.BEFORE_RECIPIENT) {
            return verdict(Topic.SENDER_REFUSED, Verdict.BLOCKED);
        }
        if (isTemporary() && !isGivenUp()) {
            return verdict(Topic.TEMPORARY, Verdict.SOFT);
        }
        return isPermanent() || isGivenUp()
                ? verdict(doubt.topic(), Verdict.SUSPECTED)
                : verdict(Topic.UNCLEAR, Verdict.UNKNOWN);
    }

    private Diagnosis whatItSays(Claim claim) {
        grounds.add(claim);
        if (claim.topic() == Topic.TOO_FAST && isQuoted() && isTemporary()) {
            return verdict(Topic.TEMPORARY, Verdict.SOFT); // another server was too fast, not ours
        }
        return verdict(claim.topic(), claim.topic().verdict);
    }

    private Diagnosis nothing() {
        if (isTemporary()) {
            return verdict(Topic.TEMPORARY, Verdict.SOFT);
        }
        if (!isPermanent()) {
            return verdict(Topic.UNCLEAR, Verdict.UNKNOWN);
        }
        if (circumstances.step() == Step.BEFORE_RECIPIENT) {
            return verdict(Topic.SENDER_REFUSED, Verdict.BLOCKED);
        }
        return words.of(Topic.MESSAGE_REFUSED)
                .or(() -> words.of(Topic.REFUSED))
                .filter(refused -> words.areAllUnderstood())
                .map(refused -> verdict(refused.topic(), Verdict.BLOCKED))
                .orElseGet(() -> verdict(Topic.NOT_UNDERSTOOD, Verdict.SUSPECTED));
    }

    private boolean isQuoted() {
        return circumstances.source() != Classifier.Source.CONVERSATION;
    }

    private boolean isGivenUp() {
        return circumstances.source() == Classifier.Source.NOTICE;
    }

    /** A notice that quotes no code is about a failure all the same. */
    private boolean isPermanent() {
        return reply.permanent() || (isGivenUp() && reply.code() == 0 && reply.status() == null);
    }

    private boolean isTemporary() {
        return !isSurelyPermanent()
                && (reply.code() / 100 == 4
                        || (reply.status() != null && reply.status().category() == 4));
    }

    /** Permanent, and no temporary status beside the code contradicts it (as in "554 4.4.7"). */
    private boolean isSurelyPermanent() {
        return isPermanent() && (reply.status() == null || reply.status().category() == 5);
    }

    private Diagnosis verdict(Topic topic, Verdict verdict) {
        return new Diagnosis(
                verdict,
                topic.id(),
                topic.sentence,
                topic.nextStep,
                reply.permanent() || verdict == Verdict.SUSPECTED,
                reply.codes(),
                grounds.stream().map(Grounds::of).distinct().toList());
    }
}
