/** Accounts, the people who log in, their sessions and keys, and who did what. */
@NullMarked
package org.tidings.account;

import org.jspecify.annotations.NullMarked;
