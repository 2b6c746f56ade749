/** Tests of log-in, settings and keys, over HTTP. */
@NullMarked
package org.tidings.account;

import org.jspecify.annotations.NullMarked;
