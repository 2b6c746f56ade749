@NullMarked
package org.tidings.account.oidc;

import org.jspecify.annotations.NullMarked;
