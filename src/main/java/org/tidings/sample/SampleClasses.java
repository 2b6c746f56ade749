package org.tidings.sample;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.tidings.contact.WeeklyClass;

/** The week of Riverside Gymnastics. */
final class SampleClasses {

    /** Name, programme, weekday, start, minutes, teacher, place. */
    private static final String WEEK = """
            Parents and tots,Preschool,1,10:00,45,Ada Brandt,Small hall
            Tumbling Monday,Recreational,1,16:30,60,Sam Ito,Main hall
            Trampoline,Recreational,1,18:00,60,Ada Brandt,Main hall
            Level 1 Tuesday,Recreational,2,16:00,45,Sam Ito,Main hall
            Beam basics,Recreational,2,17:00,60,Lea Novak,Small hall
            Tumbling Tuesday,Recreational,2,18:15,60,Sam Ito,Main hall
            Level 2 Tuesday,Recreational,2,19:15,60,Lea Novak,Main hall
            Ninja,Recreational,3,16:00,60,Sam Ito,Main hall
            Acro,Recreational,3,17:15,75,Lea Novak,Small hall
            Level 1 Thursday,Recreational,4,16:00,45,Ada Brandt,Main hall
            Level 3,Recreational,4,17:00,90,Lea Novak,Main hall
            Boys' team,Competition,5,16:00,120,Sam Ito,Main hall
            Girls' team,Competition,5,16:00,120,Lea Novak,Small hall
            Level 2 Saturday,Recreational,6,10:00,60,Ada Brandt,Main hall
            """;

    private SampleClasses() {}

    /** Adds the classes, with a term around today. Must be called in a transaction. */
    static void create(long accountId, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        WEEK.lines().forEach(line -> {
            String[] cells = line.split(",", -1);
            WeeklyClass one =
                    new WeeklyClass(accountId, UlidCreator.getMonotonicUlid().toString(), cells[0], now);
            one.programme = cells[1];
            one.weekday = Byte.valueOf(cells[2]);
            one.startsAt = LocalTime.parse(cells[3]);
            one.endsAt = one.startsAt.plusMinutes(Long.parseLong(cells[4]));
            one.teacher = cells[5];
            one.place = cells[6];
            one.termName = "This term";
            one.termFrom = today.minusWeeks(12).withDayOfMonth(1);
            one.termUntil = today.plusWeeks(8);
            one.persist();
        });
    }
}
