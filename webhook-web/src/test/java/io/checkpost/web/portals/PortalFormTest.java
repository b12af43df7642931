package io.checkpost.web.portals;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.RelaySettings;
import io.checkpost.ingest.portal.RequiredHeader;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortalFormTest {

  private static final PortalSettings BEFORE =
      PortalSettings.named("Before")
          .withRelay(
              RelaySettings.INHERITED.withHeaders(Map.of("Kept", "1", "Gone", "2", "X", "3")))
          .withHeader(new RequiredHeader("ApiKey", "secret"))
          .withPaused(true);

  private static PortalForm form(Map<String, String> fields) {
    Map<String, String[]> parameters = new HashMap<>();
    fields.forEach((name, value) -> parameters.put(name, new String[] {value}));
    return PortalForm.of(parameters);
  }

  @Test
  void aFormWithNothingButANameMakesWhatIsInherited() {
    PortalSettings made =
        form(Map.of("name", "New", "relayOrdered", "true", "timeZone", "Europe/London"))
            .over(PortalSettings.named(""));

    assertThat(made).isEqualTo(PortalSettings.named("New"));
  }

  @Test
  void whatAFormDoesNotHaveStays() {
    PortalSettings made =
        form(Map.of(
                "name", "New",
                "withoutRelayHeaders", "Gone",
                "relayHeaders", "x: 4\n\n Other :  a: b "))
            .over(BEFORE);

    assertThat(made.relay().headers()).isEqualTo(Map.of("Kept", "1", "x", "4", "Other", "a: b"));
    assertThat(made.header()).isEqualTo(BEFORE.header());
    assertThat(made.paused()).isTrue();
    assertThat(form(Map.of("withoutHeader", "true")).over(BEFORE).header()).isNull();
  }

  @Test
  void whatIsWrongStandsAtItsField() {
    PortalForm form = form(Map.of("relayHeaders", "no header", "headerName", "Api Key"));
    assertThat(form.isUnreadable()).isTrue();

    form.refuse(
        List.of(
            new InvalidInput("header.name", "Api Key", "a header name"),
            new InvalidInput("relayHeaders.X", null, "visible characters"),
            new InvalidInput("codeLists.datacheck", "x", "a list")));

    assertThat(form.getFaults())
        .extracting(PortalForm.Fault::field)
        .containsExactly("relayHeaders", "headerName", "codeLists.datacheck");
    assertThat(form.accepted("headerName")).isEqualTo("a header name");
    assertThat(form.accepted("relayHeaders")).isEqualTo("one header a line, as Name: value");
    assertThat(form.value("headerName")).isEqualTo("Api Key");
    assertThat(form.isWrong("name")).isFalse();
  }

  @Test
  void aLineForTheShellIsOneWordWhateverIsInIt() {
    assertThat(Once.intake("https://in.example/o'x", "ApiKey", "it's $HOME").command())
        .isEqualTo(
            "curl -i 'https://in.example/o'\\''x' -H 'ApiKey: it'\\''s $HOME'"
                + " -d '{\"hello\":\"Checkpost\"}'");
  }
}
