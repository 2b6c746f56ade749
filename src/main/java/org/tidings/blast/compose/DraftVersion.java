package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Blast;

/**
 * The version of a draft that a page shows, with a hash of each of its parts, from which a later page can tell what changed. The form of the
 * page contains it as text.
 */
final class DraftVersion {

    private static final String SEPARATOR = ".";

    private final int number;
    private final Map<String, String> parts = new LinkedHashMap<>();

    private DraftVersion(int number) {
        this.number = number;
    }

    /**
     * The version of a draft.
     *
     * @param people what is shown of them
     */
    static DraftVersion of(Blast draft, Object people) {
        DraftVersion version = new DraftVersion(draft.version);
        version.add("subject", draft.subject, draft.preheader);
        version.add("sender", draft.fromName, draft.replyTo);
        version.add("type of email", draft.purpose.name());
        version.add("message", draft.html, draft.blocks, draft.text, draft.embedImages);
        version.add("recipients", people, draft.pasted, draft.audience, draft.onePer.name());
        version.add(
                "attachments",
                AttachedFile.summaries(draft.key()).stream()
                        .map(AttachedFile.Summary::id)
                        .toList());
        return version;
    }

    private void add(String part, @Nullable Object... values) {
        parts.put(part, Integer.toHexString(Objects.hash(values)));
    }

    /** Whether the submitted text is not about this version; an empty one is about any. */
    static boolean isStale(String submitted, Blast stored) {
        return !submitted.isEmpty() && !submitted.startsWith(stored.version + SEPARATOR);
    }

    /** Names of the parts that differ from those of the submitted text. */
    List<String> changedSince(String submitted) {
        List<String> then = List.of(submitted.split("\\" + SEPARATOR));
        List<String> changed = new ArrayList<>();
        int position = 1;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (position >= then.size() || !then.get(position).equals(part.getValue())) {
                changed.add(part.getKey());
            }
            position++;
        }
        return changed;
    }

    @Override
    public String toString() {
        return number + SEPARATOR + String.join(SEPARATOR, parts.values());
    }
}
