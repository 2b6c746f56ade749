package org.tidings.platform.dns;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** In place of the domain name system while the application is tested: no question leaves the machine, and all fail unless a test knows better. */
@Mock
@ApplicationScoped
public class NoDns implements Dns {

    private final Map<String, DnsAnswer> answers = new ConcurrentHashMap<>();

    @Override
    public DnsAnswer lookup(String name, int type) {
        return answers.getOrDefault(name, DnsAnswer.FAILED);
    }

    /** Answers questions of any type about a name. */
    public void answer(String name, DnsAnswer answer) {
        answers.put(name, answer);
    }
}
