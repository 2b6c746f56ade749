package org.tidings.senderdomain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tidings.platform.dns.Dns;
import org.tidings.senderdomain.DomainCheck.Subject;

/** Carries out all checks. Takes as long as the DNS. */
final class DomainExamination {

    /** Their policies make every message fail that they have not sent themselves, or they publish that they will. */
    private static final Set<String> FREEMAIL = Set.of(
            "gmail.com",
            "googlemail.com",
            "yahoo.com",
            "ymail.com",
            "aol.com",
            "hotmail.com",
            "outlook.com",
            "live.com",
            "msn.com",
            "icloud.com",
            "me.com",
            "mac.com",
            "gmx.com",
            "gmx.net",
            "gmx.de",
            "web.de",
            "mail.ru",
            "proton.me",
            "protonmail.com");

    private DomainExamination() {}

    static DomainReport of(Dns dns, SenderSettings settings) {
        if (FREEMAIL.contains(settings.domain())) {
            return new DomainReport(
                    settings.domain(),
                    List.of(DomainCheck.wrong(
                            Subject.DOMAIN,
                            "Mail from " + settings.domain()
                                    + " can only be sent by the provider itself: its DMARC policy lets"
                                    + " others refuse everything else. Send from a domain of your own.",
                            null)));
        }
        List<DomainCheck> checks = new ArrayList<>();
        checks.add(SpfCheck.of(dns, settings));
        checks.addAll(DkimCheck.of(dns, settings));
        checks.addAll(DmarcCheck.of(dns, settings));
        checks.add(ReturnPathCheck.of(dns, settings));
        checks.addAll(ReverseDnsCheck.of(dns, settings));
        checks.add(encryption(settings));
        checks.add(oneClick(settings));
        return new DomainReport(settings.domain(), checks);
    }

    private static DomainCheck encryption(SenderSettings settings) {
        return switch (settings.encryption()) {
            case ALWAYS -> DomainCheck.good(Subject.TLS, "Mail leaves Tidings encrypted.");
            case IF_OFFERED ->
                DomainCheck.good(Subject.TLS, "Mail leaves Tidings encrypted if the mail server supports it.");
            case NEVER ->
                DomainCheck.advice(
                        Subject.TLS,
                        "Mail leaves Tidings without encryption. That is fine only if the mail server runs on this machine.",
                        null);
        };
    }

    private static DomainCheck oneClick(SenderSettings settings) {
        return settings.oneClick()
                ? DomainCheck.good(
                        Subject.ONE_CLICK, "Every marketing message carries the headers that providers demand.")
                : DomainCheck.wrong(
                        Subject.ONE_CLICK,
                        "Unsubscribe links do not start with https, which one-click unsubscribe demands. Give Tidings a public"
                                + " https address.",
                        null);
    }
}
