package org.tidings.feedback.provider;

/**
 * What an authentic request reports.
 *
 * @param id unique id of the request; empty if the events have ids of their own
 * @param text the events as text, usually JSON; empty if the request reports none
 */
public record VerifiedBody(String id, String text) {}
