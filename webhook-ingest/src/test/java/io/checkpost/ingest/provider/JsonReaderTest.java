package io.checkpost.ingest.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.provider.JsonReader.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "4 | 4.0",
        "4 | \"4\"",
        "4 | 4e0",
        "0 | -0.0",
        "100 | 1e2",
        "0.1 | 1e-1",
        "\"4.0\" | 4",
        "\"x\" | \" x \"",
        "\"{9811E0DC-7BBB-4FDF-BE96-B8C7C105080F}\" | \"9811e0dc-7bbb-4fdf-be96-b8c7c105080f\"",
        "{\"aB\":1,\"c d\":[2]} | {\"C_D\":[2.0],\"a-b\":\"1\"}",
      })
  void comparesMeaning(String one, String other) {
    assertThat(value(one)).isEqualTo(value(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "4 | 5",
        "4 | 4.5",
        "\"a\" | \"A\"",
        "null | 0",
        "null | \"null\"",
        "[] | {}",
        "[1,2] | [2,1]",
        "{\"a\":1} | {\"a\":1,\"b\":null}",
        "1e999999999999 | 1e999999999998",
        "12345678901234567890123 | 12345678901234567890124",
      })
  void tellsMeaningsApart(String one, String other) {
    assertThat(value(one)).isNotEqualTo(value(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.50 | 1.5",
        "1e2 | 100",
        "1e999999999999 | 1e999999999999",
        "1E+90 | 1E+90",
        "true | true",
        "{\"b\":[1.0,\" x \"],\"A\":null} | {\"a\":null,\"b\":[1,\"x\"]}",
        "\"a\\u0000b\\udc00\" | a\uFFFDb\uFFFD",
        "\"\\ud83d\\ude00\" | \uD83D\uDE00",
      })
  void writesOneText(String json, String text) {
    assertThat(value(json).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{}x", "{} {}", "01", "{'a':1}", "NaN", "[1,]", "\"\u0001\""})
  void refusesWhatIsNoJson(String text) {
    assertThat(JsonReader.read(text.getBytes(UTF_8))).isInstanceOf(Reading.NotJson.class);
  }

  @Test
  void saysWhereWithoutQuoting() {
    Reading reading = JsonReader.read("{\"name\":\"Olivia\",\n \"x\":Jones}".getBytes(UTF_8));

    assertThat(reading).isEqualTo(new Reading.NotJson("not JSON at line 2, column 6"));
  }

  @Test
  void findsTheSecondValueOfOneName() {
    Reading reading =
        JsonReader.read("{\"a\":{\"b c\":1,\"B_C\":1.0},\"d\":{\"e\":1,\"E\":2}}".getBytes(UTF_8));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Read.class, read -> assertThat(read.ambiguous()).containsExactly("d.e"));
  }

  @Test
  void keepsNamesWithoutLettersApart() {
    assertThat(Names.folded("$")).isNotEqualTo(Names.folded("_"));
    assertThat(Names.folded("Verification result")).isEqualTo("verificationresult");
    assertThat(Names.folded("STRASSE")).isEqualTo("strasse");
  }

  private static Json value(String json) {
    Reading reading = JsonReader.read(json.getBytes(UTF_8));
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).value();
  }
}
