package org.tidings.message;

import org.jspecify.annotations.Nullable;

/** One person's copy in the making: answers what each {@link TemplateSegment} needs, and signs each link once. */
final class Rendering {
    enum Mode {
        /** On its way to the mailbox: links tracked, pixel. */
        MAIL,
        /** The page behind "view in browser": links tracked, no pixel. */
        BROWSER,
        /** For staff: nothing tracked, nothing signed. */
        PREVIEW
    }

    private final Person person;
    private final Mode mode;
    private final Tokens tokens;
    private final String baseUrl;
    private final LinkTable links;
    private final @Nullable String[] trackedLinks;

    Rendering(Person person, Mode mode, Tokens tokens, String baseUrl, LinkTable links) {
        this.person = person;
        this.mode = mode;
        this.tokens = tokens;
        this.baseUrl = baseUrl;
        this.links = links;
        this.trackedLinks = new @Nullable String[links.size()];
    }

    Mode mode() {
        return mode;
    }

    Person person() {
        return person;
    }

    String value(MergeField field) {
        return switch (field.name()) {
            case MergeField.UNSUBSCRIBE_URL -> ownUrl("u", TokenPurpose.UNSUBSCRIBE);
            case MergeField.VIEW_URL -> ownUrl("v", TokenPurpose.VIEW);
            default -> field.valueFor(person);
        };
    }

    String pixelUrl() {
        return ownUrl("o", TokenPurpose.OPEN) + ".gif";
    }

    /** Where the link at this position leads in this copy. */
    String link(int position) {
        String known = trackedLinks[position];
        if (known == null) {
            known = track(position);
            trackedLinks[position] = known;
        }
        return known;
    }

    private String track(int position) {
        UrlTemplate template = links.template(position);
        if (mode == Mode.PREVIEW || !links.tracked()) {
            return template.render(this);
        }
        return template.target(this)
                .map(target -> baseUrl + "/c/" + tokens.signClick(person.subject(), position, target))
                .orElseGet(() -> template.render(this));
    }

    private String ownUrl(String page, TokenPurpose purpose) {
        String token = mode == Mode.PREVIEW ? "preview" : tokens.sign(purpose, person.subject());
        return baseUrl + "/" + page + "/" + token;
    }
}
