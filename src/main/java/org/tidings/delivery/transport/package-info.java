/** What every transport offers: connections that take rendered messages and report an outcome for each. */
@NullMarked
package org.tidings.delivery.transport;

import org.jspecify.annotations.NullMarked;
