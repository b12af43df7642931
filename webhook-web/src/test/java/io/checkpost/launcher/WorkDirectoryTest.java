package io.checkpost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

  private final Path home;

  WorkDirectoryTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void aClosedDirectoryLeavesNothing() throws Exception {
    try (WorkDirectory directory = WorkDirectory.createIn(home)) {
      Files.createDirectories(directory.path().resolve("runtime/deep"));
      Files.writeString(directory.path().resolve("runtime/deep/file"), "x");
    }
    assertThat(home.resolve("server")).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedByTheNextStart() throws Exception {
    Path left = Files.createDirectories(home.resolve("server/left/runtime"));
    Files.writeString(left.resolve("file"), "x");
    Files.createFile(home.resolve("server/left.lock"));
    WorkDirectory.createIn(home).close();
    assertThat(home.resolve("server")).isEmptyDirectory();
  }

  @Test
  void aHomeThatCannotBeWrittenStopsTheStart() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    assertThatThrownBy(() -> WorkDirectory.createIn(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("cannot write to " + file.resolve("server"));
  }
}
