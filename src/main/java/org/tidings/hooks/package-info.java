/** Webhooks: URLs of other programs that are told about events of an account. */
@NullMarked
package org.tidings.hooks;

import org.jspecify.annotations.NullMarked;
