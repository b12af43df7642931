package io.checkpost.api.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.checkpost.api.ReportedField;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPartTest {

  @Test
  void readsWhatIsThere() throws NotUnderstoodException {
    JsonPart body = part("{'case':{'id':' C-1 ','number':4711},'note':'','gone':null}");

    assertThat(body.part("case").text("id")).isEqualTo("C-1");
    assertThat(body.part("case").text("number")).isEqualTo("4711");
    assertThat(body.optionalText("note")).isEmpty();
    assertThat(body.optionalText("gone")).isEmpty();
    assertThat(body.optionalText("never")).isEmpty();
  }

  @Test
  void readsEveryEncodingOfJson() throws NotUnderstoodException {
    String json = "{\"name\":\"Zoë\"}";

    assertThat(JsonPart.of(json.getBytes(StandardCharsets.UTF_16BE)).text("name")).isEqualTo("Zoë");
    assertThat(JsonPart.of(json.getBytes(UTF_8)).text("name")).isEqualTo("Zoë");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                    | missing_field   | case is missing",
        "{'case':null}         | missing_field   | case is missing",
        "{'case':[]}           | malformed_field | case is an array; accepted: an object",
        "{'case':{}}           | missing_field   | case.id is missing",
        "{'case':{'id':' '}}   | missing_field   | case.id is missing",
        "{'case':{'id':{}}}    | malformed_field | case.id is an object; accepted: a text",
        "{'case':{'id':true}}  | malformed_field | case.id is a boolean; accepted: a text",
        "[]                    | unrecognised_shape | the body is an array; accepted: an object",
        "12                    | unrecognised_shape | the body is a number; accepted: an object",
        "{'case':{'id':'a','id':'b'}} | ambiguous | case.id comes with different values",
      })
  void saysWhatIsWrongByThePath(String json, String reason, String detail) {
    Interpretation refused = refusal(() -> part(json).part("case").text("id"));

    assertThat(refused).isEqualTo(new Interpretation.Quarantined(reason, detail, "person"));
  }

  @Test
  void aNameThatComesTwiceWithOneValueIsFine() throws NotUnderstoodException {
    assertThat(part("{'id':'a','id':'a'}").text("id")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{'id'",
        "{'id':secret}",
        "{} {}",
        "{}]",
        "id=secret",
        "{'id':'\\x'}",
        "<secret/>"
      })
  void whatIsNoJsonIsSaidToBeNone(String text) {
    assertThat(refusal(() -> part(text)))
        .isInstanceOfSatisfying(
            Interpretation.NotJson.class,
            notJson -> assertThat(notJson.detail()).isNotBlank().doesNotContain("secret"));
  }

  @Test
  void depthIsBounded() {
    assertThat(refusal(() -> part("{'a':".repeat(100_000))))
        .isInstanceOfSatisfying(
            Interpretation.Quarantined.class,
            quarantined -> assertThat(quarantined.reason()).isEqualTo("too_complex"));
  }

  @Test
  void keepsWhateverElseIsThere() throws NotUnderstoodException {
    JsonPart body =
        part("{'Appli-cant':{'First_Name':'Zoë','tags':['a',1],'none':null,'empty':{}},'n':1.50}");

    assertThat(body.fields(Set.of("applicant.firstname")))
        .containsExactly(
            new ReportedField("applicant.firstname", null, "Zoë", null, true),
            new ReportedField("applicant.tags", null, "[\"a\",1]", null, false),
            new ReportedField("applicant.none", null, null, null, false),
            new ReportedField("applicant.empty", null, "{}", null, false),
            new ReportedField("n", null, "1.50", null, false));
  }

  @Test
  void showsNothingOfWhatItHolds() throws NotUnderstoodException {
    assertThat(part("{'case':{'id':'secret'}}").part("case")).hasToString("JsonPart[case]");
  }

  private static JsonPart part(String json) throws NotUnderstoodException {
    return JsonPart.of(json.replace('\'', '"').getBytes(UTF_8));
  }

  private static Interpretation refusal(ThrowingCallable reading) {
    return catchThrowableOfType(NotUnderstoodException.class, reading).interpretation("person");
  }
}
