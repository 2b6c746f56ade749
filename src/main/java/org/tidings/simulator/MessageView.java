package org.tidings.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** One message on the page. */
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
     * @param place its index, which the click form sends
     * @param ours whether it leads to Tidings and can be followed from here
     */
    record LinkView(int place, String words, String url, boolean ours) {}

    static MessageView of(Arrival arrival, RecipientActions deeds) {
        ReceivedMessage letter = arrival.letter();
        List<ReceivedMessage.Link> links = letter.links();
        return new MessageView(
                arrival.id(),
                arrival.address(),
                arrival.sender(),
                letter.subject().isBlank() ? "(no subject)" : letter.subject(),
                letter.from(),
                (arrival.size() + 1023) / 1024,
                letter.attachments(),
                arrival.notes(),
                IntStream.range(0, links.size())
                        .mapToObj(i -> new LinkView(
                                i,
                                links.get(i).words(),
                                links.get(i).url(),
                                deeds.isOurs(links.get(i).url())))
                        .toList());
    }

    /** The address of the page with the inbox that holds it. */
    public String inbox() {
        return "/simulator?q=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}
