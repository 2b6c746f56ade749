package org.tidings.account;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The page {@code /operator} of who runs this installation, where accounts are listed and added. */
@ConfigMapping(prefix = "tidings.operator")
public interface OperatorConfig {

    /**
     * The password of the page; without one, there is no page. At least 20 characters, not easy to guess ({@link Passwords}), and readable by anyone who can
     * read the environment. A change ends the sessions of the page.
     */
    Optional<String> password();
}
