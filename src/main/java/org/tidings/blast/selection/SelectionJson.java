package org.tidings.blast.selection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.select.ClassChoice;
import org.tidings.contact.select.EnrolmentPeriod;
import org.tidings.contact.select.FieldCondition;

/**
 * Rules as JSON: the {@code audience} of the API, the {@code rule} of a segment, and the column of a draft. For example
 *
 * <pre>{"classes": [{"weekday": "TUESDAY", "on": "NEXT"}], "tags": ["competition"],
 *  "not": {"blasts": [{"id": "01JD...", "outcome": "CLICKED"}]}}</pre>
 */
public final class SelectionJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Conditions of a rule. */
    public static final int MOST_CONDITIONS = SelectionReader.MOST_CONDITIONS;

    /** What is wrong at a property. */
    public record Problem(String field, String message) {}

    private SelectionJson() {}

    /**
     * Reads a rule.
     *
     * @param path the path of the object, for problems: empty or ending in a dot
     * @param problems receives what cannot be read or does not exist
     */
    public static Selection read(JsonNode json, String path, List<Problem> problems) {
        return new SelectionReader(problems).read(json, path);
    }

    /** Reads what {@link #write} wrote; null is {@link Selection#NOBODY}. */
    public static Selection stored(@Nullable String json) {
        if (json == null) {
            return Selection.NOBODY;
        }
        try {
            List<Problem> problems = new ArrayList<>();
            Selection selection = read(JSON.readTree(json), "", problems);
            if (!problems.isEmpty()) {
                throw new IllegalStateException("Not a rule: " + problems.get(0));
            }
            return selection;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a rule: " + json, e);
        }
    }

    /** Reads what a form of a page returns; {@link Selection#NOBODY} if it was tampered with. */
    public static Selection typed(String json) {
        try {
            List<Problem> problems = new ArrayList<>();
            Selection selection = json.isBlank() ? Selection.NOBODY : read(JSON.readTree(json), "", problems);
            return problems.isEmpty() ? selection : Selection.NOBODY;
        } catch (JsonProcessingException tampered) {
            return Selection.NOBODY;
        }
    }

    /** The rule as JSON; null if it selects and excludes nobody. */
    public static @Nullable String write(Selection selection) {
        return selection.isEmpty() && selection.not() == null
                ? null
                : toJson(selection).toString();
    }

    /** A stored rule in which a tag has another name. */
    public static String renameTag(String rule, String name, String newName) {
        try {
            JsonNode json = JSON.readTree(rule);
            for (JsonNode tags : json.findValues("tags")) {
                ArrayNode list = (ArrayNode) tags;
                for (int i = 0; i < list.size(); i++) {
                    if (list.get(i).textValue().equals(name)) {
                        list.set(i, newName);
                    }
                }
            }
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not a rule: " + rule, e);
        }
    }

    private static ObjectNode toJson(Selection selection) {
        ObjectNode json = JSON.createObjectNode();
        selection.conditions().forEach(condition -> add(json, condition));
        selection.any().forEach(one -> json.withArray("any").add(toJson(one)));
        selection.all().forEach(one -> json.withArray("all").add(toJson(one)));
        if (selection.not() != null) {
            json.set("not", toJson(selection.not()));
        }
        return json;
    }

    private static void add(ObjectNode json, Condition condition) {
        switch (kind(condition)) {
            case "everyone" -> json.put("everyone", true);
            case "tags" -> texts(json, "tags", ((Condition.Tagged) condition).names());
            case "contacts" -> texts(json, "contacts", ((Condition.People) condition).ids());
            case "households" -> texts(json, "households", ((Condition.Homes) condition).ids());
            case "segments" -> json.withArray("segments").add(((Condition.InSegment) condition).id());
            case "classes" -> json.withArray("classes").add(classes((Condition.InClass) condition));
            case "fields" -> {
                FieldCondition field = ((Condition.WithField) condition).field();
                json.withArray("fields")
                        .addObject()
                        .put("name", field.name())
                        .put("is", field.comparison().name())
                        .put("value", field.value());
            }
            case "ages" -> {
                Condition.OfAge age = (Condition.OfAge) condition;
                json.withArray("ages").addObject().put("from", age.from()).put("to", age.to());
            }
            case "blasts" -> {
                Condition.Earlier earlier = (Condition.Earlier) condition;
                json.withArray("blasts")
                        .addObject()
                        .put("id", earlier.blastId())
                        .put("outcome", earlier.outcome().name());
            }
            case "lapsing" -> json.put("lapsing", ((Condition.Lapsing) condition).days());
            default -> texts(json, "recipients", ((Condition.Addresses) condition).emails());
        }
    }

    /** The property in which a condition is listed. */
    static String kind(Condition condition) {
        if (condition instanceof Condition.Everyone) {
            return "everyone";
        } else if (condition instanceof Condition.Tagged) {
            return "tags";
        } else if (condition instanceof Condition.People) {
            return "contacts";
        } else if (condition instanceof Condition.Homes) {
            return "households";
        } else if (condition instanceof Condition.InSegment) {
            return "segments";
        } else if (condition instanceof Condition.InClass) {
            return "classes";
        } else if (condition instanceof Condition.WithField) {
            return "fields";
        } else if (condition instanceof Condition.OfAge) {
            return "ages";
        } else if (condition instanceof Condition.Earlier) {
            return "blasts";
        } else if (condition instanceof Condition.Lapsing) {
            return "lapsing";
        }
        return "recipients";
    }

    private static void texts(ObjectNode json, String name, List<String> texts) {
        ArrayNode list = json.withArray(name);
        texts.forEach(list::add);
    }

    private static ObjectNode classes(Condition.InClass condition) {
        ObjectNode json = JSON.createObjectNode();
        ClassChoice classes = condition.classes();
        put(json, "id", classes.id());
        put(json, "weekday", classes.weekday());
        put(json, "teacher", classes.teacher());
        put(json, "place", classes.place());
        put(json, "programme", classes.programme());
        put(json, "term", classes.term());
        condition.statuses().stream()
                .sorted()
                .forEach(status -> json.withArray("status").add(status.name()));
        EnrolmentPeriod period = condition.period();
        if (period instanceof EnrolmentPeriod.On on) {
            put(json, "on", on.day());
        } else if (period instanceof EnrolmentPeriod.NextMeeting) {
            json.put("on", "NEXT");
        } else if (period instanceof EnrolmentPeriod.Between between) {
            put(json, "from", between.from());
            put(json, "until", between.until());
            if (between.from() == null && between.until() == null) {
                json.put("ever", true);
            }
        } else if (period instanceof EnrolmentPeriod.ChangedWithin within) {
            json.put("changedWithin", within.days());
        }
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
