/** Accounts, staff members, sessions, API keys and the audit trail. */
@NullMarked
package org.tidings.account;

import org.jspecify.annotations.NullMarked;
