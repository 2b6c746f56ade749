package org.tidings.report.calls;

import java.time.Instant;

/** A phone call to a home. */
record Call(CallOutcome outcome, long staffId, Instant at) {}
