/**
 * The {@code mailer} transport: the Vert.x mail client that Quarkus configures under {@code quarkus.mailer}, with one client for each SMTP
 * connection and Netty handlers below it that coalesce writes, detect lost connections and enforce time limits.
 */
@NullMarked
package org.tidings.delivery.transport.mailer;

import org.jspecify.annotations.NullMarked;
