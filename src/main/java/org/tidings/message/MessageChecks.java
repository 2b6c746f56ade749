package org.tidings.message;

import java.util.List;
import java.util.Set;

/** The checks of the review page that need only the content. */
public final class MessageChecks {
    private MessageChecks() {}

    /** @param customFields names of the account's custom fields, as people wrote them */
    public static List<ContentCheck> inspect(MessageContent content, Set<String> customFields) {
        throw new UnsupportedOperationException();
    }
}
