package org.tidings.feedback.provider;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.message.ProviderHeaders;

/** All providers, and the headers that the configured ones need in every message. */
@ApplicationScoped
class FeedbackProviders implements ProviderHeaders {

    private static final Logger LOG = Logger.getLogger(FeedbackProviders.class);

    private final List<FeedbackProvider> all;

    FeedbackProviders(@All List<FeedbackProvider> all) {
        this.all = all;
    }

    /** Creates all providers at start: an unusable setting must fail the start and not lose feedback. */
    void start(@Observes StartupEvent start) {
        for (FeedbackProvider provider : configured()) {
            LOG.infof("Feedback of %s is accepted at /hooks/%s", provider.displayName(), provider.id());
        }
    }

    List<FeedbackProvider> configured() {
        return all.stream().filter(FeedbackProvider::isConfigured).toList();
    }

    /** Empty for a name that does not exist, and for a provider that is not configured: nobody can find out which. */
    Optional<FeedbackProvider> find(String id) {
        return configured().stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst();
    }

    @Override
    public Map<String, String> of(@Nullable String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        all.forEach(provider -> headers.putAll(provider.headers(token)));
        return Collections.unmodifiableMap(headers);
    }
}
