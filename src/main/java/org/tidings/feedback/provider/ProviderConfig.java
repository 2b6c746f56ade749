package org.tidings.feedback.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Providers of mail that report by webhook, beside Amazon SES. A provider without its secret or key is disabled. */
@ConfigMapping(prefix = "tidings.feedback")
public interface ProviderConfig {

    Postmark postmark();

    SendGrid sendgrid();

    Mailgun mailgun();

    Brevo brevo();

    SparkPost sparkpost();

    Mandrill mandrill();

    /** How requests of a provider that does not sign them are recognised. */
    interface WithSecret {

        /** At least 16 characters, better the output of {@code openssl rand -hex 32}: the password of the webhook, or its bearer token. */
        Optional<String> secret();

        /** The user name of the webhook. Not used with a bearer token. */
        @WithDefault("tidings")
        String username();
    }

    /** Postmark. */
    interface Postmark extends WithSecret {

        /** The message stream of blasts, sent as {@code X-PM-Message-Stream}; by default that of the SMTP token, {@code outbound}. */
        Optional<String> messageStream();

        /** The server API token, to remove released addresses from the suppression list of the stream. */
        Optional<String> apiKey();

        @WithDefault("https://api.postmarkapp.com")
        URI apiUrl();
    }

    /** Twilio SendGrid. */
    interface SendGrid {

        /** The verification key of the signed event webhook, as SendGrid shows it (base64). */
        Optional<String> publicKey();

        /** An API key with access to suppressions, to remove released addresses. */
        Optional<String> apiKey();

        /** In the EU {@code https://api.eu.sendgrid.com}. */
        @WithDefault("https://api.sendgrid.com")
        URI apiUrl();
    }

    /** Mailgun. */
    interface Mailgun {

        /** The HTTP webhook signing key. */
        Optional<String> signingKey();

        /** An API key, to remove released addresses from the suppression lists of the domain. */
        Optional<String> apiKey();

        /** The sending domain; required with an API key. */
        Optional<String> domain();

        /** In the EU {@code https://api.eu.mailgun.net}. */
        @WithDefault("https://api.mailgun.net")
        URI apiUrl();
    }

    /** Brevo. */
    interface Brevo extends WithSecret {

        /** An API key, to remove released addresses from the list of blocked contacts. */
        Optional<String> apiKey();

        @WithDefault("https://api.brevo.com")
        URI apiUrl();
    }

    /** SparkPost (Bird). */
    interface SparkPost extends WithSecret {

        /** An API key with access to the suppression list, to remove released addresses. */
        Optional<String> apiKey();

        /** In the EU {@code https://api.eu.sparkpost.com}. */
        @WithDefault("https://api.sparkpost.com")
        URI apiUrl();
    }

    /** Mandrill (Mailchimp Transactional). */
    interface Mandrill {

        /** The key of the webhook. Mandrill shows it when the webhook exists; until then any text of at least 16 characters. */
        Optional<String> webhookKey();

        /** The URL of the webhook exactly as it was entered, because it is signed. Default: {@code /hooks/mandrill} of {@code tidings.base-url}. */
        Optional<String> webhookUrl();

        /** An API key, to remove released addresses from the denylist. */
        Optional<String> apiKey();

        @WithDefault("https://mandrillapp.com")
        URI apiUrl();
    }
}
