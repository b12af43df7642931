package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.checkpost.web.Browser.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** The first page, on a Checkpost of its own: it is about everything that there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class OverviewPageIT {

  private static final String PERSON = "e10a6372-85a9-4f20-9bdf-ab589a1b280c";

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final HttpClient client = HttpClient.newHttpClient();
  private Intake intake;
  private String lettings = "";

  OverviewPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost = new CheckpostProcess(folder.resolve("home"));
  }

  @BeforeAll
  void start() throws Exception {
    checkpost.start();
    intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
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
        lettings,
        """
        {"UpdateType":3,"Payload":{"EntityIdvEntryId":"7cb2e52f-da1a-4fb7-b9f9-0000000000%02d",
         "VerificationResult":%d,"EntityId":"%s"}}
        """
            .formatted(object, result, PERSON));
  }

  /** Sixteen messages: two repeat, two are not understood, one has two documents. */
  private void sixteenMessages() throws Exception {
    lettings = intake.portal("credas", "Harbour Lettings & Sons");
    for (int object = 0; object < 5; object++) {
      liveness(object, 1);
    }
    liveness(5, 2);
    liveness(6, 2);
    liveness(7, 3);
    liveness(8, 42);
    liveness(0, 1);
    liveness(5, 2);
    intake.send(lettings, Intake.sample("credas-4-id-document.json"));
    intake.send(
        lettings,
        """
        {"UpdateType":5,"Payload":{"EntityId":"%s","Items":[
         {"NonBiometricDocumentId":"15b7ec8c-7c3f-413f-9b38-36d1a868767d","Status":1},
         {"NonBiometricDocumentId":"25b7ec8c-7c3f-413f-9b38-36d1a868767d","Status":1}]}}
        """
            .formatted(PERSON));
    intake.send(lettings, "not JSON <script>alert(3)</script>");
    intake.send(lettings, "{\"UpdateType\":99,\"Payload\":{\"EntityId\":\"" + PERSON + "\"}}");
    String finance =
        intake.relayingPortal("w2", "Meridian Finance", "https://relay.invalid/callback");
    intake.send(finance, Intake.sample("w2-dvfc-alert.json"));
  }

  private JsonNode overview(String query) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + "/api/v1/overview" + query))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private void awaitWaiting() throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    JsonNode overview = overview("");
    while (overview.at("/attention/open").asInt() < 5
        || overview.at("/undelivered/pending").asInt() < 1
        || !overview.path("oldestPending").isNull()) {
      assertThat(System.nanoTime()).as(overview.toString()).isLessThan(end);
      Thread.sleep(100);
      overview = overview("");
    }
  }

  private static Locator figure(Page page, String name) {
    return page.locator("#figure-" + name);
  }

  private static Locator table(Page page, String name) {
    Locator section =
        page.locator("section", new Page.LocatorOptions().setHas(page.locator("#" + name)));
    section.locator("summary").click();
    return section.locator("table");
  }

  private static Locator rows(Page page) {
    return page.locator(".message-row");
  }

  @Test
  @Order(1)
  void whoSignsInIsLedThereAndToldHowToStart() throws Exception {
    try (Visitor visitor = browser.visitor(checkpost.baseUrl())) {
      Page page = visitor.page();
      page.navigate("/");
      visitor.enter("admin", CheckpostProcess.PASSWORD);

      assertThat(page).hasURL(checkpost.baseUrl() + "/overview");
      assertThat(page.locator("nav a[aria-current=page]")).hasText("Overview");
      assertThat(page.locator(".nav a").first()).hasText("Overview");
      assertThat(page.getByText("No messages yet")).isVisible();
      assertThat(page.locator(".figure")).hasCount(0);
      Looks.assertAccessible(page, "overview-unused");
    }
  }

  @Test
  @Order(2)
  void figuresAreThereAtOnce() throws Exception {
    sixteenMessages();
    awaitWaiting();
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/overview");

      assertThat(figure(page, "open")).containsText("The oldest for less than a minute");
      assertThat(figure(page, "quarantined").locator(".figure-value")).hasText("2");
      assertThat(figure(page, "undelivered").locator(".figure-value")).hasText("1");
      assertThat(figure(page, "undelivered")).containsText("None given up");
      assertThat(figure(page, "observers").locator(".figure-value")).hasText("0");
      assertThat(figure(page, "oldest").locator(".figure-value")).hasText("None");
      assertThat(page.getByText("16 in all")).isVisible();
      assertThat(page.locator(".bars li").first()).containsText("Liveness check");
      assertThat(page.locator(".last-messages li").first()).containsText("Meridian Finance");
      assertThat(page.locator(".last-messages")).containsText("less than a minute ago");
      Looks.assertAccessible(page, "overview");
      Looks.shoot(page, "overview");

      page.setViewportSize(1280, 800);
      page.locator("summary").first().click();
      page.locator("summary").last().click();
      Looks.assertAccessible(page, "overview-tables");
      Looks.shoot(page, "overview-tables");
    }
  }

  @Test
  @Order(3)
  void everyFigureLeadsToTheListThatItCounts() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/overview");
      List<String> links =
          page.locator(".figures-table a").all().stream()
              .map(link -> link.getAttribute("href") + " " + link.textContent())
              .distinct()
              .toList();
      assertThat(links).hasSizeGreaterThan(10);
      for (String link : links) {
        String[] parts = link.split(" ", -1);
        page.navigate(parts[0]);
        assertThat(rows(page)).hasCount(Integer.parseInt(parts[1]));
      }

      page.navigate("/overview");
      page.getByText("16 in all").click();
      assertThat(rows(page)).hasCount(16);
      page.navigate("/overview");
      figure(page, "quarantined").click();
      assertThat(rows(page)).hasCount(2);
      page.navigate("/overview");
      String open = figure(page, "open").locator(".figure-value").textContent();
      figure(page, "open").click();
      assertThat(page.locator("article")).hasCount(Integer.parseInt(open));
      page.navigate("/overview");
      figure(page, "undelivered").click();
      assertThat(page.getByText("Meridian Finance").first()).isVisible();
      page.navigate("/overview");
      page.locator(".bar-segments a").first().click();
      assertThat(rows(page)).hasCount(5);
      page.navigate("/overview");
      page.locator(".last-messages a").last().click();
      assertThat(rows(page)).hasCount(15);
    }
  }

  @Test
  @Order(4)
  void periodAndPortalStandInTheUrl() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/overview");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("7 days")).click();
      assertThat(page).hasURL(Pattern.compile(".*period=7d.*"));
      assertThat(page.locator(".columns li")).hasCount(28);
      page.locator("#portal").selectOption(new SelectOption().setLabel("Meridian Finance"));
      page.getByText("Apply").click();
      assertThat(page).hasURL(Pattern.compile(".*period=7d&portal=.*"));
      assertThat(page.getByText("1 in all")).isVisible();
      assertThat(figure(page, "quarantined").locator(".figure-value")).hasText("0");
      assertThat(figure(page, "undelivered").locator(".figure-value")).hasText("1");
      assertThat(figure(page, "observers")).hasCount(0);
      assertThat(page.locator(".last-messages li")).hasCount(1);
      Looks.assertAccessible(page, "overview-portal");
      Looks.shoot(page, "overview-portal");

      page.setViewportSize(1280, 800);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("30 days")).click();
      assertThat(page).hasURL(Pattern.compile(".*period=30d&portal=.*"));
      assertThat(page.locator(".columns li")).hasCount(30);
      table(page, "received").locator("tbody tr").last().locator("a").last().click();
      assertThat(rows(page)).hasCount(1);

      Response wrong = page.navigate("/overview?period=fortnight");
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("fortnight");
      Looks.assertAccessible(page, "overview-wrong");
      page.navigate("/overview?portal=00000000-0000-0000-0000-000000000001");
      assertThat(page.getByText("Nothing came in this period")).isVisible();
      Looks.assertAccessible(page, "overview-nothing");
    }
  }

  @Test
  @Order(5)
  void theManagementApiSaysTheSame() throws Exception {
    JsonNode overview = overview("?period=24h");

    assertThat(overview.path("received")).hasSize(24);
    int accepted = 0;
    int duplicate = 0;
    int quarantined = 0;
    for (JsonNode slot : overview.path("received")) {
      accepted += slot.path("accepted").asInt();
      duplicate += slot.path("duplicate").asInt();
      quarantined += slot.path("quarantined").asInt();
    }
    assertThat(List.of(accepted, duplicate, quarantined)).containsExactly(12, 2, 2);
    assertThat(overview.path("outcomes").toString())
        .contains("{\"checkType\":\"liveness\",\"outcome\":\"passed\",\"messages\":5}");
    assertThat(overview.path("lastMessages")).hasSize(2);
    assertThat(overview("?period=30d").path("received")).hasSize(30);
  }
}
