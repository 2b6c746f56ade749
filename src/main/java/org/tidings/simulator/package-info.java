/** The simulator: replaces the internet when no relay is configured. Communicates with Tidings only over SMTP and HTTP. */
@NullMarked
package org.tidings.simulator;

import org.jspecify.annotations.NullMarked;
