package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.checkpost.web.Browser.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What operations staff do about what the URLs of portals have not got. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class DeliveriesPageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_ACTIONS = 5;
  private static final int MANY = 55;

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final Receiver receiver = new Receiver();
  private final Intake intake;

  DeliveriesPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost =
        new CheckpostProcess(folder.resolve("home"))
            .with("CHECKPOST_RELAY_ALLOW", "127.0.0.0/8")
            .with("CHECKPOST_RELAY_ALLOW_HTTP", "true")
            // the second failure is the last
            .with("CHECKPOST_RELAY_SCHEDULE", "PT0.1S");
    intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
  }

  @BeforeAll
  void start() throws Exception {
    checkpost.start();
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/deliveries");
      assertThat(page.getByText("Nothing to deliver yet")).isVisible();
      look(page, "deliveries-unused");

      String well = intake.relayingPortal("credas", "All is Well", receiver.url("/well"));
      String message = send(well);
      await(page, () -> receiver.taken("/well").contains(message));
      goTo(page, "/deliveries", () -> page.getByText("Everything was delivered").count() == 1);
      assertThat(page.locator("#board")).hasCount(0);
      look(page, "deliveries-delivered");
    }
  }

  @AfterAll
  void stop() throws InterruptedException {
    browser.close();
    receiver.close();
    checkpost.close();
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  /** A message about somebody of whom nobody heard before. */
  private String send(String intakePath) throws IOException, InterruptedException {
    return intake.send(
        intakePath,
        """
        {"UpdateType":3,"Payload":{"EntityIdvEntryId":"%s","VerificationResult":1,"EntityId":"%s"}}
        """
            .formatted(UUID.randomUUID(), UUID.randomUUID()));
  }

  private static void await(Page page, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      page.waitForTimeout(100);
    }
  }

  private static void look(Page page, String name) throws IOException {
    Looks.assertAccessible(page, name);
    Looks.shoot(page, name);
  }

  private static void goTo(Page page, String address, BooleanSupplier until) {
    await(
        page,
        () -> {
          page.navigate(address);
          return until.getAsBoolean();
        });
  }

  private static Locator target(Page page, String portal) {
    return page.locator(".target", new Page.LocatorOptions().setHasText(portal));
  }

  private static Locator rows(Page page, String text) {
    return page.locator(".delivery-row", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator button(Locator within, String label) {
    return within.locator(
        "a.button, button",
        new Locator.LocatorOptions().setHasText(Pattern.compile("^\\s*" + label)));
  }

  /** Fails twice and is given up. */
  private String die(Page page, String intakePath, String portal) throws Exception {
    String message = send(intakePath);
    goTo(
        page,
        "/deliveries?state=dead",
        () -> page.locator("a[title='" + message + "']").count() == 1);
    assertThat(rows(page, portal).first()).isVisible();
    return message;
  }

  @Test
  void whatADeadTargetMissedIsFoundAndSentAgainInAFewActions() throws Exception {
    receiver.answer("/harbour", 503);
    String harbour = intake.relayingPortal("credas", "Harbour Lettings", receiver.url("/harbour"));
    List<String> missed = new ArrayList<>();
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      missed.add(die(page, harbour, "Harbour Lettings"));
      missed.add(die(page, harbour, "Harbour Lettings"));
      missed.add(send(harbour));
      missed.add(send(harbour));
      goTo(
          page,
          "/deliveries",
          () -> target(page, "Harbour Lettings").innerText().contains("keeps failing"));
      missed.add(send(harbour));
      goTo(page, "/deliveries", () -> rows(page, "Harbour Lettings").count() == 5);
      assertThat(target(page, "Harbour Lettings"))
          .containsText(Pattern.compile("localhost:\\d+/harbour"));
      assertThat(target(page, "Harbour Lettings")).containsText("The receiver had a fault");
      look(page, "deliveries");
      page.navigate("/messages");

      Actions actions = new Actions();
      actions.click(page.getByRole(AriaRole.LINK, named("Deliveries")));
      actions.click(button(target(page, "Harbour Lettings"), "Send all now"));
      assertThat(page.locator("#confirmation")).containsText("Send 5 deliveries now?");
      assertThat(page.locator(".destinations li")).hasCount(1);
      assertThat(page.locator(".destinations")).containsText("Harbour Lettings");
      look(page, "deliveries-confirm");
      // not before: a probe of its own would find it well and send the three that only wait
      receiver.beWell("/harbour");
      actions.click(page.locator("button[name=sendAll]"));
      assertThat(page.locator("#done")).containsText("5 deliveries are sent now.");

      await(page, () -> receiver.taken("/harbour").containsAll(missed));
      assertThat(actions.taken).isLessThanOrEqualTo(MOST_ACTIONS);
      goTo(page, "/deliveries", () -> target(page, "Harbour Lettings").count() == 0);
      page.navigate("/message?id=" + missed.get(0));
      page.locator(".steps a").click();
      assertThat(page.locator("h1")).hasText("Delivery to Harbour Lettings");
      assertThat(page.locator(".attempt")).hasCount(3);
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /** What a person does. */
  private static final class Actions {

    private int taken;

    void click(Locator locator) {
      taken++;
      locator.click();
    }
  }

  @Test
  void theListIsFilteredByItsUrl() throws Exception {
    receiver.answer("/filtered", 422);
    String portal =
        intake.relayingPortal("credas", "Filtered & Co", receiver.url("/filtered?key=secret"));
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      die(page, portal, "Filtered & Co");
      page.navigate("/deliveries");
      page.getByLabel("Goes to").selectOption(new SelectOption().setLabel("Filtered & Co"));
      page.getByLabel("Last failure")
          .selectOption(new SelectOption().setLabel("the message was refused"));
      page.getByLabel("From").fill("2026-01-01");
      page.getByText("Apply").click();

      assertThat(page.locator(".delivery-row")).hasCount(1);
      assertThat(rows(page, "Filtered & Co")).containsText("The message was refused");
      assertThat(page.locator("main")).not().containsText("secret");
      assertThat(page.locator(".chip")).hasCount(3);
      String filtered = page.url();
      look(page, "deliveries-filtered");

      page.navigate("/deliveries?cause=dns&state=pending");
      assertThat(page.getByText("No delivery matches")).isVisible();
      look(page, "deliveries-none");
      assertThat(page.navigate("/deliveries?state=lost&cause=dns").status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("State: lost is not accepted");
      assertThat(page.navigate(filtered + "&older=nonsense").status()).isEqualTo(400);

      page.navigate(filtered);
      button(rows(page, "Filtered & Co"), "Send now").click();
      assertThat(page.locator("#done")).containsText("1 delivery is sent now.");
      assertThat(page.locator(".chip")).hasCount(3);
    }
  }

  @Test
  void aPausedTargetGetsNothingUntilItIsResumedAndItsQueueIsTurnedOver() throws Exception {
    String portal = intake.relayingPortal("credas", "Paused Homes", receiver.url("/paused"));
    receiver.answer("/paused", 500);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      die(page, portal, "Paused Homes");
      page.navigate("/deliveries");
      button(target(page, "Paused Homes"), "Pause").click();
      assertThat(page.locator("#done")).containsText("Paused.");
      assertThat(target(page, "Paused Homes")).containsText("By admin");
      receiver.beWell("/paused");
      List<String> waiting = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        waiting.add(send(portal));
      }
      goTo(
          page,
          "/deliveries",
          () ->
              target(page, "Paused Homes")
                  .locator(".number")
                  .first()
                  .innerText()
                  .equals("" + MANY));

      target(page, "Paused Homes").getByRole(AriaRole.LINK, linked("Paused Homes")).click();
      assertThat(page.locator(".delivery-row")).hasCount(50);
      String newest = page.locator(".delivery-row .reference a").first().getAttribute("title");
      look(page, "deliveries-many");
      page.getByText("Older").click();
      assertThat(page.locator(".delivery-row")).hasCount(MANY + 1 - 50);
      page.getByText("Newer", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".delivery-row .reference a").first()).hasAttribute("title", newest);
      assertThat(receiver.taken("/paused")).isEmpty();

      page.navigate("/deliveries");
      button(target(page, "Paused Homes"), "Resume").click();
      assertThat(page.locator("#done")).containsText("Resumed.");
      await(page, () -> receiver.taken("/paused").containsAll(waiting));
    }
  }

  private static Locator.GetByRoleOptions linked(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void aDisabledTargetIsAskedAgainWhenAPersonSaysSo() throws Exception {
    receiver.answer("/gone", 410);
    String portal = intake.relayingPortal("credas", "Gone Estates", receiver.url("/gone"));
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      String message = send(portal);
      goTo(
          page,
          "/deliveries",
          () ->
              target(page, "Gone Estates").count() == 1
                  && target(page, "Gone Estates").innerText().contains("answered 410"));
      look(page, "deliveries-disabled");

      receiver.beWell("/gone");
      button(target(page, "Gone Estates"), "Ask again").click();
      assertThat(page.locator("#done")).containsText("asked again");
      await(page, () -> receiver.taken("/gone").contains(message));
    }
  }

  @Test
  void oneDeliveryShowsItsAttemptsAndAnAnswerOnlyWhenAsked() throws Exception {
    receiver.answer("/shown", 500);
    String portal = intake.relayingPortal("credas", "Shown Lets", receiver.url("/shown"));
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      String message = die(page, portal, "Shown Lets");
      rows(page, "Shown Lets").locator(".delivery-link").click();
      assertThat(page.locator("h1")).hasText("Delivery to Shown Lets");
      assertThat(page.locator(".attempt")).hasCount(2);
      assertThat(page.locator(".attempt").first()).containsText("Attempt 2");
      assertThat(page.locator(".attempt").first()).containsText("status 500");
      assertThat(page.locator("main")).not().containsText("Ada Lovelace");
      look(page, "delivery");
      String address = page.url();

      button(page.locator("#attempt-1"), "Show answer").click();
      assertThat(page.locator("#attempt-1 pre")).containsText("no room for <b>Ada Lovelace</b>");
      assertThat(page.locator("#attempt-2 pre")).hasCount(0);
      assertThat(checkpost.output())
          .containsPattern("event=disclosed.answer user=admin delivery=\\S+ attempt=1");
      look(page, "delivery-answer");
      page.navigate(address);
      assertThat(page.locator("main")).not().containsText("Ada Lovelace");

      button(page.locator(".page-head"), "Close").click();
      assertThat(page.locator("#done")).containsText("1 delivery was closed.");
      assertThat(page.locator("main")).containsText("Closed by");
      look(page, "delivery-closed");
      page.navigate("/deliveries");
      assertThat(page.locator("a[title='" + message + "']")).hasCount(0);
      page.navigate("/deliveries?state=closed");
      assertThat(page.locator("a[title='" + message + "']")).hasCount(1);
      assertThat(page.navigate("/delivery?id=" + UUID.randomUUID()).status()).isEqualTo(404);
      assertThat(page.navigate("/delivery?id=nonsense").status()).isEqualTo(404);
    }
  }

  @Test
  void whatNobodyWillSendIsClosedAtOnce() throws Exception {
    receiver.answer("/closed", 404);
    String portal = intake.relayingPortal("credas", "Closed Doors", receiver.url("/closed"));
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      die(page, portal, "Closed Doors");
      die(page, portal, "Closed Doors");
      page.navigate("/deliveries");
      button(target(page, "Closed Doors"), "Close given up").click();
      assertThat(page.locator("#confirmation")).containsText("Close 2 deliveries?");
      page.getByText("Cancel").click();
      assertThat(page.locator(".delivery-row")).hasCount(2);
      page.locator("#close-all").click();
      page.locator("button[name=closeAll]").click();
      assertThat(page.locator("#done")).containsText("2 deliveries were closed.");
      page.navigate("/deliveries");
      assertThat(target(page, "Closed Doors")).hasCount(0);
      assertThat(rows(page, "Closed Doors")).hasCount(0);
    }
  }
}
