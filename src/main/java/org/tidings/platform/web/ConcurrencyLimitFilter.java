package org.tidings.platform.web;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets through what {@link ConcurrencyLimit} marks; stands before the transaction, which takes a connection. */
@Interceptor
@ConcurrencyLimit
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class ConcurrencyLimitFilter {

    /** A quarter of the connections ({@code quarkus.datasource.jdbc.max-size}). */
    static final int AT_WORK = 8;

    /** Each holds a thread, of which there are two hundred for everybody. */
    static final int WAITING = 100;

    private static final long PATIENCE_SECONDS = 10;
    private static final Semaphore PERMITS = new Semaphore(AT_WORK, true);

    private static final AtomicInteger PRESENT = new AtomicInteger();

    @AroundInvoke
    Object proceed(InvocationContext request) throws Exception {
        try {
            if (PRESENT.incrementAndGet() > AT_WORK + WAITING
                    || !PERMITS.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(503, "Too many people ask for this at once. Please try again in a minute.");
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
