package org.tidings.platform.web;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Enforces {@link ConcurrencyLimit}. Runs before the transaction interceptor, which acquires a connection. */
@Interceptor
@ConcurrencyLimit
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class ConcurrencyLimitFilter {

    /** A quarter of the connections ({@code quarkus.datasource.jdbc.max-size}). */
    static final int MAX_RUNNING = 8;

    /** Each waiting request occupies one of the 200 worker threads. */
    static final int MAX_WAITING = 100;

    private static final long TIMEOUT_SECONDS = 10;
    private static final Semaphore PERMITS = new Semaphore(MAX_RUNNING, true);

    private static final AtomicInteger PRESENT = new AtomicInteger();

    @AroundInvoke
    Object proceed(InvocationContext request) throws Exception {
        try {
            if (PRESENT.incrementAndGet() > MAX_RUNNING + MAX_WAITING
                    || !PERMITS.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(503, "Too many people are using this page. Try again in a minute.");
            }
            try {
                return request.proceed();
            } finally {
                PERMITS.release();
            }
        } finally {
            PRESENT.decrementAndGet();
        }
    }
}
