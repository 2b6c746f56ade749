package org.tidings.message.block;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the values of a block, by field, in sentences for its writer. */
public final class BlockChecks {

    private static final String LINK = "Enter a complete address, such as https://riverside.example/.";

    private final Map<String, String> problems = new LinkedHashMap<>();

    private BlockChecks() {}

    /** Values that are wrong. Missing ones are not, since a draft may be incomplete. */
    public static Map<String, String> wrong(Block block) {
        BlockChecks checks = new BlockChecks();
        if (block instanceof Block.Button button) {
            checks.link(button.link());
        } else if (block instanceof Block.Picture picture) {
            checks.link(picture.link());
        } else if (block instanceof Block.Event event) {
            checks.event(event);
        }
        return checks.problems;
    }

    /** Values without which the block would be left out, or not be understood by everyone. */
    public static Map<String, String> missing(Block block) {
        BlockChecks checks = new BlockChecks();
        if (block instanceof Block.Button button) {
            checks.required("label", button.label(), "Enter the words of the button, or remove the block.");
            checks.required("link", button.link(), "Enter where the button leads, or remove the block.");
        } else if (block instanceof Block.Picture picture) {
            checks.picture("", picture.src(), picture.alt());
            checks.required("file", picture.src(), "Choose a picture, or remove the block.");
        } else if (block instanceof Block.Columns columns) {
            checks.picture("left.", columns.left().src(), columns.left().alt());
            checks.picture("right.", columns.right().src(), columns.right().alt());
        } else if (block instanceof Block.Event event) {
            checks.required("title", event.title(), "Enter the name of the event, or remove the block.");
            checks.required("date", event.date(), "Enter the date of the event.");
        } else if (block instanceof Block.Poll poll) {
            checks.required("question", poll.question(), "Enter the question, or remove the block.");
        }
        return checks.problems;
    }

    /** Whether an event is over before a day begins. */
    public static boolean isOver(Block.Event event, LocalDate today) {
        EventTime time = EventTime.of(event);
        return time.lastDay().or(time::day).filter(last -> last.isBefore(today)).isPresent();
    }

    private void picture(String prefix, String src, String alt) {
        if (!src.isBlank()) {
            required(prefix + "alt", alt, "Describe the picture for people who cannot see it.");
        }
    }

    private void link(String typed) {
        if (!typed.isBlank() && BlockLink.of(typed).isEmpty()) {
            problems.put("link", LINK);
        }
    }

    private void event(Block.Event event) {
        EventTime time = EventTime.of(event);
        unreadable("date", event.date(), time.day(), "Enter a date such as 2026-12-12.");
        if (!event.lastDate().strip().equals(event.date().strip())) {
            unreadable("lastDate", event.lastDate(), time.lastDay(), "Enter a date such as 2026-12-14.");
        }
        unreadable("time", event.time(), time.start(), "Enter a time such as 16:00.");
        unreadable("until", event.until(), time.end(), "Enter a time such as 18:00.");
        if (time.endsTooEarly()) {
            problems.put(time.lastDay().isPresent() ? "lastDate" : "until", "The event ends before it starts.");
        } else if (time.end().isPresent() && event.time().isBlank()) {
            problems.put("time", "Enter when the event starts.");
        }
    }

    private void unreadable(String field, String typed, Optional<?> read, String sentence) {
        if (!typed.isBlank() && read.isEmpty()) {
            problems.put(field, sentence);
        }
    }

    private void required(String field, String value, String sentence) {
        if (value.isBlank()) {
            problems.put(field, sentence);
        }
    }
}
