/** People and their addresses: consent, and whether an address may be mailed at all. */
@NullMarked
package org.tidings.contact;

import org.jspecify.annotations.NullMarked;
