package org.tidings.message.block;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message. The values are as typed, also when they are wrong or missing: a draft keeps all input. {@link BlockChecks} says what is
 * wrong, and {@link BlockHtml} leaves out what cannot be shown. Texts may contain merge fields.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Block.Heading.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Block.Picture.class, name = "picture"),
    @JsonSubTypes.Type(value = Block.Button.class, name = "button"),
    @JsonSubTypes.Type(value = Block.Columns.class, name = "columns"),
    @JsonSubTypes.Type(value = Block.Divider.class, name = "divider"),
    @JsonSubTypes.Type(value = Block.Quote.class, name = "quote"),
    @JsonSubTypes.Type(value = Block.Event.class, name = "event"),
    @JsonSubTypes.Type(value = Block.ClassDetails.class, name = "class"),
    @JsonSubTypes.Type(value = Block.Files.class, name = "files"),
    @JsonSubTypes.Type(value = Block.GotIt.class, name = "gotit"),
    @JsonSubTypes.Type(value = Block.Poll.class, name = "poll"),
    @JsonSubTypes.Type(value = Block.Html.class, name = "html")
})
public sealed interface Block {

    /**
     * A heading.
     *
     * @param level from 1 (large) to 3 (small)
     */
    record Heading(String text, String level) implements Block {}

    /** Paragraphs and lists. */
    record Text(String html) implements Block {}

    /**
     * A picture.
     *
     * @param alt describes it to people who do not see it
     * @param width at which it is shown, in CSS pixels
     * @param link where a click on it leads; empty for nowhere
     */
    record Picture(String src, String alt, String width, String link) implements Block {}

    /** A link that looks like a button. */
    record Button(String label, String link) implements Block {}

    /** Two columns, one below the other on a phone. */
    record Columns(Column left, Column right) implements Block {
        public Columns(@Nullable Column left, @Nullable Column right) {
            this.left = left == null ? Column.EMPTY : left;
            this.right = right == null ? Column.EMPTY : right;
        }
    }

    /** A picture above a text; each of them may be missing. */
    record Column(String src, String alt, String html) {
        static final Column EMPTY = new Column("", "", "");
    }

    record Divider() implements Block {}

    /**
     * A quotation.
     *
     * @param source who said it; may be empty
     */
    record Quote(String text, String source) implements Block {}

    /**
     * An event, which is also sent as a calendar file.
     *
     * @param date such as {@code 2026-12-12}
     * @param lastDate of an event of several days; may be empty
     * @param time when it starts, such as {@code 16:00}; empty for the whole day
     * @param until when it ends, on the last day; may be empty
     */
    record Event(
            String title, String date, String lastDate, String time, String until, String place, String description)
            implements Block {}

    /**
     * Day, time, place and teacher of a class.
     *
     * @param classId the class; empty for the classes of each recipient
     */
    record ClassDetails(String classId) implements Block {}

    /** The names of the attached files. */
    record Files(String title) implements Block {}

    /**
     * A button by which a recipient confirms having read the message.
     *
     * @param text the words above it; may be empty
     */
    record GotIt(String text, String label) implements Block {}

    /** A question that is answered with yes, no or maybe. */
    record Poll(String question) implements Block {}

    /** HTML from elsewhere. */
    record Html(String html) implements Block {}
}
