package org.tidings.signup;

import jakarta.ws.rs.DefaultValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.contact.ContactDetails;
import org.tidings.platform.web.FormErrors;

/** The submitted fields of the sign-up form. */
class SignUpForm {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    @RestForm
    @DefaultValue("")
    public String email = "";

    @RestForm
    @DefaultValue("")
    public String firstName = "";

    @RestForm
    @DefaultValue("")
    public String lastName = "";

    @RestForm
    @DefaultValue("false")
    public boolean agree;

    /** Invisible to people; programs that fill in every field are recognised by it. */
    @RestForm
    @DefaultValue("")
    public String website = "";

    @RestForm
    @DefaultValue("")
    public String stamp = "";

    @RestForm
    public List<String> topic = List.of();

    boolean isByProgram() {
        return !website.isEmpty();
    }

    FormErrors check() {
        return new FormErrors()
                .required("email", email, "Enter your email address.")
                .email("email", email)
                .atMost(ContactDetails.LONGEST_NAME, "firstName", firstName)
                .atMost(ContactDetails.LONGEST_NAME, "lastName", lastName)
                .addIf(!agree, "agree", "Tick the box if you agree.");
    }

    Set<Long> topics() {
        return topic.stream()
                .filter(id -> ID.matcher(id).matches())
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** For the template. */
    public boolean has(long topicId) {
        return topics().contains(topicId);
    }

    String plainFirstName() {
        return plain(firstName);
    }

    String plainLastName() {
        return plain(lastName);
    }

    private static String plain(String name) {
        return CONTROLS.matcher(name).replaceAll(" ").strip();
    }
}
