package org.tidings.feedback.ses;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Replaces Amazon with {@link TestSns}. Possible in tests only; there is no configuration for it. */
class TestAmazon {

    @Produces
    @Singleton
    @Mock
    TestSns sns() {
        return new TestSns();
    }
}
