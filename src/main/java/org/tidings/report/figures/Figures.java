package org.tidings.report.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tidings.engagement.DeviceClass;
import org.tidings.report.Links;

/**
 * Counted opens and clicks of one blast. Stored as JSON for large blasts.
 *
 * @param slots those in which something happened
 * @param providers the most frequent ones first; the last one may stand for all others
 * @param links in the order of the message
 * @param untracked people whose message arrived and who do not permit tracking, so that it cannot be known whether they read it
 */
record Figures(
        List<Slot> slots, List<OfProvider> providers, List<OfDevice> devices, List<Links.Line> links, int untracked) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The messages to one provider or domain.
     *
     * @param messages all but those left out
     * @param reached messages that arrived
     * @param read those of them that a person opened or clicked, as far as that can be known
     */
    record OfProvider(String name, int messages, int reached, int read, int clicked) {

        OfProvider plus(OfProvider other) {
            return new OfProvider(
                    name,
                    messages + other.messages,
                    reached + other.reached,
                    read + other.read,
                    clicked + other.clicked);
        }
    }

    /** Opens and clicks by people on one kind of device, repeated ones included. */
    record OfDevice(DeviceClass device, int opens, int clicks) {}

    Figures {
        slots = List.copyOf(slots);
        providers = List.copyOf(providers);
        devices = List.copyOf(devices);
        links = List.copyOf(links);
    }

    /** The twelve spans of five minutes of the first hour. */
    List<Slot> firstHour() {
        return range(0, 12);
    }

    /** The hours of the first day. */
    List<Slot> firstDay() {
        return IntStream.range(0, 24)
                .mapToObj(hour -> hour == 0 ? sum(firstHour()) : slot(100 + hour))
                .toList();
    }

    /** The spans of six hours of the first week. */
    List<Slot> firstWeek() {
        List<Slot> day = firstDay();
        return IntStream.range(0, 28)
                .mapToObj(span -> span < 4 ? sum(day.subList(6 * span, 6 * span + 6)) : slot(200 + span))
                .toList();
    }

    Slot later() {
        return slot(Slot.LATER);
    }

    private List<Slot> range(int from, int until) {
        return IntStream.range(from, until).mapToObj(this::slot).toList();
    }

    private Slot slot(int number) {
        return byNumber().getOrDefault(number, Slot.empty(number));
    }

    private Map<Integer, Slot> byNumber() {
        Map<Integer, Slot> found = new TreeMap<>();
        slots.forEach(slot -> found.merge(slot.number(), slot, Slot::plus));
        return found;
    }

    private static Slot sum(List<Slot> slots) {
        return slots.stream().reduce(Slot.empty(0), Slot::plus);
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Figures read(String json) {
        try {
            return JSON.readValue(json, Figures.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
