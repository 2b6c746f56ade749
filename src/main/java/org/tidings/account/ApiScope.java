package org.tidings.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an API key may do. The order of the constants is stored. */
public enum ApiScope {
    READ("Read blasts, reports, people and settings"),
    SEND("Write, send, pause, cancel and delete blasts"),
    PEOPLE("Change people, households, classes, consent and invalid addresses"),
    ADMIN("Change webhooks");

    private final String words;

    ApiScope(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Its name in the API. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ApiScope> of(String key) {
        return Arrays.stream(values()).filter(scope -> scope.key().equals(key)).findFirst();
    }

    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    private int bit() {
        return 1 << ordinal();
    }

    static int bits(Collection<ApiScope> scopes) {
        return scopes.stream().mapToInt(ApiScope::bit).reduce(0, (a, b) -> a | b);
    }

    static Set<ApiScope> ofBits(int bits) {
        Set<ApiScope> scopes = EnumSet.noneOf(ApiScope.class);
        Arrays.stream(values()).filter(scope -> (bits & scope.bit()) != 0).forEach(scopes::add);
        return scopes;
    }
}
