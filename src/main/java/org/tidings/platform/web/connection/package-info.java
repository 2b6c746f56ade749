/** Limits of HTTP connections: how many of one network, and how long a client may take for a request's headers and for reading a response. */
@NullMarked
package org.tidings.platform.web.connection;

import org.jspecify.annotations.NullMarked;
