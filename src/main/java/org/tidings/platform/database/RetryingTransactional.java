package org.tidings.platform.database;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

/**
 * Tries a {@code @Transactional} method again when its transaction met a {@link TransientConflict}, as {@link Transactions} does. It stands around the
 * interceptor that begins the transaction; where one is under way already, whoever began it tries again.
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
