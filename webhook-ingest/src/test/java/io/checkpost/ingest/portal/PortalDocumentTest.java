package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.checkpost.ingest.problem.InvalidInput;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortalDocumentTest {

  private static PortalDocument read(String text) {
    return PortalDocument.read(text.getBytes(UTF_8));
  }

  @Test
  void yamlAndJsonAreTheSameDocument() {
    PortalDocument yaml =
        read(
            """
            # a comment
            portals:
              one: {provider: credas, paused: true}
              two:
                sourceAddresses: ["192.0.2.1", 192.0.2.2]
                relayUrl: ~
            """);
    PortalDocument json =
        read(
            """
            {"portals": {
              "one": {"provider": "credas", "paused": true},
            \t"two": {"sourceAddresses": ["192.0.2.1", "192.0.2.2"], "relayUrl": null}}}""");

    assertThat(yaml.root()).isEqualTo(json.root());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "portals.one.name    | 3 | 5",
        "portals.one.missing | 2 | 3",
        "portals.two.header.value | 6 | 15",
        "portals.two.header.no.such | 6 | 5",
        "portals.nobody      | 1 | 1",
        "elsewhere           | 1 | 1",
      })
  void whatIsWrongIsSaidToStandWhereItDoesOrWhereItIsMissing(String path, int line, int column) {
    PortalDocument document =
        read(
            """
            portals:
              one:
                name: One
              two:
                name: Two
                header: { value: x }
            """);

    InvalidPortalFile wrong = document.wrong(new InvalidInput(path, null, "better"));

    assertThat(wrong.line()).isEqualTo(line);
    assertThat(wrong.column()).isEqualTo(column);
    assertThat(wrong).hasMessage("line %d, column %d: %s: expected better", line, column, path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | 1 |",
        "just text                            | 1 |",
        "[1, 2]                               | 1 |",
        "{\"portals\": {}} {}               | 1 |",
        "{\"portals\": {                    | 1 |",
        "{\"portals\": {}, \"portals\": {}} | 1 | portals is here a second time",
        "'portals:~  a:~    name: x~    name: s3cret' | 4 | portals.a.name is here a second time",
        "'portals:~  a: &x~    name: x~  b: *x'       | 4 | alias",
        "'portals: {}~---~portals: {}'        | 2 | one document",
        "'portals:~  a:~ bad indentation: [s3cret' | 3 | cannot be read as YAML",
      })
  void whatCannotBeReadIsRefusedWithItsPlaceAndWithoutItsText(
      String text, int line, String reason) {
    assertThatExceptionOfType(InvalidPortalFile.class)
        .isThrownBy(() -> read(text.replace('~', '\n')))
        .matches(e -> Math.abs(e.line() - line) <= 1, "near line " + line)
        .withMessageContaining(reason == null ? "" : reason)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret").doesNotContain("\n"));
  }

  @Test
  void depthIsBounded() {
    for (String open : List.of("[", "{\"a\":")) {
      assertThatExceptionOfType(InvalidPortalFile.class)
          .isThrownBy(() -> read("{\"portals\":" + open.repeat(100_000)));
    }
    assertThatExceptionOfType(InvalidPortalFile.class)
        .isThrownBy(() -> read("portals: " + "[".repeat(100_000)));
  }

  @Property
  void noBytesDoAnythingElseThanBeReadOrRefused(@ForAll byte[] document) {
    assertReadOrRefused(document);
  }

  @Property
  void norDoesAnyTextOfYamlsOwnSigns(
      @ForAll
          @StringLength(max = 30)
          @Chars({
            '{', '}', '[', ']', ':', '-', '&', '*', '!', '|', '>', '%', '@', '"', '\'', '#', '?',
            ',', ' ', '\n', '\t', '\u0000', '\ufeff', '.', '<'
          })
          @CharRange(from = 'a', to = 'c')
          String text) {
    assertReadOrRefused(text.getBytes(UTF_8));
  }

  private static void assertReadOrRefused(byte[] document) {
    try {
      assertThat(PortalDocument.read(document).root()).isNotNull();
    } catch (InvalidPortalFile e) {
      assertThat(e.line()).isPositive();
      assertThat(e.column()).isPositive();
    } catch (RuntimeException e) {
      fail("neither read nor refused", e);
    }
  }
}
