package org.tidings.message;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One person's copy being made: the values of each {@link TemplateSegment}. Signs each link and each token once. For one
 * thread at a time.
 */
final class Rendering {
    enum Mode {
        /** On its way to the mailbox: links tracked, pixel. */
        MAIL,
        /** The page behind "view in browser": links tracked, no pixel. */
        BROWSER,
        /** For staff: nothing tracked, nothing signed. */
        PREVIEW,
        /** The same with the position of each link in place of its target. */
        PLACES
    }

    /**
     * What all copies of a message have in common.
     *
     * @param unsubscribe the purpose of unsubscribe tokens, one for each kind of mail
     */
    record Common(Tokens tokens, String baseUrl, LinkTable links, TokenPurpose unsubscribe) {}

    private final Common common;
    private final Person person;
    private final Mode mode;
    private final @Nullable String[] trackedLinks;
    private final Map<TokenPurpose, String> signed = new EnumMap<>(TokenPurpose.class);

    Rendering(Common common, Person person, Mode mode) {
        this.common = common;
        this.person = person;
        this.mode = mode;
        this.trackedLinks = new @Nullable String[common.links().size()];
    }

    Mode mode() {
        return mode;
    }

    Person person() {
        return person;
    }

    String value(MergeField field) {
        return switch (field.name()) {
            case MergeField.UNSUBSCRIBE_URL -> ownUrl("u", common.unsubscribe());
            case MergeField.PREFERENCES_URL -> ownUrl("p", common.unsubscribe());
            case MergeField.VIEW_URL -> ownUrl("v", TokenPurpose.VIEW);
            case MergeField.GOT_IT_URL -> ownUrl("y", TokenPurpose.GOT_IT);
            case MergeField.POLL_URL -> ownUrl("y", TokenPurpose.POLL);
            default -> field.valueFor(person);
        };
    }

    String pixelUrl() {
        return ownUrl("o", TokenPurpose.OPEN) + ".gif";
    }

    String unsubscribeToken() {
        return token(common.unsubscribe());
    }

    String token(TokenPurpose purpose) {
        return signed.computeIfAbsent(purpose, missing -> common.tokens().sign(missing, person.subject()));
    }

    /** Where the link at this position leads in this copy. */
    String link(int position) {
        int index = position - common.links().first();
        String known = trackedLinks[index];
        if (known == null) {
            known = track(position);
            trackedLinks[index] = known;
        }
        return known;
    }

    private String track(int position) {
        if (mode == Mode.PLACES) {
            return PreparedMessage.PLACE + position;
        }
        UrlTemplate template = common.links().template(position);
        if (mode == Mode.PREVIEW || !common.links().tracked()) {
            return template.render(this);
        }
        Optional<ClickPayload> constant = common.links().constantPayload(position);
        return (constant.isPresent()
                        ? constant
                        : template.target(this).map(target -> new ClickPayload(position, target)))
                .map(payload -> common.baseUrl() + "/c/" + common.tokens().signClick(person.subject(), payload))
                .orElseGet(() -> template.render(this));
    }

    private boolean isForStaff() {
        return mode == Mode.PREVIEW || mode == Mode.PLACES;
    }

    private String ownUrl(String page, TokenPurpose purpose) {
        return common.baseUrl() + "/" + page + "/" + (isForStaff() ? "preview" : token(purpose));
    }
}
