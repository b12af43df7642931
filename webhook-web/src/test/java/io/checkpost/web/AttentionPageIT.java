package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.checkpost.web.Browser.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue as staff meet it, in a browser, on the packaged jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class AttentionPageIT {

  private static final String PERSON = "e10a6372-85a9-4f20-9bdf-ab589a1b280c";
  private static final int ITEMS = 10;

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final HttpClient client = HttpClient.newHttpClient();
  private Intake intake;
  private String credas = "";
  private String w2 = "";

  AttentionPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost = new CheckpostProcess(folder.resolve("home"));
  }

  @BeforeAll
  void start() throws Exception {
    checkpost.start();
    intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    credas = intake.portal("credas", "Harbour Lettings & Sons");
    w2 = intake.portal("w2", "Meridian Finance");
  }

  @AfterAll
  void stop() throws Exception {
    checkpost.close();
    browser.close();
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  private void liveness(int object, int result) throws Exception {
    intake.send(
        credas,
        """
        {"UpdateType":3,"Payload":{"EntityIdvEntryId":"7cb2e52f-da1a-4fb7-b9f9-0000000000%02d",
         "VerificationResult":%d,"EntityId":"%s"}}
        """
            .formatted(object, result, PERSON));
  }

  private void identification(int session, String result) throws Exception {
    intake.send(
        w2,
        """
        {"identificationprocess":{"result":"%s","type":"WEB",
         "sessionId":"aaeb2d04-1e98-44eb-a5d8-bbcfc1c536%02d"}}
        """
            .formatted(result, session));
  }

  private void tenItems() throws Exception {
    liveness(1, 3);
    liveness(2, 6);
    liveness(4, 1);
    liveness(4, 7);
    liveness(5, 42);
    liveness(6, 3);
    identification(10, "FRAUD_SUSPICION_PENDING");
    identification(11, "FRAUD_SUSPICION_CONFIRMED");
    identification(12, "SUCCESS");
    identification(12, "CANCELED");
    intake.send(credas, "not JSON <script>alert(3)</script>");
    intake.send(credas, "{\"UpdateType\":99,\"Payload\":{\"EntityId\":\"" + PERSON + "\"}}");
    await(ITEMS);
  }

  private void await(int items) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (items("").size() != items) {
      assertThat(System.nanoTime()).as(items("").toString()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  private JsonNode items(String query) throws Exception {
    return api("GET", "/api/v1/attention?limit=200" + query).get("items");
  }

  private JsonNode api(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + path))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static Locator cards(Page page) {
    return page.locator("article");
  }

  private static String focused(Page page) {
    return String.valueOf(
        page.evaluate("(document.activeElement.innerText || document.activeElement.id).trim()"));
  }

  private static String focusedId(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.id"));
  }

  /** Goes on with Tab until a link or button of a name has the focus. */
  private static void tabTo(Page page, String name) {
    for (int i = 0; i < 40; i++) {
      page.keyboard().press("Tab");
      if (focused(page).equals(name)) {
        return;
      }
    }
    throw new AssertionError("no Tab leads to " + name + ", but to " + focused(page));
  }

  /** Presses Enter, and waits for the page that it leads to. */
  private static void enter(Page page) {
    String before = page.url();
    page.keyboard().press("Enter");
    page.waitForURL(url -> !url.equals(before));
  }

  @Test
  @Order(1)
  void aQueueWithNothingInItSaysSo() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention");
      assertThat(page.getByText("Nothing needs you")).isVisible();
      assertThat(page.locator(".nav-count")).hasCount(0);
      Looks.assertAccessible(page, "attention-empty");
      Looks.shoot(page, "attention-empty");
    }
  }

  @Test
  @Order(2)
  void whatNeedsAPersonIsThereInWordsTheMostSevereFirst() throws Exception {
    tenItems();
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention");

      assertThat(cards(page)).hasCount(ITEMS);
      assertThat(cards(page).nth(0)).containsText("Identification: fraud suspected or confirmed");
      assertThat(cards(page).nth(1)).containsText("fraud suspected or confirmed");
      assertThat(cards(page).nth(2)).containsText("two final results disagree");
      assertThat(cards(page).nth(3)).containsText("decided, and open again");
      assertThat(cards(page).nth(4)).containsText("The body is not JSON");
      assertThat(page.getByText("a code that nobody documented")).isVisible();
      assertThat(page.getByText("A message of an unknown kind")).isVisible();
      assertThat(cards(page).nth(9)).containsText("Liveness check needs a person to decide");
      assertThat(cards(page).nth(9)).containsText(PERSON);
      assertThat(cards(page).nth(9)).containsText("Harbour Lettings & Sons");
      assertThat(page.locator(".nav-count")).containsText("10");
      Looks.assertAccessible(page, "attention");
      Looks.shoot(page, "attention");

      page.setViewportSize(1280, 800);
      cards(page).nth(2).locator("h2").getByRole(AriaRole.LINK).click();
      assertThat(page).hasURL(Pattern.compile(".*/message\\?id=.*"));
      page.goBack();
      cards(page).nth(9).getByText(PERSON).click();
      assertThat(page).hasURL(Pattern.compile(".*/person\\?provider=credas&subject=" + PERSON));
    }
  }

  @Test
  @Order(3)
  void filtersStandInTheUrl() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/attention");
      page.locator("#kind").selectOption("review");
      page.getByText("Apply").click();
      assertThat(page).hasURL(Pattern.compile(".*kind=review.*"));
      assertThat(cards(page)).hasCount(3);

      page.navigate("/attention?checkType=identification");
      assertThat(cards(page)).hasCount(3);
      page.navigate("/attention?state=ignored");
      assertThat(page.getByText("Nothing here")).isVisible();
      page.navigate("/attention?kind=nonsense");
      assertThat(page.getByText("This filter cannot be used")).isVisible();
    }
  }

  /** A page that keeps up by itself shows what is new before anybody can be slower. */
  private static void rest(Page page) {
    page.locator("#live-pause").click();
    assertThat(page.locator("#live-resume")).isVisible();
  }

  @Test
  @Order(4)
  void whoWasSlowerIsToldAndChangesNothing() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention?kind=conflict");
      rest(page);
      String id = items("&kind=conflict").get(0).get("id").asText();
      api("POST", "/api/v1/attention/" + id + "/acknowledge");
      page.getByText("Acknowledge", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#done")).containsText("has acknowledged this already");
      assertThat(items("&kind=conflict").get(0).get("acknowledgedBy").asText())
          .isNotEqualTo("admin");
      assertThat(cards(page)).containsText("Acknowledged by");
      Looks.assertAccessible(page, "attention-refused");
      Looks.shoot(page, "attention-refused");
      api("POST", "/api/v1/attention/" + id + "/reopen");
    }
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention?kind=regression");
      rest(page);
      liveness(4, 2);
      liveness(4, 7);
      String list = "&kind=regression";
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (items(list).isEmpty() || items(list).get(0).get("timesSeen").asInt() < 2) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
      page.getByText("Resolve", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("#done")).containsText("there is news since");
      assertThat(items(list)).hasSize(1);
    }
  }

  @Test
  @Order(5)
  void tenItemsAreClearedWithTheKeyboardAlone() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/attention");
      assertThat(cards(page)).hasCount(ITEMS);
      tabTo(page, "Go to the first item");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*#item-.*"));

      for (int left = ITEMS; left > 0; left--) {
        assertThat(cards(page)).hasCount(left);
        assertThat(focusedId(page)).isEqualTo(cards(page).first().getAttribute("id"));
        decide(page, left);
      }

      assertThat(page.getByText("Nothing needs you")).isVisible();
      assertThat(focusedId(page)).isEqualTo("done");
      Looks.shoot(page, "attention-cleared");
      assertThat(items("")).isEmpty();
      assertThat(items("&state=resolved")).hasSize(8);
      assertThat(items("&state=ignored")).hasSize(2);
      assertThat(items("&state=resolved").toString()).contains("asked the provider 9");

      tabTo(page, "Undo");
      enter(page);
      assertThat(cards(page)).hasCount(1);
      assertThat(focusedId(page)).isEqualTo(cards(page).first().getAttribute("id"));
      assertThat(page.locator("#done")).containsText("Back in the queue");
    }
  }

  /** By the buttons, and by Enter in the comment. */
  private void decide(Page page, int left) throws Exception {
    if (left == 9) {
      do {
        page.keyboard().press("Tab");
      } while (!page.evaluate("document.activeElement.name ?? ''").equals("comment"));
      page.keyboard().type("asked the provider " + left);
      enter(page);
      assertThat(page.locator("#done")).containsText("Resolved:");
      Looks.assertAccessible(page, "attention-done");
      Looks.shoot(page, "attention-done");
      page.setViewportSize(1280, 800);
    } else {
      tabTo(page, left % 5 == 0 ? "Ignore" : "Resolve");
      enter(page);
    }
  }

  @Test
  @Order(6)
  void whatWasAcknowledgedStaysInTheQueueAndTheNextComesIntoFocus() throws Exception {
    liveness(21, 3);
    liveness(22, 3);
    await(3);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention?kind=review");
      int before = cards(page).count();
      tabTo(page, "Acknowledge");
      enter(page);
      assertThat(cards(page)).hasCount(before);
      assertThat(cards(page).first()).containsText("Acknowledged by admin");
      assertThat(focusedId(page)).isEqualTo(cards(page).nth(1).getAttribute("id"));
      assertThat(page.locator(".nav-count")).containsText("2");
    }
  }

  @Test
  @Order(7)
  void whatIsClosedSaysWhoClosedIt() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention?state=resolved");
      assertThat(cards(page).first()).containsText("admin");
      assertThat(page.getByText("asked the provider 9")).isVisible();
      Looks.assertAccessible(page, "attention-resolved");
      Looks.shoot(page, "attention-resolved");
    }
  }
}
