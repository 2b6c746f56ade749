package org.tidings.blast.compose;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidings.blast.selection.Condition;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.platform.web.FormErrors;

/** Changes a rule as the buttons of its editor say. */
final class AudienceEdit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AudienceEdit() {}

    /**
     * Applies a button.
     *
     * @param action {@code add:KIND}, {@code and:KIND}, {@code not:KIND}, {@code drop-any:N}, {@code drop-all:N} or {@code drop-not:N}
     * @param errors receives what is wrong in the fields
     */
    static Selection apply(Selection selection, String action, AudienceForm form, FormErrors errors) {
        String[] parts = action.split(":", 2);
        String argument = parts.length < 2 ? "" : parts[1];
        if (parts[0].startsWith("drop-")) {
            return selection.without(
                    Selection.Part.valueOf(parts[0].substring(5).toUpperCase(Locale.ROOT)), position(argument));
        }
        Optional<Selection> read = condition(argument, form, errors);
        if (read.isEmpty()) {
            return selection;
        }
        if (selection.everyCondition().count() + read.get().everyCondition().count() > SelectionJson.MOST_CONDITIONS) {
            errors.add(
                    "rule", "This is too much for one blast. Describe the classes by day, teacher or place instead.");
            return selection;
        }
        if (parts[0].equals("and")) {
            return selection.and(read.get());
        }
        Selection changed = selection;
        for (Condition condition : read.get().conditions()) {
            changed = parts[0].equals("add") ? changed.or(condition) : changed.butNot(condition);
        }
        return changed;
    }

    static boolean isEdit(String action) {
        return action.matches("(add|and|not):[a-z]+|drop-(any|all|not):\\d{1,6}");
    }

    private static int position(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    /** The condition of a kind, read by the rules of {@link SelectionJson}. */
    private static Optional<Selection> condition(String kind, AudienceForm form, FormErrors errors) {
        ObjectNode json = JSON.createObjectNode();
        String field = switch (kind) {
            case "everyone" -> {
                json.put("everyone", true);
                yield "everyone";
            }
            case "classes" -> classes(json, form);
            case "tags" -> texts(json, "tags", form.addTag, "addTag");
            case "people" -> {
                texts(json, "contacts", form.addPerson, "findPerson");
                yield texts(json, "households", form.addHousehold, "findPerson");
            }
            case "segment" -> texts(json, "segments", List.of(form.addSegment), "addSegment");
            case "field" -> field(json, form);
            case "age" -> age(json, form, errors);
            case "blast" -> blast(json, form);
            default -> "";
        };
        List<SelectionJson.Problem> problems = new ArrayList<>();
        Selection read = SelectionJson.read(json, "", problems);
        problems.stream().limit(1).forEach(problem -> errors.add(field, problem.message()));
        if (problems.isEmpty() && read.isEmpty() && errors.isEmpty()) {
            errors.add(field, nothingChosen(kind));
        }
        return errors.isEmpty() && !read.isEmpty() ? Optional.of(read) : Optional.empty();
    }

    private static String nothingChosen(String kind) {
        return switch (kind) {
            case "tags" -> "Choose at least one tag.";
            case "people" -> "Find people first, then tick them.";
            case "segment" -> "Choose a segment.";
            case "blast" -> "Choose an earlier blast.";
            default -> "Choose what to add.";
        };
    }

    private static String texts(ObjectNode json, String name, List<String> values, String field) {
        ArrayNode list = json.putArray(name);
        values.stream().filter(value -> !value.isBlank()).forEach(list::add);
        return field;
    }

    private static String classes(ObjectNode json, AudienceForm form) {
        List<String> ids = form.addClass.stream().filter(id -> !id.isBlank()).toList();
        ArrayNode classes = json.putArray("classes");
        for (String id : ids.isEmpty() ? List.of("") : ids) {
            ObjectNode one = classes.addObject();
            put(one, "id", id);
            if (ids.isEmpty()) {
                put(one, "weekday", form.addWeekday);
                put(one, "teacher", form.addTeacher);
                put(one, "place", form.addPlace);
                put(one, "programme", form.addProgramme);
                put(one, "term", form.addTerm);
            }
            form.addStatus.forEach(one.withArray("status")::add);
            switch (form.addWhen) {
                case "NEXT" -> one.put("on", "NEXT");
                case "DAY" -> one.put("on", form.addDay.isBlank() ? "a day" : form.addDay);
                case "BETWEEN" -> {
                    put(one, "from", form.addDay);
                    put(one, "until", form.addUntil);
                }
                case "EVER" -> one.put("ever", true);
                case "WITHIN" ->
                    one.put("changedWithin", form.addDays.matches("\\d{1,5}") ? Integer.parseInt(form.addDays) : 0);
                default -> {
                    // on the day it is sent
                }
            }
        }
        return form.addWhen.equals("WITHIN") ? "addDays" : "addDay";
    }

    private static String field(ObjectNode json, AudienceForm form) {
        ObjectNode one = json.putArray("fields").addObject();
        one.put("name", form.addField.strip());
        one.put("is", form.addFieldIs);
        one.put("value", form.addFieldValue.strip());
        return form.addField.isBlank() ? "addField" : "addFieldValue";
    }

    private static String age(ObjectNode json, AudienceForm form, FormErrors errors) {
        ObjectNode one = json.putArray("ages").addObject();
        for (String[] limit : new String[][] {{"from", form.addAgeFrom}, {"to", form.addAgeTo}}) {
            if (limit[1].strip().matches("\\d{1,3}")) {
                one.put(limit[0], Integer.parseInt(limit[1].strip()));
            } else {
                errors.addIf(!limit[1].isBlank(), "addAgeFrom", "Enter an age in years.");
            }
        }
        errors.addIf(form.addAgeFrom.isBlank() && form.addAgeTo.isBlank(), "addAgeFrom", "Enter an age in years.");
        return "addAgeFrom";
    }

    private static String blast(ObjectNode json, AudienceForm form) {
        if (!form.addBlast.isBlank()) {
            json.putArray("blasts").addObject().put("id", form.addBlast).put("outcome", form.addOutcome);
        }
        return "addBlast";
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isBlank()) {
            json.put(name, value);
        }
    }
}
