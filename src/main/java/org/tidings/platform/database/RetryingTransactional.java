package org.tidings.platform.database;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

/**
 * Retries a {@code @Transactional} method whose transaction failed with a {@link TransientConflict}, as {@link Transactions} does. Runs outside
 * the interceptor that begins the transaction. A method that joins a transaction is not retried; the caller that began the transaction is.
 */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class RetryingTransactional {

    private final TransactionSynchronizationRegistry transaction;

    RetryingTransactional(TransactionSynchronizationRegistry transaction) {
        this.transaction = transaction;
    }

    @AroundInvoke
    Object proceed(InvocationContext work) throws Exception {
        int attempt = 1;
        while (transaction.getTransactionKey() == null) {
            try {
                return work.proceed();
            } catch (Exception failure) {
                if (attempt == TransientConflict.TRIES || !TransientConflict.isCauseOf(failure)) {
                    throw failure;
                }
                TransientConflict.pause(attempt++);
            }
        }
        return work.proceed();
    }
}
