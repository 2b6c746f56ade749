/** The protocol of a login with the operator's OpenID Connect provider; knows no staff. */
@NullMarked
package org.tidings.account.oidc;

import org.jspecify.annotations.NullMarked;
