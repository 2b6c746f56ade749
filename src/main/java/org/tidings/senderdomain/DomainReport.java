package org.tidings.senderdomain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.List;
import org.tidings.senderdomain.DomainCheck.State;

/**
 * All checks of one sender's domain.
 *
 * @param domain that was checked
 */
public record DomainReport(String domain, List<DomainCheck> checks) {

    public DomainReport {
        checks = List.copyOf(checks);
    }

    /** The verdict of each provider. */
    @JsonIgnore
    public List<Provider.Verdict> providers() {
        return Arrays.stream(Provider.values())
                .map(provider -> provider.judge(checks))
                .toList();
    }

    /** Whether nothing has to be done. */
    @JsonIgnore
    public boolean isGood() {
        return checks.stream().allMatch(check -> check.state() == State.GOOD);
    }

    /** The names of the providers that may refuse mail. */
    @JsonIgnore
    public List<String> refusing() {
        return providers().stream()
                .filter(verdict -> !verdict.missing().isEmpty())
                .map(Provider.Verdict::provider)
                .toList();
    }

    /** The sentences about what is wrong. */
    @JsonIgnore
    public List<String> wrong() {
        return checks.stream()
                .filter(check -> check.state() == State.WRONG)
                .map(DomainCheck::sentence)
                .toList();
    }
}
