package org.tidings.contact;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision about one kind of consent, with its evidence.
 *
 * @param basis of a yes to marketing; null for other decisions
 * @param at when the person decided, if that is in the past; null for now
 * @param source who recorded it: "page" and "one-click" of the unsubscribe link, "mail", "preferences", "sign-up", "api",
 *     "import", "staff"
 * @param how in which way the person decided, such as "by phone"
 * @param words what the person was asked or said
 */
public record ConsentChange(
        ConsentKind kind,
        boolean granted,
        @Nullable ConsentBasis basis,
        @Nullable Instant at,
        String source,
        @Nullable String how,
        @Nullable String words,
        @Nullable Long staffId,
        @Nullable Long blastId) {

    private static final Set<String> EVIDENCED = Set.of("api", "import", "staff", "sign-up");

    /** A no that takes effect now. */
    public static ConsentChange refusal(ConsentKind kind, String source, @Nullable Long blastId) {
        return new ConsentChange(kind, false, null, null, source, null, null, null, blastId);
    }

    /** A yes of the reader that takes effect now. */
    public static ConsentChange agreement(ConsentKind kind, String source) {
        ConsentBasis basis = kind == ConsentKind.MARKETING ? ConsentBasis.ASKED : null;
        return new ConsentChange(kind, true, basis, null, source, null, null, null, null);
    }

    /** Whether it came by a link or a message that may be used at will. The link of a sign-up works once. */
    boolean isByReader() {
        return !EVIDENCED.contains(source);
    }
}
