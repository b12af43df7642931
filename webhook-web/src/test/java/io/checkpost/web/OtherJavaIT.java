package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.checkpost.web.Browser.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages on the newest other Java that is installed beside the one of the tests. */
@Timeout(300)
class OtherJavaIT {

  @Test
  void aMessageIsReceivedFoundAndShown(@TempDir Path folder) throws Exception {
    Optional<Path> other = newestOther();
    Assumptions.assumeTrue(other.isPresent(), "no other Java than the tests' is installed");
    try (Browser browser = Browser.start();
        CheckpostProcess checkpost =
            new CheckpostProcess(folder.resolve("home")).onJava(other.orElseThrow()).start()) {
      Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
      intake.send(intake.portal("w2", "Meridian"), Intake.sample("w2-dvfc-alert.json"));
      try (Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn()) {
        visitor.page().locator(".message-row").click();
        assertThat(visitor.page().locator("h1")).hasText("Identification failed");
      }
    }
  }

  private static Optional<Path> newestOther() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    int ownVersion = Runtime.version().feature();
    List<Path> homes;
    try (Stream<Path> beside = Files.list(own.getParent())) {
      homes = beside.filter(home -> Files.isExecutable(home.resolve("bin/javac"))).toList();
    }
    return homes.stream()
        .filter(home -> version(home) >= 17 && version(home) != ownVersion)
        .max(Comparator.comparingInt(OtherJavaIT::version));
  }

  private static int version(Path home) {
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
      String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }
}
