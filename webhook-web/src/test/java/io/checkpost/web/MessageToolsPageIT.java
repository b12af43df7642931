package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.checkpost.web.Browser.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What can be done with the list of messages: views kept, rows replayed, lists taken away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class MessageToolsPageIT {

  private static final String FORMULA = "=HYPERLINK(\"http://x\",\"Click\")";
  private static final int MESSAGES = 4;

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String person = UUID.randomUUID().toString();
  private String message = "";
  private String list = "";

  MessageToolsPageIT() throws Exception {
    checkpost = Shared.checkpost();
    browser = Shared.browser();
  }

  @BeforeAll
  void receiveMessages() throws Exception {
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    String portal = intake.portal("credas", FORMULA);
    for (int i = 0; i < MESSAGES; i++) {
      message =
          intake.send(
              portal,
              """
              {"UpdateType":3,"Payload":{"EntityIdvEntryId":"%s","EntityId":"%s",
               "VerificationResult":%d}}"""
                  .formatted(UUID.randomUUID(), person, i + 1));
    }
    list = "/messages?portal=" + call("GET", "/messages/" + message, null).get("portalId").asText();
  }

  private JsonNode call(String method, String path, @Nullable String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + "/api/v1" + path))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofByteArray()).body());
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void chosenRowsAreCountedAndThenReplayed() throws IOException {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(list);
      assertThat(page.locator(".message-row")).hasCount(MESSAGES);
      page.locator(".pick input").nth(0).focus();
      page.keyboard().press("Space");
      page.locator(".pick input").nth(2).check();
      Looks.assertAccessible(page, "messages-chosen");
      Looks.shoot(page, "messages-chosen");
      page.getByRole(AriaRole.BUTTON, named("Replay chosen…")).press("Enter");

      assertThat(page.locator("#confirmation")).hasText("2 messages");
      assertThat(page.locator(".chosen-ids li")).hasCount(2);
      Looks.assertAccessible(page, "replay-new-chosen");
      Looks.shoot(page, "replay-new-chosen");
      page.locator("#rate").fill("7");
      page.locator("#count").click();
      assertThat(page.locator("#confirmation")).hasText("2 messages");
      page.locator("#start").click();

      assertThat(page).hasURL(Pattern.compile(".*/replays\\?replay=[0-9a-f-]{36}"));
      assertThat(page.locator("main")).containsText("2 chosen messages");
      assertThat(page.locator("main")).containsText("7 messages a second at most");
    }
  }

  @Test
  void noChoiceIsNoChoiceOfEverything() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(list);
      page.getByRole(AriaRole.BUTTON, named("Replay chosen…")).click();
      assertThat(page.locator("h2")).hasText("No message was chosen");
      assertThat(page.locator("#start")).hasCount(0);

      APIResponse forced =
          page.request()
              .post(
                  "/replay-new?chosen=yes&kind=observe",
                  RequestOptions.create().setMaxRedirects(0));
      assertThat(forced.status()).isEqualTo(200);
      assertThat(page.navigate("/replay-new?message=7&kind=observe").status()).isEqualTo(400);
    }
  }

  @Test
  void allThatMatchAFilterAreCountedAndThenReplayed() throws IOException {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/replays");
      page.locator("#replay-new").click();
      assertThat(page.locator("h1")).hasText("New replay");
      assertThat(page.locator("#confirmation")).hasCount(0);
      Looks.assertAccessible(page, "replay-new");
      Looks.shoot(page, "replay-new");

      page.navigate(list + "&outcome=passed");
      page.locator("#replay-all").click();
      assertThat(page.locator("#confirmation")).hasText("2 messages");
      page.locator("#kind").selectOption("reinterpret");
      page.locator("#count").click();
      assertThat(page.locator("#confirmation")).hasText("No message");
      assertThat(page.locator("#start")).hasCount(0);
      page.locator("#kind").selectOption("observe");
      page.locator("#observer").selectOption("checkpost.relay");
      page.locator("#count").click();
      page.locator("#start").click();
      assertThat(page).hasURL(Pattern.compile(".*/replays\\?replay=[0-9a-f-]{36}"));
      assertThat(page.locator("main")).containsText("checkpost.relay");

      page.navigate("/replay-new?kind=observe&clientReference=nobody");
      assertThat(page.locator("#confirmation")).hasText("No message");
      page.navigate("/replay-new?kind=observe&subject=nobody");
      assertThat(page.locator("#problem")).containsText("Person (subject id)");
      page.navigate("/replay-new?kind=observe&rate=0");
      assertThat(page.locator("#problem")).containsText("10000");
    }
  }

  @Test
  void aFilterIsSavedComeBackToSharedAndRemoved() throws IOException {
    String name = "Failed " + UUID.randomUUID();
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(list + "&outcome=failed&from=2026-01-01&to=2026-12-31");
      page.locator("#save-view").click();
      Looks.assertAccessible(page, "saved-views-save");
      Looks.shoot(page, "saved-views-save");
      page.locator("#name").fill(name);
      page.keyboard().press("Enter");

      assertThat(page.locator(".views [aria-current]")).hasText(name);
      assertThat(page.locator("#save-view")).hasCount(0);
      assertThat(page.locator(".message-row")).hasCount(1);
      assertThat(page.locator("#to")).hasValue("2026-12-31");
      Looks.assertAccessible(page, "messages-view");
      Looks.shoot(page, "messages-view");
      page.getByRole(AriaRole.LINK, named("All messages")).click();
      assertThat(page.locator(".views [aria-current]")).hasText("All messages");
      page.getByRole(AriaRole.LINK, named(name)).click();
      assertThat(page.locator("#outcome")).hasValue("failed");

      page.getByRole(AriaRole.LINK, named("Manage views")).click();
      Looks.assertAccessible(page, "saved-views");
      open(page, name);
      Looks.shoot(page, "saved-views");
      saved(page, name).locator("input[name=name]").fill(name + " again");
      saved(page, name).getByText("Rename").click();
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("Done.");
      open(page, name + " again");
      saved(page, name).getByRole(AriaRole.BUTTON).getByText("Share with everybody").click();
      assertThat(saved(page, name)).containsText("Shared with everybody");
      open(page, name + " again");
      saved(page, name).getByText("Delete").click();
      assertThat(saved(page, name)).hasCount(0);
    }
  }

  private static com.microsoft.playwright.Locator saved(Page page, String name) {
    return page.locator(".saved > li")
        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(name));
  }

  private static void open(Page page, String name) {
    saved(page, name).locator("summary").click();
  }

  @Test
  void aViewKeepsNothingPersonalAndTwoHaveTwoNames() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/messages?subject=" + person);
      assertThat(page.locator("#save-view")).hasCount(0);
      page.navigate("/saved-views?subject=" + person);
      assertThat(page.locator("main")).containsText("A saved view keeps no person");
      assertThat(page.locator("#name")).hasCount(0);

      String name = "Personal " + UUID.randomUUID();
      assertThat(save(page, "/saved-views?subject=" + person, name)).isEqualTo(400);
      assertThat(call("GET", "/saved-views", null).toString()).doesNotContain(name, person);
      assertThat(save(page, "/saved-views?outcome=passed", name)).isEqualTo(302);
      assertThat(save(page, "/saved-views?outcome=failed", name)).isEqualTo(409);
      assertThat(save(page, "/saved-views?outcome=failed", " ")).isEqualTo(400);
    }
  }

  private static int save(Page page, String path, String name) {
    return page.request()
        .post(
            path,
            RequestOptions.create()
                .setMaxRedirects(0)
                .setForm(FormData.create().set("name", name).set("save", "yes")))
        .status();
  }

  @Test
  void theListIsTakenAwayAsAFileThatRunsNothing() throws IOException {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(list);
      page.locator("#export").click();
      assertThat(page.locator("#count")).hasText(MESSAGES + " messages");
      Looks.assertAccessible(page, "messages-export");
      Looks.shoot(page, "messages-export");

      Download csv =
          page.waitForDownload(
              () -> page.getByRole(AriaRole.BUTTON, named("Download CSV")).press("Enter"));
      assertThat(csv.suggestedFilename()).matches("checkpost-messages-\\d{8}T\\d{6}Z\\.csv");
      List<String> lines = Files.readAllLines(csv.path(), UTF_8);
      assertThat(lines.get(0)).startsWith("id,receivedAt,provider,");
      assertThat(lines.get(1))
          .startsWith(message)
          .contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"Click\"\")\",", person);
      assertThat(lines.get(lines.size() - 1)).startsWith("#complete," + MESSAGES + ",");
      assertThat(lines).hasSize(MESSAGES + 2);
      assertThat(page.locator("#export-said"))
          .hasText(Pattern.compile("The file is whole\\. Messages in it: 4 \\([\\d,]+ \\w+\\)\\."));
      assertThat(page.locator("#export-run")).isHidden();

      Download json =
          page.waitForDownload(
              () -> page.getByRole(AriaRole.BUTTON, named("Download JSON")).click());
      JsonNode document = new ObjectMapper().readTree(Files.readAllBytes(json.path()));
      assertThat(document.at("/items/0/portal").textValue()).isEqualTo(FORMULA);
      assertThat(document.path("rows").intValue()).isEqualTo(MESSAGES);
      assertThat(page.locator("#export-said")).containsText("Messages in it: 4 ");
      Download again = page.waitForDownload(() -> page.locator("#export-file").click());
      assertThat(again.suggestedFilename()).isEqualTo(json.suggestedFilename());

      assertThat(page.request().post("/messages-export?outcome=perhaps").status()).isEqualTo(400);
    }
  }

  @Test
  void whoWaitsForAFileSeesHowFarItHasComeAndMayStopIt() throws IOException {
    try (Visitor visitor = visitor()) {
      Page page = slowExport(visitor);
      Locator csv = page.getByRole(AriaRole.BUTTON, named("Download CSV"));
      Locator words = page.locator("#export-words");

      csv.click();
      assertThat(words).hasText("0 of 4 messages, 0 byte");
      send(page, "id,portal\r\n1,\"a line\r\nand");
      assertThat(words).hasText("0 of 4 messages, 25 byte");
      send(page, " another, \"\"quoted\n\"\"\"\r\n2,b\r\n3");
      assertThat(words).hasText("2 of 4 messages, 55 byte");
      assertThat(page.locator("#export-bar")).hasAttribute("value", "2");
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("The file is being written.");
      Looks.assertAccessible(page, "messages-export-running");
      Looks.shoot(page, "messages-export-running");

      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("Cancelled. Nothing was saved.");
      assertThat(csv).isFocused();
      assertThat(page.locator("#export-run")).isHidden();
      assertThat(page.locator("#export-file")).isHidden();
    }
  }

  @Test
  void aFileThatBreaksOffIsSaidToAndNotTakenForAWholeOne() throws IOException {
    try (Visitor visitor = visitor()) {
      Page page = slowExport(visitor);
      Locator said = page.getByRole(AriaRole.STATUS);

      page.getByRole(AriaRole.BUTTON, named("Download JSON")).click();
      send(page, "{\"items\":[\n{\"id\":\"1\"},\n{\"id\":");
      page.evaluate("file.error(new TypeError('network error'))");
      assertThat(said).containsText("The file broke off. Messages until there: 1 (29 byte).");
      Looks.assertAccessible(page, "messages-export-broken");
      Looks.shoot(page, "messages-export-broken");
      Download part = page.waitForDownload(() -> page.locator("#export-file").click());
      assertThat(part.suggestedFilename()).isEqualTo("some-incomplete.json");

      // the database went away, and the answer ended as if nothing were
      page.getByRole(AriaRole.BUTTON, named("Download CSV")).click();
      send(page, "id,portal\r\n1,a\r\n");
      page.evaluate("file.close()");
      assertThat(said).containsText("The file broke off. Messages until there: 1 (16 byte).");

      // an end that does not fit what is before it
      page.getByRole(AriaRole.BUTTON, named("Download CSV")).click();
      send(page, "id,portal\r\n1,a\r\n#complete,2\r\n");
      page.evaluate("file.close()");
      assertThat(said).containsText("The file broke off. Messages until there: 1 (29 byte).");
    }
  }

  /** Opens the export of an answer that the test itself gives, piece by piece. */
  private Page slowExport(Visitor visitor) {
    Page page = visitor.page();
    page.navigate(list);
    page.locator("#export").click();
    page.evaluate(
        """
        () => {
          window.fetch = async (address, { body, signal }) => {
            const answer = new ReadableStream({ start: (controller) => (window.file = controller) });
            signal.addEventListener("abort", () => file.error(signal.reason));
            return new Response(answer, {
              headers: { "Content-Disposition": `attachment; filename="some.${body.get("format")}"` },
            });
          };
        }""");
    return page;
  }

  private static void send(Page page, String piece) {
    // figures are shown at most ten times a second
    page.waitForTimeout(120);
    page.evaluate("piece => file.enqueue(new TextEncoder().encode(piece))", piece);
  }

  @Test
  void whereNoFileComesTheAnswerIsShownAsWithoutScript() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(list);
      page.locator("#export").click();
      visitor.context().clearCookies();
      page.getByRole(AriaRole.BUTTON, named("Download CSV")).click();
      assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?then=.*"));
    }
    try (Visitor visitor = browser.visitorWithoutScript(checkpost.baseUrl()).signIn()) {
      Page page = visitor.page();
      page.navigate(list);
      page.locator("#export").click();
      assertThat(page.locator("#export-run")).isHidden();
      Download csv =
          page.waitForDownload(
              () -> page.getByRole(AriaRole.BUTTON, named("Download CSV")).click());
      assertThat(Files.readString(csv.path(), UTF_8)).contains("#complete," + MESSAGES);
    }
  }

  @Test
  void aMessageIsFoundByTheBeginningOfItsId() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.locator("#search").fill(message.substring(0, 23));
      page.locator(".search button").click();
      assertThat(page.locator("main")).containsText(message);
      page.navigate("/search?q=" + message.substring(0, 8));
      assertThat(page.locator("main")).containsText(message);
    }
  }

  @Test
  void whoOnlyLooksKeepsViewsAndTakesNothingAway() throws Exception {
    String password =
        call(
                "POST",
                "/users",
                "{\"name\":\"vera-" + person.substring(0, 8) + "\",\"role\":\"viewer\"}")
            .path("generatedPassword")
            .textValue();
    try (Visitor visitor =
        browser.visitor(checkpost.baseUrl()).signIn("vera-" + person.substring(0, 8), password)) {
      Page page = visitor.page();
      page.navigate(list);
      assertThat(page.locator(".message-row")).hasCount(MESSAGES);
      assertThat(page.locator(".pick, .chosen, #export, #replay-all")).hasCount(0);
      assertThat(page.navigate("/replay-new").status()).isEqualTo(403);
      assertThat(page.navigate("/messages-export").status()).isEqualTo(403);
      assertThat(page.request().post("/messages-export").status()).isEqualTo(403);

      page.navigate(list);
      page.locator("#save-view").click();
      assertThat(page.locator("[name=shared]")).hasCount(0);
      page.locator("#name").fill("Vera's");
      page.keyboard().press("Enter");
      assertThat(page.locator(".views [aria-current]")).hasText("Vera's");
      page.navigate("/saved-views");
      open(page, "Vera's");
      saved(page, "Vera's").getByText("Delete").click();
      assertThat(saved(page, "Vera's")).hasCount(0);
    }
  }
}
