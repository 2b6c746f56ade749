/** The circuit breaker: pauses a blast with many dead addresses, complaints or refusals. */
@NullMarked
package org.tidings.delivery.breaker;

import org.jspecify.annotations.NullMarked;
