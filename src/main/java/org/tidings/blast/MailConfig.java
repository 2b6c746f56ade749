package org.tidings.blast;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** What the installation adds to every message. */
@ConfigMapping(prefix = "tidings")
public interface MailConfig {

    Feedback feedback();

    Tracking tracking();

    /** Where answers of mail systems go. */
    interface Feedback {

        /**
         * The domain of return paths ({@code b+token@domain}), Message-IDs and unsubscribe addresses. Its MX must lead to the inbound
         * listener for bounces to be seen. Default: the host of {@code tidings.base-url}.
         */
        Optional<String> domain();
    }

    /** What of a recipient's doings is seen at all. An account may only switch these off. */
    interface Tracking {

        /** Whether messages carry the pixel. Without it nobody reaches Open but by a click. */
        @WithDefault("true")
        boolean opens();

        /** Whether links lead through {@code /c/...}. */
        @WithDefault("true")
        boolean clicks();
    }
}
