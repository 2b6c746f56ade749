/** The queue's workers: claim, render, send, and tell the Ledger what came of it. */
@NullMarked
package org.tidings.delivery;

import org.jspecify.annotations.NullMarked;
