@NullMarked
package org.tidings.outbox;

import org.jspecify.annotations.NullMarked;
