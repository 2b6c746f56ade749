package org.tidings.recipient;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import jakarta.enterprise.inject.spi.CDI;

/** Does what {@link CountersHold} says. */
public final class AfterEachScenario implements QuarkusTestBeforeEachCallback, QuarkusTestAfterEachCallback {

    /** Before and after are called on two objects; tests run one at a time. */
    private static volatile long newestBefore;

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (isMeant(context)) {
            newestBefore = invariants().newest();
        }
    }

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        if (isMeant(context)) {
            invariants().holdAfter(newestBefore);
        }
    }

    private static boolean isMeant(QuarkusTestMethodContext context) {
        return context.getTestInstance().getClass().isAnnotationPresent(CountersHold.class);
    }

    private static Invariants invariants() {
        return CDI.current().select(Invariants.class).get();
    }
}
