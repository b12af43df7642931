package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.checkpost.web.Browser.Visitor;
import io.checkpost.web.observer.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operations staff see and do about observers, and on the way of one message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class ObserversPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEANS =
      """
      <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0"
             bean-discovery-mode="annotated"/>
      """;

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final Receiver receiver = new Receiver();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Intake intake;
  private final Path closed;
  private final AtomicInteger checks = new AtomicInteger(1000);

  ObserversPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    closed = folder.resolve("closed");
    checkpost =
        new CheckpostProcess(folder.resolve("home"))
            .with("CHECKPOST_EXTENSIONS", extension(folder).toString())
            .with(Ledger.CLOSED, closed.toString())
            // the second failure is the last
            .with("CHECKPOST_OBSERVER_RETRY_FIRST", "PT8S")
            .with("CHECKPOST_OBSERVER_RETRY_ATTEMPTS", "2")
            .with("CHECKPOST_RELAY_ALLOW", "127.0.0.0/8")
            .with("CHECKPOST_RELAY_ALLOW_HTTP", "true")
            .with("CHECKPOST_RELAY_SCHEDULE", "PT0.1S");
    intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
  }

  /** Makes a folder with a jar that has the observer in it. */
  private static Path extension(Path folder) throws IOException {
    Path extensions = Files.createDirectory(folder.resolve("extensions"));
    try (FileSystem jar =
        FileSystems.newFileSystem(extensions.resolve("ledger.jar"), Map.of("create", "true"))) {
      Files.createDirectories(jar.getPath("META-INF"));
      Files.writeString(jar.getPath("META-INF", "beans.xml"), BEANS);
      String name = Ledger.class.getName().replace('.', '/') + ".class";
      Path to = jar.getPath(name);
      Files.createDirectories(Objects.requireNonNull(to.getParent()));
      try (InputStream bytes =
          Objects.requireNonNull(Ledger.class.getClassLoader().getResourceAsStream(name))) {
        Files.copy(bytes, to);
      }
    }
    return extensions;
  }

  @BeforeAll
  void start() throws Exception {
    checkpost.start();
    try (Visitor visitor = visitor()) {
      visitor.page().navigate("/observers");
      assertThat(visitor.page().getByText("Nothing is owed")).isVisible();
      assertThat(observer(visitor.page())).containsText("Up to date");
      look(visitor.page(), "observers-well");
    }
  }

  @AfterAll
  void stop() throws Exception {
    browser.close();
    receiver.close();
    checkpost.close();
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  private JsonNode api(String method, String path, String json, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + path))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .header("Content-Type", "application/json")
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString(UTF_8));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
  }

  private static String rightToRent(int check, int status, UUID person) {
    return """
    {"UpdateType":7,"Payload":{"Id":%d,"Status":%d,"EntityId":"%s"}}
    """
        .formatted(check, status, person);
  }

  /** A message about somebody of whom nobody heard before. */
  private String send(String intakePath) throws Exception {
    return intake.send(intakePath, rightToRent(checks.incrementAndGet(), 3, UUID.randomUUID()));
  }

  private static void look(Page page, String name) throws IOException {
    Looks.assertAccessible(page, name);
    Looks.shoot(page, name);
  }

  private static void goTo(Page page, String address, BooleanSupplier until) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      assertThat(System.nanoTime()).as(address).isLessThan(end);
      page.navigate(address);
      page.waitForTimeout(100);
    } while (!until.getAsBoolean());
  }

  private static Locator observer(Page page) {
    return page.locator(".observer-row", new Page.LocatorOptions().setHasText(Ledger.ID));
  }

  private static boolean says(Locator locator, String text) {
    return locator.innerText().contains(text);
  }

  private static Locator step(Page page, String text) {
    return page.locator(".steps > li", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator button(Locator within, String name) {
    return within.locator("button[name='" + name + "']");
  }

  @Test
  void whatAnObserverGaveUpIsFoundAndTriedAgain() throws Exception {
    String portal =
        intake.portal("credas", "Ledger Lettings", Map.of("right_to_rent", "verification-result"));
    Files.createFile(closed);
    String first = send(portal);
    send(portal);
    String third = send(portal);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      goTo(page, message(first), () -> step(page, "failed and is tried again").count() == 1);
      assertThat(step(page, "failed and is tried again")).containsText("Next attempt");
      look(page, "message-observer-failing");
      goTo(page, "/observers", () -> says(observer(page), "3 given up"));
      assertThat(observer(page)).containsText("Has given up");
      assertThat(observer(page)).containsText("java.lang.IllegalStateException");
      assertThat(observer(page)).containsText("RightToRentUpdate");
      look(page, "observers-dead");

      observer(page).getByText("3 given up").click();
      assertThat(page.locator(".owed-row")).hasCount(3);
      page.locator("a[title='" + first + "']").click();
      Locator given = step(page, "Given up: an observer failed every time");
      assertThat(given).containsText("Failed 2 times. Last cause: java.lang.IllegalStateException");
      assertThat(given).containsText(Ledger.ID);
      look(page, "message-observer-dead");

      // a link may name a button: whoever follows it and presses another presses only that
      page.navigate(message(first) + "&close=" + Ledger.ID);
      page.getByText("Show body").click();
      assertThat(page.locator("pre")).hasCount(1);
      page.navigate(message(first));
      assertThat(given).hasCount(1);

      Files.delete(closed);
      button(given, "retry").click();
      assertThat(page.locator("#done")).hasText("Its observer is called again now.");
      goTo(page, message(first), () -> says(step(page, "took it"), Ledger.ID));
      assertThat(step(page, "given up")).hasCount(0);

      page.navigate("/observers?observer=" + Ledger.ID + "&state=dead");
      assertThat(page.locator(".owed-row")).hasCount(2);
      button(
              page.locator(
                  ".owed-row",
                  new Page.LocatorOptions().setHas(page.locator("a[title='" + third + "']"))),
              "close")
          .click();
      assertThat(page.locator("#done")).hasText("1 event was closed.");
      assertThat(page.locator(".owed-row")).hasCount(1);
      page.locator("#retry-all").click();
      assertThat(page.locator("#confirmation")).hasText("Have 1 event tried again?");
      assertThat(page.locator(".meant")).containsText(Ledger.ID);
      look(page, "observers-confirm");
      page.getByText("Cancel").click();
      assertThat(page.locator(".owed-row")).hasCount(1);
      page.locator("#retry-all").click();
      page.locator("button[name=retryAll]").click();
      assertThat(page.locator("#done")).hasText("1 event is tried again now.");
      goTo(page, "/observers", () -> says(observer(page), "Up to date"));

      page.navigate("/observers?state=closed");
      assertThat(page.locator(".owed-row")).hasCount(1);
      assertThat(page.locator(".owed-row button")).hasCount(0);
      page.navigate(message(third));
      assertThat(step(page, "Closed by a person: an observer had failed")).isVisible();
      assertThat(page.navigate("/observers?state=lost").status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("State: lost is not accepted");
      assertThat(page.navigate("/observers?older=nonsense").status()).isEqualTo(400);
      page.navigate("/observers?observer=nobody");
      assertThat(page.getByText("Nothing matches")).isVisible();
    }
  }

  private static String message(String id) {
    return "/message?id=" + id;
  }

  @Test
  void aMessageSaysInSentencesWhatItSaysAndWhatCameBeforeAndAfter() throws Exception {
    String portal =
        intake.portal("credas", "Sentence Homes", Map.of("right_to_rent", "verification-result"));
    UUID person = UUID.randomUUID();
    int check = checks.incrementAndGet();
    String requested = intake.send(portal, rightToRent(check, 7, person));
    String passed = intake.send(portal, rightToRent(check, 4, person));
    String repeated = intake.send(portal, rightToRent(check, 4, person));
    String other = intake.send(portal, rightToRent(checks.incrementAndGet(), 5, person));
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      goTo(page, message(passed), () -> step(page, "took it").count() == 1);
      Locator sentence = page.locator(".sentence");
      assertThat(sentence.first())
          .containsText(Pattern.compile("Right to rent.* passed\\. That rests on .*ManualPass"));
      assertThat(sentence.last()).containsText("The check has stood so since");
      Locator beside = page.locator("section[aria-labelledby=siblings]");
      assertThat(beside.locator("a[href$='" + requested + "']")).hasCount(1);
      assertThat(beside.locator("a[href$='" + repeated + "']")).not().hasCount(0);
      assertThat(beside.locator("a[href$='" + other + "']")).hasCount(1);
      Locator steps = page.locator(".steps > li");
      assertThat(steps.nth(0)).containsText("Received");
      assertThat(steps.nth(1)).containsText("Encrypted and on disk before the sender was answered");
      assertThat(steps.nth(2)).containsText("Read: 1 result");
      assertThat(step(page, "took it")).containsText(Pattern.compile("\\d ?(ms|s) later"));
      look(page, "message-journey");

      page.navigate(message(requested));
      assertThat(sentence.last()).containsText("Then it came to: Passed.");
      page.getByText("Open what changed it").click();
      assertThat(page).hasURL(checkpost.baseUrl() + message(passed));

      page.locator("#observer").selectOption(Ledger.ID);
      button(page.locator("main"), "observe").click();
      assertThat(page.locator("#done")).hasText(Ledger.ID + " gets it again.");
      page.getByText("The replay that does it").click();
      assertThat(page.locator("h1")).hasText("Observed again");

      page.navigate(message(repeated));
      assertThat(step(page, "Recognised as a duplicate")).isVisible();
      assertThat(page.locator("#original + ul a")).hasAttribute("href", message(passed));
      assertThat(button(page.locator("main"), "observe")).hasCount(0);
    }
  }

  @Test
  void whatWasNotConfirmedIsReadAgainInPlace() throws Exception {
    JsonNode portal =
        api("POST", "/api/v1/portals", "{\"name\":\"Late List\",\"provider\":\"credas\"}", 201);
    String id =
        intake.send(
            portal.get("intakePath").asText(),
            rightToRent(checks.incrementAndGet(), 4, UUID.randomUUID()));
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(message(id));
      assertThat(page.locator("h1")).containsText("result unconfirmed");
      button(page.locator("main"), "reread").click();
      goTo(page, page.url(), () -> says(page.locator("#done"), "Nothing is understood otherwise"));

      api(
          "PATCH",
          "/api/v1/portals/" + portal.get("id").asText(),
          "{\"codeLists\":{\"right_to_rent\":\"verification-result\"}}",
          200);
      // the directory of portals is trusted for a moment
      goTo(
          page,
          message(id),
          () -> {
            button(page.locator("main"), "reread").click();
            String done = page.url();
            goTo(page, done, () -> !says(page.locator("#done"), "being read again"));
            return says(page.locator("#done"), "understood otherwise now");
          });
      assertThat(page.locator("h1")).containsText("passed");
      assertThat(step(page, "Read again and understood")).isVisible();
      assertThat(button(page.locator("main"), "reread")).hasCount(0);
      look(page, "message-reread");
    }
    api("POST", "/api/v1/messages/" + id + "/reinterpret", "", 409);
  }

  @Test
  void aDeliveryIsSentAgainAndClosedFromItsMessage() throws Exception {
    receiver.answer("/shut", 503);
    String portal = intake.relayingPortal("credas", "Shut Homes", receiver.url("/shut"));
    String id = send(portal);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      goTo(page, message(id), () -> step(page, "given up").count() == 1);
      assertThat(step(page, "Attempt 1: the receiver had a fault"))
          .containsText(Pattern.compile("Status 503, took \\d+"));
      assertThat(step(page, "Attempt 2")).hasCount(1);
      look(page, "message-delivery-dead");
      button(step(page, "given up"), "close-delivery").click();
      assertThat(page.locator("#done")).hasText("The delivery was closed. It can still be sent.");
      assertThat(step(page, "Not passed on to the portal's URL: closed by a person"))
          .containsText("By admin.");

      receiver.beWell("/shut");
      button(step(page, "closed by a person"), "send").click();
      assertThat(page.locator("#done")).hasText("It is sent now.");
      goTo(page, message(id), () -> step(page, "Attempt 3: taken").count() == 1);
      assertThat(page.locator(".steps a")).hasText("Passed on to the portal's URL");
      JsonNode history = api("GET", "/api/v1/messages/" + id, "", 200).at("/deliveries/0/history");
      assertThat(history).hasSize(3);
    }
  }

  @Test
  void theBodyIsShownPrettyOrAsReceived() throws Exception {
    String portal = intake.portal("credas", "Body Homes");
    String body = rightToRent(checks.incrementAndGet(), 3, UUID.randomUUID());
    String id = intake.send(portal, body);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(message(id));
      page.getByText("Show body").click();
      assertThat(page.locator("pre")).containsText("\"UpdateType\" : 7");
      page.locator("#body-as-received").click();
      assertThat(page.locator("pre")).hasText(body.strip());
      page.locator("#body-as-json").click();
      assertThat(page.locator("pre")).containsText("\"UpdateType\" : 7");
      page.navigate(message(id));
      assertThat(page.locator("pre")).hasCount(0);
      assertThat(checkpost.output()).contains("event=disclosed.body user=admin message=" + id);
    }
  }

  @Test
  void aViewerLooksOnAndIsRefusedWhateverIsPosted() throws Exception {
    String portal = intake.portal("credas", "Viewed Homes");
    String id = send(portal);
    String password =
        api("POST", "/api/v1/users", "{\"name\":\"vera\",\"role\":\"viewer\"}", 201)
            .path("generatedPassword")
            .textValue();
    try (Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn("vera", password)) {
      Page page = visitor.page();
      goTo(page, message(id), () -> step(page, "took it").count() == 1);
      assertThat(page.locator("main button, main input[type=submit]")).hasCount(0);
      page.locator(".nav").getByText("Observers").click();
      assertThat(page.locator("h1")).hasText("Observers");
      assertThat(observer(page)).isVisible();
      assertThat(page.locator("main form[method=post] button, main #retry-all")).hasCount(0);
      for (String path : new String[] {message(id), "/observers"}) {
        FormData posted = FormData.create().set("observe", "yes").set("retryAll", "yes");
        assertThat(
                visitor
                    .context()
                    .request()
                    .post(path, RequestOptions.create().setForm(posted))
                    .status())
            .isEqualTo(403);
      }
    }
  }
}
