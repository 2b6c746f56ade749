package org.tidings.feedback.provider;

import java.net.URI;
import java.util.Optional;

/** A provider that does not sign, and authenticates by a secret instead: basic or bearer authentication. */
abstract class SecretProvider implements FeedbackProvider, SuppressionApi {

    private final String id;
    private final String displayName;
    private final Optional<HookSecret> secret;

    /** The key of the provider's API, by which released addresses are removed from its suppression list. */
    final Optional<String> apiKey;

    SecretProvider(
            String id,
            String displayName,
            Optional<String> secret,
            String username,
            Optional<String> apiKey,
            URI apiUrl) {
        this.id = id;
        this.displayName = displayName;
        Setting setting = new Setting(id);
        this.secret = setting.secret("secret", secret).map(text -> new HookSecret(username, text));
        this.apiKey = setting.apiKey(apiKey, apiUrl, "secret", this.secret.isPresent());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String displayName() {
        return displayName;
    }

    @Override
    public boolean isConfigured() {
        return secret.isPresent();
    }

    @Override
    public VerifiedBody verify(HookRequest request) {
        secret.orElseThrow().check(request);
        return new VerifiedBody("", request.text());
    }

    @Override
    public SuppressionApi suppressions() {
        return this;
    }
}
