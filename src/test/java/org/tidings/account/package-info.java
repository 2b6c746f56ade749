/** Tests of login, settings and API keys over HTTP. */
@NullMarked
package org.tidings.account;

import org.jspecify.annotations.NullMarked;
