package org.tidings.blast.template;

import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.platform.web.Dates;

/**
 * Something that a blast can be started from, as a card on the page.
 *
 * @param frame the path of its message
 * @param action where its form is submitted
 * @param verb the words of the button
 * @param edit the page to rename or delete it; null if that is not possible
 */
record Choice(
        String title,
        String description,
        String frame,
        String action,
        String verb,
        @Nullable String edit) {

    static Choice of(StartingPoint point) {
        String path = "/templates/starting-points/" + point.key();
        return new Choice(point.name(), point.description(), path + "/html", path, "Use", null);
    }

    static Choice of(MessageTemplate template) {
        String path = "/templates/" + template.publicId;
        return new Choice(template.name, template.subject, path + "/html", path + "/blast", "Use", path);
    }

    static Choice of(Blast blast, Dates dates) {
        String path = "/blasts/" + blast.publicId;
        String title = blast.subject.isBlank() ? "No subject" : blast.subject;
        String written = (blast.startedAt == null ? "Draft of " : "Sent ")
                + dates.day(blast.startedAt == null ? blast.createdAt : blast.startedAt);
        return new Choice(title, written, path + "/preview/html", path + "/duplicate", "Copy", null);
    }
}
