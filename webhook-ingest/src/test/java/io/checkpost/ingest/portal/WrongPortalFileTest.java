package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, where it is said to stand. One database for all of it: none changes any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongPortalFileTest {

  private static final String TOKEN = "A".repeat(43);

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store = TestDatabase.of(Dialect.H2);
  private final PortalFile file =
      TestPortals.file(
          store,
          clock,
          TestPortals.directory(store, clock),
          Map.of("CHECKPOST_API_KEY", "C".repeat(43)));

  @BeforeAll
  void makeOnePortal() {
    file.apply(
        "portals: {known: {provider: credas, name: K, token: %s}}"
            .formatted(TOKEN)
            .getBytes(UTF_8));
  }

  @AfterAll
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing: {}                                       | 1 | nothing",
        "portals: [a]                                      | 1 | portals",
        "portals: ~                                        | 1 | portals",
        "portals:;  Bad Key: {provider: credas, name: A}   | 2 | portals.Bad Key",
        "portals:;  a: text                                | 2 | portals.a",
        "portals:;  a:;    provider: credas                | 2 | portals.a.name",
        "portals:;  a:;    name: A                         | 2 | portals.a.provider",
        "portals:;  a:;    name: A;    provider: nobody    | 4 | portals.a.provider",
        "portals:;  a:;    name: A;    provider: credas;    colour: red | 5 | portals.a.colour",
        "portals:;  a:;    name: A;    provider: credas;    relayUrl: http://a.example/ | 5 | portals.a.relayUrl",
        "portals:;  a:;    name: A;    provider: credas;    timeZone: Mars | 5 | portals.a.timeZone",
        "portals:;  a:;    name: A;    provider: credas;    sourceAddresses:;    - 10.0.0.0/33 | 5 | portals.a.sourceAddresses",
        "portals:;  a:;    name: A;    provider: credas;    relayFilter:;      checkTypes: [identification] | 6 | portals.a.relayFilter.checkTypes",
        "portals:;  a:;    name: A;    provider: credas;    header:;      name: Host;      value: x | 6 | portals.a.header.name",
        "portals:;  a:;    name: A;    provider: credas;    header:;      name: K | 5 | portals.a.header.value",
        "portals:;  a:;    name: A;    provider: credas;    paused: maybe | 5 | portals.a.paused",
        "portals:;  a:;    name: A;    provider: credas;    parent: b | 5 | portals.a.parent",
        "portals:;  a:;    name: A;    provider: credas;    parent: a | 5 | portals.a.parent",
        "portals:;  a: {name: A, provider: credas, parent: b};  b:;    name: B;    provider: credas;    parent: a | 6 | portals.b.parent",
        "portals:;  a: {name: A, provider: w2};  b:;    name: B;    provider: credas;    parent: a | 6 | portals.b.parent",
        "portals:;  a:;    name: A;    provider: credas;    token: short | 5 | portals.a.token",
        "portals:;  a:;    name: A;    provider: credas;    signingSecret: whsec_AAAA | 5 | portals.a.signingSecret",
        "portals:;  a:;    name: A;    provider: credas;    token: ${PORTAL_UNSET} | 5 | portals.a.token",
        "portals:;  a:;    name: A;    provider: credas;    token: ${CHECKPOST_API_KEY} | 5 | portals.a.token",
        "portals:;  known:;    name: A;    provider: w2    | 4 | portals.known.provider",
        "portals:;  a:;    name: A;    provider: credas;    token: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA | 5 | portals.a.token",
      })
  void aWrongFileIsRefusedWholeWithPlaceAndReason(String text, int line, String field) {
    byte[] before = file.export(PortalFileFormat.JSON);
    String document = text.replace(';', '\n') + "\n";

    assertThatExceptionOfType(InvalidPortalFile.class)
        .isThrownBy(() -> file.apply(document.getBytes(UTF_8)))
        .matches(e -> e.line() == line, "names line " + line)
        .matches(e -> e.input().orElseThrow().field().equals(field), "names " + field)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(TOKEN));
    assertThat(file.export(PortalFileFormat.JSON)).isEqualTo(before);
  }
}
