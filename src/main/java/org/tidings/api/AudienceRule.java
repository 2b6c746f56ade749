package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.OnePer;
import org.tidings.blast.selection.References;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.platform.web.ProblemException;

/** Reads rules that select people from requests. What does not exist is an error that names it: a rule never silently selects nobody. */
@ApplicationScoped
class AudienceRule {

    private final References references;

    AudienceRule(References references) {
        this.references = references;
    }

    /**
     * Stores the rule of an audience in a new blast.
     *
     * @param audience the properties except {@code recipients}
     * @param hasRecipients whether recipients are listed too; then a tag that nobody has yet is accepted
     */
    void fill(Blast blast, JsonNode audience, boolean hasRecipients) {
        List<SelectionJson.Problem> problems = new ArrayList<>();
        ObjectNode rule = audience.deepCopy();
        blast.onePer = onePer(rule.remove("per"), problems);
        Selection selection = SelectionJson.read(rule, "audience.", problems);
        refuse(problems);
        List<References.Unknown> unknown =
                references.find(blast.accountId, selection).unknown();
        if (hasRecipients) {
            selection = selection.withoutTags(tags(unknown));
            unknown = references.find(blast.accountId, selection).unknown();
        }
        refuse(unknown.stream()
                .map(one -> new SelectionJson.Problem("audience." + one.kind(), one.sentence()))
                .toList());
        blast.audience = SelectionJson.write(selection);
    }

    /** The rule of a segment. */
    Selection read(long accountId, JsonNode json) {
        List<SelectionJson.Problem> problems = new ArrayList<>();
        Selection selection = SelectionJson.read(json, "rule.", problems);
        if (problems.isEmpty() && selection.isEmpty()) {
            problems.add(new SelectionJson.Problem("rule", "The rule selects nobody."));
        }
        refuse(problems);
        refuse(references.find(accountId, selection).unknown().stream()
                .map(one -> new SelectionJson.Problem("rule." + one.kind(), one.sentence()))
                .toList());
        return selection;
    }

    private static List<String> tags(List<References.Unknown> unknown) {
        return unknown.stream()
                .filter(one -> one.kind().equals("tags"))
                .map(References.Unknown::value)
                .toList();
    }

    private static OnePer onePer(@Nullable JsonNode value, List<SelectionJson.Problem> problems) {
        if (value == null || value.isNull()) {
            return OnePer.ADDRESS;
        }
        Optional<OnePer> found = Arrays.stream(OnePer.values())
                .filter(one -> one.name().equals(value.asText().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            problems.add(new SelectionJson.Problem("audience.per", "Use one of ADDRESS, HOUSEHOLD, STUDENT."));
        }
        return found.orElse(OnePer.ADDRESS);
    }

    private static void refuse(List<SelectionJson.Problem> problems) {
        if (!problems.isEmpty()) {
            SelectionJson.Problem first = problems.get(0);
            throw new ProblemException(
                    422,
                    first.field() + ": " + first.message(),
                    Map.of(
                            "violations",
                            problems.stream()
                                    .map(problem -> Map.of("field", problem.field(), "message", problem.message()))
                                    .toList()));
        }
    }
}
