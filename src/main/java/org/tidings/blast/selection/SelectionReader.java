package org.tidings.blast.selection;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.select.ClassChoice;
import org.tidings.contact.select.EnrolmentPeriod;
import org.tidings.contact.select.FieldCondition;
import org.tidings.platform.EmailAddress;
import org.tidings.recipient.Outcome;

/** Reads one rule from JSON, and collects what is wrong with it. */
final class SelectionReader {

    private static final int DEEPEST = 5;
    static final int MOST_CONDITIONS = 200;
    private static final int MOST_VALUES = 10_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_PROBLEMS = 100;
    private static final int MOST_DAYS = 36_500;

    private final List<SelectionJson.Problem> problems;
    private int conditions;

    SelectionReader(List<SelectionJson.Problem> problems) {
        this.problems = problems;
    }

    /** Reads an object and what it contains. */
    Selection read(JsonNode json, String path) {
        return selection(json, path, 0, false);
    }

    private Selection selection(JsonNode json, String path, int depth, boolean isExclusion) {
        if (!json.isObject()) {
            return wrong(path, "An object is expected.", Selection.NOBODY);
        }
        if (depth > DEEPEST) {
            return wrong(path, "Rules can be nested " + DEEPEST + " deep.", Selection.NOBODY);
        }
        List<Condition> found = new ArrayList<>();
        List<Selection> any = new ArrayList<>();
        List<Selection> all = new ArrayList<>();
        Selection not = null;
        for (var property : json.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            String at = path + name;
            if (value.isNull()) {
                checkName(name, at);
                continue;
            }
            switch (name) {
                case "everyone" -> {
                    if (flag(value, at)) {
                        found.add(new Condition.Everyone());
                    }
                }
                case "tags" -> texts(value, at, names -> new Condition.Tagged(names), found);
                case "contacts" -> texts(value, at, ids -> new Condition.People(ids), found);
                case "households" -> texts(value, at, ids -> new Condition.Homes(ids), found);
                case "segment" -> {
                    if (value.isTextual()) {
                        found.add(new Condition.InSegment(value.textValue()));
                    } else {
                        wrong(at, "The id of a segment is expected.");
                    }
                }
                case "segments" ->
                    each(value, at, (one, place) -> {
                        found.add(new Condition.InSegment(text(one, place)));
                        return null;
                    });
                case "classes" -> found.addAll(each(value, at, this::inClass));
                case "fields" -> found.addAll(each(value, at, this::withField));
                case "ages" -> found.addAll(each(value, at, this::ofAge));
                case "blasts" -> found.addAll(each(value, at, this::earlier));
                case "lapsing" -> found.add(new Condition.Lapsing(number(value, at, 1, MOST_DAYS)));
                case "any" ->
                    any.addAll(each(value, at, (one, place) -> selection(one, place + ".", depth + 1, isExclusion)));
                case "all" ->
                    all.addAll(each(value, at, (one, place) -> selection(one, place + ".", depth + 1, isExclusion)));
                case "not" -> not = selection(value, at + ".", depth + 1, true);
                case "recipients" -> {
                    if (isExclusion) {
                        addresses(value, at).ifPresent(found::add);
                    } else {
                        wrong(at, "Recipients can only be listed at the top level or in \"not\".");
                    }
                }
                default -> wrong(at, "There is no such property.");
            }
        }
        conditions += found.size();
        if (conditions > MOST_CONDITIONS) {
            return wrong(path, "A rule can have " + MOST_CONDITIONS + " conditions.", Selection.NOBODY);
        }
        return new Selection(found, any, all, not == null || not.isEmpty() ? null : not);
    }

    private void checkName(String name, String at) {
        if (!Set.of(
                        "everyone",
                        "tags",
                        "contacts",
                        "households",
                        "segment",
                        "segments",
                        "classes",
                        "fields",
                        "ages",
                        "blasts",
                        "lapsing",
                        "any",
                        "all",
                        "not",
                        "recipients")
                .contains(name)) {
            wrong(at, "There is no such property.");
        }
    }

    private Condition inClass(JsonNode json, String path) {
        known(
                json,
                path,
                "id",
                "weekday",
                "teacher",
                "place",
                "programme",
                "term",
                "status",
                "on",
                "from",
                "until",
                "ever",
                "changedWithin");
        ClassChoice classes = new ClassChoice(
                optional(json, "id", path),
                word(json, "weekday", path, DayOfWeek.class),
                optional(json, "teacher", path),
                optional(json, "place", path),
                optional(json, "programme", path),
                optional(json, "term", path));
        return new Condition.InClass(classes, statuses(json.path("status"), path + ".status"), period(json, path));
    }

    private Set<EnrolmentStatus> statuses(JsonNode json, String path) {
        EnumSet<EnrolmentStatus> statuses = EnumSet.noneOf(EnrolmentStatus.class);
        if (!json.isMissingNode() && !json.isNull()) {
            each(json, path, (one, at) -> {
                Optional<EnrolmentStatus> status = constant(one, at, EnrolmentStatus.class);
                status.ifPresent(statuses::add);
                return null;
            });
        }
        return statuses.isEmpty() ? Set.of(EnrolmentStatus.ENROLLED) : Set.copyOf(statuses);
    }

    private EnrolmentPeriod period(JsonNode json, String path) {
        if (json.hasNonNull("changedWithin")) {
            return new EnrolmentPeriod.ChangedWithin(
                    number(json.get("changedWithin"), path + ".changedWithin", 1, MOST_DAYS));
        }
        if (json.hasNonNull("ever") && flag(json.get("ever"), path + ".ever")) {
            return new EnrolmentPeriod.Between(null, null);
        }
        if (json.hasNonNull("from") || json.hasNonNull("until")) {
            return new EnrolmentPeriod.Between(day(json, "from", path), day(json, "until", path));
        }
        String on = optional(json, "on", path);
        if (on == null || on.equals("TODAY")) {
            return new EnrolmentPeriod.Today();
        }
        if (on.equals("NEXT")) {
            return new EnrolmentPeriod.NextMeeting();
        }
        LocalDate day = day(json, "on", path);
        return day == null ? new EnrolmentPeriod.Today() : new EnrolmentPeriod.On(day);
    }

    private Condition withField(JsonNode json, String path) {
        known(json, path, "name", "is", "value");
        FieldCondition.Comparison comparison = word(json, "is", path, FieldCondition.Comparison.class);
        if (comparison == null) {
            comparison = FieldCondition.Comparison.IS;
        }
        String value = json.hasNonNull("value") ? json.get("value").asText() : "";
        switch (comparison) {
            case LESS, MORE -> {
                if (!isNumber(value)) {
                    wrong(path + ".value", "Enter a number.");
                    value = "0";
                }
            }
            case BEFORE, AFTER -> day(json, "value", path);
            case IS, IS_NOT, CONTAINS, EMPTY, NOT_EMPTY -> {
                // any text
            }
        }
        return new Condition.WithField(new FieldCondition(required(json, "name", path), comparison, value));
    }

    private static boolean isNumber(String text) {
        try {
            new BigDecimal(text.strip());
            return text.length() <= 30;
        } catch (NumberFormatException no) {
            return false;
        }
    }

    private Condition ofAge(JsonNode json, String path) {
        known(json, path, "from", "to");
        return new Condition.OfAge(age(json, "from", path), age(json, "to", path));
    }

    private @Nullable Integer age(JsonNode json, String name, String path) {
        return json.hasNonNull(name) ? number(json.get(name), path + "." + name, 0, 150) : null;
    }

    private Condition earlier(JsonNode json, String path) {
        known(json, path, "id", "outcome");
        Outcome outcome = word(json, "outcome", path, Outcome.class);
        return new Condition.Earlier(required(json, "id", path), outcome == null ? Outcome.SELECTED : outcome);
    }

    private Optional<Condition> addresses(JsonNode json, String path) {
        List<String> emails = new ArrayList<>();
        each(json, path, (one, at) -> {
            String typed = text(one.isObject() ? one.path("email") : one, at + ".email");
            emails.add(EmailAddress.normaliseIfValid(typed));
            return null;
        });
        return emails.isEmpty() ? Optional.empty() : Optional.of(new Condition.Addresses(List.copyOf(emails)));
    }

    private void texts(
            JsonNode json,
            String path,
            java.util.function.Function<List<String>, Condition> condition,
            List<Condition> found) {
        List<String> texts = new ArrayList<>();
        each(json, path, (one, at) -> {
            texts.add(text(one, at));
            return null;
        });
        if (!texts.isEmpty()) {
            found.add(condition.apply(texts.stream().distinct().toList()));
        }
    }

    private <T> List<T> each(JsonNode json, String path, BiFunction<JsonNode, String, @Nullable T> reader) {
        List<T> read = new ArrayList<>();
        if (!json.isArray()) {
            return wrong(path, "A list is expected.", read);
        }
        if (json.size() > MOST_VALUES) {
            return wrong(path, "A list can have " + MOST_VALUES + " entries.", read);
        }
        for (int i = 0; i < json.size(); i++) {
            T one = reader.apply(json.get(i), path + "[" + i + "]");
            if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    private void known(JsonNode json, String path, String... names) {
        if (!json.isObject()) {
            wrong(path, "An object is expected.");
            return;
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!Arrays.asList(names).contains(name)) {
                wrong(path + "." + name, "There is no such property.");
            }
        });
    }

    private String required(JsonNode json, String name, String path) {
        return text(json.path(name), path + "." + name);
    }

    private @Nullable String optional(JsonNode json, String name, String path) {
        return json.hasNonNull(name) ? required(json, name, path) : null;
    }

    private String text(JsonNode json, String path) {
        if (!json.isTextual() || json.textValue().isBlank() || json.textValue().length() > LONGEST_TEXT) {
            return wrong(path, "Enter a text.", "");
        }
        return json.textValue();
    }

    private boolean flag(JsonNode json, String path) {
        return json.isBoolean() ? json.booleanValue() : wrong(path, "true or false is expected.", false);
    }

    private int number(JsonNode json, String path, int least, int most) {
        boolean fits = json.isInt() && json.intValue() >= least && json.intValue() <= most;
        return fits ? json.intValue() : wrong(path, "Enter a number from " + least + " to " + most + ".", least);
    }

    private @Nullable LocalDate day(JsonNode json, String name, String path) {
        if (!json.hasNonNull(name)) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(json.get(name).asText());
            if (day.getYear() >= 1900 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException notADay) {
            // reported below
        }
        wrong(path + "." + name, "Enter a date such as 2026-12-31.");
        return null;
    }

    private <E extends Enum<E>> @Nullable E word(JsonNode json, String name, String path, Class<E> type) {
        return json.hasNonNull(name)
                ? constant(json.get(name), path + "." + name, type).orElse(null)
                : null;
    }

    private <E extends Enum<E>> Optional<E> constant(JsonNode json, String path, Class<E> type) {
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(json.asText().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            String names =
                    Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
            wrong(path, "Use one of " + names + ".");
        }
        return found;
    }

    private <T> T wrong(String path, String message, T otherwise) {
        wrong(path, message);
        return otherwise;
    }

    private void wrong(String path, String message) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new SelectionJson.Problem(
                    path.endsWith(".") ? path.substring(0, path.length() - 1) : path, message));
        }
    }
}
