/** Whether mailbox providers accept mail from the sender's domain: SPF, DKIM, DMARC and what else they demand, read from the DNS. */
@NullMarked
package org.tidings.senderdomain;

import org.jspecify.annotations.NullMarked;
