package org.tidings.blast.compose;

import jakarta.ws.rs.DefaultValue;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;

/** The fields for a further condition, which the buttons {@code add:KIND}, {@code and:KIND} and {@code not:KIND} submit. */
public class AudienceForm {

    @RestForm
    @DefaultValue("")
    public List<String> addClass = List.of();

    @RestForm
    @DefaultValue("")
    public String addWeekday = "";

    @RestForm
    @DefaultValue("")
    public String addTeacher = "";

    @RestForm
    @DefaultValue("")
    public String addPlace = "";

    @RestForm
    @DefaultValue("")
    public String addProgramme = "";

    @RestForm
    @DefaultValue("")
    public String addTerm = "";

    @RestForm
    public List<String> addStatus = List.of();

    /** TODAY, NEXT, DAY, BETWEEN, EVER or WITHIN. */
    @RestForm
    @DefaultValue("TODAY")
    public String addWhen = "TODAY";

    @RestForm
    @DefaultValue("")
    public String addDay = "";

    @RestForm
    @DefaultValue("")
    public String addUntil = "";

    @RestForm
    @DefaultValue("")
    public String addDays = "";

    @RestForm
    public List<String> addTag = List.of();

    @RestForm
    @DefaultValue("")
    public String addSegment = "";

    @RestForm
    @DefaultValue("")
    public String addField = "";

    @RestForm
    @DefaultValue("IS")
    public String addFieldIs = "IS";

    @RestForm
    @DefaultValue("")
    public String addFieldValue = "";

    @RestForm
    @DefaultValue("")
    public String addAgeFrom = "";

    @RestForm
    @DefaultValue("")
    public String addAgeTo = "";

    @RestForm
    @DefaultValue("")
    public String addBlast = "";

    @RestForm
    @DefaultValue("")
    public String addOutcome = "";

    /** Words to find people by. */
    @RestForm
    @DefaultValue("")
    public String findPerson = "";

    @RestForm
    public List<String> addPerson = List.of();

    @RestForm
    public List<String> addHousehold = List.of();

    @RestForm
    @DefaultValue("")
    public String segmentName = "";
}
