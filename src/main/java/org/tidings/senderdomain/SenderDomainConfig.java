package org.tidings.senderdomain;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What cannot be found out about the way by which mail leaves. */
@ConfigMapping(prefix = "tidings.sender-domain")
public interface SenderDomainConfig {

    /**
     * The public IP addresses from which mail reaches the internet, if the mail server is your own. They must be in the SPF record and have names.
     * Not needed for the relay of a provider.
     */
    Optional<List<String>> addresses();
}
