package org.tidings.tracking.preferences;

import jakarta.ws.rs.DefaultValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;

/** The submitted fields of the preferences page, which consists of several forms. */
class PreferencesForm {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    /** Which of the forms was submitted. Browsers send it always; a request without it has no choices. */
    @RestForm
    @DefaultValue("")
    public String form = "";

    @RestForm
    @DefaultValue("false")
    public boolean marketing;

    @RestForm
    @DefaultValue("false")
    public boolean service;

    @RestForm
    @DefaultValue("false")
    public boolean tracking;

    @RestForm
    @DefaultValue("false")
    public boolean pause;

    /** What was ticked when the page was shown, with one that is empty. */
    @RestForm
    public List<String> was = List.of();

    /** The ticked topics. */
    @RestForm
    public List<String> topic = List.of();

    /** All topics that the form had. Others stay as they are. */
    @RestForm
    public List<String> shown = List.of();

    @RestForm
    @DefaultValue("")
    public String newEmail = "";

    /**
     * Whether a box was ticked when the page was shown.
     *
     * @param now the answer for a request that does not say
     */
    boolean was(String box, boolean now) {
        return was.isEmpty() ? now : was.contains(box);
    }

    /** The topics after the change. */
    Set<Long> topics(Collection<Long> before) {
        Set<Long> after = new HashSet<>(before);
        Set<Long> ticked = ids(topic);
        for (long id : ids(shown)) {
            if (ticked.contains(id)) {
                after.add(id);
            } else {
                after.remove(id);
            }
        }
        return after;
    }

    private static Set<Long> ids(List<String> values) {
        return values.stream()
                .filter(id -> ID.matcher(id).matches())
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
