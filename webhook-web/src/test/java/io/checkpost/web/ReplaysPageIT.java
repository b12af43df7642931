package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.checkpost.web.Browser.Visitor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The replays as people meet them: a list, one of them, and what can be done about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class ReplaysPageIT {

  /** At one message a second it outlasts every test. */
  private static final int MANY = 400;

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final HttpClient client = HttpClient.newHttpClient();

  ReplaysPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost = new CheckpostProcess(folder.resolve("home"));
  }

  @BeforeAll
  void receiveMessages() throws Exception {
    checkpost.start();
    try (Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn()) {
      visitor.page().navigate("/replays");
      assertThat(visitor.page().getByText("No replays yet")).isVisible();
      Looks.assertAccessible(visitor.page(), "replays-unused");
      Looks.shoot(visitor.page(), "replays-unused");
    }
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    String portal = intake.portal("credas", "Harbour Lettings");
    for (int i = 0; i < MANY; i++) {
      intake.send(
          portal,
          """
          {"UpdateType":3,"Payload":{"EntityIdvEntryId":"7cb2e52f-da1a-4fb7-b9f9-000000000%03d",
           "VerificationResult":1,"EntityId":"e10a6372-85a9-4f20-9bdf-ab589a1b280c"}}
          """
              .formatted(i));
    }
  }

  @AfterAll
  void stop() throws Exception {
    checkpost.close();
    browser.close();
  }

  private JsonNode post(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + path))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString(UTF_8));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return new ObjectMapper().readTree(response.body());
  }

  private String replay() throws IOException, InterruptedException {
    return post(
            "/api/v1/replays",
            "{\"kind\":\"observe\",\"ratePerSecond\":1,\"filter\":{\"checkType\":\"liveness\"}}")
        .path("id")
        .textValue();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void anOperatorStopsAReplayLetsItGoOnAndEndsIt() throws Exception {
    String id = replay();
    try (Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn()) {
      Page page = visitor.page();
      page.navigate("/replays");
      page.locator("a[href$='" + id + "']").click();
      assertThat(page).hasURL(checkpost.baseUrl() + "/replays?replay=" + id);
      assertThat(page.locator("h1")).hasText("Observed again");
      assertThat(page.getByText("1 message a second at most")).isVisible();

      page.getByRole(AriaRole.BUTTON, named("Pause")).click();
      assertThat(page.locator(".page-head .badge")).hasText("Paused");
      Looks.assertAccessible(page, "replay-paused");
      Looks.shoot(page, "replay-paused");

      page.getByRole(AriaRole.BUTTON, named("Go on")).click();
      assertThat(page.getByRole(AriaRole.BUTTON, named("Pause"))).isVisible();

      page.getByRole(AriaRole.LINK, named("End replay")).click();
      Looks.assertAccessible(page, "replay-cancelling");
      Looks.shoot(page, "replay-cancelling");
      page.getByRole(AriaRole.LINK, named("Leave it")).click();
      assertThat(page.getByRole(AriaRole.BUTTON, named("Pause"))).isVisible();
      page.getByRole(AriaRole.LINK, named("End replay")).click();
      page.getByRole(AriaRole.BUTTON, named("End replay")).click();
      assertThat(page.locator(".page-head .badge")).hasText("Cancelled");
      assertThat(page.locator("main form")).hasCount(0);
    }
  }

  @Test
  void whatSomebodyElseDidMeanwhileIsSaid() throws Exception {
    String id = replay();
    try (Visitor first = browser.visitor(checkpost.baseUrl()).signIn();
        Visitor second = browser.visitor(checkpost.baseUrl()).signIn()) {
      first.page().navigate("/replays?replay=" + id);
      second.page().navigate("/replays?replay=" + id + "&cancel=ask");
      second.page().getByRole(AriaRole.BUTTON, named("End replay")).click();
      assertThat(second.page().locator(".page-head .badge")).hasText("Cancelled");

      // the form that was sent is no longer one that is offered: nothing is done
      first.page().getByRole(AriaRole.BUTTON, named("Pause")).click();
      assertThat(first.page().locator(".page-head .badge")).hasText("Cancelled");
    }
  }

  @Test
  void aViewerLooksOn() throws Exception {
    String id = replay();
    String password =
        post("/api/v1/users", "{\"name\":\"vera\",\"role\":\"viewer\"}")
            .path("generatedPassword")
            .textValue();
    try (Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn("vera", password)) {
      Page page = visitor.page();
      page.navigate("/replays?replay=" + id);
      assertThat(page.locator("h1")).hasText("Observed again");
      assertThat(page.locator("main form, main .button")).hasCount(0);
      page.navigate("/replays?replay=" + id + "&cancel=ask");
      assertThat(page.locator("main form, main .button")).hasCount(0);
    }
  }

  @Test
  void everyPageFitsEveryScreenAndWhatIsNotThereIsSaid() throws Exception {
    replay();
    try (Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn()) {
      Page page = visitor.page();
      page.navigate("/replays");
      assertThat(page.locator("script:not([src]), style, [style], [onclick]")).hasCount(0);
      Looks.assertAccessible(page, "replays");
      Looks.shoot(page, "replays");

      assertThat(page.navigate("/replays?replay=nonsense").status()).isEqualTo(404);
      assertThat(page.navigate("/replays?older=nonsense").status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("nonsense");
    }
  }
}
