package org.tidings.message.block;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

/** An event for people's calendars (RFC 5545). Times are written in UTC, which needs no definition of a time zone. */
public final class CalendarFile {

    public static final String CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH";

    private CalendarFile() {}

    /**
     * The file; empty if the event has no date.
     *
     * @param uid the same for all copies of the event
     * @param zone of the event's times
     * @param written when the event was written
     */
    public static Optional<byte[]> of(Block.Event event, String uid, ZoneId zone, Instant written) {
        EventTime time = EventTime.of(event);
        return time.day().map(day -> write(event(event, day, time, uid, zone, written)));
    }

    private static VEvent event(
            Block.Event block, LocalDate day, EventTime time, String uid, ZoneId zone, Instant written) {
        VEvent event = new VEvent(false);
        event.add(new Uid(uid));
        event.add(new DtStamp(written));
        event.add(new Summary(block.title().strip()));
        if (time.start().isPresent()) {
            event.add(new DtStart<>(day.atTime(time.start().get()).atZone(zone).toInstant()));
            time.endsAt()
                    .ifPresent(end -> event.add(new DtEnd<>(end.atZone(zone).toInstant())));
        } else {
            event.add(new DtStart<>(day));
            time.lastDay()
                    .filter(day::isBefore)
                    .ifPresent(last -> event.add(new DtEnd<>(last.plusDays(1)))); // exclusive
        }
        if (!block.place().isBlank()) {
            event.add(new Location(block.place().strip()));
        }
        if (!block.description().isBlank()) {
            event.add(new Description(block.description().strip()));
        }
        return event;
    }

    private static byte[] write(VEvent event) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//Tidings//Tidings//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableMethod.PUBLISH);
        calendar.add(event);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new CalendarOutputter().output(calendar, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
