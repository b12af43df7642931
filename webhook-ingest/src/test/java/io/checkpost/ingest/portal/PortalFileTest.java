package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class PortalFileTest {

  private static final String TOKEN = "A".repeat(43);
  private static final String OTHER_TOKEN = "B".repeat(43);
  private static final String FULL =
      """
      portals:
        reseller:
          provider: credas
          name: Reseller
          relayUrl: https://reseller.example/hook
          relayBody: normalised
          relayOrdered: false
          relayHeaders: {CredasKey: "${PORTAL_KEY}"}
          relayFilter: {checkTypes: [liveness], outcomes: [failed], finalOnly: true}
          header: {name: ApiKey, value: one}
          codeLists: {right_to_rent: verification-result}
          sourceAddresses: [192.0.2.0/24]
          baseUrl: https://hooks.example
          timeZone: Europe/Dublin
          clientId: client-7
          paused: true
          token: %s
        branch: {parent: reseller, provider: credas, name: Branch, relayOff: true}
        lender: {provider: w2, name: Lender}
      """
          .formatted(TOKEN);

  private final MutableClock clock = new MutableClock();
  private final Map<String, String> environment = new HashMap<>(Map.of("PORTAL_KEY", "k3y"));
  private final Dialect dialect;
  private final TestDatabase store;
  private final PortalDirectory directory;
  private final Portals portals;
  private final PortalFile file;

  PortalFileTest(Dialect dialect) {
    this.dialect = dialect;
    store = TestDatabase.of(dialect);
    directory = TestPortals.directory(store, clock);
    portals = TestPortals.over(store, clock, directory);
    file = TestPortals.file(store, clock, directory, environment);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PortalFileDiff apply(String document) {
    return file.apply(document.getBytes(UTF_8));
  }

  private Portal portal(String key) {
    return portals.list(200, null).items().stream()
        .filter(each -> key.equals(each.fileKey()))
        .findFirst()
        .orElseThrow();
  }

  private Optional<ReceivingPortal> receiver(String token) {
    return directory.find("credas", token);
  }

  private static List<PortalFileDiff.Changed> changed(String key, String... fields) {
    return List.of(new PortalFileDiff.Changed(key, List.of(fields)));
  }

  @Test
  void portalsAreMadeAsTheFileSays() {
    PortalFileDiff diff = apply(FULL);

    assertThat(diff)
        .isEqualTo(
            new PortalFileDiff(
                List.of("reseller", "branch", "lender"),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    Portal reseller = portal("reseller");
    assertThat(reseller.relay())
        .isEqualTo(
            new Portal.Relay(
                "https://reseller.example/hook",
                false,
                "https://reseller.example/hook",
                reseller.id(),
                RelayBody.NORMALISED,
                false,
                List.of("CredasKey"),
                new RelayFilter(List.of("liveness"), List.of("failed"), true)));
    assertThat(reseller.timeZone()).isEqualTo("Europe/Dublin");
    assertThat(reseller.clientIdPinned()).isTrue();
    assertThat(portal("branch").parentId()).isEqualTo(reseller.id());
    assertThat(portal("branch").relay().off()).isTrue();
    assertThat(portal("lender").provider()).isEqualTo("w2");
    ReceivingPortal receiving = receiver(TOKEN).orElseThrow();
    assertThat(receiving.id()).isEqualTo(reseller.id());
    assertThat(receiving.paused()).isTrue();
    assertThat(receiving.admits(name -> List.of("one"))).isTrue();
  }

  @Test
  void theSameFileAgainChangesNothing() {
    apply(FULL);

    PortalFileDiff again = apply(FULL);

    assertThat(again.created()).isEmpty();
    assertThat(again.changed()).isEmpty();
    assertThat(again.unchanged()).containsExactly("reseller", "branch", "lender");
  }

  @Test
  void whatDiffersIsChangedAndNamedAndTheIdStays() {
    apply("portals: {a: {provider: credas, name: A, relayUrl: 'https://a.example/'}}");
    PortalId id = portal("a").id();

    PortalFileDiff diff =
        apply("portals: {a: {provider: credas, name: B, sourceAddresses: [192.0.2.7]}}");

    assertThat(diff.changed()).isEqualTo(changed("a", "name", "relayUrl", "sourceAddresses"));
    assertThat(portal("a").id()).isEqualTo(id);
    assertThat(portal("a").name()).isEqualTo("B");
    assertThat(portal("a").relay().url()).isNull();
  }

  @Test
  void whatTheFileDoesNotNameAndCannotKnowStays() {
    apply("portals: {a: {provider: credas, name: A, token: %s}}".formatted(TOKEN));
    portals.patch(portal("a").id(), settings -> settings.withPaused(true).withClientId("client-7"));

    PortalFileDiff diff = apply("portals: {a: {provider: credas, name: A}}");

    assertThat(diff.unchanged()).containsExactly("a");
    assertThat(portal("a").paused()).isTrue();
    assertThat(portal("a").clientId()).isEqualTo("client-7");
    assertThat(receiver(TOKEN)).isPresent();
  }

  @Test
  void whoLeftTheFileIsReportedAndWhoWasArchivedStaysSo() {
    apply("portals: {a: {provider: credas, name: A}, b: {provider: credas, name: B}}");
    portals.archive(portal("a").id());

    PortalFileDiff diff = apply("portals: {a: {provider: credas, name: Other}}");

    assertThat(diff.archived()).containsExactly("a");
    assertThat(diff.left()).containsExactly("b");
    assertThat(diff.changed()).isEmpty();
    assertThat(portal("b").archivedAt()).isNull();
  }

  @Test
  void parentsMayStandBelowTheirChildrenAndBeChanged() {
    apply(
        """
        portals:
          leaf: {provider: credas, name: L, parent: middle}
          middle: {provider: credas, name: M, parent: top}
          top: {provider: credas, name: T}
        """);
    assertThat(portal("leaf").parentId()).isEqualTo(portal("middle").id());
    assertThat(portal("middle").parentId()).isEqualTo(portal("top").id());

    PortalFileDiff diff =
        apply(
            """
            portals:
              leaf: {provider: credas, name: L}
              middle: {provider: credas, name: M, parent: leaf}
              top: {provider: credas, name: T, parent: middle}
            """);

    assertThat(diff.changed())
        .extracting(PortalFileDiff.Changed::fields)
        .containsOnly(List.of("parent"));
    assertThat(portal("top").parentId()).isEqualTo(portal("middle").id());
    assertThat(portal("leaf").parentId()).isNull();
  }

  @Test
  void secretsAreRotatedWithTheirGrace() {
    String document =
        "portals: {a: {provider: credas, name: A, token: %s, signingSecret: %s, header: {name: K,"
            + " value: %s}}}";
    String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    apply(document.formatted(TOKEN, secret, "one"));

    PortalFileDiff diff =
        apply(document.formatted(OTHER_TOKEN, secret.replace("AAAA", "BBBB"), "two"));

    assertThat(diff.changed()).isEqualTo(changed("a", "header", "token", "signingSecret"));
    for (String token : List.of(TOKEN, OTHER_TOKEN)) {
      ReceivingPortal receiving = receiver(token).orElseThrow();
      assertThat(receiving.admits(name -> List.of("one"))).isTrue();
      assertThat(receiving.admits(name -> List.of("two"))).isTrue();
    }
    assertThat(portal("a").formerSigningSecretUntil()).isNotNull();
    clock.advance(store.settings().tokenGrace());
    assertThat(receiver(TOKEN)).isEmpty();
    assertThat(receiver(OTHER_TOKEN)).isPresent();
  }

  @Test
  void theFilesTokenTakesTheUrlBackFromOneThatWasRotatedElsewhere() {
    String document = "portals: {a: {provider: credas, name: A, token: %s}}".formatted(TOKEN);
    apply(document);
    portals.rotateToken(portal("a").id());

    assertThat(apply(document).changed()).isEqualTo(changed("a", "token"));

    clock.advance(store.settings().tokenGrace());
    assertThat(receiver(TOKEN)).isPresent();
    assertThat(apply(document).unchanged()).containsExactly("a");
  }

  @Test
  void aHeaderKeepsItsValueWhereTheFileDoesNotGiveOne() {
    apply(
        "portals: {a: {provider: credas, name: A, token: %s, header: {name: K, value: one}}}"
            .formatted(TOKEN));

    PortalFileDiff diff = apply("portals: {a: {provider: credas, name: A, header: {name: K}}}");

    assertThat(diff.unchanged()).containsExactly("a");
    assertThat(apply("portals: {a: {provider: credas, name: A}}").changed())
        .isEqualTo(changed("a", "header"));
    ReceivingPortal receiving = receiver(TOKEN).orElseThrow();
    assertThat(receiving.admits(name -> List.of())).isTrue();
  }

  @Test
  void aRehearsalTellsTheSameAndLeavesNothing() {
    apply("portals: {lender: {provider: w2, name: Other}, gone: {provider: w2, name: Gone}}");
    byte[] before = file.export(PortalFileFormat.JSON);

    PortalFileDiff rehearsed = file.rehearse(FULL.getBytes(UTF_8));

    assertThat(file.export(PortalFileFormat.JSON)).isEqualTo(before);
    assertThat(receiver(TOKEN)).isEmpty();
    assertThat(rehearsed.created()).containsExactly("reseller", "branch");
    assertThat(rehearsed.changed()).isEqualTo(changed("lender", "name"));
    assertThat(rehearsed.left()).containsExactly("gone");
    assertThat(apply(FULL)).isEqualTo(rehearsed);
  }

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(PORTAL_[A-Z0-9_]+)}");

  /** Gives every variable that an export refers to a value of its own. */
  private void setVariablesOf(byte[] export) {
    Matcher reference = REFERENCE.matcher(new String(export, UTF_8));
    while (reference.find()) {
      String variable = reference.group(1);
      String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(digest(variable));
      environment.put(
          variable,
          variable.endsWith("_SIGNING_SECRET")
              ? "whsec_" + Base64.getEncoder().encodeToString(digest(variable))
              : secret);
    }
  }

  private static byte[] digest(String variable) {
    return Secrets.digest(variable);
  }

  @ParameterizedTest
  @EnumSource(PortalFileFormat.class)
  void anExportAppliedToAnEmptyDatabaseIsExportedAgainAsItWas(PortalFileFormat format) {
    apply(FULL);
    portals.create(
        "credas",
        portal("branch").id(),
        PortalSettings.named("yes: \"no\" # 12 ${PORTAL_KEY} é \u2028")
            .withHeader(new RequiredHeader("a.b", "x"))
            .withRelay(
                RelaySettings.INHERITED.withHeaders(Map.of("X-A", "1", "X_A", "2", "x.a", "3"))));
    byte[] export = file.export(format);
    assertThat(new String(export, UTF_8)).doesNotContain("k3y").doesNotContain(TOKEN);
    setVariablesOf(export);

    try (TestDatabase empty = TestDatabase.of(dialect)) {
      PortalFile elsewhere =
          TestPortals.file(empty, clock, TestPortals.directory(empty, clock), environment);
      elsewhere.apply(export);

      assertThat(elsewhere.export(format)).isEqualTo(export);
      assertThat(elsewhere.apply(export).unchanged()).hasSize(4);
    }
  }

  @Test
  void aPortalThatNeverWasInAFileIsFoundByItsId() {
    Portal made = portals.create("credas", null, PortalSettings.named("by hand")).portal();
    byte[] export = file.export(PortalFileFormat.YAML);
    setVariablesOf(export);

    PortalFileDiff diff = file.apply(export);

    assertThat(diff.changed())
        .isEqualTo(changed(made.id().toString(), "token", "signingSecret", "key"));
    assertThat(portals.list(10, null).items()).hasSize(1);
    assertThat(portal(made.id().toString()).id()).isEqualTo(made.id());
  }

  @Test
  void whatIsRightInAWrongFileIsNotAppliedEither() {
    assertThatExceptionOfType(InvalidPortalFile.class)
        .isThrownBy(
            () ->
                apply(
                    """
                    portals:
                      good: {provider: credas, name: Good}
                      bad: {provider: credas, name: Bad, relayUrl: ftp://bad.example/}
                    """))
        .matches(e -> e.line() == 3);
    assertThat(portals.list(10, null).items()).isEmpty();
  }

  @Test
  void twoPortalsOfAFileDoNotShareAToken() {
    assertThatExceptionOfType(InvalidPortalFile.class)
        .isThrownBy(
            () ->
                apply(
                    """
                    portals:
                      a: {provider: credas, name: A, token: %s}
                      b: {provider: credas, name: B, token: %s}
                    """
                        .formatted(TOKEN, TOKEN)))
        .matches(e -> e.line() == 3);
  }

  @Test
  void aRowOfPortalsThatIsTooLongIsRefused() {
    StringBuilder document = new StringBuilder("portals:\n");
    for (int i = 0; i < 20_000; i++) {
      document.append("  p%d: {provider: credas, name: P, parent: p%d}\n".formatted(i, i + 1));
    }

    assertThatExceptionOfType(InvalidPortalFile.class)
        .isThrownBy(() -> apply(document + "  p20000: {provider: credas, name: P}\n"))
        .withMessageContaining("in a row");
  }

  @Test
  void nodesThatStartAtOnceWithOneFileMakeItsPortalsOnce() throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(3);
    List<Integer> created = Collections.synchronizedList(new ArrayList<>());
    List<Thread> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      PortalFile own =
          TestPortals.file(store, clock, TestPortals.directory(store, clock), environment);
      nodes.add(
          new Thread(
              () -> {
                ready.countDown();
                try {
                  ready.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                created.add(own.apply(FULL.getBytes(UTF_8)).created().size());
              }));
    }
    nodes.forEach(Thread::start);
    for (Thread node : nodes) {
      node.join();
    }

    assertThat(created).containsExactlyInAnyOrder(3, 0, 0);
    assertThat(portals.list(10, null).items()).hasSize(3);
  }

  @Test
  void theConfiguredFileIsAppliedOrStopsTheStartWithOneLine(@TempDir Path folder)
      throws IOException {
    Path configured = folder.resolve("portals.yaml");
    try (TestDatabase configuredStore =
        TestDatabase.of(dialect, Map.of("checkpost.portals.file", configured.toString()))) {
      PortalFile own =
          TestPortals.file(
              configuredStore, clock, TestPortals.directory(configuredStore, clock), environment);
      assertThatExceptionOfType(InvalidSetting.class)
          .isThrownBy(own::applyConfigured)
          .withMessageContaining("checkpost.portals.file: the file " + configured);

      Files.writeString(configured, "portals:\n  a: {provider: credas}\n");
      assertThatExceptionOfType(InvalidSetting.class)
          .isThrownBy(own::applyConfigured)
          .withMessage(
              "checkpost.portals.file: %s, line 2, column 3: portals.a.name: expected a string",
              configured);

      Files.writeString(configured, FULL);
      own.applyConfigured();
      assertThat(new String(own.export(PortalFileFormat.YAML), UTF_8)).contains("reseller:");
    }
    file.applyConfigured();
    assertThat(portals.list(10, null).items()).isEmpty();
  }
}
