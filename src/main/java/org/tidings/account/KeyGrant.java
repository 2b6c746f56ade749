package org.tidings.account;

import java.util.Set;

/** What the API key of a request may do. An attribute of its identity. */
record KeyGrant(long keyId, Set<ApiScope> scopes) {

    static final String ATTRIBUTE = "tidings.key-grant";
}
