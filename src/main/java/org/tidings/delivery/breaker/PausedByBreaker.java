package org.tidings.delivery.breaker;

/** The circuit breaker of this node paused a blast. */
public record PausedByBreaker(long blastId) {}
