package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.TestAccounts;
import org.tidings.account.Permissions.Access;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.PublicBodies;
import org.tidings.report.SampleBlasts;

/** Every endpoint, with every kind of credential, by its own path and by other spellings of it. */
@QuarkusTest
class RoutesTest {

    private static final List<Class<?>> RESOURCES = new ClassFileImporter()
            .importPath(Paths.get("target/classes/org/tidings")).stream()
                    .filter(found -> found.isAnnotatedWith(Path.class))
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    /**
     * An endpoint.
     *
     * @param template its path with the names of parameters
     * @param path its path with values
     * @param access what the table says
     * @param annotated what the annotations say about the kind of credential: one of EVERYBODY, PROGRAM and, for all sessions, STAFF
     */
    private record Route(String method, String template, String path, Access access, Access annotated) {

        boolean changesNothing() {
            return method.equals("GET");
        }
    }

    /** What no test makes here: a draft is no task, and nothing is sent. */
    private static final Set<String> NOT_MADE = Set.of("/api/v1/tasks/{id}", "/simulator/messages/{id}");

    @TestHTTPResource
    URI home;

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Test
    void everyEndpointIsInTheTableAndItsAnnotationsAgree() {
        assertThat(routes("1")).allSatisfy(route -> {
            boolean isForSessions = route.access().compareTo(Access.PROGRAM) > 0;
            // Quarkus does not know the operator's credential
            Access expected = route.access() == Access.OPERATOR ? Access.EVERYBODY : route.access();
            assertThat(isForSessions ? Access.STAFF : expected).isEqualTo(route.annotated());
        });
    }

    @Test
    void everyEndpointAcceptsOnlyItsKindOfCredential() throws Exception {
        TestAccounts.Person owner = accounts.owner();
        String operator = OperatorTest.logIn();
        List<String> findings = new ArrayList<>();
        for (Route route : routes(draftOf(owner))) {
            if (route.access() == Access.EVERYBODY) {
                continue;
            }
            Map<String, String> refused = new LinkedHashMap<>();
            refused.put("nothing", "");
            refused.put("an unknown cookie", "Cookie: tidings-session=unknown\r\n");
            refused.put("an unknown key", "Authorization: Bearer unknown\r\n");
            if (route.access() == Access.PROGRAM || route.access() == Access.OPERATOR) {
                refused.put("a session", cookie(owner));
            }
            if (route.access() != Access.PROGRAM) {
                refused.put("a key", "Authorization: Bearer " + owner.apiKey() + "\r\n");
            }
            if (route.access() != Access.OPERATOR) {
                refused.put("the operator", "Cookie: tidings-operator=" + operator + "\r\n");
            }
            for (Map.Entry<String, String> credential : refused.entrySet()) {
                int status = status(route.method(), route.path(), credential.getValue());
                boolean asksForLogin = status == 401 || (status == 303 && route.access() != Access.PROGRAM);
                if (!asksForLogin) {
                    findings.add(route + " with " + credential.getKey() + ": " + status);
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    /** A role that is too low is refused at every endpoint, and one that suffices at none. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleMayUseExactlyItsEndpoints(Role role) throws Exception {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person person = accounts.member(owner.accountId(), role);
        List<String> findings = new ArrayList<>();
        for (Route route : routes(draftOf(person))) {
            if (!isForStaff(route)) {
                continue;
            }
            int status = status(route.method(), route.path(), cookie(person));
            boolean expected = role.isAtLeast(Role.valueOf(route.access().name()));
            boolean isStart =
                    status == 303 && role == Role.TEACHER && route.template().equals("/tasks");
            if ((status != 403 && status != 401 && !isStart) != expected) {
                findings.add(route + ": " + status);
            }
        }
        assertThat(findings).isEmpty();
    }

    /** What belongs to an account is, for everybody of another one, the same as what does not exist. */
    @Test
    void anotherAccountFindsNothing() throws Exception {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person stranger = accounts.owner();
        OneOfEverything things = OneOfEverything.of(owner, draftOf(owner));
        List<String> findings = new ArrayList<>();
        int tried = 0;
        for (Route route : routes("{id}")) {
            if (!route.template().contains("{id}") || !(isForStaff(route) || route.access() == Access.PROGRAM)) {
                continue;
            }
            String id = things.idFor(route.template());
            int status = status(route.method(), route.path().replace("{id}", id), credential(route, stranger));
            String missing = id.matches("[0-9]+") ? "999999999" : "01ARZ3NDEKTSV4RRFFQ69G5FAV";
            int ofMissing = status(route.method(), route.path().replace("{id}", missing), credential(route, stranger));
            boolean isHidden = status == ofMissing && (!route.changesNothing() || status == 404);
            if (!isHidden) {
                findings.add(route + ": " + status + ", and of one that does not exist: " + ofMissing);
            }
            boolean isFirst = route.changesNothing()
                    && route.template().endsWith("/{id}")
                    && !NOT_MADE.contains(route.template());
            int own = isFirst ? status("GET", route.path().replace("{id}", id), credential(route, owner)) : 200;
            if (own == 404) {
                findings.add(route + " does not exist, so that the test proves nothing");
            }
            tried++;
        }
        assertThat(tried).isGreaterThan(80);
        assertThat(findings).isEmpty();
    }

    private static boolean isForStaff(Route route) {
        return route.access().compareTo(Access.PROGRAM) > 0;
    }

    private static String credential(Route route, TestAccounts.Person person) {
        return route.access() == Access.PROGRAM ? "Authorization: Bearer " + person.apiKey() + "\r\n" : cookie(person);
    }

    @Test
    void otherSpellingsOfAPathAreRefused() throws Exception {
        TestAccounts.Person owner = accounts.owner();
        TestAccounts.Person staff = accounts.staff(owner.accountId());
        List<String> credentials =
                List.of("", cookie(owner), cookie(staff), "Authorization: Bearer " + owner.apiKey() + "\r\n");
        List<String> findings = new ArrayList<>();
        for (Route route : routes(draftOf(owner))) {
            for (String spelling : spellings(route.path())) {
                for (String credential : credentials) {
                    int status = status(route.method(), spelling, credential);
                    if (status != 400) {
                        findings.add(route.method() + " " + spelling + " with " + credential.strip() + ": " + status);
                    }
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void bodiesOfPublicEndpointsAreLimited() {
        assertThat(routes("1").stream()
                        .filter(route -> route.annotated() == Access.EVERYBODY
                                && !route.method().equals("GET")))
                .isNotEmpty()
                .allSatisfy(route -> assertThat(PublicBodies.isPublic(route.path()))
                        .as(route.path())
                        .isTrue());
    }

    @Test
    void pathsAreCaseSensitive() throws Exception {
        assertThat(status("GET", "/API/v1/blasts", cookie(accounts.owner()))).isEqualTo(404);
    }

    private static List<String> spellings(String path) {
        String rest = path.substring(1);
        int end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
        String first = rest.substring(0, end);
        String others = rest.substring(end);
        String firstLetter =
                first.isEmpty() ? "" : "/%" + Integer.toHexString(first.charAt(0)) + first.substring(1) + others;
        return Stream.of(
                        "/" + first + ";x" + others,
                        "/" + first + ";" + others,
                        "/;x=1/" + rest,
                        path + ";x=1",
                        "/" + first + "%3Bx" + others,
                        "//" + rest,
                        "/./" + rest,
                        "/x/../" + rest,
                        "/%2e/" + rest,
                        "/x/%2E%2e/" + rest,
                        "/%2F" + rest,
                        "/%5c" + rest,
                        "/\\" + rest,
                        path + "%00",
                        path + "%0a",
                        firstLetter)
                .filter(spelling -> !spelling.isEmpty())
                .toList();
    }

    private String draftOf(TestAccounts.Person owner) {
        Blast draft = samples.blast(owner.accountId(), owner.staffId(), "Draft", BlastState.DRAFT);
        return draft.publicId;
    }

    private static List<Route> routes(String blast) {
        List<Route> routes = RESOURCES.stream()
                .<Route>flatMap(resource ->
                        Arrays.stream(resource.getDeclaredMethods()).flatMap(method -> route(resource, method, blast)))
                .toList();
        assertThat(routes).hasSizeGreaterThan(200).extracting(Route::access).contains(Access.values());
        return routes;
    }

    private static Stream<Route> route(Class<?> resource, Method method, String blast) {
        String template = Permissions.template(resource, method);
        String path = template.replaceAll("\\{kind: [^}]*}", "o")
                .replace("{id}", blast)
                .replaceAll("\\{(?!id})[^}]*}", "1");
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> new Route(
                        verb.value(),
                        template,
                        path,
                        Objects.requireNonNull(Permissions.of(verb.value(), template), "not in the table: " + template),
                        annotated(resource, method)));
    }

    private static Access annotated(Class<?> resource, Method method) {
        if (annotation(resource, method, PermitAll.class) != null && method.getAnnotation(RolesAllowed.class) == null) {
            return Access.EVERYBODY;
        }
        RolesAllowed roles = annotation(resource, method, RolesAllowed.class);
        return roles == null ? Access.STAFF : Access.valueOf(roles.value()[0]);
    }

    private static <A extends Annotation> @Nullable A annotation(Class<?> resource, Method method, Class<A> type) {
        A own = method.getAnnotation(type);
        return own == null ? resource.getAnnotation(type) : own;
    }

    private static String cookie(TestAccounts.Person person) {
        return "Cookie: tidings-session=" + person.session() + "\r\n";
    }

    /** Clients would normalise the path. */
    private int status(String method, String path, String credential) throws IOException {
        try (Socket socket = new Socket(home.getHost(), home.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + home.getAuthority() + "\r\n" + credential
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reply =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(reply.readLine().substring(9, 12));
        }
    }
}
