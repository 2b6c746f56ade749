package org.tidings.blast.selection;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.select.ClassChoice;
import org.tidings.contact.select.EnrolmentPeriod;
import org.tidings.contact.select.FieldCondition;
import org.tidings.platform.web.Numbers;
import org.tidings.recipient.Outcome;

/** Rules in words: "Enrolled in Level 1 today, but not: clicked a link in “Recital”". */
public final class SelectionText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final int NAMES_SHOWN = 3;

    private final References.Found references;

    public SelectionText(References.Found references) {
        this.references = references;
    }

    public String of(Selection selection) {
        List<String> alternatives = Stream.concat(
                        selection.conditions().stream().map(this::of),
                        selection.any().stream().map(one -> "(" + of(one) + ")"))
                .toList();
        String text = String.join(", or ", alternatives);
        String required = selection.all().stream().map(this::of).collect(Collectors.joining(", and "));
        if (!required.isEmpty()) {
            text = text.isEmpty() ? required : text + ", and also: " + required;
        }
        return selection.not() == null ? text : text + ", but not: " + of(selection.not());
    }

    public String of(Condition condition) {
        if (condition instanceof Condition.Tagged tagged) {
            return "Tagged " + or(tagged.names());
        } else if (condition instanceof Condition.People people) {
            return names(people.ids());
        } else if (condition instanceof Condition.Homes homes) {
            return (homes.ids().size() == 1 ? "Household " : "Households ") + names(homes.ids());
        } else if (condition instanceof Condition.InClass inClass) {
            return statuses(inClass.statuses()) + classes(inClass.classes()) + period(inClass.period());
        } else if (condition instanceof Condition.WithField field) {
            return field(field.field());
        } else if (condition instanceof Condition.OfAge age) {
            return age(age);
        } else if (condition instanceof Condition.InSegment segment) {
            return "Segment “" + references.name(segment.id()) + "”";
        } else if (condition instanceof Condition.Earlier earlier) {
            return outcome(earlier.outcome()) + " “" + references.name(earlier.blastId()) + "”";
        } else if (condition instanceof Condition.Lapsing lapsing) {
            return "Consent lapses within " + Numbers.of(lapsing.days(), "day", "days");
        } else if (condition instanceof Condition.Addresses addresses) {
            return shortened(addresses.emails());
        }
        return "Everyone";
    }

    private String names(List<String> ids) {
        return shortened(ids.stream().map(references::name).toList());
    }

    private static String shortened(List<String> names) {
        return names.size() <= NAMES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }

    private static String or(List<String> names) {
        return String.join(" or ", names);
    }

    private static String statuses(Set<EnrolmentStatus> statuses) {
        String words = Stream.of(EnrolmentStatus.values())
                .filter(statuses::contains)
                .map(status -> switch (status) {
                    case ENROLLED -> "enrolled";
                    case WAITLISTED -> "waitlisted";
                    case TRIAL -> "on trial";
                    case DROPPED -> "dropped";
                })
                .collect(Collectors.joining(" or "));
        return words.substring(0, 1).toUpperCase(Locale.ENGLISH) + words.substring(1) + " in ";
    }

    private String classes(ClassChoice classes) {
        if (classes.id() != null) {
            return references.name(classes.id());
        }
        List<String> words = new ArrayList<>();
        words.add(
                classes.weekday() == null
                        ? classes.equals(ClassChoice.ALL) ? "any class" : "all classes"
                        : "all " + classes.weekday().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " classes");
        if (classes.programme() != null) {
            words.add("of " + classes.programme());
        }
        if (classes.teacher() != null) {
            words.add("with " + classes.teacher());
        }
        if (classes.place() != null) {
            words.add("at " + classes.place());
        }
        if (classes.term() != null) {
            words.add("in " + classes.term());
        }
        return String.join(" ", words);
    }

    private static String period(EnrolmentPeriod period) {
        if (period instanceof EnrolmentPeriod.On on) {
            return " on " + day(on.day());
        } else if (period instanceof EnrolmentPeriod.NextMeeting) {
            return " at its next lesson";
        } else if (period instanceof EnrolmentPeriod.ChangedWithin within) {
            return " within the last " + within.days() + " days";
        } else if (period instanceof EnrolmentPeriod.Between between) {
            if (between.from() == null && between.until() == null) {
                return " at any time";
            }
            return (between.from() == null ? "" : " from " + day(between.from()))
                    + (between.until() == null ? "" : " until " + day(between.until()));
        }
        return " on the day it is sent";
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }

    private static String field(FieldCondition field) {
        String name = "“" + field.name() + "” ";
        String value = " " + field.value();
        return name
                + switch (field.comparison()) {
                    case IS -> "is" + value;
                    case IS_NOT -> "is not" + value;
                    case CONTAINS -> "contains" + value;
                    case EMPTY -> "is empty";
                    case NOT_EMPTY -> "is filled in";
                    case LESS -> "is less than" + value;
                    case MORE -> "is more than" + value;
                    case BEFORE -> "is before" + value;
                    case AFTER -> "is after" + value;
                };
    }

    private static String age(Condition.OfAge age) {
        if (age.from() == null) {
            return age.to() == null ? "Of any age" : "Up to " + age.to() + " years old";
        }
        return age.to() == null ? age.from() + " years or older" : "Aged " + age.from() + " to " + age.to();
    }

    /** The beginning of the sentence; the subject of the blast follows. */
    public static String outcome(Outcome outcome) {
        return switch (outcome) {
            case SELECTED -> "In the list of";
            case DELIVERED -> "Got";
            case NOT_DELIVERED -> "Did not get";
            case OPENED -> "Opened";
            case NO_SIGN_OF_READING -> "No sign of reading";
            case CANNOT_BE_KNOWN -> "Not known whether they read";
            case CLICKED -> "Clicked a link in";
            case NOT_CLICKED -> "Got, but did not click in";
            case BOUNCED -> "Bounced from";
        };
    }
}
