package org.tidings.blast.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'everyone':true}",
                "{'tags':['a','b']}",
                "{'contacts':['01A'],'households':['01B'],'segments':['01C']}",
                "{'classes':[{'id':'01A','status':['ENROLLED']}]}",
                "{'classes':[{'weekday':'TUESDAY','teacher':'Eva','place':'Pool','programme':'Swim','term':'Fall','status':['ENROLLED','WAITLISTED'],'on':'2026-12-08'}]}",
                "{'classes':[{'status':['DROPPED'],'changedWithin':60}]}",
                "{'classes':[{'status':['ENROLLED'],'from':'2026-01-01','until':'2026-06-30'}]}",
                "{'classes':[{'status':['ENROLLED'],'ever':true},{'status':['TRIAL'],'on':'NEXT'}]}",
                "{'fields':[{'name':'shirt','is':'IS_NOT','value':'S'}]}",
                "{'ages':[{'from':5,'to':8}]}",
                "{'lapsing':30}",
                "{'blasts':[{'id':'01A','outcome':'CLICKED'}]}",
                "{'tags':['a'],'all':[{'tags':['b']}],'not':{'recipients':['x@example.org']}}",
                "{'any':[{'tags':['a'],'all':[{'tags':['b']}]}]}"
            })
    void ruleIsReadAsWritten(String json) throws JsonProcessingException {
        String expected = json.replace('\'', '"');
        Selection selection = read(expected, new ArrayList<>());
        String written = SelectionJson.write(selection);
        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(expected));
        assertThat(SelectionJson.stored(written)).isEqualTo(selection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'everyone': 1}                                   | everyone
                    {'tags': 'a'}                                     | tags
                    {'tags': [1]}                                     | tags[0]
                    {'tags': [' ']}                                   | tags[0]
                    {'classes': [1]}                                  | classes[0]
                    {'classes': [{'wekday': 'MONDAY'}]}               | classes[0].wekday
                    {'classes': [{'status': ['LEFT']}]}               | classes[0].status[0]
                    {'classes': [{'changedWithin': 0}]}               | classes[0].changedWithin
                    {'classes': [{'from': '2026-02-30'}]}             | classes[0].from
                    {'classes': [{'on': '+1000000000-01-01'}]}        | classes[0].on
                    {'ages': [{'from': -1}]}                          | ages[0].from
                    {'lapsing': 0}                                    | lapsing
                    {'blasts': [{'id': 'x', 'outcome': 'LOVED'}]}     | blasts[0].outcome
                    {'recipients': ['a@example.org']}                 | recipients
                    {'not': {'nobody': null}}                         | not.nobody
                    {'all': [{'any': [{'tag': []}]}]}                 | all[0].any[0].tag
                    {'fields': [{'name': 'n', 'is': 'MORE', 'value': 'x'}]} | fields[0].value
                    """)
    void problemNamesTheProperty(String json, String field) throws JsonProcessingException {
        List<SelectionJson.Problem> problems = new ArrayList<>();
        read(json.replace('\'', '"'), problems);
        assertThat(problems).extracting(SelectionJson.Problem::field).containsExactly(field);
    }

    @Test
    void rulesAreBounded() throws JsonProcessingException {
        String deep = "{\"all\": [".repeat(20) + "{}" + "]}".repeat(20);
        String wide = "{\"ages\": [" + "{\"from\": 1},".repeat(300) + "{\"from\": 1}]}";
        for (String json : List.of(deep, wide)) {
            List<SelectionJson.Problem> problems = new ArrayList<>();
            read(json, problems);
            assertThat(problems).hasSize(1);
        }
    }

    @Test
    void tamperedFormSelectsNobody() {
        assertThat(SelectionJson.typed("{\"everyone\": true, \"x\": 1}")).isEqualTo(Selection.NOBODY);
        assertThat(SelectionJson.typed("{")).isEqualTo(Selection.NOBODY);
        assertThat(SelectionJson.typed("")).isEqualTo(Selection.NOBODY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'everyone': true}                                                  | Everyone
                    {'tags': ['a', 'b']}                                                | Tagged a or b
                    {'classes': [{'id': '01L'}]}                                        | Enrolled in Level 1 on the day it is sent
                    {'classes': [{'weekday': 'TUESDAY', 'on': 'NEXT'}]}                 | Enrolled in all Tuesday classes at its next lesson
                    {'classes': [{'status': ['DROPPED', 'TRIAL'], 'changedWithin': 60}]}| On trial or dropped in any class within the last 60 days
                    {'classes': [{'teacher': 'Eva', 'on': '2026-12-08'}]}               | Enrolled in all classes with Eva on 8 Dec 2026
                    {'classes': [{'term': 'Fall', 'ever': true}]}                       | Enrolled in all classes in Fall at any time
                    {'ages': [{'from': 5, 'to': 8}]}                                    | Aged 5 to 8
                    {'lapsing': 30}                                                     | Consent lapses within 30 days
                    {'fields': [{'name': 'shirt', 'value': 'S'}]}                       | “shirt” is S
                    {'blasts': [{'id': '01B', 'outcome': 'CLICKED'}]}                   | Clicked a link in “Recital”
                    {'tags': ['a'], 'all': [{'tags': ['b']}], 'not': {'tags': ['c']}}   | Tagged a, and also: Tagged b, but not: Tagged c
                    {'contacts': ['1', '2', '3', '4', '5']}                             | 1, 2, 3 and 2 more
                    """)
    void ruleIsSaidInWords(String json, String words) throws JsonProcessingException {
        References.Found references =
                new References.Found(Map.of(), Map.of(), Map.of("01L", "Level 1", "01B", "Recital"), List.of());
        assertThat(new SelectionText(references).of(read(json.replace('\'', '"'), new ArrayList<>())))
                .isEqualTo(words);
    }

    @Test
    void partsAreRemovedByPosition() throws JsonProcessingException {
        Selection selection = read(
                "{'tags': ['a'], 'everyone': true, 'all': [{'tags': ['b']}], 'not': {'tags': ['c'], 'ages': [{'from': 1}]}}"
                        .replace('\'', '"'),
                new ArrayList<>());
        assertThat(selection.part(Selection.Part.ANY)).hasSize(2);
        assertThat(selection.without(Selection.Part.ANY, 0).part(Selection.Part.ANY))
                .containsExactly(Selection.of(new Condition.Everyone()));
        assertThat(selection.without(Selection.Part.ALL, 0).all()).isEmpty();
        Selection left = selection.without(Selection.Part.NOT, 0).without(Selection.Part.NOT, 0);
        assertThat(left.not()).isNull();
        assertThat(selection.without(Selection.Part.NOT, 7)).isEqualTo(selection);
    }

    private static Selection read(String json, List<SelectionJson.Problem> problems) throws JsonProcessingException {
        return SelectionJson.read(JSON.readTree(json), "", problems);
    }
}
