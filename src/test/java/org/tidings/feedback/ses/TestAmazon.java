package org.tidings.feedback.ses;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts {@link TestSns} into the place of Amazon, in tests only: nothing that can be configured does that. */
class TestAmazon {

    @Produces
    @Singleton
    @Mock
    TestSns sns() {
        return new TestSns();
    }
}
