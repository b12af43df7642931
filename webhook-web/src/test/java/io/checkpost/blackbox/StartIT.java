package io.checkpost.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops a start, and how it says so. */
@Timeout(300)
class StartIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path home = Scratch.folder("start");

  private Node node = Node.none();

  @AfterEach
  void killWhatIsLeft() {
    node.kill();
  }

  @ParameterizedTest
  @CsvSource({
    "CHECKPOST_INTAKE_QUEUE, many, checkpost.intake.queue",
    "CHECKPOST_INTAKE_TIMEOUT, soon, checkpost.intake.timeout",
    "CHECKPOST_INTAKE_QEUE, 5, CHECKPOST_INTAKE_QEUE",
    "CHECKPOST_DB_URL, jdbc:mysql://localhost/x, checkpost.db.url",
    "CHECKPOST_KEYSET_FILE, /nowhere/keyset.json, checkpost.keyset.file",
  })
  void aWrongSettingStopsTheStartWithOneLineThatNamesIt(
      String variable, String value, String named) {
    node = Node.Plan.in(home).with(variable, value).launch();

    assertThat(node.awaitExit(PATIENCE)).isNotZero();
    assertOneLineNaming(named);
  }

  @Test
  void aWrongFileOfPortalsStopsTheStartWithOneLineThatSaysWhere() throws IOException {
    Path file = home.resolveSibling("wrong-portals.yaml");
    Files.writeString(file, "portals:\n  a: {provider: credas, name: A, colour: red}\n");

    node = Node.Plan.in(home).with("CHECKPOST_PORTALS_FILE", file.toString()).launch();

    assertThat(node.awaitExit(PATIENCE)).isNotZero();
    assertOneLineNaming("checkpost.portals.file");
    assertThat(node.output()).contains("line 2, column").contains("portals.a.colour");
  }

  /** Promise 9: a new keyset beside old data would make all of it unreadable. */
  @Test
  void dataWithoutItsKeysetIsRefused() throws IOException {
    node = Node.Plan.in(home).start();
    node.close();
    Files.delete(home.resolve("keyset.json"));

    node = Node.Plan.in(home).launch();

    assertThat(node.awaitExit(PATIENCE)).isNotZero();
    assertOneLineNaming("checkpost.keyset.file");
    assertThat(home.resolve("keyset.json")).doesNotExist();
  }

  @Test
  void twoNodesOnOneEmbeddedDatabaseAreRefused() {
    node = Node.Plan.in(home).start();
    try (Node second = Node.Plan.in(home).launch()) {
      assertThat(second.awaitExit(PATIENCE)).isNotZero();
      assertOneLineNaming(second, "checkpost.home");
    }
    assertThat(node.statusOf("/health/ready")).isEqualTo(200);
  }

  private void assertOneLineNaming(String setting) {
    assertOneLineNaming(node, setting);
  }

  private static void assertOneLineNaming(Node stopped, String setting) {
    List<String> naming = stopped.output().lines().filter(line -> line.contains(setting)).toList();
    assertThat(naming).as(stopped.output()).hasSize(1);
    assertThat(naming.get(0)).startsWith("checkpost: ");
    assertThat(stopped.output()).doesNotContain("\tat ").doesNotContain("Exception");
  }
}
