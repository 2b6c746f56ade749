package org.tidings.simulator;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The complete simulator with real sockets, short reading times, and a recorder in place of Tidings. */
final class World implements AutoCloseable {
    static final String BASE_URL = "https://mail.studio.example";

    final Recorder tidings = new Recorder();
    final Inboxes inboxes = new Inboxes(1000, 10_000_000);
    final RecipientActions actions = new RecipientActions(new Browser(BASE_URL, tidings::port));
    final Reactions reactions =
            new Reactions(Reactions.overTheWeb(actions, Duration.ofMillis(20)), 2, 10_000_000, Clock.systemUTC());
    final SmtpListener listener = new SmtpListener(0, new MailSystem(inboxes, reactions, Clock.systemUTC()));

    World() throws IOException {}

    /** A typical blast message: tracked links, a footer link, an external image, and the pixel as the last image. */
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

    /** Delivers {@link #MESSAGE} and returns the last reply. */
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
