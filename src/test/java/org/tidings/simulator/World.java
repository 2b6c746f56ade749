package org.tidings.simulator;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The whole simulator on sockets, with hurried people, and a recorder where Tidings would be. */
final class World implements AutoCloseable {
    static final String BASE_URL = "https://mail.studio.example";

    final Recorder tidings = new Recorder();
    final Inboxes inboxes = new Inboxes(1000, 10_000_000);
    final RecipientActions deeds = new RecipientActions(new Browser(BASE_URL, tidings::port));
    final Reactions reactions =
            new Reactions(Reactions.overTheWeb(deeds, Duration.ofMillis(20)), 2, 10_000_000, Clock.systemUTC());
    final SmtpListener listener = new SmtpListener(0, new MailSystem(inboxes, reactions, Clock.systemUTC()));

    World() throws IOException {}

    /** A blast message as Tidings writes them: footer link, tracked links, foreign image, pixel last. */
    static final String MESSAGE = """
            From: Riverside Gymnastics <office@riverside.example>
            Subject: =?UTF-8?Q?Spring_recital_=E2=9C=A8?=
            List-Unsubscribe: <https://mail.studio.example/u/TOKEN>,
             <mailto:u+TOKEN@mail.studio.example>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            Hi Ann, details: https://mail.studio.example/c/TEXT1
            --b
            Content-Type: text/html; charset=utf-8

            <p>Hi Ann, <a href="https://mail.studio.example/v/TOKEN">view in browser</a>
            <a href="https://elsewhere.example/">elsewhere</a>
            <a href="https://mail.studio.example/c/FIRST?a=1&amp;b=2">the <b>details</b></a>
            <a href="https://mail.studio.example/c/SECOND"><img alt="Tickets" src="https://elsewhere.example/t.png"></a>
            <a href="https://mail.studio.example/u/TOKEN">Unsubscribe</a></p>
            <img src="https://mail.studio.example/o/TOKEN.gif" alt="">
            --b--
            """;

    /** Delivers {@link #MESSAGE}; the last answer of the simulator. */
    String deliver(String recipient) throws IOException {
        try (SmtpClient client = new SmtpClient(listener.port())) {
            return client.send("b+TOKEN@mail.studio.example", recipient, MESSAGE);
        }
    }

    @Override
    public void close() {
        listener.close();
        reactions.close();
        tidings.close();
    }
}
