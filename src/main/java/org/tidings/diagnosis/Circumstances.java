package org.tidings.diagnosis;

/**
 * Where an answer was met, and what else is known of it.
 *
 * @param step at which the server refused
 * @param hosts the names of the servers that took part, such as {@code Remote-MTA}, and the domain of the recipient, separated by spaces
 */
public record Circumstances(Classifier.Source source, Step step, String hosts) {

    /** Nothing is known but the words. */
    public static Circumstances of(Classifier.Source source) {
        return new Circumstances(source, Step.UNKNOWN, "");
    }
}
