package org.tidings.blast.selection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.contact.select.PeopleNames;

/** Finds what a rule refers to. Something that does not exist any more is a problem, never a rule that silently selects nobody. */
@ApplicationScoped
public class References {

    private final PeopleNames names;

    References(PeopleNames names) {
        this.names = names;
    }

    /**
     * What a rule and its segments refer to.
     *
     * @param segments the rules of segments by id
     * @param blasts internal ids of blasts by public id
     * @param names the names of everything by id
     * @param unknown what does not exist, in sentences
     */
    public record Found(
            Map<String, Selection> segments,
            Map<String, Long> blasts,
            Map<String, String> names,
            List<Unknown> unknown) {

        /** For a rule that refers to nothing. */
        public static final Found NOTHING = new Found(Map.of(), Map.of(), Map.of(), List.of());

        public long blast(String id) {
            return Objects.requireNonNull(blasts.get(id), id);
        }

        /** The name of something; its id if it does not exist any more. */
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    /**
     * Something that does not exist.
     *
     * @param kind the property in which it is listed, such as {@code tags}
     */
    public record Unknown(String kind, String value) {

        public String sentence() {
            return switch (kind) {
                case "tags" -> "There is no tag “" + value + "”.";
                case "contacts" -> "There is no person with the id " + value + ".";
                case "households" -> "There is no household with the id " + value + ".";
                case "classes" -> "There is no class with the id " + value + ".";
                case "blasts" -> "There is no blast with the id " + value + ". It may have been cleared.";
                default -> "There is no segment with the id " + value + ", or it refers to itself.";
            };
        }
    }

    @Transactional
    public Found find(long accountId, Selection selection) {
        Map<String, Selection> segments = new LinkedHashMap<>();
        Map<String, String> known = new LinkedHashMap<>();
        Set<Unknown> unknown = new java.util.LinkedHashSet<>();
        collectSegments(accountId, selection, new ArrayList<>(), segments, known, unknown);
        List<Condition> conditions = new ArrayList<>(selection.everyCondition().toList());
        segments.values().forEach(segment -> segment.everyCondition().forEach(conditions::add));
        resolve(
                "tags",
                ids(conditions, Condition.Tagged.class, Condition.Tagged::names),
                wanted -> names.tags(accountId, wanted),
                known,
                unknown);
        resolve(
                "contacts",
                ids(conditions, Condition.People.class, Condition.People::ids),
                wanted -> names.people(accountId, wanted),
                known,
                unknown);
        resolve(
                "households",
                ids(conditions, Condition.Homes.class, Condition.Homes::ids),
                wanted -> names.households(accountId, wanted),
                known,
                unknown);
        resolve(
                "classes",
                ids(conditions, Condition.InClass.class, References::classId),
                wanted -> names.classes(accountId, wanted),
                known,
                unknown);
        Map<String, Long> blasts = new LinkedHashMap<>();
        resolve(
                "blasts",
                ids(conditions, Condition.Earlier.class, earlier -> List.of(earlier.blastId())),
                wanted -> {
                    Map<String, String> subjects = new LinkedHashMap<>();
                    for (String id : wanted) {
                        Blast.find(accountId, id)
                                .filter(blast -> blast.startedAt != null)
                                .ifPresent(blast -> {
                                    blasts.put(id, blast.key());
                                    subjects.put(id, blast.subject);
                                });
                    }
                    return subjects;
                },
                known,
                unknown);
        return new Found(segments, blasts, known, List.copyOf(unknown));
    }

    private static List<String> classId(Condition.InClass condition) {
        String id = condition.classes().id();
        return id == null ? List.of() : List.of(id);
    }

    /** @param path the segments from the rule to this one, which must not come again */
    private static void collectSegments(
            long accountId,
            Selection selection,
            List<String> path,
            Map<String, Selection> segments,
            Map<String, String> known,
            Set<Unknown> unknown) {
        for (String id :
                ids(selection.everyCondition().toList(), Condition.InSegment.class, one -> List.of(one.id()))) {
            Segment segment = Segment.find(accountId, id).orElse(null);
            if (segment == null || path.contains(id)) {
                unknown.add(new Unknown("segments", id));
                segments.putIfAbsent(id, Selection.NOBODY);
                continue;
            }
            known.put(id, segment.name);
            if (segments.put(id, segment.selection()) == null) {
                List<String> deeper = new ArrayList<>(path);
                deeper.add(id);
                collectSegments(accountId, segment.selection(), deeper, segments, known, unknown);
            }
        }
    }

    private static <T> Set<String> ids(
            List<Condition> conditions, Class<T> type, java.util.function.Function<T, List<String>> ids) {
        return conditions.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .flatMap(condition -> ids.apply(condition).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void resolve(
            String kind,
            Set<String> wanted,
            java.util.function.Function<Collection<String>, Map<String, String>> lookup,
            Map<String, String> known,
            Set<Unknown> unknown) {
        Map<String, String> found = lookup.apply(wanted);
        known.putAll(found);
        for (String id : wanted) {
            @Nullable String name = found.get(id);
            if (name == null) {
                unknown.add(new Unknown(kind, id));
            }
        }
    }
}
