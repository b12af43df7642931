package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.checkpost.web.Browser.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Making messages up, in a browser, on the packaged jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class SimulatorPageIT {

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final Receiver receiver;

  SimulatorPageIT() throws Exception {
    checkpost = Shared.checkpost();
    browser = Shared.browser();
    receiver = new Receiver();
  }

  @BeforeAll
  void makePortals() throws Exception {
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    intake.portal("credas", "Simulated Lettings", Map.of("right_to_rent", "verification-result"));
    intake.relayingPortal("w2", "Simulated Finance", receiver.url("/simulated"));
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  private static void choose(Page page, String portal) {
    page.navigate("/simulator");
    page.locator("#portal")
        .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(portal));
    page.getByRole(AriaRole.BUTTON, named("Choose")).click();
    assertThat(page).hasURL(Pattern.compile(".*[?&]run=[0-9]{10}-[0-9a-z]{8}.*"));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static void preview(Page page) {
    page.getByRole(AriaRole.BUTTON, named("Preview")).click();
  }

  @Test
  void aFailedCheckThatAPersonRemediesIsSeenOnThePersonsPage() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      choose(page, "Simulated Lettings");
      page.locator("#kind").selectOption("right_to_rent");
      preview(page);
      page.locator("#scenario").selectOption("failed_remediated");
      preview(page);
      assertThat(page.locator(".draft")).hasCount(2);
      assertThat(page.locator(".draft").nth(0)).containsText("Failed");
      assertThat(page.locator(".draft").nth(1)).containsText("Passed");
      assertThat(page.locator(".draft pre").first()).containsText("\"UpdateType\" : 7");
      Looks.assertAccessible(page, "simulator");
      Looks.shoot(page, "simulator");

      page.getByRole(AriaRole.BUTTON, named("Send into the intake")).click();
      assertThat(page.locator("#sent")).hasText("All 2 messages were sent");
      Locator sent = page.locator(".sent-messages > li");
      assertThat(sent).hasCount(2);
      assertThat(sent.nth(1)).containsText("Accepted");
      Looks.assertAccessible(page, "simulator-sent");
      Looks.shoot(page, "simulator-sent");

      page.locator(".sent-person").first().click();
      assertThat(page.locator("main")).containsText("7e57da7a-0000-4000-8000-000000000001");
      assertThat(page.locator("main"))
          .containsText("Do not take it for the result of a real check");
      Locator remedied = page.locator(".change").first();
      assertThat(remedied).containsText("a person decided: Status is ManualPass (code 4)");
      assertThat(remedied).hasText(Pattern.compile(".*from Failed.*to Passed.*", Pattern.DOTALL));
      assertThat(remedied.locator(".tag")).hasText("Test");
      Looks.assertAccessible(page, "person-simulated");
      Looks.shoot(page, "person-simulated");

      remedied.locator("a").first().click();
      assertThat(page.locator(".head-badges .simulated")).hasText("Simulated");
      assertThat(page.locator("main")).containsText("simulator for admin");
      page.navigate("/messages?subject=7e57da7a-0000-4000-8000-000000000001");
      assertThat(page.locator(".message-row .simulated").first()).hasText("Simulated");
    }
  }

  @Test
  void whatNobodyDocumentedIsQuarantinedAndSaidSoBefore() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      choose(page, "Simulated Lettings");
      page.locator("#kind").selectOption("undocumented_type");
      preview(page);
      assertThat(page.locator(".draft")).containsText("Quarantined");

      page.getByRole(AriaRole.BUTTON, named("Send into the intake")).click();
      assertThat(page.locator(".sent-messages > li")).containsText("Quarantined");
      page.locator(".sent-message").click();
      assertThat(page.locator("h1")).hasText("Kept, but not understood");
      assertThat(page.locator(".head-badges .simulated")).hasText("Simulated");
    }
  }

  @Test
  void theCallbackIsSentWhatTheProviderWouldAndItsAnswerIsShown() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      choose(page, "Simulated Finance");
      page.getByLabel("Result", new Page.GetByLabelOptions().setExact(true))
          .selectOption("CANCELED");
      page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(true))
          .selectOption("ID_BLURRY");
      page.locator("#target").selectOption("callback");
      preview(page);
      assertThat(page.locator("#draft ~ p")).containsText("/simulated");
      assertThat(page.locator(".draft pre").first()).containsText("\"ID_BLURRY\"");
      assertThat(page.locator(".draft")).containsText("Cancelled");

      page.getByRole(AriaRole.BUTTON, named("Send to the callback")).click();
      assertThat(page.locator(".sent-reply")).containsText("Taken by the receiver");
      assertThat(page.locator(".sent-reply")).containsText("204");
      assertThat(receiver.taken("/simulated")).singleElement().asString().startsWith("sim_");

      receiver.answer("/simulated", 500);
      page.getByRole(AriaRole.BUTTON, named("Send to the callback")).click();
      assertThat(page.locator(".sent-reply")).containsText("the receiver had a fault");
      assertThat(page.locator(".sent-reply pre")).containsText("no room for <b>Ada Lovelace</b>");
      Looks.assertAccessible(page, "simulator-callback");
      Looks.shoot(page, "simulator-callback");
      receiver.beWell("/simulated");
    }
  }

  @Test
  void aWrongAddressIsNamedAndNothingIsSent() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      choose(page, "Simulated Lettings");
      String address = page.url();
      Response wrong = page.navigate(address + "&values.code=red");
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("values.code: red is not accepted");
      assertThat(page.locator("#send")).hasCount(0);
      Looks.assertAccessible(page, "simulator-wrong");

      assertThat(page.navigate("/simulator?portal=" + UUID.randomUUID()).status()).isEqualTo(400);
      page.navigate("/simulator");
      Looks.assertAccessible(page, "simulator-begin");
      Looks.shoot(page, "simulator-begin");
    }
  }

  @Test
  void whoOnlyLooksHasNoSimulator() throws Exception {
    String name = "viewer-" + UUID.randomUUID();
    HttpRequest user =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + "/api/v1/users"))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"%s\",\"role\":\"viewer\",\"password\":\"a long enough one\"}"
                        .formatted(name)))
            .build();
    assertThat(HttpClient.newHttpClient().send(user, BodyHandlers.discarding()).statusCode())
        .isEqualTo(201);
    try (Visitor viewer = browser.visitor(checkpost.baseUrl()).signIn(name, "a long enough one")) {
      Page page = viewer.page();
      assertThat(page.locator(".nav")).not().containsText("Simulator");
      assertThat(page.navigate("/simulator").status()).isEqualTo(403);
      assertThat(page.locator("h1")).hasText("Not allowed");
    }
  }
}
