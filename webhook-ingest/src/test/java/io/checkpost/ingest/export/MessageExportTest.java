package io.checkpost.ingest.export;

import static io.checkpost.ingest.journal.TestJournal.update;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.check.TestChecks;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.dispatch.TestObservers;
import io.checkpost.ingest.journal.TestJournal;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.message.TestFilter;
import io.checkpost.ingest.portal.PortalSettings;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.portal.TestPortals;
import io.checkpost.ingest.privacy.BlindIndex;
import io.checkpost.ingest.privacy.DataKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class MessageExportTest {

  private static final String ADA = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
  private static final int PAGE = 2;

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final TestJournal journal;
  private final PortalId portal;
  private final PortalId formula;
  private final MessageExports exports;

  MessageExportTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    journal = new TestJournal(store, clock);
    Portals portals = TestPortals.over(store, clock);
    portal = portals.create("credas", null, PortalSettings.named("Acme")).portal().id();
    formula = portals.create("credas", null, PortalSettings.named("=1+1")).portal().id();
    Messages messages =
        new Messages(
            store.entities(),
            TestPortals.providers(),
            new BlindIndex(store.keyset()),
            new DataKeys(store.keyset()),
            TestChecks.subjects(store),
            TestChecks.updates(),
            TestObservers.registry(store, "acme.Mail"));
    exports = new MessageExports(messages, portals, clock, PAGE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Returns the ids, newest first. */
  private List<String> receive(PortalId at, int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofSeconds(1));
      ids.add(
          0,
          journal
              .append(
                  at,
                  "credas",
                  update(ADA, CheckType.ID_DOCUMENT, "doc-" + at + i, Outcome.PASSED),
                  update(ADA, CheckType.NAME_CHECK, "doc-" + at + i, Outcome.FAILED))
              .messageId()
              .toString());
    }
    return ids;
  }

  private String file(MessageFilter filter, ExportFormat format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    exports.begin(filter, format, "olga").writeTo(file);
    return file.toString(UTF_8);
  }

  @Test
  void everyMessageIsThereOnceWhateverThePagesAndTheEndSaysSo() throws IOException {
    List<String> ids = receive(portal, 2 * PAGE + 1);

    List<String> lines = file(MessageFilter.EVERYTHING, ExportFormat.CSV).lines().toList();

    assertThat(lines.get(0))
        .isEqualTo(
            "id,receivedAt,provider,portalId,portal,disposition,reason,duplicateOf,subjectId,test,"
                + "checks");
    assertThat(lines.subList(1, 6)).extracting(line -> line.substring(0, 36)).isEqualTo(ids);
    assertThat(lines.get(1))
        .endsWith(
            ",credas,%s,Acme,accepted,,,%s,false,id_document=passed name_check=failed"
                .formatted(portal, ADA));
    assertThat(lines.subList(6, lines.size())).containsExactly("#complete,5,,,,,,,,,");
  }

  @Test
  void aFilterLeavesWhatItLeavesInTheList() throws IOException {
    receive(portal, 1);
    List<String> ids = receive(formula, 1);

    String file = file(TestFilter.with(f -> f.portal = formula), ExportFormat.CSV);

    assertThat(file.lines().skip(1))
        .hasSize(2)
        .first()
        .asString()
        .startsWith(ids.get(0))
        .contains(",'=1+1,");
    assertThat(file(TestFilter.with(f -> f.subject = "nobody"), ExportFormat.CSV).lines())
        .hasSize(2);
  }

  @Test
  void jsonIsOneDocumentThatSaysThatItIsWhole() throws IOException {
    List<String> ids = receive(portal, PAGE + 1);

    JsonNode json = new ObjectMapper().readTree(file(MessageFilter.EVERYTHING, ExportFormat.JSON));

    assertThat(json.path("items").findValuesAsText("id")).isEqualTo(ids);
    assertThat(json.at("/items/0/checks/1/outcome").textValue()).isEqualTo("failed");
    assertThat(json.at("/items/0/subjectId").textValue()).isEqualTo(ADA);
    assertThat(json.path("rows").intValue()).isEqualTo(3);
    assertThat(json.path("complete").booleanValue()).isTrue();
    assertThat(
            new ObjectMapper()
                .readTree(
                    file(TestFilter.with(f -> f.outcome = Outcome.EXPIRED), ExportFormat.JSON))
                .path("items"))
        .isEmpty();
  }

  @Test
  void whatComesInMeanwhileIsNotInIt() throws IOException {
    List<String> ids = receive(portal, PAGE + 1);
    MessageExport export = exports.begin(MessageFilter.EVERYTHING, ExportFormat.CSV, "olga");
    receive(formula, 1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();

    export.writeTo(file);

    assertThat(file.toString(UTF_8).lines().skip(1))
        .hasSize(4)
        .first()
        .asString()
        .startsWith(ids.get(0));
  }

  @Test
  void whoeverGoesAwayEndsIt() {
    receive(portal, 3 * PAGE);
    int[] flushed = {0};
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int each) {}

          @Override
          public void flush() throws IOException {
            flushed[0]++;
            throw new IOException("the browser was closed");
          }
        };

    MessageExport export = exports.begin(MessageFilter.EVERYTHING, ExportFormat.CSV, "olga");

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> export.writeTo(gone));
    assertThat(flushed[0]).isEqualTo(1);
  }

  @Test
  void aDatabaseThatIsDownIsToldBeforeAnythingIsSentAndLeavesAFileWithoutAnEnd() throws Exception {
    receive(portal, PAGE + 1);
    MessageExport export = exports.begin(MessageFilter.EVERYTHING, ExportFormat.JSON, "olga");
    store.goDown();
    ByteArrayOutputStream file = new ByteArrayOutputStream();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> export.writeTo(file));
    assertThat(file.toString(UTF_8)).doesNotContain("complete");
    assertThatExceptionOfType(DatabaseUnavailable.class)
        .isThrownBy(() -> exports.begin(MessageFilter.EVERYTHING, ExportFormat.CSV, "olga"));
  }
}
