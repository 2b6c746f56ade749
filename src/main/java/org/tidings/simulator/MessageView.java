package org.tidings.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A message on the page. */
record MessageView(
        String id,
        String address,
        String sender,
        String subject,
        String from,
        long kilobytes,
        List<String> attachments,
        List<Arrival.Note> notes,
        List<LinkView> links) {

    /**
     * A link of the message.
     *
     * @param index its index, submitted by the click form
     * @param ours whether it is a URL of Tidings, which the simulator can open
     */
    record LinkView(int index, String words, String url, boolean ours) {}

    static MessageView of(Arrival arrival, RecipientActions actions) {
        ReceivedMessage message = arrival.message();
        List<ReceivedMessage.Link> links = message.links();
        return new MessageView(
                arrival.id(),
                arrival.address(),
                arrival.sender(),
                message.subject().isBlank() ? "(no subject)" : message.subject(),
                message.from(),
                (arrival.size() + 1023) / 1024,
                message.attachments(),
                arrival.notes(),
                IntStream.range(0, links.size())
                        .mapToObj(i -> new LinkView(
                                i,
                                links.get(i).words(),
                                links.get(i).url(),
                                actions.isOurs(links.get(i).url())))
                        .toList());
    }

    /** The URL of the inbox that contains the message. */
    public String inbox() {
        return "/simulator?q=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}
