package org.tidings.account;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may use which endpoint, in one table. Endpoints are named by the template of their path, which, unlike the path of a request, has only one
 * spelling. What is not in the table is for nobody.
 */
final class Permissions {

    /** The credential that an endpoint needs. */
    enum Access {
        EVERYBODY,
        /** The password of the operator; no session of staff and no API key. */
        OPERATOR,
        /** An API key; no session. */
        PROGRAM,
        TEACHER,
        STAFF,
        MANAGER,
        OWNER
    }

    /** {@code /**} stands for the path itself and all below it; the longest entry counts. An entry for a method precedes those without. */
    private static final String TABLE = """
            EVERYBODY /
            EVERYBODY /login/** /logout /setup /operator/login
            OPERATOR  /operator/**
            EVERYBODY /hooks/** /join/** /{kind: [oc]}/{token}
            EVERYBODY /a/** /i/** /p/** /u/** /v/** /y/**
            PROGRAM   /api/v1/**
            STAFF     /tasks/** /overview /blasts/** /templates/**
            STAFF     /people/** /households/** /classes/** /segments/** /invalid/**
            STAFF     /simulator/**
            TEACHER   /teach/**
            TEACHER   /settings /settings/password /settings/devices/** /settings/second-step/**
            MANAGER   POST:/settings /settings/look/** /settings/fields/** /settings/mail/** /settings/sign-up/**
            OWNER     /settings/staff/** /settings/api-keys/** /settings/webhooks/** /settings/audit/**
            """;

    private static final Map<String, Access> ENTRIES = entries();

    private Permissions() {}

    private static Map<String, Access> entries() {
        Map<String, Access> entries = new HashMap<>();
        TABLE.lines().forEach(line -> {
            String[] words = line.split("(?<!:) +", -1);
            Arrays.stream(words).skip(1).forEach(path -> entries.put(path, Access.valueOf(words[0])));
        });
        return entries;
    }

    /**
     * The access that an endpoint needs.
     *
     * @param template the path with its parameters, such as {@code /blasts/{id}/edit}
     * @return null if the table does not have it
     */
    static @Nullable Access of(String method, String template) {
        Access exact = ENTRIES.getOrDefault(method + ":" + template, ENTRIES.get(template));
        for (String path = template;
                exact == null && !path.isEmpty();
                path = path.substring(0, path.lastIndexOf('/'))) {
            exact = ENTRIES.get(path + "/**");
        }
        return exact;
    }

    /** The template of an endpoint, from the annotations of its class and its method. */
    static String template(Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String joined = "/" + resource.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        String clean = joined.replaceAll("/{2,}", "/");
        return clean.length() > 1 && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
    }

    /** Whether a member of the staff may use the endpoint. */
    static boolean allows(Role role, String method, String template) {
        Access access = of(method, template);
        return access != null
                && switch (access) {
                    case EVERYBODY -> true;
                    case OPERATOR, PROGRAM -> false;
                    case TEACHER, STAFF, MANAGER, OWNER -> role.isAtLeast(Role.valueOf(access.name()));
                };
    }
}
