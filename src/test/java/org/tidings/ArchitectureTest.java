package org.tidings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms and the arrows between them. To draw a new arrow is a decision: make it here, and only downward. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tidings");

    /** Each room and those it may use, from the ground up. What a room stands on, its users may use too. */
    private static final String HOUSE = """
            platform:
            embedded:  platform
            message:
            diagnosis:
            engagement:
            account:   platform
            contact:   account
            recipient: contact diagnosis engagement
            blast:     recipient contact message
            delivery:  blast recipient message diagnosis
            tracking:  blast recipient contact message engagement
            feedback:  blast recipient contact message diagnosis
            report:    blast recipient contact
            task:      blast contact report
            api:       account contact message diagnosis recipient blast delivery tracking feedback report task
            simulator: platform
            sample:    blast message
            """;

    private static final Map<String, Set<String>> ROOMS = rooms();

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        HOUSE.lines().forEach(line -> {
            String[] halves = line.split(":", -1);
            Set<String> below = Arrays.stream(
                            halves.length < 2
                                    ? new String[0]
                                    : halves[1].strip().split(" +", -1))
                    .collect(Collectors.toCollection(TreeSet::new));
            List.copyOf(below).forEach(room -> below.addAll(rooms.getOrDefault(room, Set.of())));
            rooms.put(halves[0], below);
        });
        return rooms;
    }

    static Stream<String> names() {
        return ROOMS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRoomUsesOnlyTheRoomsItStandsOn(String room) {
        String[] others = ROOMS.keySet().stream()
                .filter(other -> !other.equals(room) && !ROOMS.get(room).contains(other))
                .map(other -> "org.tidings." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("org.tidings." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyClassHasARoom() {
        Set<String> rooms = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("org.tidings."))
                .map(name -> name.split("\\.", -1)[2])
                .collect(Collectors.toSet());

        assertThat(ROOMS.keySet()).containsAll(rooms);
    }

    @Test
    void thereAreNoCircles() {
        slices().matching("org.tidings.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void messageAndDiagnosisArePure() {
        noClasses()
                .that()
                .resideInAnyPackage("org.tidings.message..", "org.tidings.diagnosis..", "org.tidings.engagement..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "jakarta.inject..",
                        "jakarta.enterprise..",
                        "jakarta.transaction..",
                        "jakarta.ws.rs..",
                        "io.quarkus..",
                        "org.eclipse.microprofile..",
                        "java.sql..")
                .check(CLASSES);
    }

    @Test
    void nobodyHidesBehindAHollowName() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void nobodyUsesTheOldDates() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar")
                .check(CLASSES);
    }

    @Test
    void nobodyAsksForTheTimeBehindTheClocksBack() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tidings.platform.time..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    /** All wait for something to happen; only a database server of its own process has no way to say when it does. */
    @Test
    void nobodySleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.tidings.embedded..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }
}
