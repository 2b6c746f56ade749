/** A pipelining SMTP client (RFC 5321, RFC 2920) on blocking sockets, one thread for each connection. */
@NullMarked
package org.tidings.delivery.transport.smtp;

import org.jspecify.annotations.NullMarked;
