package io.checkpost.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.blackbox.observer.WritingObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packaged jar as a process of its own. */
@Timeout(180)
class LaunchIT {

  private static final Path JAR = Path.of("target", "checkpost.jar").toAbsolutePath();

  private final Path home;
  private final List<Process> started = new ArrayList<>();

  LaunchIT(@TempDir Path home) {
    this.home = home;
  }

  @AfterEach
  void killWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void thePortAnswersNoRequestWithNotFoundAndAStopLeavesNothingBehind() throws Exception {
    int port = freePort();
    Process checkpost = start("--host", "127.0.0.1", "--port", String.valueOf(port));

    assertThat(firstAnswer(checkpost, port)).isNotEqualTo(404);

    checkpost.destroy();
    assertThat(checkpost.waitFor()).isZero();
    assertThat(Files.readString(home.resolve("out")))
        .contains("Checkpost is listening on http://127.0.0.1:" + port + "/")
        .contains("Checkpost is stopping");
    assertThat(home.resolve("server")).isEmptyDirectory();
  }

  @Test
  void aTakenPortStopsTheStartWithOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Process checkpost = start("--host", "127.0.0.1", "--port", String.valueOf(port));

      assertThat(checkpost.waitFor()).isEqualTo(1);
      assertThat(home.resolve("err"))
          .hasContent("checkpost: port %d is taken (127.0.0.1:%d)".formatted(port, port));
    }
  }

  @Test
  void anExtensionThatCannotBeTakenInStopsTheStartWithOneLine() throws Exception {
    Path extensions = Files.createDirectory(home.resolve("extensions"));
    Path extension = Files.createFile(extensions.resolve("lettings.jar"));
    Process checkpost = start("--extensions", extensions.toString());

    assertThat(checkpost.waitFor()).isEqualTo(1);
    assertThat(home.resolve("err")).hasContent("checkpost: " + extension + " is not a jar");
  }

  @Test
  void theFolderBesideTheJarIsTheUsualOne() throws Exception {
    Path jar = Files.copy(JAR, home.resolve("checkpost.jar"));
    Path extensions = Files.createDirectory(home.resolve("extensions"));
    Path extension = Files.createFile(extensions.resolve("lettings.jar"));
    Process checkpost = startJar(jar);

    assertThat(checkpost.waitFor()).isEqualTo(1);
    assertThat(home.resolve("err")).hasContent("checkpost: " + extension + " is not a jar");
  }

  @Test
  void anObserverThatRefersToAMissingClassStopsTheStart() throws Exception {
    Path extensions = Files.createDirectory(home.resolve("extensions"));
    String name = WritingObserver.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(extensions.resolve("lettings.jar")));
        InputStream observer =
            Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(name))) {
      jar.putNextEntry(new JarEntry(name));
      jar.write(withAMissingClass(observer.readAllBytes()));
    }
    Process checkpost = start("--extensions", extensions.toString());

    assertThat(checkpost.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(home.resolve("err")))
        .last()
        .asString()
        .startsWith("checkpost: " + extensions.resolve("lettings.jar"))
        .contains(WritingObserver.class.getName() + " cannot be used")
        .contains("io.checkpost.api.VerificationEvenX not found");
  }

  /** The names of the types that a class refers to stand in it as text. */
  private static byte[] withAMissingClass(byte[] classFile) {
    return new String(classFile, ISO_8859_1)
        .replace("api/VerificationEvent", "api/VerificationEvenX")
        .getBytes(ISO_8859_1);
  }

  @Test
  void aWrongOptionStopsTheStartWithOneLine() throws Exception {
    Process checkpost = start("--prot", "8080");

    assertThat(checkpost.waitFor()).isEqualTo(2);
    assertThat(home.resolve("err"))
        .hasContent("checkpost: unknown option --prot (--help lists them)");
  }

  private Process start(String... options) throws IOException {
    return startJar(JAR, options);
  }

  private Process startJar(Path jar, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--home",
                home.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile())
            .start();
    started.add(process);
    return process;
  }

  /** The status of the first answer: until then connections are refused. */
  private int firstAnswer(Process checkpost, int port) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
    while (!checkpost.waitFor(5, TimeUnit.MILLISECONDS)) {
      try {
        return client.send(request, BodyHandlers.discarding()).statusCode();
      } catch (ConnectException e) {
        // closed as it should be
      }
    }
    throw new AssertionError(Files.readString(home.resolve("err"), UTF_8));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
