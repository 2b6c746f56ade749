package org.tidings.diagnosis;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From a server's answer to its meaning: the {@link Claims} that its words make, refined by what is known of the provider, and the
 * {@link Judgement} on them.
 *
 * <p>Whatever is not understood is no proof: a customer is never cut off by a guess.
 */
public final class Classifier {

    private static final Reply NO_REPLY = new Reply(0, null, "");

    /** Where the answer was met. */
    public enum Source {
        /** Said to us by the server we sent to. */
        CONVERSATION,
        /** Quoted in a notice that came back later and says that the message was given up: said to another server, or by it. */
        NOTICE,
        /** Quoted in a notice that says that another server goes on trying. Never a bounce. */
        DELAY
    }

    private Classifier() {}

    /** Diagnoses the answer to our own attempt. */
    public static Diagnosis classify(Reply reply) {
        return classify(reply, Source.CONVERSATION);
    }

    /** Diagnoses an answer of which nothing more is known than its words; they may name the step. */
    public static Diagnosis classify(Reply reply, Source source) {
        return classify(reply, new Circumstances(source, Step.in(reply.text()), ""));
    }

    /** Diagnoses an answer. */
    public static Diagnosis classify(Reply reply, Circumstances circumstances) {
        boolean quoted = circumstances.source() != Source.CONVERSATION;
        Optional<Topic> relay = quoted ? Optional.empty() : RelayReplies.topic(reply);
        if (relay.isPresent()) {
            return diagnosis(relay.get(), reply);
        }
        Claims claims = Providers.refine(Claims.in(Wording.of(reply.text())), reply, circumstances);
        Diagnosis judged = Judgement.of(reply, circumstances, claims);
        boolean mild = judged.verdict() == Verdict.SOFT || judged.verdict() == Verdict.BLOCKED;
        return circumstances.source() == Source.DELAY && !mild ? diagnosis(Topic.DELAYED, reply) : judged;
    }

    /** The recipient called the message junk (RFC 5965). */
    public static Diagnosis complaint() {
        return diagnosis(Topic.COMPLAINT, NO_REPLY);
    }

    /** An automatic answer (RFC 3834): says nothing about the address but that somebody has it. */
    public static Diagnosis autoReply() {
        return diagnosis(Topic.AUTO_REPLY, NO_REPLY);
    }

    /** A notice reports that the message arrived. */
    public static Diagnosis delivered() {
        return diagnosis(Topic.DELIVERED, NO_REPLY);
    }

    /** Something came back of which we can make nothing. */
    public static Diagnosis notUnderstood() {
        return diagnosis(Topic.UNCLEAR, NO_REPLY);
    }

    /** The message was given up, and why is not known: a reason to suspect the address. */
    public static Diagnosis givenUp() {
        return diagnosis(Topic.NOT_UNDERSTOOD, NO_REPLY);
    }

    /** The ids of the topics whose verdict is {@link Verdict#BLOCKED}, for those who look at many recipients at once. */
    public static Set<String> blockingRules() {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.verdict == Verdict.BLOCKED)
                .map(Topic::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Diagnosis diagnosis(Topic topic, Reply reply) {
        return new Diagnosis(
                topic.verdict,
                topic.id(),
                topic.sentence,
                topic.nextStep,
                topic == Topic.NOT_UNDERSTOOD,
                reply.codes());
    }
}
