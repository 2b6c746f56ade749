/** The built-in mail world: stands in for every mailbox when no relay is configured, and talks SMTP and HTTP to Tidings like any stranger. */
@NullMarked
package org.tidings.simulator;

import org.jspecify.annotations.NullMarked;
